"""How promises were kept: commitments of agreements, and terms that one side promised alone.

For each its states in order, and the spans in which it was kept (docs/coding.md has the rule). The
first half calculates, the second reads. Not here: the states of offers (states.py).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from negotiations.choices import FulfilmentLevel, OfferKind, TermSide
from negotiations.dates import ImpreciseDate, Period
from negotiations.models import Agreement, Commitment, Fulfilment, Offer, Party, Record, Term
from negotiations.reports.lists import keys_of
from negotiations.reports.states import weakest
from negotiations.reports.trees import Descendants

#: From the best to the worst: of several states at one date the worst counts.
SCALE: tuple[str, ...] = (
    FulfilmentLevel.FULL,
    FulfilmentLevel.INTERMEDIATE,
    FulfilmentLevel.MINIMAL,
    FulfilmentLevel.NOT_INITIATED,
    FulfilmentLevel.SUSPENDED,
    FulfilmentLevel.BREACHED,
    FulfilmentLevel.RENOUNCED,
)
KEPT, NOT_YET = SCALE[:2], SCALE[2:4]
#: Why a span ended: a level that is not kept, or this.
AGREEMENT_ENDED = "agreement_ended"


class Outcome(StrEnum):
    """What became of a promise, in a word."""

    #: When last heard of.
    KEPT = "kept"
    #: Until its agreement ended.
    KEPT_TO_THE_END = "kept_to_the_end"
    KEPT_FOR_A_TIME = "kept_for_a_time"
    #: Nothing done, or first steps only.
    NOT_KEPT = "not_kept"
    #: Suspended, breached or renounced, and nothing known of the time before.
    BROKEN_OFF = "broken_off"
    #: No dated state is known.
    UNKNOWN = "unknown"


#: By why the last span ended.
LAST_ENDED = {"": Outcome.KEPT, AGREEMENT_ENDED: Outcome.KEPT_TO_THE_END}


class Length(NamedTuple):
    """How long at least and at most; None where nothing is known to have ended it."""

    least: int
    most: int | None


@dataclass(frozen=True)
class State:
    """One fulfilment, and whether it counts: it does not if a worse one has the same date."""

    fulfilment: Fulfilment
    dated: ImpreciseDate | None
    counts: bool

    @property
    def level(self) -> str:
        return self.fulfilment.level

    @property
    def certainty(self) -> str:
        return self.fulfilment.certainty

    @property
    def teller(self) -> Record | None:
        teller: Record | None = self.fulfilment.according_to
        return teller

    @property
    def is_kept(self) -> bool:
        return self.level in KEPT


@dataclass(frozen=True)
class Span:
    """A time in which a promise was kept, from one state to another.

    Each end is a period: the days on which it may have been. `ended` is None where no later state
    and no end of the agreement is known.
    """

    began: Period
    ended: Period | None
    #: The days of which the last state of keeping may speak.
    seen: Period
    #: A level, `agreement_ended`, or empty.
    reason: str
    #: The state that ended it, if one did; it may be what another side says.
    ended_by: State | None
    #: The weakest grade of the states at its ends.
    certainty: str

    @property
    def days(self) -> Length:
        sure, possible = self.stretches()
        return Length(
            (sure.last - sure.first).days if sure.first and sure.last else 0,
            (possible.last - possible.first).days if possible.first and possible.last else None,
        )

    @property
    def months(self) -> Length:
        """Months that were completed."""
        sure, possible = self.stretches()
        return Length(
            whole_months(sure.first, sure.last) if sure.first and sure.last else 0,
            whole_months(possible.first, possible.last)
            if possible.first and possible.last
            else None,
        )

    def stretches(self) -> tuple[Period, Period]:
        """From the last day on which it may have begun to the first on which it may have ended.

        And from the first to the last. Without an end, it lasted at least to where it was seen.
        """
        seen_until = [period.first for period in (self.seen, self.ended) if period and period.first]
        sure = Period(self.began.last, max(seen_until, default=None))
        if sure.first is None or sure.last is None or sure.first > sure.last:
            sure = Period(None, None)
        return sure, Period(self.began.first, self.ended.last if self.ended else None)


@dataclass(frozen=True)
class Keeping:
    """A promise, its states in order, and when it was kept."""

    promise: Commitment | Term
    states: tuple[State, ...]
    spans: tuple[Span, ...]

    @property
    def made_in(self) -> Agreement | Offer:
        """Where the promise stands."""
        made: Agreement | Offer = (
            self.promise.agreement if isinstance(self.promise, Commitment) else self.promise.offer
        )
        return made

    @property
    def outcome(self) -> Outcome:
        counted = [state for state in self.states if state.counts]
        if not counted:
            return Outcome.UNKNOWN
        if not self.spans:
            seen = any(state.level in NOT_YET for state in counted)
            return Outcome.NOT_KEPT if seen else Outcome.BROKEN_OFF
        return LAST_ENDED.get(self.spans[-1].reason, Outcome.KEPT_FOR_A_TIME)


# --- The calculation ----------------------------------------------------------------------------


def states_of(fulfilments: Iterable[Fulfilment], day: date | None = None) -> tuple[State, ...]:
    """In the order of their dates, undated ones last; up to the day, if one is given."""
    dated = [
        (ImpreciseDate.parse(row.date) if row.date else None, row)
        for row in sorted(fulfilments, key=lambda row: row.slug)
    ]
    heard = [(when, row) for when, row in dated if day is None or is_past(when, day)]
    worst: dict[ImpreciseDate, int] = defaultdict(int)
    for when, row in heard:
        if when is not None and row.level:
            worst[when] = max(worst[when], SCALE.index(row.level))
    states = [
        State(row, when, bool(when and row.level and SCALE.index(row.level) == worst[when]))
        for when, row in heard
    ]
    return tuple(sorted(states, key=lambda state: (state.dated is None, state.dated or FIRST)))


#: Stands for no date where dates are compared.
FIRST = ImpreciseDate.parse("0001")


def is_past(when: ImpreciseDate | None, day: date) -> bool:
    """Whether it was so by the day for certain."""
    return when is not None and when.latest is not None and when.latest <= day


def spans_of(states: Iterable[State], ended: ImpreciseDate | None = None) -> tuple[Span, ...]:
    """The spans of keeping that the states tell, in an agreement that ended then."""
    spans: list[Span] = []
    running: list[State] = []
    for state in (state for state in states if state.counts):
        if state.is_kept:
            running.append(state)
        elif running:
            spans.append(span_of(running, state, ended))
            running = []
    if running:
        spans.append(span_of(running, None, ended))
    return tuple(spans)


def span_of(running: Sequence[State], broken: State | None, ended: ImpreciseDate | None) -> Span:
    """The span of the states in a row, ended by the state `broken` or with the agreement."""
    (began, _), (_, seen) = ends_of(running[0]), ends_of(running[-1])
    grades = [running[0].certainty]
    end, reason = None, ""
    if broken is not None:
        end, reason = ends_of(broken)[0], broken.level
        grades.append(broken.certainty)
    if ended is not None and ends_with_it(seen, end, ended):
        end, reason, broken = Period(ended.earliest, ended.latest), AGREEMENT_ENDED, None
        grades = grades[:1]
    return Span(began, end, seen, reason, broken, weakest(*grades))


def ends_with_it(seen: Period, end: Period | None, ended: ImpreciseDate) -> bool:
    """Whether an agreement's end comes after what is last seen kept and before what broke it.

    Seen kept later still, a promise outlived its agreement. On one day, what broke it says more.
    """
    if seen.first and ended.latest and ended.latest < seen.first:
        return False
    return end is None or bool(ended.earliest and end.first and ended.earliest < end.first)


def ends_of(state: State) -> tuple[Period, Period]:
    """When the state may have begun to hold and ceased; the same, unless it lasted."""
    when = state.dated or FIRST
    whole = Period(when.earliest, when.latest)
    if when.precision != "interval":
        return whole, whole
    first, _, last = when.edtf.partition("/")
    return (
        whole if first == ".." else bounds_of(first),
        whole if last == ".." else bounds_of(last),
    )


def bounds_of(text: str) -> Period:
    when = ImpreciseDate.parse(text)
    return Period(when.earliest, when.latest)


def whole_months(first: date, last: date) -> int:
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (last.day < first.day)


# --- The reading --------------------------------------------------------------------------------


def keeping_in(agreement: Agreement, day: date | None = None) -> list[Keeping]:
    """How the commitments of an agreement were kept, in their order."""
    return keeping_of(Commitment.objects.filter(agreement=agreement), Term.objects.none(), day)


def keeping_by(
    party: Party, first: date | None = None, last: date | None = None, day: date | None = None
) -> list[Keeping]:
    """How a party, and those within it, kept what it promised in the period, oldest first."""
    bound = Q(actor__in=Descendants(Party, [party.slug]))
    commitments = Commitment.objects.filter(bound)
    terms = Term.objects.filter(bound)
    if first is not None or last is not None:
        agreements = Agreement.objects.possibly_in(first, last).order_by().values("pk")
        offers = Offer.objects.possibly_in(first, last).order_by().values("pk")
        commitments = commitments.filter(agreement__in=keys_of(agreements))
        terms = terms.filter(offer__in=keys_of(offers))
    return sorted(keeping_of(commitments, terms, day), key=moment_of_promise)


def moment_of_promise(keeping: Keeping) -> tuple[bool, ImpreciseDate]:
    made = keeping.made_in.date
    return not made, ImpreciseDate.parse(made) if made else FIRST


def keeping_of(
    commitments: QuerySet[Commitment], terms: QuerySet[Term], day: date | None = None
) -> list[Keeping]:
    """How these were kept, up to the day if one is given; of the terms, those that are promises."""
    promises: list[Commitment | Term] = [*roots(commitments), *promised(terms)]
    found = fulfilments_of(promises)
    return [keeping(promise, found[promise], day) for promise in promises]


def keeping(
    promise: Commitment | Term, fulfilments: Iterable[Fulfilment], day: date | None = None
) -> Keeping:
    states = states_of(fulfilments, day)
    text = promise.agreement.ended if isinstance(promise, Commitment) else ""
    ended = ImpreciseDate.parse(text) if text else None
    if day is not None and not is_past(ended, day):
        ended = None
    return Keeping(promise, states, spans_of(states, ended))


def roots(commitments: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Commitments themselves: what is told of a variant belongs to its root."""
    keys = keys_of(commitments.filter(variant_of=None).order_by().values("pk"))
    rows: QuerySet[Commitment] = (
        Commitment.objects.filter(pk__in=keys)
        .select_related("agreement", "actor", "issue")
        .order_by("agreement__slug", "ordinal", "slug")
    )
    return rows


def promised(terms: QuerySet[Term]) -> QuerySet[Term]:
    """What was promised alone, and whatever else is known to have been kept or broken."""
    alone = Q(side=TermSide.GIVE, offer__kind=OfferKind.UNILATERAL_STEP)
    told = Exists(Fulfilment.objects.filter(term=OuterRef("pk")))
    keys = keys_of(terms.filter(alone | Q(told)).order_by().values("pk"))
    rows: QuerySet[Term] = (
        Term.objects.filter(pk__in=keys)
        .select_related("offer", "actor", "issue")
        .order_by("offer__slug", "ordinal", "slug")
    )
    return rows


def fulfilments_of(promises: Iterable[Commitment | Term]) -> dict[Record, list[Fulfilment]]:
    """By promise; those of a variant under its root."""
    commitments: dict[int | None, Record] = {}
    terms: dict[int | None, Record] = {}
    for promise in promises:
        (commitments if isinstance(promise, Commitment) else terms)[promise.pk] = promise
    of_them = Q(commitment__in=list(commitments)) | Q(term__in=list(terms))
    of_variants = Q(commitment__variant_of__in=list(commitments))
    keys = keys_of(Fulfilment.objects.filter(of_them | of_variants).order_by().values("pk"))
    tellers = ("according_to_party", "according_to_person", "according_to_source")
    rows = Fulfilment.objects.filter(pk__in=keys).select_related(
        "commitment", "term", "event", *tellers
    )
    found: dict[Record, list[Fulfilment]] = defaultdict(list)
    for row in rows:
        if row.term_id is not None:
            found[terms[row.term_id]].append(row)
        else:
            found[commitments[row.commitment.variant_of_id or row.commitment_id]].append(row)
    return found
