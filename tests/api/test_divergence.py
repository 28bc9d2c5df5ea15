"""How far the accounts of an event lie apart between two sides."""

import pytest

from tests.api.negotiating import offer, rows
from tests.factories import make, publish

pytestmark = pytest.mark.django_db
ADDRESS = "analytics/divergence/"
COLUMNS = ("event", "side_one", "side_two", "points", "agreed", "compatible", "contradicted",
           "only_side_one", "only_side_two")  # fmt: skip


@pytest.fixture
def point():
    event = publish(make("Event", slug="talks", date="2019-10-05"))

    def made(**more):
        given = {"event": event, "kind": "account", "answer_type": "yes_no", **more}
        return make("Point", status="published", **given)

    return made


def claim(point, party, answer, date="2019-10-05"):
    return publish(make("Claim", point=point, party=party, answer=answer, stance="asserts",
                        date=date))  # fmt: skip


def test_points_are_counted_by_standing_for_each_two_sides(read, point, us, dprk, ministry):
    for ours, theirs in (("yes", "yes"), ("yes", "no"), ("yes", None), (None, "no")):
        asked = point()
        if ours:
            claim(asked, us, ours)
        if theirs:
            claim(asked, ministry, theirs)
    assert rows(read(ADDRESS), *COLUMNS) == [("talks", "dprk", "us", 4, 1, 0, 1, 1, 1)]


def test_a_third_side_makes_pairs_with_both(read, point, us, dprk):
    sweden = make("Party", slug="sweden", status="published")
    asked = point()
    for party, word in ((us, "yes"), (dprk, "no"), (sweden, "yes;no")):
        claim(asked, party, word)
    assert rows(read(ADDRESS), *COLUMNS) == [
        ("talks", "dprk", "sweden", 1, 0, 1, 0, 0, 0),
        ("talks", "dprk", "us", 1, 0, 0, 1, 0, 0),
        ("talks", "sweden", "us", 1, 0, 1, 0, 0, 0),
    ]
    assert len(read(f"{ADDRESS}?party=sweden")["rows"]) == 2
    assert len(read(f"{ADDRESS}?party__all=us,dprk")["rows"]) == 1


def test_a_side_that_speaks_alone_has_a_row(read, point, us):
    claim(point(), us, "yes")
    assert rows(read(ADDRESS), *COLUMNS) == [("talks", "us", "", 1, 0, 0, 0, 1, 0)]


def test_what_is_not_counted_is_told(read, point, us):
    claim(point(kind="wording"), us, "yes")
    claim(point(event=None, process=make("Process", status="published")), us, "yes")
    point()
    found = read(ADDRESS)
    assert found["rows"] == []
    assert found["notes"]["considered"] == 3
    assert found["notes"]["left_out"] == {
        "of_other_kinds": 1,
        "of_no_meeting": 1,
        "of_meetings_outside_the_period": 0,
        "without_a_position": 1,
    }


def test_points_about_offers_made_at_an_event_are_of_that_event(read, point, us, dprk):
    there = point().event
    asked = point(event=None, offer=offer(us, dprk, "a", "2019-10-05", event=there))
    claim(asked, us, "yes")
    assert rows(read(ADDRESS), "event", "points") == [("talks", 1)]


def test_they_stand_as_on_the_day(read, point, us, dprk):
    asked = point()
    claim(asked, us, "yes")
    claim(asked, dprk, "no", "2019-10-20")
    alone = ("talks", "us", "", 1, 0, 0, 0, 1, 0)
    assert rows(read(f"{ADDRESS}?on=2019-10-10"), *COLUMNS) == [alone]
    both = ("talks", "dprk", "us", 1, 0, 0, 1, 0, 0)
    assert rows(read(f"{ADDRESS}?on=2019-10-20"), *COLUMNS) == [both]


def test_the_period_is_that_of_the_events(read, refused, point, us):
    claim(point(), us, "yes", "2020")
    assert len(read(f"{ADDRESS}?date_from=2019-10&date_to=2019-10")["rows"]) == 1
    later = read(f"{ADDRESS}?date_from=2020")
    assert later["rows"] == []
    assert later["notes"]["left_out"]["of_meetings_outside_the_period"] == 1
    assert refused(f"{ADDRESS}?date_from=2020&date_to=2019")["errors"]
