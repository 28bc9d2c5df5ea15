"""The one statement that answers a question: matches, their rank, the counts, and one page of them.

Of each kind at most `MOST_OF_A_KIND` matches are read and ranked, those that the index gives first:
ranking reads every vector, and a common word matches most of what there is. Passages are made for
the page alone. Tables are named without a schema, so that one text serves every world.
"""

from collections.abc import Iterator
from functools import cache

from django.db.models import QuerySet

from negotiations.models import Issue, Party, Process, Record
from negotiations.reports.search.kinds import SEARCHED, Paths, Searched
from negotiations.vectors import SearchField

MOST_OF_A_KIND = 1_000
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
    "parties": "text[]",
    "processes": "text[]",
    "issues": "text[]",
    "first_day": "date",
    "last_day": "date",
    "from_rank": "real",
    "from_kind": "text",
    "from_slug": "text",
    "back": "boolean",
    "size": "integer",
}


def argument(name: str) -> str:
    return f"${list(ARGUMENTS).index(name) + 1}"


@cache
def statement() -> str:
    """Answers one row: the matches of each kind, of years and parties, and the page, as JSON."""
    matches = "\n union all ".join(matches_of(searched) for searched in SEARCHED)
    passages = "\n union all ".join(passage_of(searched) for searched in SEARCHED)
    return f"""
with wanted as materialized (
  select {wanted(Party, "parties")}, {wanted(Process, "processes")}, {wanted(Issue, "issues")}
), found as materialized (
  {matches}
), ranked as materialized (
  select found.*, row_number() over (order by rank desc, kind, slug) as place from found
), passed as (
  select count(*) filter (where {BEFORE}) as before, count(*) filter (where {AT}) as at from ranked
), bounds as (
  select case when {argument("from_rank")} is null then 1
    when {argument("back")} then greatest(1, before - {argument("size")} + 1)
    else before + at + 1 end as opening,
    case when {argument("back")} then before else before + at + {argument("size")} end as closing
  from passed
), page as (
  select ranked.*, passage.* from bounds
  join ranked on ranked.place between bounds.opening and bounds.closing
  cross join lateral ({passages}) as passage
)
select pg_catalog.json_build_object(
  'kinds', (select pg_catalog.json_agg(pg_catalog.json_build_array(kind, number) order by number desc, kind)
    from (select kind, count(*) as number from ranked group by kind) as counted),
  'years', (select pg_catalog.json_agg(pg_catalog.json_build_array(year, number) order by year)
    from (select extract(year from earliest)::integer as year, count(*) as number from ranked
      where isfinite(earliest) group by 1) as counted),
  'parties', {PARTIES_COUNTED},
  'opening', (select opening from bounds),
  'page', (select pg_catalog.json_agg(pg_catalog.json_build_object(
    'kind', kind, 'slug', slug, 'label', label, 'date', date, 'rank', rank, 'passage', passage)
    order by place) from page))::text
"""


BEFORE = (
    f"rank > {argument('from_rank')} or rank = {argument('from_rank')} "
    f"and (kind, slug) < ({argument('from_kind')}, {argument('from_slug')})"
)
AT = (
    f"rank = {argument('from_rank')} "
    f"and (kind, slug) = ({argument('from_kind')}, {argument('from_slug')})"
)
#: A match counts for its parties and for those that they belong to, as the filter has it.
PARTIES_COUNTED = f"""(
  with recursive involved as materialized (
    select place, party from ranked cross join unnest(parties) as party
  ), above as (
    select party, party as counted from (select distinct party from involved) as parties
    union
    select above.party, container.parent_id from above
    join {Party._meta.db_table} as container on container.id = above.counted
    where container.parent_id is not null
  ), counted as (
    select above.counted as id, count(distinct involved.place) as number
    from involved join above using (party) group by 1 order by 2 desc, 1 limit {MOST_PARTIES}
  )
  select pg_catalog.json_agg(
    pg_catalog.json_build_array(slug, name, number) order by number desc, slug)
  from counted join {Party._meta.db_table} as party using (id))"""


def wanted(model: type[Record], name: str) -> str:
    """The keys of those asked for and of all below them; null where none is asked for."""
    table = model._meta.db_table
    slugs = argument(name)
    return f"""case when {slugs} is not null then array(
    with recursive tree as (
      select id from {table} where slug = any({slugs})
      union select child.id from {table} as child join tree on child.parent_id = tree.id)
    select id from tree) end as {name}"""


def matches_of(searched: Searched) -> str:
    """The first matches of a kind with their rank, first day and parties."""
    day = searched.model.main_date
    earliest = f"{day}_earliest" if day else "null::date as earliest"
    named = f"{day}_earliest as earliest" if day else earliest
    conditions = "\n    and ".join(conditions_on(searched))
    parties = (
        f"array({reached(searched, searched.party, 'first.id')})" if searched.party else "null"
    )
    return f"""select '{searched.kind}' as kind, id, slug, earliest,
    pg_catalog.ts_rank(search, {argument("query")}, 1) as rank, {parties}::bigint[] as parties
  from (select id, slug, {named}, search from {searched.model._meta.db_table} as x
    where {conditions}
    limit {MOST_OF_A_KIND}) as first"""


def conditions_on(searched: Searched) -> Iterator[str]:
    kinds = argument("kinds")
    yield f"({kinds} is null or '{searched.kind}' = any({kinds}))"
    yield f"x.search @@ {argument('query')}"
    for name, paths in (
        ("parties", searched.party),
        ("processes", searched.process),
        ("issues", searched.issue),
    ):
        yield is_reached(searched, name, paths)
    yield from within_period(searched.model.main_date)


def is_reached(searched: Searched, name: str, paths: Paths) -> str:
    unasked = f"{argument(name)} is null"
    if not paths:
        return unasked
    return (
        f"({unasked} or exists (select from ({reached(searched, paths, 'x.id')}) as reached (id) "
        f"where reached.id = any((select {name} from wanted)::bigint[])))"
    )


def within_period(day: str) -> Iterator[str]:
    """The date may meet the period; an unknown date lies in none."""
    first, last = argument("first_day"), argument("last_day")
    if not day:
        yield f"{first} is null and {last} is null"
        return
    yield f"({first} is null or x.{day} <> '' and x.{day}_latest >= {first})"
    yield f"({last} is null or x.{day} <> '' and x.{day}_earliest <= {last})"


def reached(searched: Searched, paths: Paths, key: str) -> str:
    """The keys at the end of the paths from the record with the key."""
    return " union ".join(written(keys_at(searched.model, path), key) for path in paths)


def keys_at(model: type[Record], path: str) -> QuerySet[Record, int]:
    rows = model._base_manager.filter(pk=KEY, **{f"{path}__isnull": False})
    return rows.order_by().values_list(path, flat=True)


def written(rows: QuerySet[Record, int], key: str) -> str:
    """The SQL of the rows with the key in the place of KEY."""
    sql, parameters = rows.query.sql_with_params()
    if parameters != (KEY,):
        raise ValueError(f"The rows depend on more than a key: {sql}")
    return str(sql % key)


def passage_of(searched: Searched) -> str:
    """The label, the date and a passage of the record that stands on the page."""
    model = searched.model
    day = f"t.{model.main_date}" if model.main_date else "null"
    return f"""select pg_catalog.left(t.{model.label_field}, {LABEL}) as label, {day}::text as date,
    engine.passage({text_of(model)}, {argument("query")}, {argument("rules")}) as passage
  from {model._meta.db_table} as t where ranked.kind = '{searched.kind}' and t.id = ranked.id"""


def text_of(model: type[Record]) -> str:
    """What of a record is searched beside its label, piece by piece."""
    field = model._meta.get_field("search")
    assert isinstance(field, SearchField)
    names = [name for name in (*field.texts, "note") if name != model.label_field]
    if model.label_field not in field.names:
        names.insert(0, model.label_field)
    pieces = ", ".join(f"nullif(engine.joined(t.{name}), '')" for name in names)
    return f"pg_catalog.concat_ws(E'\\n', {pieces})"
