"""What is left in public of a record that was withdrawn: when, and why.

The one reading that looks behind the public record, and at nothing but this.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from psycopg2.sql import SQL, Identifier

from negotiations.models import Record

# A record that never was public leaves nothing: only its team knew of it.
WITHDRAWN = """
select coalesce(min(changeset.at), max(record.updated_at)), max(record.withdrawn_reason)
from public.{table} as record
join history.{table} as revision on revision.id = record.id
left join public.negotiations_changeset as changeset on changeset.id = revision.changeset
where record.slug = %s and record.status = 'withdrawn' and revision.status = 'withdrawn'
  and revision.revision > (
    select max(published.revision) from history.{table} as published
    where published.id = record.id and published.visible)
having count(*) > 0
"""


@dataclass(frozen=True)
class Tombstone:
    """When a record was withdrawn, and the reason given to the public."""

    withdrawn_at: datetime
    reason: str


def tombstone_of(model: type[Record], slug: str) -> Tombstone | None:
    query = SQL(WITHDRAWN).format(table=Identifier(model._meta.db_table))
    with behind_the_world(), connection.cursor() as cursor:
        cursor.execute(query.as_string(cursor.cursor), [slug])
        found = cursor.fetchone()
    return Tombstone(*found) if found else None


@contextmanager
def behind_the_world() -> Iterator[None]:
    """Read with the rights of the connection itself, then again with those of the world entered."""
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('role'), set_config('role', 'none', false)")
        role = cursor.fetchone()[0]
        try:
            yield
        finally:
            cursor.execute("select set_config('role', %s, false)", [role])
