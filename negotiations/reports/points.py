"""Points with what each side and source says to them, and how they stand on a day.

The rules of standing are in standing.py; which points belong to an event is in side_by_side.py.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from negotiations.choices import Standing
from negotiations.dates import ImpreciseDate
from negotiations.models import Citation, Claim, Point, Source
from negotiations.reports.answers import AnswerSpace, space_of
from negotiations.reports.sides import Side, Sides, parties_of_claim
from negotiations.reports.standing import PointStanding, Voice, standing_of


@dataclass(frozen=True)
class HeldClaim:
    """A claim with the sides it speaks for and what it does on the day."""

    claim: Claim
    sides: tuple[Side, ...]
    #: Whether it takes a position on the day that no later claim of its holder displaces.
    counts: bool
    #: Whether it excludes what its side said before.
    shifted: bool

    @property
    def side(self) -> Side | None:
        """The one side that speaks; None for a source and for a joint text."""
        return self.sides[0] if len(self.sides) == 1 and not self.claim.agreement_id else None

    @property
    def date(self) -> str:
        return date_of(self.claim)

    @property
    def citations(self) -> list[Citation]:
        return list(self.claim.citations.all())

    @property
    def quote(self) -> str:
        """The words behind the claim: a citation's quotation, else the statement it was made in."""
        quotes = (citation.quote for citation in self.citations if citation.quote)
        statement = self.claim.statement
        return next(quotes, statement.text if statement else "")

    @property
    def sources(self) -> list[Source]:
        found = {citation.source.slug: citation.source for citation in self.citations}
        return [found[slug] for slug in sorted(found)]


@dataclass(frozen=True)
class TwoSides:
    """Two sides that both take a position on a point."""

    sides: list[Side]
    standing: Standing


@dataclass(frozen=True)
class PointReport:
    """A point, its claims in order, and how the sides stand to each other."""

    point: Point
    claims: tuple[HeldClaim, ...]
    verdict: PointStanding
    sides: dict[str, Side]

    @property
    def standing(self) -> Standing:
        return self.verdict.standing

    @property
    def sources_differ(self) -> bool:
        return self.verdict.sources_differ

    @property
    def pairs(self) -> list[TwoSides]:
        """Every two sides that take a position, and how they stand to each other."""
        return [
            TwoSides([self.sides[key] for key in pair.sides], pair.standing)
            for pair in self.verdict.pairs
        ]

    @property
    def citations(self) -> list[Citation]:
        """The citations of the point itself."""
        return list(self.point.citations.all())

    @property
    def silent(self) -> list[Side]:
        return [self.sides[key] for key in self.verdict.silent]


def points_with_claims(points: Iterable[Point], day: date | None = None) -> list[PointReport]:
    """The points in the order given; claims up to the day, all of them where no day is given."""
    points = list(points)
    claims = claims_on(points)
    sides = Sides.of(pk for claim in claims for pk in parties_of_claim(claim))
    by_point: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_point[claim.point_id].append(claim)
    return [report_on(point, by_point[point.pk], sides, day) for point in points]


def standings_of(keys: Sequence[int], day: date | None = None) -> dict[int, str]:
    """How the points with the keys stand."""
    return standings_on(Point.objects.filter(pk__in=keys), day)


def standings_on(points: Iterable[Point], day: date | None = None) -> dict[int, str]:
    """How each point stands, by its key, as `points_with_claims` has it; without the claims."""
    points = list(points)
    keys = [point.pk for point in points]
    claims = Claim.objects.filter(point__in=keys).prefetch_related("agreement__parties")
    voiced = list(claims.select_related("person", "source", "agreement", "statement"))
    sides = Sides.of(pk for claim in voiced for pk in parties_of_claim(claim))
    voices: dict[int, list[Voice]] = defaultdict(list)
    for claim in voiced:
        voices[claim.point_id].append(voice_of(claim, sides.of_claim(claim)))
    return {
        point.pk: standing_of(space_of_point(point), voices[point.pk], day).standing
        for point in points
    }


def claims_on(points: Sequence[Point]) -> QuerySet[Claim]:
    citations = Citation.objects.select_related("source").order_by("slug")
    claims: QuerySet[Claim] = (
        Claim.objects.filter(point__in=[point.pk for point in points])
        .select_related("party", "person", "source", "agreement", "statement", "offer")
        .prefetch_related("agreement__parties", Prefetch("citations", citations))
        .in_order()
    )
    return claims


def report_on(
    point: Point, claims: Sequence[Claim], sides: Sides, day: date | None = None
) -> PointReport:
    speaking = {claim.slug: tuple(sides.of_claim(claim)) for claim in claims}
    voices = {claim.slug: voice_of(claim, speaking[claim.slug]) for claim in claims}
    verdict = standing_of(space_of_point(point), voices.values(), day)
    counted, shifted = verdict.counted, verdict.shifted
    held = tuple(
        HeldClaim(
            claim=claim,
            sides=speaking[claim.slug],
            counts=claim.slug in counted,
            shifted=claim.slug in counted
            and any(side.key in shifted for side in speaking[claim.slug]),
        )
        for claim in claims
        if voices[claim.slug].was_heard_by(day)
    )
    named = {side.key: side for found in speaking.values() for side in found}
    return PointReport(point=point, claims=held, verdict=verdict, sides=named)


def space_of_point(point: Point) -> AnswerSpace | None:
    return space_of(point.answer_type, point.answers)


def voice_of(claim: Claim, sides: Sequence[Side]) -> Voice:
    return voice_on(
        claim=claim.slug,
        sides=[side.key for side in sides],
        source=claim.source.slug if claim.source else "",
        stance=claim.stance,
        answer=claim.answer,
        date=date_of(claim),
        on_record=claim.on_record,
    )


def voice_on(*, sides: Iterable[str], date: str, **told: str) -> Voice:
    """A voice on a point; the date is EDTF, empty where it is unknown."""
    return Voice(sides=tuple(sides), dated=ImpreciseDate.parse(date) if date else None, **told)


def date_of(claim: Claim) -> str:
    """When it was claimed; where that was not entered, when the words were said."""
    return claim.date or (claim.statement.date if claim.statement else "")
