"""A map: how a spreadsheet names what a package calls otherwise, written as TOML.

It says which of its sheets (or files) hold which kind, which columns are which, and what its words
mean. One sheet may hold several kinds. docs/importing.md tells how a map is written; here it is
read and checked. How rows pass through it is mapped.py's business.
"""

import codecs
import re
import tomllib
from collections.abc import Mapping as Names
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from negotiations.exchange.delimited import STRICT, UTF8, Form
from negotiations.exchange.findings import PackageError, nearest_or_all
from negotiations.exchange.sheets import SHEETS, Sheet

TABLES, LEFT_OUT = "table", "left_out"
TEXTS = ("encoding", "delimiter")
SHAPES = {dict: "a table", list: "a list", str: "a text", bool: "true or false"}


#: What can stand between cells: no letter or digit, no quote, no end of a line.
DELIMITER = re.compile(r"[\t !#-/:-@[-^`{-~]")
#: `{their column}`, or `{their column|slug}` for its cell as a slug.
PLACE = re.compile(r"{([^{}|]+)(\|slug)?}")
#: What a form of dates may tell: day, month and year, the year in four digits.
DIRECTIVE = re.compile("%.")
PARTS = {"%d": "d", "%m": "m", "%b": "m", "%B": "m", "%Y": "y"}
TOLD = {"dmy": "%Y-%m-%d", "my": "%Y-%m", "y": "%Y"}


@dataclass(frozen=True)
class TableMap:
    """One kind as one sheet of theirs holds it."""

    sheet: str
    kind: Sheet
    #: By our column: theirs.
    columns: Names[str, str] = field(default_factory=dict)
    #: By our column: a text, in which `{their column}` stands for its cell.
    made: Names[str, str] = field(default_factory=dict)
    #: By their column: our word for each of theirs.
    words: Names[str, Names[str, str]] = field(default_factory=dict)
    #: By their column: how its days are written, as strptime has it.
    dates: Names[str, str] = field(default_factory=dict)
    #: By their column: what stands between the members of a list.
    separators: Names[str, str] = field(default_factory=dict)
    #: Their columns that are not taken.
    left_out: list[str] = field(default_factory=list)
    #: Their column whose every member makes a row; without it, each row makes one.
    each: str = ""
    #: Their column without which a row makes none.
    only_with: str = ""
    #: Whether rows that say the same are one.
    once: bool = False


@dataclass(frozen=True)
class Map:
    """All that a map says."""

    tables: tuple[TableMap, ...] = ()
    #: Sheets of theirs that are not taken.
    left_out: tuple[str, ...] = ()
    form: Form = STRICT

    def of(self, sheet: str) -> list[TableMap]:
        """What a sheet of theirs holds; nothing where the map does not name it."""
        return [table for table in self.tables if table.sheet == sheet]


NOTHING_MAPPED = Map()
#: What a table may say, with the type each must have.
SAID = {
    **dict.fromkeys(("sheet", "kind", "each", "only_with"), str),
    **dict.fromkeys(("columns", "made", "words", "dates", "separators"), dict),
    "left_out": list,
    "once": bool,
}


def read_map(path: Path) -> Map:
    """Raises PackageError, which names the place."""
    if path.exists() and not path.is_file():
        raise PackageError(f"The map {path} is no file.")
    try:
        told = tomllib.loads(path.read_text(encoding=UTF8))
    except OSError as error:
        raise PackageError(f"The map {path} cannot be read: {error}.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise PackageError(f"The map {path.name} cannot be read: {error}.") from error
    known = (TABLES, LEFT_OUT, *TEXTS)
    for name in told:
        if name not in known:
            raise PackageError(
                f"{path.name}: {name}: A map says no such thing{nearest_or_all(name, known)}."
            )
    tables = told.get(TABLES, [])
    if not isinstance(tables, list) or not all(isinstance(said, dict) for said in tables):
        raise PackageError(f"{path.name}: {TABLES}: Each is written [[{TABLES}]].")
    left_out = told.get(LEFT_OUT, [])
    list_of_texts(f"{path.name}: {LEFT_OUT}", left_out)
    found = tuple(
        read_table(f"{path.name}: [[{TABLES}]] {number}", said)
        for number, said in enumerate(tables, 1)
    )
    refuse_twice(path.name, found)
    return Map(found, tuple(left_out), read_form(path.name, told))


def read_form(place: str, told: dict[str, Any]) -> Form:
    encoding, delimiter = (told.get(name, getattr(STRICT, name)) for name in TEXTS)
    try:
        "".encode(encoding)
    except (LookupError, TypeError, ValueError) as error:
        raise PackageError(f"{place}: encoding: There is no encoding {encoding}.") from error
    if not isinstance(delimiter, str) or not DELIMITER.fullmatch(delimiter):
        raise PackageError(f"{place}: delimiter: Give one sign, such as ; or \\t.")
    # With or without a byte order mark it is UTF-8.
    is_utf8 = codecs.lookup(encoding).name == "utf-8"
    return Form(UTF8 if is_utf8 else encoding, delimiter)


def read_table(place: str, said: dict[str, Any]) -> TableMap:
    for name, value in said.items():
        if name not in SAID:
            raise PackageError(
                f"{place}: {name}: A table says no such thing{nearest_or_all(name, SAID)}."
            )
        if not isinstance(value, SAID[name]):
            raise PackageError(f"{place}: {name}: Give {SHAPES[SAID[name]]}.")
    for name in ("sheet", "kind"):
        if name not in said:
            raise PackageError(f"{place}: {name} is missing.")
    kind = said["kind"]
    if kind not in SHEETS:
        raise PackageError(
            f"{place}: kind: No kind is called {kind}{nearest_or_all(kind, SHEETS)}."
        )
    table = TableMap(**{**said, "kind": SHEETS[kind]})
    check(place, table)
    return table


def check(place: str, table: TableMap) -> None:
    """Our columns must be columns of the kind, each told once, and all texts texts."""
    for part in ("columns", "made"):
        for ours in getattr(table, part):
            if ours not in table.kind.accepted:
                raise PackageError(
                    f"{place}: {part}: {ours} is no column of {table.kind.name}"
                    f"{nearest_or_all(ours, table.kind.accepted)}."
                )
    for ours in table.columns.keys() & table.made.keys():
        raise PackageError(f"{place}: made: {ours} is among the columns already.")
    for part in ("columns", "made", "dates", "separators"):
        all_texts(f"{place}: {part}", getattr(table, part))
    for ours, text in table.made.items():
        if re.search("[{}]", PLACE.sub("", text)):
            raise PackageError(f"{place}: made: {ours}: Write {{column}} or {{column|slug}}.")
    list_of_texts(f"{place}: {LEFT_OUT}", table.left_out)
    for theirs, form in table.dates.items():
        check_form(f"{place}: dates: {theirs}", form)
    for theirs, separator in table.separators.items():
        if not separator:
            raise PackageError(f"{place}: separators: {theirs}: Give at least one character.")
    for theirs, words in table.words.items():
        if not isinstance(words, dict):
            raise PackageError(f"{place}: words: {theirs}: Give {SHAPES[dict]}.")
        all_texts(f"{place}: words: {theirs}", words)


def all_texts(place: str, told: Names[str, Any]) -> None:
    for name, value in told.items():
        if not isinstance(value, str):
            raise PackageError(f"{place}: {name}: Give a text.")


def list_of_texts(place: str, told: Any) -> None:
    if not isinstance(told, list) or not all(isinstance(member, str) for member in told):
        raise PackageError(f"{place}: Give a list of texts.")


def check_form(place: str, form: str) -> None:
    """A form that cannot be read would leave every day as it is, without a word."""
    try:
        parts = "".join(sorted(PARTS[part] for part in DIRECTIVE.findall(form)))
        datetime.strptime(date(2001, 2, 28).strftime(form), form)
    except (KeyError, ValueError, re.error):
        parts = ""
    if parts not in TOLD:
        raise PackageError(f"{place}: {form!r} is no form of dates, such as %d.%m.%Y or %B %Y.")


def told_by(form: str) -> str:
    """How a date of the form is written by us: no finer than it is told."""
    return TOLD["".join(sorted(PARTS[part] for part in DIRECTIVE.findall(form)))]


def refuse_twice(place: str, tables: tuple[TableMap, ...]) -> None:
    kinds = [table.kind.name for table in tables]
    for kind in kinds:
        if kinds.count(kind) > 1:
            raise PackageError(f"{place}: Two tables make {kind}: one must hold all of them.")
