"""Making a release: the public record frozen under a version, for others to cite and to build upon.

A release is a folder of files that never change again. It is made beside its place and moved there
whole. `release.json` says how far the feed of changes had come, so that the release and the feed
from there on give the present state. Not here: which releases there are (releases.py).
"""

import csv
import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from negotiations.exchange.citing import cff
from negotiations.exchange.codebook import write_codebook
from negotiations.exchange.columns import join_entries
from negotiations.exchange.comparing import Counts, Difference, counted, differences, rows_in
from negotiations.exchange.describing import dcat
from negotiations.exchange.dump import export_csv, export_lines, export_parquet, reading
from negotiations.exchange.extras import PARQUET, MissingExtraError, demand
from negotiations.exchange.releases import (
    NAME,
    SUMS,
    TOLD,
    VERSION,
    Release,
    ReleasedFile,
    folder_of_releases,
    numbers,
    releases,
    sum_of,
)
from negotiations.exchange.sheets import SHEETS
from negotiations.reports.changes import data_version
from negotiations.reports.coverage import Coverage, coverage
from negotiations.reports.ledger import ROOTS, ledger_rows

#: How folders begin in which a release is being made.
MAKING = ".making-"
CHANGES, ANALYST, DCAT = "CHANGES.csv", "offers_with_answers.csv", "dcat.jsonld"
IN_ORDER = 'offer.date_earliest, offer."time", offer.seq nulls last, offer.date_latest, offer.slug'
HEAD_OF_COUNTS = "| kind | rows | added | changed | removed |\n|---|---|---|---|---|\n"


class ReleaseError(Exception):
    """A release that cannot be made, as a sentence."""


def make_release(version: str) -> Release:
    """Freeze the public record as it stands. Raises ReleaseError."""
    folder_of_releases().mkdir(parents=True, exist_ok=True)
    with alone(folder_of_releases()):
        before = next(iter(releases()), None)
        refuse(version, before)
        remove_what_killed_ones_left()
        return frozen(version, before)


def remove_what_killed_ones_left() -> None:
    """Only for whoever holds the lock: nobody is still writing there."""
    for left in folder_of_releases().glob(f"{MAKING}*"):
        shutil.rmtree(left, ignore_errors=True)


def frozen(version: str, before: Release | None) -> Release:
    with unfinished(folder_of_releases() / version) as folder:
        with reading(published=True):
            seq = data_version()
            for place in (folder, folder / f"{NAME}-{version}.zip"):
                export_csv(place, name=NAME, version=version, published=True)
            export_lines(folder, published=True)
            if gives_parquet():
                export_parquet(folder, published=True)
            write_analyst(folder / ANALYST)
            covered = coverage()
        found = list(differences(before.folder, folder)) if before else []
        counts = counted(folder, iter(found))
        made = Release(
            version,
            datetime.now(UTC).isoformat(timespec="seconds"),
            seq,
            before.version if before else "",
            [asdict(one) for one in counts],
            covers(covered),
            countries(folder),
        )
        write_rows(folder / CHANGES, Difference._fields, found)
        text(folder / "CHANGES.md", changes_told(made, counts))
        text(folder / "codebook.md", write_codebook())
        text(folder / "CITATION.cff", cff(made))
        text(folder / TOLD, as_json(asdict(made)))
        text(folder / DCAT, as_json(dcat(made, files_in(folder))))
        text(folder / SUMS, "".join(sums(folder)))
    return made


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else makes a release meanwhile; whoever is killed leaves no lock behind."""
    lock = os.open(folder, os.O_RDONLY)
    try:
        claim(lock)
        yield
    finally:
        os.close(lock)


def claim(lock: int) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise ReleaseError("Another release is being made; try again in a while.") from error


def refuse(version: str, before: Release | None) -> None:
    if not VERSION.fullmatch(version):
        raise ReleaseError(f"{version} is no version: give three numbers, such as 1.0.0.")
    if before and numbers(version) <= numbers(before.version):
        raise ReleaseError(f"{before.version} is released: the next version is a later one.")


@contextmanager
def unfinished(place: Path) -> Iterator[Path]:
    """A folder that moves to its place when all of it is there, and cannot be written any more."""
    folder = Path(tempfile.mkdtemp(prefix=MAKING, dir=place.parent))
    try:
        yield folder
        for file in folder.iterdir():
            file.chmod(0o444)
        folder.chmod(0o755)
        try:
            folder.rename(place)
        except OSError as error:
            raise ReleaseError(f"{place.name} is there already, and never changes.") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def gives_parquet() -> bool:
    """Whether this machine can write Parquet; a release without it says so by having none."""
    try:
        demand(PARQUET)
    except MissingExtraError:
        return False
    return True


def covers(found: Coverage) -> str:
    return f"{found.earliest}/{found.latest}" if found.earliest and found.latest else ""


def countries(folder: Path) -> list[str]:
    """Those in which the places of the tables lie."""
    cells = (row["countries"] for row in rows_in(folder / SHEETS["places"].file))
    return sorted({code for told in cells for code in told.split(";") if code})


def as_json(told: dict[str, Any]) -> str:
    return json.dumps(told, indent=2) + "\n"


def text(file: Path, told: str) -> None:
    file.write_text(told, encoding="utf-8", newline="\n")


def write_analyst(file: Path) -> None:
    """Offers with their terms, answers and how they ended: the table most questions begin with."""
    rows = ledger_rows(ROOTS, IN_ORDER, datetime.now(UTC).date())
    names = list(rows[0]) if rows else ["slug"]
    write_rows(file, names, (map(cell, row.values()) for row in rows))


def cell(value: Any) -> str:
    if isinstance(value, list):
        return join_entries(value)
    return "" if value is None else str(value)


def write_rows(file: Path, names: Sequence[str], rows: Iterable[Iterable[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(rows)


def changes_told(made: Release, counts: list[Counts]) -> str:
    heading = f"# {made.version}\n\n"
    if not made.before:
        heading += "The first release: nothing stands before it.\n\n"
    else:
        heading += f"Compared with {made.before}; {CHANGES} has every field, before and after.\n\n"
    rows = [
        f"| {one.sheet} | {one.rows} | {one.added} | {one.changed} | {one.removed} |\n"
        for one in counts
    ]
    return f"{heading}{HEAD_OF_COUNTS}{''.join(rows)}"


def sums(folder: Path) -> Iterator[str]:
    """The lines of a file that `sha256sum --check` reads."""
    for file in files_in(folder):
        yield f"{file.sha256}  {file.name}\n"


def files_in(folder: Path) -> Iterator[ReleasedFile]:
    """What is there so far; not the sums, which are not in themselves."""
    for file in sorted(folder.iterdir()):
        if file.name != SUMS:
            yield ReleasedFile(file, sum_of(file))
