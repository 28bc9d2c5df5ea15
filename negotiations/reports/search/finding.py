"""The door of the search: a question and its limits in, one page of findings out."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from negotiations.reports.search.kinds import LIMITS, PERIOD
from negotiations.reports.search.statement import ARGUMENTS, MOST_OF_A_KIND, statement
from negotiations.reports.search.words import ENGLISH, Question
from negotiations.worlds.prepared import Prepared, ask

PAGE_SIZE = 20
LARGEST_PAGE = 100
#: What stands before and behind what was found in a passage.
OPENS, CLOSES = "\x02", "\x03"
ASKED = "parley.search"


@dataclass(frozen=True)
class Place:
    """Where a finding stands in the ranking, and whether the page goes back from there."""

    rank: float
    kind: str
    slug: str
    back: bool = False


@dataclass(frozen=True)
class Asked:
    """A question with what limits it: kinds, a period, keys of parties, processes and issues."""

    question: Question
    language: str = ENGLISH
    kinds: tuple[str, ...] = ()
    within: Mapping[str, Sequence[int]] = field(default_factory=dict)
    first_day: date | None = None
    last_day: date | None = None

    @property
    def limits(self) -> frozenset[str]:
        """Which limits are set; the statement leaves out what is not asked."""
        found = {limit for limit in LIMITS if limit in self.within}
        return frozenset(found | ({PERIOD} if self.first_day or self.last_day else set()))


@dataclass(frozen=True)
class Found:
    """One finding. `marks` tells which characters of the passage were sought: start and end."""

    kind: str
    slug: str
    label: str
    date: str
    rank: float
    passage: str
    marks: tuple[tuple[int, int], ...]

    @property
    def place(self) -> Place:
        return Place(self.rank, self.kind, self.slug)


@dataclass(frozen=True)
class Counted:
    """How many findings share a value."""

    value: str | int
    count: int
    label: str = ""


@dataclass(frozen=True)
class Findings:
    """One page of what answers a question, and the counts of all that was ranked."""

    kinds: Sequence[Counted]
    years: Sequence[Counted]
    parties: Sequence[Counted]
    page: Sequence[Found]
    #: How many findings stand before the page.
    before: int

    @property
    def count(self) -> int:
        return sum(kind.count for kind in self.kinds)

    @property
    def is_complete(self) -> bool:
        """Whether every match was ranked; otherwise there are more than the count tells."""
        return all(kind.count < MOST_OF_A_KIND for kind in self.kinds)

    @property
    def has_more(self) -> bool:
        return self.before + len(self.page) < self.count


def search(
    asked: Asked, *, size: int = PAGE_SIZE, place: Place | None = None, passages: bool = True
) -> Findings:
    """The page behind the place, or before it. One query."""
    query, parameters = asked.question.sql(asked.language)
    settings = (
        f"select set_config('{ASKED}_query', ({query})::text, true), "
        f"set_config('{ASKED}', %s, true)"
    )
    told = json.dumps(dict(arguments(asked, size, place)))
    only = asked.kinds[0] if len(asked.kinds) == 1 else None
    ((answer,),) = ask(prepared(asked.limits, passages, only), [(settings, [*parameters, told])])
    return read(json.loads(answer))


def arguments(asked: Asked, size: int, place: Place | None) -> Iterator[tuple[str, Any]]:
    yield "language", asked.language
    yield "size", size
    yield "kinds", as_array(asked.kinds, empty=None)
    for limit, keys in asked.within.items():
        yield limit, as_array(keys)
    yield "first_day", asked.first_day and asked.first_day.isoformat()
    yield "last_day", asked.last_day and asked.last_day.isoformat()
    if place is not None:
        yield from (("rank", place.rank), ("kind", place.kind), ("slug", place.slug))
    yield "back", place is not None and place.back


def as_array(members: Sequence[object], empty: str | None = "{}") -> str | None:
    """As the database writes an array; keys and kinds hold nothing that would need quotes."""
    return f"{{{','.join(map(str, members))}}}" if members else empty


@cache
def prepared(limits: frozenset[str], passages: bool, only: str | None) -> Prepared:
    """The statement, reading its arguments from the settings that stand before it."""
    asked = f"current_setting('{ASKED}')::json ->> "
    arguments = {
        **{name: f"({asked}'{name}')::{kind}" for name, kind in ARGUMENTS.items()},
        "query": f"current_setting('{ASKED}_query')::tsquery",
        "rules": f"engine.language_rules({asked}'language')",
    }
    return Prepared(
        statement(limits, passages, only), tuple(ARGUMENTS.values()), tuple(arguments.values())
    )


def read(answer: dict[str, Any]) -> Findings:
    return Findings(
        kinds=[Counted(*entry) for entry in answer["kinds"] or ()],
        years=[Counted(*entry) for entry in answer["years"] or ()],
        parties=[Counted(slug, count, name) for slug, name, count in answer["parties"] or ()],
        page=[found(entry) for entry in answer["page"] or ()],
        before=answer["opening"] - 1,
    )


def found(entry: dict[str, Any]) -> Found:
    passage, marks = marked(entry.pop("passage"))
    return Found(
        **{**entry, "date": entry["date"] or "", "rank": float(entry["rank"])},
        passage=passage,
        marks=marks,
    )


def marked(passage: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The plain passage, and where in it stands what was sought."""
    plain, *pieces = passage.split(OPENS)
    marks = []
    for piece in pieces:
        sought, _, rest = piece.partition(CLOSES)
        marks.append((len(plain), len(plain) + len(sought)))
        plain += sought + rest
    return plain, tuple(marks)
