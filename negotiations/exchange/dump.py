"""Writing the records out, in each form: the same records are the same bytes anywhere, any time.

Which of them are written, and that they stand by themselves, is closing.py's business. Not here:
how a cell is written (selection.py, lines.py), and the description of a package (package.py).
"""

import csv
import json
import re
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from django.core.serializers.json import Serializer
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Prefetch

from negotiations.exchange import lines, package, workbooks
from negotiations.exchange.archives import UNFINISHED, Archive, unfinished, unfinished_files
from negotiations.exchange.choosing import EVERYTHING, Filters
from negotiations.exchange.closing import Part, part_of_records
from negotiations.exchange.columns import Column, ManyColumn
from negotiations.exchange.extras import PARQUET, loaded
from negotiations.exchange.flat import digits_of, holds
from negotiations.exchange.selection import selected
from negotiations.exchange.sheets import REASON, SHEETS, Sheet
from negotiations.models import Record
from negotiations.worlds.copying import copy
from negotiations.worlds.reading import public_record

VERSION = "1.0.0"
ROWS_AT_ONCE = 2_000
CHUNK = 1 << 20

Opener = Callable[[str], Any]


@dataclass(frozen=True)
class Dump:
    """What is written: some of the records, or all, as they stand where the cursor reads."""

    cursor: CursorWrapper
    part: Part
    #: The sheets that tell why rows were withdrawn.
    reasoned: frozenset[str]

    def columns(self, sheet: Sheet) -> list[Column]:
        return columns_of(sheet, sheet.name in self.reasoned)

    def statement(self, sheet: Sheet) -> str:
        return selected(sheet, self.columns(sheet), self.part.condition(sheet))

    def copy(self, sheet: Sheet, stream: IO[bytes], form: str = "format csv, header") -> None:
        copy(self.cursor, f"copy ({self.statement(sheet)}) to stdout ({form})", stream)


@contextmanager
def dumping(published: bool, filters: Filters) -> Iterator[Dump]:
    """With `published` it is the public record: no draft, nor any reference to one."""
    with reading(published) as cursor:
        part = part_of_records(cursor, filters)
        reasoned = {sheet.name for sheet in SHEETS.values() if has_withdrawn(cursor, sheet, part)}
        yield Dump(cursor, part, frozenset(reasoned))


@contextmanager
def reading(published: bool) -> Iterator[CursorWrapper]:
    """All sheets as they stand at one moment, or as the public record shows them."""
    world = public_record() if published else nullcontext()
    with one_moment(), world, connection.cursor() as cursor:
        yield cursor


def has_withdrawn(cursor: CursorWrapper, sheet: Sheet, part: Part) -> bool:
    cursor.execute(
        f"select exists (select from {sheet.table} as x "
        f"where x.status = 'withdrawn' and {part.condition(sheet)})"
    )
    return bool(cursor.fetchone()[0])


def columns_of(sheet: Sheet, with_reasons: bool) -> list[Column]:
    return list((sheet.accepted if with_reasons else sheet.columns).values())


@contextmanager
def one_moment() -> Iterator[None]:
    """A transaction that sees all sheets as they stand at its start."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("set transaction isolation level repeatable read, read only")
        yield


# --- Forms with a file for each kind --------------------------------------------------------------


def export_csv(
    path: Path,
    *,
    name: str = "",
    version: str = VERSION,
    published: bool = False,
    filters: Filters = EVERYTHING,
) -> list[str]:
    """Write every sheet and the description to a folder or a .zip; answer the files' names."""
    with dumping(published, filters) as dump, opener(path) as open_file:
        for sheet in SHEETS.values():
            with open_file(sheet.file) as stream:
                dump.copy(sheet, stream)
        with open_file(package.FILE) as stream:
            told = package.description(name or named(path), version, dump.reasoned, filters.told())
            stream.write(package.as_file(told))
    return [*(sheet.file for sheet in SHEETS.values()), package.FILE]


def export_lines(
    path: Path, *, published: bool = False, filters: Filters = EVERYTHING
) -> list[str]:
    """Write every sheet as JSON lines to a folder or a .zip; answer the files' names."""
    with dumping(published, filters) as dump, opener(path) as open_file:
        for sheet in SHEETS.values():
            with open_file(f"{sheet.name}{lines.ENDING}") as stream:
                condition = dump.part.condition(sheet)
                lines.copy_lines(dump.cursor, sheet, dump.columns(sheet), stream, condition)
    return [f"{sheet.name}{lines.ENDING}" for sheet in SHEETS.values()]


def export_parquet(
    path: Path, *, published: bool = False, filters: Filters = EVERYTHING
) -> list[str]:
    """Write every sheet as Parquet to a folder or a .zip. Raises extras.MissingExtraError."""
    parquet = loaded(PARQUET)
    with dumping(published, filters) as dump, opener(path) as open_file:
        for sheet in SHEETS.values():
            columns = [
                parquet.Typed(column.name, holds(column), digits_of(column))
                for column in dump.columns(sheet)
            ]
            with open_file(f"{sheet.name}.parquet") as stream, TemporaryFile() as rows:
                dump.copy(sheet, rows, "format csv")
                rows.seek(0)
                for piece in parquet.from_csv(columns, iter(lambda: rows.read(CHUNK), b"")):
                    stream.write(piece)
    return [f"{sheet.name}.parquet" for sheet in SHEETS.values()]


@contextmanager
def opener(path: Path) -> Iterator[Opener]:
    """What opens a file of the package for writing, by its name."""
    if path.suffix == ".zip":
        with unfinished(path) as place, Archive(place) as archive:
            yield archive.adding
        return
    with unfinished_files(path) as folder:
        yield lambda name: (folder / name).open("wb")


# --- Forms of one file ----------------------------------------------------------------------------


def export_xlsx(path: Path, *, published: bool = False, filters: Filters = EVERYTHING) -> list[str]:
    """Write every sheet into one workbook; answer its name. Raises workbooks.UnwritableError."""
    with dumping(published, filters) as dump:
        workbooks.write(path, (as_written(dump, sheet) for sheet in SHEETS.values()))
    return [path.name]


def as_written(dump: Dump, sheet: Sheet) -> workbooks.Written:
    dump.cursor.execute(dump.statement(sheet))
    rows = iter(lambda: dump.cursor.fetchmany(ROWS_AT_ONCE), [])
    return sheet.name, [column.name for column in dump.columns(sheet)], chain.from_iterable(rows)


def export_fixture(
    path: Path, *, published: bool = False, filters: Filters = EVERYTHING
) -> list[str]:
    """Write all records as one fixture of Django, known by their slugs; answer its name."""
    with (
        dumping(published, filters) as dump,
        unfinished(path) as place,
        place.open("w", encoding="utf-8", newline="\n") as stream,
        closing(all_records(dump.part)) as records,
    ):
        Serializer().serialize(
            records,
            stream=stream,
            use_natural_foreign_keys=True,
            use_natural_primary_keys=True,
            indent=2,
        )
    return [path.name]


def all_records(part: Part) -> Generator[Record, None, None]:
    for sheet in SHEETS.values():
        yield from records_of(sheet, part)


def records_of(sheet: Sheet, part: Part) -> Iterator[Record]:
    """The records of the sheet in the order of their slugs, with the slugs they refer to."""
    fields: list[Any] = list(sheet.model._meta.concrete_fields)
    references = [field.name for field in fields if field.many_to_one]
    told = [field.name for field in fields if field.serialize]
    rows: Any = sheet.model.objects.order_by("slug")
    if part.keys is not None:
        rows = rows.filter(pk__in=part.keys.get(sheet.model, ()))
    found: Iterator[Record] = (
        rows.select_related(*references)
        .only(*told, *(f"{name}__slug" for name in references))
        .prefetch_related(*map(slugs_in, sheet.lists))
        .iterator(ROWS_AT_ONCE)
    )
    return found


def slugs_in(column: ManyColumn) -> Any:
    target: Any = column.target
    return Prefetch(column.name, target.objects.only("slug"))


# --- Packages that are there ----------------------------------------------------------------------


def describe(folder: Path, *, name: str = "", version: str = VERSION) -> None:
    """Write only the description, of a package whose tables are there; a part stays one."""
    reasoned = {sheet.name for sheet in SHEETS.values() if tells_reasons(folder / sheet.file)}
    file = folder / package.FILE
    told = package.description(name or named(folder), version, reasoned, told_filters(file))
    file.write_bytes(package.as_file(told))


def told_filters(file: Path) -> dict[str, str]:
    """What a description that is there says of its part; nothing of one that cannot be read."""
    try:
        told = json.loads(file.read_bytes())[package.FILTERS]
        return {str(name): str(value) for name, value in told.items()}
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return {}


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
        names = (file.name for file in path.iterdir())
        return sorted(name for name in names if not name.startswith(UNFINISHED))
    return [path.name] if path.exists() else []
