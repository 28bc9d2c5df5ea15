"""Days between successive meetings of two sides."""

import pytest

from tests.api.negotiating import rows
from tests.factories import make, publish

pytestmark = pytest.mark.django_db
ADDRESS = "analytics/meeting-gaps/"
COLUMNS = ("side_one", "side_two", "process", "previous_event", "event", "days_min", "days_max")


@pytest.fixture
def meet():
    def made(slug, date, *parties, process=None, **more):
        event = make("Event", slug=slug, date=date,
                     **{"kind": "talks", "occurrence": "held", **more})  # fmt: skip
        if process:
            event.processes.add(process)
        for party in parties:
            make("Participation", event=event, party=party, role="delegate",
                 attendance="attended", status="published")  # fmt: skip
        return publish(event)

    return made


def test_days_are_counted_from_the_end_of_one_to_the_beginning_of_the_next(
    read, meet, us, ministry
):
    meet("first", "2019-02-27/2019-02-28", us, ministry)
    meet("second", "2019-06-30", us, ministry, level="head")
    meet("third", "2019-10", us, ministry)
    assert rows(read(ADDRESS), *COLUMNS) == [
        ("dprk", "us", None, "first", "second", 122, 122),
        ("dprk", "us", None, "second", "third", 93, 123),
    ]


def test_each_process_is_a_series_of_its_own(read, meet, us, dprk):
    process = make("Process", slug="summitry", status="published")
    meet("first", "2019-01-01", us, dprk, process=process)
    meet("apart", "2019-01-02", us, dprk)
    meet("second", "2019-01-03", us, dprk, process=process)
    assert rows(read(ADDRESS), *COLUMNS) == [("dprk", "us", "summitry", "first", "second", 2, 2)]


def test_hosts_absent_parties_and_what_was_not_held_make_no_meeting(read, meet, us, dprk):
    sweden = make("Party", slug="sweden", status="published")
    for day in ("2019-01-01", "2019-01-03"):
        event = meet(f"talks-{day}", day, us)
        make("Participation", event=event, party=sweden, role="host", status="published")
        make("Participation", event=event, party=dprk, role="delegate",
             attendance="declined", status="published")  # fmt: skip
    meet("planned", "2019-01-02", us, dprk, occurrence="cancelled")
    meet("letter", "2019-01-02", us, dprk, kind="letter")
    found = read(ADDRESS)
    assert found["rows"] == []
    assert found["notes"]["left_out"]["without_two_sides"] == 2
    assert found["notes"]["left_out"]["no_meetings_of_their_own"] == 2


def test_parts_of_a_meeting_are_that_meeting(read, meet, us, dprk):
    whole = meet("round", "2019-01-01/2019-01-03", kind="round")
    meet("part", "2019-01-02", us, dprk, part_of=whole)
    meet("next", "2019-01-10", us, dprk)
    assert rows(read(ADDRESS), "previous_event", "event") == [("round", "next")]


def test_with_a_party_rows_are_of_its_side(read, meet, us, dprk):
    china = make("Party", slug="china", status="published")
    for day in ("2019-01-01", "2019-01-03"):
        meet(f"talks-{day}", day, us, dprk, china)
    pairs = ("side_one", "side_two")
    assert rows(read(f"{ADDRESS}?party=us"), *pairs) == [("china", "us"), ("dprk", "us")]
    assert rows(read(f"{ADDRESS}?party__all=us,dprk"), *pairs) == [("dprk", "us")]


def test_an_open_end_leaves_the_length_open(read, meet, us, dprk):
    meet("open", "2019-01-01/..", us, dprk)
    meet("next", "2019-02-01", us, dprk)
    meet("undated", "", us, dprk)
    found = read(ADDRESS)
    assert rows(found, "days_min", "days_max") == [(0, 31)]
    assert found["notes"]["left_out"]["without_a_date"] == 1
