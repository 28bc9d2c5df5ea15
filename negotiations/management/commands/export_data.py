"""`manage.py export_data`: the records as a data package, in one canonical form.

What is written stands in exchange/dump.py.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from negotiations.exchange.dump import describe, export_csv


class Command(BaseCommand):
    help = "Write all records to a folder, or to a .zip, of CSV files with their datapackage.json."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="a folder, or a file that ends in .zip")
        parser.add_argument("--format", choices=["csv"], default="csv", help="default: csv")
        parser.add_argument(
            "--published", action="store_true", help="only the public record, no drafts"
        )
        parser.add_argument("--name", default="", help="the package's name (default: PATH's)")
        parser.add_argument(
            "--only-description",
            action="store_true",
            help="write only datapackage.json, anew from the models",
        )

    def handle(self, *, path: Any, name: str, published: bool, **options: Any) -> None:
        path = Path(path)
        if path.is_file() and path.suffix != ".zip":
            raise CommandError(f"{path} is a file: give a folder, or a name that ends in .zip.")
        try:
            if options["only_description"]:
                describe(path.resolve(), name=name)
                return
            files = export_csv(path.resolve(), name=name, published=published)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error}") from error
        if options["verbosity"]:
            self.stdout.write(f"Wrote {len(files)} files to {path}.")
