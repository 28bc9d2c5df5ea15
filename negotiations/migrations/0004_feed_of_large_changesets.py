"""The feed of a changeset takes time by its records, no longer by the square of their number."""

from django.db import migrations

from negotiations.worlds.operations import RenewFeed


class Migration(migrations.Migration):
    dependencies = [
        ("negotiations", "0003_snapshots"),
    ]

    operations = [
        RenewFeed(),
    ]
