"""Programs that use the embedded server, run by whoever runs the tests or by somebody else.

They are forks of the tests' own process, because another user may be barred from the interpreter.
"""

import contextlib
import os
import pwd
import signal
import sys
import time
import warnings
from dataclasses import dataclass, field

import psutil
import pytest

from timeline.embedded import Cluster, EmbeddedServerError
from timeline.embedded.binaries import packaged
from timeline.embedded.processes import run

# Nothing needs to survive the machine, so nothing need reach the disk.
FAST = {"fsync": "off"}
STRANGER = "nobody"
ONLY_ROOT = "only root can try what a second user meets: run these tests as root as well"
OUT_OF_REACH = "a second user may not enter the project: put it where all may go to test this"


# --- What they do ---------------------------------------------------------------------------


def start(cluster):
    cluster.start()
    print(cluster.status().pid, flush=True)


def wait(cluster):
    start(cluster)
    time.sleep(600)


def stop(cluster):
    print(cluster.stop())


def status(cluster):
    print(cluster.status().state)


def add(cluster):
    """One of many at once: each adds one row of its own."""
    cluster.start()
    with contextlib.closing(cluster.connect()) as connection:
        cursor = connection.cursor()
        # Two that make one table at once would fail, although they say IF NOT EXISTS.
        cursor.execute("SELECT pg_advisory_lock(1)")
        cursor.execute("CREATE TABLE IF NOT EXISTS rows (id bigserial PRIMARY KEY)")
        cursor.execute("INSERT INTO rows DEFAULT VALUES")
    print(cluster.status().pid)


def write(cluster):
    """Insert numbers one by one; print each when the server has acknowledged it."""
    cluster.start()
    with contextlib.closing(cluster.connect()) as connection:
        cursor = connection.cursor()
        cursor.execute("CREATE TABLE IF NOT EXISTS numbers (number bigint PRIMARY KEY)")
        cursor.execute("SELECT coalesce(max(number), 0) FROM numbers")
        number = cursor.fetchone()[0]
        while True:
            number += 1
            cursor.execute("INSERT INTO numbers VALUES (%s)", [number])
            print(number, flush=True)


# --- Who does it ----------------------------------------------------------------------------


class Program:
    """A running program: its number, what it prints, its end."""

    def __init__(self, pid, output):
        self.pid = pid
        self.output = os.fdopen(output)

    def kill(self):
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def finish(self):
        """Wait for the end; the rest of what it printed."""
        with self.output:
            rest = self.output.read()
        os.waitpid(self.pid, 0)
        return rest.strip()


@dataclass(frozen=True)
class Person:
    """Somebody who runs programs; without an account, whoever runs the tests."""

    account: pwd.struct_passwd | None = None
    environment: dict = field(default_factory=dict)

    @property
    def uid(self):
        return self.account.pw_uid if self.account else os.geteuid()

    def begin(self, action, home, **settings):
        reading, writing = os.pipe()
        with warnings.catch_warnings():
            # Other tests' servers may have threads, none of which the program has to do with.
            warnings.simplefilter("ignore", DeprecationWarning)
            pid = os.fork()
        if pid:
            os.close(writing)
            return Program(pid, reading)
        try:
            self._become(writing)
            action(Cluster(home, FAST | settings))
        except EmbeddedServerError as error:
            print(error)
        finally:
            sys.stdout.flush()
            os._exit(0)

    def _become(self, writing):
        os.setsid()
        sys.stdout = os.fdopen(writing, "w")
        os.environ.update(self.environment)
        if self.account:
            os.setgroups([])
            os.setgid(self.account.pw_gid)
            os.setuid(self.account.pw_uid)

    def run(self, action, home, **settings):
        """What the program printed, or what it complained of."""
        return self.begin(action, home, **settings).finish()

    def give(self, folder):
        """Make the folder this person's own."""
        if self.account:
            os.chown(folder, self.account.pw_uid, self.account.pw_gid)
        return folder


OURSELVES = Person()


def stranger():
    """A second, unprivileged user; tests that need one are skipped unless root runs them."""
    if os.geteuid() != 0:
        pytest.skip(ONLY_ROOT)
    account = pwd.getpwnam(STRANGER)
    if not run([packaged() / "postgres", "--version"], account).succeeded:
        pytest.skip(OUT_OF_REACH)
    return Person(account)


def family(pid):
    """The server's process and all its children."""
    server = psutil.Process(pid)
    return [server, *server.children(recursive=True)]


def kill(processes):
    """As the machine does when it runs out of memory: no process learns of it."""
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
