"""Rows of a spreadsheet on their way through a map: other columns, other words, more or fewer rows.

What comes out are rows as a package has them, and where each came from, so that findings are told
in the spreadsheet's own names.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime

from negotiations.exchange.columns import (
    CellError,
    ListColumn,
    ManyColumn,
    join_entries,
    split_entries,
)
from negotiations.exchange.delimited import Record, ragged
from negotiations.exchange.findings import FileFindings, nearest
from negotiations.exchange.mapping import PLACE, TableMap, told_by
from negotiations.exchange.slugs import slug_of

MEMBERS = ";"
NAMELESS = "The header has no name for this column."

#: A cell as it is, or the members of its list.
Cell = str | list[str]
Row = dict[str, Cell]


class Theirs(str):
    """The name of a column as the spreadsheet has it."""


class Mapped:
    """One table as its map makes it."""

    def __init__(self, map_: TableMap, findings: FileFindings) -> None:
        self.map = map_
        self.findings = findings
        self.header: list[str] = []
        #: By the number given to a row, from 1: where it stands in the spreadsheet.
        self.rows = array("q")
        #: Cells that cannot be read: their place, what stands there and why, until the row is made.
        self.refused: list[tuple[int, str, str]] = []
        #: Our columns that are lists, and what is made of each column of theirs.
        self.lists = {
            name
            for name, column in map_.kind.accepted.items()
            if isinstance(column, ListColumn | ManyColumn)
        }
        self.takers = takers_of(map_)
        named = filter(None, (map_.each, *map_.separators, *map_.words))
        self.taken_apart = {column for column in named if self.is_list(column)}

    def theirs(self, ours: str) -> str:
        """What the spreadsheet calls a column of ours; what is made of cells has their names."""
        if isinstance(ours, Theirs):
            return str(ours)
        made_of = places_in(self.map.made.get(ours, ""))
        return ", ".join(dict.fromkeys(made_of)) or self.map.columns.get(ours, ours)

    def row_of(self, number: int) -> int:
        """Where a row stands in the spreadsheet."""
        return self.rows[number - 1] if 0 < number <= len(self.rows) else number

    def records(self, records: Iterator[Record]) -> Iterator[Record]:
        """The header in our names, then the rows, numbered anew."""
        line, self.header = next(records, (0, []))
        if not self.header:
            return
        if reason := self.unfitting(self.header):
            self.findings.tear(line, reason)
            return
        ours = self.names(self.header)
        yield self.checked_header(line), ours
        seen: set[tuple[str, ...]] = set()
        for line, cells in records:
            refused, self.refused = self.refused, []
            if not any(cells):
                continue
            if len(cells) != len(self.header):
                self.findings.tear(self.numbered(line), ragged(cells, self.header))
                continue
            for row in self.split(dict(zip(self.header, cells, strict=True))):
                made = [self.cell(name, row) for name in ours]
                if self.map.once and tuple(made) in seen:
                    continue
                if self.map.once:
                    seen.add(tuple(made))
                number = self.numbered(line)
                self.tell_refused(number, [*refused, *self.nameless(cells, refused)])
                yield number, made

    def refuse_cell(self, line: int, place: int, value: str, reason: str) -> None:
        self.refused.append((place, value, reason))

    def tell_refused(self, number: int, refused: list[tuple[int, str, str]]) -> None:
        """Of the columns that are taken; what is made of such a cell is unknown."""
        for place, value, reason in refused:
            name = self.header[place] if place < len(self.header) else ""
            if not name or name not in self.map.left_out:
                column = Theirs(name or f"column {place + 1}")
                self.findings.refuse(number, column, value, reason)
                self.findings.spoil(number, self.takers.get(name, []))

    def nameless(
        self, cells: list[str], refused: list[tuple[int, str, str]]
    ) -> Iterator[tuple[int, str, str]]:
        """Cells that no heading names, besides those which are refused anyway."""
        told = {place for place, _, _ in refused}
        for place, name in enumerate(self.header):
            if not name and cells[place] and place not in told:
                yield place, cells[place], NAMELESS

    def checked_header(self, line: int) -> int:
        """Its number, when what is wrong with it was told."""
        number = self.numbered(line)
        refused, self.refused = self.refused, []
        self.tell_refused(number, refused)
        spoken_of = self.spoken_of()
        for name in self.header:
            if name not in spoken_of and name in (*self.map.columns, *self.map.made):
                reason = f"The map makes {name} of another column: leave this one out, or take it."
                self.findings.refuse(number, Theirs(name), "", reason)
        return number

    def numbered(self, line: int) -> int:
        self.rows.append(line)
        return len(self.rows)

    def unfitting(self, header: list[str]) -> str:
        """Why the map does not fit the sheet, if so: what it names must be there."""
        needed = {*self.spoken_of(), *self.map.words, *self.map.dates, *self.map.separators}
        twice = sorted(name for name in needed if header.count(name) > 1)
        if twice:
            return f"The map names a column {twice[0]!r}, which stands twice."
        missing = sorted(needed - set(header))
        if missing:
            return f"The map names a column {missing[0]!r}{nearest(missing[0], header)}."
        return ""

    def spoken_of(self) -> set[str]:
        """Their columns that the map takes, uses or leaves out."""
        used = filter(None, (self.map.each, self.map.only_with))
        made = (place for text in self.map.made.values() for place in places_in(text))
        return {*self.map.columns.values(), *self.map.left_out, *made, *used}

    def names(self, header: list[str]) -> list[str]:
        """Our columns: those the map names, and theirs that nobody names."""
        named = [*self.map.columns, *self.map.made]
        known = {*named, *self.spoken_of()}
        return [*named, *(name for name in header if name and name not in known)]

    def split(self, row: dict[str, str]) -> Iterator[Row]:
        """The rows that one row makes."""
        if self.map.only_with and not row[self.map.only_with]:
            return
        understood: Row = {name: self.understood(name, cell) for name, cell in row.items()}
        if not self.map.each:
            yield understood
            return
        cell = understood[self.map.each]
        for member in filter(None, [cell] if isinstance(cell, str) else cell):
            yield understood | {self.map.each: [member]}

    def understood(self, column: str, cell: str) -> Cell:
        """A cell in our words; days as ISO 8601."""
        if form := self.map.dates.get(column):
            # What is not written so may be a date of ours; else it is found to be none.
            with suppress(ValueError):
                return datetime.strptime(cell.strip(), form).strftime(told_by(form))
        words = self.map.words.get(column, {})
        if column not in self.taken_apart:
            return words.get(cell, words.get(cell.strip(), cell))
        try:
            members = [cell] if cell in words else self.members(column, cell)
            ours = (entries(words[one]) if one in words else [one] for one in members)
            return [member for found in ours for member in found if member]
        except CellError:
            return cell  # Whoever reads it tells why it is no list.

    def is_list(self, column: str) -> bool:
        """Whether the map takes the cells of a column of theirs apart."""
        if column == self.map.each or column in self.map.separators:
            return True
        takers = self.takers.get(column, [column])
        return column in self.map.words and not self.lists.isdisjoint(takers)

    def members(self, column: str, cell: str) -> list[str]:
        """What stands between the separators; of ours, some may be escaped."""
        separator = self.map.separators.get(column, MEMBERS)
        return entries(cell) if separator == MEMBERS else stripped(cell.split(separator))

    def cell(self, name: str, row: Row) -> str:
        is_list = name in self.lists
        text = self.map.made.get(name)
        if text is None:
            return written(row.get(self.theirs(name), ""), is_list)
        places = places_in(text)
        if places and not any(row[place] for place in places):
            return ""
        return PLACE.sub(lambda place: filled(place, row, is_list), text)


def takers_of(map_: TableMap) -> dict[str, list[str]]:
    """By their column: ours that are made of it."""
    takers: dict[str, list[str]] = defaultdict(list)
    for ours, theirs in map_.columns.items():
        takers[theirs].append(ours)
    for ours, text in map_.made.items():
        for theirs in places_in(text):
            takers[theirs].append(ours)
    return dict(takers)


def places_in(text: str) -> list[str]:
    """The columns whose cells the text is made of."""
    return [place for place, _ in PLACE.findall(text)]


def filled(place: "re.Match[str]", row: Row, is_list: bool) -> str:
    cell = row[place[1]]
    if not place[2]:
        return written(cell, is_list)
    if is_list and not isinstance(cell, str):
        return written([slug_of(member) for member in cell], is_list)
    return slug_of(written(cell, is_list=False))


def written(cell: Cell, is_list: bool) -> str:
    """As a package has it: only in a list of ours are the signs of lists escaped."""
    if isinstance(cell, str):
        return cell
    return join_entries(cell) if is_list else MEMBERS.join(cell)


def entries(cell: str) -> list[str]:
    return stripped(split_entries(cell))


def stripped(members: Iterable[str]) -> list[str]:
    return [member.strip() for member in members]
