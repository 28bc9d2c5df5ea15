"""The one statement that answers a question: matches, their rank, the counts, and one page of them.

Of each kind at most `MOST_OF_A_KIND` matches are read and ranked, those that the index gives first:
ranking reads every vector, and a common word matches most of what there is. Passages are made for
the page alone. Tables are named without a schema, so that one text serves every world.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.db.models import QuerySet

from negotiations.models import Party, Record
from negotiations.reports.search.kinds import PERIOD, SEARCHED, Paths, Searched
from negotiations.vectors import SearchField

MOST_OF_A_KIND = 500
MOST_PARTIES = 50
#: One character more than a label shows, so that it can tell it was cut.
LABEL = 121
#: Stands for the key of a row while a path is written as SQL.
KEY = 0

#: The arguments, in their order, and their types.
ARGUMENTS = {
    "query": "tsquery",
    "rules": "regconfig",
    "kinds": "text[]",
    "party": "bigint[]",
    "process": "bigint[]",
    "issue": "bigint[]",
    "first_day": "date",
    "last_day": "date",
    "rank": "real",
    "kind": "text",
    "slug": "text",
    "back": "boolean",
    "size": "integer",
}
#: What a statement asks: the arguments by their numbers, and the names of the tables.
NAMES: dict[str, Any] = {
    **{name: f"${number}" for number, name in enumerate(ARGUMENTS, 1)},
    "parties": Party._meta.db_table,
    "most_parties": MOST_PARTIES,
}

FRAME = """
with found as materialized (
  {matches}
), ranked as materialized (
  select found.*, row_number() over (order by rank desc, kind, slug) as place from found
), passed as (
  select
    count(*) filter (
      where rank > {rank} or rank = {rank} and (kind, slug) < ({kind}, {slug})) as before,
    count(*) filter (where rank = {rank} and (kind, slug) = ({kind}, {slug})) as at
  from ranked
), bounds as (
  select
    case when {rank} is null then 1
      when {back} then greatest(1, before - {size} + 1)
      else before + at + 1 end as opening,
    case when {back} then before else before + at + {size} end as closing
  from passed
), page as (
  select ranked.*, passage.* from bounds
  join ranked on ranked.place between bounds.opening and bounds.closing
  cross join lateral ({passages}) as passage
)
select json_build_object(
  'kinds', (
    select json_agg(json_build_array(kind, number) order by number desc, kind)
    from (select kind, count(*) as number from ranked group by kind) as counted),
  'years', (
    select json_agg(json_build_array(year, number) order by year)
    from (select extract(year from earliest)::integer as year, count(*) as number
      from ranked where isfinite(earliest) group by 1) as counted),
  'parties', (
    select json_agg(json_build_array(slug, name, number) order by number desc, slug)
    from ({parties_counted}) as counted join {parties} as party using (id)),
  'opening', (select opening from bounds),
  'page', (
    select json_agg(json_build_object(
      'kind', kind, 'slug', slug, 'label', label, 'date', date, 'rank', rank, 'passage', passage
    ) order by place) from page))::text
"""
#: A match counts for its parties and for those that they belong to, as the filter has it.
PARTIES_COUNTED = """
  with recursive involved as materialized (
    select place, party from ranked cross join unnest(parties) as party
  ), above as (
    select party, party as counted from (select distinct party from involved) as parties
    union
    select above.party, container.parent_id from above
    join {parties} as container on container.id = above.counted
    where container.parent_id is not null
  )
  select above.counted as id, count(distinct involved.place) as number
  from involved join above using (party) group by 1 order by 2 desc, 1 limit {most_parties}"""
#: The first matches of a kind with their rank, first day and parties.
MATCHES = """select '{its_kind}' as kind, id, slug, earliest,
    ts_rank(search, {query}, 1){favour} as rank, {its_parties} as parties
  from (select id, slug, {earliest} as earliest, search, {own_parties} as own from {table} as x
    where {conditions} limit {most}) as first"""
#: What is meant by its name stands before what mentions it.
FAVOUR = " * case when ts_filter(search, '{{a}}') @@ {query} then 2 else 1 end::real"
#: The label, the date and a passage of the record that stands on the page.
SHOWN = """select left(t.{label}, {length}) as label, {date}::text as date,
    {passage} as passage
  from {table} as t where ranked.kind = '{its_kind}' and t.id = ranked.id"""


@cache
def statement(
    limits: frozenset[str] = frozenset(), passages: bool = True, only: str | None = None
) -> str:
    """Answers one row with one column of JSON. `limits` names what the search is limited by.

    Where `only` one kind is sought, the others have no part in it: each costs, there or not.
    """
    searched = [
        kind for kind in SEARCHED if kind.can_be_limited_by(limits) and only in (None, kind.kind)
    ]
    if not searched:
        return statement(limits, passages)
    return FRAME.format(
        **NAMES,
        matches="\n union all ".join(matches_of(kind, limits) for kind in searched),
        passages="\n union all ".join(shown_of(kind, passages) for kind in searched),
        parties_counted=PARTIES_COUNTED.format(**NAMES),
    )


def matches_of(searched: Searched, limits: frozenset[str]) -> str:
    day = searched.model.main_date
    return MATCHES.format(
        **NAMES,
        its_kind=searched.kind,
        table=searched.model._meta.db_table,
        earliest=f"{day}_earliest" if day else "null::date",
        own_parties=own_parties(searched),
        its_parties=its_parties(searched),
        conditions=" and ".join(conditions(searched, limits)),
        favour=FAVOUR.format(**NAMES) if searched.is_named else "",
        most=MOST_OF_A_KIND,
    )


def own_parties(searched: Searched) -> str:
    """Those that the row itself names."""
    columns = [f"x.{column}" for column in own_columns(searched.model, searched.party).values()]
    return f"array_remove(array[{', '.join(columns)}]::bigint[], null)"


def its_parties(searched: Searched) -> str:
    """Those that the row names, and those of its lists and of the rows that name it."""
    own = own_columns(searched.model, searched.party)
    others = tuple(path for path in searched.party if path not in own)
    return f"own || array({reached(searched.model, others, 'first.id')})" if others else "own"


def own_columns(model: type[Record], paths: Paths) -> dict[str, str]:
    """The columns of those paths which are one."""
    found = {field.name: field.attname for field in model._meta.concrete_fields}
    return {path: found[path] for path in paths if path in found}


def conditions(searched: Searched, limits: frozenset[str]) -> Iterator[str]:
    yield "({kinds} is null or '{kind}' = any({kinds}))".format(
        kinds=NAMES["kinds"], kind=searched.kind
    )
    yield f"x.search @@ {NAMES['query']}"
    for limit in sorted(limits - {PERIOD}):
        rows = reached(searched.model, searched.paths(limit), "x.id")
        yield (
            f"exists (select from ({rows}) as reached (id) where reached.id = any({NAMES[limit]}))"
        )
    if PERIOD in limits:
        yield from within_period(searched.model.main_date)


def within_period(day: str) -> Iterator[str]:
    """The date may meet the period; an unknown date lies in none."""
    first, last = NAMES["first_day"], NAMES["last_day"]
    yield f"x.{day} <> ''"
    yield f"({first} is null or x.{day}_latest >= {first})"
    yield f"({last} is null or x.{day}_earliest <= {last})"


def reached(model: type[Record], paths: Paths, key: str) -> str:
    """The keys at the end of the paths from the record with the key."""
    return " union all ".join(written(keys_at(model, path), key) for path in paths)


def keys_at(model: type[Record], path: str) -> QuerySet[Record, int]:
    rows = model._base_manager.filter(pk=KEY, **{f"{path}__isnull": False})
    return rows.order_by().values_list(path, flat=True).distinct()


def written(rows: QuerySet[Record, int], key: str) -> str:
    """The SQL of the rows, with the key in the place of KEY."""
    sql, parameters = rows.query.sql_with_params()
    if parameters != (KEY,):
        raise ValueError(f"The rows depend on more than a key: {sql}")
    return str(sql % key)


def shown_of(searched: Searched, passages: bool) -> str:
    model = searched.model
    return SHOWN.format(
        its_kind=searched.kind,
        table=model._meta.db_table,
        label=model.label_field,
        length=LABEL,
        date=f"t.{model.main_date}" if model.main_date else "null",
        passage=passage_of(model) if passages else "''",
    )


def passage_of(model: type[Record]) -> str:
    return "engine.passage({text}, t.note, {query}, {rules})".format(**NAMES, text=text_of(model))


def text_of(model: type[Record]) -> str:
    """What of a record is searched, piece by piece; a name stands in the label already."""
    field = next(each for each in model._meta.concrete_fields if isinstance(each, SearchField))
    names = [name for name in field.texts if name != model.label_field or name in field.body]
    pieces = [f"nullif(engine.joined(t.{name}), '')" for name in names]
    return f"concat_ws(' … ', {', '.join(pieces)})" if pieces else "''"
