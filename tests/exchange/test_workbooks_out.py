"""Records written as a workbook: cells of text, which come in again as they were."""

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from negotiations.exchange import workbooks
from negotiations.exchange.dump import export_csv, export_xlsx
from negotiations.exchange.importing import import_path
from tests.conftest import US_DPRK, in_place_of_the_default

from .packages import contents, lines_of

pytestmark = pytest.mark.django_db
DANGEROUS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("http://example.org")',
    "2019-10-05",
    "007",
)


@pytest.fixture
def named(imported):
    """Parties whose names a spreadsheet might work out."""
    rows = "".join(
        f'p{n},"{name.replace(chr(34), chr(34) * 2)}"\n' for n, name in enumerate(DANGEROUS)
    )
    assert lines_of(imported({"parties": f"slug,name\n{rows}"})) == []


def cells_of(path, name):
    return [list(row) for row in load_workbook(path)[name].iter_rows()]


def test_every_cell_is_a_text(named, tmp_path):
    export_xlsx(tmp_path / "all.xlsx")
    header, *rows = cells_of(tmp_path / "all.xlsx", "parties")
    place = [cell.value for cell in header].index("name")
    assert [row[place].value for row in rows] == list(DANGEROUS)
    kinds = {cell.data_type for row in rows for cell in row if cell.value is not None}
    assert kinds == {"s"}


def test_what_went_out_comes_in_and_changes_nothing(sound, named, tmp_path):
    export_xlsx(tmp_path / "all.xlsx")
    export_csv(tmp_path / "before")
    outcome = import_path(tmp_path / "all.xlsx")
    assert lines_of(outcome) == [] and not outcome.is_written
    assert sum(share.unchanged for share in outcome.plan) > 30


def test_the_real_data_go_through_a_workbook(us_dprk_database, tmp_path):
    with in_place_of_the_default(us_dprk_database):
        export_xlsx(tmp_path / "all.xlsx")
    assert lines_of(import_path(tmp_path / "all.xlsx")) == []
    export_csv(tmp_path / US_DPRK.name)
    assert contents(tmp_path / US_DPRK.name) == contents(US_DPRK)


def test_what_looks_like_the_escape_of_a_sign_is_escaped(imported, tmp_path):
    imported({"parties": "slug,name\nus,A _x000D_ B\n"})
    export_xlsx(tmp_path / "all.xlsx")
    written = {cell.value for row in cells_of(tmp_path / "all.xlsx", "parties") for cell in row}
    assert "A _x005F_x000D_ B" in written
    assert not import_path(tmp_path / "all.xlsx").is_written


def test_drafts_stay_out_of_the_public_one(imported, tmp_path):
    imported({"parties": "slug,name,status\nus,United States,published\nx,Draft,draft\n"})
    export_xlsx(tmp_path / "public.xlsx", published=True)
    assert [row[0].value for row in cells_of(tmp_path / "public.xlsx", "parties")] == ["slug", "us"]


def test_what_no_workbook_holds_is_told_and_nothing_is_left(tmp_path):
    sheets = [("parties", ["slug"], [["x" * 32_768]])]
    with pytest.raises(workbooks.UnwritableError, match=r"parties, row 2: a cell of 32,768 char"):
        workbooks.write(tmp_path / "all.xlsx", sheets)
    assert list(tmp_path.iterdir()) == []


def test_a_sign_that_no_workbook_holds_is_told(imported, tmp_path):
    imported({"parties": "slug,name\nus,A\uffffB\n"})
    with pytest.raises(workbooks.UnwritableError, match=r"parties, row 2: the sign U\+FFFF"):
        export_xlsx(tmp_path / "all.xlsx")
    assert list(tmp_path.glob("*.xlsx")) == []


def test_the_command_writes_one_where_the_name_says_so(sound, tmp_path):
    call_command("export_data", str(tmp_path / "all.xlsx"), verbosity=0)
    assert load_workbook(tmp_path / "all.xlsx").sheetnames[0] == "places"
    with pytest.raises(CommandError, match="is there already"):
        call_command("export_data", str(tmp_path / "all.xlsx"))
