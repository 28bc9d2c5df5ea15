"""What the terminal sees of an import: lines, exit codes, the report."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, connections

from negotiations.exchange.failing import LOST
from negotiations.exchange.load import LOCK
from negotiations.exchange.staging import Copied
from negotiations.models import Changeset, Party
from tests.database.breaking import lose_the_server

from .packages import SOUND, contents, write


@pytest.fixture
def package(tmp_path):
    return str(write(tmp_path / "package", {"parties": "slug,name\nus,US\nse,Sweden\n"}))


@pytest.fixture
def broken(tmp_path):
    return str(write(tmp_path / "broken", {"parties": "slug,name,date\nus,,soon\n"}))


@pytest.mark.django_db
def test_new_changed_and_unchanged_are_counted_for_each_kind(package, capsys):
    call_command("import_data", package)
    words = " ".join(capsys.readouterr().out.split())
    counted, _, undoing = words.partition(" undo_import ")
    counted, _, drafts = counted.partition(" unchanged ")
    assert counted == "parties 2 new 0 changed 0"
    assert drafts.startswith("2 of the new records are drafts")
    assert undoing == f"{Changeset.objects.get().batch} takes it back."


@pytest.mark.django_db
def test_a_dry_run_shows_what_would_change(package, tmp_path, capsys):
    call_command("import_data", package, verbosity=0)
    other = write(tmp_path / "other", {"parties": "slug,name\nus,United States\n"})
    call_command("import_data", str(other), dry_run=True)
    output = capsys.readouterr().out
    assert "us: name: US -> United States" in output
    assert "nothing was written" in output
    assert Party.objects.get(slug="us").name == "US"


@pytest.mark.django_db
def test_findings_go_to_the_error_stream_and_end_in_1(broken, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("import_data", broken)
    assert ended.value.code == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("parties.csv:2:date: soon: ")
    assert lines[1] == "parties.csv:2:name: The cell is empty, and this is needed."
    assert lines[2] == "2 findings; nothing was written."


@pytest.mark.django_db
def test_the_report_holds_plan_and_findings(package, broken, tmp_path):
    report = tmp_path / "report.json"
    call_command("import_data", package, report=str(report), verbosity=0)
    told = json.loads(report.read_text())
    assert (told["written"], told["findings"]) == (True, [])
    assert told["plan"]["parties"]["new_slugs"] == ["se", "us"]

    with pytest.raises(SystemExit):
        call_command("import_data", broken, report=str(report))
    told = json.loads(report.read_text())
    assert (told["written"], told["plan"]) == (False, {})
    assert told["findings"][1] == {
        "file": "parties.csv",
        "row": 2,
        "column": "name",
        "value": "",
        "reason": "The cell is empty, and this is needed.",
    }


@pytest.mark.django_db
def test_a_report_that_cannot_be_written_is_told_before_anything_is(package, tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("import_data", package, report=str(tmp_path / "nowhere" / "report.json"))
    assert not Party.objects.exists()


@pytest.mark.django_db
def test_what_is_no_package_is_told_in_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="There is no"):
        call_command("import_data", str(tmp_path / "nowhere"))


@pytest.mark.django_db
def test_a_database_that_fails_is_told_in_a_sentence(package, monkeypatch):
    def failing(self):
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr("negotiations.exchange.staging.Staging.fill", failing)
    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("import_data", package)
    assert not Party.objects.exists()


@pytest.mark.django_db
def test_no_bar_is_drawn_where_there_is_no_terminal(tmp_path, capsys):
    call_command("import_data", str(write(tmp_path / "package", SOUND)), verbosity=0)
    assert capsys.readouterr().err == ""


@pytest.mark.django_db
def test_a_second_import_is_told_to_wait_and_ends_in_2(package, capsys):
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("select pg_advisory_lock(%s)", [LOCK])
        with pytest.raises(SystemExit) as ended:
            call_command("import_data", package)
    finally:
        # A connection that is closed may hold its locks for a moment longer.
        with other.cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(%s)", [LOCK])
        other.close()
    assert ended.value.code == 2
    assert "Another import is running; nothing was done." in capsys.readouterr().err
    assert not Party.objects.exists()


# --- Exports --------------------------------------------------------------------------------------


def left_as_it_is(folder, *options):
    """The command's refusal, after which everything in the folder is as it was."""
    before = contents(folder)
    with pytest.raises(CommandError) as refused:
        call_command("export_data", *options)
    assert contents(folder) == before
    return str(refused.value)


@pytest.mark.django_db
def test_an_export_does_not_write_over_a_package_unless_told(package, tmp_path):
    call_command("import_data", package, verbosity=0)
    folder = write(tmp_path / "kept", {"parties": "slug,name\n"})
    (folder / "README.md").write_text("Mine")
    told = left_as_it_is(folder, str(folder))
    assert "--replace writes over parties.csv and leaves README.md." in told

    call_command("export_data", str(folder), replace=True, verbosity=0)

    assert b"us,draft,US" in contents(folder)["parties.csv"]
    assert (folder / "README.md").read_text() == "Mine"


@pytest.mark.django_db
def test_an_export_does_not_write_among_other_files_unless_told(tmp_path):
    (tmp_path / "thesis.tex").write_text("Mine")
    told = left_as_it_is(tmp_path, str(tmp_path))
    assert "not empty: it holds thesis.tex" in told


@pytest.mark.django_db
def test_an_export_does_not_write_over_a_zip_unless_told(tmp_path):
    path = tmp_path / "parley.zip"
    path.write_bytes(b"Mine")
    assert "is there already" in left_as_it_is(tmp_path, str(path))
    call_command("export_data", str(path), replace=True, verbosity=0)
    assert path.read_bytes() != b"Mine"


@pytest.mark.django_db
def test_an_empty_folder_takes_an_export_and_a_description_is_always_made_anew(tmp_path):
    call_command("export_data", str(tmp_path), verbosity=0)
    (tmp_path / "datapackage.json").write_text("Old")
    call_command("export_data", str(tmp_path), only_description=True)
    assert (tmp_path / "datapackage.json").read_text() != "Old"


@pytest.mark.django_db
@pytest.mark.parametrize("told", [{"party": "us"}, {"format": "csv"}, {"published": True}])
def test_what_only_describes_chooses_nothing(tmp_path, told):
    with pytest.raises(CommandError, match=f"leave --{next(iter(told))} out"):
        call_command("export_data", str(tmp_path), only_description=True, **told)
    assert not list(tmp_path.iterdir())


@pytest.mark.django_db
def test_the_name_of_a_package_is_made_of_plain_signs(tmp_path):
    with pytest.raises(CommandError, match="cannot name a package"):
        call_command("export_data", str(tmp_path / "x"), name="Ünï Code")
    call_command("export_data", str(tmp_path / "My Data"), verbosity=0)
    described = json.loads((tmp_path / "My Data" / "datapackage.json").read_text())
    assert described["name"] == "my-data"


@pytest.mark.django_db(transaction=True)
def test_a_server_that_leaves_while_rows_arrive_is_told_in_a_sentence(package, monkeypatch):
    read = Copied.read

    def read_and_lose(rows, size=-1):
        found = read(rows, size)
        if not found:
            lose_the_server()
        return found

    monkeypatch.setattr(Copied, "read", read_and_lose)
    with pytest.raises(CommandError, match=r"^The database failed: ") as told:
        call_command("import_data", package)
    connection.close()
    assert isinstance(told.value.__cause__, OperationalError)
    assert told.value.returncode == 1 and str(told.value).endswith(f"Nothing was written. {LOST}")
    assert not Party.objects.exists()
