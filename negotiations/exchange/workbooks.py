"""The sheets of a workbook (.xlsx), read as rows of texts and written as cells of text.

A cell that is read is what it shows to whoever typed it: a number without a trailing zero, a day as
ISO 8601. What no text stands for is refused at its place: a formula, an error, a moment. What is
written is text and nothing else: a spreadsheet neither works it out nor takes it for a date.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.read_only import EmptyCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.writer.excel import ExcelWriter

from negotiations.exchange.archives import MOMENT, Archive, unfinished
from negotiations.exchange.delimited import MOST_COLUMNS, Record, Tear, Tell

ENDING = ".xlsx"
MIDNIGHT = time()
FORMULA, ERROR = "f", "e"
#: What the library raises over files that are not as it expects.
UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, InvalidFileException, ParseError, OSError, EOFError),
    *(AttributeError, IndexError, KeyError, NotImplementedError, TypeError, ValueError),
)

#: What a workbook can hold, by its format.
LONGEST_CELL, MOST_ROWS = 32_767, 1_048_576
TEXT, TEXT_FORMAT = "s", "@"
#: How the format writes signs that XML has not got, and so a text that looks like such a sign too.
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
#: What is a sign of no language, yet may stand in a text.
NO_XML = re.compile("[\ufffe\uffff]")

#: Is told the row, the place among its cells, what stands there, and why that is refused.
Refuse = Callable[[int, int, str, str], object]


class UnreadableError(Exception):
    """A file that is no workbook."""


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    # Closed by us: the library leaves open what it cannot read.
    with path.open("rb") as stream, closing(load_workbook(stream, read_only=True)) as book:
        yield book


def sheets_of(path: Path) -> list[str]:
    """The names of its sheets of cells, in their order. Raises UnreadableError."""
    try:
        with opened(path) as book:
            return [sheet.title for sheet in book.worksheets]
    except UNREADABLE as error:
        raise UnreadableError(str(error)) from error


def records_of(path: Path, sheet: str, refuse: Refuse, tear: Tear, tell: Tell) -> Iterator[Record]:
    """The rows that have any cell, each as wide as the header, or wider where more is there."""
    width = 0
    try:
        with opened(path) as book:
            # What a sheet says of its own size may be a million rows, or nothing.
            book[sheet].reset_dimensions()
            for row in book[sheet].iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS + 1):
                cells = list(texts(row, refuse))
                while len(cells) > width and not cells[-1]:
                    cells.pop()
                if not any(cells):
                    continue
                width = width or len(cells)
                cells += [""] * (width - len(cells))
                tell(sum(map(len, cells)))
                yield number_of(row), cells
    except UNREADABLE as error:
        tear(0, f"The sheet cannot be read: {error}.")


def number_of(row: tuple[Any, ...]) -> int:
    return next(int(cell.row) for cell in row if not isinstance(cell, EmptyCell))


def texts(row: tuple[Any, ...], refuse: Refuse) -> Iterator[str]:
    for place, cell in enumerate(row):
        text, reason = ("", "") if isinstance(cell, EmptyCell) else read(cell)
        if reason:
            refuse(int(cell.row), place, text, reason)
        yield text


def read(cell: Any) -> tuple[str, str]:
    """The cell as text, and why it cannot stand, if so."""
    value = cell.value
    if cell.data_type == FORMULA:
        return str(value), "The cell is a formula: put its value there."
    if cell.data_type == ERROR:
        return str(value), "The cell is an error of the spreadsheet."
    if isinstance(value, datetime):
        if value.time() != MIDNIGHT:
            return value.isoformat(), "The cell is a moment: give the day, and the time by itself."
        return value.strftime(shown_by(str(cell.number_format))), ""
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes"), ""
    return text_of(value), ""


def shown_by(number_format: str) -> str:
    """How a day is told: a month that was typed is kept as its first day, and shown as a month."""
    signs = re.sub(r'"[^"]*"|\[[^]]*]|\\.', "", number_format).lower()
    if "d" in signs:
        return "%Y-%m-%d"
    return "%Y-%m" if "m" in signs else "%Y"


def text_of(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return plain_number(value)
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))


def plain_number(value: float) -> str:
    """A spreadsheet keeps 2019 as 2019.0, and large numbers with an exponent."""
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


# --- Writing --------------------------------------------------------------------------------------


class UnwritableError(Exception):
    """What no workbook can hold, as a sentence."""


#: A sheet to write: its name, its columns, and its rows in the order of the columns.
Written = tuple[str, Sequence[str], Iterable[Sequence[str | None]]]


def write(path: Path, sheets: Iterable[Written]) -> None:
    """The same sheets are the same file: as far as it tells, it was made at one fixed moment."""
    book = Workbook(write_only=True)
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
    book: Workbook, name: str, columns: Sequence[str], rows: Iterable[Sequence[str | None]]
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
    cell = WriteOnlyCell(sheet, ESCAPED.sub(r"_x005F_x\1_", value))
    # Told after the value: what begins with = was taken for a formula.
    cell.data_type, cell.number_format = TEXT, TEXT_FORMAT
    return cell
