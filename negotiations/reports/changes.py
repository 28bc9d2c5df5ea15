"""What changed in the public record, in the order of commits, and where that order stands now.

The database tells it at commit (worlds/feed.py). Draft work leaves nothing here: no entry, no gap.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils import timezone

from negotiations.models import PublicChange

#: The last place a list of changes may begin behind: what the database can count to.
LAST_PLACE = 2**63 - 1
#: As many as can be asked for at once.
MOST = 2**31 - 1


@dataclass(frozen=True)
class Change:
    """What became of one record of the public record."""

    seq: int
    kind: str
    slug: str
    change: str
    at: datetime


def data_version() -> int:
    """The place of the last change of the public record: the same number, the same record."""
    with connection.cursor() as cursor:
        cursor.execute("select engine.public_version()")
        return int(cursor.fetchone()[0])


@dataclass(frozen=True)
class PublicMoment:
    """A state of the public record: the place of its last change, and when that was made."""

    seq: int
    at: datetime


def public_moment(until: datetime | None) -> PublicMoment:
    """The last state by that instant, or the present one. For who reads the tables themselves.

    The instant is that of the change itself: a commit under way may yet bring an earlier one than
    the present.
    """
    changes = PublicChange.objects.order_by("-seq")
    if until:
        changes = changes.filter(changeset__at__lte=until)
    for seq, at in changes.values_list("seq", "changeset__at")[:1]:
        # What the public was told of is committed, and so has its moment.
        return PublicMoment(seq, at or timezone.now())
    return PublicMoment(0, until or timezone.now())


def changes_told(seq: int, version: int) -> str:
    """A statement of the changes behind a place up to a version, for a COPY."""
    return (
        "select seq, kind, slug, change, "
        """to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at """
        f"from engine.public_changes({seq:d}, {MOST}) where seq <= {version:d} order by seq"
    )


def changes_since(seq: int, limit: int) -> list[Change]:
    """The first changes behind a place; nothing appears behind it later."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select seq, kind, slug, change, at from engine.public_changes(%s, %s)", [seq, limit]
        )
        return [Change(*row) for row in cursor.fetchall()]
