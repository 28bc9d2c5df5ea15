"""Every write by every road leaves typed revisions under one changeset, numbered at commit."""

import threading

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core import serializers
from django.db import IntegrityError, connection, transaction

from negotiations.models import KINDS, Changeset, Event, Party
from negotiations.models.history import writing
from negotiations.worlds.tables import exposed_tables
from tests.factories import build, make, publish

NUMBERED = "select seq from negotiations_changeset where seq is not null order by seq"


def revisions(table):
    with connection.cursor() as cursor:
        cursor.execute(f"select op, id, version from history.{table} order by revision")
        return cursor.fetchall()


def rows(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else None


def test_saving_updating_and_plain_sql_all_leave_revisions(db):
    event = make("Event")
    event.title = "By a save"
    event.save()
    Event.objects.filter(pk=event.pk).update(title="By an update")
    rows("update negotiations_event set title = 'By SQL' where id = %s", event.pk)
    Event.objects.filter(pk=event.pk).delete()
    assert [op for op, _, _ in revisions("negotiations_event")] == ["c", "u", "u", "u", "d"]


def test_bulk_inserts_and_copy_leave_revisions(db):
    Event.objects.bulk_create([build("Event"), build("Event")])
    with connection.cursor() as cursor:
        cursor.execute("create temp table pending as select 'by-copy' as slug")
        cursor.execute(
            "insert into negotiations_party (slug, status, certainty, external_ids, codes, note, "
            "editor_note, withdrawn_reason, name, short_name, kind, date, date_note, iso3, cow, gw,"
            " wikidata, aliases) select slug, 'draft', '', '{}', '{}', '', '', '', 'X', '', '', '',"
            " '', '', '', '', '', '{}' from pending"
        )
    assert len(revisions("negotiations_event")) == 2
    assert len(revisions("negotiations_party")) == 1


def test_loaddata_leaves_revisions_and_lets_the_database_number(db):
    text = serializers.serialize("json", [make("Party")], use_natural_primary_keys=True)
    assert "version" not in text
    for loaded in serializers.deserialize("json", text):
        loaded.save()
    assert [op for op, _, _ in revisions("negotiations_party")] == ["c"]
    assert Party.objects.get().version == 1


def test_an_update_that_changes_nothing_is_no_change(db):
    event = make("Event")
    before = event.updated_at
    event.save()
    Event.objects.update(title=event.title)
    assert event.version == 1 and event.updated_at == before
    assert len(revisions("negotiations_event")) == 1


def test_the_database_numbers_whatever_the_writer_sends(db):
    event = build("Event")
    event.version = 17
    event.save()
    assert event.version == 1


def test_a_list_of_references_is_part_of_the_record(db):
    event = make("Event")
    event.processes.add(make("Process"))
    assert Event.objects.get().version == 2
    event.processes.clear()
    assert Event.objects.get().version == 3
    assert [op for op, *_ in rows_of_list()] == ["c", "d"]


def rows_of_list():
    return rows("select op, event_id from history.negotiations_event_processes order by revision")


def test_derived_columns_move_no_version(db):
    event = make("Event", date="2019")
    participation = make("Participation", event=event)
    event.date = "2020"
    event.save()
    publish(event)
    participation.refresh_from_db()
    assert (participation.event_earliest.year, participation.version) == (2020, 1)


def test_history_can_be_neither_changed_nor_deleted(db):
    make("Party")
    for attempt in (
        "update history.negotiations_party set name = 'X'",
        "delete from history.negotiations_party",
    ):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            rows(attempt)


@pytest.mark.django_db(transaction=True)
def test_a_changeset_names_actor_channel_and_batch():
    user = get_user_model().objects.create_user("ada")
    with writing(channel="import", actor=user, batch="b-1"):
        make("Event")
        make("Party")
    make("Party")
    named, plain = Changeset.objects.order_by("seq")
    assert (named.actor, named.channel, named.batch) == (user, "import", "b-1")
    assert (plain.actor, plain.channel, plain.batch) == (None, "sql", "")
    assert named.at < plain.at


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_writes_nothing_leaves_no_changeset():
    event = make("Event")
    before = Changeset.objects.count()
    with writing(channel="command"):
        event.save()
    assert Changeset.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_no_change_appears_behind_a_reader_of_the_changesets():
    """Twelve writers commit while a reader follows the numbers; what it passed never grows."""
    seen, passed, late, working = 0, 0, [], True

    def write():
        for _ in range(10):
            make("Party")
        connection.close()

    writers = [threading.Thread(target=write) for _ in range(12)]
    for writer in writers:
        writer.start()
    while working:
        working = any(writer.is_alive() for writer in writers)
        numbers = [seq for (seq,) in rows(NUMBERED)]
        late += [seq for seq in numbers if seq <= seen][passed:]
        passed = len(numbers)
        seen = numbers[-1] if numbers else 0
    for writer in writers:
        writer.join()
    assert late == []
    assert seen == passed == 120


@pytest.mark.django_db(transaction=True)
def test_two_writers_cannot_both_take_the_last_citation():
    """Each takes one of two citations away; the second to commit finds none left and is refused."""
    event = publish(make("Event"))
    first = event.citations.get()
    second = make("Citation", event=event, status="published")
    started = threading.Barrier(2)
    refused = []

    def withdraw(citation):
        try:
            with transaction.atomic():
                started.wait(5)
                type(citation).objects.filter(pk=citation.pk).update(status="withdrawn")
        except IntegrityError:
            refused.append(citation.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=withdraw, args=[row]) for row in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert event.citations.filter(status="published").count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_of_two_editors_of_one_version_is_refused():
    event = make("Event")
    outcomes = []

    def edit(title):
        try:
            mine = Event.objects.get(pk=event.pk)
            started.wait(5)
            mine.title, mine.expected_version = title, 1
            mine.save()
            outcomes.append(title)
        except IntegrityError:
            outcomes.append("refused")
        finally:
            connection.close()

    started = threading.Barrier(2)
    threads = [threading.Thread(target=edit, args=[title]) for title in ("One", "Two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("refused") == 1
    assert Event.objects.get().version == 2


def test_every_exposed_table_has_its_revisions(db):
    kept = {
        name for (name,) in rows("select tablename from pg_tables where schemaname = 'history'")
    }
    assert kept == set(exposed_tables(apps))
    assert {model._meta.db_table for model in KINDS} <= kept
