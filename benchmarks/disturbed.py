"""A walk through all pages of a party while somebody else writes: which events come, and how often.

What is promised: an event that is in the list all the while, and is not moved in its order, comes
exactly once. One that comes in meanwhile comes once or not at all, as it stands before the reader
or behind; so does one that goes. Only one that is moved may come twice, or not at all.

Here: who writes, and what the walk is held against. Not here: the data and the server (walk.py).

    python -m benchmarks.disturbed PORT PAGE WRITTEN
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from django.core.wsgi import get_wsgi_application
from django.db import transaction

# Models can be imported only when Django is set up, which a WSGI application does first of all.
application = get_wsgi_application()

from benchmarks.load import Client  # noqa: E402
from benchmarks.reading import BUSY_PARTY, step_of_ours  # noqa: E402
from negotiations.models import Citation, Event, Participation, Party, Source  # noqa: E402

FIRST_DAY, DAYS = date(1990, 1, 1), 36 * 365
PUBLISHED, WITHDRAWN = "published", "withdrawn"

#: Reads the page at an address: the slugs on it, and the address of the next; empty at the end.
Read = Callable[[str], tuple[Sequence[str], str]]


@dataclass
class Writer:
    """Adds, changes, moves and takes away events of a party, by chance that repeats itself."""

    party: Party
    source: Source
    chance: Random
    added: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)

    def write(self, number: int) -> None:
        """So many events of each sort, in one transaction."""
        with transaction.atomic():
            present = sorted(present_events(self.party) - self.removed)
            chosen = self.chance.sample(present, min(3 * number, len(present)))
            for slug in chosen[::3]:
                self.change(slug)
            for slug in chosen[1::3]:
                self.move(slug)
            for slug in chosen[2::3]:
                self.remove(slug)
            for _ in range(number):
                self.add()

    def day(self) -> str:
        return (FIRST_DAY + timedelta(self.chance.randrange(DAYS))).isoformat()

    def add(self) -> None:
        slug = f"added-{len(self.added):05}"
        event = Event.objects.create(slug=slug, title="Added", kind="meeting", date=self.day())
        Participation.objects.create(
            slug=f"{slug}--at", event=event, party=self.party, status=PUBLISHED
        )
        Citation.objects.create(
            slug=f"{slug}--of", source=self.source, event=event, status=PUBLISHED
        )
        # Only what is cited can be published.
        self.edit(slug, status=PUBLISHED)
        self.added.add(slug)

    def change(self, slug: str) -> None:
        self.edit(slug, title=f"Changed {self.chance.random()}")
        self.changed.add(slug)

    def move(self, slug: str) -> None:
        self.edit(slug, date=self.day())
        self.moved.add(slug)

    def remove(self, slug: str) -> None:
        self.edit(slug, status=WITHDRAWN)
        self.removed.add(slug)

    def edit(self, slug: str, **values: str) -> None:
        event = Event.objects.get(slug=slug)
        for name, value in values.items():
            setattr(event, name, value)
        event.save()


def present_events(party: Party) -> set[str]:
    """The events of the party that anybody can read."""
    found = Event.objects.filter(participations__party=party, status=PUBLISHED)
    return set(found.values_list("slug", flat=True))


def walked(begin: str, read: Read, write: Callable[[], None]) -> Iterator[str]:
    """The events of all pages; between two of them something is written."""
    following = begin
    while following:
        slugs, following = read(following)
        yield from slugs
        write()


def broken(before: set[str], writer: Writer, met: Sequence[str]) -> dict[str, list[str]]:
    """The events for which the promise was not kept, by how."""
    times = Counter(met)
    stayed = before - writer.moved - writer.removed
    return {
        "left out": sorted(slug for slug in stayed if not times[slug]),
        "twice": sorted(slug for slug in times if times[slug] > 1 and slug not in writer.moved),
    }


def main(port: int, page: int, written: int) -> None:
    """Walk over HTTP, and print what came of it as JSON."""
    party = Party.objects.get(slug=BUSY_PARTY)
    writer = Writer(party, Source.objects.order_by("slug")[0], Random(page))
    before, turns = present_events(party), []

    def write() -> None:
        turns.append(written)
        writer.write(written)

    with Client(port) as client:

        def read(address: str) -> tuple[Sequence[str], str]:
            return step_of_ours(client, address)[1:]

        begin = f"/api/v1/events/?party__exact={BUSY_PARTY}&page_size={page}&fields=slug"
        met = list(walked(begin, read, write))
    counts = {name: len(getattr(writer, name)) for name in ("added", "changed", "moved", "removed")}
    stayed = len(before - writer.moved - writer.removed)
    told = {"pages": len(turns), "met": len(met), "stayed": stayed, **counts}
    print(json.dumps(told | broken(before, writer, met)))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
