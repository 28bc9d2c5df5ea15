"""A walk through all pages of the busiest party, while another process writes between them.

    python -m benchmarks.walk [XS|S|M|L] [--page 100] [--written 5]

It writes into the record it walks through, so the data are made for it alone, under var/walk/, and
are made anew the next time.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import generate
from benchmarks.servers import ROOT, Place, database, server

KEPT = ROOT / "var" / "walk"


def main(arguments: list[str]) -> int:
    asked = parsed(arguments)
    place = Place(asked.size, asked.kept)
    with spent(place), server(place, "timeline.wsgi:application", "/api/v1/meta/") as (port, _):
        begun = time.monotonic()
        told = json.loads(
            place.run("-m", "benchmarks.disturbed", *map(str, (port, asked.page, asked.written)))
        )
    kept = not told["left out"] and not told["twice"]
    print(
        f"Size {asked.size}: {told['pages']} pages and {told['met']} events in "
        f"{time.monotonic() - begun:.0f} s, while {told['added']} events were added, "
        f"{told['changed']} changed, {told['moved']} moved and {told['removed']} removed.\n"
        f"Of {told['stayed']} that stayed where they were, "
        + (
            "each came exactly once."
            if kept
            else f"left out {told['left out']}, twice {told['twice']}."
        )
    )
    return 0 if kept else 1


def parsed(arguments: list[str]) -> argparse.Namespace:
    found = argparse.ArgumentParser(prog="python -m benchmarks.walk")
    found.add_argument("size", nargs="?", default="S", choices=generate.SIZES)
    found.add_argument("--page", type=int, default=100, help="events to a page")
    found.add_argument("--written", type=int, default=5, help="of each sort, between two pages")
    found.add_argument("--kept", type=Path, default=KEPT, help="where the data are made")
    return found.parse_args(arguments)


@contextmanager
def spent(place: Place) -> Iterator[None]:
    """The database of a place, which is not as it was afterwards."""
    with database(place):
        (place.home / "loaded").unlink()
        yield


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
