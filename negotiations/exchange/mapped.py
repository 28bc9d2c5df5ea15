"""Rows of a spreadsheet on their way through a map: other columns, other words, more or fewer rows.

What comes out are rows as a package has them, and where each came from, so that findings are told
in the spreadsheet's own names.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime

from negotiations.exchange.delimited import Record, ragged
from negotiations.exchange.findings import FileFindings, nearest
from negotiations.exchange.mapping import PLACE, TableMap, told_by

MEMBERS = ";"

Row = dict[str, str]


class Mapped:
    """One table as its map makes it."""

    def __init__(self, map_: TableMap, findings: FileFindings) -> None:
        self.map = map_
        self.findings = findings
        #: By the number given to a row: where it stands in the spreadsheet.
        self.rows: dict[int, int] = {}
        #: Cells that cannot be read: their place, what stands there and why, until the row is made.
        self.refused: list[tuple[int, str, str]] = []

    def theirs(self, ours: str) -> str:
        """What the spreadsheet calls a column of ours."""
        return self.map.columns.get(ours, ours)

    def records(self, records: Iterator[Record]) -> Iterator[Record]:
        """The header in our names, then the rows, numbered anew."""
        line, header = next(records, (0, []))
        if not header:
            return
        if reason := self.unfitting(header):
            self.findings.tear(line, reason)
            return
        ours = self.names(header)
        yield self.numbered(line), ours
        seen: set[tuple[str, ...]] = set()
        for line, cells in records:
            refused, self.refused = self.refused, []
            if len(cells) != len(header):
                self.findings.tear(self.numbered(line), ragged(cells, header))
                continue
            for row in self.split(dict(zip(header, cells, strict=True))):
                made = [self.cell(name, row) for name in ours]
                if self.map.once and tuple(made) in seen:
                    continue
                if self.map.once:
                    seen.add(tuple(made))
                number = self.numbered(line)
                self.tell_refused(number, header, refused)
                yield number, made

    def refuse_cell(self, line: int, place: int, value: str, reason: str) -> None:
        self.refused.append((place, value, reason))

    def tell_refused(
        self, number: int, header: list[str], refused: list[tuple[int, str, str]]
    ) -> None:
        """Of the columns that are taken."""
        ours = {theirs: name for name, theirs in self.map.columns.items()}
        for place, value, reason in refused:
            if header[place] not in self.map.left_out:
                column = ours.get(header[place], header[place])
                self.findings.refuse(number, column, value, reason)

    def numbered(self, line: int) -> int:
        number = len(self.rows) + 1
        self.rows[number] = line
        return number

    def unfitting(self, header: list[str]) -> str:
        """Why the map does not fit the sheet, if so: what it names must be there."""
        needed = {
            *self.map.columns.values(),
            *(place for text in self.map.made.values() for place in places_in(text)),
            *self.map.words,
            *self.map.dates,
            *self.map.separators,
            *self.map.left_out,
            *filter(None, (self.map.each, self.map.only_with)),
        }
        twice = sorted(name for name in needed if header.count(name) > 1)
        if twice:
            return f"The map names a column {twice[0]!r}, which stands twice."
        missing = sorted(needed - set(header))
        if missing:
            return f"The map names a column {missing[0]!r}{nearest(missing[0], header)}."
        return ""

    def names(self, header: list[str]) -> list[str]:
        """Our columns: those the map names, and theirs that nobody names."""
        named = [*self.map.columns, *self.map.made]
        spoken_of = {*self.map.columns.values(), *self.map.left_out, *self.used()}
        return [*named, *(name for name in header if name and name not in (*named, *spoken_of))]

    def used(self) -> Iterable[str]:
        for text in self.map.made.values():
            yield from places_in(text)
        yield from filter(None, (self.map.each, self.map.only_with))

    def split(self, row: Row) -> Iterator[Row]:
        """The rows that one row makes."""
        if self.map.only_with and not row[self.map.only_with]:
            return
        row = {name: self.understood(name, cell) for name, cell in row.items()}
        if not self.map.each:
            yield row
            return
        for member in row[self.map.each].split(MEMBERS):
            if member:
                yield row | {self.map.each: member}

    def understood(self, column: str, cell: str) -> str:
        """A cell in our words; lists with our separator, days as ISO 8601."""
        if form := self.map.dates.get(column):
            # What is not written so may be a date of ours; else it is found to be none.
            with suppress(ValueError):
                return datetime.strptime(cell.strip(), form).strftime(told_by(form))
        words = self.map.words.get(column, {})
        separator = self.map.separators.get(column)
        if separator is None:
            return words.get(cell, cell)
        members = (member.strip() for member in cell.split(separator))
        return MEMBERS.join(words.get(member, member) for member in members if member)

    def cell(self, name: str, row: Row) -> str:
        text = self.map.made.get(name)
        if text is None:
            return row.get(self.theirs(name), "")
        places = places_in(text)
        if places and not any(row[place] for place in places):
            return ""
        return PLACE.sub(lambda place: filled(place, row), text)


def places_in(text: str) -> list[str]:
    """The columns whose cells the text is made of."""
    return [place for place, _ in PLACE.findall(text)]


def filled(place: "re.Match[str]", row: Row) -> str:
    cell = row[place[1]]
    return slug_of(cell) if place[2] else cell


def slug_of(text: str) -> str:
    """The text as a slug: lower-case, without accents, hyphens for all else."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")
