"""A spreadsheet with names of its own comes in through a map, and its findings are told in them."""

import pytest
from django.core.management import call_command

from negotiations.exchange.files import digest, tables_in
from negotiations.exchange.findings import Findings, PackageError
from negotiations.exchange.importing import import_path
from negotiations.exchange.mapping import read_map
from negotiations.models import Changeset, Citation, Event, Offer, Participation, Party, Source

from .packages import lines_of
from .workbooks import saved

pytestmark = pytest.mark.django_db
MEETINGS = [
    ["No", "What", "When", "Sort", "Who", "Read in", "Remarks"],
    [1, "Sadat in Jerusalem", "19.11.1977", "visit", "Egypt, Israel", "NYT 20 Nov 1977", "x"],
    [2, "Talks at Leeds", "18.07.1978", "talks", "Egypt, Israel, USA", "", "y"],
]
MAP = """
left_out = ["Notes"]

[[table]]
sheet = "Meetings"
kind = "events"
columns = { title = "What", date = "When", kind = "Sort" }
made = { slug = "{What|slug}" }
words.Sort = { talks = "meeting" }
dates = { When = "%d.%m.%Y" }
left_out = ["No", "Who", "Read in", "Remarks"]

[[table]]
sheet = "Meetings"
kind = "participations"
each = "Who"
columns = { party = "Who" }
made = { event = "{What|slug}" }
words.Who = { Egypt = "egypt", Israel = "israel", USA = "us" }
separators = { Who = "," }
left_out = ["No", "When", "Sort", "Read in", "Remarks"]

[[table]]
sheet = "Meetings"
kind = "parties"
each = "Who"
once = true
columns = { name = "Who" }
made = { slug = "{Who|slug}" }
words.Who = { USA = "US" }
separators = { Who = "," }
left_out = ["No", "What", "When", "Sort", "Read in", "Remarks"]

[[table]]
sheet = "Meetings"
kind = "sources"
only_with = "Read in"
columns = { title = "Read in" }
made = { slug = "{Read in|slug}" }
left_out = ["No", "What", "When", "Sort", "Who", "Remarks"]

[[table]]
sheet = "Meetings"
kind = "citations"
only_with = "Read in"
made = { source = "{Read in|slug}", target = "event:{What|slug}" }
left_out = ["No", "When", "Sort", "Who", "Remarks"]
"""


@pytest.fixture
def imported(tmp_path):
    def run(sheets, text, **options):
        (tmp_path / "map.toml").write_text(text, encoding="utf-8")
        book = saved(tmp_path / "book.xlsx", sheets)
        return import_path(book, mapped=read_map(tmp_path / "map.toml"), **options)

    return run


def test_one_sheet_becomes_records_of_five_kinds(imported):
    outcome = imported({"Meetings": MEETINGS, "Notes": [["anything"]]}, MAP)
    assert lines_of(outcome) == []
    leeds = Event.objects.get(slug="talks-at-leeds")
    assert (leeds.title, str(leeds.date), leeds.kind) == ("Talks at Leeds", "1978-07-18", "meeting")
    assert Event.objects.get(slug="sadat-in-jerusalem").kind == "visit"
    assert set(Party.objects.values_list("slug", "name")) == {
        ("egypt", "Egypt"),
        ("israel", "Israel"),
        ("us", "US"),
    }
    assert Participation.objects.filter(event=leeds).count() == 3
    citation = Citation.objects.get()
    assert (citation.source, citation.event.slug) == (Source.objects.get(), "sadat-in-jerusalem")


def test_the_same_again_changes_nothing(imported):
    imported({"Meetings": MEETINGS, "Notes": [["x"]]}, MAP)
    assert not imported({"Meetings": MEETINGS, "Notes": [["x"]]}, MAP).is_written


def test_findings_are_told_in_the_spreadsheets_own_names(imported):
    wrong = [*MEETINGS, [3, "A dinner", "30.02.1978", "dinner?", "Egypt, Narnia", "=1", "=2"]]
    found = imported({"Meetings": wrong, "Notes": [["x"]]}, MAP).findings
    assert {(one.file, one.row, one.column, one.value) for one in found} == {
        ("book.xlsx/Meetings", 4, "When", "30.02.1978"),
        ("book.xlsx/Meetings", 4, "Sort", "dinner?"),
        ("book.xlsx/Meetings", 4, "Who", "Narnia"),
        ("book.xlsx/Meetings", 4, "Read in", "=1"),
    }


def test_a_column_that_nobody_speaks_of_is_a_finding(imported):
    text = MAP.replace('left_out = ["No", "Who", "Read in", "Remarks"]', 'left_out = ["No"]')
    lines = lines_of(imported({"Meetings": MEETINGS, "Notes": [["x"]]}, text))
    assert len(lines) == 3
    assert lines[0].startswith("book.xlsx/Meetings:1:Read in: This is no column of events")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            'sheet = "Meetings"',
            'sheet = "Meeting"',
            "names a sheet 'Meeting'; the nearest: Meetings",
        ),
        (
            'kind = "events"',
            'kind = "event"',
            r"\[\[table\]\] 1: kind: No kind is called event; the",
        ),
        (
            'title = "What"',
            'titel = "What"',
            "columns: titel is no column of events; the nearest: t",
        ),
        ("once = true", 'once = "yes"', r"\[\[table\]\] 3: once: Give true or false"),
        ("only_with", "only_if", r"\[\[table\]\] 4: only_if: A table says no such thing; the near"),
        ('kind = "sources"', 'kind = "events"', "Two tables make events"),
        ("left_out", "left_out ==", "cannot be read"),
        ('left_out = ["Notes"]', 'left_out = "Notes"', "left_out: Give a list of texts"),
        ('left_out = ["No", "Who"', 'left_out = ["No", 3', "1: left_out: Give a list of texts"),
        ("%d.%m.%Y", "%d.%m.%Q", "1: dates: When: '%d.%m.%Q' is no form of dates"),
        ("%d.%m.%Y", "%d.%m.%y", "is no form of dates"),
        ("%d.%m.%Y", "%d.%m", "is no form of dates"),
        ("%d.%m.%Y", "%Y-%Y", "is no form of dates"),
        ("{What|slug}", "{What|slgu}", "made: slug: Write {column} or {column.slug}"),
        ('left_out = ["Notes"]', 'encoding = "undefined"', "There is no encoding undefined"),
        (
            'separators = { Who = "," }',
            'separators = { Who = "" }',
            "separators: Who: Give at least",
        ),
        ('words.Sort = { talks = "meeting" }', 'words.Sort = "x"', "words: Sort: Give a table"),
        ('title = "What"', "title = 3", "columns: title: Give a text"),
        ("made = { slug", 'made = { title = "x", slug', "title is among the columns already"),
        ('left_out = ["Notes"]', 'encoding = "klingon"', "There is no encoding klingon"),
        ('left_out = ["Notes"]', 'delimiter = "||"', "delimiter: Give one sign"),
        ('left_out = ["Notes"]', 'delimiter = ""', "delimiter: Give one sign"),
        ('left_out = ["Notes"]', "delimiter = '\"'", "delimiter: Give one sign"),
        ('left_out = ["Notes"]', 'delimiter = "\\n"', "delimiter: Give one sign"),
        ('left_out = ["Notes"]', 'delimiter = "x"', "delimiter: Give one sign"),
        ('left_out = ["Notes"]', "delimiter = 3", "delimiter: Give one sign"),
        (
            'left_out = ["Notes"]',
            "tables = 1",
            "tables: A map says no such thing; the nearest: tabl",
        ),
    ],
)
def test_a_map_that_cannot_be_is_refused_with_its_place(imported, before, after, told):
    with pytest.raises(PackageError, match=told):
        imported({"Meetings": MEETINGS, "Notes": [["x"]]}, MAP.replace(before, after, 1))


def test_tables_that_are_none_are_refused(imported):
    with pytest.raises(PackageError, match=r"table: Each is written \[\[table\]\]"):
        imported({"Meetings": MEETINGS}, "table = [1]")


def test_a_column_that_the_sheet_lacks_is_a_finding(imported):
    text = MAP.replace('title = "What"', 'title = "Whit"')
    lines = lines_of(imported({"Meetings": MEETINGS, "Notes": [["x"]]}, text))
    assert lines[-1] == "book.xlsx/Meetings:1: The map names a column 'Whit'; the nearest: What."


def test_a_month_is_told_as_a_month(imported):
    text = '[[table]]\nsheet = "Meetings"\nkind = "events"\ndates = { date = "%B %Y" }\n'
    sheet = [["slug", "title", "date"], ["a", "A", "October 2019"], ["b", "B", "2018"]]
    assert lines_of(imported({"Meetings": sheet}, text)) == []
    assert [str(event.date) for event in Event.objects.order_by("slug")] == ["2019-10", "2018"]


def test_a_column_that_stands_twice_is_a_finding(imported):
    twice = [[*MEETINGS[0], "What"], *([*row, ""] for row in MEETINGS[1:])]
    lines = lines_of(imported({"Meetings": twice, "Notes": [["x"]]}, MAP))
    assert "book.xlsx/Meetings:1: The map names a column 'What', which stands twice." in lines


def test_text_of_another_encoding_comes_in_where_the_map_names_it(tmp_path):
    text = "slug;name\nköln;Köln\n".replace("köln;", "koeln;")
    (tmp_path / "parties.csv").write_bytes(text.encode("latin-1"))
    (tmp_path / "map.toml").write_text('encoding = "latin-1"\ndelimiter = ";"\n')
    mapped = read_map(tmp_path / "map.toml")
    assert lines_of(import_path(tmp_path / "parties.csv", mapped=mapped)) == []
    assert Party.objects.get().name == "Köln"


@pytest.mark.parametrize("encoding", ["utf-8", "UTF8", "utf-8-sig"])
def test_a_byte_order_mark_is_no_part_of_the_first_heading(tmp_path, encoding):
    (tmp_path / "parties.csv").write_bytes(b"\xef\xbb\xbfslug,name\nus,US\n")
    (tmp_path / "map.toml").write_bytes(f'\ufeffencoding = "{encoding}"\n'.encode())
    mapped = read_map(tmp_path / "map.toml")
    assert lines_of(import_path(tmp_path / "parties.csv", mapped=mapped)) == []


def test_a_map_without_tables_is_part_of_what_an_import_is_named_by(tmp_path):
    (tmp_path / "parties.csv").write_bytes(b"slug,name\nus,US\n")
    (tmp_path / "map.toml").write_text('encoding = "latin-1"\n')
    with tables_in(tmp_path, Findings()) as tables:
        assert digest(tables, read_map(tmp_path / "map.toml")) != digest(tables)


# --- Lists ----------------------------------------------------------------------------------------

PARTIES = '[[table]]\nsheet = "P"\nkind = "parties"\ncolumns = {{ aliases = "Also" }}\n{}'
OFFERS = (
    '[[table]]\nsheet = "P"\nkind = "parties"\nonce = true\neach = "By"\n'
    'made = { slug = "{By|slug}", name = "{By}" }\nleft_out = ["slug", "title"]\n'
    '[[table]]\nsheet = "P"\nkind = "offers"\ncolumns = { proposers = "By" }\n'
    'words.By = { US = "us", "North Korea" = "north-korea", both = "us;north-korea" }\n'
)


def aliases(imported, cell, said):
    sheet = [["slug", "name", "Also"], ["us", "US", cell]]
    assert lines_of(imported({"P": sheet}, PARTIES.format(said))) == []
    return Party.objects.get().aliases


def test_the_members_of_a_cell_are_split_and_said_in_our_words_without_separators(imported):
    sheet = [["slug", "title", "By"], ["o", "O", "US; North Korea"]]
    assert lines_of(imported({"P": sheet}, OFFERS)) == []
    assert set(Party.objects.values_list("slug", flat=True)) == {"us", "north-korea"}
    (offer,) = Offer.objects.all()
    assert offer.proposers.count() == 2


def test_one_word_may_stand_for_several(imported):
    sheet = [["slug", "title", "By"], ["o", "O", "US;North Korea"], ["p", "P", " both"]]
    text = OFFERS.replace('each = "By"', 'each = "By"\nwords.By = { both = "US" }')
    assert lines_of(imported({"P": sheet}, text)) == []
    assert {offer.proposers.count() for offer in Offer.objects.all()} == {2}


def test_the_signs_of_lists_are_escaped_in_members_that_hold_them(imported):
    found = aliases(imported, "A; B, C\\D", 'separators = { Also = "," }')
    assert found == ["A; B", "C\\D"]


def test_an_escaped_semicolon_is_inside_a_member(imported):
    said = 'words.Also = { X = "Y;Z", "A; B" = "C" }'
    assert aliases(imported, r"A\; B; X", said) == ["C", "Y", "Z"]
    assert aliases(imported, r"A\; C;X", said) == ["A; C", "Y", "Z"]


def test_what_is_no_list_is_told_in_the_words_of_its_cell(imported):
    sheet = [["slug", "name", "Also"], ["us", "US", "A\\B"]]
    (line,) = lines_of(imported({"P": sheet}, PARTIES.format('words.Also = { X = "Y" }')))
    assert line.startswith("book.xlsx/P:2:Also: A\\B: In a list a backslash is written twice")


def test_a_text_is_not_taken_apart(imported):
    sheet = [["slug", "name", "Remark"], ["us", "US", "a; b \\ c"], ["x", "X", " - "]]
    text = '[[table]]\nsheet = "P"\nkind = "parties"\ncolumns = { note = "Remark" }\n'
    assert lines_of(imported({"P": sheet}, f'{text}words.Remark = {{ "-" = "" }}\n')) == []
    assert dict(Party.objects.values_list("slug", "note")) == {"us": "a; b \\ c", "x": ""}


# --- What nobody may lose -------------------------------------------------------------------------

NAMED = (
    '[[table]]\nsheet = "P"\nkind = "parties"\ncolumns = { name = "What" }\n'
    'made = { slug = "{What|slug}" }\n'
)


def test_an_own_column_whose_name_another_one_takes_is_a_finding(imported):
    sheet = [["What", "name", "slug"], ["US", "United States", "usa"]]
    assert lines_of(imported({"P": sheet}, NAMED)) == [
        f"book.xlsx/P:1:{name}: The map makes {name} of another column: leave this one out, or "
        "take it."
        for name in ("name", "slug")
    ]
    assert lines_of(imported({"P": sheet}, f'{NAMED}left_out = ["name", "slug"]\n')) == []


def test_a_cell_under_no_heading_is_a_finding(imported):
    sheet = [["What", "", None, "x"], ["US"], ["DPRK", "", "a remark"]]
    text = f'{NAMED}left_out = ["x"]\n'
    assert lines_of(imported({"P": sheet}, text)) == [
        "book.xlsx/P:3:column 3: a remark: The header has no name for this column."
    ]
    assert lines_of(imported({"P": sheet[:2]}, text)) == []


def test_a_row_is_named_by_its_place_in_the_spreadsheet(imported):
    sheet = [["What"], [], [], ["US"], [], ["us"]]
    (line,) = lines_of(imported({"P": sheet}, NAMED))
    assert line == "book.xlsx/P:6:What: us: The slug stands already in row 4."
    text = NAMED.replace('{What|slug}" }', '{What|slug}", iso3 = "USA" }')
    (line,) = lines_of(imported({"P": [["What"], [], [], ["US"], [], ["USA"]]}, text))
    assert line.endswith("Row 4 has the same.")


def test_a_formula_is_told_where_it_stands(imported):
    """The heading's own too; and no more is told of what is made of it."""
    told = lines_of(imported({"P": [["What", "=A1"], ["US", None]]}, NAMED))
    assert told[0] == "book.xlsx/P:1:=A1: =A1: The cell is a formula: put its value there."
    assert len(told) == 2
    (line,) = lines_of(imported({"P": [["What"], ["US"], ["=A2"]]}, NAMED))
    assert line == "book.xlsx/P:3:What: =A2: The cell is a formula: put its value there."


# --- The page on importing ------------------------------------------------------------------------


def maps_in(page):
    """The maps that the page shows."""
    return [part.partition("```")[0] for part in page.split("```toml\n")[1:]]


def test_the_maps_that_the_page_shows_are_as_it_says(pytestconfig, imported):
    one, several = maps_in((pytestconfig.rootpath / "docs" / "importing.md").read_text())
    sheet = [["ID", "What", "When", "Sort", "Remarks"], ["a", "A", "05.10.2019", "talks", "x"]]
    assert lines_of(imported({"Meetings": sheet}, one)) == []
    assert (str(Event.objects.get().date), Event.objects.get().kind) == ("2019-10-05", "meeting")
    call_command(
        "loaddata", str(pytestconfig.rootpath / "fixtures" / "stockholm-2019.json"), verbosity=0
    )
    sheet = [
        ["What", "When", "Who", "Read in"],
        ["Talks in Hanoi", "2019-02-27", "USA, North Korea", "A paper"],
        ["A dinner", "2019-02-27", "USA", "A paper"],
    ]
    outcome = imported({"Meetings": sheet, "Notes": [["x"]]}, several)
    assert lines_of(outcome) == []
    assert {s.sheet: s.new for s in outcome.plan} == {
        "sources": 1,
        "events": 2,
        "participations": 3,
        "citations": 2,
    }


def test_the_command_takes_a_map_and_says_how_to_undo(tmp_path, capsys):
    (tmp_path / "map.toml").write_text(MAP, encoding="utf-8")
    book = saved(tmp_path / "book.xlsx", {"Meetings": MEETINGS, "Notes": [["x"]]})
    call_command("import_data", str(book), map=str(tmp_path / "map.toml"))
    batch = Changeset.objects.get().batch
    assert f"undo_import {batch} takes it back." in capsys.readouterr().out


def test_a_fixture_takes_no_map(tmp_path):
    (tmp_path / "map.toml").write_text(MAP, encoding="utf-8")
    (tmp_path / "records.json").write_text("[]")
    with pytest.raises(PackageError, match="A map is for tables"):
        import_path(tmp_path / "records.json", mapped=read_map(tmp_path / "map.toml"))
