"""Imports that write drafts alone: what reaches further is refused, each row at its place.

So a coder imports what a coder may write: new drafts, and changes of drafts. What is public stays
as it is, nothing is published or withdrawn, and nothing comes back from review. Not here: who is
held to that (roles.py, and the surfaces).
"""

from collections.abc import Iterator

from negotiations.choices import Status
from negotiations.exchange.questions import Questions
from negotiations.exchange.rows import Rows
from negotiations.exchange.staging import given_lists
from negotiations.exchange.writing import Writer

IS_PUBLIC = "t.status in ('published', 'withdrawn')"
PUBLISHES = "A reviewer publishes: bring it in as draft, or in_review to submit it."
WITHDRAWS = "A reviewer withdraws what was published, and only that."
REVIVES = "A reviewer revives what was withdrawn."
SENDS_BACK = "It is in review, and a reviewer sends it back."
SUGGEST = "The record is public: suggest the change on its page, for a reviewer to decide."


def why_refused(before: str, after: str) -> str:
    """Why no draft-writer moves a record between the statuses; "" where one may."""
    if before == after:
        return ""
    if after == Status.WITHDRAWN:
        return WITHDRAWS
    if after == Status.PUBLISHED:
        return REVIVES if before == Status.WITHDRAWN else PUBLISHES
    return SENDS_BACK if (before, after) == (Status.IN_REVIEW, Status.DRAFT) else ""


def ask_for_drafts_only(questions: Questions) -> None:
    """Adds a finding for each row, and each field of it, that would be more than a draft."""
    for rows in questions.staging.given:
        for line, status, reason in moves(questions, rows):
            questions.findings.add(rows.table.file, line, "status", status, reason)
        for column, lines in changes(questions, rows):
            cells = questions.cells(rows, column, lines)
            for line in lines:
                told = cells.get(line, "")
                questions.findings.add(rows.table.file, line, column, told, SUGGEST)


def moves(questions: Questions, rows: Rows) -> Iterator[tuple[int, str, str]]:
    """The lines whose record would get a status that is not theirs to give, and why."""
    sheet = rows.sheet
    found = questions.select(
        "select s.line, coalesce(t.status, ''), s.status "
        f"from staged_{sheet.name} as s left join {sheet.table} as t on t.id = s.id "
        "where s.status is distinct from t.status order by s.line"
    )
    for line, before, after in found:
        if reason := why_refused(before, after):
            yield line, after, reason


def changes(questions: Questions, rows: Rows) -> Iterator[tuple[str, list[int]]]:
    """The columns in which public records would change, each with its lines."""
    sheet, given = rows.sheet, differing(questions, rows)
    if not given:
        return
    flags = ", ".join(f"({condition})" for condition in given.values())
    found = questions.select(
        f"select line, flags from (select s.line, array[{flags}] as flags "
        f"from staged_{sheet.name} as s join {sheet.table} as t on t.id = s.id "
        f"where {IS_PUBLIC}) as compared where true = any(flags) order by line"
    )
    for place, column in enumerate(given):
        lines = [line for line, flags in found if flags[place]]
        if lines:
            yield column, lines


def differing(questions: Questions, rows: Rows) -> dict[str, str]:
    """For each given column the condition that the row differs from its record in it."""
    writer = Writer(questions.cursor, questions.staging.given)
    conditions = {
        column.name: " or ".join(
            f's."{stored}" is distinct from t."{stored}"' for stored in column.stored
        )
        for column in rows.columns
        if column.stored and column.name != "status"
    }
    for column in given_lists(rows):
        conditions[column.name] = " or ".join(
            f"s.id in (select holder from ({part(rows.sheet, column)}) as part)"
            for part in (writer.missing, writer.surplus)
        )
    return conditions
