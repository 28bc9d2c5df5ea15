"""Who changed what when. Every transaction that writes records leaves one changeset.

The revisions themselves are typed tables in schema `history`, one per kind, which triggers fill
(migrations/operations.py); here stands what they hang on, and how a writer says who is writing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django.conf import settings
from django.db import connection, models, transaction

from negotiations.choices import ChangesetChannel, PublicChangeKind


class Changeset(models.Model):
    """All that one transaction wrote. `seq` and `at` are given at commit, in commit order."""

    seq = models.PositiveBigIntegerField(
        unique=True, null=True, editable=False, help_text="Place in the order of commits."
    )
    at = models.DateTimeField(null=True, editable=False, help_text="When it was committed.")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        help_text="Who wrote, if a person signed in.",
    )
    channel = models.CharField(
        max_length=20,
        choices=ChangesetChannel.choices,
        editable=False,
        help_text="By which road the change came.",
    )
    batch = models.CharField(
        max_length=64, editable=False, help_text="The import it belongs to, if it came by one."
    )

    class Meta:
        ordering: ClassVar = ["seq"]

    def __str__(self) -> str:
        return f"{self.seq or 'open'} by {self.channel}"


class PublicChange(models.Model):
    """That the public record changed: what its readers follow it by. Drafts leave none.

    Written at commit (worlds/feed.py), and read by the public through functions of schema engine.
    """

    seq = models.PositiveBigIntegerField(
        primary_key=True, help_text="Place in the order of commits, without gaps."
    )
    # The database writes it of the changeset that it is numbering: a key would ask for each row.
    # The index of the rule below begins with it.
    changeset = models.ForeignKey(
        Changeset,
        on_delete=models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
        help_text="What made the change.",
    )
    kind = models.TextField(help_text="The kind of the record.")
    record_id = models.BigIntegerField(help_text="The record.")
    slug = models.TextField(help_text="Its slug, which stays as it is once published.")
    change = models.CharField(
        max_length=20, choices=PublicChangeKind.choices, help_text="What became of it."
    )

    class Meta:
        ordering: ClassVar = ["seq"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["changeset", "kind", "record_id"],
                name="public_change_is_told_once",
                violation_error_message="A changeset changes a record once.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq}: {self.kind} {self.slug} {self.change}"


@contextmanager
def writing(*, channel: str, actor: Any = None, batch: str = "") -> Iterator[None]:
    """One transaction whose changeset names its channel, and who or what wrote.

    Constraints that wait for the commit are asked at the end of the block, so that their refusal
    surfaces where it can be answered.
    """
    actor_id = str(actor.pk) if actor is not None and actor.pk else ""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('parley.actor', %s, true), set_config('parley.channel', %s, true), "
            "set_config('parley.batch', %s, true)",
            [actor_id, channel, batch],
        )
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
