"""`manage.py import_data`: a package of CSV files into the records, all of it or nothing.

What an import is stands in exchange/; here is only what the terminal sees.
"""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from negotiations.choices import Status
from negotiations.exchange.files import PackageError
from negotiations.exchange.importing import import_path
from negotiations.exchange.load import Busy, Outcome

FINDINGS, BUSY = 1, 2


class Command(BaseCommand):
    help = "Import a data package: everything is checked first, then all is written or nothing."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="a folder or .zip of CSV files, or .json")
        parser.add_argument("--dry-run", action="store_true", help="check and plan, write nothing")
        parser.add_argument(
            "--status",
            choices=[Status.DRAFT.value, Status.PUBLISHED.value],
            help="the status of rows which do not state one (default: draft)",
        )
        parser.add_argument("--report", type=Path, help="write plan and findings there, as JSON")

    def handle(self, *, path: Any, dry_run: bool, status: str | None, **options: Any) -> None:
        try:
            outcome = self.run(Path(path), dry_run, status)
        except Busy:
            self.stderr.write("Another import is running; nothing was done.")
            sys.exit(BUSY)
        except PackageError as error:
            raise CommandError(str(error)) from error
        if report := options["report"]:
            text = json.dumps(outcome.as_dict(), indent=2, ensure_ascii=False)
            Path(report).write_text(text + "\n", encoding="utf-8")
        self.tell(outcome, options["verbosity"])
        if outcome.findings:
            sys.exit(FINDINGS)

    def run(self, path: Path, dry_run: bool, status: str | None) -> Outcome:
        with tqdm(unit="B", unit_scale=True, disable=None, leave=False) as bar:
            return import_path(path, status=status, dry_run=dry_run, tell=bar.update)

    def tell(self, outcome: Outcome, verbosity: int) -> None:
        for finding in outcome.findings:
            self.stderr.write(str(finding))
        if outcome.findings:
            self.stderr.write(f"{len(outcome.findings)} findings; nothing was written.")
            return
        if verbosity:
            for share in outcome.plan:
                self.stdout.write(
                    f"{share.sheet:<15} {share.new:>7} new {share.changed:>7} changed "
                    f"{share.unchanged:>7} unchanged"
                )
