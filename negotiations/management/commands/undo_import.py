"""`manage.py undo_import`: one import taken back, all of it or nothing."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from negotiations.exchange.failing import OTHERS_IMPORT, failure, in_one_line
from negotiations.exchange.load import Busy, Unsure
from negotiations.exchange.undoing import UnknownImport, imports, undo_import
from negotiations.management.commands.import_data import BUSY, FINDINGS, UNSURE

MOST_LISTED = 20
LOST = (
    "The connection to the database was lost as the undoing was being committed: {error}\n"
    "All of it was done or nothing. To know which, ask for it again: an import that was taken "
    "back is told as such."
)


class Command(BaseCommand):
    help = (
        "Take an import back: what it brought is deleted, or withdrawn where it was published, and "
        "what it changed is as before. Refused where later work depends on it. Without a name, the "
        "latest imports are listed."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("batch", nargs="?", help="its name, or the beginning of it")
        parser.add_argument("--dry-run", action="store_true", help="tell, and write nothing")

    def handle(self, *, batch: str | None, dry_run: bool, **options: Any) -> None:
        if batch is None:
            return self.tell_imports()
        try:
            outcome = undo_import(batch, dry_run=dry_run)
        except Busy:
            self.stderr.write(OTHERS_IMPORT)
            sys.exit(BUSY)
        except UnknownImport as error:
            raise CommandError(f"{error} Without a name, the latest imports are listed.") from error
        except Unsure as error:
            raise CommandError(LOST.format(error=in_one_line(error)), returncode=UNSURE) from error
        except Error as error:
            raise CommandError(failure(error, "Nothing was done.")) from error
        if outcome.obstacles:
            for obstacle in outcome.obstacles:
                self.stderr.write(str(obstacle))
            self.stderr.write(outcome.refusal)
            sys.exit(FINDINGS)
        for share in outcome.plan:
            self.stdout.write(
                f"{share.sheet:<15} {share.deleted:>7} deleted {share.withdrawn:>7} withdrawn "
                f"{share.restored:>7} restored {share.kept:>7} kept"
            )
        if dry_run:
            self.stdout.write("This was a dry run; nothing was written.")

    def tell_imports(self) -> None:
        for changeset in imports()[:MOST_LISTED]:
            by = changeset.actor or "nobody signed in"
            self.stdout.write(f"{changeset.batch}  {changeset.at:%Y-%m-%d %H:%M}  {by}")
