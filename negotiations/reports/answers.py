"""What an answer to a point leaves possible: a set that can be met, joined and taken away.

Four forms of answer share one algebra: choices and yes or no are places on a line, dates are days,
numbers are a line without gaps. Not here: who answers, when, and what follows (standing.py).
"""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from negotiations.choices import AnswerType
from negotiations.dates import DateError, ImpreciseDate

SEPARATOR = ";"
YES_NO = ("yes", "no")
#: At most 18 digits before and after the point: no measure of a negotiation needs more.
_NUMBER = re.compile(r"-?[0-9]{1,18}([.][0-9]{1,18})?")

#: A stretch of answers, from its first cut up to (not including) its last.
Stretch = tuple[Any, Any]


class AnswerError(ValueError):
    """An answer that its point cannot read; it says why in a sentence."""


@dataclass(frozen=True)
class AnswerSet:
    """Answers as ascending stretches that neither overlap nor touch; equal sets are equal."""

    stretches: tuple[Stretch, ...] = ()

    @classmethod
    def of(cls, stretches: Iterable[Stretch]) -> Self:
        joined: list[Stretch] = []
        for start, end in sorted(stretch for stretch in stretches if stretch[0] < stretch[1]):
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return cls(tuple(joined))

    def __bool__(self) -> bool:
        return bool(self.stretches)

    def __and__(self, other: "AnswerSet") -> "AnswerSet":
        return AnswerSet.of(
            (max(one[0], two[0]), min(one[1], two[1]))
            for one in self.stretches
            for two in other.stretches
        )

    def __or__(self, other: "AnswerSet") -> "AnswerSet":
        return AnswerSet.of((*self.stretches, *other.stretches))

    def __sub__(self, other: "AnswerSet") -> "AnswerSet":
        left = self
        for start, end in other.stretches:
            left = AnswerSet.of(
                piece
                for first, last in left.stretches
                for piece in ((first, min(last, start)), (max(first, end), last))
            )
        return left


@dataclass(frozen=True)
class AnswerSpace:
    """All answers that a point allows, and how one answer of a claim is read."""

    whole: AnswerSet
    read_one: Callable[[str], Stretch]

    def read(self, text: str) -> AnswerSet:
        """The answers in the text, `;` between them. Raises AnswerError when one cannot be read."""
        parts = [part.strip() for part in text.split(SEPARATOR)]
        return AnswerSet.of(self.read_one(part) for part in parts if part)


def space_of(answer_type: str, answers: Iterable[str] = ()) -> AnswerSpace | None:
    """The space of a point; None where the form of its answers was not coded.

    `answers` is the closed list of a choice, each entry as `key=label`.
    """
    if answer_type == AnswerType.CHOICE:
        return choices([entry.partition("=")[0] for entry in answers])
    if answer_type == AnswerType.YES_NO:
        return choices(YES_NO)
    if answer_type == AnswerType.DATE:
        return AnswerSpace(AnswerSet(((-math.inf, math.inf),)), days)
    if answer_type == AnswerType.NUMBER:
        return AnswerSpace(AnswerSet(((LOWEST, HIGHEST),)), numbers)
    return None


def choices(keys: Iterable[str]) -> AnswerSpace:
    places = {key: place for place, key in enumerate(keys)}

    def read_one(key: str) -> Stretch:
        if key not in places:
            raise AnswerError(f"{key!r} is none of the answers: {', '.join(places)}.")
        return places[key], places[key] + 1

    return AnswerSpace(AnswerSet.of([(0, len(places))]), read_one)


def days(edtf: str) -> Stretch:
    """All days from the earliest to the latest that the date allows."""
    try:
        date = ImpreciseDate.parse(edtf)
    except DateError as error:
        raise AnswerError(str(error)) from error
    return (
        date.earliest.toordinal() if date.earliest else -math.inf,
        date.latest.toordinal() + 1 if date.latest else math.inf,
    )


# On a line without gaps a cut lies just before a number or just after it.
BEFORE, AFTER = 0, 1
LOWEST, HIGHEST = (Decimal("-Infinity"), BEFORE), (Decimal("Infinity"), AFTER)


def numbers(text: str) -> Stretch:
    """`8` is that number, `8..` and `..8` are open at one end, `60..70` has both its ends."""
    first, dots, last = text.partition("..")
    start = (number(first), BEFORE) if first or not dots else LOWEST
    end = (number(last), AFTER) if last else HIGHEST if dots else (start[0], AFTER)
    if not first and not last:
        raise AnswerError("A range of numbers needs at least one end.")
    if end < start:
        raise AnswerError(f"{text!r} ends before it begins.")
    return start, end


def number(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise AnswerError(f"{text!r} is not a number such as 8, 8.5, 8.., ..8 or 60..70.")
    return Decimal(text)
