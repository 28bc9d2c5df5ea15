"""How a request reads in a world: path, role and clocks are set and taken back together."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import Error, connection

from negotiations.worlds.views import (
    ENTERED,
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

LOCALLY = (
    "select set_config('statement_timeout', %s, true), "
    "set_config('parley.recorded_at', %s, true), set_config('parley.known_on', %s, true), "
    "set_config('search_path', %s, true), set_config('role', %s, true)"
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


@dataclass
class Reading:
    """A reading of the public record: where it goes, and whether the connection is there yet."""

    inside: Settings
    before: Settings | None = None

    @property
    def schema(self) -> str:
        return self.inside[1]

    @property
    def entered(self) -> bool:
        return self.before is not None

    def enter(self) -> None:
        # Told before it is done: the statement that enters passes through the same wrapper.
        self.before = self.inside
        try:
            self.before = move(ENTER, self.inside[::-1])
        except BaseException:
            self.before = None
            raise

    def leave(self) -> bool:
        """Whether the connection stayed where it was put, all the while."""
        before, self.before = self.before, None
        return before is None or leave(before, self.inside)

    def enter_first(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        """Passes a statement on, after entering for the first."""
        if not self.entered:
            self.enter()
        return execute(sql, params, many, context)

    def local_settings(self) -> tuple[str, Settings]:
        """A statement that enters until the message it stands in has been answered."""
        return LOCALLY, self.inside[::-1]

    @contextmanager
    def within_one_message(self) -> Iterator[None]:
        """What is asked inside brings its world along, and leaves nothing behind."""
        self.before = self.inside
        try:
            yield
        finally:
            self.before = None


#: The reading that goes on; None where the tables themselves are read.
PRESENT: ContextVar[Reading | None] = ContextVar("reading", default=None)


def of_present_world(sql: str) -> str:
    """SQL that names keys as they were entered, which is all there is where tables are read."""
    return sql if PRESENT.get() else sql.replace(ENTERED, "")


@contextmanager
def public_record(
    *,
    known_on: date | None = None,
    recorded_at: datetime | None = None,
    seconds: int = UNLIMITED,
    at_first_query: bool = False,
) -> Iterator[None]:
    """Everything read inside is the public record; with clocks, as it was known or recorded then.

    A statement that takes more than so many seconds is ended by the database. The connection goes
    there at once, or, if told so, with the first query that is asked of it.

    The role has no right to a table, and the path names no schema but the world's, so what the
    world does not hold cannot be read by mistake: it is an error. Blocks may be nested, but not
    interleaved: never yield out of one to a caller that reads something else.
    """
    reading = reading_of(known_on, recorded_at, seconds)
    token = PRESENT.set(reading)
    try:
        if at_first_query:
            with connection.execute_wrapper(reading.enter_first):
                yield
        else:
            reading.enter()
            yield
    except BaseException:
        reading.leave()
        raise
    finally:
        PRESENT.reset(token)
    if not reading.leave():
        raise LostWorldError("The connection left the public record before the reading ended.")


def reading_of(known_on: date | None, recorded_at: datetime | None, seconds: int) -> Reading:
    return Reading(
        (
            READER,
            world_for(known_on, recorded_at).schema,
            known_on.isoformat() if known_on else "",
            recorded_at.isoformat() if recorded_at else "",
            f"{seconds}s",
        )
    )


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
