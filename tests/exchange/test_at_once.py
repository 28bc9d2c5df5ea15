"""One import at a time: the second ends at once, by every door; the dead stand in nobody's way."""

import time
from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection

from negotiations.exchange import load
from negotiations.models import Changeset, Party

from .packages import SOUND, write

PAGE = "/admin/imports/"
#: Seconds.
AT_ONCE = 2
LET_GO = 5

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@contextmanager
def another_import():
    """What an import holds from its beginning to its end, on a connection of its own."""
    other = connection.copy()
    other.set_autocommit(False)
    try:
        with other.cursor() as cursor:
            load.take_lock(cursor)
            yield cursor
    finally:
        other.close()


def within(seconds, began):
    taken = time.monotonic() - began
    assert taken < seconds, f"took {taken:.1f} s"


def test_a_second_import_ends_at_once_with_a_code_of_its_own(tmp_path, capsys):
    package = write(tmp_path / "package", SOUND)
    with another_import():
        began = time.monotonic()
        with pytest.raises(SystemExit) as ended:
            call_command("import_data", str(package))
        within(AT_ONCE, began)
    assert ended.value.code == 2
    assert "Another import is running; nothing was done." in capsys.readouterr().err
    assert not Changeset.objects.exists()


@pytest.mark.parametrize("step", ["check", "import"])
def test_a_second_import_by_the_page_ends_at_once(administrator_client, settings, tmp_path, step):
    settings.DATA_HOME = tmp_path
    table = SimpleUploadedFile("parties.csv", b"slug,name\nus,United States\n")
    sent = {"file": table, "status": "draft", step: "1"}
    # What is read from the disk for the first page is not counted.
    administrator_client.get(PAGE)
    with another_import():
        began = time.monotonic()
        page = administrator_client.post(PAGE, sent)
        within(AT_ONCE, began)
    assert "Another import is running" in page.content.decode()
    assert not Party.objects.exists()


@pytest.mark.parametrize("name", ["package", "records.json"])
def test_a_second_import_is_told_before_its_files_are_read(tmp_path, monkeypatch, name):
    def read(*_, **__):
        raise AssertionError("was read")

    monkeypatch.setattr(load, "tables_in", read)
    write(tmp_path / "package", SOUND)
    (tmp_path / "records.json").write_text("no JSON")
    with another_import(), pytest.raises(SystemExit) as ended:
        call_command("import_data", str(tmp_path / name))
    assert ended.value.code == 2


def test_one_who_comes_between_is_told_as_well(tmp_path, monkeypatch):
    """The question before the reading is a courtesy: what counts is the lock."""
    monkeypatch.setattr("negotiations.exchange.importing.refuse_when_busy", lambda: None)
    package = write(tmp_path / "package", SOUND)
    with another_import(), pytest.raises(SystemExit) as ended:
        call_command("import_data", str(package))
    assert ended.value.code == 2


def test_an_importer_whose_connection_was_ended_stands_in_nobodys_way(tmp_path):
    package = write(tmp_path / "package", SOUND)
    with another_import() as cursor, connection.cursor() as ours:
        pid = cursor.connection.info.backend_pid
        ours.execute("select pg_terminate_backend(%s, %s)", [pid, LET_GO * 1_000])
        assert ours.fetchone() == (True,)
        call_command("import_data", str(package), status="published", verbosity=0)
    assert Changeset.objects.count() == 1
