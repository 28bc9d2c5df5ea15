"""Offers by year, proposer and answer: what is counted, and that nothing is left out silently."""

import csv
import io

import pytest

from negotiations.models import Offer
from tests.factories import make, publish

pytestmark = pytest.mark.django_db
ADDRESS = "analytics/offers-by-year"


def party(slug, **more):
    return make("Party", slug=slug, status="published", **more)


@pytest.fixture
def sides():
    us = party("us")
    return {
        "us": us,
        "state": party("us-state-department", parent=us),
        "dprk": party("dprk"),
        "china": party("china"),
    }


def offer(by, to, date="2019-10-05", **more):
    made = make("Offer", date=date, **{"put": "put", "kind": "proposal", **more})
    made.proposers.add(*by)
    made.recipients.add(*to)
    return publish(made)


def answer(made, by, kind, **more):
    return make("Response", offer=made, party=by, kind=kind, status="published", **more)


def found(read, query=""):
    rows = read(f"{ADDRESS}/{query}")["rows"]
    return [(row["year"], row["proposer"], row["answer"], row["offers"]) for row in rows]


def test_offers_are_counted_by_year_proposing_side_and_answer(read, sides):
    us, dprk = sides["us"], sides["dprk"]
    answer(offer([us], [dprk]), dprk, "rejects")
    answer(offer([sides["state"]], [dprk], "2019-11"), dprk, "rejects")
    answer(offer([dprk], [us], "2018"), sides["state"], "welcomes")
    offer([us], [dprk])
    assert found(read) == [
        (2018, "dprk", "welcomes", 1),
        (2019, "us", "rejects", 2),
        (2019, "us", "unanswered", 1),
    ]


def test_two_sides_and_two_answers_make_four_rows_of_one_offer(read, sides):
    made = offer([sides["us"], sides["china"]], [sides["dprk"]])
    for kind in ("studies", "rejects", "rejects"):
        answer(made, sides["dprk"], kind)
    assert found(read) == [
        (2019, by, kind, 1) for by in ("china", "us") for kind in ("rejects", "studies")
    ]
    assert read(f"{ADDRESS}/")["notes"]["considered"] == 1


def test_comments_of_others_are_no_answers_but_anybody_answers_an_offer_to_nobody(read, sides):
    answer(offer([sides["us"]], [sides["dprk"]]), sides["china"], "welcomes")
    answer(offer([sides["us"]], []), sides["china"], "rejects")
    assert found(read) == [(2019, "us", "rejects", 1), (2019, "us", "unanswered", 1)]


def test_an_answer_to_a_telling_is_one_to_the_offer_and_tellings_are_not_counted(read, sides):
    made = offer([sides["us"]], [sides["dprk"]])
    telling = offer([sides["us"]], [sides["dprk"]], variant_of=made)
    answer(telling, sides["dprk"], "disputes_account")
    assert found(read) == [(2019, "us", "disputes_account", 1)]


def test_an_offer_in_reply_and_an_agreement_are_answers(read, sides):
    made = offer([sides["us"]], [sides["dprk"]])
    offer([sides["dprk"]], [sides["us"]], in_reply_to=made)
    concluded = make("Agreement")
    concluded.parties.add(sides["us"], sides["dprk"])
    concluded.offers.add(made)
    publish(concluded)
    assert found(read, "?proposer=us") == [
        (2019, "us", "agreement", 1),
        (2019, "us", "counters", 1),
    ]


@pytest.mark.parametrize(
    "more",
    [{"put": "floated"}, {"put": "planned"}, {"kind": "threat"}, {"kind": "unilateral_step"}],
)
def test_what_waits_for_no_answer_is_not_called_unanswered(more, read, sides):
    offer([sides["us"]], [sides["dprk"]], **more)
    assert found(read) == [(2019, "us", "none_awaited", 1)]


@pytest.mark.parametrize("date", ["", "201X", "2019-24", "2019/..", "2019-10~/2020"])
def test_an_uncertain_year_is_told_not_dropped(date, read, sides):
    offer([sides["us"]], [], date)
    assert found(read) == [(None, "us", "unanswered", 1)]
    notes = read(f"{ADDRESS}/")["notes"]
    assert notes["considered"] == notes["left_out"]["without_a_certain_year"] == 1


def test_an_offer_of_nobody_named_is_counted_under_nobody(read, sides):
    offer([], [sides["dprk"]])
    assert found(read) == [(2019, "", "unanswered", 1)]
    assert read(f"{ADDRESS}/")["notes"]["left_out"]["without_a_proposer"] == 1


def test_without_offers_there_are_no_rows(read):
    assert read(f"{ADDRESS}/")["rows"] == []
    assert read(f"{ADDRESS}/?date_from=2020")["notes"]["considered"] == 0


def test_the_filters_of_the_list_of_offers_choose_what_is_counted(read, sides):
    offer([sides["us"]], [sides["dprk"]], "2018-06")
    offer([sides["us"]], [sides["dprk"]], "2019-06")
    assert found(read, "?date_from=2019&date_to=2019") == [(2019, "us", "unanswered", 1)]
    assert found(read, "?recipient=us") == []


def test_rows_can_be_those_of_one_side(read, sides):
    ministry = make("Party", slug="us-state", parent=sides["us"], status="published")
    offer([sides["us"], sides["dprk"]], [])
    offer([sides["dprk"]], [sides["us"]])
    for side in ("us", ministry.slug):
        assert found(read, f"?side={side}") == [(2019, "us", "unanswered", 1)]
    assert found(read, "?proposer=us") == found(read, "?proposer=us&side=us,dprk")
    assert len(found(read, "?proposer=us")) == 2
    make("Party", slug="sweden", status="published")
    for side in ("us", "sweden"):
        assert read(f"{ADDRESS}/?side={side}")["notes"]["considered"] == 2
    assert found(read, "?side=sweden") == []


def test_a_side_that_there_is_not_is_refused(refused, sides):
    fault = refused(f"{ADDRESS}/?side=uss")["errors"][0]
    assert (fault["parameter"], fault["nearest"]) == ("side", "us")


def test_the_flat_forms_have_the_rows_of_the_report(get, read, sides):
    offer([sides["us"]], [sides["dprk"]])
    rows = read(f"{ADDRESS}/")["rows"]
    for address in (f"{ADDRESS}.csv", f"{ADDRESS}/?format=csv"):
        response = get(address)
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        table = list(csv.DictReader(io.StringIO(response.content.decode())))
        assert table == [{name: str(value) for name, value in row.items()} for row in rows]
    response = get(f"{ADDRESS}/", headers={"accept": "text/csv"})
    assert response.content.decode() == "year,proposer,answer,offers\n2019,us,unanswered,1\n"
    assert get(f"{ADDRESS}.jsonl").content.splitlines() == [
        b'{"year": 2019, "proposer": "us", "answer": "unanswered", "offers": 1}'
    ]


def test_a_form_that_there_is_not_is_refused_by_name(refused):
    fault = refused(f"{ADDRESS}/?format=csvs")["errors"][0]
    assert (fault["parameter"], fault["nearest"]) == ("format", "csv")
    assert "csv" in refused(f"{ADDRESS}.xlsx", 404)["detail"]


def test_refusals_are_problems_in_every_form(refused):
    fault = refused(f"{ADDRESS}.csv?propser=us")["errors"][0]
    assert fault["nearest"] == "proposer"


@pytest.mark.slow
@pytest.mark.usefixtures("us_dprk")
def test_every_offer_of_the_real_data_is_counted(read):
    answer = read(f"{ADDRESS}/")
    assert answer["notes"]["considered"] == Offer.objects.roots().count()
    once = read(f"{ADDRESS}/?proposer=us&answer=rejects&date_from=2019-02&date_to=2019-02")
    assert {"year": 2019, "proposer": "us", "answer": "rejects"}.items() <= once["rows"][0].items()
