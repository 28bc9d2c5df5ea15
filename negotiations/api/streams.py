"""Whole lists as one answer: all rows that pass the filters, sent while they are read.

A form (formats.py) is written either by the database itself or here, piece by piece, from what the
database writes. Not here: how rows are copied out (worlds/copying.py), what stands in a flat row
(exchange/flat.py), and how each form is written (writers.py).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils import timezone
from rest_framework.request import Request

from negotiations.api.base import RecordSerializer
from negotiations.api.errors import BadParameter, Fault
from negotiations.api.facets import FACETS
from negotiations.api.kinds import path_of
from negotiations.api.ordering import Ordering
from negotiations.models import Record
from negotiations.reports.asking import Chosen, chosen_from
from negotiations.reports.clocks import Clocks
from negotiations.worlds.copying import Copied, World, copied
from negotiations.worlds.planning import (
    joins_as_written,
    room_for_whole_lists,
    rows_by_their_keys,
)
from negotiations.worlds.reading import public_record

#: A slow line may take so many times as long as the database may work.
PATIENCE = 60
#: What only pages have.
OF_PAGES = ("cursor", "page_size", FACETS)
LONGEST_NAME = 80
AS_CSV = "format csv, header"
AS_ROWS = "format csv"
#: Signs that no JSON holds stand for quotes and delimiters, so that nothing is escaped twice.
AS_LINES = "format csv, quote e'\\x01', delimiter e'\\x02'"
DELIMITER = "\x02"


@dataclass(frozen=True)
class Asked:
    """A list that is asked for as a whole."""

    request: Request
    model: type[Record]
    rows: QuerySet[Record]
    ordering: Ordering
    #: What shows one record in a page.
    shape: type[RecordSerializer]
    #: The day for which reports are derived.
    day: date | None

    @property
    def keys(self) -> str:
        """SQL for the keys of the rows, with its values in it; empty where all are asked for."""
        if not self.rows.query.where and not self.rows.query.is_sliced:
            return ""
        return literal(chosen_from(self.rows))

    @property
    def order(self) -> str:
        return self.ordering.text("x")

    def copied(self, select: str, how: str, world: World | None = None) -> Copied:
        if self.request.method == "HEAD":
            return Nothing()
        told = f"copy ({select}) to stdout ({how})"
        return copied(told, world or self.world, settings.EXPORT_SECONDS)

    def documents_copied(self, select: str) -> Copied:
        """Lines of JSON, whose parts are looked up row by row."""
        return self.copied(select, AS_LINES, self.world_by_keys)

    @contextmanager
    def world(self) -> Iterator[None]:
        """Where the request reads, on a connection that has not read yet."""
        clocks = getattr(self.request, "clocks", Clocks())
        seconds = PATIENCE * settings.EXPORT_SECONDS
        entered = (
            nullcontext()
            if getattr(self.request, "sees_drafts", False)
            else public_record(
                known_on=clocks.known_on, recorded_at=clocks.recorded_at, seconds=seconds
            )
        )
        with entered, joins_as_written(), room_for_whole_lists():
            yield

    @contextmanager
    def world_by_keys(self) -> Iterator[None]:
        with self.world(), rows_by_their_keys():
            yield


class Nothing:
    """No rows, for who asks only what stands before them."""

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        raise StopIteration

    def close(self) -> None:
        """Nothing was opened."""


def literal(statement: Chosen) -> str:
    """The statement with its values written into it: COPY takes none beside its text."""
    with connection.cursor() as cursor:
        return str(cursor.mogrify(statement.text, statement.parameters or None).decode())


class Written:
    """What is written from the rows, piece by piece."""

    def __init__(self, rows: Copied, pieces: Iterator[bytes]) -> None:
        self.rows = rows
        self.pieces = pieces

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        return next(self.pieces)

    def close(self) -> None:
        self.rows.close()


def lines_of(rows: Copied) -> Iterator[str]:
    """The lines of a COPY whose values have no breaks in them."""
    rest = b""
    for piece in rows:
        *lines, rest = (rest + piece).split(b"\n")
        yield from (line.decode() for line in lines)


class Unbroken:
    """The pieces of an answer. Where they break off, their end cannot be taken for the end.

    The error goes on to the server, which should break the connection. For one that ends the answer
    as if nothing were amiss, `breaking` was sent before: it is no row, and no reader takes it.
    """

    def __init__(self, pieces: Copied, breaking: bytes) -> None:
        self.pieces = pieces
        self.breaking = breaking
        self.error: Exception | None = None

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        if self.error:
            raise self.error
        try:
            return next(self.pieces)
        except StopIteration:
            raise
        except Exception as error:
            self.error = error
            self.close()
            if not self.breaking:
                raise
            return self.breaking

    def close(self) -> None:
        self.pieces.close()


@dataclass(frozen=True)
class Writer:
    """How a form is written, and what makes one that breaks off unreadable."""

    write: Callable[[Asked], Copied]
    breaking: bytes = b""
    #: Parameters of the list that say nothing in this form.
    refused: tuple[str, ...] = ()


def streamed(writer: Writer, asked: Asked, names: Any) -> StreamingHttpResponse:
    """The answer; of a HEAD only what stands before it. `names` are those of the filters."""
    refuse(asked.request, (*OF_PAGES, *writer.refused))
    name = file_name(asked.request, path_of(asked.model), names)
    # Of a HEAD too: what cannot be read is refused, and noted whether the answer ends with the day.
    written = writer.write(asked)
    return attached(asked.request, lambda: written, writer.breaking, name)


def attached(
    request: Request, write: Callable[[], Copied], breaking: bytes, name: str
) -> StreamingHttpResponse:
    """An answer of that name in the form asked for; nothing is read for a HEAD."""
    form = request.accepted_renderer
    pieces = iter(()) if request.method == "HEAD" else Unbroken(write(), breaking)
    charset = "; charset=utf-8" if form.media_type.startswith("text/") else ""
    answer = StreamingHttpResponse(pieces, content_type=form.media_type + charset)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{form.format}"'
    return answer


def refuse(request: Request, parameters: Sequence[str]) -> None:
    form = request.accepted_renderer.format
    faults = [
        Fault(f"As {form} the answer is all rows and nothing else.", name, value=value)
        for name in parameters
        if (value := request.query_params.get(name))
    ]
    if faults:
        raise BadParameter(faults)


def file_name(request: Request, what: str, names: Any) -> str:
    """Kind, filters and day: parley-events-us-dprk-2019-2026-11-23."""
    given = (value for name, value in request.query_params.items() if name in names)
    words = re.sub("[^a-z0-9]+", "-", "-".join(filter(None, given)).lower())
    day = timezone.now().date().isoformat()
    parts = ("parley", what, words[:LONGEST_NAME].strip("-"), day)
    return "-".join(filter(None, parts))
