"""The accounts of one event side by side: which words, which points, how they stand."""

from datetime import date

import pytest

from negotiations.choices import Standing
from negotiations.models import Event
from negotiations.reports.side_by_side import side_by_side
from tests.factories import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def talks():
    return make("Event", slug="talks", date="2019-10-05")


@pytest.fixture
def us():
    return make("Party", slug="us")


@pytest.fixture
def dprk():
    return make("Party", slug="dprk")


def make_point(event, **more):
    return make("Point", event=event, kind="account", answer_type="yes_no", **more)


def columns(found):
    return {
        column.narrator and column.narrator.key: [str(said.slug) for said in column.statements]
        for column in found.columns
    }


def test_words_about_the_event_and_words_said_at_it_stand_under_who_said_them(talks, us, dprk):
    make("Statement", slug="said", party=us, said_at=talks, date="2019-10-05")
    make("Statement", slug="about", party=us, date="2019-10-06").events.add(talks)
    both = make("Statement", slug="both", party=dprk, said_at=talks, date="2019-10-05")
    both.events.add(talks)
    make("Statement", slug="elsewhere", party=dprk)
    assert columns(side_by_side(talks)) == {"party:us": ["said", "about"], "party:dprk": ["both"]}


def test_a_joint_statement_stands_in_the_column_of_each_side(talks, us, dprk):
    make("Statement", slug="joint", party=us, said_at=talks).co_parties.add(dprk)
    assert columns(side_by_side(talks)) == {"party:us": ["joint"], "party:dprk": ["joint"]}


def test_what_nobody_named_says_stands_last_and_is_no_narrator(talks, us):
    make("Statement", slug="somebody", said_at=talks, speaker_label="an official")
    make("Statement", slug="said", party=us, said_at=talks)
    found = side_by_side(talks)
    assert list(columns(found)) == ["party:us", None]
    assert [side.key for side in found.narrators] == ["party:us"]


def test_a_side_that_only_claims_is_a_narrator_too(talks, us, dprk):
    make("Statement", party=us, said_at=talks)
    make("Claim", point=make_point(talks), party=dprk)
    found = side_by_side(talks)
    assert [side.key for side in found.narrators] == ["party:dprk", "party:us"]


def test_points_are_those_of_the_event_and_of_what_was_made_and_said_at_it(talks):
    make_point(talks, slug="a")
    for slug, target, made in (
        ("b", "offer", make("Offer", event=talks)),
        ("c", "agreement", make("Agreement", event=talks)),
        ("d", "statement", make("Statement", said_at=talks)),
    ):
        make("Point", slug=slug, event=None, **{target: made})
    other = make("Offer")
    make("Point", slug="e", event=None, offer=other)
    make("Point", slug="f")
    assert [report.point.slug for report in side_by_side(talks).points] == ["a", "b", "c", "d"]


def test_divergence_counts_points_of_accounts_facts_and_responsibility(talks, us, dprk):
    for kind in ("account", "date", ""):
        point = make("Point", event=talks, kind=kind, answer_type="yes_no")
        make("Claim", point=point, party=us, answer="yes", stance="asserts")
        make("Claim", point=point, party=dprk, answer="no", stance="asserts")
    make_point(talks)
    assert {k: n for k, n in side_by_side(talks).divergence.items() if n} == {
        Standing.CONTRADICTED: 1,
        Standing.OPEN: 1,
    }


def test_on_an_earlier_day_neither_later_words_nor_later_claims_are_there(talks, us):
    make("Statement", slug="first", party=us, said_at=talks, date="2019-10-05")
    make("Statement", slug="later", party=us, date="2019-11-20").events.add(talks)
    point = make_point(talks)
    make("Claim", slug="early", point=point, party=us, answer="yes", date="2019-10-05")
    make("Claim", slug="late", point=point, party=us, answer="no", date="2019-11-20")
    found = side_by_side(talks, date(2019, 10, 6))
    assert columns(found) == {"party:us": ["first"]}
    assert [held.claim.slug for held in found.points[0].claims] == ["early"]


def test_a_claim_without_a_date_has_that_of_its_words(talks, us):
    words = make("Statement", party=us, date="2019-10-05")
    make("Claim", point=make_point(talks), party=us, answer="yes", statement=words)
    (held,) = side_by_side(talks, date(2019, 10, 5)).points[0].claims
    assert held.date == "2019-10-05"


def test_the_quote_is_the_citation_s_or_else_the_words(talks, us):
    words = make("Statement", party=us, text="Good discussions")
    claim = make("Claim", point=make_point(talks), party=us, answer="yes", statement=words)
    source = make("Source", slug="readout")
    assert side_by_side(talks).points[0].claims[0].quote == "Good discussions"
    make("Citation", event=None, claim=claim, source=source, quote="we had good discussions")
    (held,) = side_by_side(talks).points[0].claims
    assert held.quote == "we had good discussions"
    assert [found.slug for found in held.sources] == ["readout"]


def test_a_displaced_claim_stays_visible_and_does_not_count(talks, us):
    point = make_point(talks)
    make("Claim", slug="before", point=point, party=us, answer="yes", date="2019-10-05")
    make("Claim", slug="after", point=point, party=us, answer="no", date="2019-10-06")
    held = side_by_side(talks).points[0].claims
    assert [(h.claim.slug, h.counts, h.shifted) for h in held] == [
        ("before", False, False),
        ("after", True, True),
    ]


def test_the_number_of_queries_does_not_grow(talks, us, dprk, django_assert_max_num_queries):
    for _ in range(3):
        make("Statement", party=us, said_at=talks).co_parties.add(dprk)
        point = make_point(talks)
        joint = make("Agreement")
        joint.parties.add(us, dprk)
        make("Claim", point=point, party=None, agreement=joint)
        claim = make("Claim", point=point, party=us, answer="yes")
        make("Citation", event=None, claim=claim)
    with django_assert_max_num_queries(10):
        found = side_by_side(talks)
        assert all(held.quote == "" and held.sides for r in found.points for held in r.claims)


@pytest.mark.slow
@pytest.mark.usefixtures("us_dprk")
def test_stockholm_is_told_in_two_ways():
    found = side_by_side(Event.objects.get(slug="stockholm-talks-2019-10-05"))
    assert {"party:dprk", "party:us"} <= {side.key for side in found.narrators}
    standings = {report.point.slug: report.standing for report in found.points}
    assert standings["stockholm-outcome"] == Standing.CONTRADICTED
    assert found.divergence[Standing.CONTRADICTED] >= 2
