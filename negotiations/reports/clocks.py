"""The two clocks a reader may set: what was known on a day, and the database as it stood."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Self

from django.utils.dateparse import parse_datetime

KNOWN_ON, RECORDED_AT = "as_known_on", "as_recorded_at"
CLOCKS = (KNOWN_ON, RECORDED_AT)
DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: A day and a time: of a day alone nobody can tell which of its instants is meant.
INSTANT = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}")
#: What arrives of a plus that was not escaped.
UNWRITTEN_PLUS = re.compile(":[0-9.]+ [0-9]{2}:?[0-9]{2}$")
LONGEST_INSTANT = 40

_noted: ContextVar[list[date] | None] = ContextVar("noted_days", default=None)


def today() -> date:
    """The present day. Whoever derives from it asks here, so that no answer is kept beyond it."""
    found = date.today()
    noted = _noted.get()
    if noted is not None:
        noted.append(found)
    return found


@contextmanager
def noted_days() -> Iterator[list[date]]:
    """What `today` answers inside is noted: what is made there may depend on the day."""
    noted: list[date] = []
    before = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(before)


class ClockError(ValueError):
    """A clock that cannot be read; it says what would be."""

    def __init__(self, parameter: str, value: str, told: str) -> None:
        super().__init__(told)
        self.parameter = parameter
        self.value = value


@dataclass(frozen=True)
class Clocks:
    """Both may be set at once; without either, the record as it is."""

    known_on: date | None = None
    recorded_at: datetime | None = None

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Self:
        """From the parameters of a request. Raises ClockError."""
        known_on, recorded_at = (asked.get(name, "") for name in CLOCKS)
        return cls(
            known_on=read_day(KNOWN_ON, known_on) if known_on else None,
            recorded_at=read_instant(recorded_at) if recorded_at else None,
        )

    @property
    def day(self) -> date | None:
        """The day for which reports are derived; none where it is the present one."""
        if self.known_on or not self.recorded_at:
            return self.known_on
        recorded = self.recorded_at.astimezone(UTC).date()
        return recorded if recorded < today() else None

    @property
    def are_set(self) -> bool:
        return self != Clocks()


def read_day(parameter: str, text: str) -> date:
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ClockError(parameter, text, "This is not a day such as 2019-10-06.")


def read_instant(text: str) -> datetime:
    """An instant; without an offset it is taken as UTC."""
    try:
        found = (
            parse_datetime(text) if INSTANT.match(text) and len(text) <= LONGEST_INSTANT else None
        )
        if found is not None:
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    told = "This is not an instant such as 2026-11-22T10:00:00Z."
    if UNWRITTEN_PLUS.search(text):
        told += " In an address the plus of an offset is written %2B."
    raise ClockError(RECORDED_AT, text, told)
