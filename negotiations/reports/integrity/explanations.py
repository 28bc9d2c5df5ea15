"""The lines in notes that explain rows: whether each names a check."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from negotiations.models import KINDS
from negotiations.reports.integrity.findings import (
    Check,
    Finding,
    Weight,
    check,
    concerning,
    explanations_in,
    findings,
    live,
)


def explanations_of(codes: Collection[str]) -> Check:
    """The check that every explanation in a note is of a check with one of the codes."""

    @check(
        "explains-nothing",
        Weight.INCOMPLETE,
        "Notes that explain a row of no check",
        "The line reads Integrity CODE: REASON, with the code as the report writes it.",
    )
    def explains_nothing(today: date) -> list[Finding]:
        explaining = (live(kind).filter(note__regex=r"(?n)^Integrity ") for kind in KINDS)
        return [
            replace(finding, told=f"unknown code: {', '.join(unknown)}")
            for finding in findings(*(concerning(rows, "") for rows in explaining))
            for unknown in [codes_unknown_in(finding.notes[0], codes)]
            if unknown
        ]

    return explains_nothing


def codes_unknown_in(note: str, codes: Collection[str]) -> list[str]:
    return [code for code, _ in explanations_in(note) if code not in codes]
