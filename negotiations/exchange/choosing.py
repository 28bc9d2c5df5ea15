"""Which records an export is asked for: filters under the names that the API gives them.

A filter chooses among the kinds that have it here, by the paths of the API's list of the kind; what
comes along with what was chosen stands in closing.py. A kind that lacks one of the filters asked
for gives nothing: a meeting has no place in a list of what was said by somebody.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from typing import Any

from negotiations.dates import DateError, period
from negotiations.exchange.findings import nearest_or_all
from negotiations.exchange.sheets import SHEETS
from negotiations.models import (
    KINDS,
    Agreement,
    Claim,
    Event,
    Fulfilment,
    Issue,
    Membership,
    Offer,
    Party,
    Person,
    Place,
    Point,
    Process,
    Record,
    Response,
    Source,
    Statement,
    Tenure,
)
from negotiations.reports.paths import reached
from negotiations.reports.slugs import Wanted, keys_of_slugs, nearest_slug

CERTAIN, POSSIBLE = "certain", "possible"
Paths = tuple[str, ...]


class FilterError(Exception):
    """A filter that cannot be meant, as a sentence."""


@dataclass(frozen=True)
class Named:
    """A filter by records of one kind; by what paths each kind that has it reaches them."""

    kind: type[Record]
    paths: Mapping[type[Record], Paths]
    #: With all that stand below them in their tree.
    within: bool = False


#: How a point reaches what it is about.
ABOUT = ("event", "offer", "agreement", "statement")

NAMED: dict[str, Named] = {
    "process": Named(
        Process,
        {
            Process: ("id",),
            Membership: ("process",),
            Event: ("processes",),
            Offer: ("processes",),
            Statement: ("processes",),
            Response: ("offer__processes",),
            Agreement: ("processes",),
            Fulfilment: ("commitment__agreement__processes", "term__offer__processes"),
            Point: ("process", *(f"{about}__processes" for about in ABOUT)),
        },
        within=True,
    ),
    "party": Named(
        Party,
        {
            Party: ("id",),
            Tenure: ("party",),
            Process: ("memberships__party",),
            Membership: ("party", "coalition"),
            Event: ("participations__party",),
            Offer: ("proposers", "recipients"),
            Statement: ("party", "co_parties", "on_behalf_of"),
            Response: ("party",),
            Agreement: ("parties", "guarantors"),
            Fulfilment: ("commitment__actor", "term__actor"),
            Point: ("claims__party",),
        },
        within=True,
    ),
    "person": Named(
        Person,
        {
            Person: ("id",),
            Tenure: ("person",),
            Event: ("participations__person",),
            Statement: ("speaker",),
            Response: ("statement__speaker",),
            Point: ("claims__person",),
        },
    ),
    "issue": Named(
        Issue,
        {
            Issue: ("id",),
            Event: ("statements__issues", "points__issue", "offers__terms__issue"),
            Offer: ("terms__issue",),
            Statement: ("issues",),
            Response: ("offer__terms__issue",),
            Agreement: ("commitments__issue",),
            Fulfilment: ("commitment__issue", "term__issue"),
            Point: ("issue",),
        },
        within=True,
    ),
    "event": Named(
        Event,
        {
            # The list of the API has only its parts: the event itself is at hand there.
            Event: ("id", "part_of"),
            Offer: ("event", "proposes"),
            Statement: ("events", "said_at"),
            Response: ("event",),
            Agreement: ("event",),
            Fulfilment: ("event",),
            Point: ("event",),
        },
    ),
    "place": Named(
        Place,
        {
            Place: ("id",),
            Event: ("place",),
            Offer: ("event__place",),
            Statement: ("said_at__place",),
            Response: ("event__place",),
            Agreement: ("event__place",),
            Fulfilment: ("event__place",),
            Point: ("event__place",),
        },
    ),
    "source": Named(
        Source,
        {
            **{kind: ("citations__source",) for kind in KINDS if hasattr(kind, "citations")},
            Source: ("id", "text_of"),
            Claim: ("source", "citations__source"),
        },
    ),
}
#: What was done or said on a day. Offices and parties only lasted, and come with the others.
DATED: tuple[type[Record], ...] = (Event, Offer, Statement, Response, Agreement, Fulfilment)


@dataclass(frozen=True)
class Filters:
    """What is asked for. Each filter narrows; the slugs of one are alternatives."""

    slugs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date_from: str = ""
    date_to: str = ""
    date_mode: str = POSSIBLE
    #: The sheets to which all is narrowed in the end.
    sheets: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.chooses or bool(self.sheets)

    @property
    def chooses(self) -> bool:
        return bool(self.slugs) or self.is_dated

    @property
    def is_dated(self) -> bool:
        return bool(self.date_from or self.date_to)

    def told(self) -> dict[str, str]:
        """Each filter that was asked for and its value, as the command and the API take them."""
        found = {name: ",".join(slugs) for name, slugs in sorted(self.slugs.items())}
        found |= {"date_from": self.date_from, "date_to": self.date_to}
        found["date_mode"] = self.date_mode if self.is_dated else ""
        found["kinds"] = ",".join(self.sheets)
        return {name: value for name, value in found.items() if value}

    @cached_property
    def period(self) -> tuple[date | None, date | None]:
        """The first and the last day asked for. Raises FilterError."""
        try:
            return period(self.date_from, self.date_to)
        except DateError as error:
            raise FilterError(f"The period cannot be read: {error}") from error

    @cached_property
    def models(self) -> list[type[Record]]:
        """The kinds of the sheets named. Raises FilterError."""
        for name in self.sheets:
            if name not in SHEETS:
                raise FilterError(f"No kind is named {name}{nearest_or_all(name, SHEETS)}.")
        return [SHEETS[name].model for name in self.sheets]


#: No filter: everything is asked for.
EVERYTHING = Filters()
Keys = dict[type[Record], set[int]]


def chosen(filters: Filters) -> Keys:
    """The keys of the records that pass all filters, by kind. Raises FilterError."""
    conditions = [*named_conditions(filters), *dated_conditions(filters)]
    found: Keys = {}
    for model in KINDS:
        if all(model in has_it for has_it, _ in conditions):
            rows: Any = model.objects.order_by()
            for _, narrowed in conditions:
                rows = narrowed(rows)
            if keys := set(rows.values_list("pk", flat=True)):
                found[model] = keys
    return found


#: The kinds that have a filter, and what it leaves of rows of one of them.
Condition = tuple[Iterable[type[Record]], Callable[[Any], Any]]


def named_conditions(filters: Filters) -> Iterator[Condition]:
    for name, slugs in filters.slugs.items():
        named = NAMED[name]
        yield named.paths, partial(reaching, named.paths, keys_of(named, slugs))


def reaching(paths: Mapping[type[Record], Paths], keys: list[int], rows: Any) -> Any:
    return rows.filter(reached(rows.model, paths[rows.model], keys))


def keys_of(named: Named, slugs: tuple[str, ...]) -> list[int]:
    """The keys that the slugs stand for. Raises FilterError for one that nobody bears."""
    (found,) = keys_of_slugs([Wanted(named.kind, slugs, named.within)])
    for slug in slugs:
        if slug not in found:
            near = nearest_slug(named.kind, slug)
            hint = f"; the nearest: {near}" if near else ""
            raise FilterError(f"There is no {named.kind._meta.verbose_name} {slug}{hint}.")
    return [key for keys in found.values() for key in keys]


def dated_conditions(filters: Filters) -> Iterator[Condition]:
    if filters.is_dated:
        first, last = filters.period
        way = "certainly_in" if filters.date_mode == CERTAIN else "possibly_in"
        yield DATED, lambda rows: getattr(rows, way)(first, last)
