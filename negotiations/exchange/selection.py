"""The SQL that writes a kind as the cells of its sheet: one canonical text for each column.

Where a form has types (lines.py), a value stands in the place of the text.

References are slugs, numbers have no trailing zeros, lists of slugs are sorted bytewise. The
statements name no schema, so in a world they read what that world shows.
"""

from collections.abc import Callable
from typing import Any

from negotiations.exchange.columns import (
    Column,
    DecimalColumn,
    ListColumn,
    ManyColumn,
    NumberColumn,
    OneOfColumn,
    ReasonColumn,
    ReferenceColumn,
    table_of,
)
from negotiations.exchange.sheets import Sheet

#: Most are empty, and need not be unpacked to find it out.
ENTRIES = (
    "case when x.\"{column}\" <> '{{}}' then "
    "(select string_agg(replace(replace(entry, '\\', '\\\\'), ';', '\\;'), ';' order by place) "
    'from unnest(x."{column}") with ordinality as entries (entry, place)) end'
)
MEMBERS = (
    "left join (select l.{holder} as holder, string_agg(r.slug, ';' order by r.slug) as slugs "
    "from {through} as l join {target} as r on r.id = l.{member} {within}group by l.{holder}) "
    'as "{name}" on "{name}".holder = x.id'
)


def cell(column: Column) -> str:
    """The cell as text; null where it is empty."""
    if isinstance(column, OneOfColumn):
        parts = (f"'{key.kind}:' || \"{key.arriving}\".slug" for key in column.keys)
        return f"nullif(concat_ws(';', {', '.join(parts)}), '')"
    if isinstance(column, ReferenceColumn):
        return f'"{column.name}".slug'
    if isinstance(column, ManyColumn):
        return f'"{column.name}".slugs'
    if isinstance(column, ListColumn):
        return ENTRIES.format(column=column.field.column)
    if isinstance(column, DecimalColumn):
        return f'trim_scale(x."{column.field.column}")::text'
    if isinstance(column, NumberColumn):
        return f'x."{column.field.column}"::text'
    if isinstance(column, ReasonColumn):
        return f"case x.status when 'withdrawn' then nullif(x.\"{column.field.column}\", '') end"
    return f"nullif(x.\"{column.field.column}\", '')"


def value(column: Column) -> str:
    """The same as a list or a number, where it is one."""
    if isinstance(column, ManyColumn):
        return f"string_to_array(\"{column.name}\".slugs, ';')"
    if isinstance(column, ListColumn):
        return f"nullif(x.\"{column.field.column}\", '{{}}')"
    if isinstance(column, DecimalColumn):
        return f'trim_scale(x."{column.field.column}")'
    if isinstance(column, NumberColumn):
        return f'x."{column.field.column}"'
    return cell(column)


def selected(
    sheet: Sheet,
    columns: list[Column],
    condition: str = "true",
    told: Callable[[Column], str] = cell,
) -> str:
    """A select of the columns' cells, in the order of slugs. The table is `x` in the condition."""
    cells = ", ".join(f'{told(column)} as "{column.name}"' for column in columns)
    joins = " ".join(join for column in columns for join in joins_of(column))
    return f"select {cells} from {sheet.table} as x {joins} where {condition} order by x.slug"


def joins_of(column: Column, holders: str = "", entered: str = "") -> list[str]:
    """What must be joined for the slugs that the cell names; `holders` selects the rows' keys.

    In a world, `entered` is the ending of keys and lists as they were entered: what they name is
    looked up there and not found where it is hidden, so that the world need not look first.
    """
    if isinstance(column, OneOfColumn):
        return [joined(key.target, key.arriving, stored(key.field, entered)) for key in column.keys]
    if isinstance(column, ReferenceColumn):
        return [joined(column.target, column.name, stored(column.field, entered))]
    if isinstance(column, ManyColumn):
        return [
            MEMBERS.format(
                name=column.name,
                through=f'{column.through[:-1]}{entered}"',
                target=table_of(column.target),
                holder=column.holder_key,
                member=column.target_key,
                within=f"where l.{column.holder_key} in ({holders}) " if holders else "",
            )
        ]
    return []


def stored(field: Any, entered: str) -> str:
    """The column of a key. One that hides its row has no other name."""
    told = field.null and not getattr(field, "hides", False)
    return f"{field.column}{entered if told else ''}"


def joined(target: type, alias: str, key: str) -> str:
    return f'left join {table_of(target)} as "{alias}" on "{alias}".id = x."{key}"'
