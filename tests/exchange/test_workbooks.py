"""Workbooks come in as the tables that their sheets show, or are refused at their place."""

import zipfile
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from negotiations.exchange import unpacking
from negotiations.exchange.findings import PackageError
from negotiations.exchange.importing import import_path
from negotiations.models import KINDS, Event, Party, Statement, Term

from .packages import SOUND, counts, everything, lines_of, write
from .workbooks import MAIN, rows_of, saved, saved_xml, text_cells, with_parts

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported(tmp_path):
    """Import the sheets as one workbook."""

    def run(sheets, **options):
        return import_path(saved(tmp_path / "book.xlsx", sheets), **options)

    return run


def test_a_workbook_is_what_its_tables_are(imported, tmp_path):
    outcome = imported({name: rows_of(text) for name, text in SOUND.items()}, status="published")
    assert lines_of(outcome) == []
    assert all(model.objects.exists() for model in KINDS)
    again = import_path(write(tmp_path / "folder", SOUND), status="published")
    assert not again.is_written and {
        new + changed for new, changed, _ in counts(again).values()
    } == {0}


def test_what_is_hidden_is_read_like_the_rest(tmp_path):
    book = Workbook()
    shown = book.active
    shown.title = "parties"
    for row in (["slug", "name"], ["us", "United States"], ["eu", "European Union"]):
        shown.append(row)
    shown.row_dimensions[3].hidden = shown.column_dimensions["B"].hidden = True
    hidden = book.create_sheet("places")
    hidden.append(["slug", "name"])
    hidden.append(["seoul", "Seoul"])
    hidden.sheet_state = "veryHidden"
    book.save(tmp_path / "book.xlsx")
    found = counts(import_path(tmp_path / "book.xlsx"))
    assert (found["parties"], found["places"]) == ((2, 0, 0), (1, 0, 0))


def test_a_cell_is_what_it_shows(imported):
    outcome = imported(
        {
            "parties": [["slug", "name"], ["us", "United States"], ["eu", 1993]],
            "events": [
                ["slug", "title", "date", "time"],
                ["talks", "Talks", date(2019, 10, 5), "09:30+02:00"],
                ["return", "A return", 2019, None],
            ],
            "offers": [
                ["slug", "title", "proposers", "recipients"],
                ["package", "Oil", "us", "eu"],
            ],
            "terms": [
                ["slug", "offer", "action", "quantity", "unit", "ordinal"],
                ["t", "package", "Ship oil", 500000.0, "tonnes", 2.0],
            ],
        }
    )
    assert lines_of(outcome) == []
    assert str(Event.objects.get(slug="talks").date) == "2019-10-05"
    assert Event.objects.get(slug="talks").time == "09:30+02:00"
    assert str(Event.objects.get(slug="return").date) == "2019"
    assert Party.objects.get(slug="eu").name == "1993"
    term = Term.objects.get()
    assert (term.quantity, term.ordinal) == (Decimal(500000), 2)


def test_a_sign_that_the_format_escapes_comes_in_as_what_it_is(imported):
    told = "One_x000D_\nanother, _x005F_x0041_ and _x0041_"
    outcome = imported({"parties": [["slug", "name", "note"], ["us", "US", told]]})
    assert lines_of(outcome) == []
    assert Party.objects.get().note == "One\nanother, _x0041_ and A"


def test_a_sign_that_no_text_may_hold_is_refused_when_it_is_escaped_too(imported):
    (found,) = imported({"parties": [["slug", "name"], ["us", "U_x0000_S"]]}).findings
    assert (found.column, "U+0000" in found.reason) == ("name", True)


def test_findings_name_the_sheet_the_row_and_the_column(imported):
    before = everything()
    outcome = imported(
        {
            "parties": [["slug", "name"], [None, None], ["us", "=1+1"], ["dprk", "North Korea"]],
            "events": [["slug", "title", "date"], ["talks", "Talks", datetime(2019, 10, 5, 9, 30)]],
            "tolks": [["slug"]],
        }
    )
    assert lines_of(outcome) == [
        "book.xlsx/tolks: No kind has this name.",
        "book.xlsx/parties:3:name: =1+1: The cell is a formula: put its value there.",
        "book.xlsx/events:2:date: 2019-10-05T09:30:00: The cell is a moment: give the day, and the "
        "time by itself.",
    ]
    assert everything() == before


def test_empty_rows_and_columns_are_nothing(imported):
    rows = [["slug", "name", None, None], *[[None] * 4] * 3000, ["us", "United States", None, None]]
    outcome = imported({"parties": [*rows, *[[None] * 4] * 3000]})
    assert lines_of(outcome) == [] and Party.objects.get().slug == "us"


def test_a_cell_beside_the_table_is_refused(imported):
    outcome = imported({"parties": [["slug", "name"], ["us", "United States", "a remark"]]})
    assert lines_of(outcome) == ["book.xlsx/parties:2: The row has 3 cells, the header 2."]


def test_words_of_any_script_come_in(imported):
    right_to_left = "\u202b\u05e9\u05dc\u05d5\u05dd\u202c"
    text = f"조선 {right_to_left} <script>alert(1)</script> =SUM(A1)"
    outcome = imported(
        {
            "parties": [["slug", "name"], ["dprk", "North Korea"]],
            "statements": [["slug", "party", "text"], ["st", "dprk", text]],
        }
    )
    assert lines_of(outcome) == [] and Statement.objects.get().text == text


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + bytes(18), b"slug,name\nus,US\n"])
def test_a_file_that_is_no_workbook_is_told_so(tmp_path, content):
    path = tmp_path / "book.xlsx"
    path.write_bytes(content)
    with pytest.raises(PackageError, match=r"book\.xlsx cannot be"):
        import_path(path)


def test_a_month_that_is_kept_as_a_day_comes_in_as_a_month(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "events"
    for row in (
        ["slug", "title", "date"],
        ["a", "A", date(2019, 10, 1)],
        ["b", "B", date(2019, 1, 1)],
    ):
        sheet.append(row)
    sheet["C2"].number_format, sheet["C3"].number_format = "mmm\\-yy", "yyyy"
    book.save(tmp_path / "book.xlsx")
    assert lines_of(import_path(tmp_path / "book.xlsx")) == []
    assert [str(event.date) for event in Event.objects.order_by("slug")] == ["2019-10", "2019"]


def test_a_time_of_day_needs_its_offset(imported):
    outcome = imported(
        {"events": [["slug", "title", "date", "time"], ["talks", "Talks", 2019, time(9, 30)]]}
    )
    assert lines_of(outcome)[0].startswith("book.xlsx/events:2:time: 09:30: This is not a time")


def test_a_sheet_of_a_chart_is_nothing(tmp_path):
    book = Workbook()
    book.active.title = "parties"
    book.active.append(["slug", "name"])
    book.active.append(["us", "United States"])
    book.create_chartsheet("Chart")
    book.save(tmp_path / "book.xlsx")
    assert lines_of(import_path(tmp_path / "book.xlsx")) == []
    assert Party.objects.get().slug == "us"


def test_a_percentage_is_told_with_its_sign(tmp_path):
    book = Workbook()
    book.active.title = "parties"
    for row in (["slug", "name", "note"], ["a", 0.25, 0.075], ["b", 0.07, 3]):
        book.active.append(row)
    for place, form in {"B2": "0%", "C2": "0.0%", "B3": "0.00 %", "C3": '0" % of all"'}.items():
        book.active[place].number_format = form
    book.save(tmp_path / "book.xlsx")
    assert lines_of(import_path(tmp_path / "book.xlsx")) == []
    assert list(Party.objects.order_by("slug").values_list("name", "note")) == [
        ("25%", "7.5%"),
        ("7%", "3"),
    ]


def test_each_sheet_is_read_once(tmp_path, monkeypatch):
    opened = []

    class Counted(zipfile.ZipFile):
        def open(self, name, *args, **options):
            opened.append(name)
            return super().open(name, *args, **options)

    monkeypatch.setattr(unpacking, "ZipFile", Counted)
    rows = {name: rows_of(text) for name, text in SOUND.items()}
    outcome = import_path(saved(tmp_path / "book.xlsx", rows), status="published")
    assert lines_of(outcome) == []
    assert {opened.count(name) for name in opened if "sheet" in name} == {1}


def test_a_cell_that_is_merged_with_others_is_refused(tmp_path):
    book = Workbook()
    book.active.title = "parties"
    for row in (["slug", "name", "note"], ["a", "A", "x"], ["b", "B", None], ["c", "C", None]):
        book.active.append(row)
    book.active.merge_cells("C2:C3")
    book.active.merge_cells("F1:G4")
    book.save(tmp_path / "book.xlsx")
    assert lines_of(import_path(tmp_path / "book.xlsx")) == [
        "book.xlsx/parties:2:note: x: The cells C2 to C3 are merged: part them, and write in each "
        "what it means."
    ]


def test_cells_beyond_those_that_are_read_are_refused(imported):
    wide = ["a", "A", *[None] * 300, "far"]
    assert lines_of(imported({"parties": [["slug", "name"], wide]})) == [
        "book.xlsx/parties:2:column 303: far: The cell stands beyond the 200 columns that are read."
    ]


FORMULAS = {
    "plain": "=A1",
    "of an array": ArrayFormula("B2", "=A1:A1"),
    "of a table": DataTableFormula("B2", dt2D=False, r1="A1"),
}


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)
def test_a_formula_of_any_sort_is_refused(tmp_path, formula):
    book = Workbook()
    book.active.title = "parties"
    book.active.append(["slug", "name"])
    book.active["A2"] = "us"
    book.active["B2"] = formula
    book.save(tmp_path / "book.xlsx")
    (finding,) = import_path(tmp_path / "book.xlsx").findings
    assert (finding.row, finding.column) == (2, "name")
    assert finding.reason == "The cell is a formula: put its value there."


# --- What other programs write --------------------------------------------------------------------


@pytest.fixture
def imported_xml(tmp_path):
    """Import the rows, told as XML, as a sheet of parties."""

    def run(rows, **options):
        rows = text_cells(1, "slug", "name", "note") + rows
        return import_path(saved_xml(tmp_path / "book.xlsx", "parties", rows, **options))

    return run


def test_an_escape_stands_for_its_sign(imported_xml):
    rows = text_cells(2, "us", "_x0041_ &amp; _x005F_x000D_", "one_x000D_\ntwo _xD83D_")
    assert lines_of(imported_xml(rows)) == []
    assert Party.objects.get().name == "A & _x000D_"
    assert Party.objects.get().note == "one\ntwo _xD83D_"


def test_how_a_text_is_read_aloud_is_no_part_of_it(imported_xml):
    rich = "<is><r><t>東</t></r><r><t>京</t></r><rPh><t>トウキョウ</t></rPh></is>"
    rows = f'<row r="2"><c t="str"><v>jp</v></c><c t="inlineStr">{rich}</c></row>'
    assert lines_of(imported_xml(rows)) == []
    assert Party.objects.get().name == "東京"


BROKEN = {
    "rows out of order": (
        text_cells(5, "a", "A") + text_cells(3, "b", "B"),
        5,
        "Row 3 stands",
    ),
    "a row twice": (
        text_cells(2, "a", "A") + text_cells(2, "b", "B"),
        2,
        "Row 2 stands",
    ),
    "a cell of another row": (
        '<row r="2"><c r="A7"><v>1</v></c></row>',
        1,
        "out of its place",
    ),
    "a cell twice": ('<row r="2"><c r="B2"/><c r="B2"><v>1</v></c></row>', 1, "out of its place"),
    "a text that is not there": (
        '<row r="2"><c t="s"><v>99999</v></c></row>',
        1,
        "a text 99999",
    ),
    "a text before the first": ('<row r="2"><c t="s"><v>-1</v></c></row>', 1, "'-1' is no number"),
    "a style that is not there": ('<row r="2"><c s="77"><v>1</v></c></row>', 2, "has a style 77"),
    "a row beyond all": (text_cells(1_048_577, "a", "A"), 1, "There is a row 1048577"),
    "no XML": ("<row>", 1, "mismatched tag"),
    "too long a text": (text_cells(2, "a", "x" * 1_000_001), 1, "more than 1,000,000 characters"),
}


@pytest.mark.parametrize(("rows", "row", "reason"), BROKEN.values(), ids=BROKEN)
def test_a_sheet_that_does_not_fit_together_is_refused(imported_xml, rows, row, reason):
    (finding,) = imported_xml(rows).findings
    assert (finding.file, finding.row) == ("book.xlsx/parties", row)
    assert finding.reason.startswith("The sheet cannot be read from here on: ")
    assert reason in finding.reason


CELLS = {
    "a number that is none": ("<c><v>1,5</v></c>", "no number that can be read"),
    "a number without end": ("<c><v>1e999</v></c>", "no number that can be read"),
    "a day that is none": ('<c t="d"><v>2019-02-30</v></c>', "shown as a day, and is none"),
    "a moment": ('<c t="d"><v>2019-02-28T09:30:00</v></c>', "The cell is a moment"),
    "an error": ('<c t="e"><v>#REF!</v></c>', "an error of the spreadsheet"),
}


@pytest.mark.parametrize(("cell", "reason"), CELLS.values(), ids=CELLS)
def test_a_cell_that_means_nothing_is_refused_at_its_place(imported_xml, cell, reason):
    (finding,) = imported_xml(f'<row r="2"><c t="str"><v>us</v></c>{cell}</row>').findings
    assert (finding.row, finding.column) == (2, "name")
    assert reason in finding.reason


FORMS = {
    "a form of each language": ("", 'numFmtId="27"', "The day is shown otherwise in each language"),
    "a length of time": ("[h]:mm", 'numFmtId="164"', "The cell is a length of time"),
    "a day shown as a time": ("hh:mm", 'numFmtId="164"', "The cell is a moment"),
}


@pytest.mark.parametrize(("code", "form", "reason"), FORMS.values(), ids=FORMS)
def test_a_day_whose_form_is_unclear_is_refused(tmp_path, code, form, reason):
    rows = text_cells(1, "slug", "title", "date") + (
        '<row r="2"><c t="str"><v>a</v></c><c t="str"><v>A</v></c><c s="0"><v>43743</v></c></row>'
    )
    own = f'<numFmts><numFmt numFmtId="164" formatCode="{code}"/></numFmts>' if code else ""
    styles = f'<styleSheet xmlns="{MAIN}">{own}<cellXfs><xf {form}/></cellXfs></styleSheet>'
    book = with_parts(saved_xml(tmp_path / "b.xlsx", "events", rows), {"xl/styles.xml": styles})
    (finding,) = import_path(book).findings
    assert (finding.row, finding.column) == (2, "date")
    assert reason in finding.reason


def test_entities_are_not_taken(imported_xml):
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    (finding,) = imported_xml(
        text_cells(2, "a", "&l9;"), before=f'<!DOCTYPE w [<!ENTITY l0 "ha">{laughs}]>'
    ).findings
    assert finding.reason.endswith("It declares entities of its own.")


def test_a_bomb_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(unpacking, "RATIO_COUNTS_FROM", 1_000_000)
    path = saved(tmp_path / "book.xlsx", {"parties": [["slug", "name"]]})
    with pytest.raises(PackageError, match="which is too much"):
        import_path(with_parts(path, {"xl/worksheets/sheet9.xml": b" " * 5_000_000}))
