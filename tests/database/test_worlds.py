"""A world shows the public record and nothing else; its clocks take it back to a day or instant."""

from contextvars import copy_context
from datetime import date

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.utils import timezone

from negotiations.models import (
    KINDS,
    Citation,
    Event,
    EventLink,
    Offer,
    Participation,
    Party,
    Statement,
    Term,
)
from negotiations.worlds.reading import LostWorldError, public_record
from negotiations.worlds.tables import exposed_tables
from negotiations.worlds.views import ENTERED, READER, WORLDS, Views
from tests.factories import make, publish

#: No right, no such table on the path, no view that can be written.
REFUSALS = {"42501", "42P01", "55000"}
TABLES = exposed_tables(apps)


def ask(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.schema)
def test_a_world_has_every_table_with_every_column(world, db):
    for table in TABLES.values():
        columns = ask(
            "select column_name from information_schema.columns "
            "where table_schema = %s and table_name = %s order by ordinal_position",
            world.schema,
            table.name,
        )
        told = [name for (name,) in columns if not name.endswith(ENTERED)]
        assert told == list(table.columns)


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.schema)
def test_the_views_are_those_that_the_models_ask_for(world, db):
    """A migration that forgot to make the worlds again is found here."""
    for table in TABLES.values():
        (before,) = ask("select pg_get_viewdef(%s::regclass)", f'{world.schema}."{table.name}"')
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(f'drop view {world.schema}."{table.name}"')
                cursor.execute(Views(world, TABLES).view(table))
            (after,) = ask("select pg_get_viewdef(%s::regclass)", f'{world.schema}."{table.name}"')
        assert before == after


def test_drafts_do_not_exist_for_the_public(db):
    publish(make("Event", slug="seen"))
    for status in ("draft", "in_review"):
        make("Event", status=status)
    withdrawn = publish(make("Event"))
    withdrawn.status = "withdrawn"
    withdrawn.save()
    with public_record():
        assert [event.slug for event in Event.objects.all()] == ["seen"]


def test_a_record_disappears_with_the_one_it_cannot_do_without(db):
    event = publish(make("Event"))
    make("Participation", event=event, party=make("Party", status="published"), status="published")
    make("Participation", event=make("Event"), status="published")
    with public_record():
        assert Participation.objects.count() == 1
        assert Citation.objects.count() == 1


def test_a_citation_disappears_with_its_source_or_its_target(db):
    hidden = make("Citation", source=make("Source"), event=publish(make("Event")))
    hidden.status = "published"
    hidden.save()
    with public_record():
        assert not Citation.objects.filter(slug=hidden.slug).exists()


def test_a_reference_to_a_hidden_record_reads_null(db):
    hidden, seen = make("Event"), publish(make("Event"))
    publish(make("Statement", said_at=hidden, slug="of-hidden"))
    publish(make("Statement", said_at=seen, slug="of-seen"))
    with public_record():
        said_at = dict(Statement.objects.values_list("slug", "said_at_id"))
        found = Statement.objects.filter(said_at_id=hidden.pk)
        assert said_at == {"of-hidden": None, "of-seen": seen.pk}
        assert not found.exists()
        assert Statement.objects.filter(said_at__isnull=True).count() == 1


def test_a_list_drops_hidden_members(db):
    event = publish(make("Event"))
    event.processes.add(make("Process"), make("Process", status="published", slug="seen"))
    with public_record():
        assert [process.slug for process in Event.objects.get().processes.all()] == ["seen"]


def test_internal_words_are_empty_for_the_public(db):
    publish(make("Event", editor_note="Ask again."))
    with public_record():
        event = Event.objects.get()
    assert event.editor_note == ""


def test_a_term_of_a_hidden_offer_is_hidden_even_as_a_dependency(db):
    offer = publish(make("Offer"))
    hidden = make("Term", offer=offer)
    make("Term", offer=offer, depends_on=hidden, status="published")
    with public_record():
        assert [term.depends_on_id for term in Term.objects.all()] == [None]
        assert Offer.objects.count() == 1


def test_nothing_but_the_world_can_be_read_or_written(db):
    make("Party")
    with public_record():
        for attempt in (
            "select * from public.negotiations_party",
            "select * from history.negotiations_party",
            "select * from negotiations_user",
            "update negotiations_party set name = 'X'",
        ):
            with pytest.raises(DatabaseError) as refused, transaction.atomic():
                ask(attempt)
            assert refused.value.__cause__.pgcode in REFUSALS
    assert Party.objects.count() == 1


def test_the_way_back_is_found_after_an_error(db):
    with pytest.raises(ProgrammingError), transaction.atomic(), public_record():
        ask("select * from nowhere")
    make("Party")
    assert ask("select current_setting('role'), current_schema()") == [("none", "public")]


def test_worlds_can_be_nested(db):
    source = make("Source", published_on="2019-10-06", status="published")
    publish(make("Event"), source)
    counts = []
    with public_record(known_on=date(2019, 10, 5)):
        counts.append(Event.objects.count())
        with public_record(known_on=date(2019, 10, 6)):
            counts.append(Event.objects.count())
        counts.append(Event.objects.count())
        with public_record():
            counts.append(Event.objects.count())
        counts.append(Event.objects.count())
    assert counts == [0, 1, 0, 1, 0]


@pytest.mark.django_db(transaction=True)
def test_interleaved_readings_are_an_error():
    def reading():
        with public_record():
            yield Event.objects.count()

    def interleave():
        first, second = reading(), reading()
        next(first), next(second)
        next(first, None)
        with pytest.raises(LostWorldError):
            next(second, None)

    # What is told of the reading is left wrong, too: not to those who test on.
    copy_context().run(interleave)
    assert ask("select current_setting('role'), current_schema()") == [("none", "public")]


@pytest.mark.django_db(transaction=True)
def test_a_connection_lost_on_the_way_is_noticed():
    make("Event")
    with pytest.raises(LostWorldError), public_record():
        connection.close()
        Event.objects.count()
    assert ask("select current_setting('role'), current_schema()") == [("none", "public")]


@pytest.mark.django_db(transaction=True)
def test_a_flush_leaves_nothing_to_be_read_as_recorded():
    publish(make("Event"))
    call_command("flush", interactive=False, verbosity=0)
    make("Party")
    with public_record(recorded_at=timezone.now()):
        assert Event.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_the_way_back_is_found_without_a_transaction():
    with pytest.raises(ProgrammingError), public_record():
        ask("select * from nowhere")
    assert ask("select current_setting('role'), current_schema()") == [("none", "public")]


def test_a_source_counts_from_the_latest_day_that_its_date_allows(db):
    source = make("Source", published_on="2019-10", status="published")
    publish(make("Event"), source)
    publish(make("Event"), make("Source", published_on="", status="published"))
    with public_record(known_on=date(2019, 10, 30)):
        assert Event.objects.count() == 0
    with public_record(known_on=date(2019, 10, 31)):
        assert Event.objects.count() == 1


def test_a_cited_link_between_events_is_known_by_its_own_sources(db):
    early, late = (
        make("Source", published_on=day, status="published") for day in ("2019-10-06", "2020-01-01")
    )
    ends = {name: publish(make("Event"), early) for name in ("from_event", "to_event")}
    publish(make("EventLink", **ends), late)
    known = []
    for day in (date(2019, 12, 31), date(2020, 1, 1)):
        with public_record(known_on=day):
            known.append(EventLink.objects.count())
    assert known == [0, 1]


def test_a_private_letter_is_unknown_until_it_is_made_public(db):
    source = make("Source", published_on="2019-08-10", status="published")
    publish(make("Statement", made_public="2020-09", date="2019-08"), source)
    with public_record(known_on=date(2019, 12, 31)):
        assert Statement.objects.count() == 0
    with public_record(known_on=date(2020, 9, 30)):
        assert Statement.objects.count() == 1


def test_an_announced_meeting_has_no_outcome_before_its_day(db):
    before = make("Source", published_on="2019-10-01", status="published")
    after = make("Source", published_on="2019-10-06", status="published")
    event = make(
        "Event", date="2019-10-05", occurrence="held", outcome="none", duration_hours_min=8
    )
    publish(event, before)
    make("Citation", source=after, event=event, status="published")
    with public_record(known_on=date(2019, 10, 4)):
        event = Event.objects.get()
        assert (event.occurrence, event.outcome, event.duration_hours_min) == ("", "", None)
    with public_record(known_on=date(2019, 10, 6)):
        assert Event.objects.get().outcome == "none"


def test_what_contradicts_a_record_does_not_make_it_known(db):
    source = make("Source", published_on="2019-10-06", status="published")
    event = publish(make("Event"), source)
    Citation.objects.filter(event=event).update(stance="contradicts")
    with public_record(known_on=date(2020, 1, 1)):
        assert Event.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_the_record_is_read_as_it_stood_at_an_instant():
    before = timezone.now()
    event = publish(make("Event", title="First"))
    first = timezone.now()
    event.title = "Second"
    event.save()
    second = timezone.now()
    event.status = "withdrawn"
    event.save()
    titles = []
    for instant in (before, first, second, timezone.now()):
        with public_record(recorded_at=instant):
            titles.append([event.title for event in Event.objects.all()])
    assert titles == [[], ["First"], ["Second"], []]


@pytest.mark.django_db(transaction=True)
def test_lists_are_read_as_they_stood_at_an_instant():
    event = publish(make("Event"))
    process = make("Process", status="published")
    event.processes.add(process)
    then = timezone.now()
    event.processes.remove(process)
    with public_record(recorded_at=then):
        assert Event.objects.get().processes.count() == 1
    with public_record(recorded_at=timezone.now()):
        assert Event.objects.get().processes.count() == 0


@pytest.mark.django_db(transaction=True)
def test_both_clocks_may_be_set_at_once():
    source = make("Source", published_on="2019-10-06", status="published")
    publish(make("Event"), source)
    now = timezone.now()
    with public_record(recorded_at=now, known_on=date(2019, 10, 5)):
        assert Event.objects.count() == 0
    with public_record(recorded_at=now, known_on=date(2019, 10, 6)):
        assert Event.objects.count() == 1


def test_the_reader_role_has_no_right_to_any_table(db):
    granted = ask(
        "select table_schema, table_name from information_schema.role_table_grants "
        "where grantee = %s and table_schema not in %s",
        READER,
        tuple(world.schema for world in WORLDS),
    )
    assert granted == []


def test_every_kind_can_be_read_in_every_world(db):
    for clocks in ({}, {"known_on": date(2019, 10, 6)}, {"recorded_at": timezone.now()}):
        with public_record(**clocks):
            assert [model.objects.count() for model in KINDS] == [0] * len(KINDS)
