"""The rules between records, the history, and the worlds in which the record is read."""

from django.db import migrations

from negotiations.sql import run_sql_file
from negotiations.worlds.operations import CreateWorlds


class Migration(migrations.Migration):
    dependencies = [("negotiations", "0001_records")]
    operations = [
        run_sql_file("documents.sql"),
        run_sql_file("history.sql"),
        run_sql_file("changes.sql"),
        run_sql_file("rules.sql"),
        CreateWorlds(),
    ]
