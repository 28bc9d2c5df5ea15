"""What a person uploaded, kept so that it is imported just as it was checked.

One upload for each person, in the data home; the next one takes its place, and after a day it goes.
Where several machines serve, they share the data home or ask for the upload again.
"""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from time import time
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

KEPT_SECONDS = 86_400
STATUS = "status"


@dataclass(frozen=True)
class Upload:
    """A file of records, perhaps a map, and the status of rows that state none."""

    folder: Path

    @property
    def file(self) -> Path:
        (found,) = (self.folder / "file").iterdir()
        return found

    @property
    def map(self) -> Path | None:
        return next((self.folder / "map").glob("*"), None)

    @property
    def status(self) -> str:
        return (self.folder / STATUS).read_text(encoding="utf-8")


def keep(person: Any, given: dict[str, Any]) -> Upload:
    """The files under their own names, by which findings call them."""
    uploads().mkdir(mode=0o700, parents=True, exist_ok=True)
    for folder in outdated():
        shutil.rmtree(folder, ignore_errors=True)
    made = Path(mkdtemp(dir=uploads()))
    try:
        fill(made, given)
        forget(person)
        return Upload(made.rename(place_of(person)))
    finally:
        shutil.rmtree(made, ignore_errors=True)


def fill(folder: Path, given: dict[str, Any]) -> None:
    for name in ("file", "map"):
        (folder / name).mkdir()
        if file := given[name]:
            write(folder / name, file)
    (folder / STATUS).write_text(given[STATUS], encoding="utf-8")


def kept(person: Any) -> Upload | None:
    """What the person uploaded last, if it was not imported since."""
    place = place_of(person)
    return Upload(place) if place.is_dir() else None


def forget(person: Any) -> None:
    shutil.rmtree(place_of(person), ignore_errors=True)


def uploads() -> Path:
    return Path(settings.DATA_HOME) / "uploads"


def place_of(person: Any) -> Path:
    return uploads() / f"of-{person.pk}"


def outdated() -> Iterator[Path]:
    before = time() - KEPT_SECONDS
    for folder in uploads().iterdir():
        # Its owner may take it away meanwhile.
        with suppress(FileNotFoundError):
            if folder.stat().st_mtime < before:
                yield folder


def write(folder: Path, file: UploadedFile) -> None:
    """Django has taken any path out of the name."""
    path = folder / str(file.name)
    with path.with_suffix(path.suffix.lower()).open("wb") as target:
        for chunk in file.chunks():
            target.write(chunk)
