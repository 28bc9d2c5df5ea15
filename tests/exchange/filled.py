"""A package in which every column of every sheet is filled somewhere, with texts that are awkward.

Rows are made by the columns' own types, so that a new column is filled without being named here; a
column is named (RULED) only where a rule binds it to others. Row `n` of a kind refers to row `n` of
another, which keeps what must agree (a tenure and its person) agreeing.
"""

import csv
import io
from itertools import cycle
from random import Random

from negotiations.exchange.columns import (
    DecimalColumn,
    ListColumn,
    ManyColumn,
    NumberColumn,
    OneOfColumn,
    ReferenceColumn,
    TextColumn,
)
from negotiations.exchange.package import description
from negotiations.exchange.sheets import REASON, SHEETS, sheet_of
from negotiations.fields import CodeField, DurationField, ImpreciseDateField, ProseField

#: As many as a point has kinds of target, and a claim has ways of being held.
ROWS = 5
STATUSES = ("published", "draft", "in_review", "withdrawn", "draft")
ODD = (
    *("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://example.org")', "'", '"', '""'),
    *(";", "\\", "\\;", "a;b\\;c\\\\d", "\\.", "\\N", ",", "a, b", "|", "%s", "{0}", "<b>&amp;"),
    *("N/A", "null", "NaN", "true", "1.0", "007", "1e5", "2019-10-05", "_x0041_", "#REF!"),
    *(
        "مرحبا",
        "שלום",
        "\u202babc\u202c",
        "東京での会談",
        "평양",
        "🕊️",
        "👩‍👩‍👧",
        "é",
        "ﬁ",
        "\u200b",
    ),
)
OF_LINES = ("two\nlines", "\n", "a\n\nb", '"\n"', "ends\n")
DATES = (
    *("2019-10-05", "2019-10", "2019", "201X", "2019-XX", "2019-10-XX", "2019-21", "2019-24"),
    *("2019-10-05?", "2019-10~", "2019%", "2019-02-27/2019-02-28", "2019-01/..", "../2019"),
    "[2018-05-03..2018-05-09]",
)
#: What columns of a form hold; a code that is not here has no example yet.
CODES = {
    "iso3": lambda n: "ABC"[:2] + "ABCDE"[n],
    "cow": str,
    "gw": str,
    "wikidata": lambda n: f"Q{n + 1}",
    "url": lambda n: f"https://example.org/?q={n};a,b",
    "archive_url": lambda n: f"http://example.org/{n}",
    "archive_sha256": lambda n: f"{n}" * 64,
    "language": lambda n: ("en", "ko", "zh-Hant", "ar", "sv")[n],
    "language_original": lambda n: ("ko", "en", "ar", "zh-Hans", "he")[n],
    "time": lambda n: f"1{n}:30+09:00",
    "cameo": lambda n: f"0{n}1",
    "plover": lambda n: ("AID", "COERCE", "CONSULT", "REQUEST policy", "YIELD")[n],
    "pax": lambda n: "ABCDE"[n],
}
LISTS = {
    "countries": lambda n, odd: ["SE", "KP"],
    "external_ids": lambda n, odd: [f"x:{n}{odd}", f"y-z:{n}"],
    "codes": lambda n, odd: [f"cameo.event={n}{odd}"],
    "answers": lambda n, odd: [f"yes={odd}", "no=No"],
}


def slug(kind, n):
    return f"{kind.replace('_', '-')}-{n % ROWS}"


def before(kind):
    """A reference within the kind that runs in no circle."""
    return lambda n: slug(kind, n - 1) if n else ""


def only(row, cell):
    """A cell of one row alone."""
    return lambda n: cell if n == row else ""


def of(*cells):
    return lambda n: cells[n]


def with_the_first_for_the_second(kind):
    """Row 1 belongs to what row 0 belongs to, for it depends on it."""
    return lambda n: slug(kind, 0 if n == 1 else n)


HOLDERS = of(
    "party:party-0",
    "party:party-1;person:person-1",
    "person:person-2",
    "source:source-3",
    "agreement:agreement-4",
)
#: Cells that a rule binds to others, by sheet and column.
RULED = {
    ("places", "latitude"): of("-89.5", "0", "35.6895", "89.999999", ""),
    ("places", "longitude"): of("-179.5", "0", "139.6917", "179.999999", ""),
    ("parties", "parent"): before("party"),
    ("issues", "parent"): before("issue"),
    ("processes", "parent"): before("process"),
    ("sources", "text_of"): only(1, "source-0"),
    ("tenures", "date"): of("1990/..", "1990/2030", "", "1990~/..", "1990/.."),
    ("memberships", "process"): lambda n: "" if n == 1 else slug("process", n),
    ("memberships", "coalition"): only(1, "party-2"),
    ("events", "part_of"): before("event"),
    ("event_links", "to_event"): lambda n: slug("event", n + 1),
    ("offers", "proposers"): lambda n: ";".join(sorted({slug("party", n), slug("party", n + 1)})),
    ("offers", "recipients"): lambda n: slug("party", n + 2),
    ("offers", "in_reply_to"): before("offer"),
    ("offers", "revises"): before("offer"),
    ("offers", "variant_of"): only(1, "offer-0"),
    ("terms", "offer"): with_the_first_for_the_second("offer"),
    ("terms", "depends_on"): only(1, "term-0"),
    ("statements", "part_of"): only(2, "statement-0"),
    ("statements", "variant_of"): only(1, "statement-0"),
    ("statements", "reply_to"): before("statement"),
    ("statements", "tone"): of("-2", "-1", "0", "1", "2"),
    ("responses", "counter_offer"): lambda n: slug("offer", n + 1),
    ("agreements", "renews"): before("agreement"),
    ("agreements", "replaces"): before("agreement"),
    ("commitments", "agreement"): with_the_first_for_the_second("agreement"),
    ("commitments", "depends_on"): only(1, "commitment-0"),
    ("commitments", "variant_of"): only(2, "commitment-0"),
    ("points", "answer_type"): of("choice", "yes_no", "date", "number", ""),
    ("claims", "answer"): of("yes;no", "no", "2019-10;2019-10-05", "8.5;60..70", "Whatever; else"),
    ("claims", "holder"): HOLDERS,
    ("claims", "stance"): of("asserts", "denies", "does_not_confirm", "asserts", "silent"),
}
#: Pairs of which the second is not below the first.
NUMBERS = {"min": ("0", "0.25", "8.5", "9", "100"), "max": ("0", "0.5", "9", "9.75", "1234.5")}


class Filler:
    """Makes rows; what is left to chance repeats itself for the same seed."""

    def __init__(self, seed):
        self.chance = Random(seed)
        self.odd = cycle(self.chance.sample(ODD, len(ODD)))
        self.lines = cycle(OF_LINES)
        self.dates = cycle(self.chance.sample(DATES, len(DATES)))
        self.words = {}

    def rows(self, sheet):
        rows = [self.row(sheet, n, status) for n, status in enumerate(statuses(sheet))]
        return sorted(rows, key=lambda row: row["slug"])

    def row(self, sheet, n, status):
        row = {"slug": f"{sheet.kind.replace('_', '-')}-{n}"}
        for name, column in sheet.accepted.items():
            row.setdefault(name, self.cell(sheet, column, n) if name != "slug" else "")
        row["status"] = status
        row[REASON] = self.text(n) if status == "withdrawn" else ""
        return row

    def cell(self, sheet, column, n):
        if (sheet.name, column.name) in RULED:
            return RULED[sheet.name, column.name](n)
        if isinstance(column, OneOfColumn):
            key = column.keys[n % len(column.keys)]
            return f"{key.kind}:{slug(key.kind, 0 if sheet.name == 'citations' else n)}"
        if isinstance(column, ReferenceColumn):
            return slug(sheet_of(column.target).kind, n)
        if isinstance(column, ManyColumn):
            kind = sheet_of(column.target).kind
            return ";".join(sorted({slug(kind, n), slug(kind, n + self.chance.randrange(ROWS))}))
        if isinstance(column, ListColumn):
            return self.entries(column, n)
        if isinstance(column, NumberColumn):
            return self.number(column, n)
        return self.words_of(column, n)

    def entries(self, column, n):
        odd = next(self.odd)
        make = LISTS.get(column.name, lambda n, odd: [f"{odd}{n}", f"{n}{next(self.odd)}z"])
        found = make(n, odd.strip() or "x")
        return ";".join(one.replace("\\", "\\\\").replace(";", "\\;") for one in found)

    def number(self, column, n):
        if not isinstance(column, DecimalColumn):
            return str(n + 1)
        return NUMBERS["max" if column.name.endswith("_max") else "min"][n % ROWS]

    def words_of(self, column, n):
        field = column.field
        if getattr(field, "choices", None):
            return self.word(column)
        if isinstance(field, ImpreciseDateField):
            return next(self.dates)
        if isinstance(field, DurationField):
            return f"P{n + (2 if column.name.endswith('_max') else 1)}Y"
        if isinstance(field, CodeField):
            return CODES[column.name](n)
        assert isinstance(column, TextColumn), column
        return self.text(n) + (next(self.lines) if isinstance(field, ProseField) else "")

    def word(self, column):
        words = self.words.setdefault(
            column.field, cycle([value for value, _ in column.field.choices])
        )
        return next(words)

    def text(self, n):
        return self.chance.choice(("{0}{1}", "{1} {0}", " {0} {1}")).format(next(self.odd), n)


def statuses(sheet):
    """Citations are of each kind's row 0, the published one, and another one is withdrawn."""
    if sheet.name != "citations":
        return STATUSES
    return [*("published" for _ in sheet.columns["target"].keys), "withdrawn"]


def filled(seed):
    """The rows of every sheet in their order, as cells by column."""
    filler = Filler(seed)
    return {name: filler.rows(sheet) for name, sheet in SHEETS.items()}


def unfilled(tables):
    """The columns in which nothing stands anywhere."""
    return [
        (name, column)
        for name, sheet in SHEETS.items()
        for column in sheet.accepted
        if not any(row[column] for row in tables[name])
    ]


def written(tables, name):
    """The files of a package with these tables, as an export writes them: name to bytes."""
    reasoned = {sheet for sheet, rows in tables.items() if any(row[REASON] for row in rows)}
    files = {
        f"{sheet}.csv": as_csv(SHEETS[sheet], rows, sheet in reasoned)
        for sheet, rows in tables.items()
    }
    return files, description(name, "1.0.0", reasoned)


def as_csv(sheet, rows, with_reasons):
    text = io.StringIO()
    names = list(sheet.accepted if with_reasons else sheet.columns)
    writer = csv.DictWriter(text, names, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
