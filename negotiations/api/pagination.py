"""Pages by keyset: each begins behind the last row of the one before, so none costs more.

A cursor is opaque: it holds the way (onward or back), the ordering, and the position of one row in
it. It holds slugs and dates, never an id.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from negotiations.api.errors import BadParameter, Fault, nearest
from negotiations.api.ordering import Ordering, PositionError, orderings_of
from negotiations.models import Record

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


class RecordPagination(BasePagination):
    """The envelope of every list: count, count_exact, next, previous, results, facets if asked."""

    facets: dict[str, Any] = {}

    def paginate_queryset(
        self, queryset: QuerySet[Record], request: Request, view: Any = None
    ) -> list[Any]:
        """The keys of one page; the view reads the rows behind them."""
        self.request = request
        self.ordering = read_ordering(request, queryset.model)
        size = read_page_size(request)
        self.cursor, behind = read_cursor(request, self.ordering)
        self.count = queryset.order_by().values("pk")[: EXACT_COUNT + 1].count()
        towards = self.ordering.reversed if self.goes_back else self.ordering
        found = queryset.filter(behind).order_by(*towards.order_by())
        keys = list(found.values_list("pk", flat=True)[: size + 1])
        self.has_more = len(keys) > size
        return keys[:size][::-1] if self.goes_back else keys[:size]

    @property
    def goes_back(self) -> bool:
        return self.cursor is not None and self.cursor.way == BACK

    def envelope(self, records: Sequence[Record], results: Any) -> Response:
        """The page; the next begins behind its last record, the previous ends before its first."""
        onward, back = self.has_more, self.cursor is not None
        if self.goes_back:
            onward, back = back, onward
        following = self.address(ONWARD, records[-1]) if onward and records else None
        preceding = self.address(BACK, records[0]) if back and records else None
        body = {
            "count": min(self.count, EXACT_COUNT),
            "count_exact": self.count <= EXACT_COUNT,
            "next": following,
            "previous": preceding,
            "results": results,
        }
        if self.facets:
            body["facets"] = self.facets
        links = [(following, "next"), (preceding, "prev")]
        told = ", ".join(f'<{address}>; rel="{rel}"' for address, rel in links if address)
        return Response(body, headers={"Link": told} if told else None)

    def address(self, way: str, record: Record) -> str:
        cursor = Cursor(way, str(self.ordering), self.ordering.position(record))
        return replace_query_param(self.request.build_absolute_uri(), "cursor", str(cursor))

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["count", "count_exact", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "description": f"Exact up to {EXACT_COUNT}."},
                "count_exact": {"type": "boolean"},
                "next": address,
                "previous": address,
                "results": schema,
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


def read_cursor(request: Request, ordering: Ordering) -> tuple[Cursor | None, Q]:
    """The cursor, and the condition for the rows behind it."""
    text = request.query_params.get("cursor")
    if not text:
        return None, Q()
    try:
        cursor = Cursor.read(text)
        if cursor.ordering != str(ordering):
            raise PositionError("it belongs to another ordering")
        towards = ordering.reversed if cursor.way == BACK else ordering
        return cursor, towards.after(cursor.position)
    except PositionError as error:
        told = f"This is no cursor of this list: {error}. Take cursors from next and previous."
        raise BadParameter([Fault(told, "cursor", value=text)]) from error
