"""How long offers waited for their answers."""

import pytest

from tests.api.negotiating import answer, offer, rows
from tests.factories import make

pytestmark = pytest.mark.django_db
ADDRESS = "analytics/response-times/"
WAITS = ("median_days_min", "median_days_max", "longest_days_min", "longest_days_max")


def test_waits_are_counted_from_the_offer_to_the_first_answer_of_a_side(read, us, dprk, ministry):
    made = offer(us, dprk, "a", "2019-10-05")
    answer(made, ministry, "2019-10-15")
    answer(made, dprk, "2019-10-08", "studies")
    found = read(ADDRESS)
    columns = ("proposer", "responder", "year", "offers", "answered", "unanswered")
    assert rows(found, *columns) == [("us", "dprk", 2019, 1, 1, 0)]
    assert rows(found, *WAITS) == [(3, 3, 3, 3)]


def test_imprecise_dates_give_two_bounds(read, us, dprk):
    answer(offer(us, dprk, "a", "2019-10"), dprk, "2019-11")
    assert rows(read(ADDRESS), *WAITS) == [(1, 60, 1, 60)]


def test_a_median_is_taken_of_each_bound(read, us, dprk):
    answer(offer(us, dprk, "a", "2019-01-01"), dprk, "2019-01-02")
    answer(offer(us, dprk, "b", "2019-01-01"), dprk, "2019-01")
    answer(offer(us, dprk, "c", "2019-01-01"), dprk, "2019-01-11")
    offer(us, dprk, "d", "2019-01-01")
    found = read(ADDRESS)
    assert rows(found, "offers", "answered", "unanswered") == [(4, 3, 1)]
    assert rows(found, *WAITS) == [(1, 10, 10, 30)]


def test_an_answer_of_unknown_day_has_no_upper_bound_and_is_told(read, us, dprk):
    answer(offer(us, dprk, "a", "2019-01-01"), dprk, "")
    found = read(ADDRESS)
    assert rows(found, *WAITS) == [(0, None, 0, None)]
    assert found["notes"]["left_out"]["answered_on_an_unknown_day"] == 1


def test_what_awaits_no_answer_is_left_out_and_told(read, us, dprk):
    offer(us, dprk, "threat", "2019", kind="threat")
    offer(us, dprk, "floated", "2019", put="floated")
    found = read(ADDRESS)
    assert found["rows"] == []
    assert found["notes"]["considered"] == found["notes"]["left_out"]["awaits_no_answer"] == 2


def test_rows_are_told_apart_by_what_is_asked_for(read, us, dprk):
    china = make("Party", slug="china", status="published")
    made = offer(us, dprk, "a", "2019-01-01")
    made.proposers.add(china)
    answer(made, dprk, "2019-01-03")
    offer(china, dprk, "b", "2018")
    columns = ("proposer", "responder", "year", "offers")
    assert rows(read(f"{ADDRESS}?by=responder"), *columns) == [("", "dprk", None, 2)]
    assert rows(read(f"{ADDRESS}?by=year,proposer"), *columns) == [
        ("china", "", 2018, 1),
        ("china", "", 2019, 1),
        ("us", "", 2019, 1),
    ]


def test_by_something_else_is_refused(refused):
    assert refused(f"{ADDRESS}?by=responder,month")["errors"][0]["value"] == "month"
