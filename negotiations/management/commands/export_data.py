"""`manage.py export_data`: the records, or a part of them that stands by itself, as files.

What is written stands in exchange/.
"""

import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import pluralize

from negotiations.exchange.choosing import CERTAIN, NAMED, POSSIBLE, FilterError, Filters
from negotiations.exchange.dump import describe, standing_at
from negotiations.exchange.exporting import (
    CSV,
    FORMS,
    ExportError,
    export_path,
    form_of,
    would_replace,
)
from negotiations.exchange.extras import MissingExtraError
from negotiations.exchange.sheets import SHEETS
from negotiations.exchange.workbooks import UnwritableError

#: What the Data Package standard recommends.
NAME = re.compile("[a-z0-9._-]+")
MOST_TOLD = 5
#: The filters that are not by records.
OTHERS = ("date_from", "date_to", "kinds")
REFUSALS = (ExportError, FilterError, MissingExtraError, UnwritableError)


class Command(BaseCommand):
    help = (
        "Write all records, or those that filters choose and what these refer to: a folder or .zip "
        "with a file for each kind, a workbook, or a fixture of Django."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="a folder, or a file in .zip, .xlsx or .json")
        parser.add_argument(
            "--format", choices=FORMS, default="", help="default: what PATH ends in, else csv"
        )
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
        self.add_filters(parser)

    def add_filters(self, parser: ArgumentParser) -> None:
        group = parser.add_argument_group(
            "filters", "As in the API. Each narrows; a comma in one means any of them."
        )
        for name, named in NAMED.items():
            plural = named.kind._meta.verbose_name_plural
            within = ", with all that stand below them" if named.within else ""
            told = f"of these {plural}{within}, by slug"
            group.add_argument(f"--{name}", metavar="SLUG", help=told)
        group.add_argument("--date-from", metavar="DATE", help="from this EDTF date on")
        group.add_argument("--date-to", metavar="DATE", help="up to this EDTF date")
        group.add_argument(
            "--date-mode",
            choices=[POSSIBLE, CERTAIN],
            default=POSSIBLE,
            help="whether a date only may, or must meet the period (default: may)",
        )
        group.add_argument(
            "--kinds",
            help=f"of these kinds alone, and what they refer to: {', '.join(SHEETS)}",
        )

    def handle(self, *, path: Any, name: str, **options: Any) -> None:
        path = Path(path)
        if name and not NAME.fullmatch(name):
            raise CommandError(
                f"{name} cannot name a package: take lower-case letters, digits, '.', '-' and '_'."
            )
        try:
            if options["only_description"]:
                refuse_to_choose(options)
                describe(path.resolve(), name=name)
                return
            form = form_of(path, options["format"])
            if name and form != CSV:
                raise ExportError("--name is for the description of a CSV package: leave it out.")
            if not options["replace"]:
                refuse_to_replace(path, form)
            files = export_path(
                path.resolve(),
                form,
                name=name,
                published=options["published"],
                filters=filters_of(options),
            )
        except REFUSALS as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error}") from error
        if options["verbosity"]:
            self.stdout.write(f"Wrote {len(files)} file{pluralize(len(files))} to {path}.")


def words(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (word.strip() for word in text.split(","))))


def filters_of(options: dict[str, Any]) -> Filters:
    """Raises FilterError, also where one is told without a value: it would choose everything."""
    told = {name: options[name] for name in (*NAMED, *OTHERS) if options[name] is not None}
    for name, value in told.items():
        if not words(value):
            raise FilterError(f"--{name.replace('_', '-')} is empty: give a value or leave it out.")
    return Filters(
        slugs={name: words(told[name]) for name in NAMED if name in told},
        date_from=told.get("date_from", ""),
        date_to=told.get("date_to", ""),
        date_mode=options["date_mode"],
        sheets=words(told.get("kinds", "")),
    )


def refuse_to_choose(options: dict[str, Any]) -> None:
    """The tables that are described are there: nothing is read that filters could choose."""
    choices = {"format": "", "published": False, **dict.fromkeys((*NAMED, *OTHERS))}
    for name, unasked in choices.items():
        if options[name] != unasked:
            option = f"--{name.replace('_', '-')}"
            raise ExportError(
                f"--only-description describes the tables that are there: leave {option} out."
            )


def refuse_to_replace(path: Path, form: str) -> None:
    """A package is kept in more hands than one: nothing that is there is lost without a word."""
    standing = standing_at(path)
    if not standing:
        return
    if path.is_file():
        told = f"{path} is there already. --replace writes it anew."
    elif replaced := would_replace(path, form):
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
