"""Imprecise dates as texts of a declared subset of EDTF, and lengths of ISO 8601 durations.

Here: parsing, printing, the earliest and latest day a text allows, order, periods. Pure Python.
Not here: the column that stores such a date (fields), and the same rules for every other road
into the database (sql/dates.sql). Both must change together; tests hold them against each other.
"""

import calendar
import re
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, NamedTuple, Self

MAX_LENGTH = 64

Precision = Literal["day", "month", "season", "year", "decade", "interval", "one_of"]

PRECISIONS: dict[Precision, str] = {
    "day": "written to the day: 2019-10-05",
    "month": "written to the month: 2019-10, or 2019-10-XX where the day is unknown",
    "season": "written to the season: 2019-21 spring, 22 summer, 23 autumn, 24 winter",
    "year": "written to the year: 2019, or 2019-XX where the month is unknown",
    "decade": "written to the decade: 201X",
    "interval": "lasted from one date to another: 2019-02-27/2019-02-28, ../2019, 1993-06/..",
    "one_of": "happened on one unknown day between two dates: [2018-05-03..2018-05-09]",
}
QUALIFIERS = {"": "as known", "?": "doubted", "~": "approximate", "%": "approximate and doubted"}

ACCEPTED = (
    "Accepted are 2019-10-05, 2019-10, 2019, 201X, 2019-XX, 2019-10-XX, seasons 2019-21 to "
    "2019-24, each with one of ? ~ % at its end, and a/b, ../b, a/.. or [a..b] of them."
)

_SINGLE = re.compile(
    r"(?P<year>[0-9]{3}[0-9X])(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?"
    r"(?P<qualifier>[?~%]?)"
)
# Not those of the calendar module: they follow the locale of the process.
# fmt: off
_MONTHS = ("January", "February", "March", "April", "May", "June", "July",
           "August", "September", "October", "November", "December")
# fmt: on
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
# A qualified date counts as its next coarser unit, in months. The decade is the coarsest there is.
_WIDENED_TO = {"day": 1, "month": 12, "season": 12, "year": 120, "decade": 120}
# Months are numbered through from the year 0: year * 12 + month - 1.
_FIRST_MONTH, _LAST_MONTH = 12, 9999 * 12 + 11


class DateError(ValueError):
    """A text that is not an accepted date, period or duration. Says why and what is accepted."""

    def __init__(self, text: str, reason: str, accepted: str = ACCEPTED) -> None:
        quoted = repr(text if len(text) <= 32 else text[:32] + "...")
        super().__init__(f"{quoted} is not accepted: {reason}. {accepted}")


class Period(NamedTuple):
    """First and last day, both included. None is an open end."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class _Single:
    """One date of no span. A season's month is its number, 21 to 24; 0 is not given."""

    year: int
    month: int
    day: int
    precision: Precision
    masked: bool
    qualifier: str

    @property
    def is_exact(self) -> bool:
        return self.precision == "day" and not self.qualifier

    @property
    def months(self) -> tuple[int, int]:
        """The first and last month it may lie in, numbered through."""
        first, last = self._months_as_written()
        if self.qualifier:
            unit = _WIDENED_TO[self.precision]
            first, last = first - first % unit, last - last % unit + unit - 1
        return max(first, _FIRST_MONTH), min(last, _LAST_MONTH)

    def _months_as_written(self) -> tuple[int, int]:
        january = self.year * 12
        if self.precision == "decade":
            return january, january + 119
        if self.precision == "year":
            return january, january + 11
        if self.precision == "season":
            first = january + (self.month - 20) * 3 - 1
            return first, first + 2
        return january + self.month - 1, january + self.month - 1

    @property
    def earliest(self) -> date:
        if self.is_exact:
            return date(self.year, self.month, self.day)
        year, month = divmod(self.months[0], 12)
        return date(year, month + 1, 1)

    @property
    def latest(self) -> date:
        if self.is_exact:
            return date(self.year, self.month, self.day)
        year, month = divmod(self.months[1], 12)
        return date(year, month + 1, calendar.monthrange(year, month + 1)[1])

    @property
    def words(self) -> list[str]:
        """Smallest unit first, so that two dates may share their last words."""
        year = f"{self.year:04}"
        if self.precision == "decade":
            return [year + "s"]
        if self.precision == "year":
            return [year + ", month unknown" * self.masked]
        if self.precision == "season":
            # A winter ends in the year after the one it is named by.
            ends_in = f"/{self.year + 1:04}" if self.month == 24 else ""
            return [_SEASONS[self.month], year + ends_in]
        month = _MONTHS[self.month - 1]
        if self.precision == "month":
            return [month, year + ", day unknown" * self.masked]
        return [str(self.day), month, year]

    @property
    def text(self) -> str:
        about = "about " if self.qualifier in ("~", "%") else ""
        doubted = " (doubted)" if self.qualifier in ("?", "%") else ""
        return about + " ".join(self.words) + doubted


@dataclass(frozen=True, slots=True, order=True, repr=False)
class ImpreciseDate:
    """A date as the sources allow it. Made by `parse`; equal, hashed and ordered by `sort_key`.

    `earliest` and `latest` are inclusive, None where open. `precision` is how finely it is
    written (PRECISIONS), whether or not it is qualified.
    """

    sort_key: tuple[int, int, str]
    edtf: str = field(compare=False)
    precision: Precision = field(compare=False)
    earliest: date | None = field(compare=False)
    latest: date | None = field(compare=False)
    _first: _Single | None = field(compare=False)
    _last: _Single | None = field(compare=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read EDTF text, all of it or not at all. Raises DateError, whatever the text."""
        if len(text) > MAX_LENGTH:
            raise DateError(text, f"it is longer than {MAX_LENGTH} characters")
        precision, first, last = _parts(text)
        earliest = first.earliest if first else None
        latest = last.latest if last else None
        if earliest and latest and earliest > latest:
            raise DateError(text, "it ends before it begins")
        # No day has ordinal 0, and none comes after date.max: open ends sort outermost.
        lowest = earliest.toordinal() if earliest else 0
        highest = latest.toordinal() if latest else date.max.toordinal() + 1
        return cls((lowest, highest, text), text, precision, earliest, latest, first, last)

    def __str__(self) -> str:
        return self.edtf

    def __repr__(self) -> str:
        return f"ImpreciseDate({self.edtf!r})"

    @property
    def qualifier(self) -> str:
        """One of QUALIFIERS. A span carries what is said of either of its ends."""
        marks = {end.qualifier for end in (self._first, self._last) if end} - {""}
        return marks.pop() if len(marks) == 1 else "%" * bool(marks)

    @property
    def exact_ends(self) -> bool:
        """A day, or a span that lasted, given to the day at both ends without any qualifier."""
        if self.precision == "one_of" or self._first is None or self._last is None:
            return False
        return self._first.is_exact and self._last.is_exact

    @property
    def text(self) -> str:
        """English for readers: "5 October 2019", "about 2019", "27 to 28 February 2019"."""
        return _text(self.precision, self._first, self._last)

    def possibly_in(self, first: date | None, last: date | None) -> bool:
        """Whether it may meet the period (both days included, None is open)."""
        begins_in_time = last is None or self.earliest is None or self.earliest <= last
        ends_in_time = first is None or self.latest is None or self.latest >= first
        return begins_in_time and ends_in_time

    def certainly_in(self, first: date | None, last: date | None) -> bool:
        """Whether it meets the period whatever the true date.

        A span with exact ends does when it overlaps the period; all else must lie inside it.
        """
        if self.exact_ends:
            return self.possibly_in(first, last)
        begins_inside = first is None or (self.earliest is not None and self.earliest >= first)
        ends_inside = last is None or (self.latest is not None and self.latest <= last)
        return begins_inside and ends_inside


def period(text_from: str | None = None, text_to: str | None = None) -> Period:
    """From the earliest day of one EDTF text to the latest of another; empty or None is open."""
    first = ImpreciseDate.parse(text_from).earliest if text_from else None
    last = ImpreciseDate.parse(text_to).latest if text_to else None
    if first and last and first > last:
        raise DateError(f"{text_from} to {text_to}", "the period ends before it begins")
    return Period(first, last)


def _parts(text: str) -> tuple[Precision, _Single | None, _Single | None]:
    if text.startswith("["):
        return "one_of", *_one_of(text)
    if "/" in text:
        return "interval", *_interval(text)
    single = _single(text)
    return single.precision, single, single


def _interval(text: str) -> tuple[_Single | None, _Single | None]:
    start, _, end = text.partition("/")
    if "/" in end:
        raise DateError(text, "a span has one slash between its two ends")
    if "" in (start, end):
        raise DateError(text, "an open end is written as two dots")
    if start == end == "..":
        raise DateError(text, "a span needs at least one end")
    return None if start == ".." else _single(start), None if end == ".." else _single(end)


def _one_of(text: str) -> tuple[_Single, _Single]:
    start, dots, end = text[1:-1].partition("..")
    if not (text.endswith("]") and start and dots and end):
        raise DateError(text, "one day between two dates is written [a..b] with both of them")
    return _single(start), _single(end)


def _single(text: str) -> _Single:
    match = _SINGLE.fullmatch(text)
    if not match:
        raise DateError(text, "it is not written as a date")
    year, month, day, qualifier = match.group("year", "month", "day", "qualifier")
    if (month and "X" in year) or (day and month == "XX"):
        raise DateError(text, "only what follows the last known part may be unknown")
    if year == "0000":
        raise DateError(text, "years run from 0001 to 9999")
    known = [int(part) if part and part != "XX" else 0 for part in (month, day)]
    single = _Single(
        year=int(year.replace("X", "0")),
        month=known[0],
        day=known[1],
        precision=_precision(year, known[0], known[1]),
        masked="XX" in (month, day),
        qualifier=qualifier,
    )
    _check_calendar(text, single, month, day)
    return single


def _precision(year: str, month: int, day: int) -> Precision:
    if "X" in year:
        return "decade"
    if month > 12:
        return "season"
    return "day" if day else "month" if month else "year"


def _check_calendar(text: str, single: _Single, month: str | None, day: str | None) -> None:
    if month and month != "XX" and not (1 <= single.month <= 12 or single.month in _SEASONS):
        raise DateError(text, f"there is no month {month}, and seasons are 21 to 24")
    if day and single.month > 12:
        raise DateError(text, "a season has no days")
    if day and day != "XX":
        last_day = calendar.monthrange(single.year, single.month)[1]
        if not 1 <= single.day <= last_day:
            raise DateError(text, f"that month has the days 01 to {last_day}")


def _text(precision: Precision, first: _Single | None, last: _Single | None) -> str:
    if first is None or last is None:
        return f"from {first.text}" if first else f"until {last.text}" if last else ""
    if first == last:
        return first.text
    start, end = _shortened(first, last), last.text
    if precision == "one_of":
        return f"between {start} and {end}"
    # Without "from", the "about" of the first would seem to speak of both.
    return f"from {start} to {end}" if first.qualifier or last.qualifier else f"{start} to {end}"


def _shortened(first: _Single, last: _Single) -> str:
    """The first date without the words it shares with the last: the 27 of "27 to 28 May 2018"."""
    if first.qualifier or last.qualifier:
        return first.text
    words, others = first.words, last.words
    while len(words) > 1 and len(others) > 1 and words[-1] == others[-1]:
        words, others = words[:-1], others[:-1]
    return " ".join(words)


_DURATION = re.compile(
    r"P(?:(?P<weeks>[0-9]{1,6})W|(?=[0-9T])(?:(?P<years>[0-9]{1,6})Y)?(?:(?P<months>[0-9]{1,6})M)?"
    r"(?:(?P<days>[0-9]{1,6})D)?(?:T(?=[0-9])(?:(?P<hours>[0-9]{1,6})H)?"
    r"(?:(?P<minutes>[0-9]{1,6})M)?(?:(?P<seconds>[0-9]{1,6})S)?)?)"
)
_SECONDS_A_DAY = 86_400
# Mean Gregorian lengths: a year has 365.2425 days, a month a twelfth of that.
_SECONDS = {
    "years": 31_556_952,
    "months": 2_629_746,
    "weeks": 7 * _SECONDS_A_DAY,
    "days": _SECONDS_A_DAY,
    "hours": 3_600,
    "minutes": 60,
    "seconds": 1,
}
ACCEPTED_DURATIONS = (
    "Accepted are ISO 8601 durations without a sign, in whole numbers of at most six digits: "
    "P3Y, P18M, P2W, P1Y6M, P10D, PT8H30M."
)


def duration_length(text: str) -> Decimal:
    """The length in days, to nine decimals, of an ISO 8601 duration. Raises DateError.

    Years and months have their mean length, so that P12M equals P1Y; good for comparing, not for
    counting days from a date.
    """
    match = _DURATION.fullmatch(text)
    if not match:
        raise DateError(text, "it is not written as a duration", ACCEPTED_DURATIONS)
    seconds = sum(int(number or 0) * _SECONDS[unit] for unit, number in match.groupdict().items())
    if not seconds:
        raise DateError(text, "a duration is longer than nothing", ACCEPTED_DURATIONS)
    days = Decimal(seconds) / _SECONDS_A_DAY
    return days.quantize(Decimal("1.000000000"), ROUND_HALF_UP)
