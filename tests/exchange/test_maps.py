"""A spreadsheet with names of its own comes in through a map, and its findings are told in them."""

import pytest
from django.core.management import call_command

from negotiations.exchange.findings import PackageError
from negotiations.exchange.importing import import_path
from negotiations.exchange.mapping import read_map
from negotiations.models import Changeset, Citation, Event, Participation, Party, Source

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
        ('left_out = ["Notes"]', 'delimiter = "||"', "delimiter: Give one character"),
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
