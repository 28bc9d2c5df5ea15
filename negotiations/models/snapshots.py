"""Snapshots: what a list of the public record answered when somebody meant to cite it.

Only the question is kept, with the instant it is asked for, how many rows it had and their sum:
the history answers it again, for good. Not here: how one is made (api/snapshots.py).
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

LONGEST_ID, LONGEST_SUM = 16, 64
#: As long as a question may be with its columns written out.
LONGEST_QUERY = 8_000


class Snapshot(models.Model):
    """The rows of one list as they stood at one instant. It never changes."""

    id = models.CharField(
        primary_key=True,
        max_length=LONGEST_ID,
        help_text="Made of the question and the instant, so that the same ones are one snapshot.",
    )
    kind = models.TextField(help_text="The kind, as its folder in the API is called.")
    query = models.CharField(
        max_length=LONGEST_QUERY,
        help_text="The parameters that answer it: filters, columns, and the instant.",
    )
    recorded_at = models.DateTimeField(help_text="The record is meant as it stood then.")
    seq = models.PositiveBigIntegerField(
        help_text="How far the feed of changes had come when it was made."
    )
    rows = models.PositiveBigIntegerField(help_text="How many rows there are.")
    sha256 = models.CharField(
        max_length=LONGEST_SUM, help_text="The SHA-256 sum of the rows as CSV, in hexadecimal."
    )
    made_at = models.DateTimeField(db_default=Now(), help_text="When it was made.")

    class Meta:
        ordering: ClassVar = ["-made_at", "id"]
        indexes: ClassVar = [models.Index(fields=["made_at"], name="snapshot_by_moment")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(id__regex=f"^[0-9a-f]{{{LONGEST_ID}}}$"),
                name="snapshot_is_named_by_a_sum",
                violation_error_message="A snapshot is named by the beginning of a sum.",
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=f"^[0-9a-f]{{{LONGEST_SUM}}}$"),
                name="snapshot_has_a_sum",
                violation_error_message="The sum of a snapshot has 64 hexadecimal digits.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.id}: {self.rows} {self.kind}"

    @property
    def version(self) -> str:
        return self.id

    @property
    def what(self) -> str:
        """What is cited, in words."""
        return f"Snapshot {self.id}, {self.rows:,} {self.kind.replace('-', ' ')}"

    @property
    def day(self) -> str:
        return f"{self.recorded_at:%Y-%m-%d}"
