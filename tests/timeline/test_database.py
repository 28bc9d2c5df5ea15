"""Which database the project uses, how it is named, and the command that looks after it."""

import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import NotSupportedError, OperationalError, connection
from django.db.backends.postgresql import base
from django.db.utils import ConnectionHandler

from tests.timeline.server_users import FAST
from timeline import database
from timeline.embedded import Cluster, backups, throwaway
from timeline.postgresql.client import DatabaseClient

HERE = Path("/srv/parley/var/postgresql")


def configuration(url="", *, home=HERE, debug=True, allow_embedded=False):
    return database.configuration(url, home, debug, allow_embedded)


# --- DATABASE_URL -------------------------------------------------------------------------------


def test_a_database_url_is_used_as_it_stands():
    found = configuration("postgres://ada:s%40crow@db.example.org:5433/talks?sslmode=require")
    assert {name: found[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
        "NAME": "talks",
        "USER": "ada",
        "PASSWORD": "s@crow",
        "HOST": "db.example.org",
        "PORT": 5433,
    }
    assert found["OPTIONS"] == {"sslmode": "require"}
    assert found["CONN_MAX_AGE"] == 600
    assert found["CONN_HEALTH_CHECKS"] is True
    assert "DATA_HOME" not in found


def test_a_database_url_may_name_a_socket():
    found = configuration("postgres://%2Fvar%2Frun%2Fpostgresql/talks")
    assert found["HOST"] == "/var/run/postgresql"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "pgsql"])
@pytest.mark.parametrize("debug", [True, False])
def test_a_database_url_is_enough_in_and_out_of_debug(scheme, debug):
    assert configuration(f"{scheme}://db/talks", debug=debug)["NAME"] == "talks"


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mysql://db/talks", "must begin with postgres://"),
        ("sqlite:///talks.sqlite3", "must begin with postgres://"),
        ("talks", "must begin with postgres://"),
        ("postgres://db:port/talks", "cannot be read"),
        ("postgres://db:99999/talks", "cannot be read"),
        ("postgres://[db/talks", "cannot be read"),
        ("postgres://db", "must end with the name of a database"),
        ("postgres://db/", "must end with the name of a database"),
        ("postgres://", "must end with the name of a database"),
    ],
)
def test_a_bad_database_url_is_refused_in_one_sentence(url, sentence):
    with pytest.raises(ImproperlyConfigured, match=sentence) as refusal:
        configuration(url)
    assert str(refusal.value).startswith("DATABASE_URL")
    assert str(refusal.value).endswith(".")
    assert "\n" not in str(refusal.value)


def test_a_bad_database_url_is_refused_without_its_password():
    with pytest.raises(ImproperlyConfigured) as refusal:
        configuration("postgres://ada:secret@db:port/talks")
    assert "secret" not in str(refusal.value)


# --- The embedded server ------------------------------------------------------------------------


def test_without_a_url_the_embedded_server_is_used():
    found = configuration()
    assert found["ENGINE"] == "timeline.postgresql"
    assert found["DATA_HOME"] == str(HERE)
    assert found["HOST"] == str(HERE / "socket")
    assert found["CONN_MAX_AGE"] == 600
    assert found["CONN_HEALTH_CHECKS"] is True


def test_out_of_debug_the_embedded_server_must_be_asked_for():
    with pytest.raises(ImproperlyConfigured, match=r"DATABASE_URL must name .* ALLOW_EMBEDDED=1"):
        configuration(debug=False)
    assert configuration(debug=False, allow_embedded=True)["DATA_HOME"] == str(HERE)


def test_reading_the_settings_makes_and_starts_nothing(tmp_path):
    configuration(home=tmp_path / "var" / "postgresql")
    assert os.listdir(tmp_path) == []


@pytest.fixture
def connections(django_db_blocker):
    """Connections of their own to databases given by their settings, not to the tests' one."""
    opened = []

    def connect(settings):
        opened.append(ConnectionHandler({"default": settings})["default"])
        return opened[-1]

    with django_db_blocker.unblock():
        yield connect
        for each in opened:
            each.close()


@pytest.fixture
def embedded(open_folder, quickly_made, monkeypatch):
    """The settings of an embedded server that does not exist yet."""
    for name in [name for name in os.environ if name.startswith("PG")]:
        monkeypatch.delenv(name)
    return configuration(home=open_folder / "postgresql") | {"SERVER_SETTINGS": FAST}


def answer(opened, statement):
    with opened.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


@pytest.mark.slow
def test_the_server_starts_with_the_first_connection_and_again_when_it_is_gone(
    embedded, connections
):
    cluster = Cluster(Path(embedded["DATA_HOME"]))
    assert not cluster.status().is_running
    first = connections(embedded)
    assert answer(first, "SELECT current_database()") == "parley"
    first.close()
    cluster.stop()
    assert answer(first, "SHOW timezone") == "UTC"
    assert cluster.status().is_running


@pytest.mark.slow
def test_variables_for_another_server_are_forgotten(open_folder, connections, monkeypatch):
    for name in ("PGHOSTADDR", "PGSERVICE", "PGPORT", "PGSSLMODE", "PGREQUIREAUTH", "PGOPTIONS"):
        monkeypatch.setenv(name, "elsewhere")
    settings = configuration(home=open_folder / "postgresql") | {"SERVER_SETTINGS": FAST}
    assert answer(connections(settings), "SELECT 1") == 1


def test_variables_are_left_to_a_database_url(monkeypatch):
    monkeypatch.setenv("PGSSLROOTCERT", "/etc/ssl/ours.pem")
    configuration("postgres://db/talks")
    assert os.environ["PGSSLROOTCERT"] == "/etc/ssl/ours.pem"


def test_a_server_that_cannot_start_is_an_operational_error(connections):
    settings = configuration(home=Path("/proc/postgresql"))
    with pytest.raises(OperationalError, match="The data home /proc/postgresql cannot be used"):
        connections(settings).ensure_connection()


def test_psql_comes_with_the_embedded_server_and_a_url_uses_the_systems():
    arguments, _ = DatabaseClient.settings_to_cmd_args_env(configuration() | {"OPTIONS": {}}, [])
    assert os.access(arguments[0], os.X_OK)
    assert str(HERE / "socket") in arguments
    named = configuration("postgres://db/talks") | {"OPTIONS": {}}
    assert DatabaseClient.settings_to_cmd_args_env(named, [])[0][0] == "psql"


def test_a_server_older_than_fifteen_is_refused_in_one_sentence(db, monkeypatch):
    monkeypatch.setattr(connection, "get_database_version", lambda: (14, 21))
    with pytest.raises(NotSupportedError, match=r"PostgreSQL 15 or later is required \(found 14"):
        connection.check_database_version_supported()


def test_the_tests_use_no_server_but_their_own(db):
    if "DATA_HOME" in connection.settings_dict:
        assert throwaway.PREFIX in answer(connection, "SHOW data_directory")
        assert answer(connection, "SHOW fsync") == "off"
    assert answer(connection, "SELECT current_database()").startswith("test_")


# --- manage.py database -------------------------------------------------------------------------


@pytest.fixture
def command(embedded, settings, monkeypatch):
    """Run `manage.py database` on a server of its own; what it prints."""
    monkeypatch.setitem(settings.DATABASES, "default", embedded)

    def run(*arguments):
        output = StringIO()
        call_command("database", *map(str, arguments), stdout=output)
        return output.getvalue()

    return run


@pytest.mark.slow
def test_the_command_starts_shows_backs_up_restores_and_stops(command, tmp_path):
    with pytest.raises(SystemExit) as not_running:
        command("status")
    assert not_running.value.code == 3
    assert command("start").startswith("Started.\nstate    ready\n")
    assert command("start").startswith("It runs already.\n")
    assert "psql -h " in command("status")
    assert f"Wrote {tmp_path / 'all.dump'} (" in command("backup", tmp_path / "all.dump")
    assert command("restore", tmp_path / "all.dump").startswith("Restored.")
    assert command("undo-restore").startswith("The data from before the restore are back")
    assert command("stop") == "Stopped.\n"
    assert command("stop") == "It was not running.\n"


@pytest.mark.slow
def test_the_command_refuses_in_one_sentence(command, tmp_path):
    with pytest.raises(CommandError, match="cannot be used: No such file or directory"):
        command("restore", tmp_path / "none.dump")
    with pytest.raises(CommandError, match="ACTION"):
        command()


def test_the_command_leaves_a_server_of_somebody_elses_alone(settings, monkeypatch):
    monkeypatch.setitem(settings.DATABASES, "default", configuration("postgres://db/talks"))
    with pytest.raises(CommandError, match="the one of DATABASE_URL, not the embedded one"):
        call_command("database", "stop")


# --- The whole project in a backup --------------------------------------------------------------


def contents(cluster, name):
    """Every row, the name of everything else, and who may do what with it; in any order."""
    rows = cluster.run_client("pg_dump", "--data-only", f"--dbname={name}").output.splitlines()
    rest = cluster.run_client("pg_dump", "--schema-only", f"--dbname={name}").output.splitlines()
    told = [line for line in rest if line.startswith(("-- Name: ", "GRANT ", "REVOKE "))]
    # Each dump has a seal of its own.
    return sorted(line for line in rows + told if "restrict " not in line)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_all_of_the_project_comes_back_on_a_machine_that_never_saw_it(tmp_path, monkeypatch):
    """Functions that find each other, triggers, views, rights: what breaks in a restore."""
    here = connection.settings_dict
    if "DATA_HOME" not in here:
        pytest.skip("DATABASE_URL names another server, whose own tools make its backups")
    call_command("loaddata", Path("fixtures", "stockholm-2019.json"), verbosity=0)
    cluster = Cluster(Path(here["DATA_HOME"]))
    with monkeypatch.context() as patch:
        patch.setattr(backups, "DATABASE", here["NAME"])
        backups.back_up(cluster, tmp_path / "all.dump")
    with throwaway.throwaway_cluster() as other:
        backups.restore(other, tmp_path / "all.dump")
        restored = contents(other, "parley")
    assert restored == contents(cluster, here["NAME"])
    assert any("Stockholm" in line for line in restored)
    assert any(line.startswith("GRANT ") for line in restored)


@pytest.mark.django_db
def test_queries_are_not_compiled():
    with connection.cursor() as cursor:
        cursor.execute("show jit")
        assert cursor.fetchone() == ("off",)


# --- Connections at rest ------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_whether_a_connection_stands_is_known_without_asking_the_server(monkeypatch):
    connection.ensure_connection()
    monkeypatch.setattr(base.DatabaseWrapper, "is_usable", lambda self: pytest.fail("asked"))
    assert connection.is_usable()


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_the_server_closed_is_found_out_before_it_is_used():
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        (pid,) = cursor.fetchone()
    with connection.cursor() as cursor:
        cursor.execute("select pg_terminate_backend(%s, 5000)", [pid])
    assert not other.is_usable()
    other.close()
    assert not other.is_usable()
