"""Which side a claim or statement speaks for."""

import pytest

from negotiations.reports.sides import Sides, parties_of_claim
from tests.factories import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def state():
    return make("Party", slug="dprk")


def sides_of(claim):
    return [side.key for side in Sides.of(parties_of_claim(claim)).of_claim(claim)]


def test_a_ministry_speaks_for_its_state(state):
    ministry = make("Party", parent=state)
    bureau = make("Party", parent=ministry)
    assert sides_of(make("Claim", party=bureau)) == ["party:dprk"]


def test_a_person_with_a_party_speaks_for_its_side(state):
    person = make("Person")
    assert sides_of(make("Claim", party=state, person=person)) == ["party:dprk"]


def test_a_person_without_party_is_a_side():
    person = make("Person", slug="jimmy-carter")
    assert sides_of(make("Claim", party=None, person=person)) == ["person:jimmy-carter"]


def test_a_source_is_no_side():
    assert sides_of(make("Claim", party=None, source=make("Source"))) == []


def test_a_joint_text_is_said_by_the_side_of_each_of_its_parties(state):
    agreement = make("Agreement")
    other = make("Party", slug="us")
    agreement.parties.set([make("Party", parent=state), state, other])
    assert sides_of(make("Claim", party=None, agreement=agreement)) == ["party:dprk", "party:us"]


def test_a_joint_text_without_parties_is_said_by_no_side():
    assert sides_of(make("Claim", party=None, agreement=make("Agreement"))) == []


def test_sides_take_one_query_however_many_there_are(state, django_assert_num_queries):
    parties = [make("Party", parent=state) for _ in range(5)]
    with django_assert_num_queries(1):
        sides = Sides.of(party.pk for party in parties)
        assert {sides.of_party(party.pk).key for party in parties} == {"party:dprk"}
