"""What sides gave and asked, and newly gave or dropped from offer to offer."""

import pytest

from tests.api.negotiating import answer, offer, rows
from tests.factories import make

pytestmark = pytest.mark.django_db
ADDRESS = "analytics/concessions/"
COLUMNS = ("offer", "side", "previous_offer", "change", "direction", "issue")


@pytest.fixture
def term():
    issues = {}

    def made(offer, side, issue, **more):
        if issue not in issues:
            issues[issue] = make("Issue", slug=issue, status="published")
        make("Term", offer=offer, side=side, issue=issues[issue], status="published", **more)

    return made


@pytest.fixture
def chain(us, dprk, ministry, term):
    """An offer, one in reply to it, and the first side's next in reply to that."""
    first = offer(us, dprk, "first", "2019-01")
    reply = offer(ministry, us, "reply", "2019-02", in_reply_to=first)
    second = offer(us, dprk, "second", "2019-03", in_reply_to=reply)
    term(first, "give", "sanctions", ordinal=1, action="Lift some", actor=us)
    term(first, "ask", "freeze", ordinal=2)
    term(reply, "give", "freeze")
    term(second, "give", "sanctions", ordinal=1, action="Lift all")
    term(second, "give", "office", ordinal=2)
    return second


def test_terms_are_compared_with_those_of_the_sides_offer_before(read, chain):
    assert rows(read(ADDRESS), *COLUMNS) == [
        ("first", "us", None, "first", "give", "sanctions"),
        ("first", "us", None, "first", "ask", "freeze"),
        ("reply", "dprk", None, "first", "give", "freeze"),
        ("second", "us", "first", "kept", "give", "sanctions"),
        ("second", "us", "first", "new", "give", "office"),
        ("second", "us", "first", "dropped", "ask", "freeze"),
    ]


def test_filters_choose_what_shows_not_what_is_compared(read, chain):
    found = read(f"{ADDRESS}?date_from=2019-03&issue=freeze")
    assert found["rows"] == []
    found = read(f"{ADDRESS}?date_from=2019-03&proposer=us")
    assert [row["change"] for row in found["rows"]] == ["kept", "new", "dropped"]
    found = read(f"{ADDRESS}?issue=sanctions")
    assert [row["offer"] for row in found["rows"]] == ["first", "second"]


def test_offers_of_no_chain_are_not_compared(read, us, dprk, term):
    for slug in ("a", "b"):
        term(offer(us, dprk, slug, "2019"), "give", "sanctions")
    assert [row["change"] for row in read(ADDRESS)["rows"]] == ["first", "first"]


def test_a_revision_comes_behind_what_it_revises_whatever_its_date(read, us, dprk, term):
    revised = offer(us, dprk, "revised", "2019-06-12")
    term(revised, "give", "sanctions")
    term(offer(us, dprk, "revision", "2019-06/2019-08", revises=revised), "give", "sanctions")
    assert rows(read(ADDRESS), "offer", "change") == [
        ("revised", "first"),
        ("revision", "kept"),
    ]


def test_a_counter_offer_that_a_response_names_is_of_the_chain(read, us, dprk, term):
    first = offer(us, dprk, "first", "2019-01")
    counter = offer(dprk, us, "counter", "2019-02")
    answered = answer(first, dprk, "2019-02", "counters")
    answered.counter_offer = counter
    answered.save()
    last = offer(us, dprk, "last", "2019-03", in_reply_to=counter)
    term(first, "give", "sanctions")
    term(last, "give", "sanctions")
    assert rows(read(ADDRESS), "offer", "change")[-1] == ("last", "kept")
