"""Tables as JSON lines: an object a line, with the columns of the table as keys, and typed values.

A list is a list, a number a number, what is empty is null; all else is the text of the cell. So a
line and a row of a table are the same by value. What the values mean is rows.py's business: here
each becomes the cell that a table would have, or is refused at its place.
"""

import json
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import IO, Any

from django.db.backends.utils import CursorWrapper

from negotiations.exchange.columns import Column, ListColumn, ManyColumn, NumberColumn, join_entries
from negotiations.exchange.delimited import (
    LONGEST_CELL,
    MOST_COLUMNS,
    UTF16,
    Opener,
    Record,
    Tear,
    Tell,
)
from negotiations.exchange.selection import selected, value
from negotiations.exchange.sheets import Sheet
from negotiations.exchange.workbooks import Refuse
from negotiations.worlds.copying import copy

ENDING = ".jsonl"
LONGEST_LINE = 20_000_000
#: Of a number without its exponent; beyond, its column refuses it as it stands.
MOST_DIGITS = 60
SURROGATE = re.compile("[\ud800-\udfff]")
#: What a file without lines is taken to name: it may be the table of a kind without records.
NO_LINES = ["slug"]


# --- Writing --------------------------------------------------------------------------------------


def copy_lines(
    cursor: CursorWrapper,
    sheet: Sheet,
    columns: list[Column],
    stream: IO[bytes],
    condition: str = "true",
) -> None:
    """Write the rows for which the condition holds, in the order of slugs."""
    told = f"select row_to_json(d)::text from ({selected(sheet, columns, condition, value)}) as d"
    # No sign ends or quotes a line: JSON text has neither of these two.
    form = r"format csv, quote e'\x01', delimiter e'\x02'"
    copy(cursor, f"copy ({told}) to stdout ({form})", stream)


# --- Reading --------------------------------------------------------------------------------------


class Number(str):
    """The digits of a number, as they stand."""

    __slots__ = ()


class TwiceError(ValueError):
    """A key stands twice in one object."""


def records_of(
    open_file: Opener, sheet: Sheet, header: list[str], refuse: Refuse, tear: Tear, tell: Tell
) -> Iterator[Record]:
    """The header as line 0, then each line as the cells of its row."""
    yield 0, header
    for line, found in objects_in(open_file, tear, tell):
        for place, name in enumerate(header):
            if reason := why_no_cell(sheet.accepted.get(name), found.get(name)):
                refuse(line, place, told(found[name]), reason)
        yield line, [cell_of(found.get(name)) for name in header]


def places_of_keys(open_file: Opener) -> dict[str, int]:
    """All keys, in the order in which they come up, with the line on which each is the first."""
    places: dict[str, int] = {}
    for line, found in objects_in(open_file, ignored, ignored):
        for name in found:
            if len(places) <= MOST_COLUMNS:
                places.setdefault(name, line)
    return places or dict.fromkeys(NO_LINES, 0)


def ignored(*_: object) -> None:
    """Tells nobody."""


def objects_in(open_file: Opener, tear: Tear, tell: Tell) -> Iterator[tuple[int, dict[str, Any]]]:
    """The object on each line; a line that has none is told, and the next is read."""
    with open_file() as stream:
        line = 0
        while content := stream.readline(LONGEST_LINE + 1):
            line += 1
            tell(len(content))
            if line == 1 and content.startswith(UTF16):
                tear(line, "The file is UTF-16: save it as UTF-8.")
                return
            if len(content) > LONGEST_LINE:
                tear(line, f"The line is longer than {LONGEST_LINE:,} bytes.")
                return
            found = object_on(content, line, tear)
            if found is not None:
                yield line, found


def object_on(content: bytes, line: int, tear: Tear) -> dict[str, Any] | None:
    try:
        text = content.decode("utf-8-sig" if line == 1 else "utf-8").strip()
        if not text:
            return None
        found = json.loads(
            text,
            object_pairs_hook=once_each,
            parse_int=Number,
            parse_float=Number,
            parse_constant=Number,
        )
    except UnicodeDecodeError as error:
        tear(line, f"The line is not UTF-8, from byte {error.start + 1} on: save it as UTF-8.")
    except TwiceError as error:
        tear(line, str(error))
    except (ValueError, RecursionError) as error:
        tear(line, f"The line is not JSON: {error}.")
    else:
        if isinstance(found, dict):
            return found
        tear(line, "The line is no object, such as {" + '"slug": "us"' + "}.")
    return None


def once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise TwiceError(f"The key {twice[:80]!r} stands twice.")
    return found


def why_no_cell(column: Column | None, value: Any) -> str:
    """Why the value cannot stand in the column, as a sentence; "" where it can.

    A column that the kind has not got is refused by its name, not for what stands there.
    """
    if value is None or column is None:
        return ""
    if isinstance(column, ListColumn | ManyColumn):
        return why_no_list(column, value)
    if isinstance(column, NumberColumn):
        return "" if isinstance(value, Number) else f"A number stands here, as {column.example}."
    if isinstance(value, Number) or not isinstance(value, str):
        return f"A text stands here, in quotes, not {named(value)}."
    return why_no_text(value)


def why_no_list(column: Column, value: Any) -> str:
    is_list = isinstance(value, list) and all(type(entry) is str for entry in value)
    if not is_list:
        return f'A list of texts stands here, as ["a", "b"], not {named(value)}.'
    if isinstance(column, ManyColumn) and any(";" in entry for entry in value):
        return "Each slug is an entry of the list by itself."
    if "" in value:
        return "An entry is empty."
    return why_no_text("".join(value))


def why_no_text(text: str) -> str:
    if len(text) > LONGEST_CELL:
        return f"The text has more than {LONGEST_CELL:,} characters."
    return "Half of a pair of UTF-16 stands alone." if SURROGATE.search(text) else ""


def named(value: Any) -> str:
    if isinstance(value, Number):
        return "a number"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, str):
        return "a text"
    return "an object" if isinstance(value, dict) else "a list of other things"


def cell_of(value: Any) -> str:
    """The cell of a table that says the same; of what was refused, nothing that would be read."""
    if isinstance(value, Number):
        return plain(value)
    if isinstance(value, list):
        return SURROGATE.sub("?", join_entries(value))
    return SURROGATE.sub("?", value) if isinstance(value, str) else ""


def plain(number: Number) -> str:
    """Without an exponent or trailing zeros: some programs write 3 as 3.0, and 50000 as 5e4."""
    try:
        found = Decimal(number)
    except InvalidOperation:
        return str(number)
    if not found.is_finite() or len(number) > MOST_DIGITS or abs(found.adjusted()) > MOST_DIGITS:
        return str(number)
    text = format(found, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def told(value: Any) -> str:
    """What stands there, as a finding shows it."""
    if isinstance(value, str):
        return SURROGATE.sub("?", value)
    return json.dumps(value)
