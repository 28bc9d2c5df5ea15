"""Writing the records out as a package: the same records give the same bytes anywhere, any time.

Not here: the description of the package (package.py).
"""

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction

from negotiations.exchange.package import described
from negotiations.exchange.selection import selected
from negotiations.exchange.sheets import SHEETS, Sheet

#: The first moment a .zip can name; files of the same content must be the same file.
ZIP_MOMENT = (1980, 1, 1, 0, 0, 0)

Opener = Callable[[str], Any]


def export_csv(path: Path, *, name: str = "") -> list[str]:
    """Write every sheet and the description to a folder or a .zip; answer the files' names."""
    name = name or path.stem
    with transaction.atomic(), opener(path) as open_file, connection.cursor() as cursor:
        cursor.execute("set transaction isolation level repeatable read")
        for sheet in SHEETS.values():
            with open_file(sheet.file) as stream:
                copy_out(cursor, sheet, stream)
        with open_file("datapackage.json") as stream:
            stream.write(described(name))
    return [*(sheet.file for sheet in SHEETS.values()), "datapackage.json"]


def copy_out(cursor: Any, sheet: Sheet, stream: IO[bytes]) -> None:
    statement = selected(sheet, list(sheet.columns.values()))
    cursor.copy_expert(f"copy ({statement}) to stdout (format csv, header)", stream)


@contextmanager
def opener(path: Path) -> Iterator[Opener]:
    """What opens a file of the package for writing, by its name."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            yield lambda name: archive.open(member(name), "w")
        return
    path.mkdir(parents=True, exist_ok=True)
    yield lambda name: (path / name).open("wb")


def member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, ZIP_MOMENT)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    info.create_system = 3
    return info
