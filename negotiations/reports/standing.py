"""How the sides stand to each other on a point on a given day: derived, never stored.

Pure: it takes claims as voices and gives verdicts; docs/standing.md has the rules with examples.
Not here: how a point's claims are fetched and which side a party belongs to (points.py, sides.py),
and what an answer leaves possible (answers.py).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import combinations
from operator import and_, or_

from negotiations.choices import ClaimStance, OnRecord, Standing
from negotiations.dates import ImpreciseDate
from negotiations.reports.answers import AnswerError, AnswerSet, AnswerSpace

OFF_RECORD = frozenset({OnRecord.BACKGROUND, OnRecord.ANONYMOUS})
NO_POSITION = frozenset({ClaimStance.DOES_NOT_CONFIRM, ClaimStance.SILENT})


@dataclass(frozen=True)
class Voice:
    """One claim as the derivation hears it.

    `sides` are the sides it speaks for: one for a party or a person, several for a joint text, none
    for a source; `source` names that source.
    """

    claim: str
    sides: tuple[str, ...] = ()
    source: str = ""
    stance: str = ClaimStance.ASSERTS
    answer: str = ""
    dated: ImpreciseDate | None = None
    on_record: str = OnRecord.ON_RECORD

    def was_heard_by(self, day: date | None) -> bool:
        """Whether it was certainly made by the day. Without a day, everything was."""
        if day is None:
            return True
        return self.dated is not None and self.dated.latest is not None and self.dated.latest <= day

    def is_later_than(self, other: "Voice") -> bool:
        """Certainly later; what is dated is later than what is not."""
        if self.dated is None:
            return False
        if other.dated is None:
            return True
        if self.dated.earliest is None or other.dated.latest is None:
            return False
        return self.dated.earliest > other.dated.latest

    def leaves(self, space: AnswerSpace | None) -> AnswerSet | None:
        """The answers it leaves; None when it takes no position, or none that can be read."""
        if space is None or not self.answer or self.stance in NO_POSITION:
            return None
        try:
            answers = space.read(self.answer)
        except AnswerError:
            return None
        return space.whole - answers if self.stance == ClaimStance.DENIES else answers


@dataclass(frozen=True)
class Position:
    """What the claims of one holder that count on the day leave together."""

    left: AnswerSet
    claims: frozenset[str]
    shifted: bool


@dataclass(frozen=True)
class Pair:
    """Two sides that both take a position, in the order of their names."""

    sides: tuple[str, str]
    standing: Standing


@dataclass(frozen=True)
class PointStanding:
    """How a point stands on a day."""

    standing: Standing
    pairs: tuple[Pair, ...]
    sources_differ: bool
    #: What each side says.
    positions: Mapping[str, Position]
    #: What each source says.
    told: Mapping[str, Position]
    #: Sides that speak of the matter and pass over the point.
    silent: tuple[str, ...]

    @property
    def counted(self) -> frozenset[str]:
        """The claims that make the positions of sides and sources."""
        positions = (*self.positions.values(), *self.told.values())
        return frozenset().union(*(position.claims for position in positions))

    @property
    def shifted(self) -> frozenset[str]:
        """The sides that now exclude what they said before."""
        return frozenset(side for side, position in self.positions.items() if position.shifted)


def standing_of(
    space: AnswerSpace | None, voices: Iterable[Voice], day: date | None = None
) -> PointStanding:
    """The standing of a point; no space where its answers were not coded, no day for as of now."""
    heard = [voice for voice in voices if voice.was_heard_by(day)]
    sides: dict[str, list[Voice]] = defaultdict(list)
    sources: dict[str, list[Voice]] = defaultdict(list)
    for voice in heard:
        for side in voice.sides:
            sides[side].append(voice)
        if voice.source:
            sources[voice.source].append(voice)
    positions = positions_of(space, sides)
    pairs = tuple(pairs_of(positions))
    told = positions_of(space, sources)
    return PointStanding(
        standing=together(len(positions), pairs),
        pairs=pairs,
        sources_differ=any(pair.standing == Standing.CONTRADICTED for pair in pairs_of(told)),
        positions=positions,
        told=told,
        silent=tuple(sorted(side for side in sides if is_silent(sides[side]))),
    )


def positions_of(
    space: AnswerSpace | None, holders: Mapping[str, Sequence[Voice]]
) -> dict[str, Position]:
    found = {holder: position_of(space, voices) for holder, voices in sorted(holders.items())}
    return {holder: position for holder, position in found.items() if position is not None}


def position_of(space: AnswerSpace | None, voices: Iterable[Voice]) -> Position | None:
    """What one holder says: the claims no later one displaces, on the record if there are any."""
    left = {voice: answers for voice in voices if (answers := voice.leaves(space)) is not None}
    taken = [voice for voice in left if voice.on_record not in OFF_RECORD] or list(left)
    if not taken:
        return None
    present = [voice for voice in taken if not any(other.is_later_than(voice) for other in taken)]
    position = with_one_voice([left[voice] for voice in present])
    earlier = [voice for voice in taken if voice not in present]
    return Position(
        left=position,
        claims=frozenset(voice.claim for voice in present),
        shifted=any(not position & left[voice] for voice in earlier),
    )


def with_one_voice(left: Sequence[AnswerSet]) -> AnswerSet:
    """What all of them leave; a holder of two minds, for whom that is nothing, what any leaves."""
    return reduce(and_, left) or reduce(or_, left)


def pairs_of(positions: Mapping[str, Position]) -> Iterable[Pair]:
    for one, two in combinations(sorted(positions), 2):
        yield Pair((one, two), compared(positions[one].left, positions[two].left))


def compared(one: AnswerSet, two: AnswerSet) -> Standing:
    if not one & two:
        return Standing.CONTRADICTED
    return Standing.AGREED if one == two else Standing.COMPATIBLE


def together(sides: int, pairs: Sequence[Pair]) -> Standing:
    if sides < 2:
        return Standing.ONE_SIDE if sides else Standing.OPEN
    found = {pair.standing for pair in pairs}
    if Standing.CONTRADICTED in found:
        return Standing.CONTRADICTED
    return Standing.AGREED if found == {Standing.AGREED} else Standing.COMPATIBLE


def is_silent(voices: Iterable[Voice]) -> bool:
    return any(voice.stance == ClaimStance.SILENT for voice in voices)
