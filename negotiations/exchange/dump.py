"""Writing the records out: as a package, the same bytes anywhere, any time; or as a workbook.

Not here: how a cell is written (selection.py), and the description of the package (package.py).
"""

import csv
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from itertools import chain
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from negotiations.exchange import package, workbooks
from negotiations.exchange.columns import Column
from negotiations.exchange.selection import selected
from negotiations.exchange.sheets import REASON, SHEETS, Sheet
from negotiations.worlds.reading import public_record

#: The first moment a .zip can name; packages of the same content must be the same file.
ZIP_MOMENT = (1980, 1, 1, 0, 0, 0)
VERSION = "1.0.0"
ROWS_AT_ONCE = 2_000

Opener = Callable[[str], Any]


def export_csv(
    path: Path, *, name: str = "", version: str = VERSION, published: bool = False
) -> list[str]:
    """Write every sheet and the description to a folder or a .zip; answer the files' names.

    With `published` it is the public record: no draft, nor any reference to one.
    """
    with reading(published) as cursor, opener(path) as open_file:
        reasoned = reasoned_sheets(cursor)
        for sheet in SHEETS.values():
            with open_file(sheet.file) as stream:
                copy_out(cursor, sheet, stream, sheet.name in reasoned)
        with open_file(package.FILE) as stream:
            stream.write(package.described(name or named(path), version, reasoned))
    return [*(sheet.file for sheet in SHEETS.values()), package.FILE]


def export_xlsx(path: Path, *, published: bool = False) -> list[str]:
    """Write every sheet into one workbook; answer its name. Raises workbooks.UnwritableError."""
    with reading(published) as cursor:
        reasoned = reasoned_sheets(cursor)
        workbooks.write(
            path, (as_written(cursor, sheet, sheet.name in reasoned) for sheet in SHEETS.values())
        )
    return [path.name]


@contextmanager
def reading(published: bool) -> Iterator[CursorWrapper]:
    """All sheets as they stand at one moment, or as the public record shows them."""
    world = public_record() if published else nullcontext()
    with one_moment(), world, connection.cursor() as cursor:
        yield cursor


def reasoned_sheets(cursor: CursorWrapper) -> set[str]:
    """Those that tell why rows were withdrawn."""
    return {sheet.name for sheet in SHEETS.values() if has_withdrawn(cursor, sheet)}


def as_written(cursor: CursorWrapper, sheet: Sheet, with_reasons: bool) -> workbooks.Written:
    columns = columns_of(sheet, with_reasons)
    cursor.execute(selected(sheet, columns))
    rows = iter(lambda: cursor.fetchmany(ROWS_AT_ONCE), [])
    return sheet.name, [column.name for column in columns], chain.from_iterable(rows)


def columns_of(sheet: Sheet, with_reasons: bool) -> list[Column]:
    return list((sheet.accepted if with_reasons else sheet.columns).values())


def describe(folder: Path, *, name: str = "", version: str = VERSION) -> None:
    """Write only the description, of a package whose tables are there."""
    reasoned = {sheet.name for sheet in SHEETS.values() if tells_reasons(folder / sheet.file)}
    described = package.described(name or named(folder), version, reasoned)
    (folder / package.FILE).write_bytes(described)


def named(path: Path) -> str:
    """The package's name that a path makes: lower-case, with `-` for what a name cannot hold."""
    return re.sub("[^a-z0-9._-]+", "-", path.stem.lower()).strip("-") or "parley"


def tells_reasons(file: Path) -> bool:
    if not file.is_file():
        return False
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return REASON in next(csv.reader(stream), [])


def standing_at(path: Path) -> list[str]:
    """What is there already and would be written over, or stand among what is written."""
    if path.is_dir():
        return sorted(file.name for file in path.iterdir())
    return [path.name] if path.exists() else []


def would_replace(names: list[str]) -> list[str]:
    """Those of the names that an export writes itself."""
    own = {*(sheet.file for sheet in SHEETS.values()), package.FILE}
    return [name for name in names if name in own]


@contextmanager
def one_moment() -> Iterator[None]:
    """A transaction that sees all sheets as they stand at its start."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("set transaction isolation level repeatable read, read only")
        yield


def has_withdrawn(cursor: Any, sheet: Sheet) -> bool:
    cursor.execute(f"select exists (select from {sheet.table} where status = 'withdrawn')")
    return bool(cursor.fetchone()[0])


def copy_out(cursor: Any, sheet: Sheet, stream: IO[bytes], with_reasons: bool) -> None:
    statement = selected(sheet, columns_of(sheet, with_reasons))
    cursor.copy_expert(f"copy ({statement}) to stdout (format csv, header)", stream)


@contextmanager
def opener(path: Path) -> Iterator[Opener]:
    """What opens a file of the package for writing, by its name."""
    if path.suffix == ".zip":
        path.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(path, "w") as archive:
            yield lambda name: archive.open(member(name), "w")
        return
    path.mkdir(parents=True, exist_ok=True)
    yield lambda name: (path / name).open("wb")


def member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, ZIP_MOMENT)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    info.create_system = 3  # Unix, wherever it is made
    return info
