"""Reading one table strictly: known columns, rows of equal length, cells the fields accept.

What is wrong becomes a finding with its place, and reading goes on. Not here: whatever needs other
rows or the database (questions.py).
"""

from collections.abc import Callable, Iterator

from negotiations.exchange.columns import CellError, Column, read_slug
from negotiations.exchange.delimited import MOST_COLUMNS, ignored, ragged
from negotiations.exchange.files import Table
from negotiations.exchange.findings import Findings, nearest
from negotiations.exchange.slugs import DERIVED, first_free

Reader = Callable[[str], tuple[str, ...]]


class Rows:
    """The rows of one table, ready to be copied: line, slug, then what each column sends."""

    def __init__(self, table: Table, findings: Findings, tell: Callable[[int], object]) -> None:
        self.sheet = table.sheet
        self.table = table
        self.findings = findings
        self.tell = tell
        self.header: list[str] = []
        self.slug_place = -1
        #: Where the header has no name, as a spreadsheet leaves it; nothing may stand below.
        self.nameless: list[int] = []
        #: The slug of each row read, with its line; forgotten with the last, for the memory's sake.
        self.lines: dict[str, int] = {}
        #: Slugs of rows that are there but could not be read; references to them are no findings.
        self.lost: set[str] = set()

    @property
    def columns(self) -> list[Column]:
        """The given columns besides the slug, in the order of the sheet."""
        return [
            column
            for name, column in self.sheet.accepted.items()
            if name in self.header and name != "slug"
        ]

    @property
    def arriving(self) -> list[str]:
        return ["line", "slug", *(name for column in self.columns for name in column.arriving)]

    @property
    def header_row(self) -> int:
        """Where the columns are named; 0 in a file of which every line names them."""
        return self.table.source.header

    def add(self, line: int, column: str, value: str, reason: str) -> None:
        self.findings.add(self.table.file, line, column, value, reason)

    def tear(self, line: int, reason: str) -> None:
        self.findings.tear(self.table.file, line, reason)

    def read_header(self) -> bool:
        """Whether the header can be read; its findings are added."""
        first = next(self.table.records(self.findings, ignored), None)
        if first is None:
            if self.table.file not in self.findings.torn:
                self.tear(0, "The file is empty: its first line names the columns.")
            return False
        self.header = first[1]
        if reason := self.unlike_a_header():
            self.tear(self.header_row, reason)
            return False
        self.slug_place = self.header.index("slug") if "slug" in self.header else -1
        self.nameless = [place for place, name in enumerate(self.header) if not name]
        self.check_names()
        if self.slug_place < 0:
            for name in self.missing:
                self.refuse_missing(name, "")
        return True

    def check_names(self) -> None:
        known = list(self.sheet.accepted)
        for place, name in enumerate(self.header):
            if name and name not in known:
                reason = f"This is no column of {self.sheet.name}{nearest(name, known)}."
                self.add(self.header_row, name, "", reason)
            elif name and name in self.header[:place]:
                self.add(self.header_row, name, "", "The column stands twice.")

    @property
    def given(self) -> set[str]:
        """The names the header gives."""
        return {name for name in self.header if name}

    def place_of(self, field: str, touching: set[str]) -> str:
        """The column to tell a rule's finding at; of a range the end that the file has."""
        column = field if field in self.sheet.accepted else ""
        range_of = column.removesuffix("_max")
        others = [name for name in sorted(touching & self.given) if name.startswith(range_of)]
        return others[0] if column not in ("", *self.given) and others else column

    @property
    def missing(self) -> list[str]:
        """The columns that a new record needs and the header lacks."""
        return [name for name in self.sheet.required if name not in self.header]

    def refuse_missing(self, name: str, needed: str) -> None:
        """A name that only its capitals or blanks make another column is told already."""
        self.findings.torn.add(self.table.file)
        if name in {given.strip().lower() for given in self.header}:
            self.findings.spoil(self.table.file, self.header_row, name)
        else:
            self.add(self.header_row, name, "", f"The column is missing{needed}.")

    def unlike_a_header(self) -> str:
        first = self.header[0]
        if "\0" in first:
            return "The file looks like UTF-16: save it as UTF-8."
        if len(self.header) == 1 and (";" in first or "\t" in first):
            return "The cells are not separated by commas: save the file with commas."
        if len(self.header) > MOST_COLUMNS:
            return f"The header has {len(self.header)} columns."
        return ""

    def __iter__(self) -> Iterator[list[str]]:
        """The rows whose slug is known and stands there first."""
        readers = self.readers()
        records = self.table.records(self.findings, self.tell)
        next(records, None)
        for line, cells in records:
            if not any(cells):
                continue
            if len(cells) != len(self.header):
                self.refuse_ragged(line, cells)
                continue
            self.check_nameless(line, cells)
            values = self.read_cells(line, cells, readers)
            if slug := self.slug_of(line, cells):
                yield [str(line), slug, *values]
        self.lines.clear()

    def check_nameless(self, line: int, cells: list[str]) -> None:
        for place in self.nameless:
            if cells[place]:
                reason = "The header has no name for this column."
                self.add(line, f"column {place + 1}", cells[place], reason)

    def readers(self) -> list[tuple[int, Column, Reader, tuple[str, ...]]]:
        return [
            (self.header.index(column.name), column, column.reader(), column.empty)
            for column in self.columns
        ]

    def read_cells(
        self,
        line: int,
        cells: list[str],
        readers: list[tuple[int, Column, Reader, tuple[str, ...]]],
    ) -> list[str]:
        values: list[str] = []
        spoilt = self.findings.spoilt(self.table.file, line)
        for place, column, read, empty in readers:
            cell = cells[place]
            if column.name in spoilt:
                pass
            elif cell:
                try:
                    values += read(cell)
                    continue
                except CellError as error:
                    self.add(line, column.name, cell, str(error))
            elif column.required:
                self.add(line, column.name, "", "The cell is empty, and this is needed.")
            values += empty
        return values

    def slug_of(self, line: int, cells: list[str]) -> str:
        """The row's slug, given or derived; "" with a finding where there is none."""
        cell = cells[self.slug_place] if self.slug_place >= 0 else ""
        if not cell and self.sheet.derives_slug:
            return self.derived_slug(line, cells)
        if self.slug_place < 0:
            return ""
        try:
            (slug,) = read_slug(cell)
        except CellError as error:
            reason = str(error) if cell else "The cell is empty, and this is needed."
            self.add(line, "slug", cell, reason)
            return ""
        if slug in self.lines:
            first = self.table.row_of(self.lines[slug])
            self.add(line, "slug", cell, f"The slug stands already in row {first}.")
            return ""
        self.lines[slug] = line
        return slug

    def derived_slug(self, line: int, cells: list[str]) -> str:
        names, derive = DERIVED[self.sheet.kind]
        if self.missing:
            if self.slug_place >= 0:
                reason = (
                    f"Without a slug the row needs the columns it is made of: {', '.join(names)}."
                )
                self.add(line, "slug", "", reason)
            return ""
        given = dict(zip(self.header, cells, strict=True))
        if self.findings.spoilt(self.table.file, line) & set(names):
            return ""
        slug = first_free(derive({name: given.get(name, "") for name in names}), self.lines)
        self.lines[slug] = line
        return slug

    def refuse_ragged(self, line: int, cells: list[str]) -> None:
        self.add(line, "", "", ragged(cells, self.header))
        self.lost.add(cells[self.slug_place] if len(cells) > self.slug_place else "")
