"""Files that are there whole or not at all, and archives whose bytes say nothing of when or where.

Not here: what is written into them (dump.py, workbooks.py).
"""

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

#: The first moment a .zip can name; archives of the same content must be the same file.
MOMENT = (1980, 1, 1, 0, 0, 0)


#: How folders begin in which files are being written; what was killed leaves one behind.
UNFINISHED = ".unfinished-"


@contextmanager
def unfinished(path: Path) -> Iterator[Path]:
    """A place beside it that nobody else writes to; it becomes the file when all is written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(mkdtemp(prefix=UNFINISHED, dir=path.parent))
    try:
        yield folder / path.name
        (folder / path.name).replace(path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def unfinished_files(folder: Path) -> Iterator[Path]:
    """A folder inside of it, whose files move to their places when all are written."""
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    place = Path(mkdtemp(prefix=UNFINISHED, dir=folder))
    try:
        yield place
        for file in place.iterdir():
            file.replace(folder / file.name)
    finally:
        shutil.rmtree(place, ignore_errors=True)
        if is_new and not any(folder.iterdir()):
            folder.rmdir()


class Archive(zipfile.ZipFile):
    """A .zip to write, in which every file is of the same moment and the same system."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "w", zipfile.ZIP_DEFLATED)

    def adding(self, name: str) -> Any:
        """A stream for what the file is to hold."""
        return self.open(member(name), "w", force_zip64=True)

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **options: Any) -> None:
        super().writestr(member(str(zinfo_or_arcname)), data)

    def write(self, filename: Any, arcname: Any = None, *args: Any, **options: Any) -> None:
        with Path(filename).open("rb") as source, self.adding(str(arcname)) as target:
            shutil.copyfileobj(source, target)


def member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, MOMENT)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    info.create_system = 3  # Unix, wherever it is made
    return info
