"""Releases that stand: which there are, and the files of each with their sums.

What is here is read from the folders alone, and asks the database nothing. Not here: how a release
is made (releasing.py), and how it is cited (citing.py).
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings

NAME = "parley"
#: Semantic versions; what moves which number stands in docs/releases.md.
VERSION = re.compile(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})")
TOLD, SUMS = "release.json", "SHA256SUMS"
PIECE = 1 << 16
PLAIN = "text/plain"
#: By the end of a file's name.
MEDIA_TYPES = {
    ".cff": "application/yaml",
    ".csv": "text/csv",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown",
    ".parquet": "application/vnd.apache.parquet",
    ".zip": "application/zip",
}


@dataclass(frozen=True)
class ReleasedFile:
    """A file of a release, which never changes."""

    path: Path
    sha256: str

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def size(self) -> int:
        return self.path.stat().st_size

    def pieces(self) -> Iterator[bytes]:
        """Its bytes, read as they are asked for."""
        with self.path.open("rb") as stream:
            while piece := stream.read(PIECE):
                yield piece

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES.get(self.path.suffix, PLAIN)


@dataclass(frozen=True)
class Release:
    """A release that stands."""

    version: str
    made_at: str
    #: The place in the feed of changes behind which nothing of it is in the release.
    seq: int
    #: The release it was compared with; empty for the first.
    before: str
    counts: list[dict[str, Any]]
    #: The first and the last day of any event, with a slash between; empty where none is known.
    covers: str = ""
    #: The countries of its places, by their ISO codes.
    countries: list[str] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        return folder_of_releases() / self.version

    @property
    def what(self) -> str:
        return f"Release {self.version}"

    @property
    def day(self) -> str:
        return self.made_at[:10]

    @property
    def rows(self) -> int:
        return sum(int(one["rows"]) for one in self.counts)

    @cached_property
    def files(self) -> dict[str, ReleasedFile]:
        """All of its files by name, in order; last that of the sums, which is not in itself."""
        sums = self.folder / SUMS
        lines = (line.split("  ", 1) for line in sums.read_text(encoding="utf-8").splitlines())
        found = {name: ReleasedFile(self.folder / name, told) for told, name in lines}
        return found | {SUMS: ReleasedFile(sums, sum_of(sums))}


def folder_of_releases() -> Path:
    return Path(settings.DATA_HOME) / "releases"


def releases() -> list[Release]:
    """All that stand, the latest first."""
    folder = folder_of_releases()
    names = [path.name for path in folder.iterdir() if is_whole(path)] if folder.exists() else []
    found = sorted(filter(VERSION.fullmatch, names), key=numbers, reverse=True)
    return [read(folder / version) for version in found]


def is_whole(folder: Path) -> bool:
    """Not one that is still being copied there by hand: it would take the others' page down."""
    return all((folder / name).is_file() for name in (TOLD, SUMS))


def read(folder: Path) -> Release:
    return Release(**json.loads((folder / TOLD).read_text(encoding="utf-8")))


def numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def sum_of(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
