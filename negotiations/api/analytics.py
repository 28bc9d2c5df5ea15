"""The analyses: rows that are counted out of many records, each with notes on what they count."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.http import HttpResponseBase
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from negotiations.api.filters import RecordFilter, RecordFilters
from negotiations.api.formats import FORMAT, JSON, form_of
from negotiations.api.offers import OfferFilter
from negotiations.api.parameters import allow_only
from negotiations.api.rows import FORMS, Row, columns_of, flat_answer, plain
from negotiations.api.views import Reading
from negotiations.models import Offer
from negotiations.reports.analytics.offers_by_year import offers_by_year
from negotiations.reports.analytics.tables import Analysis
from negotiations.reports.asking import Chosen, chosen_from
from negotiations.reports.clocks import CLOCKS
from negotiations.reports.ledger import ROOTS

SIDE = "The side, by the slug of its topmost party."


class NotesSerializer(serializers.Serializer):
    """What the rows count, and what they leave out."""

    counted = serializers.CharField(help_text="What a row counts.")
    considered = serializers.IntegerField(help_text="How many records were looked at.")
    left_out = serializers.DictField(
        child=serializers.IntegerField(),
        help_text="How many of them are in no row, or in one without a value, by why.",
    )


class AnalysisSerializer(serializers.Serializer):
    """Rows, and notes for whoever quotes them."""

    notes = NotesSerializer()


class AnalysisViews(Reading):
    """An analysis of the records that pass the filters of their list."""

    renderer_classes = FORMS
    filter_backends = [RecordFilters]
    filterset_class: ClassVar[type[RecordFilter]]
    row_class: ClassVar[type[Row]]
    shared_parameters = (FORMAT, *CLOCKS)
    analyse: ClassVar[Callable[[Chosen], Analysis]]
    #: What it is about where nothing is filtered.
    everything: ClassVar[Chosen]

    def retrieve(self, request: Request, format: str | None = None) -> HttpResponseBase:
        """The rows, with what they count and leave out."""
        allow_only(request, (*self.filter_names(), *self.shared_parameters))
        found = type(self).analyse(self.chosen())
        if form_of(request) != JSON:
            return flat_answer(form_of(request), self.row_class, found.rows)
        columns = columns_of(self.row_class)
        return Response(
            {"rows": [plain(columns, row) for row in found.rows], "notes": notes(found)}
        )

    def chosen(self) -> Chosen:
        """The records to analyse; nothing is worked out where nothing is filtered."""
        asked = self.request.query_params
        if not any(asked.get(name) for name in self.filterset_class.base_filters):
            return self.everything
        return chosen_from(self.filter_queryset(self.get_queryset()))


def notes(found: Analysis) -> dict[str, Any]:
    return {
        "counted": found.counted,
        "considered": found.considered,
        "left_out": dict(found.left_out),
    }


class OffersByYearRow(Row):
    """Offers of one side in one year that were answered in one way."""

    year = serializers.IntegerField(
        allow_null=True, help_text="The year; empty where the date leaves more than one."
    )
    proposer = serializers.CharField(help_text=f"{SIDE} Empty where nobody is named.")
    answer = serializers.CharField(
        help_text="The kind of an answer by a side it was put to; `counters` also for an offer put "
        "in its place, `agreement` where it led to one, `not_coded` where an answer is known and "
        "its kind is not. Where none is known: `unanswered` if it was put and waits for one, "
        "`none_awaited` if it was only floated or planned, a promise made alone, or a threat."
    )
    offers = serializers.IntegerField(help_text="How many offers.")


class OffersByYearSerializer(AnalysisSerializer):
    """Offers by year, proposer and answer."""

    rows = OffersByYearRow(many=True)


class OfferAnalysisViews(AnalysisViews):
    """An analysis of offers themselves, by the filters of their list."""

    model = Offer
    filterset_class = OfferFilter
    everything = ROOTS

    def get_queryset(self) -> Any:
        return Offer.objects.roots()


class OffersByYearViews(OfferAnalysisViews):
    """Offers by year, proposer and answer."""

    serializer_class = OffersByYearSerializer
    row_class = OffersByYearRow
    analyse = offers_by_year
