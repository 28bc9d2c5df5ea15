"""Workbooks come in as the tables that their sheets show, or are refused at their place."""

import zipfile
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from openpyxl import Workbook

from negotiations.exchange import files
from negotiations.exchange.findings import PackageError
from negotiations.exchange.importing import import_path
from negotiations.models import KINDS, Event, Party, Statement, Term

from .packages import SOUND, counts, everything, lines_of, write
from .workbooks import rows_of, saved

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


def test_a_workbook_that_the_library_stumbles_over_is_told_so(tmp_path):
    book = Workbook()
    book.create_chartsheet("Chart")
    book.save(tmp_path / "book.xlsx")
    with pytest.raises(PackageError, match="cannot be read as a workbook"):
        import_path(tmp_path / "book.xlsx")


def test_a_bomb_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "RATIO_COUNTS_FROM", 1_000_000)
    path = saved(tmp_path / "book.xlsx", {"parties": [["slug", "name"]]})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b" " * 5_000_000)
    with pytest.raises(PackageError, match="which is too much"):
        import_path(path)


def test_a_billion_laughs_are_refused(tmp_path):
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    sheet = (
        f'<!DOCTYPE w [<!ENTITY l0 "ha">{laughs}]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row></sheetData></worksheet>'
    )
    good = saved(tmp_path / "good.xlsx", {"parties": [["slug", "name"]]})
    bad = tmp_path / "bad.xlsx"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for name in source.namelist():
            target.writestr(name, sheet if "sheet1" in name else source.read(name))
    with pytest.raises(PackageError, match=r"bad\.xlsx cannot be read as a workbook"):
        import_path(bad)
