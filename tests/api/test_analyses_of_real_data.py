"""The analyses of the real data set, held against its other reports."""

import csv
import io

import pytest

from negotiations.models import Event, Offer, Point
from tests.api.negotiating import rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("us_dprk"), pytest.mark.slow]
RESPONSE_TIMES = "analytics/response-times/"
DIVERGENCE = "analytics/divergence/"
CONCESSIONS = "analytics/concessions/"
MEETING_GAPS = "analytics/meeting-gaps/"
GAP_COLUMNS = ("side_one", "side_two", "process", "previous_event", "event", "days_min", "days_max")


def test_the_real_data_says_what_the_tour_says(read):
    found = rows(read(f"{RESPONSE_TIMES}?by=responder"), "responder", "offers", "answered",
                 "median_days_min", "median_days_max", "longest_days_min",
                 "longest_days_max")  # fmt: skip
    assert ("dprk", 27, 21, 0, 2, 166, None) in found
    assert ("us", 28, 21, 0, 2, 20, None) in found


def test_it_agrees_with_the_accounts_side_by_side(read):
    found = read(DIVERGENCE)
    assert found["notes"]["considered"] == Point.objects.count()
    for slug in ("hanoi-summit-2019", "stockholm-talks-2019-10-05", "singapore-summit-2018"):
        counted = {"agreed": 0, "compatible": 0, "contradicted": 0}
        for point in read(f"events/{slug}/side-by-side/")["points"]:
            if point["kind"] in ("account", "fact", "responsibility"):
                for pair in point["pairs"]:
                    if {side["slug"] for side in pair["sides"]} == {"us", "dprk"}:
                        counted[pair["standing"]] += 1
        (row,) = [r for r in found["rows"] if (r["event"], r["side_one"], r["side_two"])
                  == (slug, "dprk", "us")]  # fmt: skip
        assert row | counted == row


def test_every_term_of_the_real_data_stands_once_for_each_side(read):
    found = read(CONCESSIONS)
    told = [row for row in found["rows"] if row["change"] != "dropped"]
    assert len({(row["term"], row["side"]) for row in told}) == len(told)
    assert len({row["term"] for row in told}) == sum(
        offer.terms.count() for offer in Offer.objects.roots()
    )


def test_from_the_border_to_stockholm_it_was_97_days(read):
    found = read(f"{MEETING_GAPS}?party__all=us,dprk&process=us-dprk-summitry")
    assert rows(found, *GAP_COLUMNS)[-1] == (
        "dprk", "us", "us-dprk-summitry", "dmz-meeting-2019-06-30",
        "stockholm-talks-2019-10-05", 97, 97,
    )  # fmt: skip
    assert read(MEETING_GAPS)["notes"]["considered"] == Event.objects.count()


@pytest.mark.parametrize(
    "name", ["offers-by-year", "response-times", "divergence", "concessions", "meeting-gaps"]
)
def test_the_flat_rows_are_those_of_the_report(name, get, read):
    found = read(f"analytics/{name}/?process=us-dprk-summitry")["rows"]
    flat = get(f"analytics/{name}.csv?process=us-dprk-summitry").content.decode()
    told = [
        {column: "" if cell is None else str(cell) for column, cell in row.items()} for row in found
    ]
    assert list(csv.DictReader(io.StringIO(flat))) == told
    assert len(found) > 5
