"""What `make run` does behind the bootstrap: every step once, then the server, then a clean end."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path
from threading import Timer

import psutil
import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from negotiations.models import Party
from timeline import serving
from timeline.embedded.throwaway import throwaway_cluster
from timeline.management.commands import prepare

ROOT = Path(__file__).resolve().parent.parent.parent
READY = "Parley   http://"
# A later run is to serve within five seconds. Processor time is what can be tested on a machine
# that is doing other work as well; the rest is for waiting.
PROMISED_PROCESSOR_SECONDS = 4


# --- Every step once --------------------------------------------------------------------------


@pytest.fixture
def commands(monkeypatch, settings, tmp_path):
    """The other commands that were called, instead of calling them."""
    settings.DATA_HOME = tmp_path
    settings.DEBUG = True
    called = []
    monkeypatch.setattr(prepare, "call_command", lambda *names, **options: called.append(names[0]))
    return called


def test_an_empty_database_gets_its_first_data(db, commands):
    call_command("prepare")
    assert commands == ["import_data"]


def test_a_database_with_one_record_is_left_as_it_is(db, commands):
    Party.objects.create(slug="us", name="United States", kind="state")
    call_command("prepare")
    assert commands == []


def test_outside_debugging_the_static_files_are_collected(db, commands, settings):
    settings.DEBUG = False
    call_command("prepare")
    assert commands == ["import_data", "collectstatic"]


def test_the_first_administrator_signs_in_with_the_printed_password(db, commands, capsys, rf):
    call_command("prepare")
    password = re.search(r"with the password (\S+)", capsys.readouterr().out).group(1)
    assert authenticate(rf.post("/"), username="admin", password=password).is_superuser


def test_the_password_is_printed_only_once(db, commands, capsys):
    call_command("prepare")
    capsys.readouterr()
    call_command("prepare")
    assert "password" not in capsys.readouterr().out


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "", "8O80"])
def test_a_port_that_is_none_is_refused_in_one_sentence(port):
    with pytest.raises(CommandError, match="PORT must be a number from 1 to 65535"):
        call_command("prepare", serve=True, port=port)


def test_a_port_in_use_is_refused_before_anything_is_done():
    with socket.create_server((serving.HOST, 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} is taken .* PORT={port + 1} make run"):
            call_command("prepare", serve=True, port=str(port))


# --- The server, from outside -----------------------------------------------------------------


class Run:
    """One `manage.py prepare --serve`, as make starts it, with a data home of its own."""

    def __init__(self, data_home, wait=True):
        with socket.create_server((serving.HOST, 0)) as free:
            self.port = free.getsockname()[1]
        environment = {name: text for name, text in os.environ.items() if name != "DATABASE_URL"}
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "prepare", "--serve", "--port", str(self.port)],
            cwd=ROOT,
            env=environment | {"DATA_HOME": str(data_home)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.printed = self.read_until_ready() if wait else ""
        parent = psutil.Process(self.process.pid)
        self.family = [parent, *parent.children(recursive=True)]

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def read_until_ready(self):
        printed = ""
        for line in self.process.stdout:
            printed += line
            if READY in line:
                break
        return printed

    def status(self):
        with urllib.request.urlopen(f"http://{serving.HOST}:{self.port}/", timeout=30) as page:
            return page.status

    def end(self, send, number):
        """Send the signal; answer with the exit status and who is left of the family."""
        send(self.process.pid, number)
        self.printed += self.process.communicate(timeout=30)[0]
        return self.process.returncode, alive(self.family)


def alive(family):
    return [process for process in family if process.is_running()]


def processor_seconds(family):
    times = [process.cpu_times() for process in family]
    return sum(spent.user + spent.system for spent in times)


@pytest.fixture(scope="module")
def cluster():
    """An embedded server that nobody has made yet."""
    with throwaway_cluster() as cluster:
        yield cluster


@pytest.fixture(scope="module")
def first_run(cluster):
    with Run(cluster.home.parent) as run:
        yield run


@pytest.mark.slow
def test_a_first_run_leads_to_the_first_page(first_run):
    assert READY in first_run.printed
    assert "with the password" in first_run.printed
    assert first_run.status() == 200


@pytest.mark.slow
def test_ctrl_c_ends_everything_the_first_run_began(first_run, cluster):
    assert cluster.status().is_running
    # A terminal sends it to the whole group.
    assert first_run.end(os.killpg, signal.SIGINT) == (0, [])
    assert not cluster.status().is_running


@pytest.mark.slow
@pytest.mark.parametrize("send", [os.kill, os.killpg])
def test_a_later_run_serves_soon_and_ends_cleanly_when_told_to(first_run, cluster, send):
    with Run(cluster.home.parent) as run:
        assert processor_seconds(run.family) < PROMISED_PROCESSOR_SECONDS
        assert run.status() == 200
        assert "with the password" not in run.printed
        assert run.end(send, signal.SIGTERM) == (0, [])
        assert not cluster.status().is_running


@pytest.mark.slow
@pytest.mark.parametrize("moment", [0.5, 0.9, 1.3])
def test_a_run_told_to_end_before_it_serves_leaves_nothing(first_run, cluster, moment):
    with Run(cluster.home.parent, wait=False) as run:
        time.sleep(moment)
        run.end(os.kill, signal.SIGTERM)
        assert not cluster.status().is_running


@pytest.mark.slow
@pytest.mark.parametrize(("seconds", "is_left"), [(0.5, False), (30, True)])
def test_a_server_is_left_running_only_for_who_stays(first_run, cluster, seconds, is_left):
    with Run(cluster.home.parent) as run, closing(cluster.connect()) as other:
        leaving = Timer(seconds, other.close)
        leaving.start()
        assert run.end(os.kill, signal.SIGTERM) == (0, [])
        leaving.cancel()
        assert cluster.status().is_running == is_left
    cluster.stop()


@pytest.mark.slow
def test_workers_do_not_outlive_a_server_that_is_killed(first_run, cluster):
    with Run(cluster.home.parent) as run:
        run.end(os.kill, signal.SIGKILL)
        deadline = time.monotonic() + 10
        while alive(run.family) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert alive(run.family) == []
