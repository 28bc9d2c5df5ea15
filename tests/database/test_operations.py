"""Migrations change exposed tables between DropWorlds() and CreateWorlds(), and nothing is lost."""

import pytest
from django.db import DatabaseError, connection, migrations, models, transaction
from django.db.migrations.loader import MigrationLoader

from negotiations.worlds.operations import CreateWorlds, DropWorlds
from tests.factories import make, publish

APP = "negotiations"


def migrate(*operations):
    state = MigrationLoader(connection).project_state()
    with connection.schema_editor(atomic=False) as editor:
        for operation in operations:
            before, state = state, state.clone()
            operation.state_forwards(APP, state)
            operation.database_forwards(APP, editor, before, state)


def columns(schema, table="negotiations_event"):
    with connection.cursor() as cursor:
        cursor.execute(
            "select column_name from information_schema.columns "
            "where table_schema = %s and table_name = %s",
            [schema, table],
        )
        return {name for (name,) in cursor.fetchall()}


def ask(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def settle():
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")


def test_a_new_field_reaches_every_world_and_the_history(db):
    publish(make("Event"))
    settle()
    field = models.TextField(default="none yet")
    migrate(DropWorlds(), migrations.AddField("event", "weather", field), CreateWorlds())
    for schema in ("public_record", "known", "recorded", "recorded_known", "history"):
        assert "weather" in columns(schema)
    assert ask("select distinct weather from history.negotiations_event") == [("none yet",)]
    assert ask("select weather from public_record.negotiations_event") == [("none yet",)]


def test_a_field_that_goes_leaves_its_revisions(db):
    publish(make("Event", outcome="partial"))
    settle()
    migrate(DropWorlds(), migrations.RemoveField("event", "outcome"), CreateWorlds())
    assert "outcome" not in columns("public_record")
    assert ("partial",) in ask("select outcome from history.negotiations_event")


def test_a_field_can_change_its_type(db):
    wider = models.DecimalField(max_digits=9, decimal_places=3, null=True)
    migrate(
        DropWorlds(), migrations.AlterField("event", "duration_hours_min", wider), CreateWorlds()
    )
    make("Event", duration_hours_min=1)
    assert ask("select count(*) from history.negotiations_event") == [(1,)]


def test_triggers_still_keep_records_afterwards(db):
    event = make("Event")
    settle()
    field = models.TextField(default="")
    migrate(DropWorlds(), migrations.AddField("event", "weather", field), CreateWorlds())
    with connection.cursor() as cursor:
        cursor.execute("update negotiations_event set weather = 'rain' where id = %s", [event.pk])
    assert ask("select version from negotiations_event") == [(2,)]
    assert ask("select op, weather from history.negotiations_event order by revision") == [
        ("c", ""),
        ("u", "rain"),
    ]


def test_without_dropping_the_worlds_a_field_cannot_change(db):
    """The control: this is why the two operations are needed."""
    wider = models.DecimalField(max_digits=9, decimal_places=3, null=True)
    with pytest.raises(DatabaseError, match="view"), transaction.atomic():
        migrate(migrations.AlterField("event", "duration_hours_min", wider))
