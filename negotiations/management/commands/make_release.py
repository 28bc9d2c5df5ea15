"""`manage.py make_release VERSION`: the public record frozen for others to cite."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from negotiations.exchange.failing import failure
from negotiations.exchange.releasing import ReleaseError, gives_parquet, make_release


class Command(BaseCommand):
    help = "Freeze the public record as a release, which never changes again."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("version", help="three numbers, such as 1.0.0; later than any before")

    def handle(self, *, version: str, **options: Any) -> None:
        try:
            made = make_release(version)
        except ReleaseError as error:
            raise CommandError(str(error)) from error
        except Error as error:
            raise CommandError(failure(error, "Nothing was released.")) from error
        except OSError as error:
            raise CommandError(f"The release cannot be written: {error}") from error
        if not gives_parquet():
            self.stderr.write("Without Parquet: `make parquet` installs what writes it.")
        self.stdout.write(f"Released {version}: {made.rows} rows, in {made.folder}.")
