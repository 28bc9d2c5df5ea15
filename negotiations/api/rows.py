"""Flat rows of a report: their columns declared once, written as CSV, JSON lines and Parquet.

A row serializer's fields are the columns in their order; a row is a mapping by their names. Lists
are joined in CSV; dates are four columns. Not here: which form is asked for (formats.py).
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer

from negotiations.api.formats import Csv, JsonLines, Parquet
from negotiations.api.values import Word
from negotiations.choices import DatePrecision
from negotiations.dates import ImpreciseDate
from negotiations.exchange.columns import join_entries
from negotiations.exchange.extras import PARQUET, loaded

TEXT = "text"
DATE_PARTS = ("", "_earliest", "_latest", "_precision")
#: What a report with flat rows can be asked for as.
FORMS = (JSONRenderer, Csv, JsonLines, Parquet)

#: What a column holds, by the field that declares it; all else is text.
HOLDS = (
    (serializers.BooleanField, "truth"),
    (serializers.IntegerField, "number"),
    (serializers.FloatField, "float"),
    (serializers.DateField, "day"),
    (serializers.DateTimeField, "instant"),
)

Cells = Mapping[str, Any]
#: What JSON holds as it is, which most cells are.
PLAIN = frozenset((str, int, bool, type(None)))


class Dated(serializers.Field):
    """An imprecise date: stands for four columns."""

    def __init__(self, told: str) -> None:
        super().__init__(read_only=True, help_text=told)

    def columns(self, name: str) -> dict[str, serializers.Field]:
        told = self.help_text
        return {
            name: serializers.CharField(help_text=f"{told} As EDTF; empty when unknown."),
            f"{name}_earliest": serializers.DateField(
                allow_null=True, help_text=f"The first day that `{name}` allows."
            ),
            f"{name}_latest": serializers.DateField(
                allow_null=True, help_text=f"The last day that `{name}` allows."
            ),
            f"{name}_precision": Word(DatePrecision, help_text=f"How finely `{name}` is written."),
        }


class ListOf(serializers.ListField):
    """Several values of a cell; in CSV with `;` between them."""

    child = serializers.CharField()

    def __init__(self, told: str, **more: Any) -> None:
        super().__init__(help_text=told, **more)


class Row(serializers.Serializer):
    """One row of a flat table."""

    def get_fields(self) -> dict[str, serializers.Field]:
        found: dict[str, serializers.Field] = {}
        for name, field in super().get_fields().items():
            found |= field.columns(name) if isinstance(field, Dated) else {name: field}
        return found


def columns_of(row_class: type[Row]) -> tuple[str, ...]:
    return tuple(row_class().fields)


def dated(name: str, edtf: str) -> dict[str, Any]:
    """The four cells of an imprecise date."""
    found = ImpreciseDate.parse(edtf) if edtf else None
    cells = (
        edtf,
        found.earliest if found else None,
        found.latest if found else None,
        found.precision if found else "",
    )
    return {name + part: cell for part, cell in zip(DATE_PARTS, cells, strict=True)}


def with_dates(row_class: type[Row], rows: Iterable[Cells]) -> Iterable[Cells]:
    """The rows, each declared date by its four cells; a row has its text."""
    declared = row_class._declared_fields
    names = [name for name, field in declared.items() if isinstance(field, Dated)]
    return (with_cells(row, names) for row in rows) if names else rows


def with_cells(row: Cells, names: Iterable[str]) -> Cells:
    cells = dict(row)
    for name in names:
        cells |= dated(name, cells[name] or "")
    return cells


def plain_rows(row_class: type[Row], rows: Iterable[Cells]) -> list[dict[str, Any]]:
    """The rows as JSON can hold them."""
    columns = columns_of(row_class)
    return [plain(columns, row) for row in with_dates(row_class, rows)]


def flat_answer(form: str, row_class: type[Row], rows: Iterable[Cells]) -> HttpResponse:
    """The rows in the form asked for, columns in the order of the declaration."""
    columns, rows = columns_of(row_class), with_dates(row_class, rows)
    if form == Csv.format:
        return HttpResponse(
            csv_text(columns, rows), content_type=f"{Csv.media_type}; charset=utf-8"
        )
    if form == Parquet.format:
        return HttpResponse(parquet_file(row_class, rows), content_type=Parquet.media_type)
    return HttpResponse(json_lines(columns, rows), content_type=JsonLines.media_type)


def csv_text(columns: tuple[str, ...], rows: Iterable[Cells]) -> str:
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(row[name]) for name in columns] for row in rows)
    return written.getvalue()


def cell(value: Any) -> Any:
    """A value as CSV has it: nothing for the unknown, `;` between the members of a list."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return join_entries(value)
    return number(value) if isinstance(value, Decimal) else value


def parquet_file(row_class: type[Row], rows: Iterable[Cells]) -> bytes:
    parquet, held = loaded(PARQUET), held_by(row_class)
    typed = [parquet.Typed(name, what) for name, what in held.items()]
    values = ({name: typed_value(row[name], what) for name, what in held.items()} for row in rows)
    return b"".join(parquet.from_rows(typed, values))


def held_by(row_class: type[Row]) -> dict[str, str]:
    """What each column holds."""
    return {
        name: next((what for kind, what in HOLDS if isinstance(field, kind)), TEXT)
        for name, field in row_class().fields.items()
    }


def typed_value(value: Any, what: str) -> Any:
    """A value as a typed column has it; a text is that of CSV, and nothing where it is empty."""
    return value if what != TEXT else str(cell(value)) or None


def json_lines(columns: tuple[str, ...], rows: Iterable[Cells]) -> str:
    lines = (json.dumps(plain(columns, row), ensure_ascii=False) for row in rows)
    return "".join(f"{line}\n" for line in lines)


def plain(columns: tuple[str, ...], row: Cells) -> dict[str, Any]:
    """The row in the order of its columns, as JSON can hold it."""
    return {
        name: value if type(value := row[name]) in PLAIN else json_value(value) for name in columns
    }


def json_value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return number(value) if isinstance(value, Decimal) else value


def number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
