"""One PostgreSQL server over one data home: made, started, found again, stopped.

A data home holds `18/` (the data, named by the major version), `socket/`, `lock` (held while
somebody starts or stops the server), `lease` (held by the server's processes as long as one of
them lives) and `start.log`. The server outlives whoever started it; it stops only when told to.
"""

import contextlib
import fcntl
import hashlib
import os
import pwd
import shlex
import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2

from timeline.embedded import binaries, ownership
from timeline.embedded.problems import EmbeddedServerError
from timeline.embedded.processes import Outcome, is_postmaster, run

DATABASE = "parley"
ROLE = "parley"
PORT = 5432
PATIENCE = 600
# The shortest limit among systems for a socket's path, less its name: `/.s.PGSQL.5432` and NUL.
LONGEST_SOCKET_FOLDER = 104 - 15
# The text search parser takes curly quotes for letters under plain C; not all systems have C.UTF-8.
CHARACTER_TYPES = ("C.UTF-8", "en_US.UTF-8", "UTF-8", "C")
SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "logging_collector": "on",
    "log_filename": "%a.log",
    "log_truncate_on_rotation": "on",
    "log_rotation_size": "0",
}


@dataclass(frozen=True)
class Status:
    """What `manage.py database status` tells."""

    is_running: bool
    pid: int | None
    state: str
    data: Path
    socket_folder: Path


class Cluster:
    """A server by its data home; `settings` are PostgreSQL's own, written when it is made."""

    def __init__(self, home: Path, settings: Mapping[str, str] | None = None) -> None:
        self._wanted_home = home.absolute()
        self._settings = SETTINGS | dict(settings or {})

    @property
    def home(self) -> Path:
        """Without links, so that everyone who means this folder calls it by one name."""
        return self._wanted_home.resolve()

    @property
    def data(self) -> Path:
        return self.home / str(binaries.MAJOR)

    @property
    def socket_folder(self) -> Path:
        """In the data home; where that is too long for a socket, a short one made of its hash."""
        folder = self.home / "socket"
        if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER:
            return folder
        # Not in TMPDIR, which differs between processes that must find the same socket.
        digest = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:16]
        return Path("/", "tmp").resolve() / f"parley-{digest}"

    # --- What users of the class ask for -----------------------------------------------------

    def start(self) -> None:
        """Make the server if there is none, start it if it does not run, wait until it answers."""
        user = ownership.settle(self._wanted_home)
        with self._locked(user):
            programs = binaries.usable_by(user, self.home)
            self._refuse_other_major()
            if not self.data.exists():
                self._make(programs, user)
            ownership.make_private(self.socket_folder, user)
            if not self._is_ready():
                self._launch(programs, user)

    def stop(self, mode: str = "fast") -> bool:
        """Stop the server, in good order by default; False when none was running."""
        if not self.data.exists():
            return False
        user = ownership.settle(self._wanted_home)
        with self._locked(user):
            if self._running_pid() is None:
                return False
            programs = binaries.usable_by(user, self.home)
            stopped = self._pg_ctl(programs, user, "stop", "-m", mode, "-D", self.data)
        if not stopped.succeeded:
            raise EmbeddedServerError(f"The database server did not stop: {stopped.output}")
        return True

    def status(self) -> Status:
        pid = self._running_pid()
        state = self._pid_file_line(8) if pid else "stopped"
        return Status(pid is not None, pid, state, self.data, self.socket_folder)

    def connect(self, database: str = DATABASE) -> Any:
        """A connection of psycopg2 to the running server, in autocommit."""
        self.require_private_socket()
        connection = psycopg2.connect(
            host=str(self.socket_folder), hostaddr="", port=PORT, user=ROLE, dbname=database
        )
        connection.autocommit = True
        return connection

    def run_client(self, program: str, *arguments: str | Path) -> Outcome:
        """Run one of PostgreSQL's own clients, as ourselves and not as the server's user."""
        self.require_private_socket()
        place = [f"--host={self.socket_folder}", f"--port={PORT}", f"--username={ROLE}"]
        return run([binaries.packaged() / program, *place, *arguments])

    def require_private_socket(self) -> None:
        """Refuse a socket that somebody else may have put in the server's place."""
        with contextlib.suppress(FileNotFoundError):
            ownership.require_private(self.socket_folder, self.home.stat().st_uid)

    # --- Making ------------------------------------------------------------------------------

    def _make(self, programs: Path, user: pwd.struct_passwd | None) -> None:
        """Make the data directory under another name first: a killed attempt leaves no half."""
        for leftover in self.home.glob("making-*"):
            shutil.rmtree(leftover)
        unfinished = self.home / f"making-{os.getpid()}"
        made = Outcome(False, "")
        for character_type in CHARACTER_TYPES:
            made = run(self._initdb(programs, unfinished, character_type), user)
            if made.succeeded or "locale" not in made.output:
                break
        if not made.succeeded:
            raise EmbeddedServerError(f"The database could not be made: {made.output}")
        self._create_database(programs, unfinished, user)
        unfinished.rename(self.data)

    def _initdb(self, programs: Path, data: Path, character_type: str) -> list[str | Path]:
        options = [f"--set={name}={value}" for name, value in self._settings.items()]
        if self._settings.get("fsync") == "off":
            options.append("--no-sync")
        return [
            programs / "initdb",
            *("--pgdata", data, "--username", ROLE, "--encoding=UTF8"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            *("--locale=C", f"--lc-ctype={character_type}"),
            *("--auth-local=trust", "--auth-host=reject", "--no-instructions"),
            *options,
        ]

    def _create_database(self, programs: Path, data: Path, user: pwd.struct_passwd | None) -> None:
        """Before any server runs, so that a data directory never lacks its database."""
        script = f'echo "CREATE DATABASE {DATABASE}" | "$0" --single -D "$1" postgres'
        created = run(["/bin/sh", "-c", script, programs / "postgres", data], user)
        if not created.succeeded or "ERROR" in created.output:
            raise EmbeddedServerError(f"The database could not be made: {created.output}")

    def _refuse_other_major(self) -> None:
        others = sorted(f.name for f in self.home.iterdir() if f.name.isdigit() and f.is_dir())
        if others and not self.data.exists():
            raise EmbeddedServerError(
                f"The data home {self.home} was written by PostgreSQL {others[-1]} and this is "
                f"PostgreSQL {binaries.MAJOR}: docs/embedded-database.md tells how to upgrade."
            )

    # --- Starting ----------------------------------------------------------------------------

    def _launch(self, programs: Path, user: pwd.struct_passwd | None) -> None:
        self._forget_dead_server()
        options = shlex.join(["-D", str(self.data), "-k", str(self.socket_folder)])
        with self._lease(user) as lease:
            # The data directory is told by PGDATA and -o: pg_ctl's own -D goes unquoted to a shell.
            started = self._pg_ctl(
                programs,
                user,
                "start",
                *("-l", self.home / "start.log", "-o", options),
                inherited=(lease,),
            )
        if not started.succeeded:
            raise EmbeddedServerError(
                f"The database server did not start: {started.output}\n{self._end_of_log()}"
            )

    def _pg_ctl(
        self,
        programs: Path,
        user: pwd.struct_passwd | None,
        action: str,
        *options: str | Path,
        inherited: tuple[int, ...] = (),
    ) -> Outcome:
        command = [programs / "pg_ctl", action, "-s", "-w", "-t", str(PATIENCE), *options]
        environment = {"PGDATA": str(self.data)}
        return run(command, user, environment=environment, inherited=inherited)

    def _forget_dead_server(self) -> None:
        """Remove what a killed server left: its process id may by now be anybody's."""
        self.data.joinpath("postmaster.pid").unlink(missing_ok=True)
        for leftover in self.socket_folder.glob(".s.PGSQL.*"):
            leftover.unlink(missing_ok=True)

    def _end_of_log(self) -> str:
        try:
            return self.home.joinpath("start.log").read_text(errors="replace")[-2000:]
        except OSError:
            return ""

    # --- Whether it runs ---------------------------------------------------------------------

    def _is_ready(self) -> bool:
        """Wait for a running server to answer; False when none runs."""
        deadline = time.monotonic() + PATIENCE
        while self._running_pid() is not None:
            if self._pid_file_line(8) == "ready":
                return True
            if time.monotonic() > deadline:
                raise EmbeddedServerError(
                    f"The database server has not become ready within {PATIENCE} seconds."
                )
            time.sleep(0.05)
        return False

    def _running_pid(self) -> int | None:
        recorded = self._pid_file_line(1)
        if recorded.isdigit() and is_postmaster(int(recorded), self.data):
            return int(recorded)
        return None

    def _pid_file_line(self, number: int) -> str:
        """One line of postmaster.pid (1 is the process id, 8 the state), or nothing."""
        try:
            lines = self.data.joinpath("postmaster.pid").read_text(errors="replace").splitlines()
        except OSError:
            return ""
        return lines[number - 1].strip() if len(lines) >= number else ""

    # --- One at a time -----------------------------------------------------------------------

    @contextlib.contextmanager
    def _locked(self, user: pwd.struct_passwd | None) -> Iterator[None]:
        """Nobody else starts or stops this server meanwhile."""
        lock = self._open(self.home / "lock", user)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    @contextlib.contextmanager
    def _lease(self, user: pwd.struct_passwd | None) -> Iterator[int]:
        """A lock that the server's processes inherit: free only when the last of them is gone."""
        lease = self._open(self.home / "lease", user)
        try:
            deadline = time.monotonic() + PATIENCE / 10
            while not self._take(lease):
                if time.monotonic() > deadline:
                    raise EmbeddedServerError(
                        f"Processes of a former server, or a server in another container, still "
                        f"use {self.data}: stop them first."
                    )
                time.sleep(0.05)
            yield lease
        finally:
            os.close(lease)

    @staticmethod
    def _take(lease: int) -> bool:
        try:
            fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    @staticmethod
    def _open(file: Path, user: pwd.struct_passwd | None) -> int:
        try:
            handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        except OSError as error:
            raise EmbeddedServerError(f"{file} cannot be opened: {error.strerror}.") from error
        if user:
            os.fchown(handle, user.pw_uid, user.pw_gid)
        return handle
