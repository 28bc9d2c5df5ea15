"""The report: what each check finds today, with the rows that a note explains apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from negotiations.reports import clocks
from negotiations.reports.integrity.catalogue import CHECKS
from negotiations.reports.integrity.findings import Check, Finding, Weight


@dataclass(frozen=True)
class Explained:
    """A row and why it is sound all the same."""

    finding: Finding
    reason: str


@dataclass(frozen=True)
class Result:
    """What one check found, in order of dates."""

    check: Check
    rows: Sequence[Finding]
    explained: Sequence[Explained]

    def of_kind(self, kind: str) -> "Result":
        """Only the rows about records of the kind, or that name one."""
        return Result(
            self.check,
            [row for row in self.rows if is_about(row, kind)],
            [row for row in self.explained if is_about(row.finding, kind)],
        )


def is_about(finding: Finding, kind: str) -> bool:
    return kind == finding.kind or any(kind == other.kind for other in finding.beside)


def integrity(checks: Iterable[Check] = CHECKS, today: date | None = None) -> list[Result]:
    """One query for each check, however much there is."""
    day = today or clocks.today()
    return [result_of(check, day) for check in checks]


def result_of(check: Check, today: date) -> Result:
    found = sorted(check.find(today), key=lambda finding: finding.place)
    reasons = [(finding, check.explanation(finding)) for finding in found]
    return Result(
        check,
        [finding for finding, reason in reasons if not reason],
        [Explained(finding, reason) for finding, reason in reasons if reason],
    )


def in_doubt(results: Iterable[Result]) -> bool:
    """Whether some row is doubtful, not only incomplete, and nothing explains it."""
    return any(result.rows for result in results if result.check.weight == Weight.DOUBTFUL)
