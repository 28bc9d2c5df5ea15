"""What differs between two packages, field by field: both are read row by row, in their one order.

Rows stand in the order of their slugs, so that neither package is ever held whole.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from negotiations.exchange.delimited import LONGEST_CELL
from negotiations.exchange.sheets import SHEETS

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
Row = dict[str, str]


class Difference(NamedTuple):
    """One cell that differs, or a whole row that is there only before or only after."""

    sheet: str
    slug: str
    change: str
    field: str = ""
    before: str = ""
    after: str = ""


@dataclass
class Counts:
    """How many rows of a kind there are, and how many differ."""

    sheet: str
    rows: int = 0
    added: int = 0
    removed: int = 0
    changed: int = 0


def differences(before: Path, after: Path) -> Iterator[Difference]:
    """Between two folders of tables, in the order of the kinds and of the slugs."""
    for sheet in SHEETS.values():
        for old, new in side_by_side(rows_in(before / sheet.file), rows_in(after / sheet.file)):
            yield from between(sheet.name, old, new)


def between(sheet: str, old: Row | None, new: Row | None) -> Iterator[Difference]:
    if old is None or new is None:
        slug = (old or new or {})["slug"]
        yield Difference(sheet, slug, ADDED if old is None else REMOVED)
        return
    for name in dict.fromkeys([*old, *new]):
        was, is_ = old.get(name, ""), new.get(name, "")
        if was != is_:
            yield Difference(sheet, new["slug"], CHANGED, name, was, is_)


def side_by_side(
    before: Iterator[Row], after: Iterator[Row]
) -> Iterator[tuple[Row | None, Row | None]]:
    """The rows of both by their slugs; nothing where one has none. Slugs are in bytewise order."""
    old, new = next(before, None), next(after, None)
    while old is not None or new is not None:
        if new is None or (old is not None and old["slug"] < new["slug"]):
            yield old, None
            old = next(before, None)
        elif old is None or new["slug"] < old["slug"]:
            yield None, new
            new = next(after, None)
        else:
            yield old, new
            old, new = next(before, None), next(after, None)


def rows_in(file: Path) -> Iterator[Row]:
    """The rows of a table as an export writes it; of one that is not there, none."""
    if not file.exists():
        return
    csv.field_size_limit(LONGEST_CELL)
    with file.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def counted(folder: Path, found: Iterator[Difference]) -> list[Counts]:
    """How many rows each kind has, and how many of them differ in any field."""
    changes = Counter({(one.sheet, one.slug, one.change) for one in found})
    by_kind = Counter((sheet, change) for sheet, _, change in changes)
    return [
        Counts(
            sheet.name,
            sum(1 for _ in rows_in(folder / sheet.file)),
            *(by_kind[sheet.name, change] for change in (ADDED, REMOVED, CHANGED)),
        )
        for sheet in SHEETS.values()
    ]
