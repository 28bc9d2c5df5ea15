"""Checks for the same thing entered twice: similar names, one address, one meeting.

Each asks the database once and compares in Python, by keys that alike things have in common: time
grows with the rows, not with their pairs.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Concat

from negotiations.choices import EventKind
from negotiations.models import Event, EventLink, Participation, Party, Person, Place, Source
from negotiations.reports.integrity.findings import (
    Finding,
    Mention,
    Weight,
    check,
    concerning,
    live,
    read,
)

Values = dict[str, Any]
Row = tuple[Finding, Values]
#: Of so many with a key in common only these are compared with a further one.
MOST_COMPARED = 5
#: A name with fewer letters is like too many others.
SHORTEST_ALIKE = 8
#: Kinds of event that one coder calls so and the next one otherwise.
MEETINGS = frozenset(
    {
        EventKind.SUMMIT,
        EventKind.MINISTERIAL,
        EventKind.TALKS,
        EventKind.MEETING,
        EventKind.CONSULTATION,
        EventKind.VISIT,
        EventKind.MEDIATION,
        EventKind.ROUND,
    }
)


@check(
    "same-person",
    Weight.DOUBTFUL,
    "People with nearly the same name",
    "If it is one person, keep one record with the other spelling as an alias; if it is two, give "
    "each its Wikidata item, or say so in a note.",
)
def same_person(today: date) -> list[Finding]:
    """Two Wikidata items are two people."""
    values = ("name", "sort_name", "name_original", "aliases", "wikidata")
    rows = list(read(concerning(live(Person), "{name}", values=values)))
    return list(alike(rows, names_of, differ("wikidata")))


@check(
    "same-party",
    Weight.DOUBTFUL,
    "Parties with nearly the same name",
    "If it is one party, keep one record with the other name as an alias; if it is two, give "
    "each its Wikidata item, or say so in a note.",
)
def same_party(today: date) -> list[Finding]:
    values = ("name", "short_name", "aliases", "wikidata")
    rows = list(read(concerning(live(Party), "{name}", values=values)))
    return list(alike(rows, names_of, differ("wikidata")))


@check(
    "same-place",
    Weight.DOUBTFUL,
    "Places with nearly the same name",
    "If it is one place, keep one record.",
)
def same_place(today: date) -> list[Finding]:
    values = ("name", "countries", "kind")
    rows = list(read(concerning(live(Place), "{name}", values=values)))
    return list(alike(rows, names_of, differ("countries")))


@check(
    "same-source",
    Weight.DOUBTFUL,
    "Sources at the same address",
    "If it is one document, keep one record and let the citations tell the passages apart.",
)
def same_source(today: date) -> list[Finding]:
    rows = list(read(concerning(live(Source).exclude(url=""), "{url}")))
    return list(alike(rows, lambda values: {address(values["url"])}))


@check(
    "same-event",
    Weight.DOUBTFUL,
    "Events on the same date, at the same place, with the same participants",
    "If it is one event, keep one record; if one is a part of the other, or led to it, say so.",
)
def same_event(today: date) -> list[Finding]:
    links = live(EventLink).filter(from_event=OuterRef("pk")).values("to_event_id")
    rows = live(Event).filter(place__isnull=False).exclude(date="")
    rows = rows.annotate(who=ArraySubquery(participants()), linked=ArraySubquery(links))
    values = ("place_id", "part_of_id", "time", "seq", "who", "linked")
    asked = concerning(rows, "{kind} on {date}", values=values)
    return list(alike(list(read(asked)), occasion, is_another_event))


def participants() -> QuerySet[Any]:
    """Who took part in the outer event, each as party and person, in one order."""
    rows = live(Participation).filter(event=OuterRef("pk"))
    who = Concat("party_id", Value("/"), "person_id", output_field=TextField())
    in_order: QuerySet[Any] = rows.annotate(who=who).order_by("who").distinct()
    return in_order.values("who")


def occasion(values: Values) -> set[str]:
    """What two records of one event have in common; nobody is no participant."""
    kind = "meeting" if values["kind"] in MEETINGS else values["kind"]
    known = (values["date"], str(values["place_id"]), kind, *values["who"])
    return {" ".join(known)} if values["who"] else set()


def is_another_event(one: Row, other: Row) -> bool:
    """Told apart by the hour or the order in the day, or joined by a link or as parts."""
    (first, told), (second, also) = one, other
    if any(told[name] and also[name] and told[name] != also[name] for name in ("time", "seq")):
        return True
    if told["part_of_id"] and told["part_of_id"] == also["part_of_id"]:
        return True
    about_each_other = {told["part_of_id"], *told["linked"]}, {also["part_of_id"], *also["linked"]}
    return second.pk in about_each_other[0] or first.pk in about_each_other[1]


# --- What alike things have in common -----------------------------------------------------------


def alike(
    rows: Iterable[Row],
    keys_of: Callable[[Values], set[str]],
    are_different: Callable[[Row, Row], bool] = lambda one, other: False,
) -> Iterator[Finding]:
    """A finding for each row that shares a key with an earlier one, once for the two."""
    holders: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row[0].slug):
        finding, values = row
        told: set[int] = set()
        for key in sorted(keys_of(values)):
            others = holders.setdefault(key, [])
            for other in others[:MOST_COMPARED]:
                if other[0].pk not in told and not are_different(row, other):
                    told.add(other[0].pk)
                    yield two_of_one(finding, other[0])
            others.append(row)


def two_of_one(finding: Finding, other: Finding) -> Finding:
    """Either note may explain why the two are two."""
    return replace(
        finding,
        told=f"{finding.told}; the other: {other.told}",
        beside=(Mention(other.kind, other.pk, other.slug),),
        notes=(*finding.notes, *other.notes),
    )


def differ(name: str) -> Callable[[Row, Row], bool]:
    """That both have the value, and not the same."""

    def are_different(one: Row, other: Row) -> bool:
        values = one[1][name], other[1][name]
        return all(values) and values[0] != values[1]

    return are_different


def names_of(values: Values) -> set[str]:
    """All names without case, marks and spaces, and what is left of long ones without one letter.

    Two long names that differ by one letter have one of these in common.
    """
    names = {plain(name) for name in (values["name"], *values.get("aliases", ()))}
    names.add(plain(values.get("sort_name", "")))
    shortened = {
        name[:place] + name[place + 1 :]
        for name in names
        if len(name) >= SHORTEST_ALIKE
        for place in range(len(name))
        if not name[place].isdigit()
    }
    exact = {plain(values.get(name, "")) for name in ("name_original", "short_name")}
    return (names | shortened | exact) - {""}


def plain(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(character for character in apart if character.isalnum())


_ARCHIVED = re.compile(r"^https?://web[.]archive[.]org/web/[0-9]+[a-z_]*/", re.IGNORECASE)


def address(url: str) -> str:
    """The address without what leads to the same page: scheme, www, last slash, fragment."""
    parts = urlsplit(_ARCHIVED.sub("", url))
    host = parts.netloc.casefold().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}"
