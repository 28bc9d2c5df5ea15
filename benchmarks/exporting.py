"""What goes out whole: exports against COPY of the same."""

import csv
import json
import time
from typing import Any

import psutil

from benchmarks import datasette
from benchmarks.compare import DifferentError, difference
from benchmarks.load import HOST, Client
from benchmarks.reading import BUSY_PARTY, DATASETTE
from benchmarks.servers import Place, server
from benchmarks.statements import every_statement
from benchmarks.table import Line, by

EXPORTS = {"CSV": ("csv", ">= 0.95"), "JSON lines": ("jsonl", ">= 0.85")}
MEGABYTE = 1_000_000


def exports(place: Place) -> list[Line]:
    """All statements in each form, as fast as they arrive."""
    with server(place, "timeline.wsgi:application", "/api/v1/meta/") as (port, pid):
        return [
            line
            for form, (ending, goal) in EXPORTS.items()
            for line in exported(place, port, pid, form, ending, goal)
        ]


def exported(place: Place, port: int, pid: int, form: str, ending: str, goal: str) -> list[Line]:
    path, root = f"/api/v1/statements.{ending}", f"http://{HOST}:{port}/api/v1/"
    alike(place, port, path, ending, root)
    before = resident(pid)
    with Client(port) as client:
        size, first, taken = min((client.size(path) for _ in range(3)), key=lambda found: found[2])
    grown = (resident(pid) - before) / MEGABYTE
    counter = Counter()
    seconds = min(copy_out(place, ending, root, counter) for _ in range(3))
    rates = {"ours": size / taken / MEGABYTE, "limit": counter.size / 3 / seconds / MEGABYTE}
    if ending == "csv" and datasette.INSTALLED:
        rates[DATASETTE] = rate_of_datasette(place)
    note = f"first byte {first:.2f} s, workers grew {grown:.0f} MB, {size / MEGABYTE:.1f} MB"
    return [Line(f"all statements as {form}, MB/s", goal, rates, by(rates, "limit"), note)]


def rate_of_datasette(place: Place) -> float:
    """MB/s of its own table of statements, with the columns that the package has."""
    with datasette.serving(place) as port, Client(port) as client:
        found = (client.size(datasette.EVERY_STATEMENT) for _ in range(3))
        return max(size / taken for size, _, taken in found) / MEGABYTE


def alike(place: Place, port: int, path: str, ending: str, root: str) -> None:
    """Nothing is timed that does not send the same. Raises DifferentError."""
    of_some = f"{path}?party={BUSY_PARTY}"
    with Client(port) as client:
        ours = client.get(of_some).body
    rows = Counter(kept=True)
    condition = f"s.party_id = (select id from negotiations_party where slug = '{BUSY_PARTY}')"
    copy_out(place, ending, root, rows, condition)
    if place_told := difference(read(ours, ending), read(rows.data, ending)):
        raise DifferentError(f"{of_some}: {place_told}")


def read(data: bytes, ending: str) -> list[Any]:
    lines = data.decode().splitlines()
    return list(csv.reader(lines)) if ending == "csv" else [json.loads(line) for line in lines]


def resident(pid: int) -> int:
    process = psutil.Process(pid)
    return sum(one.memory_info().rss for one in (process, *process.children(recursive=True)))


class Counter:
    """Takes what COPY sends, and keeps how much it was, or all of it."""

    def __init__(self, kept: bool = False) -> None:
        self.size = 0
        self.kept = kept
        self.data = b""

    def write(self, data: bytes) -> None:
        self.size += len(data)
        if self.kept:
            self.data += data


def copy_out(place: Place, ending: str, root: str, into: Counter, condition: str = "true") -> float:
    """The seconds in which COPY sends all statements in the same form."""
    form = "csv, header" if ending == "csv" else "csv, quote e'\\x01', delimiter e'\\x02'"
    rows = every_statement(ending, root, condition)
    connection, begun = place.cluster.connect(), time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("set jit = off; set work_mem = '32MB'")
        if ending == "jsonl":
            # Its lists are looked up row by row: without this, it is slower by half.
            cursor.execute("set enable_seqscan = off; set enable_hashjoin = off")
        cursor.copy_expert(f"copy ({rows}) to stdout (format {form})", into)
    taken = time.perf_counter() - begun
    connection.close()
    return taken
