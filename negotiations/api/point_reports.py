"""A point with the claims on it and how the sides stand to each other: its shape, and its document.

The claims of a point are read with its document; how they stand to each other on a day is worked
out in Python (reports/standing.py).
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from negotiations.api.base import RecordSerializer
from negotiations.api.documents import (
    Row,
    by_keys,
    document,
    expression,
    looked_up,
    named_row,
    naming,
    order_of,
    references,
    table_of,
)
from negotiations.api.kinds import kind_of
from negotiations.api.values import DateValue, KindReferenceShape, RecordReference, Word
from negotiations.choices import Standing
from negotiations.models import Claim, Party, Person, Point, Record, Source
from negotiations.reports.answers import space_of
from negotiations.reports.points import HeldClaim, PointReport, voice_on
from negotiations.reports.sides import Side
from negotiations.reports.standing import Voice, standing_of
from negotiations.reports.trees import tops


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


class QuoteField(serializers.CharField):
    """The words behind a claim: a citation's quotation, else the statement it was made in."""


class ClaimDate(DateValue):
    """When it was claimed; where that was not entered, when the words were said."""


class ClaimSerializer(RecordSerializer):
    class Meta:
        model = Claim


class HeldClaimSerializer(ClaimSerializer):
    """A claim on a point: who holds it, for which side, and whether it counts on the day."""

    side = SideField(help_text="The side that speaks; null for a source and for a joint text.")
    date = ClaimDate(help_text="When it was claimed, or else when the words were said.")
    quote = QuoteField(help_text="The words behind it, from a citation or a statement.")
    counts = serializers.BooleanField(
        help_text="Whether it takes a position that no later claim of its holder has displaced."
    )
    shifted = serializers.BooleanField(help_text="Whether it excludes what its side said before.")
    sources = SourcesField(help_text="The sources cited for it.")

    beside = frozenset({"side", "counts", "shifted"})

    class Meta:
        model = Claim
        inside = "claim"

    def records(self, shown: HeldClaim) -> Iterator[Record]:
        yield from super().records(shown)
        yield from (side.record for side in shown.sides)
        yield from shown.sources


class PairSerializer(serializers.Serializer):
    """Two sides that both take a position."""

    sides = serializers.ListField(
        child=SideField(), min_length=2, max_length=2, help_text="The two, by their names."
    )
    standing = Word(Standing)


class PointSerializer(RecordSerializer):
    standing = Word(Standing, help_text="How the sides stand to each other on the day.")

    beside = frozenset({"standing"})

    class Meta:
        model = Point

    @classmethod
    def material(cls, key: str, apart: list[str] | None = None) -> str:
        return claims_to_report(key)

    @classmethod
    def finish(cls, material: Any, day: date | None) -> dict[str, Any]:
        return report_on(material, day)


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

    beside = frozenset({"standing", "pairs", "sources_differ", "claims", "silent"})

    def records(self, shown: PointReport) -> Iterator[Record]:
        yield from super().records(shown)
        yield from (side.record for side in shown.sides.values())


# --- The same as documents ------------------------------------------------------------------------

CLAIM_QUOTES = """coalesce(
  (select quoting.quote from negotiations_citation as quoting
   where quoting.claim_id = {key} and quoting.quote <> ''
   order by quoting.slug collate "C" limit 1),
  (select said.text from negotiations_statement as said
   where said.id = (select statement_id from negotiations_claim where id = {key})),
  '')"""
CLAIM_SOURCES = "select distinct source_id from negotiations_citation where claim_id = {key}"


@expression.register
def _(field: QuoteField, row: Row) -> str:
    return CLAIM_QUOTES.replace("{key}", row.key)


@expression.register
def _(field: SourcesField, row: Row) -> str:
    return references(Source, CLAIM_SOURCES.replace("{key}", row.key))


@expression.register
def _(field: ClaimDate, row: Row) -> str:
    dated = [f"{row.alias}.date{end}" for end in ("", "_earliest", "_latest")]
    said = ", ".join(f"said.date{end}" for end in ("", "_earliest", "_latest"))
    return (
        f"case when {dated[0]} <> '' then engine.date_value({', '.join(dated)}) else "
        f"(select engine.date_value({said}) from negotiations_statement as said "
        f"where said.id = {row.alias}.statement_id) end"
    )


def sides_of(claim: Row) -> str:
    """The sides a claim speaks for: those of a joint text, else of its party, else its person."""
    party, person = named_row(Party), named_row(Person)
    joint = (
        "select joint.party_id from negotiations_agreement_parties as joint "
        f"where joint.agreement_id = {claim.alias}.agreement_id"
    )
    speaking = f"select {claim.alias}.party_id union {joint}"
    return (
        "(select coalesce(json_agg(d order by d.kind, d.slug), '[]'::json) from ("
        f"select 'party' as kind, {naming(party)} "
        f"from {by_keys(party, tops(Party, speaking))} "
        f"union all select 'person', {naming(person)} from {table_of(Person)} as {person.alias} "
        f"where {person.key} = {claim.alias}.person_id and {claim.alias}.party_id is null "
        f"and {claim.alias}.agreement_id is null) as d)"
    )


def claims_to_report(point: str) -> str:
    """The answers that a point allows, and its claims with the sides of each, as JSON."""
    claim = named_row(Claim)
    claims = (
        "select coalesce(json_agg(c), '[]'::json) from (select "
        f"{document(HeldClaimSerializer(), claim)} as document, "
        f"{sides_of(claim)} as sides from {table_of(Claim)} as {claim.alias} "
        f"where {claim.alias}.point_id = {point} order by {order_of(claim)}) as c"
    )
    return (
        "(select row_to_json(m) from (select asked.answer_type, asked.answers, "
        f"({claims}) as claims from {table_of(Point)} as asked where asked.id = {point}) as m)"
    )


def points_to_report(keys: str) -> str:
    """The points whose keys a query gives, each with its document and its material, as JSON."""
    point = named_row(Point)
    parts = [
        f"{document(PointSerializer(), point)} as document",
        f"{claims_to_report(point.key)} as material",
        f"{point.column('slug')} as slug",
    ]
    return (
        "(select coalesce(json_agg(json_build_object("
        "'document', p.document, 'material', p.material) "
        "order by p.slug collate \"C\"), '[]'::json) "
        f"from ({keys}) as k (id) {looked_up(point, parts)})"
    )


def reported(point: Mapping[str, Any], day: date | None) -> dict[str, Any]:
    return {**point["document"], **report_on(point["material"], day)}


def report_on(material: Mapping[str, Any], day: date | None) -> dict[str, Any]:
    """How a point stands on the day: the fields beside its document."""
    claims = [(claim, voice_of(claim)) for claim in material["claims"]]
    space = space_of(material["answer_type"], material["answers"])
    verdict = standing_of(space, [voice for _, voice in claims], day)
    sides = {key_of(side): side for claim, _ in claims for side in claim["sides"]}
    return {
        "standing": verdict.standing,
        "pairs": [
            {"sides": [sides[key] for key in pair.sides], "standing": pair.standing}
            for pair in verdict.pairs
        ],
        "sources_differ": verdict.sources_differ,
        "claims": [
            held_claim(claim, voice, verdict.counted, verdict.shifted)
            for claim, voice in claims
            if voice.was_heard_by(day)
        ],
        "silent": [sides[key] for key in verdict.silent],
    }


def held_claim(
    claim: Mapping[str, Any], voice: Voice, counted: frozenset[str], shifted: frozenset[str]
) -> dict[str, Any]:
    document, sides = claim["document"], claim["sides"]
    of_one_side = len(sides) == 1 and document["holder"]["kind"] != "agreement"
    counts = voice.claim in counted
    return {
        **document,
        "side": sides[0] if of_one_side else None,
        "counts": counts,
        "shifted": counts and any(side in shifted for side in voice.sides),
    }


def voice_of(claim: Mapping[str, Any]) -> Voice:
    document = claim["document"]
    holder = document["holder"]
    return voice_on(
        claim=document["slug"],
        sides=[key_of(side) for side in claim["sides"]],
        source=holder["slug"] if holder["kind"] == "source" else "",
        stance=document["stance"],
        answer=document["answer"],
        date=document["date"]["edtf"] if document["date"] else "",
        on_record=document["on_record"],
    )


def key_of(side: Mapping[str, str]) -> str:
    return f"{side['kind']}:{side['slug']}"
