"""Staged answers that cannot be read in the form that their points ask for.

Not here: how an answer is read (reports/answers.py), and how a finding is told (questions.py).
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from negotiations.exchange.staging import Staging
from negotiations.models import Claim, Point
from negotiations.reports.answers import AnswerError, space_of

REMEMBERED = 10_000

Select = Callable[[str], list[tuple[Any, ...]]]


def given_unreadable(
    select: Select, staging: Staging
) -> Iterator[tuple[int, int | None, str, str]]:
    """Of the claims given: the line, the line of the point if given, the answer, what is wrong."""
    asked = "p.line" if Point in staging.present else "null"
    found = select(
        f"select s.line, {asked}, s.answer, p.answer_type, p.answers from staged_claims as s "
        f"join {staging.future(Point)} as p on p.id = s.point_id "
        "where s.status <> 'withdrawn' and s.answer <> '' and p.answer_type <> ''"
    )
    for line, point, answer, answer_type, answers in found:
        if reason := why_unreadable(answer_type, tuple(answers), answer):
            yield line, point, answer, reason


def standing_unreadable(select: Select, staging: Staging) -> Iterator[tuple[int, str, str]]:
    """Of claims not given whose point changes its form: the point's line, the claim, the reason."""
    outside = "c.line is null and " if Claim in staging.present else ""
    found = select(
        "select s.line, c.slug, c.answer, s.answer_type, s.answers from staged_points as s "
        f"join {Point._meta.db_table} as t on t.id = s.id "
        f"join {staging.future(Claim)} as c on c.point_id = s.id "
        f"where {outside}c.status <> 'withdrawn' and c.answer <> '' and s.answer_type <> '' "
        "and row(s.answer_type, s.answers) is distinct from row(t.answer_type, t.answers) "
        "order by c.slug"
    )
    for line, claim, answer, answer_type, answers in found:
        if reason := why_unreadable(answer_type, tuple(answers), answer):
            yield line, claim, reason


@lru_cache(REMEMBERED)
def why_unreadable(answer_type: str, answers: tuple[str, ...], answer: str) -> str:
    """What was expected, as a sentence; "" where the answer is read, or no form was coded."""
    space = space_of(answer_type, answers)
    try:
        if space is not None:
            space.read(answer)
    except AnswerError as error:
        return str(error)
    return ""
