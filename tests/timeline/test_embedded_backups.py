"""Backups of the embedded server: whole or not there, restored wholly or not at all."""

import contextlib
import os
import threading
import time

import psycopg2
import pytest

from timeline.embedded import EmbeddedServerError, backups, binaries, throwaway_cluster

pytestmark = pytest.mark.slow

STORY = """
    CREATE SCHEMA library;
    CREATE TABLE library.books (id int PRIMARY KEY, title text NOT NULL);
    INSERT INTO library.books SELECT n, 'Book ' || n FROM generate_series(1, 100) AS n;
    CREATE ROLE reader LOGIN;
    CREATE ROLE "Night Reader" LOGIN;
    GRANT USAGE ON SCHEMA library TO reader;
    GRANT SELECT ON library.books TO reader WITH GRANT OPTION;
    ALTER DEFAULT PRIVILEGES IN SCHEMA library GRANT SELECT ON TABLES TO "Night Reader";
    ALTER TABLE library.books ENABLE ROW LEVEL SECURITY;
    CREATE POLICY short ON library.books FOR SELECT TO reader, "Night Reader" USING (id < 10);
    ALTER DATABASE parley SET search_path = library, public;
    ALTER ROLE reader IN DATABASE parley SET statement_timeout = '3s';
"""
DIGEST = "SELECT md5(string_agg(b::text, ',' ORDER BY id)) FROM library.books AS b"


def ask(cluster, statement, database="parley"):
    with contextlib.closing(cluster.connect(database)) as connection:
        cursor = connection.cursor()
        cursor.execute(statement)
        return cursor.fetchone()[0] if cursor.description else None


@pytest.fixture(scope="module")
def server():
    with throwaway_cluster() as server:
        server.start()
        yield server


@pytest.fixture
def cluster(server):
    """The server with the story and nothing of other tests."""
    for name in ("parley", backups.PREVIOUS, backups.RESTORED):
        ask(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", "postgres")
    ask(server, "CREATE DATABASE parley", "postgres")
    ask(server, 'DROP ROLE IF EXISTS reader, "Night Reader"', "postgres")
    ask(server, STORY)
    return server


@pytest.fixture
def backup(cluster, tmp_path):
    file = tmp_path / "parley.dump"
    backups.back_up(cluster, file)
    return file


def test_what_was_backed_up_comes_back_and_what_came_later_is_kept(cluster, backup):
    before = ask(cluster, DIGEST)
    ask(cluster, "DELETE FROM library.books WHERE id > 50")
    after = ask(cluster, DIGEST)
    backups.restore(cluster, backup)
    assert ask(cluster, DIGEST) == before
    backups.undo_restore(cluster)
    assert ask(cluster, DIGEST) == after
    backups.undo_restore(cluster)
    assert ask(cluster, DIGEST) == before


def test_a_backup_restores_on_a_machine_that_never_saw_the_data(cluster, backup):
    with throwaway_cluster() as other:
        backups.restore(other, backup)
        assert ask(other, DIGEST) == ask(cluster, DIGEST)
        assert ask(other, "SHOW search_path") == "library, public"
        assert ask(other, "SELECT has_table_privilege('reader', 'books', 'SELECT')")
        with contextlib.closing(other.connect()) as connection:
            cursor = connection.cursor()
            cursor.execute("SET ROLE reader; SELECT count(*) FROM library.books")
            assert cursor.fetchone() == (9,)
        roles = "SELECT string_agg(rolname, ', ' ORDER BY rolname) FROM pg_roles WHERE oid > 16383"
        assert ask(other, roles) == "Night Reader, reader"
        settings = "SELECT count(*) FROM pg_db_role_setting WHERE setrole <> 0"
        assert ask(other, settings) == 1
        backups.restore(other, backup)
        assert ask(other, DIGEST) == ask(cluster, DIGEST)


def test_a_backup_is_for_its_owners_eyes_and_leaves_nothing_beside_it(backup):
    assert backup.stat().st_mode & 0o777 == 0o600
    assert os.listdir(backup.parent) == [backup.name]


def test_a_backup_never_takes_the_place_of_another_file(cluster, backup):
    before = backup.read_bytes()
    with pytest.raises(EmbeddedServerError, match="exists already"):
        backups.back_up(cluster, backup)
    assert backup.read_bytes() == before


def test_a_backup_that_fails_leaves_no_file(cluster, tmp_path, monkeypatch):
    with pytest.raises(EmbeddedServerError, match="cannot be used: No such file"):
        backups.back_up(cluster, tmp_path / "missing" / "parley.dump")
    monkeypatch.setattr(backups, "DATABASE", "no_such_database")
    with pytest.raises(EmbeddedServerError, match=r"was not written: .*no_such_database"):
        backups.back_up(cluster, tmp_path / "parley.dump")
    assert os.listdir(tmp_path) == []


def mangled(backup, how):
    raw = backup.read_bytes()
    newer, version = str(binaries.MAJOR + 1).encode(), str(binaries.MAJOR).encode()
    changed = {
        "empty": b"",
        "no dump": b"slug,title\n",
        "cut short": raw[: len(raw) // 2],
        "newer server": raw[:200].replace(version + b".", newer + b".", 1) + raw[200:],
        "newer format": raw[:5] + bytes([1, 99]) + raw[7:],
    }[how]
    assert changed != raw
    file = backup.with_name("mangled.dump")
    file.write_bytes(changed)
    return file


@pytest.mark.parametrize(
    ("how", "refusal"),
    [
        ("empty", "is not a backup that can be restored"),
        ("no dump", "is not a backup that can be restored"),
        ("cut short", "nothing was changed|is not a backup that can be restored"),
        ("newer server", rf"was written by PostgreSQL {binaries.MAJOR + 1} and this is"),
        ("newer format", "was written by PostgreSQL a newer version and this is"),
    ],
)
def test_a_file_that_cannot_be_restored_changes_nothing(cluster, backup, how, refusal):
    ask(cluster, "DELETE FROM library.books WHERE id = 1")
    before = ask(cluster, DIGEST)
    with pytest.raises(EmbeddedServerError, match=refusal):
        backups.restore(cluster, mangled(backup, how))
    assert ask(cluster, DIGEST) == before


def test_a_file_that_is_not_there_is_named(cluster, tmp_path):
    with pytest.raises(EmbeddedServerError, match=r"none\.dump cannot be used: No such file"):
        backups.restore(cluster, tmp_path / "none.dump")


def test_without_a_restore_there_is_nothing_to_go_back_to(cluster):
    with pytest.raises(EmbeddedServerError, match="no data from before a restore"):
        backups.undo_restore(cluster)


def test_a_second_restore_meanwhile_is_refused(cluster, backup):
    with contextlib.closing(cluster.connect("postgres")) as connection:
        connection.cursor().execute("SELECT pg_advisory_lock(%s)", [backups.ADVISORY_LOCK])
        with pytest.raises(EmbeddedServerError, match="Another restore"):
            backups.restore(cluster, backup)


def test_readers_see_the_old_data_or_the_new_and_never_half(cluster, backup):
    """Under readers who come back at once: the change of names waits for none of them."""
    ask(cluster, "UPDATE library.books SET title = 'New'")
    allowed, seen, over = {ask(cluster, DIGEST)}, set(), threading.Event()

    def read():
        while not over.is_set():
            with contextlib.suppress(psycopg2.OperationalError):
                seen.add(ask(cluster, DIGEST))

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    backups.restore(cluster, backup)
    time.sleep(0.1)
    over.set()
    for reader in readers:
        reader.join()
    allowed.add(ask(cluster, DIGEST))
    assert seen == allowed
    assert len(seen) == 2
