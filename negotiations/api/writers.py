"""How a list is written in each of its forms.

JSON lines are the documents of the pages; flat rows are the cells of a package and more, as CSV or
with types as Parquet.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

from rest_framework.request import Request

from negotiations.api.choosing import chosen_names
from negotiations.api.documents import ROOT, table_of
from negotiations.api.formats import Csv, JsonLines, Parquet
from negotiations.api.kinds import root_address
from negotiations.api.reading import Compiled
from negotiations.api.streams import (
    AS_CSV,
    AS_LINES,
    AS_ROWS,
    DELIMITER,
    Asked,
    Writer,
    Written,
    lines_of,
    literal,
)
from negotiations.exchange.extras import PARQUET, loaded
from negotiations.exchange.flat import Flat, flat_columns, flat_rows
from negotiations.models import Record
from negotiations.reports.asking import Chosen
from negotiations.worlds.copying import Copied
from negotiations.worlds.reading import of_present_world
from negotiations.worlds.views import ENTERED

#: The quote is never closed.
BREAKING_CSV = b'"The rows end here, before all of them were sent. Ask again.'

#: The object is never closed.
BREAKING_LINE = b'{"broken": "The lines end here, before all of them were sent. Ask again."'

#: Lists in JSON are written with breaks between their members, and with breaks nowhere else.
ON_ONE_LINE = "replace({}::text, e'\\n', '')"


def chosen_columns(request: Request, model: type[Record]) -> list[Flat]:
    """The flat columns asked for; a field stands for all columns that tell of it."""
    columns = flat_columns(model)
    parts = {
        flat.field: [part.name for part in columns.values() if part.field == flat.field]
        for flat in columns.values()
    }
    chosen = chosen_names(request, tuple(columns), parts)
    return [flat for flat in columns.values() if flat.name in chosen]


def csv_rows(asked: Asked) -> Copied:
    columns = chosen_columns(asked.request, asked.model)
    if not is_finished_here(columns):
        return asked.copied(rows_of(asked, columns), AS_CSV)
    rows = finished_rows(asked, columns)
    return Written(rows, chain([csv_line([flat.name for flat in columns])], rows))


def parquet_rows(asked: Asked) -> Copied:
    parquet = loaded(PARQUET)
    columns = chosen_columns(asked.request, asked.model)
    typed = [parquet.Typed(flat.name, flat.holds, flat.digits) for flat in columns]
    if is_finished_here(columns):
        rows = finished_rows(asked, columns)
    else:
        rows = asked.copied(rows_of(asked, columns), AS_ROWS)
    return Written(rows, parquet.from_csv(typed, rows))


def rows_of(asked: Asked, columns: list[Flat]) -> str:
    entered = of_present_world(ENTERED)
    return flat_rows(asked.model, columns, asked.order, asked.keys, asked.day, entered)


def is_finished_here(columns: list[Flat]) -> bool:
    return any(flat.finish for flat in columns)


def finished_rows(asked: Asked, columns: list[Flat]) -> Copied:
    """The rows as CSV, where Python works out some of their cells."""
    told = f"select {ON_ONE_LINE.format('row_to_json(d)')} from ({rows_of(asked, columns)}) as d"
    rows = asked.copied(told, AS_LINES)
    cells = (finished_cells(json.loads(line), columns, asked.day) for line in lines_of(rows))
    return Written(rows, map(csv_line, cells))


def finished_cells(row: Mapping[str, Any], columns: list[Flat], day: date | None) -> list[Any]:
    return [flat.finish(row[flat.name], day) if flat.finish else row[flat.name] for flat in columns]


def csv_line(cells: Sequence[Any]) -> bytes:
    """One row."""
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerow(cells)
    return written.getvalue().encode()


def json_lines(asked: Asked) -> Copied:
    every = tuple(asked.shape(context={}).fields)
    compiled = Compiled.of(asked.shape, chosen_names(asked.request, every))
    rows = asked.documents_copied(documents(compiled, asked))
    return Written(rows, finished(compiled, rows, asked.day)) if compiled.beside else rows


def documents(compiled: Compiled, asked: Asked, more: Sequence[str] = ()) -> str:
    """A select of the documents, of what the fields beside them are made from, and of `more`.

    More is JSON in SQL, which names the row `{row}`.
    """
    row = compiled.row
    parts = ["p.document", "p.material"] if compiled.beside else ["p.document"]
    parts += [part.format(row=row.alias) for part in more]
    cells = ", ".join(ON_ONE_LINE.format(part) for part in parts)
    root = literal(Chosen("select %s::text", (root_address(asked.request),)))
    documents = of_present_world(
        f"select {cells} from {table_of(row.model)} as {row.alias} "
        f"cross join lateral (select {', '.join(compiled.parts(row))}) as p"
    ).replace(ROOT, f"({root})")
    # Behind, since what users ask for stands in it: nothing is replaced there.
    chosen = f"where {row.key} in ({asked.keys})" if asked.keys else ""
    return f"{documents} {chosen} order by {asked.ordering.text(row.alias)}"


def finished(compiled: Compiled, rows: Copied, day: date | None) -> Iterator[bytes]:
    """The documents with the fields beside them."""
    for line in lines_of(rows):
        document, material = line.split(DELIMITER)
        yield compiled.finished(document, json.loads(material), day).encode() + b"\n"


WRITERS: dict[str, Writer] = {
    Csv.format: Writer(csv_rows, BREAKING_CSV),
    JsonLines.format: Writer(json_lines, BREAKING_LINE),
    Parquet.format: Writer(parquet_rows),
}
