"""`manage.py import_data`: a package of tables into the records, all of it or nothing.

What an import is stands in exchange/; here is only what the terminal sees.
"""

import json
import shutil
import sys
from argparse import ArgumentParser
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error
from django.template.defaultfilters import pluralize
from tqdm import tqdm

from negotiations.choices import Status
from negotiations.exchange.archives import unfinished
from negotiations.exchange.failing import OTHERS_IMPORT, failure, in_one_line
from negotiations.exchange.files import TABLES
from negotiations.exchange.findings import PackageError
from negotiations.exchange.importing import FIXTURE, import_path
from negotiations.exchange.load import Busy, Outcome, Unsure
from negotiations.exchange.mapping import NOTHING_MAPPED, Map, read_map
from negotiations.exchange.refused import write_refused

FINDINGS, BUSY, UNSURE = 1, 2, 3
#: The options that say what is imported how.
ASKED = ("dry_run", "status", "as_checked", "drafts_only")
LOST = (
    "The connection to the database was lost as the import was being committed: {error}\n"
    "All of it was written or nothing. To know which, import it again with --dry-run: where "
    "nothing is new or changed, it was written. To import it again does no harm."
)
#: Changed records of a kind that the terminal shows; the report has more.
MOST_SHOWN = 20


class Command(BaseCommand):
    help = "Import a data package: everything is checked first, then all is written or nothing."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "path", type=Path, help="a folder or .zip of tables (.csv, .jsonl), .xlsx or .json"
        )
        parser.add_argument("--dry-run", action="store_true", help="check and plan, write nothing")
        parser.add_argument(
            "--status",
            choices=[Status.DRAFT.value, Status.PUBLISHED.value],
            help="the status of rows which do not state one (default: draft)",
        )
        parser.add_argument(
            "--as-checked",
            default="",
            metavar="WORD",
            help="write only what the dry run showed that ended with this word",
        )
        parser.add_argument(
            "--drafts-only",
            action="store_true",
            help="refuse what publishes, withdraws or changes what is public",
        )
        parser.add_argument("--map", type=Path, help="how the tables name things, as TOML")
        parser.add_argument("--report", type=Path, help="write plan and findings there, as JSON")
        parser.add_argument(
            "--refused", type=Path, help="write rows with findings into this folder, as CSV"
        )

    def handle(
        self, *, path: Any, report: Any, refused: Any, verbosity: int, **options: Any
    ) -> None:
        if report and not Path(report).resolve().parent.is_dir():
            raise CommandError(f"{report} cannot be written: its folder does not exist.")
        if refused and Path(refused).exists():
            raise CommandError(f"{refused} is there already: name a folder that is not.")
        try:
            mapped = read_map(Path(options["map"])) if options["map"] else NOTHING_MAPPED
            asked = {name: options[name] for name in ASKED}
            outcome = self.run(Path(path), mapped, asked)
        except Busy:
            self.stderr.write(OTHERS_IMPORT)
            sys.exit(BUSY)
        except PackageError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error}") from error
        except Unsure as error:
            raise CommandError(LOST.format(error=in_one_line(error)), returncode=UNSURE) from error
        except Error as error:
            raise CommandError(failure(error, "Nothing was written.")) from error
        if report:
            self.write_report(Path(report), outcome)
        if outcome.findings:
            self.tell_findings(outcome)
            if refused:
                self.keep_refused(Path(refused), Path(path), mapped, outcome)
            sys.exit(FINDINGS)
        if verbosity:
            self.tell_plan(outcome, verbosity)

    def run(self, path: Path, mapped: Map, asked: dict[str, Any]) -> Outcome:
        tables = [file for ending in TABLES for file in path.glob(f"*{ending}")]
        size = sum(file.stat().st_size for file in tables) or None
        with tqdm(total=size, unit="B", unit_scale=True, disable=None, leave=False) as bar:
            return import_path(path, mapped=mapped, tell=bar.update, **asked)

    def write_report(self, report: Path, outcome: Outcome) -> None:
        text = json.dumps(outcome.as_dict(), indent=2, ensure_ascii=False)
        try:
            with unfinished(report) if not report.exists() else nullcontext(report) as place:
                place.write_text(f"{text}\n", encoding="utf-8")
        except OSError as error:
            written, code = ("", UNSURE) if outcome.is_written else ("not ", FINDINGS)
            raise CommandError(
                f"{report} cannot be written: {error}\nThe import itself was {written}written.",
                returncode=code,
            ) from error

    def tell_findings(self, outcome: Outcome) -> None:
        for finding in outcome.findings:
            self.stderr.write(str(finding))
        number = len(outcome.findings)
        self.stderr.write(f"{number} finding{pluralize(number)}; nothing was written.")

    def keep_refused(self, folder: Path, path: Path, mapped: Map, outcome: Outcome) -> None:
        if path.suffix == FIXTURE:
            self.stderr.write("A fixture has no rows to keep.")
            return
        if folder.exists():
            # Somebody made it while the import ran: what is there is not ours to take away.
            raise CommandError(f"{folder} is there by now: the rows with findings are not kept.")
        try:
            files = write_refused(folder, path, mapped, outcome.findings)
        except (OSError, UnicodeError) as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise CommandError(f"{folder} cannot be written: {error}") from error
        self.stderr.write(f"The rows with findings: {', '.join(files) or 'none'}, in {folder}.")

    def tell_plan(self, outcome: Outcome, verbosity: int) -> None:
        for share in outcome.plan:
            self.stdout.write(
                f"{share.sheet:<15} {share.new:>7} new {share.changed:>7} changed "
                f"{share.unchanged:>7} unchanged"
            )
            if outcome.dry_run or verbosity > 1:
                for change in share.changes[:MOST_SHOWN]:
                    self.stdout.write(f"  {change}")
        if drafts := sum(share.new_drafts for share in outcome.plan):
            self.stdout.write(
                f"{drafts} of the new records {pluralize(drafts, 'is a draft,are drafts')}, which "
                "only editors see: publish in the admin, or import with --status published."
            )
        if outcome.dry_run:
            self.stdout.write("This was a dry run; nothing was written.")
            if outcome.foreseen:
                self.stdout.write(f"With --as-checked {outcome.foreseen} just this is written.")
        elif outcome.is_written:
            self.stdout.write(f"undo_import {outcome.batch} takes it back.")
