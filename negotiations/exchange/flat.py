"""The SQL that writes records as flat rows for analysts: the cells of a package, and more beside.

Each imprecise date is followed by its bounds and its precision; what is worked out (derived.py)
comes behind what was entered, and a row ends with its stamps. The statement names no schema, so in
a world it reads what that world shows. Not here: which rows are asked for, and how they leave.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from negotiations.exchange.columns import (
    Column,
    DecimalColumn,
    ListColumn,
    ManyColumn,
    NumberColumn,
)
from negotiations.exchange.derived import DERIVED, Derived
from negotiations.exchange.selection import cell, joins_of
from negotiations.exchange.sheets import sheet_of
from negotiations.fields import ImpreciseDateField
from negotiations.models import Record
from negotiations.models.base import STAMPS

INSTANT = 'to_char(x."{}" at time zone \'UTC\', \'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\')'
#: The keys of the rows asked for, where it is not all of them.
ASKED = "asked"
#: So many digits any floating number keeps as they are.
EXACT_DIGITS = 15


@dataclass(frozen=True)
class Flat:
    """A column of flat rows. `field` is the public field it tells of."""

    name: str
    field: str
    sql: str
    #: The column of the package, where there is one.
    column: Column | None = None
    #: How it is worked out, where nobody entered it.
    derived: Derived | None = None
    #: What is in it: `text`, `list`, `number`, `decimal`, `float`, `day`, `instant`.
    holds: str = "text"

    @property
    def finish(self) -> Callable[[Any, date | None], str] | None:
        """Makes the cell, where Python works it out."""
        return self.derived.finish if self.derived else None

    @property
    def digits(self) -> tuple[int, int]:
        """How many digits a decimal has, and how many of them behind the point."""
        return digits_of(self.column) if self.column else (0, 0)


@cache
def flat_columns(model: type[Record]) -> dict[str, Flat]:
    """All flat columns of a kind in their order, by name."""
    found: list[Flat] = []
    for name, column in sheet_of(model).columns.items():
        found.append(Flat(name, name, cell(column), column, holds=holds(column)))
        if isinstance(column.field, ImpreciseDateField):
            found += parts_of_date(name)
    for one in DERIVED.get(model, ()):
        found.append(Flat(one.name, one.name, one.sql, derived=one))
    found += (Flat(name, name, INSTANT.format(name), holds="instant") for name in STAMPS[:2])
    found.append(Flat("version", "version", 'x."version"', holds="number"))
    return {flat.name: flat for flat in found}


def parts_of_date(name: str) -> list[Flat]:
    bounds = [
        Flat(
            f"{name}_{end}",
            name,
            f'case when isfinite(x."{name}_{end}") then x."{name}_{end}" end',
            holds="day",
        )
        for end in ("earliest", "latest")
    ]
    return [*bounds, Flat(f"{name}_precision", name, f'engine.date_precision(x."{name}")')]


def holds(column: Column) -> str:
    if isinstance(column, ListColumn | ManyColumn):
        return "list"
    if isinstance(column, DecimalColumn):
        return "float" if column.field.max_digits <= EXACT_DIGITS else "decimal"
    return "number" if isinstance(column, NumberColumn) else "text"


def digits_of(column: Column) -> tuple[int, int]:
    """How many digits a decimal has, and how many of them behind the point."""
    if holds(column) != "decimal":
        return 0, 0
    return column.field.max_digits, column.field.decimal_places


def flat_rows(
    model: type[Record],
    columns: list[Flat],
    order: str,
    keys: str = "",
    day: date | None = None,
    entered: str = "",
) -> str:
    """A select of the columns, in an order of the table `x`; `keys` selects keys of the kind.

    What is worked out holds on the day, or now. In a world, `entered` is as selection.py has it.
    """
    restricted = f"select id from {ASKED}" if keys else ""
    cells = ", ".join(f'{flat.sql} as "{flat.name}"' for flat in columns)
    # Columns that are worked out share what they join, and what it is made of.
    joins = dict.fromkeys(join for flat in columns for join in joins_for(flat, restricted, entered))
    derived = [flat.derived for flat in columns if flat.derived]
    shared = dict.fromkeys(part for one in derived for part in one.parts(restricted, day))
    parts = [f"{ASKED} (id) as materialized ({keys})"] if keys else []
    parts += shared
    table = f"{sheet_of(model).table} as x"
    return " ".join(
        (
            f"with recursive {', '.join(parts)}" if parts else "",
            f"select {cells} from",
            f"{ASKED} join {table} on x.id = {ASKED}.id" if keys else table,
            *joins,
            f"order by {order}",
        )
    )


def joins_for(flat: Flat, restricted: str, entered: str) -> Sequence[str]:
    if flat.derived:
        return flat.derived.joins
    return joins_of(flat.column, restricted, entered) if flat.column else ()
