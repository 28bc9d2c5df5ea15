"""The parts of a workbook (.xlsx) as streams of XML: its sheets, words, forms of numbers, and rows.

Of a part nothing is kept but what is asked for, and whatever does not fit together is said rather
than mended: a library that builds each style, link and rule as an object takes gigabytes over a
file made for that, and gives no sign of rows out of order, merged cells or cells it leaves out.
What a cell shows is workbooks.py's business.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import join, normpath
from typing import IO, Any
from xml.parsers import expat
from zipfile import ZipFile

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils import column_index_from_string, get_column_letter

from negotiations.exchange.delimited import LONGEST_CELL, MOST_COLUMNS

CHUNK = 1 << 16
MOST_ROWS, MOST_MERGED = 1_048_576, 10_000
WORKBOOK, SHEET, WORDS, STYLES = "officeDocument", "worksheet", "sharedStrings", "styles"
#: Forms of dates that are other ones in every language of a spreadsheet.
LOCAL_FORMS = {*range(27, 37), *range(50, 59)}
LOCAL = "local"
PLACE = re.compile("([A-Z]{1,3})([0-9]{1,7})")
#: A sign that XML cannot hold, or what would be read as one; halves of signs are left alone.
ESCAPED = re.compile("_x(?![dD][89a-fA-F])([0-9A-Fa-f]{4})_")
TOO_LONG = f"has more than {LONGEST_CELL:,} characters"

Attributes = dict[str, str]


class BrokenError(Exception):
    """What does not fit together, as a sentence."""


@dataclass(slots=True)
class Cell:
    """A cell as it stands in its sheet."""

    column: int
    kind: str = "n"
    style: str = ""
    text: str = ""
    #: None where there is none.
    formula: str | None = None

    @property
    def is_empty(self) -> bool:
        return not self.text and self.formula is None


@dataclass(frozen=True, slots=True)
class Merged:
    """A range of cells that are shown as one."""

    top: int
    left: int
    bottom: int
    right: int


class Reader:
    """Is told of the elements of a part by their names; what it takes of them is its own."""

    def __init__(self) -> None:
        self.taken: list[Any] = []
        self.text: list[str] = []
        self.length = 0
        self.is_listening = False

    def start(self, name: str, attributes: Attributes) -> None:
        raise NotImplementedError

    def end(self, name: str) -> None:
        """Most have nothing to do when an element ends."""

    def listen(self) -> None:
        self.is_listening = True

    def hear(self, text: str) -> None:
        if self.is_listening:
            self.length += len(text)
            if self.length > LONGEST_CELL:
                raise BrokenError(f"A text {TOO_LONG}")
            self.text.append(text)

    def heard(self) -> str:
        """What was heard since the last time."""
        text = "".join(self.text)
        self.text, self.length, self.is_listening = [], 0, False
        return text


def taken_by(reader: Reader, stream: IO[bytes]) -> Iterator[Any]:
    """What the reader takes of the part, as the part is read."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse_entities
    parser.StartElementHandler = lambda name, told: reader.start(local(name), told)
    parser.EndElementHandler = lambda name: reader.end(local(name))
    parser.CharacterDataHandler = reader.hear
    failure, is_last = None, False
    while not is_last:
        try:
            chunk = stream.read(CHUNK)
            is_last = not chunk
            parser.Parse(chunk, is_last)
        except Exception as error:
            # What was taken before it is given first, so that its place is known.
            failure = error
        taken, reader.taken = reader.taken, []
        yield from taken
        if failure:
            raise failure


def local(name: str) -> str:
    return name.rpartition(" ")[2]


def refuse_entities(*_: object) -> None:
    raise BrokenError("It declares entities of its own")


class Relations(Reader):
    """The parts that a part refers to: id, last word of the type, target."""

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.taken.append((attributes.get("Id", ""), kind, attributes.get("Target", "")))


class Sheets(Reader):
    """The names of sheets with the ids of their parts, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.counts_from_1904 = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "workbookPr":
            self.counts_from_1904 = attributes.get("date1904") in ("1", "true")
        if name == "sheet":
            ids = [value for key, value in attributes.items() if local(key) == "id"]
            self.taken.append((attributes.get("name", ""), ids[0] if ids else ""))


class Forms(Reader):
    """The form in which numbers are shown, for each style of cells."""

    def __init__(self) -> None:
        super().__init__()
        self.own: dict[int, str] = {}
        self.is_within = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            self.own[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif name == "cellXfs":
            self.is_within = True
        elif name == "xf" and self.is_within:
            self.taken.append(self.form(int(attributes.get("numFmtId", 0))))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self.is_within = False

    def form(self, number: int) -> str:
        standing = LOCAL if number in LOCAL_FORMS else BUILTIN_FORMATS.get(number, "General")
        return self.own.get(number, standing)


class Words(Reader):
    """The texts that cells share; how they are read aloud is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.is_aloud = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "rPh":
            self.is_aloud = True
        elif name == "t" and not self.is_aloud:
            self.listen()

    def end(self, name: str) -> None:
        if name == "rPh":
            self.is_aloud = False
        elif name == "t":
            self.is_listening = False
        elif name == "si":
            self.taken.append(unescaped(self.heard()))


class SheetRows(Words):
    """The rows that have a cell with content, each with its number; and the merged cells."""

    def __init__(self, words: list[str]) -> None:
        super().__init__()
        self.words = words
        self.merged: list[Merged] = []
        self.row, self.last = 0, 0
        self.cell = Cell(0)
        self.cells: list[Cell] = []

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            column = self.column_of(attributes.get("r"))
            self.cell = Cell(column, attributes.get("t", "n"), attributes.get("s", ""))
        elif name == "row":
            self.row = number_of(attributes["r"]) if "r" in attributes else self.row + 1
            self.cells, self.cell = [], Cell(0)
        elif name in ("v", "f"):
            self.listen()
        elif name == "mergeCell":
            self.merge(attributes["ref"])
        else:
            super().start(name, attributes)

    def end(self, name: str) -> None:
        if name == "v":
            self.cell.text = self.heard()
        elif name == "f":
            self.cell.formula = self.heard()
        elif name == "is":
            self.cell.text = unescaped(self.heard())
        elif name == "c":
            self.end_cell()
        elif name == "row" and self.cells:
            self.end_row()
        else:
            super().end(name)

    def end_cell(self) -> None:
        """Beyond the most columns one cell is kept, of which it is said that it is too much."""
        is_beyond = self.cells and self.cells[-1].column > MOST_COLUMNS
        if not self.cell.is_empty and not is_beyond:
            if self.cell.kind == "s" and self.cell.formula is None:
                self.cell.text = one_of(self.words, self.cell.text, "text")
            elif self.cell.kind == "str":
                self.cell.text = unescaped(self.cell.text)
            self.cells.append(self.cell)

    def end_row(self) -> None:
        if self.row <= self.last:
            raise BrokenError(f"Row {self.row} stands behind row {self.last}")
        if self.row > MOST_ROWS:
            raise BrokenError(f"There is a row {self.row}")
        self.last = self.row
        self.taken.append((self.row, self.cells))

    def column_of(self, place: str | None) -> int:
        """Cells stand in the order of their columns, and say so or follow each other."""
        if place is None:
            return self.cell.column + 1
        column, row = place_of(place)
        if row != self.row or column <= self.cell.column:
            raise BrokenError(f"The cell {place} is out of its place in row {self.row}")
        return column

    def merge(self, told: str) -> None:
        first, _, last = told.partition(":")
        (left, top), (right, bottom) = place_of(first), place_of(last or first)
        self.merged.append(Merged(top, left, bottom, right))
        if len(self.merged) > MOST_MERGED:
            raise BrokenError(f"More than {MOST_MERGED:,} ranges of cells are merged")


def number_of(text: str) -> int:
    if not re.fullmatch("[0-9]{1,7}", text):
        raise BrokenError(f"{text[:30]!r} is no number of a row, a text or a style")
    return int(text)


def one_of(kept: list[str], number: str, what: str) -> str:
    """What a cell refers to."""
    try:
        return kept[number_of(number)]
    except IndexError:
        raise BrokenError(f"A cell has a {what} {number}, of {len(kept)}") from None


def place_of(text: str) -> tuple[int, int]:
    found = PLACE.fullmatch(text)
    if not found:
        raise BrokenError(f"{text[:30]!r} is no place of a cell")
    return column_index_from_string(found[1]), int(found[2])


def place_name(row: int, column: int) -> str:
    return f"{get_column_letter(column)}{row}"


def unescaped(text: str) -> str:
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


class Parts:
    """The parts of an open workbook."""

    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive
        (workbook,) = self.related("", WORKBOOK).values()
        reader = Sheets()
        named = list(self.read(workbook, reader))
        self.counts_from_1904 = reader.counts_from_1904
        parts = self.related(workbook, SHEET)
        #: By its name the part of each sheet of cells; charts are sheets without any.
        self.sheets = {name: parts[key] for name, key in named if key in parts}
        self.words = self.all_in(workbook, WORDS, Words())
        self.forms = self.all_in(workbook, STYLES, Forms())

    def read(self, part: str, reader: Reader) -> Iterator[Any]:
        with self.archive.open(part) as stream:
            yield from taken_by(reader, stream)

    def form_of(self, cell: Cell) -> str:
        """How a number is shown."""
        return one_of(self.forms, cell.style, "style") if cell.style else "General"

    def related(self, part: str, kind: str) -> dict[str, str]:
        """By its id each part of a kind that the part refers to."""
        folder, _, name = part.rpartition("/")
        found = self.read(join(folder, "_rels", f"{name}.rels"), Relations())
        return {
            key: normpath(target[1:] if target.startswith("/") else join(folder, target))
            for key, is_, target in found
            if is_ == kind
        }

    def all_in(self, workbook: str, kind: str, reader: Reader) -> list[str]:
        return [
            one for part in self.related(workbook, kind).values() for one in self.read(part, reader)
        ]
