"""The columns of a package: what each accepts in a cell, and what it sends to the database.

A column belongs to one public field of a kind. It knows nothing of files, nor of whether what a
cell refers to exists. `arriving` names the columns of the table into which rows are first copied
(staging.py). How cells are written again stands in selection.py.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from negotiations.fields import (
    SLUG,
    CleanText,
    InternalField,
    ListField,
    OneOf,
    VocabularyField,
    clean_text,
)

SLUG_FORM = re.compile(SLUG.removeprefix("^").removesuffix("$"))
#: What engine.is_given takes for nothing.
BLANKS = " \n\u00a0"
#: Stands for null in what is copied; no clean text holds it.
NULL = "\x01"
REMEMBERED = 50_000


class CellError(ValueError):
    """Why a cell is refused, as a sentence."""


def table_of(model: type[models.Model]) -> str:
    return f'"{model._meta.db_table}"'


def kind_of(model: type[models.Model]) -> str:
    """The word for the kind in `kind:slug`."""
    return str(model._meta.verbose_name).replace(" ", "_")


@dataclass(frozen=True)
class Column:
    """One column of a sheet. `field` is the model field, or the OneOf, behind it."""

    name: str
    field: Any
    required: bool = False
    #: The type of what arrives, in SQL.
    sql_type: ClassVar[str] = "text"
    #: What an empty cell sends to each column arriving.
    nothing: ClassVar[str] = NULL

    @property
    def help_text(self) -> str:
        return str(self.field.help_text)

    @property
    def arriving(self) -> tuple[str, ...]:
        return (self.name,)

    @property
    def stored(self) -> tuple[str, ...]:
        """The columns of the kind's own table that it fills."""
        return (self.field.column,)

    @property
    def empty(self) -> tuple[str, ...]:
        return (self.nothing,) * len(self.arriving)

    def reader(self) -> Callable[[str], tuple[str, ...]]:
        """What turns a cell that is not empty into one text for each column arriving."""
        raise NotImplementedError


@dataclass(frozen=True)
class TextColumn(Column):
    """Text, words of a vocabulary, dates, durations, codes."""

    nothing: ClassVar[str] = ""

    def reader(self) -> Callable[[str], tuple[str, ...]]:
        if isinstance(self.field, CleanText) and not self.field.validators:
            return self.read_text
        return remembering(self.read_field)

    def read_text(self, cell: str) -> tuple[str, ...]:
        text = clean(lambda: clean_text(cell, self.field.unclean))
        if self.required and not text.strip(BLANKS):
            raise CellError(f"The {self.field.label} is empty.")
        return (text,)

    def read_field(self, cell: str) -> tuple[str, ...]:
        if isinstance(self.field, VocabularyField):
            words = [value for value, _ in self.field.choices or ()]
            if cell not in words:
                raise CellError(f"The {self.field.label} is not one of: {', '.join(words)}.")
        return (clean(lambda: self.field.clean(cell, None)),)


@dataclass(frozen=True)
class ReasonColumn(TextColumn):
    """Why a record was withdrawn: only withdrawn rows tell it."""


@dataclass(frozen=True)
class SlugColumn(Column):
    """The public identity of the row."""

    def reader(self) -> Callable[[str], tuple[str, ...]]:
        return read_slug


@dataclass(frozen=True)
class NumberColumn(Column):
    """A whole number, written plainly."""

    sql_type: ClassVar[str] = "integer"
    form: ClassVar[re.Pattern[str]] = re.compile("-?[0-9]{1,9}")
    example: ClassVar[str] = "3"
    number: ClassVar[type[int] | type[Decimal]] = int

    def reader(self) -> Callable[[str], tuple[str, ...]]:
        return remembering(self.read_number)

    def read_number(self, cell: str) -> tuple[str, ...]:
        if not self.form.fullmatch(cell):
            raise CellError(
                f"This is not a number such as {self.example}, or it has too many digits."
            )
        clean(lambda: self.field.clean(self.number(cell), None))
        return (cell,)


@dataclass(frozen=True)
class DecimalColumn(NumberColumn):
    """A number with decimals."""

    sql_type: ClassVar[str] = "numeric"
    form: ClassVar[re.Pattern[str]] = re.compile("-?[0-9]{1,30}([.][0-9]{1,30})?")
    example: ClassVar[str] = "8.5"
    number: ClassVar[type[int] | type[Decimal]] = Decimal


@dataclass(frozen=True)
class ListColumn(Column):
    """Names or codes in the order given."""

    sql_type: ClassVar[str] = "text[]"
    nothing: ClassVar[str] = "{}"

    def reader(self) -> Callable[[str], tuple[str, ...]]:
        return remembering(self.read_list)

    def read_list(self, cell: str) -> tuple[str, ...]:
        entries = clean(lambda: self.field.clean(split_entries(cell), None))
        return (array_text(entries),)


@dataclass(frozen=True)
class ReferenceColumn(Column):
    """The slug of one record."""

    @property
    def target(self) -> type[models.Model]:
        target: type[models.Model] = self.field.remote_field.model
        return target

    def reader(self) -> Callable[[str], tuple[str, ...]]:
        return remembering(read_slug)


@dataclass(frozen=True)
class Key:
    """One of the keys behind a reference to several kinds."""

    kind: str
    arriving: str
    field: Any

    @property
    def target(self) -> type[models.Model]:
        target: type[models.Model] = self.field.remote_field.model
        return target


@dataclass(frozen=True)
class OneOfColumn(Column):
    """`kind:slug`; the holder of a claim also `party:slug;person:slug`."""

    keys: tuple[Key, ...] = ()

    @property
    def arriving(self) -> tuple[str, ...]:
        return tuple(key.arriving for key in self.keys)

    @property
    def stored(self) -> tuple[str, ...]:
        return tuple(key.field.column for key in self.keys)

    @property
    def takes_two(self) -> bool:
        """A person may hold a claim for a party."""
        return self.name == "holder"

    def reader(self) -> Callable[[str], tuple[str, ...]]:
        places = {key.kind: place for place, key in enumerate(self.keys)}
        return remembering(lambda cell: self.read_reference(cell, places))

    def read_reference(self, cell: str, places: dict[str, int]) -> tuple[str, ...]:
        found = list(self.empty)
        parts = cell.split(";")
        if len(parts) > (2 if self.takes_two else 1):
            raise CellError("Only one record can be named here.")
        for part in parts:
            kind, _, slug = part.partition(":")
            if kind not in places:
                kinds = ", ".join(places)
                raise CellError(f"A reference here is written kind:slug, the kind one of: {kinds}.")
            if found[places[kind]] != NULL:
                raise CellError(f"Only one {kind} can be named here.")
            found[places[kind]] = read_slug(slug)[0]
        return tuple(found)


@dataclass(frozen=True)
class ManyColumn(Column):
    """The slugs of several records."""

    sql_type: ClassVar[str] = "text[]"

    @property
    def stored(self) -> tuple[str, ...]:
        return ()

    @property
    def target(self) -> type[models.Model]:
        target: type[models.Model] = self.field.remote_field.model
        return target

    @property
    def through(self) -> str:
        return table_of(self.field.remote_field.through)

    @property
    def holder_key(self) -> str:
        return str(self.field.m2m_column_name())

    @property
    def target_key(self) -> str:
        return str(self.field.m2m_reverse_name())

    def reader(self) -> Callable[[str], tuple[str, ...]]:
        return remembering(self.read_slugs)

    def read_slugs(self, cell: str) -> tuple[str, ...]:
        slugs = [read_slug(slug.strip())[0] for slug in cell.split(";")]
        if len(set(slugs)) < len(slugs):
            raise CellError("A slug stands twice.")
        return (array_text(slugs),)


def column_of(model: type[models.Model], name: str) -> Column:
    """The column of a public field."""
    declared = getattr(model, name, None)
    if isinstance(declared, OneOf):
        keys = tuple(
            Key(kind, f"{name}_{kind}", model._meta.get_field(key))
            for kind, key in declared.keys.items()
        )
        return OneOfColumn(name, declared, declared.required, keys)
    field: Any = model._meta.get_field(name)
    if name == "slug":
        return SlugColumn(name, field, required=True)
    if isinstance(field, models.ManyToManyField):
        return ManyColumn(name, field)
    if isinstance(field, models.ForeignKey):
        return ReferenceColumn(name, field, required=not field.null)
    if isinstance(field, ListField):
        return ListColumn(name, field)
    if isinstance(field, models.DecimalField):
        return DecimalColumn(name, field)
    if isinstance(field, models.IntegerField):
        return NumberColumn(name, field)
    if isinstance(field, InternalField):
        return ReasonColumn(name, field)
    required = getattr(field, "required", False) and field.name != "status"
    return TextColumn(name, field, required=required)


def clean(cleaning: Callable[[], Any]) -> Any:
    """What the cleaning gives, its ValidationError told as a CellError."""
    try:
        return cleaning()
    except ValidationError as error:
        raise CellError(" ".join(error.messages)) from error


@lru_cache(REMEMBERED)
def read_slug(cell: str) -> tuple[str]:
    if len(cell) > 120 or not SLUG_FORM.fullmatch(cell):
        raise CellError(
            "A slug is lower-case letters and digits, joined by hyphens, at most 120 characters."
        )
    return (cell,)


def join_entries(entries: Iterable[object]) -> str:
    """A list as the cell that split_entries takes apart."""
    texts = (str(entry).replace("\\", "\\\\").replace(";", "\\;") for entry in entries)
    return ";".join(texts)


def split_entries(cell: str) -> list[str]:
    """The entries between `;`, where `\\;` is a semicolon and `\\\\` a backslash inside one."""
    entries, escaped = [""], False
    for sign in cell:
        if escaped and sign not in ";\\":
            break
        if sign == ";" and not escaped:
            entries.append("")
        elif sign != "\\" or escaped:
            entries[-1] += sign
        escaped = sign == "\\" and not escaped
    if escaped:
        raise CellError(
            "In a list a backslash is written twice, and a semicolon after a backslash."
        )
    return entries


def array_text(entries: list[str]) -> str:
    """The entries as PostgreSQL writes an array."""
    quoted = (entry.replace("\\", "\\\\").replace('"', '\\"') for entry in entries)
    return "{" + ",".join(f'"{entry}"' for entry in quoted) + "}"


def remembering(read: Callable[[str], tuple[str, ...]]) -> Callable[[str], tuple[str, ...]]:
    """Most columns hold the same few texts over and over. Refusals are rare and not kept."""
    return lru_cache(REMEMBERED)(read)
