"""Which version the next release should have, and what changed since the last.

The rule is that of docs/releases.md: what readers of the files must change moves the first number,
what is new the second, what is only corrected the third.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from negotiations.exchange import package
from negotiations.exchange.comparing import Counts, counted, differences
from negotiations.exchange.dump import export_csv
from negotiations.exchange.releases import NAME, Release, numbers, releases

FIRST = "1.0.0"
#: A column of a table, or a word that it may hold.
Word = tuple[str, ...]


@dataclass(frozen=True)
class Proposal:
    """The version a release made now should have; empty where it would be the last one again."""

    version: str
    before: Release | None
    counts: list[Counts]


def proposed() -> Proposal:
    """Holds the public record as it stands against the last release."""
    before = next(iter(releases()), None)
    with TemporaryDirectory() as place:
        present = Path(place)
        export_csv(present, name=NAME, published=True)
        found = differences(before.folder, present) if before else iter(())
        counts = counted(present, found)
        version = following(before, counts, words_in(present)) if before else FIRST
    return Proposal(version, before, counts)


def following(before: Release, counts: list[Counts], words: set[Word]) -> str:
    first, second, third = numbers(before.version)
    known = words_in(before.folder)
    if known - words:
        return f"{first + 1}.0.0"
    if words - known or any(one.added for one in counts):
        return f"{first}.{second + 1}.0"
    if any(one.changed or one.removed for one in counts):
        return f"{first}.{second}.{third + 1}"
    return ""


def words_in(folder: Path) -> set[Word]:
    """The columns and the words of a package, as it describes itself."""
    told = json.loads((folder / package.FILE).read_text(encoding="utf-8"))
    return {word for table in told["resources"] for word in words_of(table)}


def words_of(table: dict[str, Any]) -> Iterator[Word]:
    for field in table["schema"]["fields"]:
        yield table["name"], field["name"]
        for word in field.get("constraints", {}).get("enum", ()):
            yield table["name"], field["name"], word
