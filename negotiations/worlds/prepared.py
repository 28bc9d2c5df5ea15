"""Statements planned once for a connection, and asked in one message together with their world.

Django's driver sends every statement anew, and the database plans it anew: for the document of an
event that takes longer than reading it. A prepared statement keeps its plan; one is prepared for
each world, since a plan belongs to a search path. No right is needed for it, so that a reader or a
replica can do it too.

A part that few rows have can be a statement `apart`, which the first executes by a function where a
row has it: in one statement all parts are planned, and set up each time, whether there or not.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from django.db import DatabaseError, connection
from psycopg2.errors import InvalidSqlStatementName

from negotiations.worlds.planning import joins_as_written
from negotiations.worlds.reading import PRESENT, of_present_world

#: Rows are looked up by their keys in the order written, however few a table has: no time goes into
#: other orders, nor into plans for particular values.
PLANNING = (
    "select set_config('join_collapse_limit', '1', true), "
    "set_config('enable_seqscan', 'off', true), "
    "set_config('plan_cache_mode', 'force_generic_plan', true)"
)
TABLES = "tables"

#: A statement with its parameters.
Part = tuple[str, Sequence[Any]]
Row = tuple[Any, ...]
#: No other process gives the same names: a pooler may lead to a session that was another's.
_prefix = f"parley_{secrets.token_hex(4)}"
_numbers = count(1)


@dataclass(frozen=True)
class Prepared:
    """A statement with `$1`, `$2` ... for arguments of the types named.

    The `arguments` are SQL without queries: what the statements before it have set, say. One that
    is not `kept` is planned anew each time, so that a session is not filled by rare ones.
    """

    sql: str
    types: tuple[str, ...]
    arguments: tuple[str, ...]
    kept: bool = True
    #: Statements of the key of a row and the address of the API; each answers one JSON value.
    apart: tuple[str, ...] = ()

    def preparations(self, name: str) -> list[str]:
        """What prepares the statement under the name, and those apart under names of their own."""
        sql, found = self.sql, []
        for number, part in enumerate(self.apart):
            sql = sql.replace(place_apart(number), f"{name}_{number}")
            found.append(f"prepare {name}_{number} (bigint, text) as {part}")
        found.append(f"prepare {name} ({', '.join(self.types)}) as {sql}")
        return [part.replace("%", "%%") for part in found]

    def execution(self, name: str) -> str:
        return f"execute {name} ({', '.join(self.arguments)})"

    @property
    def as_written(self) -> str:
        """The statement with its arguments in place."""
        sql = self.sql
        given = enumerate(zip(self.arguments, self.types, strict=True), 1)
        # The last first: $1 is the beginning of $10.
        for number, (argument, kind) in reversed(list(given)):
            sql = sql.replace(f"${number}", f"({argument})::{kind}")
        return sql.replace("%", "%%")


def place_apart(number: int) -> str:
    """Stands in a statement for the name of one that is apart from it."""
    return f"@apart{number}@"


def ask(prepared: Prepared, before: Sequence[Part]) -> list[Row]:
    """The rows that the statement answers.

    The statements `before` it go in the same message: what they set with
    `set_config(..., true)` its arguments can read.
    """
    reading = PRESENT.get()
    world = reading.schema if reading else TABLES
    if connection.in_atomic_block:
        # Here settings do not end with the message.
        with joins_as_written():
            return answer(prepared, world, before)
    if reading is None or reading.entered:
        return answer(prepared, world, [*before, (PLANNING, ())])
    with reading.within_one_message():
        return answer(prepared, world, [reading.local_settings(), *before, (PLANNING, ())])


def rows_of(sql: str, params: Sequence[Any]) -> list[Row]:
    """The rows of a query that is planned anew, in one message with its world."""
    reading = PRESENT.get()
    if reading is None or reading.entered or connection.in_atomic_block:
        return sent([(sql, params)])
    with reading.within_one_message():
        return sent([reading.local_settings(), (sql, params)])


def answer(prepared: Prepared, world: str, before: Sequence[Part]) -> list[Row]:
    prepared = replace(
        prepared,
        sql=of_present_world(prepared.sql),
        apart=tuple(map(of_present_world, prepared.apart)),
    )
    if not prepared.kept:
        return sent([*before, (prepared.as_written, ())])
    names = names_on_connection()
    try:
        return answer_prepared(prepared, names, world, before)
    except DatabaseError as error:
        # A pooler may have put another session behind the connection.
        if not isinstance(error.__cause__, InvalidSqlStatementName) or connection.in_atomic_block:
            raise
        names.clear()
        return answer_prepared(prepared, names, world, before)


Names = dict[tuple[str, str], str]


def answer_prepared(
    prepared: Prepared, names: Names, world: str, before: Sequence[Part]
) -> list[Row]:
    known = names.get((world, prepared.sql))
    # No name is used twice: a message that failed may have prepared its statement.
    name = known or f"{_prefix}_{next(_numbers)}"
    preparations = [] if known else [(part, ()) for part in prepared.preparations(name)]
    rows = sent([*before, *preparations, (prepared.execution(name), ())])
    names[world, prepared.sql] = name
    return rows


def sent(parts: Sequence[Part]) -> list[Row]:
    """Send the statements as one message; the rows of the last."""
    with connection.cursor() as cursor:
        cursor.execute(
            "; ".join(sql for sql, _ in parts), [value for _, values in parts for value in values]
        )
        rows: list[Row] = cursor.fetchall()
    return rows


def names_on_connection() -> Names:
    """The statements prepared on the session that the connection now has."""
    connection.ensure_connection()
    session, names = getattr(connection, "prepared_statements", (None, {}))
    if session is not connection.connection:
        names = {}
        connection.prepared_statements = (connection.connection, names)
    return names
