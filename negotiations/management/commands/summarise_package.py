"""`manage.py summarise_package`: what a data package holds and how well it is sourced.

What is counted, and what the words mean, stands in exchange/summary.py. No database is asked.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from negotiations.exchange.findings import PackageError
from negotiations.exchange.summary import END, START, put_between_markers, summary


class Command(BaseCommand):
    help = "Count the rows of a data package and how they are sourced, as Markdown tables."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="a folder or a .zip of CSV files")
        parser.add_argument(
            "--into",
            type=Path,
            metavar="PAGE",
            help=f"write the tables into this page, between {START} and {END}",
        )

    def handle(self, *, path: Path, into: Path | None, **options: Any) -> None:
        try:
            text = summary(path)
            if into is None:
                self.stdout.write(text)
                return
            page = put_between_markers(into.read_text(encoding="utf-8"), text)
        except (PackageError, OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        into.write_text(page, encoding="utf-8", newline="\n")
        self.stdout.write(f"Wrote the tables into {into}.")
