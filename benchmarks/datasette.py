"""The same package as Datasette serves it, where that is installed: SQLite and canned queries.

What somebody would do who knows both: a table for each file of the package, one for the members of
each list, an index on every reference, a full-text index on the words of statements, and for each
question one query that nests what belongs to a row as JSON. Nothing hidden is left out, and dates
are days, so it does less than ours.
"""

import csv
import json
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from benchmarks.load import Client
from benchmarks.servers import Place, free_port, started, wait_for
from negotiations.dates import ImpreciseDate

INSTALLED = shutil.which("datasette")
DATABASE = "bench"
FILES = ("events", "participations", "statements", "offers", "terms", "responses", "citations")
NAMED = ("parties", "people", "places", "processes", "issues", "sources", "event_links")
#: Columns with several slugs: the files and columns, each becomes a table of its own.
LISTS = (
    ("events", "processes"),
    ("statements", "events"),
    ("offers", "proposers"),
    ("offers", "recipients"),
)
INDEXES = (
    "events (date_earliest, date_latest, slug)",
    "participations (party, event)",
    "participations (event)",
    "citations (target)",
    "offers (event)",
    "terms (offer)",
    "responses (offer)",
    "event_links (from_event)",
    "event_links (to_event)",
    *(f"{file}_{column} ({part})" for file, column in LISTS for part in ("row", "member")),
)
BEFORE, BEHIND = "0000-01-01", "9999-12-31"


def made_database(package: Path, target: Path) -> None:
    """The package as an SQLite database."""
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(target)) as connection:
        connection.execute("pragma journal_mode = off")
        for name in (*FILES, *NAMED):
            fill(connection, name, package / f"{name}.csv")
        for index, columns in enumerate(INDEXES):
            connection.execute(f"create index index_{index} on {columns}")
        connection.execute(
            "create virtual table statements_fts using "
            "fts5 (text, content = 'statements', tokenize = 'porter unicode61')"
        )
        connection.execute("insert into statements_fts (statements_fts) values ('rebuild')")
        connection.execute("analyze")
        connection.commit()


def fill(connection: sqlite3.Connection, name: str, file: Path) -> None:
    """The rows of a file as a table, and the members of its lists as tables beside it."""
    lists = [column for owner, column in LISTS if owner == name]
    with file.open(encoding="utf-8", newline="") as opened:
        rows = csv.DictReader(opened)
        columns = [column for column in rows.fieldnames or () if column not in lists]
        dates = ["date_earliest", "date_latest"] if "date" in columns else []
        told = ", ".join(f'"{column}" text' for column in (*columns[1:], *dates))
        connection.execute(f'create table "{name}" (slug text primary key, {told})')
        for column in lists:
            connection.execute(f'create table "{name}_{column}" (row text, member text)')
        places = ", ".join("?" * (len(columns) + len(dates)))
        for row in rows:
            cells = [row[column] or None for column in columns]
            days = days_of(row["date"]) if dates else ()
            connection.execute(f'insert into "{name}" values ({places})', [*cells, *days])
            for column in lists:
                connection.executemany(
                    f'insert into "{name}_{column}" values (?, ?)',
                    [(row["slug"], member) for member in row[column].split(";") if member],
                )


def days_of(edtf: str) -> tuple[str, str]:
    """The first and the last day that a date allows."""
    if not edtf:
        return BEFORE, BEHIND
    date = ImpreciseDate.parse(edtf)
    return str(date.earliest or BEFORE), str(date.latest or BEHIND)


# --- Questions ------------------------------------------------------------------------------------


def naming(alias: str, label: str) -> str:
    return f"json_object('slug', {alias}.slug, 'label', {alias}.{label})"


PROCESSES = f"""(select json_group_array(json(m)) from (
  select {naming("y", "title")} as m from events_processes as l
  join processes as y on y.slug = l.member where l.row = e.slug order by y.slug)) as processes"""
PARTICIPANTS = f"""(select json_group_array(json(m)) from (
  select json_object('party', case when y.slug is not null then json({naming("y", "name")}) end,
    'person', case when n.slug is not null then json({naming("n", "name")}) end,
    'role', p.role, 'attendance', p.attendance) as m
  from participations as p left join parties as y on y.slug = p.party
  left join people as n on n.slug = p.person
  where p.event = e.slug order by p.slug)) as participants"""
COUNTS = """json_object(
  'statements', (select count(*) from statements_events where member = e.slug),
  'offers', (select count(*) from offers where event = e.slug),
  'sources', (select count(distinct source) from citations where target = 'event:' || e.slug)
) as counts"""
PLACE = f"(select {naming('w', 'name')} from places as w where w.slug = e.place) as at"
OF_PARTY = """participations as p join events as e on e.slug = p.event
  where p.party = :party and e.date_latest >= :date_from and e.date_earliest <= :date_to"""
LIST = f"""select e.*, {PLACE}, {PROCESSES}, {PARTICIPANTS}, {COUNTS},
  (select count(distinct e.slug) from {OF_PARTY}) as count
from (select distinct e.slug from {OF_PARTY}
  and (e.date_earliest, e.date_latest, e.slug) > (:after_earliest, :after_latest, :after_slug)
  order by e.date_earliest, e.date_latest, e.slug limit 100) as chosen
join events as e on e.slug = chosen.slug
order by e.date_earliest, e.date_latest, e.slug"""


def plain(alias: str, names: str) -> dict[str, str]:
    return {name: f"{alias}.{name}" for name in names.split()}


def nested(columns: Mapping[str, str], found: str) -> str:
    """The rows found, as one JSON list."""
    cells = ", ".join(f"'{name}', {made}" for name, made in columns.items())
    return (
        f"(select json_group_array(json(m)) from (select json_object({cells}) as m from {found}))"
    )


TERMS = nested(
    plain("t", "slug ordinal side actor beneficiary issue action quantity unit timing"),
    "terms as t where t.offer = o.slug order by t.ordinal",
)
RESPONSES = nested(
    plain("r", "slug party kind date event statement summary certainty"),
    "responses as r where r.offer = o.slug order by r.date_earliest, r.slug",
)
PARTS = {
    "citations": nested(
        plain("k", "slug source stance locator quote"),
        "citations as k where k.target = 'event:' || e.slug order by k.slug",
    ),
    "statements": nested(
        plain(
            "s",
            "slug party speaker date kind text wording complete language on_record channel "
            "said_at tone certainty",
        ),
        "statements_events as l join statements as s on s.slug = l.row "
        "where l.member = e.slug order by s.date_earliest, s.slug",
    ),
    "offers": nested(
        plain("o", "slug title kind put date channel summary certainty")
        | {"terms": f"json({TERMS})", "responses": f"json({RESPONSES})"},
        "offers as o where o.event = e.slug order by o.date_earliest, o.slug",
    ),
    "links": nested(
        plain("j", "slug from_event to_event kind"),
        "event_links as j where e.slug in (j.from_event, j.to_event) order by j.slug",
    ),
}
ALL_PARTS = ", ".join(f"{made} as {name}" for name, made in PARTS.items())
EVENT = f"""select e.*, {PLACE}, {PROCESSES}, {PARTICIPANTS}, {COUNTS}, {ALL_PARTS}
from events as e where e.slug = :slug"""
SEARCH = """select s.slug, s.date, snippet(statements_fts, 0, '<b>', '</b>', '...', 32) as passage,
  statements_fts.rank,
  (select count(*) from statements_fts where statements_fts match :q) as count
from statements_fts join statements as s on s.rowid = statements_fts.rowid
where statements_fts match :q order by statements_fts.rank limit 20"""
BY_YEAR = """select substr(o.date_earliest, 1, 4) as year, coalesce(y.parent, y.slug) as proposer,
  coalesce(r.kind, 'unanswered') as answer, count(*) as offers
from offers as o join offers_proposers as p on p.row = o.slug
join parties as y on y.slug = p.member
left join (select distinct offer, kind from responses) as r on r.offer = o.slug
where substr(o.date_earliest, 1, 4) = substr(o.date_latest, 1, 4)
group by 1, 2, 3 order by 1, 2, 3"""
QUERIES = {
    "list": LIST,
    "event": EVENT,
    "search": SEARCH,
    "by_year": BY_YEAR,
}
#: The columns that hold JSON.
OWN = ("at", "processes", "participants", "counts")
NESTED = {"list": OWN, "event": (*OWN, *PARTS)}
EVERY_STATEMENT = f"/{DATABASE}/statements.csv?_stream=on"


def path(name: str, query: str = "") -> str:
    """Where a question is answered as JSON."""
    told = "".join(f"&_json={column}" for column in NESTED.get(name, ()))
    return f"/{DATABASE}/{name}.json?_shape=array{told}{'&' if query else ''}{query}"


def page(query: str, after: tuple[str, str, str] = (BEFORE, BEFORE, "")) -> str:
    names = ("after_earliest", "after_latest", "after_slug")
    told = "&".join(f"{name}={value}" for name, value in zip(names, after, strict=True))
    return f"{path('list', query)}&{told}"


def step(client: Client, following: str) -> tuple[float, list[str], str]:
    """One page of a walk: milliseconds, the events on it, and where the next begins."""
    answer = client.get(following)
    events = json.loads(answer.body)
    slugs = [event["slug"] for event in events]
    if len(events) < 100:
        return answer.milliseconds, slugs, ""
    begin, last = following.partition("&after")[0], events[-1]
    told = "&after_earliest={date_earliest}&after_latest={date_latest}&after_slug={slug}"
    return answer.milliseconds, slugs, begin + told.format(**last)


# --- The server -----------------------------------------------------------------------------------


@contextmanager
def serving(place: Place) -> Iterator[int]:
    """Datasette over the package of the place, on the port answered."""
    database, told = place.home / f"{DATABASE}.db", place.home / "datasette.json"
    mark = place.home / "package.made"
    if not database.exists() or database.stat().st_mtime < mark.stat().st_mtime:
        made_database(place.package, database)
    queries = {name: {"sql": sql} for name, sql in QUERIES.items()}
    told.write_text(json.dumps({"databases": {DATABASE: {"queries": queries}}}))
    port = free_port()
    settings = {"sql_time_limit_ms": 60_000, "max_returned_rows": 100_000, "max_csv_mb": 0}
    with started(
        [
            *(str(INSTALLED), "serve", "--immutable", str(database), "--metadata", str(told)),
            *("--port", str(port)),
            *(part for name, value in settings.items() for part in ("--setting", name, str(value))),
        ],
        place.environment,
        # It tells of each request, and cannot be told not to.
        said=subprocess.DEVNULL,
    ) as process:
        wait_for(port, "/-/versions.json", process)
        yield port
