"""How a request reads in a world: path, role and clocks are set and taken back together."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import InternalError, connection

from negotiations.worlds.views import (
    KNOWN,
    PUBLIC_RECORD,
    READER,
    RECORDED,
    RECORDED_KNOWN,
    World,
)


def world_for(known_on: date | None, recorded_at: datetime | None) -> World:
    if recorded_at is not None:
        return RECORDED if known_on is None else RECORDED_KNOWN
    return PUBLIC_RECORD if known_on is None else KNOWN


@contextmanager
def public_record(
    *, known_on: date | None = None, recorded_at: datetime | None = None
) -> Iterator[None]:
    """Everything read inside is the public record; with clocks, as it was known or recorded then.

    The role has no right to a table, and the path names no schema but the world's, so what the
    world does not hold cannot be read by mistake: it is an error.
    """
    world = world_for(known_on, recorded_at)
    with connection.cursor() as cursor:
        cursor.execute(
            "select current_setting('search_path'), current_setting('role'), "
            "set_config('parley.known_on', %s, false), "
            "set_config('parley.recorded_at', %s, false), "
            "set_config('search_path', %s, false), set_config('role', %s, false)",
            [
                known_on.isoformat() if known_on else "",
                recorded_at.isoformat() if recorded_at else "",
                world.schema,
                READER,
            ],
        )
        path, role = cursor.fetchone()[:2]
    try:
        yield
    finally:
        leave(path, role)


def leave(path: str, role: str) -> None:
    """Take path and role back. In a failed transaction the rollback undoes their setting."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "select set_config('role', %s, false), set_config('search_path', %s, false)",
                [role, path],
            )
    except InternalError:
        if not connection.in_atomic_block:
            connection.close()
