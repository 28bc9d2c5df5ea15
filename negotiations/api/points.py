"""Points, claims, and how the sides stand to each other."""

from collections.abc import Iterator, Sequence
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from negotiations.api.base import RecordSerializer
from negotiations.api.citations import CitedSerializer, CitedViews
from negotiations.api.filters import (
    AllWithin,
    CitedFilter,
    DatedFilter,
    Named,
    Search,
    Within,
    Worded,
    WorkedOut,
)
from negotiations.api.kinds import kind_of
from negotiations.api.values import (
    DateValue,
    KindReferenceShape,
    RecordReference,
    Word,
)
from negotiations.choices import AnswerType, ClaimStance, OnRecord, PointKind, Resolution, Standing
from negotiations.models import (
    Agreement,
    Claim,
    Event,
    Issue,
    Offer,
    Party,
    Person,
    Place,
    Point,
    Process,
    Record,
    Source,
    Statement,
)
from negotiations.reports.points import (
    HeldClaim,
    PointReport,
    points_with_claims,
    standings_of,
    standings_on,
)
from negotiations.reports.sides import Side

#: How a point reaches a process: as what it is about, or by what it is about.
PROCESSES = (
    "process",
    *(f"{target}__processes" for target in ("event", "offer", "agreement", "statement")),
)


class ClaimSerializer(RecordSerializer):
    class Meta:
        model = Claim


class ClaimDetail(ClaimSerializer, CitedSerializer):
    pass


class ClaimFilter(DatedFilter):
    process = Within(Process, *(f"point__{path}" for path in PROCESSES))
    party = Within(Party, "party")
    party__exact = Named(Party, "party")
    party__all = AllWithin(Party, "party")
    person = Named(Person, "person")
    issue = Within(Issue, "point__issue")
    event = Named(Event, "point__event")
    offer = Named(Offer, "offer", "point__offer")
    point = Named(Point, "point")
    agreement = Named(Agreement, "agreement", "point__agreement")
    statement = Named(Statement, "statement", "point__statement")
    place = Named(Place, "point__event__place", told="On events at these places, by slug.")
    kind = Worded(PointKind, "What sort of difference it is about.", "point__kind")
    on_record = Worded(OnRecord, "Whether the speaker may be named.")
    source = Named(
        Source, "source", "citations__source", told="Of these sources or cited from them, by slug."
    )
    stance = Worded(ClaimStance, "What the holder does with the answer.")
    q = Search()


class ClaimViews(CitedViews):
    model = Claim
    serializer_class = ClaimSerializer
    detail_class = ClaimDetail
    filterset_class = ClaimFilter


@extend_schema_field(KindReferenceShape(allow_null=True))
class SideField(RecordReference):
    """A side: a party that stands under no other, or a person who speaks for himself."""

    def to_representation(self, value: Side) -> dict[str, str]:
        return {"kind": kind_of(type(value.record)), **super().to_representation(value.record)}


class SidesField(serializers.ListField):
    child = SideField()


class SourcesField(serializers.ListField):
    """The sources cited for a claim."""

    child = RecordReference()


class HeldClaimSerializer(ClaimSerializer):
    """A claim on a point: who holds it, for which side, and whether it counts on the day."""

    side = SideField(help_text="The side that speaks; null for a source and for a joint text.")
    date = DateValue(help_text="When it was claimed, or else when the words were said.")
    quote = serializers.CharField(help_text="The words behind it, from a citation or a statement.")
    counts = serializers.BooleanField(
        help_text="Whether it takes a position that no later claim of its holder has displaced."
    )
    shifted = serializers.BooleanField(help_text="Whether it excludes what its side said before.")
    sources = SourcesField(help_text="The sources cited for it.")

    class Meta:
        model = Claim
        inside = "claim"

    def records(self, shown: HeldClaim) -> Iterator[Record]:
        yield from super().records(shown)
        yield from (side.record for side in shown.sides)
        yield from shown.sources


class PairSerializer(serializers.Serializer):
    """Two sides that both take a position."""

    sides = serializers.ListField(child=SideField(), min_length=2, max_length=2)
    standing = Word(Standing)


class PointSerializer(RecordSerializer):
    standing = Word(Standing, help_text="How the sides stand to each other on the day.")

    class Meta:
        model = Point


class PointReportSerializer(PointSerializer):
    """A point with all claims on it, and how the sides stand to each other."""

    pairs = PairSerializer(many=True)
    sources_differ = serializers.BooleanField(
        help_text="Whether two sources leave no answer in common."
    )
    claims = HeldClaimSerializer(many=True)
    silent = SidesField(help_text="Sides that speak of the matter and pass over the point.")

    class Meta:
        model = Point
        inside = "point"

    def records(self, shown: PointReport) -> Iterator[Record]:
        yield from super().records(shown)
        yield from (side.record for side in shown.sides.values())


class PointDetail(PointReportSerializer, CitedSerializer):
    """A point by itself."""


class PointFilter(CitedFilter):
    process = Within(Process, *PROCESSES)
    party = Within(Party, "claims__party")
    party__exact = Named(Party, "claims__party")
    party__all = AllWithin(Party, "claims__party")
    person = Named(Person, "claims__person")
    issue = Within(Issue, "issue")
    event = Named(Event, "event")
    offer = Named(Offer, "offer")
    agreement = Named(Agreement, "agreement")
    statement = Named(Statement, "statement")
    place = Named(Place, "event__place", told="On events at these places, by slug.")
    kind = Worded(PointKind, "What sort of difference it is.")
    answer_type = Worded(AnswerType, "What form its answers have.")
    standing = WorkedOut(Standing, "How the sides stand to each other.", standings_of)
    resolution = Worded(Resolution, "What has become of the difference since.")
    q = Search()


class PointViews(CitedViews):
    model = Point
    serializer_class = PointSerializer
    detail_class = PointDetail
    filterset_class = PointFilter

    def prepare(self, records: Sequence[Any], chosen: frozenset[str]) -> None:
        """A detail carries the whole report instead."""
        super().prepare(records, chosen)
        if "standing" in chosen and self.action == "list":
            standings = standings_on(records, self.clocks.known_on)
            for record in records:
                record.standing = standings[record.pk]

    def completed(self, record: Point, chosen: frozenset[str]) -> PointReport:
        (report,) = points_with_claims([record], self.clocks.known_on)
        return report
