"""How many of some records there are to each word, for several questions at once: one statement.

What the words of a record are, the caller says: by pairs of a record's key and a word, or the key
of what bears the word.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from negotiations.models import Record
from negotiations.reports.asking import ask, chosen_from

MOST_COUNTED = 100_000
MOST_WORDS = 100
#: The place of the row that counts all records.
ALL = -1

#: The keys of the records that are counted.
COUNTED = RawSQL("select id from counted", ())
LIMITED = "counted as materialized (select id from chosen limit {most})"
PAIRS = "pairs_{place} (id, word) as ({pairs})"
ABOVE = (
    "above_{place} (id, top) as (select id, id from {table} union select above_{place}.id, "
    "{table}.parent_id from above_{place} join {table} on {table}.id = above_{place}.top "
    "where {table}.parent_id is not null)"
)
WORDS = (
    "(select {place}, word::text, null, count(distinct id) from pairs_{place} "
    "where word is not null and word::text <> '' group by 2 order by 4 desc, 2 limit {most})"
)
NAMES = (
    "(select {place}, named.slug, {label}, count(distinct pairs_{place}.id) from pairs_{place} "
    "{within} join {table} as named on named.id = {key} "
    "group by 2, 3 order by 4 desc, 2 limit {most})"
)
HAVING = (
    "(select {place}, null, null, count(distinct id) from pairs_{place} "
    "where word is not null and word::text <> '')"
)
TOTAL = "(select {place}, null, null, count(*) from counted)"
ANSWER = (
    "select * from ({selects}) as answer (place, word, label, records) "
    'order by place, records desc, word collate "C"'
)


@dataclass(frozen=True)
class Facet:
    """One question: the words of the records among COUNTED, as pairs of a key and a word.

    Where the words are records, `kind` says of which kind: the pairs hold their keys then, and
    `within` counts each also to those above it in its tree.
    """

    pairs: QuerySet[Any, Any]
    kind: type[Record] | None = None
    within: bool = False


@dataclass(frozen=True)
class Word:
    """A word, what a reader would call it, and how many records have it."""

    word: str
    label: str
    count: int


@dataclass(frozen=True)
class Counts:
    """The answer to one question, the most frequent words first."""

    words: Sequence[Word]
    #: How many records have no word.
    without: int
    #: Whether words were left out.
    more: bool
    #: If not all records were counted, the counts are lower bounds.
    exact: bool


@dataclass
class Statement:
    """One statement for all questions, as it grows."""

    parts: list[str] = field(default_factory=lambda: [LIMITED.format(most=MOST_COUNTED + 1)])
    selects: list[str] = field(default_factory=lambda: [TOTAL.format(place=ALL)])
    parameters: list[Any] = field(default_factory=list)

    def add(self, place: int, facet: Facet) -> None:
        pairs, parameters = facet.pairs.query.sql_with_params()
        self.parameters += parameters
        self.parts.append(PAIRS.format(place=place, pairs=pairs))
        told: dict[str, Any] = {"place": place, "most": MOST_WORDS + 1}
        if facet.kind is None:
            self.selects.append(WORDS.format(**told))
        else:
            told |= {"table": facet.kind._meta.db_table, "label": label_of(facet.kind)}
            key, within = f"pairs_{place}.word", ""
            if facet.within:
                self.parts.append(ABOVE.format(**told))
                within = f"join above_{place} on above_{place}.id = {key}"
                key = f"above_{place}.top"
            self.selects.append(NAMES.format(**told, key=key, within=within))
        self.selects.append(HAVING.format(**told))

    @property
    def text(self) -> str:
        return ANSWER.format(selects=" union all ".join(self.selects))


def label_of(kind: type[Record]) -> str:
    columns = {column.name for column in kind._meta.concrete_fields}
    return f"left(named.{kind.label_field}, 121)" if kind.label_field in columns else "null"


def counts_of(found: QuerySet[Any], facets: Mapping[str, Facet]) -> dict[str, Counts]:
    """The answers, by the names of the questions; one query."""
    statement = Statement()
    for place, facet in enumerate(facets.values()):
        statement.add(place, facet)
    rows = ask(chosen_from(found), statement.parts, statement.text, *statement.parameters)
    by_place: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_place[row["place"]].append(row)
    total = by_place[ALL][0]["records"]
    return {name: counts_in(by_place[place], total) for place, name in enumerate(facets)}


def counts_in(rows: Sequence[Mapping[str, Any]], total: int) -> Counts:
    words = [
        Word(row["word"], row["label"] or row["word"], row["records"])
        for row in rows
        if row["word"] is not None
    ]
    having = next(row["records"] for row in rows if row["word"] is None)
    return Counts(
        words=words[:MOST_WORDS],
        without=total - having,
        more=len(words) > MOST_WORDS,
        exact=total <= MOST_COUNTED,
    )
