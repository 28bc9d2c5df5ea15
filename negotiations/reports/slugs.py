"""Records found by their slugs, in one question whatever is asked, and the slugs that lie near one.

What is found is what the world one reads in shows: a hidden record's slug and one that nobody bears
are the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from django.db import connection
from psycopg2.sql import SQL, Composed, Identifier, Literal

from negotiations.models import Record
from negotiations.worlds.prepared import asked, by_its_text

#: How many slugs before and behind one, in their order, are looked at for the nearest.
NEIGHBOURS = 500
ALIKE = 0.6

#: The keys that each slug stands for.
Keys = dict[str, list[int]]

NAMED = "select {place}, slug, id from {table} where slug = any(%s)"
WITHIN = (
    "select {place}, root, id from (with recursive tree as ("
    "select slug as root, id from {table} where slug = any(%s) "
    "union select tree.root, child.id from {table} as child join tree on child.parent_id = tree.id"
    ") select root, id from tree) as within"
)


@dataclass(frozen=True)
class Wanted:
    """Records of one kind by their slugs; `within`: with all that stand below them in its tree."""

    model: type[Record]
    slugs: Sequence[str]
    within: bool = False


def keys_of_slugs(wanted: Sequence[Wanted]) -> list[Keys]:
    """For each that is wanted the keys by slug, without the slugs that nobody bears."""
    found: list[Keys] = [{} for _ in wanted]
    if not wanted:
        return found
    selects = [selected(one, place) for place, one in enumerate(wanted)]
    connection.ensure_connection()
    sql = SQL(" union all ").join(selects).as_string(connection.connection)
    answer = asked(by_its_text(sql, [list(one.slugs) for one in wanted]))
    for place, slug, key in answer.rows:
        found[place].setdefault(slug, []).append(key)
    return found


def selected(one: Wanted, place: int) -> Composed:
    table = Identifier(one.model._meta.db_table)
    return SQL(WITHIN if one.within else NAMED).format(place=Literal(place), table=table)


def nearest_slug(model: type[Record], slug: str) -> str:
    """The slug most like it among those around it in their order; empty where none is alike."""
    rows = model._base_manager.values_list("slug", flat=True)
    behind = rows.filter(slug__gte=slug).order_by("slug")[:NEIGHBOURS]
    before = rows.filter(slug__lt=slug).order_by("-slug")[:NEIGHBOURS]
    around = list(behind.union(before, all=True))
    return next(iter(get_close_matches(slug, around, n=1, cutoff=ALIKE)), "")
