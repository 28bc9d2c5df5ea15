"""What a data package holds and how well it is sourced, counted from its tables, as Markdown.

Four words of the tables, defined here and said again in the captions:

- *Supporting*: a citation with the stance `supports` for the whole record (its `field` is empty).
- *Leaning*: a term, response, commitment or fulfilment without any citation of its own is taken to
  rest on those of its offer, agreement, commitment or term.
- *Independent*: two supporting citations of the record itself whose sources have different
  publishers, neither of which reprints the other (`text_of`, followed to its root, differs), and
  neither of which has the carrier `not_seen`. Publishers are the same if they have the same
  `publisher_party`, or share a name (see `publisher_names`).
- *Primary text*: a supporting source of one of the kinds in PRIMARY. A memoir is none.

Points are left out of support: a question is not borne out by a source; its answers are claims.
A point's standing needs no database, so it is derived here by the rules of reports/standing.py.
Rows with the status `withdrawn` count nowhere.

The package is taken to be sound: whether it is, import_data finds out. The captions are the only
prose; what the data are and how they were made stands in the page around the tables.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from negotiations.choices import (
    Carrier,
    Certainty,
    CitationStance,
    SourceKind,
    Standing,
    Status,
)
from negotiations.dates import ImpreciseDate
from negotiations.exchange.columns import split_entries
from negotiations.exchange.delimited import ignored
from negotiations.exchange.files import Table, tables_in
from negotiations.exchange.findings import Findings, PackageError
from negotiations.exchange.sheets import SHEETS
from negotiations.exchange.unpacking import UNREADABLE
from negotiations.reports.answers import space_of
from negotiations.reports.standing import Voice, standing_of

START, END = "<!-- summary -->", "<!-- end of summary -->"

#: The kinds of which it is told how they are sourced, with the column of what they lean on.
SOURCED = {
    "events": "",
    "statements": "",
    "claims": "",
    "offers": "",
    "terms": "offer",
    "responses": "offer",
    "agreements": "",
    "commitments": "agreement",
    "fulfilments": "target",
}
PRIMARY = (
    SourceKind.OFFICIAL_TEXT,
    SourceKind.OFFICIAL_STATEMENT,
    SourceKind.TRANSCRIPT,
    SourceKind.SPEECH,
    SourceKind.INTERVIEW,
    SourceKind.SOCIAL_POST,
    SourceKind.ARCHIVE_DOCUMENT,
)
INDEPENDENT_MEANS = (
    "*Two independent sources*: two supporting citations of the record itself (stance `supports`, "
    "no `field`) whose sources have different publishers, neither of which reprints the other "
    "(`text_of`, followed to its root), and neither of which was not seen (carrier `not_seen`). "
    "Publishers are the same if they have one `publisher_party` or share a name, leaving aside "
    'case, full stops, a leading "The", initials for a name, and whose copy it is ("via ...").'
)
PRIMARY_MEANS = (
    "*Primary text*: a supporting source of kind "
    + ", ".join(f"`{kind.value}`" for kind in PRIMARY)
    + "; a memoir is none."
)
LEANING_MEANS = (
    "Terms, responses, commitments and fulfilments without a citation of their own lean on those "
    "of their offer, agreement, commitment or term. Points are left out: a question is not borne "
    "out by a source, its answers are claims."
)
STANDING_MEANS = "How the sides stand to each other on the points, all claims being heard."

Row = Mapping[str, str]
Tables = Mapping[str, Sequence[Row]]


def summary(path: Path) -> str:
    """The Markdown of a package: a folder, a .zip, or one CSV file."""
    return "\n".join(sections(read(path)))


def put_between_markers(page: str, text: str) -> str:
    """The page with the text between START and END, in the place of what stood there."""
    before, start, rest = page.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end or START in rest or END in before + after:
        raise ValueError(f"The page needs the lines {START} and {END}, in this order, once each.")
    return f"{before}{START}\n{text}\n{END}{after}"


def read(path: Path) -> dict[str, list[Row]]:
    """The rows of each sheet that count; of a sheet that the package lacks there are none."""
    findings = Findings()
    with tables_in(path, findings) as given:
        tables = {table.sheet.name: rows_of(table, findings) for table in given}
    for finding in findings:
        raise PackageError(str(finding))
    return {name: tables.get(name, []) for name in SHEETS}


def rows_of(table: Table, findings: Findings) -> list[Row]:
    try:
        records = table.records(findings, ignored)
        _, header = next(records, (0, []))
        rows = [defaultdict(str, zip(header, cells, strict=False)) for _, cells in records]
    except UNREADABLE as error:
        raise PackageError(f"{table.file} cannot be read: {error}.") from error
    return [row for row in rows if row["status"] != Status.WITHDRAWN]


class Support:
    """Which sources bear out which record."""

    def __init__(self, tables: Tables) -> None:
        self.sources = {row["slug"]: row for row in tables["sources"]}
        self.citations: dict[str, list[Row]] = defaultdict(list)
        for row in tables["citations"]:
            self.citations[row["target"]].append(row)
        self.leans_on = {
            f"{SHEETS[name].kind}:{row['slug']}": reference(column, row[column])
            for name, column in SOURCED.items()
            if column
            for row in tables[name]
        }

    def of(self, record: str) -> list[Row]:
        """The supporting sources of a record (`kind:slug`), or of what it leans on."""
        while not self.citations.get(record) and self.leans_on.get(record):
            record = self.leans_on[record]
        return [
            self.sources[row["source"]]
            for row in self.citations.get(record, ())
            if row["stance"] in ("", CitationStance.SUPPORTS)
            and not row["field"]
            and row["source"] in self.sources
        ]

    def is_independent(self, record: str) -> bool:
        seen = [row for row in self.of(record) if row["carrier"] != Carrier.NOT_SEEN]
        return any(self.are_independent(one, two) for one, two in combinations(seen, 2))

    def are_independent(self, one: Row, two: Row) -> bool:
        return self.root(one["slug"]) != self.root(two["slug"]) and not same_publisher(one, two)

    def root(self, slug: str) -> str:
        """The source that this one reprints, or that one's, and so on."""
        line: list[str] = []
        while slug not in line:
            line.append(slug)
            slug = self.sources[slug]["text_of"] if slug in self.sources else ""
            if not slug:
                return line[-1]
        return min(line[line.index(slug) :])

    def is_primary(self, record: str) -> bool:
        return any(row["kind"] in PRIMARY for row in self.of(record))


def reference(column: str, cell: str) -> str:
    """`kind:slug` of a cell that names a record of the column's kind, or says the kind itself."""
    return cell if ":" in cell or not cell else f"{column}:{cell}"


def same_publisher(one: Row, two: Row) -> bool:
    """Whether they are not known to differ; of a publisher without a name nothing is known."""
    party = one["publisher_party"]
    if party and party == two["publisher_party"]:
        return True
    names = publisher_names(one["publisher"]), publisher_names(two["publisher"])
    if not all(names):
        return True
    return any(same_name(first, second) for first in names[0] for second in names[1])


def publisher_names(publisher: str) -> set[str]:
    """The names in `Arab News (Associated Press)` or `AFP/Reuters`, but not whose copy was read.

    So `KCNA (via a mirror)` is KCNA alone, and a paper that prints an agency is that agency too.
    """
    parts = re.split(r"[(),;/]", publisher.replace(".", "").casefold())
    names = (part.strip().removeprefix("the ") for part in parts)
    return {name for name in names if name and not re.match(r"(via|copy|copied|excerpts?)\b", name)}


def same_name(one: str, two: str) -> bool:
    return one == two or initials(one) == two or one == initials(two)


def initials(name: str) -> str:
    words = name.split()
    return "".join(word[0] for word in words) if len(words) > 1 else name


def standings(tables: Tables) -> dict[str, Standing]:
    """How each point stands by all claims, without a day."""
    voices: dict[str, list[Voice]] = defaultdict(list)
    speaking = Speaking(tables)
    for claim in tables["claims"]:
        voices[claim["point"]].append(speaking.voice(claim))
    spaces = {
        point["slug"]: space_of(point["answer_type"], split_entries(point["answers"]))
        for point in tables["points"]
    }
    return {point: standing_of(space, voices[point]).standing for point, space in spaces.items()}


class Speaking:
    """For which side a claim speaks: the rules of reports/sides.py, on the rows of a package."""

    def __init__(self, tables: Tables) -> None:
        self.parents = {row["slug"]: row["parent"] for row in tables["parties"]}
        self.joint = {row["slug"]: row["parties"].split(";") for row in tables["agreements"]}
        self.said = {row["slug"]: row["date"] for row in tables["statements"]}

    def voice(self, claim: Row) -> Voice:
        holder = dict(part.split(":", 1) for part in claim["holder"].split(";") if part)
        dated = claim["date"] or self.said.get(claim["statement"], "")
        return Voice(
            claim=claim["slug"],
            sides=self.sides(holder),
            source=holder.get("source", ""),
            stance=claim["stance"],
            answer=claim["answer"],
            dated=ImpreciseDate.parse(dated) if dated else None,
            on_record=claim["on_record"],
        )

    def sides(self, holder: Mapping[str, str]) -> tuple[str, ...]:
        if agreement := holder.get("agreement"):
            parties = filter(None, self.joint.get(agreement, ()))
            return tuple(sorted({f"party:{self.topmost(party)}" for party in parties}))
        if party := holder.get("party"):
            return (f"party:{self.topmost(party)}",)
        return (f"person:{holder['person']}",) if "person" in holder else ()

    def topmost(self, party: str) -> str:
        passed: list[str] = []
        while party not in passed and self.parents.get(party):
            passed.append(party)
            party = self.parents[party]
        return min(passed[passed.index(party) :]) if party in passed else party


def sections(tables: Tables) -> Iterator[str]:
    yield from certainty_section(tables)
    yield from support_section(tables)
    yield from sources_section(tables["sources"])
    yield from standings_section(tables)
    yield from locator_section(tables["citations"])


def certainty_section(tables: Tables) -> Iterator[str]:
    grades = [*Certainty.values, ""]
    yield "Rows, and how many of them have which certainty.\n"
    yield from table_of(
        ("kind", "rows", *Certainty.values, "none given"),
        (
            (name, len(rows), *(counted("certainty", rows)[grade] for grade in grades))
            for name, rows in tables.items()
        ),
    )


def support_section(tables: Tables) -> Iterator[str]:
    support = Support(tables)
    yield "How the records are sourced.\n"
    yield f"- {INDEPENDENT_MEANS}\n- {PRIMARY_MEANS}\n- {LEANING_MEANS}\n"
    yield from table_of(
        ("kind", "rows", "two independent sources", "share", "primary text", "share"),
        (support_line(name, tables[name], support) for name in SOURCED),
    )


def support_line(name: str, rows: Sequence[Row], support: Support) -> tuple[str | int, ...]:
    records = [f"{SHEETS[name].kind}:{row['slug']}" for row in rows]
    independent = sum(map(support.is_independent, records))
    primary = sum(map(support.is_primary, records))
    total = len(records)
    return name, total, independent, share(independent, total), primary, share(primary, total)


def sources_section(sources: Sequence[Row]) -> Iterator[str]:
    yield "Sources by kind, carrier and language.\n"
    yield from table_of(
        ("by", "word", "sources", "share"),
        (
            (column, f"`{word}`" if word else "not known", number, share(number, len(sources)))
            for column in ("kind", "carrier", "language")
            for word, number in most_first(counted(column, sources))
        ),
    )


def most_first(numbers: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(numbers.items(), key=lambda item: (-item[1], item[0]))


def standings_section(tables: Tables) -> Iterator[str]:
    found = Counter(standings(tables).values())
    yield f"{STANDING_MEANS}\n"
    yield from table_of(
        ("standing", "points", "share"),
        (
            (f"`{standing.value}`", found[standing], share(found[standing], found.total()))
            for standing in Standing
        ),
    )


def locator_section(citations: Sequence[Row]) -> Iterator[str]:
    located = sum(bool(row["locator"]) for row in citations)
    yield (
        f"Citations that say where in the source: {located} of {len(citations)} "
        f"({share(located, len(citations))})."
    )


def counted(column: str, rows: Iterable[Row]) -> Counter[str]:
    return Counter(row[column] for row in rows)


def share(part: int, whole: int) -> str:
    """Whole percents; what is something is never 0 %, and what is not the whole never 100 %."""
    if not whole:
        return "–"
    percents = round(100 * part / whole)
    if percents == 0 and part:
        return "under 1 %"
    return "over 99 %" if percents == 100 and part < whole else f"{percents} %"


def table_of(header: Sequence[str], lines: Iterable[Sequence[str | int]]) -> Iterator[str]:
    """A Markdown table, the first column to the left, and a blank line after it."""
    yield line_of(header)
    yield "|---|" + "---:|" * (len(header) - 1)
    yield from map(line_of, lines)
    yield ""


def line_of(cells: Iterable[str | int]) -> str:
    return f"| {' | '.join(map(str, cells))} |"
