"""What comes in whole: a package into an empty database, against COPY of the same rows.

By the processor's seconds, and by the clock's in the notes: an import takes minutes, in which a
shared machine does other work besides.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.cost import Cost, counted, of_all
from benchmarks.servers import Place, empty, made_package
from benchmarks.table import Line, by


def imports(place: Place) -> Iterator[Line]:
    """Into an empty database, the same again, and the same rows by COPY into tables like ours."""
    scratch = Place(place.size, place.home / "imports")
    scratch.package = made_package(place)
    rows = sum(count_lines(file) for file in scratch.package.glob("*.csv"))
    try:
        empty(scratch)
        first = imported(scratch)
        # Told before the limit is known: at size L that takes another hour.
        yield Line("import, its cost", "", {}, note=f"{rows:,} rows: {first.note}")
        # What the server has still to clear up after the first is no cost of the second.
        scratch.ask("vacuum analyze")
        before = scratch.ask("select max(id) from negotiations_changeset")
        again = imported(scratch)
        written = before != scratch.ask("select max(id) from negotiations_changeset")
        yield repeated(rows, first, again, written)
        limit = copy_in(scratch)
    finally:
        scratch.cluster.stop()
    rates = {"ours": rows / first.of_processor, "limit": rows / limit}
    yield Line("import, rows/s of the processor", ">= 0.5", rates, by(rates, "limit"))


def repeated(rows: int, first: Cost, again: Cost, written: bool) -> Line:
    times, what = first.of_processor / again.of_processor, "rows" if written else "0 rows"
    return Line(
        "the same import again, rows/s of the processor",
        ">= 5 x the first",
        {"ours": rows / again.of_processor},
        note=f"{times:.1f} x the first, {what} written; {again.note}",
    )


def imported(place: Place) -> Cost:
    with counted(place.cluster.home, first_process(place)) as cost:
        place.manage("import_data", place.package, "--status", "published")
    return cost


def first_process(place: Place) -> int:
    place.cluster.start()
    pid = place.cluster.status().pid
    if pid is None:
        raise RuntimeError(f"The server over {place.cluster.home} ended.")
    return pid


def count_lines(file: Path) -> int:
    with file.open("rb") as opened:
        return sum(1 for _ in opened) - 1


def copy_in(place: Place) -> float:
    """Seconds of the processor to copy all rows, as they are, into tables with the same indexes."""
    connection, server, taken = place.cluster.connect(), first_process(place), 0.0
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relname like 'negotiations\\_%' and relkind = 'r' "
            "and relnamespace = 'public'::regnamespace and reltuples > 0"
        )
        for (table,) in cursor.fetchall():
            taken += copy_table(cursor, table, place.home / "copied", server)
    connection.close()
    return taken


def copy_table(cursor: Any, table: str, file: Path, server: int) -> float:
    cursor.execute(
        "select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute "
        "where attrelid = %s::regclass and attnum > 0 and attgenerated = '' and not attisdropped",
        [table],
    )
    columns = cursor.fetchone()[0]
    with file.open("wb") as out:
        cursor.copy_expert(f"copy (select {columns} from {table}) to stdout", out)
    cursor.execute(
        f"create table limit_{table} (like {table} including generated including indexes)"
    )
    begun, begun_by_server = time.process_time(), of_all(server)
    with file.open("rb") as back:
        cursor.copy_expert(f"copy limit_{table} ({columns}) from stdin", back)
    return time.process_time() - begun + of_all(server) - begun_by_server
