"""The accounts of an event side by side."""

from collections.abc import Iterator

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from negotiations.api.base import Presented
from negotiations.api.point_reports import PointReportSerializer, SideField, SidesField
from negotiations.api.statements import StatementSerializer
from negotiations.api.values import RecordReference
from negotiations.api.views import Reading
from negotiations.models import Event, Record
from negotiations.reports.side_by_side import SideBySide, side_by_side


class ColumnSerializer(Presented):
    """What one narrator says; without a narrator, what nobody named says."""

    narrator = SideField()
    items = StatementSerializer(many=True, source="statements")


class DivergenceSerializer(serializers.Serializer):
    """How many points of the kinds account, fact and responsibility stand how."""

    agreed = serializers.IntegerField(help_text="All sides leave the same answers.")
    compatible = serializers.IntegerField(help_text="Every two sides leave an answer to both.")
    one_side = serializers.IntegerField(help_text="Only one side takes a position.")
    contradicted = serializers.IntegerField(help_text="Some two sides leave no answer to both.")
    open = serializers.IntegerField(help_text="No side takes a position.")


class SideBySideSerializer(Presented):
    """An event as each side tells it."""

    event = RecordReference()
    narrators = SidesField(help_text="The sides that say something about it.")
    statements = ColumnSerializer(many=True, source="columns")
    points = PointReportSerializer(many=True)
    divergence = DivergenceSerializer()

    def records(self, shown: SideBySide) -> Iterator[Record]:
        yield shown.event
        yield from (narrator.record for narrator in shown.narrators)
        yield from super().records(shown)


class SideBySideViews(Reading):
    model = Event
    serializer_class = SideBySideSerializer

    def retrieve(self, request: Request, slug: str) -> Response:
        """What each side says about the event, in parallel, and where they differ."""
        return self.report(side_by_side, slug)
