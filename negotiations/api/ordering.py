"""The orderings of lists, and where in one a record stands.

A position is the values a record is ordered by, its slug last. From a position follow the condition
for all rows behind it and the text a cursor carries; nothing here knows of pages or requests.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import DateField, F, OrderBy, Q, TextField, Value
from django.db.models.functions import Cast
from django.utils.dateparse import parse_datetime

from negotiations.fields import SLUG, UNCLEAN_LINE
from negotiations.models import Record

#: How the database writes the bounds that no calendar has: an open or unknown end.
INFINITY, MINUS_INFINITY = "infinity", "-infinity"
CLOCK_TIME = re.compile(r"[0-9:Z+-]{0,16}")
LARGEST = 2**31 - 1
#: What names a record in a line, and so can be ordered by as a reader would look it up.
NAMING = ("title", "label", "name", "sort_name")
STAMPED = ("created_at", "updated_at")


class PositionError(ValueError):
    """A position that belongs to no record of this ordering."""


@dataclass(frozen=True)
class Key:
    """One column of an ordering, and how a position's value in it is read back."""

    column: str
    read: Callable[[Any], Any]
    nullable: bool = False

    def order(self, descending: bool) -> OrderBy:
        """What is unknown comes last, and first in the reverse."""
        ends = {"nulls_first": True} if descending else {"nulls_last": True}
        return OrderBy(F(self.column), descending=descending, **(ends if self.nullable else {}))

    def equal_to(self, value: Any) -> Q:
        return Q(**{f"{self.column}__isnull": True} if value is None else {self.column: value})

    def behind(self, value: Any, descending: bool) -> Q | None:
        """The rows behind the value; None where there are none."""
        if value is None:
            return Q(**{f"{self.column}__isnull": False}) if descending else None
        found = Q(**{f"{self.column}__{'lt' if descending else 'gt'}": value})
        if self.nullable and not descending:
            found |= Q(**{f"{self.column}__isnull": True})
        return found


@dataclass(frozen=True)
class Ordering:
    """A named way to order the records of a kind; its last key is unique."""

    name: str
    keys: tuple[Key, ...]
    descending: bool = False

    def __str__(self) -> str:
        return f"-{self.name}" if self.descending else self.name

    @property
    def reversed(self) -> "Ordering":
        return Ordering(self.name, self.keys, not self.descending)

    def by_columns(self, name: Callable[[str], str]) -> "Ordering":
        """The same order over rows that know these columns by other names."""
        keys = tuple(replace(key, column=name(key.column)) for key in self.keys)
        return replace(self, keys=keys)

    def order_by(self) -> list[OrderBy]:
        return [key.order(self.descending) for key in self.keys]

    def text(self, table: str) -> str:
        """The same as SQL on the table of that name."""
        return self.text_of(f'{table}."{key.column}"' for key in self.keys)

    def text_of(self, columns: Iterable[str]) -> str:
        """The same as SQL on columns that stand for its keys."""
        way = "desc nulls first" if self.descending else "asc nulls last"
        return ", ".join(f"{column} {way}" for column in columns)

    def after(self, position: Sequence[Any]) -> Q:
        """The rows behind a position. Raises PositionError.

        The bound on the first key adds nothing; it tells the database where to begin in an index.
        """
        if len(position) != len(self.keys):
            raise PositionError("it has another number of parts")
        values = [key.read(part) for key, part in zip(self.keys, position, strict=True)]
        found, equal = Q(), Q()
        for key, value in zip(self.keys, values, strict=True):
            behind = key.behind(value, self.descending)
            if behind is not None:
                found |= equal & behind
            equal &= key.equal_to(value)
        first = f"{self.keys[0].column}__{'lte' if self.descending else 'gte'}"
        return Q(**{first: values[0]}) & found


def orderings_of(model: type[Record]) -> dict[str, tuple[Key, ...]]:
    """What lists of a kind can be ordered by; the first is what they are without being told."""
    found: dict[str, tuple[Key, ...]] = {}
    if model.main_date:
        columns = [
            part.expression.name if isinstance(part, OrderBy) else part
            for part in model.public_order()
        ]
        found["date"] = tuple(key_of(model, column) for column in columns)
    found["slug"] = (SLUG_KEY,)
    columns = {field.name for field in model._meta.concrete_fields}
    found |= {name: (line_key(name), SLUG_KEY) for name in NAMING if name in columns}
    return found | {name: (stamp_key(name), SLUG_KEY) for name in STAMPED}


def ways_of(model: type[Record]) -> tuple[str, ...]:
    """The orderings of a kind, each also with a minus for the reverse."""
    return tuple(f"{way}{name}" for name in orderings_of(model) for way in ("", "-"))


def key_of(model: type[Record], column: str) -> Key:
    if column == "slug":
        return SLUG_KEY
    if column == "time":
        return Key("time", read_time)
    if column == "seq":
        return Key("seq", read_seq, nullable=True)
    return Key(column, read_bound)


def text_of(part: Any) -> str:
    if not isinstance(part, str):
        raise PositionError("it has a part that is no text")
    return part


def read_bound(part: Any) -> Any:
    text = text_of(part)
    if text in (INFINITY, MINUS_INFINITY):
        return Cast(Value(text, output_field=TextField()), DateField())
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise PositionError("it has a part that is no day") from error


def read_time(part: Any) -> str:
    if not CLOCK_TIME.fullmatch(text_of(part)):
        raise PositionError("it has a part that is no time")
    return str(part)


def read_seq(part: Any) -> int | None:
    if part is None or (isinstance(part, int) and 0 <= part <= LARGEST):
        return part
    raise PositionError("it has a part that is no place in a day")


def read_slug(part: Any) -> str:
    if not re.fullmatch(SLUG, text_of(part)):
        raise PositionError("it has a part that is no slug")
    return str(part)


def read_instant(part: Any) -> datetime:
    try:
        found = parse_datetime(text_of(part))
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise PositionError("it has a part that is no instant")
    return found


def read_line(part: Any) -> str:
    if UNCLEAN_LINE.search(text_of(part)):
        raise PositionError("it has a part that is no line of text")
    return str(part)


def line_key(name: str) -> Key:
    return Key(name, read_line)


def stamp_key(name: str) -> Key:
    return Key(name, read_instant)


SLUG_KEY = Key("slug", read_slug)
