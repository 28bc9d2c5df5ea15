"""A data package of any size, invented, and the same for the same size and seed.

Every kind is in it, in about the proportions of the real record: three participants and two
statements an event, an offer with terms and answers at every fifth. One party takes part in seven
events of a hundred. Rows are written as they are made, so a large package needs no more memory.

    python -m benchmarks.generate M FOLDER
"""

import csv
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from benchmarks import words
from negotiations.choices import (
    AgreementKind,
    EventKind,
    FulfilmentLevel,
    Level,
    Outcome,
    ParticipationRole,
    ResponseKind,
    SourceKind,
    StatementKind,
    Wording,
)
from negotiations.exchange.slugs import joined

#: Events of each size.
SIZES = {"XS": 100, "S": 10_000, "M": 100_000, "L": 1_000_000}
SEED = 1990
FIRST_DAY, DAYS = date(1990, 1, 1), 36 * 365
PARTIES, PLACES, ISSUES, PROCESSES = 120, 100, 60, 40
EVENTS_A_PERSON, EVENTS_A_SOURCE = 20, 5
ALWAYS_ATTENDED = "attended"

#: The columns written of each sheet; what is left out is unknown.
COLUMNS = {
    "places": "slug name kind countries latitude longitude precision",
    "parties": "slug name short_name kind parent",
    "people": "slug name sort_name",
    "tenures": "slug person party title",
    "sources": "slug title kind publisher published_on url language carrier extent_read",
    "issues": "slug label definition parent",
    "processes": "slug title kind parent summary",
    "memberships": "slug party process role",
    "events": (
        "slug title kind occurrence level track processes part_of date place summary outcome "
        "certainty"
    ),
    "event_links": "slug from_event to_event kind",
    "participations": "slug event party person tenure role attendance",
    "offers": (
        "slug title kind put event processes date proposers recipients channel summary certainty"
    ),
    "terms": "slug offer ordinal side actor beneficiary issue action quantity unit timing",
    "statements": (
        "slug party speaker date kind text wording complete language on_record channel said_at "
        "events offers issues processes tone certainty"
    ),
    "responses": "slug offer party kind date event statement summary certainty",
    "agreements": "slug title kind event processes date parties offers certainty",
    "commitments": "slug agreement ordinal actor beneficiary issue action deadline",
    "fulfilments": "slug target date level",
    "points": "slug target question issue kind answer_type answers resolution",
    "claims": "slug point holder answer text stance statement date",
    "citations": "slug source target stance locator quote",
}

Row = tuple[str, tuple[Any, ...]]


class Event(NamedTuple):
    """What the rows around an event have to know of it."""

    number: int
    day: date
    process: str
    parties: list[str]

    @property
    def slug(self) -> str:
        return f"event-{self.number:07}"


def main(size: str, folder: str) -> None:
    generate(Path(folder), SIZES[size])


def generate(folder: Path, events: int, seed: int = SEED) -> int:
    """Write the package; answers how many rows it has."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = 0
    with ExitStack() as opened:
        writers = {sheet: writer(folder, sheet, opened) for sheet in COLUMNS}
        for sheet, cells in package(events, Random(seed)):
            writers[sheet].writerow(cells)
            rows += 1
    return rows


def writer(folder: Path, sheet: str, opened: ExitStack) -> Any:
    file = opened.enter_context((folder / f"{sheet}.csv").open("w", encoding="utf-8", newline=""))
    found = csv.writer(file, lineterminator="\n")
    found.writerow(COLUMNS[sheet].split())
    return found


def package(events: int, chance: Random) -> Iterator[Row]:
    """All rows, each with the name of its sheet."""
    people = max(20, events // EVENTS_A_PERSON)
    yield from around(chance)
    yield from persons(people, chance)
    for number in range(events):
        yield from one_event(number, people, chance)


# --- What events refer to -----------------------------------------------------------------------


def around(chance: Random) -> Iterator[Row]:
    for number in range(PLACES):
        where = (round(chance.uniform(-60, 70), 4), round(chance.uniform(-179, 179), 4))
        yield "places", (place(number), words.name(chance, 1), "city", "", *where, "city")
    for number in range(PARTIES):
        yield "parties", party_row(number, chance)
    for number in range(ISSUES):
        parent = issue(number % 10) if number >= 10 else ""
        yield "issues", (issue(number), words.name(chance, 2), words.text(chance, 8, 20), parent)
    for number in range(PROCESSES):
        parent = process(number % 8) if number >= 24 else ""
        told = (words.name(chance, 3), "multilateral", parent, words.text(chance, 10, 40))
        yield "processes", (process(number), *told)
        member = party(number % PARTIES)
        yield (
            "memberships",
            (joined(process(number), member, "side"), member, process(number), "side"),
        )


def party_row(number: int, chance: Random) -> tuple[str, ...]:
    """Every fourth party belongs to another, never to the most frequent one."""
    title = words.name(chance, 2)
    parent = party(1 + number % 30) if number >= 40 and number % 4 == 0 else ""
    kind = "government_body" if parent else "state"
    return (party(number), f"{title} {number}", title.partition(" ")[0], kind, parent)


def persons(people: int, chance: Random) -> Iterator[Row]:
    for number in range(people):
        first, last = words.name(chance, 2).split()
        yield "people", (person(number), f"{first} {last}", f"{last}, {first}")
        if number % 4 == 0:
            told = (person(number), party(number % PARTIES), "Envoy")
            yield "tenures", (tenure(number), *told)


def place(number: int) -> str:
    return f"place-{number:03}"


def party(number: int) -> str:
    return f"party-{number:03}"


def issue(number: int) -> str:
    return f"issue-{number:03}"


def process(number: int) -> str:
    return f"process-{number:03}"


def person(number: int) -> str:
    return f"person-{number:06}"


def tenure(number: int) -> str:
    return f"{person(number)}-envoy"


def source(number: int) -> str:
    return f"source-{number:07}"


# --- One event with all that belongs to it ------------------------------------------------------


def one_event(number: int, people: int, chance: Random) -> Iterator[Row]:
    day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    at = Event(number, day, process(skewed(PROCESSES, chance)), parties_of(chance))
    if number % EVENTS_A_SOURCE == 0:
        yield "sources", source_row(at, chance)
    yield "events", event_row(at, chance)
    yield cited(at, f"event:{at.slug}", chance)
    yield from participants(at, people, chance)
    yield from statements(at, people, chance)
    yield from offers(at, chance)
    yield from points(at, chance)
    if number % 50 == 7:
        yield from agreement(at, chance)
    if number % 10 == 9:
        before = f"event-{number - 1:07}"
        yield "event_links", (joined(at.slug, "follows", before), at.slug, before, "follows")


@cache
def weights_of_parties() -> tuple[float, ...]:
    """The most frequent one takes part in about seven events of a hundred."""
    return tuple(accumulate(1 / (number + 23) for number in range(PARTIES)))


def parties_of(chance: Random) -> list[str]:
    wanted = chance.choices((1, 2, 3, 4, 6), (5, 35, 30, 20, 10))[0]
    numbers = chance.choices(range(PARTIES), cum_weights=weights_of_parties(), k=wanted)
    return [party(number) for number in dict.fromkeys(numbers)]


def skewed(numbers: int, chance: Random) -> int:
    """A number below, the low ones more often."""
    return int(numbers * chance.random() ** 2)


def source_row(at: Event, chance: Random) -> tuple[Any, ...]:
    number = at.number // EVENTS_A_SOURCE
    published = at.day + timedelta(days=chance.randrange(400))
    return (
        source(number),
        words.text(chance, 5, 12),
        chance.choice(SourceKind.values),
        words.name(chance, 2),
        published.isoformat() if number % 20 else "",
        f"https://example.org/{number}",
        *("en", "publisher", "full"),
    )


def event_row(at: Event, chance: Random) -> tuple[Any, ...]:
    return (
        at.slug,
        f"{words.name(chance, 1)} {words.text(chance, 3, 8)[:-1]}",
        chance.choice(EventKind.values),
        chance.choices(("held", "proposed", "cancelled"), (90, 5, 5))[0],
        chance.choice(Level.values),
        "1",
        at.process,
        f"event-{at.number - 1:07}" if at.number % 25 == 3 else "",
        imprecise(at.day, chance),
        place(skewed(PLACES, chance)),
        words.text(chance, 15, 60),
        chance.choice(Outcome.values),
        "confirmed",
    )


def imprecise(day: date, chance: Random) -> str:
    """The day as far as somebody might know it."""
    form = chance.choices(("day", "month", "about", "span", "between", "year"), (80, 7, 4, 4, 3, 2))
    later = (day + timedelta(days=chance.randrange(1, 12))).isoformat()
    return {
        "day": day.isoformat(),
        "month": f"{day:%Y-%m}",
        "about": f"{day:%Y-%m}~",
        "span": f"{day.isoformat()}/{later}",
        "between": f"[{day.isoformat()}..{later}]",
        "year": f"{day:%Y}",
    }[form[0]]


def cited(at: Event, target: str, chance: Random) -> Row:
    """Every published record has a source: that of the event's own time, or an earlier one."""
    newest = at.number // EVENTS_A_SOURCE
    number = newest if chance.random() < 0.7 else chance.randint(0, newest)
    kind, _, slug = target.partition(":")
    quote = words.text(chance, 5, 15) if chance.random() < 0.2 else ""
    cells = (source(number), target, "supports", f"paragraph {chance.randint(1, 40)}", quote)
    return "citations", (joined(source(number), kind, slug), *cells)


def participants(at: Event, people: int, chance: Random) -> Iterator[Row]:
    for party_slug in at.parties:
        number = skewed(people, chance)
        who = person(number) if chance.random() < 0.7 else ""
        office = tenure(number) if who and number % 4 == 0 else ""
        role = chance.choice(ParticipationRole.values)
        slug = joined(at.slug, party_slug, who or "none", role)
        yield "participations", (slug, at.slug, party_slug, who, office, role, ALWAYS_ATTENDED)


def statements(at: Event, people: int, chance: Random) -> Iterator[Row]:
    for ordinal in range(chance.choices((0, 1, 2, 3, 5), (10, 25, 35, 20, 10))[0]):
        slug = statement(at, ordinal)
        yield "statements", statement_row(at, slug, people, chance)
        yield cited(at, f"statement:{slug}", chance)


def statement(at: Event, ordinal: int) -> str:
    return f"statement-{at.number:07}-{ordinal}"


def statement_row(at: Event, slug: str, people: int, chance: Random) -> tuple[Any, ...]:
    said = at.day + timedelta(days=chance.randrange(4))
    return (
        slug,
        chance.choice(at.parties),
        person(skewed(people, chance)) if chance.random() < 0.5 else "",
        said.isoformat(),
        chance.choice(StatementKind.values),
        words.text(chance, 20, 130),
        chance.choice(Wording.values),
        "no",
        *("en", "on_record", "public"),
        at.slug if chance.random() < 0.6 else "",
        at.slug,
        "",
        in_order(issue(skewed(ISSUES, chance)) for _ in range(chance.randint(0, 2))),
        at.process,
        chance.choice(("", "-2", "-1", "0", "1", "2")),
        "confirmed",
    )


def in_order(slugs: Iterable[str]) -> str:
    return ";".join(sorted(set(slugs)))


def offers(at: Event, chance: Random) -> Iterator[Row]:
    """At every fifth event, where two can meet."""
    if len(at.parties) < 2 or chance.random() > 0.22:
        return
    slug, (giver, taker) = f"offer-{at.number:07}", at.parties[:2]
    yield "offers", offer_row(at, slug, chance)
    yield cited(at, f"offer:{slug}", chance)
    for ordinal in range(1, chance.randint(1, 3) + 1):
        side, who, whom = chance.choice((("give", giver, taker), ("ask", taker, giver)))
        quantity = (chance.randint(1, 500), "tonnes") if chance.random() < 0.3 else ("", "")
        told = (issue(skewed(ISSUES, chance)), words.text(chance, 4, 14), *quantity, "not_stated")
        yield "terms", (f"{slug}--t{ordinal}", slug, ordinal, side, who, whom, *told)
    for ordinal in range(chance.choices((0, 1, 2), (20, 50, 30))[0]):
        yield "responses", response_row(at, slug, f"{slug}--r{ordinal}", chance)


def offer_row(at: Event, slug: str, chance: Random) -> tuple[Any, ...]:
    return (
        slug,
        f"{words.name(chance, 1)} {words.text(chance, 3, 6)[:-1]}",
        chance.choice(("proposal", "demand", "draft_text")),
        *("put", at.slug, at.process),
        imprecise(at.day, chance),
        *at.parties[:2],
        "public",
        words.text(chance, 15, 50),
        "confirmed",
    )


def response_row(at: Event, offer: str, slug: str, chance: Random) -> tuple[Any, ...]:
    given = (at.day + timedelta(days=chance.randrange(90))).isoformat()
    kind = chance.choice((ResponseKind.ACCEPTS, ResponseKind.REJECTS, ResponseKind.DEFERS))
    told = (words.text(chance, 8, 25), "confirmed")
    return (slug, offer, at.parties[1], kind.value, given, at.slug, "", *told)


def points(at: Event, chance: Random) -> Iterator[Row]:
    """At every sixth event accounts differ."""
    if chance.random() > 0.16:
        return
    slug = f"point-{at.number:07}"
    asked = (words.text(chance, 5, 12), issue(skewed(ISSUES, chance)), "fact", "yes_no")
    yield "points", (slug, f"event:{at.slug}", *asked, "", "unresolved")
    for ordinal, holder in enumerate(at.parties):
        claim = f"{slug}--c{ordinal}"
        said = (chance.choice(("yes", "no")), words.text(chance, 5, 20), "asserts", "")
        yield "claims", (claim, slug, f"party:{holder}", *said, at.day.isoformat())
        yield cited(at, f"claim:{claim}", chance)


def agreement(at: Event, chance: Random) -> Iterator[Row]:
    slug, kind = f"agreement-{at.number:07}", chance.choice(AgreementKind.values)
    title = f"{words.name(chance, 2)} {at.number}"
    told = (at.day.isoformat(), in_order(at.parties), "", "confirmed")
    yield "agreements", (slug, title, kind, at.slug, at.process, *told)
    yield cited(at, f"agreement:{slug}", chance)
    for ordinal in range(1, 4):
        promise, due = f"{slug}--c{ordinal}", at.day + timedelta(days=chance.randrange(1000))
        promised = (issue(skewed(ISSUES, chance)), words.text(chance, 4, 14), due.isoformat())
        bound = (at.parties[0], at.parties[-1])
        yield "commitments", (promise, slug, ordinal, *bound, *promised)
        if chance.random() < 0.7:
            level = chance.choice(FulfilmentLevel.values)
            yield "fulfilments", (f"{promise}--f", f"commitment:{promise}", due.isoformat(), level)


if __name__ == "__main__":
    main(*sys.argv[1:])
