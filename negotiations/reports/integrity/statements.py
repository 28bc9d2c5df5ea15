"""Checks of statements: their dates, their words, and records that answer one another."""

from datetime import date

from django.db.models import Exists, F, OuterRef

from negotiations.choices import Wording
from negotiations.models import Agreement, Citation, Offer, Statement
from negotiations.reports.integrity.findings import (
    Finding,
    Part,
    Weight,
    check,
    concerning,
    findings,
    live,
)
from negotiations.reports.integrity.times import DATE_LINE, apart, before

#: References from a later record to an earlier one of its kind.
LOOKING_BACK = (
    (Statement, "reply_to"),
    (Offer, "in_reply_to"),
    (Offer, "revises"),
    (Agreement, "renews"),
    (Agreement, "replaces"),
)


@check(
    "said-on-another-day",
    Weight.DOUBTFUL,
    "Statements said at an event of another date",
    "said_at is where the words were said: an event that they are only about goes to events.",
)
def said_on_another_day(today: date) -> list[Finding]:
    rows = live(Statement).filter(apart("date", "said_at__date"))
    return findings(concerning(rows, "said on {date}, event on {said_at__date}", "said_at"))


@check(
    "excerpt-outside-act",
    Weight.DOUBTFUL,
    "Excerpts and renderings with another date than the whole",
    "A part or a rendering was said when the whole was: correct one of the dates.",
)
def excerpt_outside_act(today: date) -> list[Finding]:
    return findings(*(of_another_day(path) for path in ("part_of", "variant_of")))


def of_another_day(path: str) -> Part:
    rows = live(Statement).filter(apart("date", f"{path}__date"))
    return concerning(
        rows.annotate(other=F(f"{path}__date")), "on {date}, the whole on {other}", path
    )


@check(
    "reply-before-its-cause",
    Weight.DOUBTFUL,
    "Replies, revisions and renewals earlier than what they refer to",
    "What replies, revises, renews or replaces comes later: correct a date, or the reference.",
)
def reply_before_its_cause(today: date) -> list[Finding]:
    return findings(
        *(
            concerning(
                live(model)
                .filter(before("date", f"{path}__date", DATE_LINE))
                .annotate(cause=F(f"{path}__date")),
                f"on {{date}}, {path} one of {{cause}}",
                path,
            )
            for model, path in LOOKING_BACK
        )
    )


@check(
    "quotation-without-locator",
    Weight.INCOMPLETE,
    "Verbatim words whose place in a source is not given",
    "Give the citation its locator (page, paragraph, minute), so that the words can be found.",
)
def quotation_without_locator(today: date) -> list[Finding]:
    located = live(Citation).filter(statement=OuterRef("pk")).exclude(locator="")
    rows = live(Statement).filter(~Exists(located), wording=Wording.VERBATIM)
    return findings(concerning(rows, "verbatim, no locator"))
