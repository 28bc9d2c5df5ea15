"""Archives (.zip, and .xlsx, which is one): what is refused before anything of them is unpacked.

Nothing is ever unpacked to a disk under a name of an archive. What its files mean is others'
business, and so are archives that are written (archives.py).
"""

import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from negotiations.exchange.findings import PackageError

MOST_UNPACKED = 2_000_000_000
#: A workbook keeps all of its words in memory while it is read.
MOST_UNPACKED_WORKBOOK = 300_000_000
#: A larger ratio than any table of words reaches, once there is enough of it to matter.
MOST_RATIO = 20
RATIO_COUNTS_FROM = 50_000_000
#: Of the list of entries, which is taken into memory whole.
MOST_LISTED = 2_000_000
#: What the library raises over archives that are not as it expects.
UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError),
    *(NotImplementedError, RuntimeError, ValueError),
)


class Sipped(FileIO):
    """A file of which nobody takes more at once than the longest list of entries."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size and size > MOST_LISTED:
            raise zipfile.BadZipFile("it lists too many files")
        return super().read(-1 if size is None else size)


@contextmanager
def opened(path: Path) -> Iterator[ZipFile]:
    """Raises PackageError for what is no archive."""
    try:
        with Sipped(path) as file:
            ZipFile(file).close()
        archive = ZipFile(path)
    except UNREADABLE as error:
        raise PackageError(f"{path.name} cannot be opened as a {path.suffix}: {error}.") from error
    with archive:
        yield archive


def entries_of(path: Path, most: int) -> list[ZipInfo]:
    """The files of an archive. Raises PackageError for what no honest archive holds."""
    with opened(path) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    for name, times in Counter(entry.filename for entry in entries).items():
        if times > 1:
            raise PackageError(f"{path.name} holds {name} {times} times.")
    for entry in entries:
        if reason := dishonest(entry):
            raise PackageError(f"{path.name}: {entry.filename} {reason}.")
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > most or unpacked > max(RATIO_COUNTS_FROM, MOST_RATIO * packed):
        raise PackageError(f"{path.name} unpacks to {unpacked:,} bytes, which is too much.")
    return entries


def dishonest(entry: ZipInfo) -> str:
    """Why an entry is not taken, if so."""
    place = PurePosixPath(entry.filename)
    if place.is_absolute() or ".." in place.parts or "\\" in entry.filename:
        return "names a place outside of it"
    if entry.flag_bits & 1:
        return "is encrypted"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "is a link and no file"
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return "is packed in another way than deflated"
    return ""
