"""How read documents reach the database: each answer is one message, whatever it holds.

A list sends the query for the keys of its page, then its documents by those keys; a detail sends
the slug. What the SQL of a document is stands in documents.py, the pages in pagination.py.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Self

from negotiations.api.base import Presented
from negotiations.api.documents import ROOT, Apart, Row, document, looked_up, named_row, table_of
from negotiations.worlds.prepared import Part, Prepared, ask

Shape = type[Presented]
Chosen = frozenset[str]

PAGE = "current_setting('parley.page')"
SLUG = "current_setting('parley.slug')"
ROOT_SETTING = "current_setting('parley.root')"
#: Compositions of fields that are kept compiled.
COMPILED = 256


@dataclass(frozen=True)
class Compiled:
    """The documents of a kind, with the fields that were chosen."""

    shape: Presented
    chosen: Chosen
    is_whole: bool

    @classmethod
    @lru_cache(maxsize=COMPILED)
    def of(cls, shape: Shape, chosen: Chosen | None = None) -> Self:
        """With all fields, if none are chosen. Compiled once for all requests."""
        every = frozenset(shape(context={}).fields)
        chosen = every if chosen is None else chosen
        return cls(shape(context={"chosen": chosen}), chosen, is_whole=chosen == every)

    @property
    def beside(self) -> Chosen:
        """The fields that Python works out."""
        return self.shape.beside & self.chosen

    def parts(self, row: Row, apart: Apart | None = None) -> list[str]:
        """Of a row: its document, and what the fields beside it are made from.

        The statements apart from it are added to the list, where one is given.
        """
        shape = type(self.shape)(context={"chosen": self.chosen, "apart": apart})
        material = shape.material(row.key, apart) if self.beside else "null::json"
        return [f"{document(shape, row)} as document", f"{material} as material"]

    @property
    def row(self) -> Row:
        return named_row(self.shape.Meta.model)

    def page(self) -> Prepared:
        """The documents of a page, whose keys stand in a setting."""
        return prepared_page(self)

    def detail(self) -> Prepared:
        return prepared_detail(self)

    def finished(self, document: str, material: Any, day: date | None) -> str:
        """The document with the fields beside it."""
        if not self.beside:
            return document
        made = self.shape.finish(material, day)
        added = json.dumps({name: made[name] for name in made if name in self.beside})
        return f"{document[:-1]}{',' if len(document) > 2 else ''}{added[1:]}"


@lru_cache(maxsize=COMPILED)
def prepared_page(compiled: Compiled) -> Prepared:
    row = compiled.row
    sql = (
        "select $1::text, coalesce(json_agg(p.document order by k.place), '[]'::json)::text, "
        "json_agg(p.material order by k.place)::text from (select id::bigint, place "
        "from json_array_elements_text($1->'keys') with ordinality as given (id, place)) as k "
        f"{looked_up(row, compiled.parts(row))}"
    )
    return Prepared(
        sql.replace(ROOT, "$2"),
        ("json", "text"),
        (f"{PAGE}::json", ROOT_SETTING),
        compiled.is_whole,
    )


@lru_cache(maxsize=COMPILED)
def prepared_detail(compiled: Compiled) -> Prepared:
    row = compiled.row
    apart: Apart | None = [] if compiled.is_whole else None
    parts = ", ".join([f"{row.alias}.version", *compiled.parts(row, apart)])
    sql = (
        "select p.version, p.document::text, p.material::text from ("
        f"select {parts} from {table_of(row.model)} as {row.alias} "
        f"where {row.column('slug')} = $1) as p"
    )
    return Prepared(
        sql.replace(ROOT, "$2"),
        ("text", "text"),
        (SLUG, ROOT_SETTING),
        compiled.is_whole,
        tuple(apart or ()),
    )


@dataclass(frozen=True)
class Detail:
    """One record as text, with its version."""

    version: int
    document: str


def read_detail(compiled: Compiled, slug: str, root: str, day: date | None) -> Detail | None:
    found = ask(compiled.detail(), [settings_of(slug=slug, root=root)])
    if not found:
        return None
    ((version, document, material),) = found
    told = json.loads(material) if compiled.beside else None
    return Detail(version, compiled.finished(document, told, day))


@dataclass(frozen=True)
class PageRead:
    """What was read of a page, and the documents on it as one JSON list."""

    told: dict[str, Any]
    results: str


def read_page(compiled: Compiled, page: Part, root: str, day: date | None) -> PageRead:
    """`page` is a query for the JSON that tells of the page, its `keys` among it."""
    sql, params = page
    before = [
        settings_of(root=root),
        (f"select set_config('parley.page', ({sql})::text, true)", params),
    ]
    ((told, results, materials),) = ask(compiled.page(), before)
    if compiled.beside:
        results = finished_list(compiled, json.loads(results), json.loads(materials or "[]"), day)
    return PageRead(json.loads(told), results)


def finished_list(
    compiled: Compiled, documents: Sequence[Any], materials: Sequence[Any], day: date | None
) -> str:
    made = [
        document | {name: found for name, found in shown.items() if name in compiled.beside}
        for document, shown in (
            (document, compiled.shape.finish(material, day))
            for document, material in zip(documents, materials, strict=True)
        )
    ]
    return json.dumps(made)


def settings_of(**values: str) -> Part:
    """A statement that sets what the prepared one reads."""
    calls = ", ".join("set_config(%s, %s, true)" for _ in values)
    return f"select {calls}", [
        part for name, value in values.items() for part in (f"parley.{name}", value)
    ]
