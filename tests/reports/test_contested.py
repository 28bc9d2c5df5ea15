"""Contested: denied by another side than the one whose telling it is."""

import pytest

from negotiations.models import Agreement, Event, Offer, Statement
from negotiations.reports.contested import (
    agreement_is_contested,
    event_is_contested,
    offer_is_contested,
    statement_is_contested,
)
from tests.factories import make

pytestmark = pytest.mark.django_db

CONDITIONS = {
    Event: event_is_contested,
    Agreement: agreement_is_contested,
    Statement: statement_is_contested,
    Offer: offer_is_contested,
}


def is_contested(record):
    """By the condition, and by its contrary."""
    asked = CONDITIONS[type(record)]
    found = type(record).objects.filter(asked(), pk=record.pk).exists()
    others = type(record).objects.filter(~asked(), pk=record.pk).exists()
    assert found != others
    return found


def denial(target, **more):
    kind = target._meta.model_name
    point = make("Point", **{"event": None, kind: target})
    holder = more or {"party": make("Party")}
    return make("Claim", point=point, stance="denies", **{"party": None, **holder})


@pytest.mark.parametrize("kind", ["Event", "Agreement", "Statement", "Offer"])
def test_a_record_is_contested_once_a_side_denies_it(kind):
    record = make(kind)
    make("Claim", stance="denies")
    assert not is_contested(record)
    denial(record)
    assert is_contested(record)


@pytest.mark.parametrize("kind", ["Event", "Agreement", "Statement", "Offer"])
def test_a_person_can_deny_and_a_source_or_an_assertion_cannot(kind):
    record = make(kind)
    denial(record, source=make("Source"))
    claim = denial(record)
    claim.stance = "asserts"
    claim.save()
    assert not is_contested(record)
    denial(record, person=make("Person"))
    assert is_contested(record)


def test_who_spoke_does_not_contest_the_words():
    state = make("Party")
    said = make("Statement", party=make("Party", parent=state))
    denial(said, party=make("Party", parent=state))
    assert not is_contested(said)
    denial(said)
    assert is_contested(said)


def test_a_speaker_without_party_does_not_contest_his_own_words():
    said = make("Statement", speaker=make("Person"))
    denial(said, person=said.speaker)
    assert not is_contested(said)
    denial(said, person=make("Person"))
    assert is_contested(said)


@pytest.mark.parametrize("kind", ["denies_offer", "disputes_account"])
def test_an_answer_that_denies_contests_the_offer_and_its_root(kind):
    root = make("Offer")
    telling = make("Offer", variant_of=root)
    assert not is_contested(root)
    make("Response", offer=telling, kind=kind)
    assert is_contested(telling)
    assert is_contested(root)


def test_a_telling_is_not_contested_by_its_teller():
    teller = make("Party")
    told = make("Offer", according_to_party=teller)
    make("Response", offer=told, party=make("Party", parent=teller), kind="disputes_account")
    assert not is_contested(told)
    make("Response", offer=told, kind="disputes_account")
    assert is_contested(told)


def test_a_proposer_contests_what_others_tell_of_its_offer():
    proposer = make("Party")
    told = make("Offer", according_to_source=make("Source"))
    told.proposers.add(proposer)
    make("Response", offer=told, party=proposer, kind="denies_offer")
    assert is_contested(told)


def test_other_answers_do_not_contest():
    offer = make("Offer")
    make("Response", offer=offer, kind="rejects")
    assert not is_contested(offer)
