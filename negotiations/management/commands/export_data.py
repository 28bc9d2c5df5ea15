"""`manage.py export_data`: the records as a data package, in one canonical form.

What is written stands in exchange/dump.py.
"""

import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from negotiations.exchange import workbooks
from negotiations.exchange.dump import (
    describe,
    export_csv,
    export_xlsx,
    standing_at,
    would_replace,
)

#: What the Data Package standard recommends.
NAME = re.compile("[a-z0-9._-]+")
MOST_TOLD = 5


class Command(BaseCommand):
    help = (
        "Write all records to a folder, or to a .zip, of CSV files with their datapackage.json; or "
        "to a workbook (.xlsx), every cell a text."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="a folder, or a file in .zip or .xlsx")
        parser.add_argument("--format", choices=["csv", "xlsx"], help="default: what PATH ends in")
        parser.add_argument(
            "--published", action="store_true", help="only the public record, no drafts"
        )
        parser.add_argument("--name", default="", help="the package's name (default: PATH's)")
        parser.add_argument(
            "--replace", action="store_true", help="write over the files of a package that is there"
        )
        parser.add_argument(
            "--only-description",
            action="store_true",
            help="write only datapackage.json, anew from the models",
        )

    def handle(self, *, path: Any, name: str, published: bool, **options: Any) -> None:
        path = Path(path)
        is_workbook = path.suffix == workbooks.ENDING
        if is_workbook != ((options["format"] or path.suffix.strip(".")) == "xlsx"):
            raise CommandError("A workbook is a file that ends in .xlsx, and nothing else does.")
        if path.is_file() and not is_workbook and path.suffix != ".zip":
            raise CommandError(f"{path} is a file: give a folder, or a name that ends in .zip.")
        if name and not NAME.fullmatch(name):
            raise CommandError(
                f"{name} cannot name a package: take lower-case letters, digits, '.', '-' and '_'."
            )
        if not options["replace"] and not options["only_description"]:
            refuse_to_replace(path)
        try:
            if options["only_description"]:
                describe(path.resolve(), name=name)
                return
            if is_workbook:
                files = export_xlsx(path.resolve(), published=published)
            else:
                files = export_csv(path.resolve(), name=name, published=published)
        except workbooks.UnwritableError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error}") from error
        if options["verbosity"]:
            self.stdout.write(f"Wrote {len(files)} files to {path}.")


def refuse_to_replace(path: Path) -> None:
    """A package is kept in more hands than one: nothing that is there is lost without a word."""
    standing = standing_at(path)
    if not standing:
        return
    if path.is_file():
        told = f"{path} is there already. --replace writes it anew."
    elif replaced := would_replace(standing):
        told = f"{path} holds a package. --replace writes over {listed(replaced)}"
        others = [name for name in standing if name not in replaced]
        told += f" and leaves {listed(others)}." if others else "."
    else:
        told = f"{path} is not empty: it holds {listed(standing)}. --replace writes beside them."
    raise CommandError(f"Nothing was written: {told}")


def listed(names: list[str]) -> str:
    """The first of the names, and how many more."""
    more = len(names) - MOST_TOLD
    return ", ".join(names[:MOST_TOLD]) + (f" and {more} more" if more > 0 else "")
