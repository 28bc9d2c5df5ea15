"""`manage.py check_integrity`: the rows that are possible and doubtful all the same.

What is asked stands in reports/integrity/; here is only what the terminal sees.
"""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand

from negotiations.reports.integrity.catalogue import CHECKS, CHECKS_BY_CODE
from negotiations.reports.integrity.findings import Finding, Weight
from negotiations.reports.integrity.report import Result, in_doubt, integrity

IN_DOUBT = 1


class Command(BaseCommand):
    help = "List doubtful and incomplete rows; exits with 1 if a doubtful one is not explained."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check",
            action="append",
            dest="codes",
            choices=list(CHECKS_BY_CODE),
            metavar="CODE",
            help="only this check; may be given several times",
        )
        parser.add_argument("--all", action="store_true", help="list the explained rows too")
        parser.add_argument("--json", action="store_true", help="write JSON, with all rows")

    def handle(self, *, codes: list[str] | None, **options: Any) -> None:
        results = integrity([CHECKS_BY_CODE[code] for code in codes] if codes else CHECKS)
        if options["json"]:
            told = {"checks": [as_dict(result) for result in results]}
            self.stdout.write(json.dumps(told, indent=2, ensure_ascii=False))
        else:
            self.tell(results, options["all"])
        if in_doubt(results):
            sys.exit(IN_DOUBT)

    def tell(self, results: Iterable[Result], all_rows: bool) -> None:
        for result in results:
            if result.rows or (all_rows and result.explained):
                self.tell_check(result, all_rows)
        for weight in Weight:
            of_weight = [result for result in results if result.check.weight == weight]
            rows = sum(len(result.rows) for result in of_weight)
            explained = sum(len(result.explained) for result in of_weight)
            self.stdout.write(f"{weight}: {rows} rows, {explained} more explained.")

    def tell_check(self, result: Result, all_rows: bool) -> None:
        check = result.check
        self.stdout.write(f"{check.title}: {len(result.rows)} [{check.code}, {check.weight}]")
        self.stdout.write(f"  {check.advice}")
        for finding in result.rows:
            self.stdout.write(f"  - {line(finding)}")
        for explained in result.explained if all_rows else ():
            self.stdout.write(f"  = {line(explained.finding)}\n    Explained: {explained.reason}")
        self.stdout.write("")


def line(finding: Finding) -> str:
    """The record, what is doubtful, the others named, and where it is mended."""
    record = f"{finding.kind}:{finding.slug}: " if finding.slug else ""
    others = ", ".join(f"{other.kind}:{other.slug}" for other in finding.beside)
    return f"{record}{finding.told}{f' ({others})' if others else ''} {finding.address}"


def as_dict(result: Result) -> dict[str, Any]:
    check = result.check
    return {
        "code": check.code,
        "weight": check.weight,
        "title": check.title,
        "advice": check.advice,
        "rows": [row_as_dict(finding, "") for finding in result.rows],
        "explained": [row_as_dict(row.finding, row.reason) for row in result.explained],
    }


def row_as_dict(finding: Finding, reason: str) -> dict[str, Any]:
    row = {name: getattr(finding, name) for name in ("kind", "slug", "label", "date", "told")}
    beside = [{"kind": other.kind, "slug": other.slug} for other in finding.beside]
    return {
        **row,
        "beside": beside,
        "link": finding.address,
        **({"reason": reason} if reason else {}),
    }
