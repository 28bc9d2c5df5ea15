"""Where a package's tables come from: a folder or a .zip of CSV files, or one CSV file.

Here a table is only bytes under a name. Reading them is rows.py's business.
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO

from negotiations.exchange.findings import Findings, nearest
from negotiations.exchange.sheets import SHEETS, Sheet

MOST_UNPACKED = 2_000_000_000
#: A larger ratio than any table of words reaches, once there is enough of it to matter.
MOST_RATIO = 20
RATIO_COUNTS_FROM = 50_000_000
CHUNK = 1 << 20


class PackageError(Exception):
    """A package that cannot be opened at all, as a sentence."""


@dataclass(frozen=True)
class Table:
    """The bytes of one sheet."""

    sheet: Sheet
    file: str
    size: int
    path: Path
    member: str = ""

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        if not self.member:
            with self.path.open("rb") as stream:
                yield stream
            return
        with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as stream:
            yield stream


def tables_in(path: Path, findings: Findings) -> list[Table]:
    """The tables of a package, in the order of the sheets; a CSV file of no sheet is a finding."""
    if path.is_dir():
        files = [file for file in sorted(path.iterdir()) if file.is_file()]
        members = [(file.name, file.stat().st_size, file, "") for file in files]
    elif path.suffix == ".zip":
        members = list(zip_members(path))
    elif path.suffix == ".csv":
        members = [(path.name, path.stat().st_size, path, "")]
    else:
        raise PackageError(
            f"{path.name} is no package: give a folder or a .zip of CSV files, one CSV file, "
            "or a .json fixture. Workbooks (.xlsx) are not read yet: save each sheet as CSV UTF-8."
        )
    found = [table for member in members if (table := table_named(*member, findings))]
    if not found and not len(findings):
        raise PackageError(f"{path} holds no table, such as {next(iter(SHEETS))}.csv.")
    return sorted(found, key=lambda table: list(SHEETS).index(table.sheet.name))


def table_named(file: str, size: int, path: Path, member: str, findings: Findings) -> Table | None:
    name, dot, ending = file.rpartition(".")
    if not dot or ending.lower() != "csv":
        return None
    if name not in SHEETS:
        findings.add(file, 0, "", "", f"No kind has this name{nearest(name, SHEETS)}.")
        return None
    return Table(SHEETS[name], file, size, path, member)


def zip_members(path: Path) -> Iterator[tuple[str, int, Path, str]]:
    """The files of the archive's top, or of the one folder at its top."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, OSError) as error:
        raise PackageError(f"{path.name} cannot be opened as a .zip: {error}.") from error
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > MOST_UNPACKED or unpacked > max(RATIO_COUNTS_FROM, MOST_RATIO * packed):
        raise PackageError(f"{path.name} unpacks to {unpacked:,} bytes, which is too much.")
    tables = [entry for entry in entries if entry.filename.lower().endswith(".csv")]
    tables = [entry for entry in tables if not entry.filename.startswith("__MACOSX")]
    folders = {PurePosixPath(entry.filename).parent for entry in tables}
    if len(folders) > 1:
        raise PackageError(f"{path.name} has tables in several folders: {len(folders)}.")
    if any(entry.flag_bits & 1 for entry in tables):
        raise PackageError(f"{path.name} is encrypted.")
    for entry in sorted(tables, key=lambda entry: entry.filename):
        yield PurePosixPath(entry.filename).name, entry.file_size, path, entry.filename


def digest(tables: list[Table]) -> str:
    """SHA-256 over the names and bytes of the tables, whatever they came in."""
    whole = sha256()
    for table in tables:
        whole.update(f"{table.file}\0{table.size}\0".encode())
        try:
            with table.open() as stream:
                while chunk := stream.read(CHUNK):
                    whole.update(chunk)
        except (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError) as error:
            raise PackageError(f"{table.file} cannot be read: {error}.") from error
    return whole.hexdigest()
