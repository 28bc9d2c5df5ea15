"""The least SQL that answers each question with the JSON that the API answers.

Written by hand from the tables, without a condition for what is hidden and without a thought for
what the invented data never hold (which `LEFT_OUT` names). `@root@` is the address of the API.
"""

import re

#: What the least answer lacks, though the API's answer has it.
LEFT_OUT = {
    "event": ("points",),
    "list": ("next", "previous"),
    "search": ("facets", "query", "count_exact", "ranked_all", "next", "previous"),
    "by_year": ("notes",),
}
FOLDERS = {
    "place": "places",
    "party": "parties",
    "person": "people",
    "tenure": "tenures",
    "source": "sources",
    "issue": "issues",
    "process": "processes",
    "event": "events",
    "eventlink": "event-links",
    "participation": "participations",
    "statement": "statements",
    "offer": "offers",
    "term": "terms",
    "response": "responses",
    "citation": "citations",
}
LABELS = {
    "place": "name",
    "party": "name",
    "person": "name",
    "issue": "label",
    "term": "action",
    "response": "summary",
    "statement": "text",
}
COMMON = "certainty external_ids codes note ^created_at ^updated_at version"
#: Words: a plain column, `@` a date, `^` an instant, `#` a number, `>` a reference (to what kind),
#: `*` a list of references, `-` always null here, `[` always empty.
SHAPES = {
    "event": (
        "slug url status title kind occurrence @occurrence_date level track *processes:process "
        ">part_of:event @date date_note time seq #duration_hours_min #duration_hours_max "
        f">place:place venue agenda summary outcome {COMMON}"
    ),
    "participation": (
        "slug url status >event:event >party:party >person:person >tenure:tenure role role_label "
        f"attendance -according_to {COMMON}"
    ),
    "statement": (
        "slug url status >party:party [co_parties -on_behalf_of >speaker:person speaker_label "
        "-tenure @date date_note time seq kind text wording complete language language_original "
        "text_original rendering -part_of -variant_of -relayed_by on_record channel @made_public "
        ">said_at:event *events:event [offers *issues:issue *processes:process -reply_to "
        f"topic_note tone {COMMON}"
    ),
    "offer": (
        "slug url status title kind put >event:event *processes:process @date date_note time seq "
        "@made_known *proposers:party *recipients:party -on_behalf_of -relayed_by -proposes "
        "-in_reply_to -revises channel conditions @expires summary -variant_of -according_to "
        f"same_as {COMMON}"
    ),
    "term": (
        "slug url status >offer:offer ordinal side >actor:party >beneficiary:party >issue:issue "
        "action #quantity #quantity_max unit amount_text duration duration_max @deadline timing "
        f"condition -depends_on option_group verified reversible -according_to {COMMON}"
    ),
    "response": (
        "slug url status >offer:offer [terms >party:party kind condition @date date_note time seq "
        f">event:event -statement -counter_offer -relayed_by -according_to summary {COMMON}"
    ),
    "eventlink": f"slug url status >from_event:event >to_event:event kind {COMMON}",
    "citation": (f"slug url status >source:source !target field stance locator quote {COMMON}"),
}
#: What separates the entries of a list in a cell.
LISTED = ("external_ids", "codes")
INSTANT = 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'


def address(kind: str, alias: str) -> str:
    return f"'@root@{FOLDERS[kind]}/' || {alias}.slug || '/'"


def naming(kind: str, alias: str) -> str:
    """A reference as an expression; labels of long texts are shortened as the API does."""
    words = f"{alias}.{LABELS.get(kind, 'title')}"
    label = f"engine.label({words}, {alias}.slug)" if kind == "statement" else words
    return (
        f"json_build_object('slug', {alias}.slug, 'label', {label}, 'url', {address(kind, alias)})"
    )


def shape(kind: str, alias: str) -> tuple[str, str]:
    """The columns of a kind, and the tables joined for its references."""
    found, joins = [], []
    for word in SHAPES[kind].split():
        name = word.lstrip("@^#>*-[!").partition(":")[0]
        target = word.partition(":")[2]
        if word[0] == ">":
            other = f"{alias}_{name}"
            joins.append(
                f"left join negotiations_{target} as {other} on {other}.id = {alias}.{name}_id"
            )
            made = f"case when {other}.id is not null then {naming(target, other)} end"
        else:
            made = column(kind, alias, word[0], name, target)
        found.append(f'{made} as "{name}"')
    return ", ".join(found), " ".join(joins)


def column(kind: str, alias: str, sign: str, name: str, target: str) -> str:
    if sign == "*":
        return members(kind, alias, name, target)
    return {
        "@": f"engine.date_value({alias}.{name}, {alias}.{name}_earliest, {alias}.{name}_latest)",
        "^": f"to_char({alias}.{name} at time zone 'UTC', '{INSTANT}')",
        "#": f"trim_scale({alias}.{name})",
        "-": "null::json",
        "[": "'[]'::json",
        "!": (
            f"json_build_object('kind', 'event', 'slug', e.slug, 'label', e.title, "
            f"'url', {address('event', 'e')})"
        ),
    }.get(sign, address(kind, alias) if name == "url" else f'{alias}."{name}"')


def members(kind: str, alias: str, name: str, target: str) -> str:
    """The records of a list, in the order of their slugs."""
    return (
        f"(select coalesce(json_agg({naming(target, 'm')} order by m.slug collate \"C\"), '[]') "
        f"from negotiations_{kind}_{name} as l join negotiations_{target} as m "
        f"on m.id = l.{target}_id where l.{kind}_id = {alias}.id)"
    )


def rows(kind: str, alias: str, condition: str, order: str, more: str = "") -> str:
    """The documents of several rows, as one list."""
    columns, joins = shape(kind, alias)
    return (
        f"(select coalesce(json_agg(row_to_json(d)), '[]') from (select {columns}{more} "
        f"from negotiations_{kind} as {alias} {joins} where {condition} order by {order}) as d)"
    )


PARTICIPANTS = f"""(select coalesce(json_agg(json_build_object(
  'party', case when y.id is not null then {naming("party", "y")} end,
  'person', case when n.id is not null then {naming("person", "n")} end,
  'role', p.role, 'attendance', p.attendance) order by p.slug collate "C"), '[]')
 from negotiations_participation as p left join negotiations_party as y on y.id = p.party_id
 left join negotiations_person as n on n.id = p.person_id where p.event_id = e.id)"""
#: Every statement is about the event it was made at: the one list holds them all.
COUNTS = """json_build_object(
  'statements', (select count(*) from negotiations_statement_events where event_id = e.id),
  'offers', (select count(*) from negotiations_offer where event_id = e.id),
  'sources', (select count(distinct source_id) from negotiations_citation where event_id = e.id))"""
CONTESTED = """exists (select from negotiations_point as q
  join negotiations_claim as c on c.point_id = q.id
  where q.event_id = e.id and c.stance = 'denies')"""
DENIED = """exists (select from negotiations_point as q
  join negotiations_claim as c on c.point_id = q.id
  where q.statement_id = s.id and c.stance = 'denies')"""
OWN, OWN_JOINS = shape("event", "e")
WHEN = 'date_earliest, {0}.date_latest, {0}.slug collate "C"'

LIST = f"""
with chosen as materialized (
  select e.id from negotiations_participation as p join negotiations_event as e on e.id = p.event_id
  where p.party_id = (select id from negotiations_party where slug = $1) and p.visible
  and p.event_earliest between $2::date - 366 and $3::date and p.event_latest >= $2::date
  and (p.event_earliest, e.date_latest, e.slug) > ($4::date, $5::date, $6)
  order by p.event_earliest, e.date_latest, e.slug limit 100)
select json_build_object(
  'count', (select count(*) from (select from negotiations_participation as p
    where p.party_id = (select id from negotiations_party where slug = $1) and p.visible
    and p.event_earliest between $2::date - 366 and $3::date and p.event_latest >= $2::date
    limit 10000) as counted),
  'count_exact', true,
  'results', (select json_agg(row_to_json(d)) from (
    select {OWN}, {CONTESTED} as contested, {PARTICIPANTS} as participants, {COUNTS} as counts
    from chosen join negotiations_event as e using (id) {OWN_JOINS}
    order by e.{WHEN.format("e")}) as d))::text
"""

EVENT = f"""
select row_to_json(d)::text from (
  select {OWN}, {CONTESTED} as contested, {COUNTS} as counts,
  {rows("citation", "k", "k.event_id = e.id", 'k.slug collate "C"')} as citations,
  {rows("participation", "p", "p.event_id = e.id", 'p.slug collate "C"')} as participants,
  {
    rows(
        "statement",
        "s",
        "s.id in (select statement_id from negotiations_statement_events where event_id = e.id)",
        f"s.{WHEN.format('s')}",
    )
} as statements,
  {
    rows(
        "offer",
        "o",
        "o.event_id = e.id",
        f"o.{WHEN.format('o')}",
        ", "
        + rows("term", "t", "t.offer_id = o.id", "t.ordinal")
        + " as terms, "
        + rows("response", "r", "r.offer_id = o.id", f"r.{WHEN.format('r')}")
        + " as responses, "
        "'[]'::json as tellings",
    )
} as offers,
  {
    rows(
        "eventlink",
        "j",
        "j.id in (select id from negotiations_eventlink where from_event_id = e.id "
        "union select id from negotiations_eventlink where to_event_id = e.id)",
        'j.slug collate "C"',
    )
} as links
  from negotiations_event as e {OWN_JOINS} where e.slug = $1) as d
"""

SEARCH = f"""
with asked as (select plainto_tsquery('english', $1) as words),
first as materialized (
  select s.id, s.slug, ts_rank(s.search, words, 1) as rank from negotiations_statement as s, asked
  where s.search @@ words limit 1000),
best as (select * from first order by rank desc, slug limit 20)
select json_build_object('count', (select count(*) from first),
  'results', (select json_agg(row_to_json(d)) from (
    select 'statement' as kind, s.slug, engine.label(s.text, s.slug) as label,
    {address("statement", "s")} as url,
    engine.date_value(s.date, s.date_earliest, s.date_latest) as date,
    ts_headline('english', s.text, words) as snippet, best.rank
    from best join negotiations_statement as s using (id), asked
    order by best.rank desc, s.slug) as d))::text
"""

BY_YEAR = """
select json_build_object('rows', json_agg(row_to_json(d)))::text from (
  select extract(year from o.date_earliest)::integer as year,
  coalesce(above.slug, y.slug) as proposer, coalesce(r.kind, 'unanswered') as answer,
  count(*) as offers
  from negotiations_offer as o join negotiations_offer_proposers as p on p.offer_id = o.id
  join negotiations_party as y on y.id = p.party_id
  left join negotiations_party as above on above.id = y.parent_id
  left join (select distinct offer_id, kind from negotiations_response) as r on r.offer_id = o.id
  where extract(year from o.date_earliest) = extract(year from o.date_latest)
  group by 1, 2, 3 order by 1, 2, 3) as d
"""


def cells(kind: str, alias: str) -> tuple[str, str]:
    """The flat columns of a kind, empty ones as null, and the tables joined for its references."""
    found, joins = [], []
    for word in SHAPES[kind].split():
        name, _, target = word.lstrip("@^#>*-[!").partition(":")
        other = f"{alias}_{name}"
        if word[0] == ">":
            joins.append(
                f"left join negotiations_{target} as {other} on {other}.id = {alias}.{name}_id"
            )
            found.append(f'{other}.slug as "{name}"')
        elif word[0] == "*":
            joins.append(
                f"left join {slugs(kind, name, target)} as {other} on {other}.id = {alias}.id"
            )
            found.append(f'{other}.slugs as "{name}"')
        elif word[0] == "@":
            found += dated_cells(alias, name)
        elif name != "url":
            found.append(f'{cell(kind, alias, word[0], name)} as "{name}"')
    return ", ".join(found), " ".join(joins)


def slugs(kind: str, name: str, target: str) -> str:
    """The members of a list in one cell, by the key of the row."""
    return (
        f"(select l.{kind}_id as id, string_agg(m.slug, ';' order by m.slug collate \"C\") "
        f"as slugs from negotiations_{kind}_{name} as l join negotiations_{target} as m "
        f"on m.id = l.{target}_id group by 1)"
    )


def cell(kind: str, alias: str, sign: str, name: str) -> str:
    own = f'{alias}."{name}"'
    if sign in "-[":
        return "null"
    if name in LISTED:
        return f"nullif(array_to_string({own}, ';'), '')"
    if sign in "^#" or name in ("seq", "version"):
        return column(kind, alias, sign, name, "")
    return f"nullif({own}::text, '')"


def dated_cells(alias: str, name: str) -> list[str]:
    own = f"{alias}.{name}"
    return [
        f"nullif({own}, '') as {name}",
        f"case when {own} <> '' then nullif({own}_earliest, '-infinity') end as {name}_earliest",
        f"case when {own} <> '' then nullif({own}_latest, 'infinity') end as {name}_latest",
        f"nullif(engine.date_precision({own}), '') as {name}_precision",
    ]


def every_statement(ending: str, root: str, condition: str) -> str:
    """All statements, as flat rows or as documents in the form that `ending` names."""
    columns, joins = (shape if ending == "jsonl" else cells)("statement", "s")
    if ending == "jsonl":
        columns += f", {DENIED} as contested"
    order = 's.date_earliest, s.time, s.seq, s.date_latest, s.slug collate "C"'
    found = (
        f"select {columns} from negotiations_statement as s {joins} "
        f"where {condition} order by {order}"
    )
    if ending == "jsonl":
        found = f"select replace(row_to_json(d)::text, e'\\n', '') from ({found}) as d"
    return found.replace("@root@", root)


#: By name: the statement, the types of its arguments.
QUESTIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "list": (LIST, ("text", "date", "date", "date", "date", "text")),
    "event": (EVENT, ("text",)),
    "search": (SEARCH, ("text",)),
    "by_year": (BY_YEAR, ()),
}


def statement(name: str, root: str) -> tuple[str, tuple[str, ...]]:
    sql, types = QUESTIONS[name]
    return re.sub(r"\s+", " ", sql.replace("@root@", root)).strip(), types
