"""Snapshots: lists that somebody meant to cite."""

from django.db import migrations, models
from django.db.models.functions import Now

from negotiations.sql import run_sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("negotiations", "0002_rules_and_worlds"),
    ]

    operations = [
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                (
                    "id",
                    models.CharField(
                        help_text="Made of the question and the instant, so that the same ones are one snapshot.",
                        max_length=16,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "kind",
                    models.TextField(help_text="The kind, as its folder in the API is called."),
                ),
                (
                    "query",
                    models.CharField(
                        help_text="The parameters that answer it: filters, columns, and the instant.",
                        max_length=8000,
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(help_text="The record is meant as it stood then."),
                ),
                (
                    "seq",
                    models.PositiveBigIntegerField(
                        help_text="How far the feed of changes had come when it was made."
                    ),
                ),
                ("rows", models.PositiveBigIntegerField(help_text="How many rows there are.")),
                (
                    "sha256",
                    models.CharField(
                        help_text="The SHA-256 sum of the rows as CSV, in hexadecimal.",
                        max_length=64,
                    ),
                ),
                ("made_at", models.DateTimeField(db_default=Now(), help_text="When it was made.")),
            ],
            options={
                "ordering": ["-made_at", "id"],
                "indexes": [models.Index(fields=["made_at"], name="snapshot_by_moment")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id__regex", "^[0-9a-f]{16}$")),
                        name="snapshot_is_named_by_a_sum",
                        violation_error_message="A snapshot is named by the beginning of a sum.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                        name="snapshot_has_a_sum",
                        violation_error_message="The sum of a snapshot has 64 hexadecimal digits.",
                    ),
                ],
            },
        ),
        run_sql_file("snapshots.sql"),
    ]
