"""The rows with findings are kept apart, with the columns of their file."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command

from negotiations.exchange.importing import import_path
from negotiations.management.commands import import_data
from negotiations.models import Party

from .packages import contents, write
from .workbooks import saved

pytestmark = pytest.mark.django_db
TABLES = {
    "parties": 'slug,name,iso3\nus,"United\nStates",USA\ndprk,,PRK\nprk,DPRK,PRK\n',
    "places": "slug,name\nhanoi,Hanoi\n",
}


def refused(package, folder, **options):
    with pytest.raises(SystemExit) as ended:
        call_command("import_data", str(package), refused=str(folder), **options)
    assert ended.value.code == 1
    return {
        file.stem: list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"), newline="")))
        for file in sorted(folder.glob("*"))
    }


def test_rows_with_findings_are_kept_with_what_was_found(tmp_path, capsys):
    found = refused(write(tmp_path / "package", TABLES), tmp_path / "refused")
    assert list(found) == ["parties"]
    assert [row["slug"] for row in found["parties"]] == ["us", "dprk", "prk"]
    assert found["parties"][1]["findings"].startswith("name: The cell is empty")
    assert "The rows with findings: parties.csv, in" in capsys.readouterr().err


def test_mended_they_come_in(tmp_path):
    refused(write(tmp_path / "package", {"parties": "slug,name\nus,\nx,X\n"}), tmp_path / "refused")
    (kept,) = contents(tmp_path / "refused").values()
    (line,) = list(csv.DictReader(kept.decode().splitlines()))
    mended = write(tmp_path / "mended", {"parties": f"slug,name\n{line['slug']},US\n"})
    call_command("import_data", str(mended), verbosity=0)
    assert Party.objects.get().name == "US"


def test_rows_of_a_workbook_are_kept_as_they_stand_there(tmp_path):
    sheet = [["No", "Name"], ["us", "United States"], ["us ", "Twice"]]
    book = saved(tmp_path / "book.xlsx", {"Parties": sheet})
    (tmp_path / "map.toml").write_text(
        '[[table]]\nsheet = "Parties"\nkind = "parties"\n'
        'columns = { name = "Name" }\nmade = { slug = "{No|slug}" }\n'
    )
    found = refused(book, tmp_path / "refused", map=str(tmp_path / "map.toml"))
    assert [(row["No"], row["Name"]) for row in found["Parties"]] == [("us ", "Twice")]


FORM = 'encoding = "latin-1"\ndelimiter = ";"\n'
TWO_SHEETS = (
    '[[table]]\nsheet = "Parties"\nkind = "parties"\ncolumns = { name = "Name" }\n'
    '[[table]]\nsheet = "Towns"\nkind = "places"\n'
)


def test_they_are_written_in_the_form_of_the_map_which_reads_them_again(tmp_path):
    tables = {
        "Parties": 'slug;Name\nse;Su\u00e9de\nno;"a;b";c\n'.encode("latin-1"),
        "Towns": b"slug;name\nleeds;Leeds\n",
    }
    (tmp_path / "map.toml").write_text(FORM + TWO_SHEETS)
    with pytest.raises(SystemExit):
        call_command(
            "import_data",
            str(write(tmp_path / "package", tables)),
            map=str(tmp_path / "map.toml"),
            refused=str(tmp_path / "refused"),
        )
    kept = contents(tmp_path / "refused")
    assert kept == {
        "Parties.csv": b'slug;Name;findings\nno;"a;b";The row has 3 cells, the header 2.;c\n',
        "Towns.csv": b"slug;name;findings\n",
    }
    mended = {"Parties": "slug;Name\nse;Su\u00e9de\n".encode("latin-1"), "Towns": b"slug;name\n"}
    call_command(
        "import_data",
        str(write(tmp_path / "mended", mended)),
        map=str(tmp_path / "map.toml"),
        verbosity=0,
    )
    assert Party.objects.get().name == "Su\u00e9de"


def test_what_was_found_stands_under_its_heading(tmp_path):
    tables = {"parties": "slug,name\nus\ndprk,DPRK,x,y\n"}
    found = refused(write(tmp_path / "package", tables), tmp_path / "refused")
    assert [row["findings"] for row in found["parties"]] == [
        "The row has 1 cells, the header 2.",
        "The row has 4 cells, the header 2.",
    ]
    assert found["parties"][1][None] == ["x", "y"]


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(tmp_path):
    package = write(tmp_path / "package", {"parties": "slug,name\nus,\n"})
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("import_data", str(package), refused=str(tmp_path / "file" / "refused"))


def test_a_file_that_cannot_be_read_keeps_no_rows(tmp_path):
    package = write(tmp_path / "package", {"parties": "slug,name\nk,K\u00f6ln\n".encode("latin-1")})
    assert refused(package, tmp_path / "refused") == {"parties": []}


def test_nothing_is_written_over(tmp_path):
    package = write(tmp_path / "package", {"parties": "slug,name\nus,US\n"})
    with pytest.raises(CommandError, match="is there already"):
        call_command("import_data", str(package), refused=str(package))
    assert not Party.objects.exists()


def test_where_nothing_is_refused_nothing_is_kept(tmp_path):
    package = write(tmp_path / "package", {"parties": "slug,name\nus,US\n"})
    call_command("import_data", str(package), refused=str(tmp_path / "refused"), verbosity=0)
    assert not (tmp_path / "refused").exists()


def test_a_folder_that_somebody_made_meanwhile_is_left_alone(tmp_path, monkeypatch):
    package = write(tmp_path / "package", {"parties": "slug,name\nus,\n"})
    theirs = tmp_path / "refused" / "theirs"

    def imported(*given, **options):
        theirs.parent.mkdir()
        theirs.write_text("kept")
        return import_path(*given, **options)

    monkeypatch.setattr(import_data, "import_path", imported)
    with pytest.raises(CommandError, match="is there by now"):
        call_command("import_data", str(package), refused=str(theirs.parent))
    assert [file.read_text() for file in theirs.parent.iterdir()] == ["kept"]
