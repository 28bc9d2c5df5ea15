"""How a request reads in a world: path, role and clocks are set and taken back together."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import Error, connection

from negotiations.worlds.views import (
    KNOWN,
    PUBLIC_RECORD,
    READER,
    RECORDED,
    RECORDED_KNOWN,
    World,
)

# Both tell where the connection was before they move it.
PRESENT = (
    "select current_setting('role'), current_setting('search_path'), "
    "coalesce(current_setting('parley.known_on', true), ''), "
    "coalesce(current_setting('parley.recorded_at', true), ''), "
    "current_setting('statement_timeout'), "
)
# The role comes last on the way in and first on the way out.
ENTER = PRESENT + (
    "set_config('statement_timeout', %s, false), "
    "set_config('parley.recorded_at', %s, false), "
    "set_config('parley.known_on', %s, false), "
    "set_config('search_path', %s, false), set_config('role', %s, false)"
)
LEAVE = PRESENT + (
    "set_config('role', %s, false), set_config('search_path', %s, false), "
    "set_config('parley.known_on', %s, false), "
    "set_config('parley.recorded_at', %s, false), "
    "set_config('statement_timeout', %s, false)"
)

#: Role, path, the two clocks: where one reads. And how long a statement may take.
Settings = tuple[str, str, str, str, str]
UNLIMITED = 0


class LostWorldError(RuntimeError):
    """The connection no longer reads where it was put; what was read may be anything."""


def world_for(known_on: date | None, recorded_at: datetime | None) -> World:
    if recorded_at is not None:
        return RECORDED if known_on is None else RECORDED_KNOWN
    return PUBLIC_RECORD if known_on is None else KNOWN


@contextmanager
def public_record(
    *,
    known_on: date | None = None,
    recorded_at: datetime | None = None,
    seconds: int = UNLIMITED,
) -> Iterator[None]:
    """Everything read inside is the public record; with clocks, as it was known or recorded then.

    A statement that takes more than so many seconds is ended by the database.

    The role has no right to a table, and the path names no schema but the world's, so what the
    world does not hold cannot be read by mistake: it is an error. Blocks may be nested, but not
    interleaved: never yield out of one to a caller that reads something else.
    """
    world = world_for(known_on, recorded_at)
    inside = (
        READER,
        world.schema,
        known_on.isoformat() if known_on else "",
        recorded_at.isoformat() if recorded_at else "",
        f"{seconds}s",
    )
    before = move(ENTER, inside[::-1])
    try:
        yield
    except BaseException:
        leave(before, inside)
        raise
    if not leave(before, inside):
        raise LostWorldError("The connection left the public record before the reading ended.")


def move(statement: str, settings: Settings) -> Settings:
    """Set the settings; answers those from before."""
    with connection.cursor() as cursor:
        cursor.execute(statement, settings)
        return cursor.fetchone()[:5]


def leave(before: Settings, inside: Settings) -> bool:
    """Take everything back; whether the connection was still where it was put.

    In a failed transaction nothing can be asked, and its rollback undoes the settings. A connection
    that is lost or elsewhere is closed, so that the next reading begins anew.
    """
    try:
        stayed = move(LEAVE, before)[:4] == inside[:4]
    except Error:
        stayed = connection.in_atomic_block
    if not stayed and not connection.in_atomic_block:
        connection.close()
    return stayed
