"""The one door for imports: what a path is decides how it is read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from negotiations.exchange.files import PackageError
from negotiations.exchange.fixtures import import_fixture
from negotiations.exchange.load import Outcome, import_package
from negotiations.exchange.rows import ignored


def import_path(
    path: Path,
    *,
    status: str | None = None,
    dry_run: bool = False,
    actor: Any = None,
    tell: Callable[[int], object] = ignored,
) -> Outcome:
    """Import a folder, .zip or CSV file of a package, or a .json fixture."""
    if not path.exists():
        raise PackageError(f"There is no {path}.")
    if path.suffix == ".json":
        return import_fixture(path, status=status, dry_run=dry_run, actor=actor)
    return import_package(path, status=status, dry_run=dry_run, actor=actor, tell=tell)
