"""A part of the records that stands by itself: nothing in it refers to what is not in it.

With what was chosen comes what belongs to it, whole: an event with all who took part, an offer with
its terms and every answer. Then comes what these refer to, and with each record its citations, for
without them it could not be published anywhere else. Of what is only referred to, nothing but the
record and its citations: an offer that was answered elsewhere comes without its terms.
Not here: what is chosen (choosing.py).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.backends.utils import CursorWrapper

from negotiations.exchange.choosing import FilterError, Filters, Keys, chosen
from negotiations.exchange.columns import OneOfColumn, ReferenceColumn
from negotiations.exchange.sheets import SHEETS, Sheet, sheet_of
from negotiations.models import (
    Agreement,
    Citation,
    Claim,
    Commitment,
    Event,
    EventLink,
    Fulfilment,
    Membership,
    Offer,
    Participation,
    Point,
    Process,
    Record,
    Response,
    Statement,
    Term,
)

Kind = type[Record]
#: What belongs to a record of the kind, and by which of its own references.
BELONGING: dict[Kind, tuple[tuple[Kind, str], ...]] = {
    Process: ((Membership, "process"), (Point, "process")),
    Event: (
        (Event, "part_of"),
        (EventLink, "from_event"),
        (EventLink, "to_event"),
        (Participation, "event"),
        (Point, "event"),
    ),
    Statement: ((Statement, "part_of"), (Statement, "variant_of"), (Point, "statement")),
    Offer: ((Offer, "variant_of"), (Term, "offer"), (Response, "offer"), (Point, "offer")),
    Agreement: ((Commitment, "agreement"), (Point, "agreement")),
    Term: ((Fulfilment, "term"),),
    Commitment: ((Commitment, "variant_of"), (Fulfilment, "commitment")),
    Point: ((Claim, "point"),),
}
#: What is found beside records of a kind: keys of other records, with their kinds.
Beside = Callable[[CursorWrapper, Kind, list[int]], Iterator[tuple[Kind, list[int]]]]


@dataclass(frozen=True)
class Part:
    """Some of the records, by their keys; or all."""

    keys: Mapping[Kind, set[int]] | None = None

    def condition(self, sheet: Sheet) -> str:
        """That a row `x` of the sheet is in it, as SQL."""
        if self.keys is None:
            return "true"
        listed = ",".join(map(str, sorted(self.keys.get(sheet.model, ()))))
        return f"x.id = any('{{{listed}}}'::bigint[])"


WHOLE = Part()


def part_of_records(cursor: CursorWrapper, filters: Filters) -> Part:
    """What the filters choose, closed. Raises FilterError where that is nothing."""
    if not filters:
        return WHOLE
    models, keys = filters.models, None
    if filters.chooses:
        keys = closed(cursor, spread(cursor, chosen(filters), (belonging_to,)))
    if models:
        keys = closed(cursor, {model: all_of(cursor, model, keys) for model in models})
    if not any((keys or {}).values()):
        raise FilterError("No record passes these filters.")
    return Part(keys)


def all_of(cursor: CursorWrapper, model: Kind, keys: Keys | None) -> set[int]:
    if keys is not None:
        return keys.get(model, set())
    cursor.execute(f"select id from {sheet_of(model).table}")
    return {key for (key,) in cursor.fetchall()}


def closed(cursor: CursorWrapper, keys: Keys) -> Keys:
    """The records, what they refer to, and what is cited for them."""
    return spread(cursor, keys, (referred_to_by, cited_for))


def spread(cursor: CursorWrapper, keys: Keys, ways: tuple[Beside, ...]) -> Keys:
    """The records and all that is found beside them, beside those, and so on to the end."""
    found: Keys = {}
    waiting = keys
    while waiting:
        layer, waiting = waiting, {}
        for model, some in layer.items():
            new = some - found.setdefault(model, set())
            found[model] |= new
            for beside in ways if new else ():
                for kind, more in beside(cursor, model, [*new]):
                    waiting.setdefault(kind, set()).update(more)
    return found


def belonging_to(cursor: CursorWrapper, model: Kind, keys: list[int]) -> Iterator[Any]:
    for kind, reference in BELONGING.get(model, ()):
        yield kind, selected(cursor, kind, f"x.{reference}_id = any(%s)", keys)


def cited_for(cursor: CursorWrapper, model: Kind, keys: list[int]) -> Iterator[Any]:
    targets = SHEETS["citations"].columns["target"]
    for key in targets.keys if isinstance(targets, OneOfColumn) else ():
        if key.target is model:
            yield Citation, selected(cursor, Citation, f"x.{key.field.column} = any(%s)", keys)


def selected(cursor: CursorWrapper, kind: Kind, condition: str, keys: list[int]) -> list[int]:
    cursor.execute(f"select x.id from {sheet_of(kind).table} as x where {condition}", [keys])
    return [key for (key,) in cursor.fetchall()]


def referred_to_by(cursor: CursorWrapper, model: Kind, keys: list[int]) -> Iterator[Any]:
    sheet = sheet_of(model)
    for column, target in references_of(sheet):
        cursor.execute(
            f'select distinct x."{column}" from {sheet.table} as x '
            f'where x.id = any(%s) and x."{column}" is not null',
            [keys],
        )
        yield target, [key for (key,) in cursor.fetchall()]
    for members in sheet.lists:
        cursor.execute(
            f"select distinct {members.target_key} from {members.through} "
            f"where {members.holder_key} = any(%s)",
            [keys],
        )
        yield members.target, [key for (key,) in cursor.fetchall()]


def references_of(sheet: Sheet) -> Iterator[tuple[str, Any]]:
    """The columns of the kind's table that hold keys, with the kinds they go to."""
    for column in sheet.columns.values():
        if isinstance(column, ReferenceColumn):
            yield column.field.column, column.target
        elif isinstance(column, OneOfColumn):
            yield from ((key.field.column, key.target) for key in column.keys)
