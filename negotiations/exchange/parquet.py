"""Flat rows as Parquet: typed columns, in groups of rows none of which is long.

Stands on pyarrow, which only some servers have: it is loaded through extras.py alone. What a column
holds is told by whoever declares it (flat.py, and the rows of reports). Not here: where rows come
from.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pyarrow
from pyarrow import csv, parquet

#: A text is nothing where it is empty, as in CSV.
TYPES = {
    "text": pyarrow.string(),
    "list": pyarrow.string(),
    "number": pyarrow.int64(),
    "float": pyarrow.float64(),
    "truth": pyarrow.bool_(),
    "day": pyarrow.date32(),
    "instant": pyarrow.timestamp("us", tz="UTC"),
}
COMPRESSION = "zstd"
#: Rows are grouped when their CSV is so long, or when they are so many.
GROUP_BYTES = 8_000_000
GROUP_ROWS = 20_000


@dataclass(frozen=True)
class Typed:
    """A column: its name, and what it holds. Decimals have their digits, and those behind."""

    name: str
    holds: str = "text"
    digits: tuple[int, int] = (0, 0)

    @property
    def type(self) -> Any:
        return pyarrow.decimal128(*self.digits) if self.holds == "decimal" else TYPES[self.holds]


def schema_of(columns: Sequence[Typed]) -> Any:
    return pyarrow.schema([(column.name, column.type) for column in columns])


def from_csv(columns: Sequence[Typed], pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Parquet of the CSV that the pieces are, in which no names of columns stand."""
    schema = schema_of(columns)
    return written(schema, (table_of_csv(schema, part) for part in whole_rows(pieces)))


def from_rows(columns: Sequence[Typed], rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Parquet of rows, whose values are of their column's type or None."""
    schema, left = schema_of(columns), iter(rows)
    groups = iter(lambda: list(islice(left, GROUP_ROWS)), [])
    return written(schema, (pyarrow.Table.from_pylist(group, schema) for group in groups))


def written(schema: Any, tables: Iterable[Any]) -> Iterator[bytes]:
    """A group of rows for each table. Without its end, which comes last, no reader takes it."""
    sink = io.BytesIO()
    file = parquet.ParquetWriter(pyarrow.PythonFile(sink, "w"), schema, compression=COMPRESSION)
    with file:
        for table in tables:
            file.write_table(table)
            yield drained(sink)
    yield drained(sink)


def drained(sink: io.BytesIO) -> bytes:
    """What was written since; the file itself counts how much that is."""
    piece = sink.getvalue()
    sink.seek(0)
    sink.truncate()
    return piece


def whole_rows(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """CSV in parts that end where a row does."""
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= GROUP_BYTES:
            part = b"".join(held)
            end = end_of_rows(part)
            if end:
                yield part[:end]
            held, size = [part[end:]], len(part) - end
    if size:
        yield b"".join(held)


def end_of_rows(part: bytes) -> int:
    """Where the last whole row ends: behind a break that stands in no quotes."""
    is_quoted, end = part.count(b'"') % 2, len(part)
    while (break_at := part.rfind(b"\n", 0, end)) >= 0:
        is_quoted ^= part.count(b'"', break_at, end) % 2
        if not is_quoted:
            return break_at + 1
        end = break_at
    return 0


def table_of_csv(schema: Any, part: bytes) -> Any:
    return csv.read_csv(
        pyarrow.BufferReader(part),
        read_options=csv.ReadOptions(
            use_threads=False, block_size=len(part), column_names=schema.names
        ),
        # A row of one column that is empty is an empty line.
        parse_options=csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
        convert_options=csv.ConvertOptions(
            column_types=schema, null_values=[""], strings_can_be_null=True
        ),
    )
