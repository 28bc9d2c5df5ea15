"""What is asked of staged rows, each question as one statement over all rows of a sheet."""

from django.db import IntegrityError
from django.db.backends.utils import CursorWrapper

from negotiations.exchange.files import Table
from negotiations.exchange.findings import Findings
from negotiations.exchange.staging import Staging
from negotiations.models.refusals import refusal_of


class Questions:
    def __init__(self, cursor: CursorWrapper, staging: Staging, findings: Findings) -> None:
        self.cursor = cursor
        self.staging = staging
        self.findings = findings

    def ask(self) -> None:
        pass


def finding_of(error: IntegrityError, tables: list[Table]) -> tuple[str, int, str, str, str]:
    refusal = refusal_of(error)
    return ("", 0, refusal.field, "", f"{refusal.message} ({error})")
