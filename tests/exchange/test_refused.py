"""The rows with findings are kept apart, with the columns of their file."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command

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
