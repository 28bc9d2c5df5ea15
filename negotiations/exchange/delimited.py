"""Reading delimited text (CSV) strictly, row by row; whatever ends the reading early is a finding.

Here a row is its first line and its cells. What the cells mean is rows.py's business.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import IO, Any

LONGEST_CELL = 1_000_000
LONGEST_ROW = 10_000_000
MOST_COLUMNS = 200
READ_AT_ONCE = 1 << 16
UTF8 = "utf-8-sig"
UTF16 = (b"\xff\xfe", b"\xfe\xff")
#: How bytes that are no UTF-8 are kept in a text, and what they are in it.
ODD, ODD_BYTE = "surrogateescape", re.compile("[\udc80-\udcff]")

#: The line on which a row begins (in a workbook its number), and its cells.
Record = tuple[int, list[str]]
#: Is told after which line nothing more can be read, and why.
Tear = Callable[[int, str], object]
Tell = Callable[[int], object]
Opener = Callable[[], AbstractContextManager[IO[bytes]]]


@dataclass(frozen=True)
class Form:
    """How a text is written, where it is not as a package writes it."""

    encoding: str = UTF8
    delimiter: str = ","


STRICT = Form()


def records_of(open_file: Opener, form: Form, tear: Tear, tell: Tell) -> Iterator[Record]:
    """The rows that have any cell, the header among them."""
    csv.field_size_limit(LONGEST_CELL)
    with open_file() as stream:
        source = Told(stream, tell)
        buffered = io.BufferedReader(source, READ_AT_ONCE)
        text = io.TextIOWrapper(buffered, encoding=form.encoding, newline="")
        rows = csv.reader(text, strict=True, delimiter=form.delimiter)
        line = 1
        try:
            for cells in rows:
                source.waiting = 0
                if cells:
                    yield line, cells
                line = rows.line_num + 1
        except csv.Error as error:
            tear(line, f"The file is not well-formed CSV from here on: {error}.")
        except UnicodeError:
            tear(*undecodable(open_file, form))


def undecodable(open_file: Opener, form: Form) -> tuple[int, str]:
    """The first line that is not in the encoding, and what to do."""
    if form.encoding != UTF8:
        return 1, f"The file is not in the encoding that its map names ({form.encoding})."
    with open_file() as stream:
        if stream.read(2) in UTF16:
            return 1, "The file is UTF-16: save it as UTF-8."
    with open_file() as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", errors=ODD, newline="")
        for number, line in enumerate(iter(lambda: text.readline(LONGEST_ROW), ""), 1):
            if odd := ODD_BYTE.search(line):
                place = len(line[: odd.start()].encode()) + 1
                found = f"0x{ord(odd[0]) - 0xDC00:02X} at byte {place} of the line"
                return number, f"The file is not UTF-8 ({found}): save it as UTF-8."
    return 1, "The file is not UTF-8."


def ragged(cells: list[str], header: list[str]) -> str:
    """Why a row is refused that has not as many cells as the header."""
    return f"The row has {len(cells)} cells, the header {len(header)}."


def ignored(_: int) -> None:
    """Tells nobody how far the reading is."""


class Told(io.RawIOBase):
    """A stream that tells how many bytes were read, and refuses a row without an end."""

    def __init__(self, stream: IO[bytes], tell: Tell) -> None:
        self.stream = stream
        self.told = tell
        #: Read since the last row was complete.
        self.waiting = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        chunk = self.stream.read(len(buffer))
        buffer[: len(chunk)] = chunk
        self.told(len(chunk))
        self.waiting += len(chunk)
        if self.waiting > LONGEST_ROW:
            raise csv.Error(f"a row has more than {LONGEST_ROW:,} bytes")
        return len(chunk)
