"""The picture above a chronology: one mark to an event, placed by its date, drawn as SVG.

Pure geometry; which events there are is asked elsewhere. A mark is hollow where the event was not
held, and a faded bar where its day is not known or it lasted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from negotiations.choices import Occurrence
from negotiations.models import Event

WIDTH = 1000
MARGIN = 20
LANE = 14
ROWS = 6
AXIS = 22
HELD = {Occurrence.HELD, ""}


@dataclass(frozen=True)
class Mark:
    """One event in the picture, in units of the drawing."""

    event: Event
    x: float
    y: float
    width: float
    held: bool

    @property
    def is_span(self) -> bool:
        return self.width > 0


@dataclass(frozen=True)
class Year:
    """A line of the axis."""

    label: int
    x: float


@dataclass(frozen=True)
class Strip:
    """The whole picture."""

    marks: Sequence[Mark]
    years: Sequence[Year]
    width: int = WIDTH
    height: int = ROWS * LANE + AXIS

    @property
    def base(self) -> int:
        return ROWS * LANE


def draw(events: Iterable[Event]) -> Strip | None:
    """The strip of the events with a bounded date; None when there are none."""
    dated = [event for event in events if event.date and date.min < event.date_earliest < date.max]
    if not dated:
        return None
    first = min(event.date_earliest for event in dated)
    last = max(min(event.date_latest, date(event.date_earliest.year, 12, 31)) for event in dated)
    scale = (WIDTH - 2 * MARGIN) / max((last - first).days, 1)

    def across(day: date) -> float:
        return round(MARGIN + (min(day, last) - first).days * scale, 1)

    marks = [
        Mark(
            event=event,
            x=across(event.date_earliest),
            y=(number % ROWS) * LANE + LANE / 2 + 2,
            width=round(across(event.date_latest) - across(event.date_earliest), 1),
            held=event.occurrence in HELD,
        )
        for number, event in enumerate(dated)
    ]
    step = max(1, (last.year - first.year) // 14)
    years = [
        Year(year, across(date(year, 1, 1)))
        for year in range(first.year + (first.timetuple().tm_yday > 1), last.year + 1, step)
    ]
    return Strip(marks, years)
