"""The sheets of a workbook (.xlsx), read as rows of texts and written as cells of text.

A cell that is read is what it shows to whoever typed it: a number without a trailing zero, a day as
ISO 8601, a percentage with its sign. What no text stands for is refused at its place: a formula, an
error, a moment, cells that are merged. What is written is text and nothing else: a spreadsheet
neither works it out nor takes it for a date.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from math import isfinite
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.parsers.expat import ExpatError

from openpyxl import Workbook as WrittenWorkbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel
from openpyxl.writer.excel import ExcelWriter

from negotiations.exchange import unpacking
from negotiations.exchange.archives import MOMENT, Archive, unfinished
from negotiations.exchange.delimited import MOST_COLUMNS, Record, Tear, Tell
from negotiations.exchange.findings import PackageError
from negotiations.exchange.workbook_parts import (
    LOCAL,
    MOST_ROWS,
    BrokenError,
    Cell,
    Merged,
    Parts,
    SheetRows,
    place_name,
)

ENDING = ".xlsx"
MIDNIGHT = time()
INTEGER = re.compile("-?[0-9]{1,30}")
NUMBER = re.compile("-?[0-9]{1,30}([.][0-9]{1,30})?([Ee][+-]?[0-9]{1,3})?")
#: What is raised over files that are not as a workbook is.
UNREADABLE = (*unpacking.UNREADABLE, BrokenError, ExpatError, KeyError, IndexError)

#: What a cell of a workbook can hold, by its format.
LONGEST_CELL = 32_767
TEXT, TEXT_FORMAT = "s", "@"
#: Where a text begins to look like the escape of a sign that XML has not got.
ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
#: What is a sign of no language, yet may stand in a text.
NO_XML = re.compile("[\ufffe\uffff]")

#: Is told the row, the place among its cells, what stands there, and why that is refused.
Refuse = Callable[[int, int, str, str], object]
Refusal = tuple[int, str, str]


# --- Reading --------------------------------------------------------------------------------------


@contextmanager
def opened(path: Path) -> Iterator["Workbook"]:
    """Raises PackageError for what is no workbook."""
    unpacking.entries_of(path, unpacking.MOST_UNPACKED_WORKBOOK)
    with unpacking.opened(path) as archive, TemporaryDirectory() as folder:
        try:
            parts = Parts(archive)
        except UNREADABLE as error:
            raise PackageError(f"{path.name} cannot be read as a workbook: {error}.") from error
        yield Workbook(parts, Path(folder))


@dataclass
class Kept:
    """The rows of a sheet that was read: a file of them, and what is wrong with the sheet."""

    path: Path
    merged: list[Merged] = field(default_factory=list)
    torn: tuple[int, str] | None = None


class Workbook:
    """An open workbook. Each sheet is read once, into a file of its rows, however often asked."""

    def __init__(self, parts: Parts, folder: Path) -> None:
        self.parts = parts
        self.folder = folder
        self.kept: dict[str, Kept] = {}
        self.epoch = CALENDAR_MAC_1904 if parts.counts_from_1904 else CALENDAR_WINDOWS_1900

    @property
    def sheets(self) -> list[str]:
        """The names of its sheets of cells, in their order."""
        return list(self.parts.sheets)

    def records_of(self, sheet: str, refuse: Refuse, tear: Tear, tell: Tell) -> Iterator[Record]:
        """The rows that have any cell, each as wide as the header, or wider where more is there."""
        if sheet not in self.kept:
            self.kept[sheet] = self.keep(sheet)
        kept, width = self.kept[sheet], 0
        is_merged = covered(kept.merged)
        with kept.path.open(encoding="ascii") as file:
            for line in file:
                row, cells, refusals = json.loads(line)
                width = width or len(cells)
                for refusal in (*refusals, *is_merged(row, cells)):
                    refuse(row, *refusal)
                tell(len(line))
                yield row, cells + [""] * (width - len(cells))
        if kept.torn:
            tear(*kept.torn)

    def keep(self, sheet: str) -> Kept:
        kept = Kept(self.folder / f"{len(self.kept)}.jsonl")
        reader, row = SheetRows(self.parts.words), 0
        try:
            with kept.path.open("w", encoding="ascii") as file:
                for row, cells in self.parts.read(self.parts.sheets[sheet], reader):
                    file.write(f"{json.dumps((row, *self.texts(cells)))}\n")
        except UNREADABLE as error:
            kept.torn = (row, f"The sheet cannot be read from here on: {error}.")
        kept.merged = reader.merged
        return kept

    def texts(self, cells: list[Cell]) -> tuple[list[str], list[Refusal]]:
        """The cells up to the last that is not empty, and those that cannot stand."""
        texts: list[str] = []
        refused: list[Refusal] = []
        for cell in cells:
            text, reason = self.read(cell)
            if reason:
                refused.append((cell.column - 1, text, reason))
            if cell.column <= MOST_COLUMNS:
                texts += [""] * (cell.column - 1 - len(texts))
                texts.append(text)
        return texts, refused

    def read(self, cell: Cell) -> tuple[str, str]:
        """The cell as text, and why it cannot stand, if so."""
        if cell.column > MOST_COLUMNS:
            return cell.text, f"The cell stands beyond the {MOST_COLUMNS} columns that are read."
        if cell.formula is not None:
            text = f"={cell.formula}" if cell.formula else cell.text
            return text, "The cell is a formula: put its value there."
        if cell.kind == "e":
            return cell.text, "The cell is an error of the spreadsheet."
        if cell.kind == "b":
            return "no" if cell.text == "0" else "yes", ""
        if cell.kind == "n":
            return self.number(cell.text, self.parts.form_of(cell))
        if cell.kind == "d":
            return read_day(cell.text, self.parts.form_of(cell))
        return cell.text, ""

    def number(self, text: str, form: str) -> tuple[str, str]:
        sort = sort_of(form)
        if not NUMBER.fullmatch(text) or not isfinite(float(text)):
            return text, "The cell holds no number that can be read."
        if sort == PLAIN:
            return plain_number(text), ""
        if sort == PERCENT:
            return f"{plain(Decimal(repr(float(text))) * 100)}%", ""
        if sort == LOCAL:
            return text, "The day is shown otherwise in each language: write it as a text."
        try:
            return shown_day(from_excel(float(text), self.epoch, sort == SPAN), form)
        except (OverflowError, ValueError):
            return text, NO_DAY


def covered(merged: list[Merged]) -> Callable[[int, list[str]], Iterator[Refusal]]:
    """What tells, of rows in their order, the cells that are merged with others."""
    waiting = sorted(merged, key=lambda one: -one.top)
    under: dict[int, Merged] = {}

    def refusals(row: int, cells: list[str]) -> Iterator[Refusal]:
        while waiting and waiting[-1].top <= row:
            one = waiting.pop()
            under.update(dict.fromkeys(range(one.left - 1, min(one.right, MOST_COLUMNS)), one))
        for place, one in under.items():
            if place < len(cells) and cells[place] and row <= one.bottom:
                yield place, cells[place], told_merged(one)

    return refusals


def told_merged(one: Merged) -> str:
    places = f"{place_name(one.top, one.left)} to {place_name(one.bottom, one.right)}"
    return f"The cells {places} are merged: part them, and write in each what it means."


PLAIN, PERCENT, DAY, SPAN = "plain", "percent", "day", "span"
NO_DAY = "The cell is shown as a day, and is none."


@cache
def sort_of(form: str) -> str:
    """What a number is that is shown in this form."""
    if form == LOCAL:
        return LOCAL
    if is_timedelta_format(form):
        return SPAN
    if is_date_format(form):
        return DAY
    return PERCENT if "%" in signs_of(form) else PLAIN


def signs_of(form: str) -> str:
    """The form without what it shows as it stands."""
    return re.sub(r'"[^"]*"|\[[^]]*]|\\.|_.', "", form).lower()


def read_day(text: str, form: str) -> tuple[str, str]:
    """A day that is kept as ISO 8601."""
    try:
        return shown_day(datetime.fromisoformat(text), form)
    except ValueError:
        return text, NO_DAY


def shown_day(value: datetime | date | time | timedelta | None, form: str) -> tuple[str, str]:
    """A day as it is shown: a month that was typed is kept as its first day."""
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes"), ""
    if not isinstance(value, datetime):
        return str(value), "The cell is a length of time: write it as a text."
    signs = signs_of(form)
    if value.time() != MIDNIGHT or ("d" not in signs and re.search("[hs]", signs)):
        return value.isoformat(), "The cell is a moment: give the day, and the time by itself."
    if "d" in signs or not re.search("[my]", signs):
        return value.date().isoformat(), ""
    return value.strftime("%Y-%m" if "m" in signs else "%Y"), ""


def plain_number(text: str) -> str:
    """A spreadsheet keeps 2019 as 2019.0, and large numbers with an exponent."""
    return str(int(text)) if INTEGER.fullmatch(text) else plain(Decimal(repr(float(text))))


def plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


# --- Writing --------------------------------------------------------------------------------------


class UnwritableError(Exception):
    """What no workbook can hold, as a sentence."""


#: A sheet to write: its name, its columns, and its rows in the order of the columns.
Written = tuple[str, Sequence[str], Iterable[Sequence[str | None]]]


def write(path: Path, sheets: Iterable[Written]) -> None:
    """The same sheets are the same file: as far as it tells, it was made at one fixed moment."""
    book = WrittenWorkbook(write_only=True)
    try:
        for written in sheets:
            write_sheet(book, *written)
        book.properties.created = book.properties.modified = datetime(*MOMENT)
        with unfinished(path) as place, Archive(place) as archive:
            ExcelWriter(book, archive).save()
    except BaseException:
        # Sheets write as they go, and would go on when they are thrown away.
        for sheet in book.worksheets:
            if not sheet.closed:
                sheet.close()
        raise


def write_sheet(
    book: WrittenWorkbook, name: str, columns: Sequence[str], rows: Iterable[Sequence[str | None]]
) -> None:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    sheet.append(list(columns))
    for number, row in enumerate(rows, 2):
        if number > MOST_ROWS:
            raise UnwritableError(f"{name} has more rows than a sheet holds ({MOST_ROWS:,}).")
        sheet.append([cell_of(sheet, name, number, value) for value in row])


def cell_of(sheet: Any, name: str, row: int, value: str | None) -> Any:
    if value is None:
        return None
    if len(value) > LONGEST_CELL:
        told = f"a cell of {len(value):,} characters; a workbook holds {LONGEST_CELL:,}"
        raise UnwritableError(f"{name}, row {row}: {told}. Write CSV instead.")
    if found := NO_XML.search(value):
        told = f"the sign U+{ord(found[0]):04X}, which no workbook holds"
        raise UnwritableError(f"{name}, row {row}: {told}. Write CSV instead.")
    # What would be read as the escape of another sign is escaped itself.
    cell = WriteOnlyCell(sheet, ESCAPE.sub("_x005F_", value))
    # Told after the value: what begins with = was taken for a formula.
    cell.data_type, cell.number_format = TEXT, TEXT_FORMAT
    return cell
