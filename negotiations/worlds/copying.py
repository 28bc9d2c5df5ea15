"""Rows on their way out: a COPY that runs beside its reader, as fast as the reader takes it.

The COPY has a thread and a connection of its own; a pipe between the two is all that is ever held
of the rows. Not here: what is copied, and in which form it leaves.
"""

import io
import os
import select
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from typing import IO, Any, Protocol, Self

from django.db import OperationalError, connection
from django.db.backends.utils import CursorWrapper

PIECE = 1 << 16

World = Callable[[], AbstractContextManager[None]]


class TooSlowError(OperationalError):
    """The database let the reader wait for longer than it may."""


class Copied(Protocol):
    """The bytes of a COPY, piece by piece. Whoever leaves off early must close it."""

    def __iter__(self) -> Iterator[bytes]: ...

    def __next__(self) -> bytes: ...

    def close(self) -> None: ...


def copy(cursor: CursorWrapper, statement: str, stream: Any) -> None:
    """A COPY from or to the stream. What goes wrong is told as of any statement: Django leaves the
    errors of this one to the driver."""
    with cursor.db.wrap_database_errors:
        cursor.copy_expert(statement, stream)


def copied(statement: str, world: World, seconds: int) -> Copied:
    """What `copy ... to stdout` gives, read within the world.

    What an open transaction has written is seen by nobody else: there the rows are read at once, by
    its own connection. Raises what the database raises before the first row is there; what fails
    later is raised where the reading has come to.
    """
    if connection.in_atomic_block:
        return Kept(statement, world)
    running = Running(statement, world, seconds)
    running.begin()
    return running


class Kept:
    """A COPY that ended before it is read."""

    def __init__(self, statement: str, world: World) -> None:
        self.rows = io.BytesIO()
        # A COPY passes by what would take the connection to its world with the first query.
        with world(), connection.cursor() as cursor:
            copy(cursor, statement, self.rows)
        self.rows.seek(0)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        if piece := self.rows.read(PIECE):
            return piece
        raise StopIteration

    def close(self) -> None:
        self.rows.close()


class Running:
    """A COPY that runs while it is read.

    The database may let its reader wait for so many seconds until more comes. A list that goes on
    coming is never cut short, however long it is; nor is one whose reader is slow.
    """

    def __init__(self, statement: str, world: World, seconds: float) -> None:
        self.statement = statement
        self.world = world
        self.seconds = seconds
        self.error: Exception | None = None
        self.driver: Any = None
        self.first = b""
        self.source, target = os.pipe()
        self.is_open = True
        self.thread = threading.Thread(target=self.copy, args=(target,), daemon=True)

    def begin(self) -> None:
        """Start, and wait for the first rows or the end."""
        self.thread.start()
        try:
            self.first = self.read()
        except Exception:
            self.close()
            raise

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        piece, self.first = self.first or (self.is_open and self.read()) or b"", b""
        if piece:
            return piece
        self.close()
        raise StopIteration

    def read(self) -> bytes:
        """The next piece; nothing at the end."""
        waiting = select.poll()
        waiting.register(self.source, select.POLLIN)
        if not waiting.poll(self.seconds * 1000):
            raise TooSlowError("The database took too long.")
        piece = os.read(self.source, PIECE)
        if not piece:
            self.thread.join()
            if self.error:
                raise self.error
        return piece

    def close(self) -> None:
        """End the COPY wherever it is; its connection is closed when this returns."""
        if not self.is_open:
            return
        self.is_open = False
        os.close(self.source)
        if self.driver is not None and self.thread.is_alive():
            # It may have ended by itself in the meantime.
            with suppress(Exception):
                self.driver.cancel()
        self.thread.join()

    # --- In the thread ------------------------------------------------------------------------

    def copy(self, target: int) -> None:
        """Django gives every thread connections of its own."""
        try:
            with open(target, "wb", PIECE) as rows:
                self.copy_into(rows)
        except Exception as error:
            self.error = self.error or error

    def copy_into(self, rows: IO[bytes]) -> None:
        """An error must be known before the end of the rows is."""
        try:
            with self.world(), connection.cursor() as cursor:
                self.driver = cursor.connection
                copy(cursor, self.statement, rows)
        except Exception as error:
            self.error = error
            raise
        finally:
            self.driver = None
            connection.close()
