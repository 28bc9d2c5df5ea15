"""The accounts of an event side by side."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponseBase
from rest_framework import serializers
from rest_framework.request import Request

from negotiations.api.base import Presented
from negotiations.api.flat import FlatReading
from negotiations.api.point_reports import PointReportSerializer, SideField, SidesField
from negotiations.api.rows import Cells, Dated, ListOf, Row
from negotiations.api.statements import StatementSerializer
from negotiations.api.values import RecordReference, Word
from negotiations.choices import Certainty, ClaimStance, OnRecord, PointKind, Resolution, Standing
from negotiations.models import Claim, Event, Record
from negotiations.reports.points import HeldClaim, PointReport
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


class ClaimRow(Row):
    """A claim on a point about the event; a point on which nobody claims anything has one too."""

    event = serializers.CharField(help_text="The event.")
    point = serializers.CharField(help_text="The point on which accounts may differ.")
    question = serializers.CharField(help_text="What is asked.")
    issue = serializers.CharField(allow_null=True, help_text="What it is about.")
    kind = Word(PointKind, help_text="What sort of difference it is.")
    standing = Word(Standing, help_text="How the sides stand to each other on the day.")
    sources_differ = serializers.BooleanField(
        help_text="Whether two sources leave no answer in common."
    )
    resolution = Word(Resolution, help_text="What has become of the difference since.")
    claim = serializers.CharField(allow_null=True, help_text="The claim.")
    side = serializers.CharField(
        allow_null=True,
        help_text="The side that speaks, by its topmost party, or person:slug; empty for a source "
        "and for a joint text.",
    )
    holder = serializers.CharField(
        allow_null=True,
        help_text="Whose claim it is, as kind:slug; of a party the person who spoke behind `;`.",
    )
    stance = Word(ClaimStance, help_text="What the holder does with the answer.")
    answer = serializers.CharField(help_text="The answers that the claim speaks of.")
    text = serializers.CharField(help_text="The claim in words of one's own.")
    quote = serializers.CharField(help_text="The words behind it.")
    statement = serializers.CharField(allow_null=True, help_text="In which it was made.")
    date = Dated("When it was claimed, or else when the words were said.")
    counts = serializers.BooleanField(
        allow_null=True,
        help_text="Whether it takes a position that no later claim of its holder has displaced.",
    )
    shifted = serializers.BooleanField(
        allow_null=True, help_text="Whether it excludes what its side said before."
    )
    on_record = Word(OnRecord, help_text="Whether the speaker may be named.")
    certainty = Word(Certainty, help_text="How we know of it.")
    sources = ListOf("The sources cited for it.")


class SideBySideViews(FlatReading):
    model = Event
    serializer_class = SideBySideSerializer
    row_class = ClaimRow

    def retrieve(self, request: Request, slug: str, format: str | None = None) -> HttpResponseBase:
        """What each side says about the event, in parallel, and where they differ."""
        if self.is_flat:
            return self.flat(slug, side_by_side, claim_rows)
        return self.report(side_by_side, slug)


def claim_rows(found: SideBySide) -> Iterator[Cells]:
    for report in found.points:
        point = {"event": found.event.slug, **cells_of_point(report)}
        for held in report.claims:
            yield point | cells_of_claim(held)
        if not report.claims:
            yield point | NO_CLAIM


def cells_of_point(report: PointReport) -> dict[str, Any]:
    point = report.point
    return {
        "point": point.slug,
        "question": point.question,
        "issue": point.issue.slug if point.issue else None,
        "kind": point.kind,
        "standing": str(report.standing),
        "sources_differ": report.sources_differ,
        "resolution": point.resolution,
    }


def cells_of_claim(held: HeldClaim) -> dict[str, Any]:
    claim = held.claim
    return {
        "claim": claim.slug,
        "side": held.side.key.removeprefix("party:") if held.side else None,
        "holder": holder_of(claim),
        "stance": claim.stance,
        "answer": claim.answer,
        "text": claim.text,
        "quote": held.quote,
        "statement": claim.statement.slug if claim.statement else None,
        "date": held.date,
        "counts": held.counts,
        "shifted": held.shifted,
        "on_record": claim.on_record,
        "certainty": claim.certainty,
        "sources": [source.slug for source in held.sources],
    }


def holder_of(claim: Claim) -> str:
    holders = (claim.party, claim.person, claim.source, claim.agreement)
    found = (f"{record._meta.model_name}:{record.slug}" for record in holders if record)
    return ";".join(found)


NO_CLAIM: Cells = {
    "claim": None,
    "side": None,
    "holder": None,
    "stance": "",
    "answer": "",
    "text": "",
    "quote": "",
    "statement": None,
    "date": "",
    "counts": None,
    "shifted": None,
    "on_record": "",
    "certainty": "",
    "sources": [],
}
