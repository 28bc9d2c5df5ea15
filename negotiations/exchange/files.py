"""Where a package's tables come from: a folder, a .zip, one file of a table, or a workbook.

Here a table is only rows of cells under a name. What the cells mean is rows.py's business.
"""

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, ClassVar

from negotiations.exchange import delimited, lines, unpacking, workbooks
from negotiations.exchange.delimited import STRICT, Form, Record, Tear, Tell
from negotiations.exchange.findings import FileFindings, Finding, Findings, PackageError, nearest
from negotiations.exchange.mapped import Mapped
from negotiations.exchange.mapping import NOTHING_MAPPED, Map, TableMap
from negotiations.exchange.sheets import SHEETS, Sheet
from negotiations.exchange.workbooks import Refuse, Workbook

CHUNK = 1 << 20


@dataclass(frozen=True)
class TextFile:
    """A CSV file, by itself or in a .zip."""

    #: Without its ending, which is what a kind or a map calls it.
    name: str
    #: What findings call it.
    shown: str
    path: Path
    size: int
    member: str = ""
    form: Form = STRICT

    @property
    def whole(self) -> tuple[Path, str]:
        """What is read for it, which other tables may share."""
        return self.path, self.member

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        if not self.member:
            with self.path.open("rb") as stream:
                yield stream
            return
        with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as stream:
            yield stream

    #: The row that names the columns.
    header: ClassVar[int] = 1

    def records(self, refuse: Refuse, tear: Tear, tell: Tell) -> Iterator[Record]:
        return delimited.records_of(self.open, self.form, tear, tell)

    def place_of(self, finding: Finding) -> int:
        """The row to name."""
        return finding.row


@dataclass(frozen=True)
class LinesFile(TextFile):
    """A file of JSON lines, each of which names its columns; what is said of one is told where."""

    header: ClassVar[int] = 0

    @cached_property
    def keys(self) -> dict[str, int]:
        return lines.places_of_keys(self.open)

    def records(self, refuse: Refuse, tear: Tear, tell: Tell) -> Iterator[Record]:
        sheet, header = SHEETS[self.name], list(self.keys)
        return lines.records_of(self.open, sheet, header, refuse, tear, tell)

    def place_of(self, finding: Finding) -> int:
        return finding.row or self.keys.get(finding.column, 0)


@dataclass(frozen=True)
class WorkbookSheet:
    """One sheet of a workbook."""

    name: str
    shown: str
    path: Path
    size: int
    book: Workbook
    header: ClassVar[int] = 1

    @property
    def whole(self) -> tuple[Path, str]:
        return self.path, ""

    def records(self, refuse: Refuse, tear: Tear, tell: Tell) -> Iterator[Record]:
        return self.book.records_of(self.name, refuse, tear, tell)

    def place_of(self, finding: Finding) -> int:
        return finding.row


Source = TextFile | WorkbookSheet
#: By their endings the files that are one table each.
TABLES: dict[str, type[TextFile]] = {".csv": TextFile, lines.ENDING: LinesFile}


@dataclass
class Table:
    """The rows of one kind, as the package has them or as a map makes them."""

    sheet: Sheet
    source: Source
    map: TableMap | None = None
    mapped: Mapped | None = field(default=None, init=False)

    @property
    def file(self) -> str:
        """What the import itself calls it, whatever it came in."""
        return self.sheet.file

    def records(self, findings: Findings, tell: Tell) -> Iterator[Record]:
        """The header, then the rows that have any cell."""
        findings.tell_as(self.file, self.told)
        found = FileFindings(self.file, findings)
        if self.map is None:
            yield from found.watched(self.source.records(found.refuse_cell, found.tear, tell))
            return
        self.mapped = Mapped(self.map, found)
        records = self.source.records(self.mapped.refuse_cell, found.tear, tell)
        yield from self.mapped.records(records)

    def told(self, finding: Finding) -> Finding:
        """The finding in the words of whoever made the file."""
        found = replace(finding, file=self.source.shown, row=self.source.place_of(finding))
        if self.mapped is None:
            return found
        column = self.mapped.theirs(finding.column)
        return replace(found, row=self.row_of(finding.row), column=column)

    def row_of(self, line: int) -> int:
        """Where a row stands in the file: a map numbers rows anew."""
        return self.mapped.row_of(line) if self.mapped else line


@contextmanager
def tables_in(
    path: Path, findings: Findings, mapped: Map = NOTHING_MAPPED
) -> Iterator[list[Table]]:
    """The tables of a package, in the order of the sheets; a CSV file of no sheet is a finding."""
    with sources_in(path, mapped.form) as sources:
        refuse_unknown_sheets(mapped, [source.name for source in sources])
        found = [table for source in sources for table in tables_of(source, mapped, findings)]
        if not found and not len(findings):
            told = path.name or path
            raise PackageError(f"{told} holds no table, such as {next(iter(SHEETS))}.csv.")
        refuse_twice(found)
        yield sorted(found, key=lambda table: list(SHEETS).index(table.sheet.name))


@contextmanager
def sources_in(path: Path, form: Form) -> Iterator[Sequence[Source]]:
    """The files or sheets of a package; they can be read until this is left."""
    ending = path.suffix.lower()
    if path.is_dir():
        files = sorted(file for file in path.iterdir() if file.suffix.lower() in TABLES)
        yield [table_file(file, form) for file in files]
    elif ending == ".zip":
        yield [replace(member, form=form) for member in zip_members(path)]
    elif ending in TABLES:
        yield [table_file(path, form)]
    elif ending == workbooks.ENDING:
        with workbooks.opened(path) as book:
            size = path.stat().st_size
            names = book.sheets
            yield [WorkbookSheet(name, f"{path.name}/{name}", path, size, book) for name in names]
    else:
        raise PackageError(
            f"{path.name} is no package: give a folder or a .zip of tables (.csv, .jsonl), one "
            "such file, a workbook (.xlsx), or a .json fixture."
        )


def table_file(path: Path, form: Form) -> TextFile:
    """A folder or a pipe may have any name; of a pipe the end would be waited for."""
    if not path.is_file():
        raise PackageError(f"{path.name} is no file.")
    made = TABLES[path.suffix.lower()]
    return made(path.stem, path.name, path, path.stat().st_size, form=form)


def tables_of(source: Source, mapped: Map, findings: Findings) -> list[Table]:
    """What a source holds: by the map, or by its own name."""
    if source.name in mapped.left_out:
        return []
    maps = mapped.of(source.name)
    if maps and isinstance(source, LinesFile):
        raise PackageError(f"{source.shown} takes no map: its keys are the columns of its kind.")
    if maps:
        return [Table(one.kind, source, one) for one in maps]
    if source.name not in SHEETS:
        reason = f"No kind has this name{nearest(source.name, SHEETS)}."
        findings.add(source.shown, 0, "", "", reason)
        return []
    return [Table(SHEETS[source.name], source)]


def refuse_unknown_sheets(mapped: Map, names: list[str]) -> None:
    for name in (*(table.sheet for table in mapped.tables), *mapped.left_out):
        if name not in names:
            raise PackageError(f"The map names a sheet {name!r}{nearest(name, names)}.")


def refuse_twice(tables: list[Table]) -> None:
    kinds = [table.sheet.name for table in tables]
    for table in tables:
        if kinds.count(table.sheet.name) > 1:
            raise PackageError(f"Two tables hold {table.sheet.name}: one must hold all of them.")


def zip_members(path: Path) -> Iterator[TextFile]:
    """The files of the archive's top, or of the one folder at its top."""
    entries = unpacking.entries_of(path, unpacking.MOST_UNPACKED)
    tables = [entry for entry in entries if entry.filename.lower().endswith(tuple(TABLES))]
    tables = [entry for entry in tables if not entry.filename.startswith("__MACOSX")]
    folders = {PurePosixPath(entry.filename).parent for entry in tables}
    if len(folders) > 1:
        raise PackageError(f"{path.name} has tables in several folders: {len(folders)}.")
    for entry in sorted(tables, key=lambda entry: entry.filename):
        file = PurePosixPath(entry.filename)
        made = TABLES[file.suffix.lower()]
        yield made(file.stem, file.name, path, entry.file_size, entry.filename)


def digest(tables: list[Table], mapped: Map = NOTHING_MAPPED) -> str:
    """SHA-256 over the names and bytes of the tables, whatever they came in, and over the map."""
    whole = sha256()
    for table in tables:
        whole.update(f"{table.file}\0{table.source.size}\0".encode())
    for source in {table.source.whole: table.source for table in tables}.values():
        try:
            with opened(source) as stream:
                while chunk := stream.read(CHUNK):
                    whole.update(chunk)
        except unpacking.UNREADABLE as error:
            raise PackageError(f"{source.shown} cannot be read: {error}.") from error
    if mapped != NOTHING_MAPPED:
        whole.update(repr(mapped).encode())
    return whole.hexdigest()


def opened(source: Source) -> AbstractContextManager[IO[bytes]]:
    return source.open() if isinstance(source, TextFile) else source.path.open("rb")
