"""Statements planned once for a connection, and asked in one message together with their world.

Django's driver sends every statement anew, and the database plans it anew: for the document of an
event that takes longer than reading it. A prepared statement keeps its plan; one is prepared for
each world, since a plan belongs to a search path. No right is needed for it, so that a reader or a
replica can do it too.

A part that few rows have can be a statement `apart`, which the first executes by a function where a
row has it: in one statement all parts are planned, and set up each time, whether there or not.
"""

import secrets
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, NamedTuple

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
#: How many statements a connection keeps, at up to 3 MB each; what was used longest ago makes room.
KEPT = 50
#: A parameter whose type the database takes from its place.
UNKNOWN = "unknown"
#: No other process gives the same names: a pooler may lead to a session that was another's.
_prefix = f"parley_{secrets.token_hex(4)}"
_numbers = count(1)


class Answer(NamedTuple):
    """The rows of a statement, and what its columns are called."""

    columns: list[str]
    rows: list[Row]


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
    #: What the placeholders of the arguments stand for.
    values: tuple[Any, ...] = ()

    def preparations(self, name: str) -> list[str]:
        """What prepares the statement under the name, and those apart under names of their own."""
        sql, found = self.sql, []
        for number, part in enumerate(self.apart):
            sql = sql.replace(place_apart(number), f"{name}_{number}")
            found.append(f"prepare {name}_{number} (bigint, text) as {part}")
        found.append(f"prepare {name}{in_brackets(self.types)} as {sql}")
        return [part.replace("%", "%%") for part in found]

    def names(self, name: str) -> list[str]:
        """All names that are taken with this one."""
        return [name, *(f"{name}_{number}" for number in range(len(self.apart)))]

    def execution(self, name: str) -> str:
        return f"execute {name}{in_brackets(self.arguments)}"

    @property
    def as_written(self) -> str:
        """The statement with its arguments in place."""
        sql = self.sql
        given = enumerate(zip(self.arguments, self.types, strict=True), 1)
        # The last first: $1 is the beginning of $10.
        for number, (argument, kind) in reversed(list(given)):
            sql = sql.replace(f"${number}", f"({argument})::{kind}")
        return sql.replace("%", "%%")


def in_brackets(members: Sequence[str]) -> str:
    return f" ({', '.join(members)})" if members else ""


def place_apart(number: int) -> str:
    """Stands in a statement for the name of one that is apart from it."""
    return f"@apart{number}@"


def by_its_text(sql: str, params: Sequence[Any]) -> Prepared:
    """A statement with `%s` for its parameters, each of the type that its place asks for."""
    first, *others = sql.split("%s")
    numbered = (f"${number}{part}" for number, part in enumerate(others, 1))
    return Prepared(
        "".join((first, *numbered)).replace("%%", "%"),
        (UNKNOWN,) * len(params),
        ("%s",) * len(params),
        values=tuple(params),
    )


def ask(prepared: Prepared, before: Sequence[Part]) -> list[Row]:
    """The rows that the statement answers.

    The statements `before` it go in the same message: what they set with
    `set_config(..., true)` its arguments can read.
    """
    if connection.in_atomic_block:
        # Here settings do not end with the message.
        with joins_as_written():
            return asked(prepared, before).rows
    return asked(prepared, [*before, (PLANNING, ())]).rows


def asked(prepared: Prepared, before: Sequence[Part] = ()) -> Answer:
    """What the statement answers, in one message with its world."""
    reading = PRESENT.get()
    world = reading.schema if reading else TABLES
    if reading is None or reading.entered or connection.in_atomic_block:
        return answer(prepared, world, before)
    with reading.within_one_message():
        return answer(prepared, world, [reading.local_settings(), *before])


def answer(prepared: Prepared, world: str, before: Sequence[Part]) -> Answer:
    prepared = replace(
        prepared,
        sql=of_present_world(prepared.sql),
        apart=tuple(map(of_present_world, prepared.apart)),
    )
    if not prepared.kept:
        return sent([*before, (prepared.as_written, prepared.values)])
    names = names_on_connection()
    try:
        return answer_prepared(prepared, names, world, before)
    except DatabaseError as error:
        # A pooler may have put another session behind the connection.
        if not isinstance(error.__cause__, InvalidSqlStatementName) or connection.in_atomic_block:
            raise
        names.clear()
        return answer_prepared(prepared, names, world, before)


#: By world and text, the least recently used first.
Names = OrderedDict[tuple[str, str], list[str]]


def answer_prepared(prepared: Prepared, names: Names, world: str, before: Sequence[Part]) -> Answer:
    about = (world, prepared.sql)
    if about in names:
        names.move_to_end(about)
        return sent([*before, (prepared.execution(names[about][0]), prepared.values)])
    # No name is used twice: a message that failed may have prepared its statement.
    taken = prepared.names(f"{_prefix}_{next(_numbers)}")
    oldest = next(iter(names)) if len(names) >= KEPT else None
    leaving = [f"deallocate {name}" for name in names.get(oldest, ())]
    first = [(part, ()) for part in (*leaving, *prepared.preparations(taken[0]))]
    found = sent([*before, *first, (prepared.execution(taken[0]), prepared.values)])
    names.pop(oldest, None)
    names[about] = taken
    return found


def sent(parts: Sequence[Part]) -> Answer:
    """Send the statements as one message; what the last answers."""
    with connection.cursor() as cursor:
        cursor.execute(
            "; ".join(sql for sql, _ in parts), [value for _, values in parts for value in values]
        )
        return Answer([column.name for column in cursor.description], cursor.fetchall())


def names_on_connection() -> Names:
    """The statements prepared on the session that the connection now has."""
    connection.ensure_connection()
    session, names = getattr(connection, "prepared_statements", (None, OrderedDict()))
    if session is not connection.connection:
        names = OrderedDict()
        connection.prepared_statements = (connection.connection, names)
    return names
