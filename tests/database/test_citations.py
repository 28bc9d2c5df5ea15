"""A published record keeps a citation, also where two writers take one each."""

from contextlib import suppress

import pytest
from django.db import IntegrityError, transaction

from negotiations.models import Citation, Event
from tests.database.breaking import ask_deferred_rules, violated
from tests.database.racing import changed_function, in_two_transactions
from tests.factories import make, publish


def withdraw(citation):
    Citation.objects.filter(pk=citation.pk).update(status="withdrawn")


def turn_to_another(citation):
    Citation.objects.filter(pk=citation.pk).update(event=make("Event"))


def support(event):
    source = make("Source", status="published")
    return make("Citation", event=event, source=source, status="published")


@pytest.mark.parametrize("take", [withdraw, turn_to_another])
def test_the_last_citation_of_a_published_record_stays(db, take):
    event = publish(make("Event"))
    refusal = violated(lambda: take(event.citations.get()))
    assert refusal.constraint == "event_is_cited_once_published"


@pytest.mark.parametrize("take", [withdraw, turn_to_another])
def test_one_citation_of_several_may_go(db, take):
    event = publish(make("Event"))
    support(event)
    take(event.citations.first())
    ask_deferred_rules()


def test_the_citation_of_a_draft_may_go(db):
    event = make("Event")
    withdraw(support(event))
    ask_deferred_rules()


def test_a_record_may_go_together_with_its_citation(db):
    event = publish(make("Event"))
    withdraw(event.citations.get())
    Event.objects.update(status="withdrawn")
    ask_deferred_rules()


# --- Two writers at once ---------------------------------------------------------------------


def race():
    """Each takes one of the last two citations, and asks before the other is done: what is left."""
    event = publish(make("Event"))
    first, second = event.citations.get(), support(event)

    def take_and_ask():
        withdraw(first)
        ask_deferred_rules()

    def take():
        with suppress(IntegrityError), transaction.atomic():
            withdraw(second)

    in_two_transactions(take_and_ask, take)
    return event.citations.filter(status="published").count()


@pytest.mark.django_db(transaction=True)
def test_two_writers_cannot_take_the_last_two_citations():
    assert race() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_they_could():
    """The control: the same race where nobody queues at the record."""
    with changed_function("refuse_uncited", "for no key update", ""):
        assert race() == 0


@pytest.mark.django_db(transaction=True)
def test_two_who_cite_one_event_wait_and_do_not_block_each_other():
    """Each may take a citation of it later, and would then ask for a stronger lock."""
    event = publish(make("Event"))

    def cite_and_take():
        withdraw(support(event))
        ask_deferred_rules()

    in_two_transactions(cite_and_take, cite_and_take)
    assert event.citations.filter(status="withdrawn").count() == 2
