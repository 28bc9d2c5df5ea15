"""The one door for imports: what a path is decides how it is read."""

from pathlib import Path
from typing import Any

from negotiations.exchange.delimited import Tell, ignored
from negotiations.exchange.findings import PackageError
from negotiations.exchange.fixtures import import_fixture
from negotiations.exchange.load import Outcome, import_package, refuse_when_busy
from negotiations.exchange.mapping import NOTHING_MAPPED, Map

#: How the name of a fixture of Django ends.
FIXTURE = ".json"


def import_path(
    path: Path,
    *,
    mapped: Map = NOTHING_MAPPED,
    status: str | None = None,
    dry_run: bool = False,
    as_checked: str = "",
    drafts_only: bool = False,
    actor: Any = None,
    tell: Tell = ignored,
) -> Outcome:
    """Import a folder, .zip, CSV file or workbook of tables, or a .json fixture."""
    if not path.exists():
        raise PackageError(f"There is no {path}.")
    if not path.is_file() and not path.is_dir():
        raise PackageError(f"{path} is no file and no folder.")
    refuse_when_busy()
    if path.suffix.lower() == FIXTURE:
        if mapped is not NOTHING_MAPPED:
            raise PackageError("A map is for tables; a fixture names everything as Django does.")
        if as_checked:
            raise PackageError("Only what a check of tables foresaw can be held to.")
        if drafts_only:
            raise PackageError("A fixture states whole records: give tables to import drafts.")
        return import_fixture(path, status=status, dry_run=dry_run, actor=actor)
    return import_package(
        path,
        mapped=mapped,
        status=status,
        dry_run=dry_run,
        as_checked=as_checked,
        drafts_only=drafts_only,
        actor=actor,
        tell=tell,
    )
