"""How promises were kept: commitments of agreements, and terms that one side promised alone."""

from collections.abc import Iterable, Iterator
from types import SimpleNamespace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from negotiations.api.analytics import NotesSerializer, SideOfRow, notes, period_asked
from negotiations.api.filters import (
    Day,
    Mode,
    Named,
    RecordFilter,
    RecordFilters,
    Within,
)
from negotiations.api.formats import FORMAT, JSON, form_of
from negotiations.api.parameters import allow_only
from negotiations.api.rows import FORMS, Cells, Dated, ListOf, Row, flat_answer, plain_rows
from negotiations.api.values import Word
from negotiations.api.views import Reading
from negotiations.choices import Certainty
from negotiations.models import Agreement, Commitment, Issue, Party, Process, Record, Term
from negotiations.reports.analytics.divergence import lies_in
from negotiations.reports.analytics.tables import Analysis
from negotiations.reports.clocks import CLOCKS
from negotiations.reports.keeping import Keeping, Outcome, Span, keeping_of

COUNTED = (
    "Spans in which a promise was kept, as far as sources tell: commitments of agreements, and "
    "terms that one side promised alone or of which a fulfilment is known. A promise that was "
    "never kept, or of which nothing is known, has one row without a span."
)
SPAN = "Empty where the promise was never known to be kept."


class KeepingRow(Row):
    """A span in which a promise was kept, or a promise without one."""

    promise = serializers.CharField(help_text="The commitment or term, as kind:slug.")
    made_in = serializers.CharField(help_text="The agreement or offer it stands in, as kind:slug.")
    date = Dated("When it was promised.")
    actor = serializers.CharField(allow_null=True, help_text="Who promised to act.")
    issue = serializers.CharField(allow_null=True, help_text="What it is about.")
    action = serializers.CharField(help_text="What was promised.")
    outcome = serializers.ChoiceField(
        choices=[outcome.value for outcome in Outcome],
        help_text="What became of it: `kept` when last heard of, `kept_to_the_end` of its "
        "agreement, `kept_for_a_time`, `not_kept` (nothing or first steps), `broken_off` (nothing "
        "known of the time before), `unknown`.",
    )
    states = ListOf("What is told of it in order, each as date:level.")
    span = serializers.IntegerField(allow_null=True, help_text=f"Which span, from 1. {SPAN}")
    began_earliest = serializers.DateField(allow_null=True, help_text="When it began at first.")
    began_latest = serializers.DateField(allow_null=True, help_text="When it had begun at last.")
    ended_earliest = serializers.DateField(
        allow_null=True, help_text="When it ended at first; empty where no end is known."
    )
    ended_latest = serializers.DateField(allow_null=True, help_text="When it had ended at last.")
    ended_by = serializers.CharField(
        help_text="The level that ended it, or `agreement_ended`; empty where no end is known."
    )
    according_to = serializers.CharField(
        allow_null=True, help_text="Whose telling the end is, as kind:slug, if one side's."
    )
    days_min = serializers.IntegerField(allow_null=True, help_text=f"At least so long. {SPAN}")
    days_max = serializers.IntegerField(
        allow_null=True, help_text="At most so long; empty where no end is known."
    )
    months_min = serializers.IntegerField(allow_null=True, help_text="Whole months, at least.")
    months_max = serializers.IntegerField(allow_null=True, help_text="Whole months, at most.")
    certainty = Word(Certainty, help_text="The weakest grade of the states at its ends.")


class KeepingSerializer(serializers.Serializer):
    """How promises were kept."""

    rows = KeepingRow(many=True)
    notes = NotesSerializer()


class PromiseFilter(RecordFilter):
    """What commitments and terms can be asked for alike."""

    certainty = None
    external_id = None
    status = None
    date_from = Day("The first day of a period in which it was promised, as EDTF.")
    date_to = Day("The last day of a period in which it was promised, as EDTF.")
    date_mode = Mode(
        "`possible` (so if not told): the date may meet the period. `certain`: it does, whatever "
        "the true date.",
        words=("possible", "certain"),
    )


class CommitmentsKept(PromiseFilter):
    process = Within(Process, "agreement__processes")
    party = Within(Party, "actor", told="Promised by these parties or any within them, by slug.")
    issue = Within(Issue, "issue")
    agreement = Named(Agreement, "agreement")


class TermsKept(PromiseFilter):
    process = Within(Process, "offer__processes")
    party = Within(Party, "actor")
    issue = Within(Issue, "issue")
    agreement = SideOfRow(Agreement)


class KeepingViews(Reading):
    """How promises were kept, since when, for how long, and what ended it."""

    model = Commitment
    filterset_class = CommitmentsKept
    filter_backends = [RecordFilters]
    renderer_classes = FORMS
    serializer_class = KeepingSerializer
    row_class = KeepingRow
    shared_parameters = ("on", FORMAT, *CLOCKS)

    def retrieve(self, request: Request, format: str | None = None) -> HttpResponseBase:
        """One row for each span in which a promise was kept; with `on`, as told by that day."""
        allow_only(request, (*self.filter_names(), *self.shared_parameters))
        found = self.analysed()
        if form_of(request) != JSON:
            return flat_answer(form_of(request), KeepingRow, found.rows)
        return Response({"rows": plain_rows(KeepingRow, found.rows), "notes": notes(found)})

    def analysed(self) -> Analysis:
        every = keeping_of(self.commitments(), self.terms(), self.day)
        period = period_asked(self.request)
        certain = self.request.query_params.get("date_mode") == "certain"
        shown = [kept for kept in every if lies_in(kept.made_in.date, period, certain)]
        return Analysis(
            rows=list(rows_of(shown)),
            counted=COUNTED,
            considered=len(every),
            left_out={
                "promised_outside_the_period": len(every) - len(shown),
                "of_which_nothing_is_known": sum(kept.outcome == Outcome.UNKNOWN for kept in shown),
            },
        )

    def commitments(self) -> QuerySet[Commitment]:
        return self.filter_queryset(Commitment.objects.all())

    def terms(self) -> QuerySet[Term]:
        """Promised alone: those of an agreement asked for are not among them."""
        if self.request.query_params.get("agreement"):
            return Term.objects.none()
        view = SimpleNamespace(filterset_class=TermsKept)
        return RecordFilters().filter_queryset(self.request, Term.objects.all(), view)


def rows_of(found: Iterable[Keeping]) -> Iterator[Cells]:
    for kept in found:
        promise = cells_of_promise(kept)
        for number, span in enumerate(kept.spans, 1):
            yield promise | {"span": number, **cells_of_span(span)}
        if not kept.spans:
            yield promise | NO_SPAN


def cells_of_promise(kept: Keeping) -> dict[str, Any]:
    promise = kept.promise
    return {
        "promise": named(promise),
        "made_in": named(kept.made_in),
        "date": kept.made_in.date,
        "actor": promise.actor.slug if promise.actor else None,
        "issue": promise.issue.slug if promise.issue else None,
        "action": promise.action,
        "outcome": str(kept.outcome),
        "states": [f"{state.fulfilment.date}:{state.level}" for state in kept.states],
    }


def named(record: Record) -> str:
    return f"{record._meta.model_name}:{record.slug}"


def cells_of_span(span: Span) -> dict[str, Any]:
    teller = span.ended_by.teller if span.ended_by else None
    return {
        "began_earliest": span.began.first,
        "began_latest": span.began.last,
        "ended_earliest": span.ended.first if span.ended else None,
        "ended_latest": span.ended.last if span.ended else None,
        "ended_by": span.reason,
        "according_to": named(teller) if teller else None,
        "days_min": span.days.least,
        "days_max": span.days.most,
        "months_min": span.months.least,
        "months_max": span.months.most,
        "certainty": span.certainty,
    }


NO_SPAN: Cells = {
    **dict.fromkeys(("span", "began_earliest", "began_latest", "ended_earliest", "ended_latest")),
    **dict.fromkeys(("according_to", "days_min", "days_max", "months_min", "months_max")),
    "ended_by": "",
    "certainty": "",
}
