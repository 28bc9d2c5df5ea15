"""`make bench`: one table, of all questions at one size.

python -m benchmarks [XS|S|M|L]
"""

import argparse
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from benchmarks import datasette, exporting, generate, importing, reading, table
from benchmarks.compare import same
from benchmarks.load import tool
from benchmarks.reading import DATASETTE, LIMIT, NAIVE, OURS
from benchmarks.servers import KEPT, Place, database, server
from benchmarks.statements import LEFT_OUT
from benchmarks.table import Line

SAMPLE = 25


def main(arguments: list[str]) -> int:
    # Whoever ends the bench ends what it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    asked = parsed(arguments)
    place = Place(asked.size, asked.kept)
    events = f"Size {place.size}: {generate.SIZES[place.size]:,} events."
    told = {"reads": f"{events} {programs()}", "imports": events}
    parts = {
        "reads": reads_and_exports(place, asked.rounds, asked.seconds),
        "imports": importing.imports(place),
    }
    for part in asked.parts:
        lines = []
        for line in parts[part]:
            lines.append(line)
            print(line.cells, flush=True)
        text = f"{told[part]}\n\n{table.markdown(lines)}"
        print(text)
        if asked.write:
            table.write(f"{part} {asked.size}", text)
    return 0


def parsed(arguments: list[str]) -> argparse.Namespace:
    found = argparse.ArgumentParser(prog="make bench")
    found.add_argument("size", nargs="?", default="S", choices=generate.SIZES)
    found.add_argument("--rounds", type=int, default=3)
    found.add_argument("--seconds", type=float, default=3.0, help="of load, each time")
    found.add_argument(
        *("--parts", "-p"),
        nargs="+",
        choices=("reads", "imports"),
        default=["reads"],
        help="how fast it is read and exported, how fast packages come in",
    )
    found.add_argument("--write", action="store_true", help="put the results into README.md")
    found.add_argument("--kept", type=Path, default=KEPT, help="where packages and data are kept")
    return found.parse_args(arguments)


def reads_and_exports(place: Place, rounds: int, seconds: float) -> Iterator[Line]:
    with database(place):
        yield from reads(place, rounds, seconds)
        yield from exporting.exports(place)


def reads(place: Place, rounds: int, seconds: float) -> Iterator[Line]:
    """All questions that one request answers, each server asked in turn."""
    settings = {"DJANGO_SETTINGS_MODULE": "benchmarks.naive_settings"}
    with ExitStack() as running:
        start = running.enter_context
        # Few addresses are asked of some questions: a page kept answers only where that is asked.
        reading_anew = {"PAGE_CACHE_MEGABYTES": "0"}
        ours, _ = start(server(place, "timeline.wsgi:application", "/api/v1/meta/", **reading_anew))
        keeping, _ = start(server(place, "timeline.wsgi:application", "/api/v1/meta/"))
        limit, _ = start(server(place, "benchmarks.limit:application", "/by_year"))
        naive, _ = start(server(place, "benchmarks.naive:application", "/statements/", **settings))
        check(ours, limit, place.size)
        ports = {OURS: ours, LIMIT: limit, NAIVE: naive}
        if datasette.INSTALLED:
            ports[DATASETTE] = start(datasette.serving(place))
        for question in reading.questions(place.size):
            asked = {**ports, OURS: keeping} if question.is_kept else ports
            yield from reading.measured(question, asked, rounds, seconds)
            if question.is_kept:
                yield reading.unchanged(keeping, question.paths[OURS][0])
        yield from reading.walks(ports, rounds)


def check(ours: int, limit: int, size: str) -> None:
    """Nothing is timed that does not answer the same."""
    for question, name in zip(reading.questions(size), ("list", "event"), strict=False):
        for one, other in list(zip(question.paths[OURS], question.paths[LIMIT], strict=True))[
            :SAMPLE
        ]:
            same((ours, one), (limit, other), LEFT_OUT[name])


def programs() -> str:
    """What measures, and what is measured beside."""
    return f"Load by {tool()}; Datasette {'measured' if datasette.INSTALLED else 'not installed'}."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
