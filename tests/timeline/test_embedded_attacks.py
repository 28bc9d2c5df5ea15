"""The embedded server under attack: processes killed at the worst moment, names that mislead.

Other users are in test_embedded_users.py. What is killed is killed by its number, never by name.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time

import psutil
import psycopg2
import pytest

from tests.timeline.server_users import (
    FAST,
    OURSELVES,
    Person,
    add,
    family,
    kill,
    start,
    wait,
    write,
)
from timeline.embedded import Cluster, EmbeddedServerError
from timeline.embedded import cluster as cluster_module

pytestmark = pytest.mark.slow

LEAST_ROWS = 30
LAZY_COMMIT = {
    "synchronous_commit": "off",
    "wal_writer_delay": "10s",
    "wal_writer_flush_after": "1GB",
}
# A moment of the first start, told by the file that has just appeared.
MOMENTS = ["making-*/PG_VERSION", "18/PG_VERSION", "18/postmaster.pid"]
NAMES = [
    "two words",
    "a, comma",
    'it\'s "quoted", $HOME, `ls`; \\ é*',
    "-D",
    "long" * 45,
]


def numbers_in(home):
    with contextlib.closing(Cluster(home).connect()) as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT to_regclass('numbers')")
        if cursor.fetchone() == (None,):
            return set()
        cursor.execute("SELECT number FROM numbers")
        return {number for (number,) in cursor.fetchall()}


def lost_rows(person, home, victims, **settings):
    """Write until some rows are acknowledged, kill, start again; the rows that are gone."""
    writer = person.begin(write, home, **settings)
    acknowledged = {int(writer.output.readline()) for _ in range(LEAST_ROWS)}
    application = [psutil.Process(writer.pid)]
    server = family(Cluster(home).status().pid)
    chosen = {"application": application, "server": server[:1], "children": server[1:]}
    kill(chosen.get(victims, [*server, *application]))
    acknowledged |= {int(line) for line in writer.finish().splitlines()}
    assert person.run(start, home).isdecimal()
    return acknowledged - numbers_in(home)


def test_no_acknowledged_row_is_lost_when_processes_are_killed(person, home):
    for victims in ["application", "server", "children", "everything"]:
        assert lost_rows(person, home, victims) == set(), victims


def test_a_server_that_acknowledges_too_early_is_found_out(open_folder):
    home = open_folder / "postgresql"
    assert lost_rows(OURSELVES, home, "everything", **LAZY_COMMIT)


@pytest.fixture
def killed_server(running):
    """All that a killed server leaves behind is still there."""
    kill(family(running.status().pid))
    return running


@pytest.fixture
def innocents(killed_server):
    """Living processes that now bear the killed server's number, each a little more alike."""
    nap = ("-c", "import time; time.sleep(60)")
    names = [
        ["sleep", *nap],
        ["/usr/bin/postgres", *nap, "-D", "/elsewhere"],
        ["vi", *nap, "-D", str(killed_server.data)],
        ["postgres", *nap, str(killed_server.data)],
    ]
    with contextlib.ExitStack() as stack:
        processes = [
            stack.enter_context(subprocess.Popen(name, executable=sys.executable)) for name in names
        ]
        stack.callback(lambda: [process.kill() for process in processes])
        yield processes


def claim(cluster, pid):
    """Write another process's number in the place of the server's."""
    record = cluster.data / "postmaster.pid"
    lines = record.read_text().splitlines()
    record.write_text("\n".join([str(pid), *lines[1:]]) + "\n")


def test_a_reused_process_number_is_not_taken_for_the_server(killed_server, innocents):
    for innocent in innocents:
        claim(killed_server, innocent.pid)
        killed_server.start()
        killed_server.connect().close()
        assert innocent.poll() is None
        kill(family(killed_server.status().pid))


def test_a_server_known_by_its_number_alone_would_be_missed(killed_server, innocents, monkeypatch):
    monkeypatch.setattr(cluster_module, "is_postmaster", lambda pid, data: psutil.pid_exists(pid))
    monkeypatch.setattr(cluster_module, "PATIENCE", 1)
    claim(killed_server, innocents[0].pid)
    with pytest.raises(EmbeddedServerError, match="has not become ready"):
        killed_server.start()


def test_a_zombie_is_not_taken_for_the_server(killed_server):
    zombie = subprocess.Popen(["postgres", "-D", killed_server.data], executable="/bin/true")
    while psutil.Process(zombie.pid).status() != psutil.STATUS_ZOMBIE:
        time.sleep(0.01)
    claim(killed_server, zombie.pid)
    killed_server.start()
    killed_server.connect().close()
    zombie.wait()


@pytest.mark.parametrize("whole_group", [True, False], ids=["with initdb", "application alone"])
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_first_start_that_was_killed_leaves_no_wreck(open_folder, moment, whole_group):
    home = open_folder / "postgresql"
    starter = OURSELVES.begin(wait, home)
    while not any(home.glob(moment)):
        time.sleep(0.002)
    if whole_group:
        os.killpg(starter.pid, signal.SIGKILL)
    starter.kill()
    starter.finish()
    assert OURSELVES.run(add, home).isdecimal()
    assert OURSELVES.run(add, home).isdecimal()


def test_eight_processes_at_once_make_one_server(person, home):
    programs = [person.begin(add, home) for _ in range(8)]
    assert len({program.finish() for program in programs}) == 1
    with contextlib.closing(Cluster(home).connect()) as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT count(*) FROM rows")
        assert cursor.fetchone() == (8,)


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_any_printable_folder_name_will_do(open_folder, name):
    cluster = Cluster(open_folder / name / "postgresql", FAST)
    cluster.start()
    kill(family(cluster.status().pid))
    cluster.start()
    cluster.connect().close()


def test_a_name_that_breaks_postgresql_s_own_files_is_refused(open_folder):
    with pytest.raises(EmbeddedServerError, match="cannot be printed"):
        Cluster(open_folder / "two\nlines").start()
    assert not any(open_folder.iterdir())


def test_variables_for_another_server_lead_nobody_astray(open_folder):
    home = open_folder / "postgresql"
    elsewhere = {
        "PGPORT": "1",
        "PGHOST": "192.0.2.1",
        "PGHOSTADDR": "192.0.2.1",
        "PGDATA": "/nowhere",
        "PGUSER": "somebody",
        "PGDATABASE": "something",
    }
    misled = Person(environment=elsewhere).run(add, home)
    assert misled.isdecimal()
    assert OURSELVES.run(add, home) == misled


def test_the_server_outlives_whoever_started_it(open_folder):
    home = open_folder / "postgresql"
    starter = OURSELVES.begin(wait, home)
    pid = int(starter.output.readline())
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(starter.pid, number)
    starter.finish()
    assert Cluster(home).status().pid == pid
    assert Cluster(home).status().is_ready


def test_one_folder_by_two_names_is_one_server(open_folder):
    by_link = open_folder / "link"
    by_link.symlink_to(open_folder / "real")
    OURSELVES.run(add, open_folder / "real" / "postgresql")
    pid = Cluster(open_folder / "real" / "postgresql").status().pid
    assert OURSELVES.run(add, by_link / "postgresql") == str(pid)


def test_a_socket_swept_away_comes_back(running):
    shutil.rmtree(running.socket_folder)
    assert not running.status().is_ready
    running.start()
    running.connect().close()


def test_a_folder_moved_while_the_server_is_stopped_works_on(running, open_folder):
    running.stop()
    moved = open_folder / "elsewhere"
    running.home.rename(moved)
    Cluster(moved).start()
    Cluster(moved).connect().close()


def test_a_folder_removed_under_the_running_server_is_made_anew(running):
    orphan = psutil.Process(running.status().pid)
    shutil.rmtree(running.home)
    try:
        assert running.status().state == "stopped"
        running.start()
        running.connect().close()
    finally:
        orphan.send_signal(signal.SIGQUIT)


def test_a_running_server_whose_number_means_nothing_here_is_left_alone(running, monkeypatch):
    """As in a second container over one folder: there the first one's processes are not seen."""
    monkeypatch.setattr(cluster_module, "PATIENCE", 5)
    record = running.data / "postmaster.pid"
    truth = record.read_text()
    record.write_text(truth.replace(truth.splitlines()[0], "2147483646", 1))
    with pytest.raises(EmbeddedServerError, match="started elsewhere"):
        running.start()
    running.connect().close()
    record.write_text(truth)


def test_without_the_lease_it_would_be_cut_off(running, monkeypatch):
    monkeypatch.setattr(Cluster, "_take", lambda self, lease: True)
    record = running.data / "postmaster.pid"
    server = psutil.Process(running.status().pid)
    truth = record.read_text()
    record.write_text(truth.replace(truth.splitlines()[0], "2147483646", 1))
    with pytest.raises(EmbeddedServerError, match="did not start"):
        running.start()
    with pytest.raises(psycopg2.OperationalError):
        running.connect()
    server.send_signal(signal.SIGQUIT)
