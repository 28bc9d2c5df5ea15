"""Pages by keyset: each begins behind the last row of the one before, so none costs more.

A cursor is opaque: it holds the way (onward or back), the ordering, and the position of one row in
it. It holds slugs and dates, never an id.
"""

import base64
import binascii
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

from negotiations.api.errors import BadParameter, Fault, nearest
from negotiations.api.ordering import Ordering, PositionError, orderings_of
from negotiations.api.reading import PageRead
from negotiations.models import Record
from negotiations.worlds.prepared import Part

PAGE_SIZE = 50
LARGEST_PAGE = 500
EXACT_COUNT = 10_000
ONWARD, BACK = "onward", "back"
#: Holds the longest of titles.
LONGEST_CURSOR = 4_000


@dataclass(frozen=True)
class Cursor:
    """A place between two rows of a list, and the way to go from it."""

    way: str
    ordering: str
    position: list[Any]

    def __str__(self) -> str:
        place = [self.way, self.ordering, self.position]
        packed = json.dumps(place, separators=(",", ":"), ensure_ascii=False)
        return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")

    @classmethod
    def read(cls, text: str) -> "Cursor":
        """Raises PositionError, whatever the text."""
        try:
            padded = text[:LONGEST_CURSOR] + "=" * (-len(text) % 4)
            way, ordering, position = json.loads(base64.b64decode(padded, b"-_", validate=True))
        except (ValueError, TypeError, binascii.Error, RecursionError) as error:
            raise PositionError("it cannot be read") from error
        if way not in (ONWARD, BACK) or not isinstance(position, list):
            raise PositionError("it cannot be read")
        return cls(way, ordering, position)


WORD_SCHEMA = {
    "type": "object",
    "required": ["word", "label", "count"],
    "properties": {
        "word": {"type": "string", "description": "What the filter takes."},
        "label": {"type": "string", "description": "What a reader would call it."},
        "count": {"type": "integer", "description": "How many records have it."},
    },
}
FACETS_SCHEMA = {
    "type": "object",
    "description": "Only where `facets` is asked: by filter, how many records have each word.",
    "additionalProperties": {
        "type": "object",
        "required": ["words", "without", "more", "exact"],
        "properties": {
            "words": {"type": "array", "items": WORD_SCHEMA, "description": "The most first."},
            "without": {"type": "integer", "description": "Records that have no word."},
            "more": {"type": "boolean", "description": "Whether further words were left out."},
            "exact": {"type": "boolean", "description": "If not, counts are lower bounds."},
        },
    },
}


Rows = Callable[[], QuerySet[Record]]


@dataclass(frozen=True)
class Along:
    """Rows of another kind that lead to the rows of a list, in one of its orderings.

    The rows `by_key` are parts of all the `rows`; of each part the database reads no more than a
    page needs, by an index. A row of the list may be led to more than once.
    """

    rows: QuerySet[Any]
    by_key: Sequence[QuerySet[Any]]
    #: The reference to the row of the list, and the columns that were copied from there.
    to_row: str
    copied: Mapping[str, str]
    ordering: str = "date"

    def column(self, name: str) -> str:
        return self.copied.get(name) or f"{self.to_row}__{name}"

    def to_count(self) -> QuerySet[Any]:
        return self.rows.order_by().values(f"{self.to_row}_id").distinct()


@dataclass(frozen=True)
class Page:
    """The page that a request asks for: from where, which way, how many."""

    request: Request
    ordering: Ordering
    size: int
    cursor: Cursor | None

    @classmethod
    def of(cls, request: Request, model: type[Record]) -> Self:
        ordering = read_ordering(request, model)
        return cls(request, ordering, read_page_size(request), read_cursor(request, ordering))

    @property
    def goes_back(self) -> bool:
        return self.cursor is not None and self.cursor.way == BACK

    @property
    def towards(self) -> Ordering:
        """The ordering in the way that is gone."""
        return self.ordering.reversed if self.goes_back else self.ordering

    def begin(self, rows: QuerySet[Any], towards: Ordering, key: str) -> QuerySet[Any, Any]:
        """The rows from where the page begins: their key, then their position."""
        columns = [one.column for one in towards.keys]
        if self.cursor:
            rows = rows.filter(towards.after(self.cursor.position))
        return rows.order_by(*towards.order_by()).values_list(key, *columns)

    def found(self, rows: Rows, along: Along | None) -> Part:
        """SQL of the rows of the page and one beyond it, in the order of the way that is gone."""
        most = self.size + 1
        if along is None or not along.by_key or along.ordering != self.ordering.name:
            return sql_of(self.begin(rows(), self.towards, "pk")[:most])
        towards, key = self.towards.by_columns(along.column), f"{along.to_row}_id"
        parts = [sql_of(self.begin(part, towards, key).distinct()[:most]) for part in along.by_key]
        if len(parts) == 1:
            return parts[0]
        places = range(2, len(towards.keys) + 2)
        return (
            f"{' union '.join(f'({sql})' for sql, _ in parts)} "
            f"order by {towards.text_of(map(str, places))} limit {most}",
            [value for _, params in parts for value in params],
        )

    def query(self, rows: Rows, along: Along | None = None) -> Part:
        """A query that tells of the page of these rows, as JSON, looked for `along` others.

        The rows are asked for only where others do not lead to them.

        `count` of all rows, exact or one beyond what is counted; `keys` of the page in order;
        whether there are `more`; the positions of its `first` and `last` row.
        """
        try:
            page_sql, page_params = self.found(rows, along)
            counted = along.to_count() if along else rows().order_by().values("pk")
            count_sql, count_params = sql_of(counted[: EXACT_COUNT + 1])
        except EmptyResultSet:
            return NO_ROWS, ()
        names = ", ".join(f"c{number}" for number in range(len(self.ordering.keys)))
        ends = ("n desc", "n") if self.goes_back else ("n", "n desc")
        position = f"select json_build_array({names}) from page order by"
        sql = f"""with found as materialized (
            select row_number() over () as n, f.* from ({page_sql}) as f (k, {names})),
          page as (select * from found where n <= {self.size})
          select json_build_object(
            'count', (select count(*) from ({count_sql}) as counted),
            'keys', coalesce((select json_agg(k order by {ends[0]}) from page), '[]'::json),
            'more', exists (select from found where n > {self.size}),
            'first', ({position} {ends[0]} limit 1),
            'last', ({position} {ends[1]} limit 1))"""
        return sql, [*page_params, *count_params]

    def read(self, rows: QuerySet[Record]) -> dict[str, Any]:
        """What the query tells, for a report that reads the rows of its page by itself."""
        sql, params = self.query(lambda: rows)
        with connection.cursor() as cursor:
            cursor.execute(f"select ({sql})::text", params)
            told: dict[str, Any] = json.loads(cursor.fetchone()[0])
        return told

    def envelope(
        self, read: PageRead, facets: Mapping[str, Any] | None = None
    ) -> tuple[str, dict[str, str]]:
        """The page as JSON, and its header `Link` where it has one.

        The next begins behind its last record, the previous ends before its first.
        """
        told = read.told
        onward, back = told["more"], self.cursor is not None
        if self.goes_back:
            onward, back = back, onward
        following = self.address(ONWARD, told["last"]) if onward and told["last"] else None
        preceding = self.address(BACK, told["first"]) if back and told["first"] else None
        head = {
            "count": min(told["count"], EXACT_COUNT),
            "count_exact": told["count"] <= EXACT_COUNT,
            "next": following,
            "previous": preceding,
            **({"facets": facets} if facets else {}),
        }
        body = f'{json.dumps(head)[:-1]}, "results": {read.results}}}'
        links = [(following, "next"), (preceding, "prev")]
        link = ", ".join(f'<{address}>; rel="{rel}"' for address, rel in links if address)
        return body, {"Link": link} if link else {}

    def address(self, way: str, position: list[Any]) -> str:
        cursor = Cursor(way, str(self.ordering), position)
        return replace_query_param(self.request.build_absolute_uri(), "cursor", str(cursor))


NO_ROWS = """select '{"count": 0, "keys": [], "more": false, "first": null, "last": null}'::json"""


def sql_of(rows: QuerySet[Any, Any]) -> Part:
    """Raises EmptyResultSet where no row can be found."""
    return rows.query.sql_with_params()


class RecordPagination(BasePagination):
    """The envelope of every list, for the schema; Page reads it."""

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["count", "count_exact", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "description": f"Exact up to {EXACT_COUNT}."},
                "count_exact": {
                    "type": "boolean",
                    "description": "If not, there are more than were counted.",
                },
                "next": address | {"description": "The page behind this one; null on the last."},
                "previous": address | {"description": "The page before it; null on the first."},
                "results": schema | {"description": "The records of the page."},
                "facets": FACETS_SCHEMA,
            },
        }


def read_page_size(request: Request) -> int:
    text = request.query_params.get("page_size") or str(PAGE_SIZE)
    if text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= LARGEST_PAGE:
        return int(text)
    told = f"A page holds 1 to {LARGEST_PAGE} records."
    raise BadParameter([Fault(told, "page_size", value=text)])


def read_ordering(request: Request, model: type[Record]) -> Ordering:
    orderings = orderings_of(model)
    text = request.query_params.get("ordering") or next(iter(orderings))
    name = text.removeprefix("-")
    if name in orderings:
        return Ordering(name, orderings[name], descending=text.startswith("-"))
    told = f"The list can be ordered by {', '.join(orderings)}, each also with a minus before it."
    raise BadParameter([Fault(told, "ordering", value=text, nearest=nearest(name, orderings))])


def read_cursor(request: Request, ordering: Ordering) -> Cursor | None:
    """The cursor, if it holds a position in this ordering."""
    text = request.query_params.get("cursor")
    if not text:
        return None
    try:
        cursor = Cursor.read(text)
        if cursor.ordering != str(ordering):
            raise PositionError("it belongs to another ordering")
        ordering.after(cursor.position)
    except PositionError as error:
        told = f"This is no cursor of this list: {error}. Take cursors from next and previous."
        raise BadParameter([Fault(told, "cursor", value=text)]) from error
    return cursor
