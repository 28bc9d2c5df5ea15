"""Checks of points and claims: questions that cannot be compared, answers that cannot be read."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.db.models import Exists, Func, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from negotiations.choices import AnswerType, ClaimStance, ExtentRead, YesNo
from negotiations.models import Citation, Claim, Point
from negotiations.reports.answers import AnswerError, space_of
from negotiations.reports.integrity.findings import (
    Finding,
    Weight,
    check,
    concerning,
    findings,
    live,
    read,
)

FEWEST_CLAIMS = 2


@check(
    "silence-unknowable",
    Weight.DOUBTFUL,
    "Silence that nobody could know",
    "Not coded is not silent: name a complete statement, cite a source read in full, or take the "
    "claim out.",
)
def silence_unknowable(today: date) -> list[Finding]:
    read_in_full = live(Citation).filter(claim=OuterRef("pk"), source__extent_read=ExtentRead.FULL)
    rows = live(Claim).filter(~Exists(read_in_full), stance=ClaimStance.SILENT)
    rows = rows.filter(~Q(statement__complete=YesNo.YES) | Q(statement__isnull=True))
    return findings(concerning(rows, "silent", "point", "statement"))


@check(
    "unreadable-answer",
    Weight.DOUBTFUL,
    "Answers that the form of their point cannot read",
    "Such a claim takes no position: correct the answer, or the form or list of the point.",
)
def unreadable_answer(today: date) -> list[Finding]:
    return list(unreadable())


def unreadable() -> Iterator[Finding]:
    rows = live(Claim).exclude(answer="").exclude(point__answer_type="")
    values = ("point__answer_type", "point__answers")
    for finding, claim in read(concerning(rows, "{answer}", "point", values=values)):
        space = space_of(claim["point__answer_type"], claim["point__answers"])
        try:
            if space is not None:
                space.read(claim["answer"])
        except AnswerError as error:
            yield replace(finding, told=str(error))


@check(
    "claim-without-position",
    Weight.INCOMPLETE,
    "Claims without an answer or a stance",
    "Code the answers that the words leave possible, and how the holder stands to them.",
)
def claim_without_position(today: date) -> list[Finding]:
    unanswered = Q(answer="", stance__in=(ClaimStance.ASSERTS, ClaimStance.DENIES))
    rows = live(Claim).filter(unanswered | Q(stance=""))
    return findings(concerning(rows, "answer {answer}, stance {stance}", "point"))


@check(
    "point-without-accounts",
    Weight.INCOMPLETE,
    "Points with fewer than two claims",
    "One account cannot differ: add the other side's claim (also its silence), or take it out.",
)
def point_without_accounts(today: date) -> list[Finding]:
    claims = live(Claim).filter(point=OuterRef("pk")).annotate(found=Func("pk", function="count"))
    number = Coalesce(Subquery(claims.values("found"), output_field=IntegerField()), 0)
    rows = live(Point).annotate(claimed=number).filter(claimed__lt=FEWEST_CLAIMS)
    return findings(concerning(rows, "claims: {claimed}"))


@check(
    "point-without-form",
    Weight.INCOMPLETE,
    "Points whose form of answers is missing",
    "Without an answer type, or a list of answers for a choice, no claim takes a position.",
)
def point_without_form(today: date) -> list[Finding]:
    rows = live(Point).filter(Q(answer_type="") | Q(answer_type=AnswerType.CHOICE, answers=[]))
    return findings(concerning(rows, "answer type {answer_type}"))
