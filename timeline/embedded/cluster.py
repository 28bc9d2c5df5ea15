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
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import psycopg2

from timeline.embedded import binaries, ownership
from timeline.embedded.problems import EmbeddedServerError
from timeline.embedded.processes import FATAL, Outcome, complaints, is_postmaster, run

LOG = "start.log"
DATABASE = "parley"
ROLE = "parley"
PORT = 5432
PATIENCE = 600
# The shortest limit among systems for a socket's path, less its name: `/.s.PGSQL.5432` and NUL.
LONGEST_SOCKET_FOLDER = 104 - 15
# Clients take a host with commas for several; the server takes quotes for quoting.
UNFIT_FOR_SOCKETS = frozenset(',"\n')
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

    pid: int | None
    state: str
    is_ready: bool
    data: Path
    socket_folder: Path

    @property
    def is_running(self) -> bool:
        return self.pid is not None


class Running(NamedTuple):
    pid: int | None
    state: str


class Cluster:
    """A server by its data home; `settings` are PostgreSQL's own, written when it is made."""

    def __init__(self, home: Path, settings: Mapping[str, str] | None = None) -> None:
        self._wanted_home = home.absolute()
        # Without links, so that everyone who means this folder calls it by one name.
        self.home = home.resolve()
        self._settings = SETTINGS | dict(settings or {})

    @property
    def data(self) -> Path:
        return self.home / str(binaries.MAJOR)

    @property
    def socket_folder(self) -> Path:
        """In the data home; where that name does not do for a socket, a short one of its hash."""
        folder = self.home / "socket"
        is_plain = not UNFIT_FOR_SOCKETS & set(str(folder))
        if is_plain and len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER:
            return folder
        # Not in TMPDIR, which differs between processes that must find the same socket.
        digest = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:16]
        return Path("/", "tmp").resolve() / f"parley-{digest}"

    @property
    def socket(self) -> Path:
        return self.socket_folder / f".s.PGSQL.{PORT}"

    # --- What users of the class ask for -----------------------------------------------------

    def start(self) -> None:
        """Make the server if there is none, start it if it does not run, wait until it answers."""
        with ownership.naming(self._wanted_home):
            user = ownership.settle(self._wanted_home)
            self.home = self._wanted_home.resolve()
            self._start(user)

    def _start(self, user: pwd.struct_passwd | None) -> None:
        with self._locked(user):
            programs = binaries.usable_by(user, self.home)
            self._refuse_other_major()
            if not self.data.exists():
                self._make(programs, user)
            ownership.make_private(self.socket_folder, user)
            self._ensure_running(programs, user)

    def stop(self, mode: str = "fast") -> bool:
        """Stop the server, in good order by default; False when none was running."""
        with ownership.naming(self._wanted_home):
            ownership.require_ours(self.home)
            if not self.data.exists():
                return False
            user = ownership.settle(self._wanted_home)
            with self._locked(user):
                if self._running().pid is None:
                    return False
                self._halt(binaries.usable_by(user, self.home), user, mode)
                return True

    def status(self) -> Status:
        with ownership.naming(self._wanted_home):
            ownership.require_ours(self.home)
            pid, state = self._running()
            is_ready = state == "ready" and self.socket.exists()
            return Status(pid, state, is_ready, self.data, self.socket_folder)

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
        with ownership.naming(self._wanted_home), contextlib.suppress(FileNotFoundError):
            ownership.require_private(self.socket_folder, self.home.stat().st_uid)

    # --- Making ------------------------------------------------------------------------------

    def _make(self, programs: Path, user: pwd.struct_passwd | None) -> None:
        """Make the data directory under another name first: a killed attempt leaves no half."""
        for leftover in self.home.glob("making-*"):
            # A killed maker's initdb may still be at it: what it writes now goes next time.
            shutil.rmtree(leftover, ignore_errors=True)
        unfinished = self.home / f"making-{os.getpid()}-{time.monotonic_ns()}"
        made = Outcome(False, "")
        for character_type in CHARACTER_TYPES:
            made = run(self._initdb(programs, unfinished, character_type), user)
            if made.succeeded or "locale" not in made.output:
                break
        if not made.succeeded:
            raise EmbeddedServerError(
                f"The database could not be made: {complaints(made.output) or made.output}"
            )
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
            raise EmbeddedServerError(
                f"The database could not be made: {complaints(created.output)}"
            )

    def _refuse_other_major(self) -> None:
        others = sorted(f.name for f in self.home.iterdir() if f.name.isdigit() and f.is_dir())
        if others and not self.data.exists():
            raise EmbeddedServerError(
                f"The data home {self.home} was written by PostgreSQL {others[-1]} and this is "
                f"PostgreSQL {binaries.MAJOR}: docs/embedded-database.md tells how to upgrade."
            )

    # --- Starting ----------------------------------------------------------------------------

    def _ensure_running(self, programs: Path, user: pwd.struct_passwd | None) -> None:
        deadline = time.monotonic() + PATIENCE / 10
        lease = self._open("lease", user)
        try:
            while not self._is_ready(programs, user):
                # Held without a server of ours: one just starting, or the last of one just killed.
                if self._take(lease):
                    return self._launch(programs, user, lease)
                if time.monotonic() > deadline:
                    raise EmbeddedServerError(
                        f"A server that was started elsewhere still uses {self.data} (in another "
                        "container, or under another name of the folder): stop it there first."
                    )
                time.sleep(0.05)
        finally:
            os.close(lease)

    def _launch(self, programs: Path, user: pwd.struct_passwd | None, lease: int) -> None:
        self._forget_dead_server()
        # pg_ctl hands its -D and -l to a shell half quoted: so PGDATA, -o and a name without path.
        options = shlex.join(["-D", str(self.data), "-k", str(self.socket_folder)])
        start = ["start", "-l", LOG, "-o", options]
        started = self._pg_ctl(programs, user, *start, inherited=(lease,))
        if not started.succeeded:
            told = complaints(self._last_words(), FATAL) or started.output
            raise EmbeddedServerError(f"The database server did not start: {told}")

    def _halt(self, programs: Path, user: pwd.struct_passwd | None, mode: str) -> None:
        stopped = self._pg_ctl(programs, user, "stop", "-m", mode)
        if not stopped.succeeded:
            raise EmbeddedServerError(f"The database server did not stop: {stopped.output}")

    def _pg_ctl(
        self,
        programs: Path,
        user: pwd.struct_passwd | None,
        *action: str | Path,
        inherited: tuple[int, ...] = (),
    ) -> Outcome:
        command = [programs / "pg_ctl", *action, "-s", "-w", "-t", str(PATIENCE)]
        environment = {"PGDATA": str(self.data)}
        return run(command, user, folder=self.home, environment=environment, inherited=inherited)

    def _forget_dead_server(self) -> None:
        """Remove what a killed server left: its process id may by now be anybody's."""
        self.data.joinpath("postmaster.pid").unlink(missing_ok=True)
        for leftover in self.socket_folder.glob(".s.PGSQL.*"):
            leftover.unlink(missing_ok=True)

    def _last_words(self) -> str:
        """What the server wrote before it opened its own log, and after."""
        logs = [self.home / LOG, *sorted(self.data.glob("log/*.log"), key=os.path.getmtime)[-1:]]
        return "".join(log.read_text(errors="replace")[-4000:] for log in logs if log.exists())

    # --- Whether it runs ---------------------------------------------------------------------

    def _is_ready(self, programs: Path, user: pwd.struct_passwd | None) -> bool:
        """Wait for a running server to answer; False when none runs."""
        deadline = time.monotonic() + PATIENCE
        while (server := self._running()).pid is not None:
            if server.state == "ready":
                if self._answers():
                    return True
                if not self.socket.exists():
                    # Swept out of /tmp, or by a former server on a folder of this name.
                    self._halt(programs, user, "fast")
            if time.monotonic() > deadline:
                raise EmbeddedServerError(
                    f"The database server has not become ready within {PATIENCE} seconds."
                )
            time.sleep(0.05)
        return False

    def _answers(self) -> bool:
        """It calls itself ready, too, while it recovers from the death of one of its processes."""
        return self.run_client("pg_isready", f"--dbname={DATABASE}").succeeded

    def _running(self) -> Running:
        """What postmaster.pid says (number in line 1, state in line 8), if its server lives."""
        try:
            record = self.data.joinpath("postmaster.pid").read_text(errors="replace").splitlines()
        except OSError:
            return Running(None, "stopped")
        if record and record[0].isdigit() and is_postmaster(int(record[0]), self.data):
            return Running(int(record[0]), record[7].strip() if len(record) > 7 else "starting")
        return Running(None, "stopped")

    # --- One at a time -----------------------------------------------------------------------

    @contextlib.contextmanager
    def _locked(self, user: pwd.struct_passwd | None) -> Iterator[None]:
        """Nobody else starts or stops this server meanwhile."""
        lock = self._open("lock", user)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    @staticmethod
    def _take(lease: int) -> bool:
        try:
            fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _open(self, name: str, user: pwd.struct_passwd | None) -> int:
        """Open a lock file, made complete under another name so that it is never root's alone."""
        file = self.home / name
        if not file.exists():
            handle, unnamed = tempfile.mkstemp(prefix=f"{name}-", dir=self.home)
            if user:
                os.fchown(handle, user.pw_uid, user.pw_gid)
            os.close(handle)
            with contextlib.suppress(FileExistsError):
                os.link(unnamed, file)
            os.unlink(unnamed)
        return os.open(file, os.O_RDWR | os.O_NOFOLLOW)
