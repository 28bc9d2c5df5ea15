"""Contested points and the claims about them, in the admin."""

from typing import Any

from django.contrib import admin

from negotiations.admin.base import RecordAdmin
from negotiations.admin.filters import StandingNow, WithoutSource, of_party, of_process
from negotiations.admin.forms import RecordForm
from negotiations.admin.inlines import CitationInline, SheetsInline
from negotiations.admin.lists import excerpt_of, in_order_of
from negotiations.admin.rows import RowForm
from negotiations.choices import AnswerType
from negotiations.models import Claim, Point
from negotiations.reports.answers import AnswerError, space_of

#: How a point reaches a process: by each kind it may be about.
PROCESSES = (
    "process",
    "event__processes",
    "offer__processes",
    "agreement__processes",
    "statement__processes",
)


#: What the answers to a point look like, by their form.
EXPECTED = {
    AnswerType.CHOICE: "This point takes keys of its list of answers",
    AnswerType.YES_NO: "This point takes yes or no",
    AnswerType.DATE: "This point takes dates, such as 2019-10-05 or 2019-10~",
    AnswerType.NUMBER: "This point takes numbers, such as 8, 8.., ..8 or 60..70",
}
SEVERAL = "; where the claim leaves several possible, write `;` between them."


class ReadAnswer:
    """A form of a claim: an answer that its point cannot read would take no position, unseen."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        point, answer = cleaned.get("point"), cleaned.get("answer")
        if point and answer and not self.fields["answer"].disabled:
            space = space_of(point.answer_type, point.answers)
            try:
                if space is not None:
                    space.read(answer)
            except AnswerError as error:
                self.add_error("answer", f"{error} {EXPECTED[point.answer_type]}{SEVERAL}")
        return cleaned


class ClaimForm(ReadAnswer, RecordForm):
    """A claim on its own page."""


class ClaimRow(ReadAnswer, RowForm):
    """A claim inside the form of its point."""


class ClaimInline(SheetsInline):
    """What each side says to the point."""

    model = Claim
    form = ClaimRow
    shown = (
        ("party", "person", "source", "agreement"),
        ("stance", "answer", "date", "on_record"),
        "text",
        ("statement", "offer"),
        ("certainty", "status"),
    )


@admin.register(Point)
class PointAdmin(RecordAdmin):
    sections = {"About": "target", "The question": "question", "How it was settled": "resolution"}
    list_display = ("question", "about", "kind", "issue", "resolution", "status")
    list_filter = (
        "status",
        "kind",
        "resolution",
        StandingNow,
        of_process(*PROCESSES),
        of_party("claims__party"),
        WithoutSource,
    )
    list_select_related = ("event", "process", "offer", "agreement", "statement", "issue")
    search_fields = ("question", "slug", "event__title", "offer__title")
    inlines = (ClaimInline, CitationInline)

    @admin.display(description="about")
    def about(self, point: Point) -> str:
        return str(point.target)


@admin.register(Claim)
class ClaimAdmin(RecordAdmin):
    form = ClaimForm
    sections = {"Who claims": "holder", "What": "answer", "When and how": "statement"}
    list_display = ("words", "point", "held_by", "stance", "answer", "when", "certainty", "status")
    list_filter = (
        "status",
        "certainty",
        "stance",
        of_process(*(f"point__{path}" for path in PROCESSES)),
        of_party("party"),
        WithoutSource,
    )
    list_select_related = ("point", "party", "person", "source", "agreement")
    search_fields = ("text", "slug", "point__question", "party__name", "answer")
    inlines = (CitationInline,)
    words = excerpt_of("text")
    when = in_order_of("date")

    @admin.display(description="held by")
    def held_by(self, claim: Claim) -> str:
        return str(claim.holder)
