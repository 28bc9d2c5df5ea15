"""The one door for exports: what a path and a form say decides how the records are written."""

from collections.abc import Callable
from pathlib import Path

from negotiations.exchange import lines, package, workbooks
from negotiations.exchange.choosing import EVERYTHING, Filters
from negotiations.exchange.dump import (
    export_csv,
    export_fixture,
    export_lines,
    export_parquet,
    export_xlsx,
    standing_at,
)
from negotiations.exchange.importing import FIXTURE as FIXTURE_ENDING
from negotiations.exchange.sheets import SHEETS

CSV, XLSX, LINES, PARQUET, FIXTURE = FORMS = ("csv", "xlsx", "jsonl", "parquet", "fixture")
#: The forms that are one file, by the ending of its name; the others are a folder or a .zip.
ONE_FILE = {workbooks.ENDING: XLSX, FIXTURE_ENDING: FIXTURE}
#: How the files of the others end.
ONE_OF_MANY = {".csv": CSV, lines.ENDING: LINES, ".parquet": PARQUET}
ZIP = ".zip"
WRITERS: dict[str, Callable[..., list[str]]] = {
    XLSX: export_xlsx,
    LINES: export_lines,
    PARQUET: export_parquet,
    FIXTURE: export_fixture,
}


class ExportError(Exception):
    """An export that cannot be meant, as a sentence that says what to do."""


def export_path(
    path: Path,
    form: str,
    *,
    name: str = "",
    published: bool = False,
    filters: Filters = EVERYTHING,
) -> list[str]:
    """Write the records to a path in a form that fits it (form_of); answer the files' names."""
    if form == CSV:
        return export_csv(path, name=name, published=published, filters=filters)
    return WRITERS[form](path, published=published, filters=filters)


def form_of(path: Path, form: str = "") -> str:
    """The form that was told, else what the path's ending tells. Raises ExportError."""
    told = ONE_FILE.get(path.suffix)
    if path.suffix in ONE_OF_MANY:
        wanted = ONE_OF_MANY[path.suffix]
        raise ExportError(
            f"{wanted} is a file for each kind: give a folder or a name that ends in {ZIP}, "
            f"and --format {wanted}."
        )
    if told and form not in ("", told):
        raise ExportError(
            f"{path.name} ends as {told} does, and --format says {form}: leave --format out, or "
            f"give {place_for(form)}."
        )
    if form in ONE_FILE.values() and not told:
        raise ExportError(f"{form} is one file: give {place_for(form)}.")
    if path.is_file() and not told and path.suffix != ZIP:
        raise ExportError(f"{path} is a file: give a folder, or a name that ends in {ZIP}.")
    return form or told or CSV


def place_for(form: str) -> str:
    """What a path is to be for the form."""
    endings = [ending for ending, one in ONE_FILE.items() if one == form]
    return f"a name that ends in {endings[0]}" if endings else f"a folder, or a name in {ZIP}"


def would_replace(path: Path, form: str) -> list[str]:
    """What stands there that an export in this form writes itself."""
    if path.is_file():
        return [path.name]
    ending = next((ending for ending, one in ONE_OF_MANY.items() if one == form), "")
    own = {f"{sheet}{ending}" for sheet in SHEETS} | ({package.FILE} if form == CSV else set())
    return [name for name in standing_at(path) if name in own]
