"""What the bench starts, and ends again: the database of a size, and the servers over it.

Everything is kept under var/bench/: the package of a size, and its data home, loaded once and again
when the schema or the generator has changed.
"""

import contextlib
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import generate
from benchmarks.load import HOST, Client
from timeline.embedded import Cluster

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "bench"
PATIENCE = 120
#: What a loaded data home depends on.
MADE_BY = ("benchmarks/generate.py", "benchmarks/words.py", "negotiations/**/*.sql")
MADE_BY_CODE = ("negotiations/migrations/*.py", "negotiations/worlds/[hotv]*.py")


class Place:
    """The folder of one size: its package and its database."""

    def __init__(self, size: str, kept: Path = KEPT) -> None:
        self.size, self.home = size, kept / size
        self.package = self.home / "package"
        self.cluster = Cluster(self.home / "postgresql")

    @property
    def environment(self) -> dict[str, str]:
        """As in production, but on the embedded database and without TLS."""
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith("PG")},
            "DATA_HOME": str(self.home),
            "DEBUG": "0",
            "ALLOW_EMBEDDED": "1",
            "ALLOWED_HOSTS": HOST,
            "SECRET_KEY": "of no use outside a measurement on one machine",
            "SECURE_SSL_REDIRECT": "0",
            "PYTHONWARNINGS": "ignore",
        }

    def manage(self, *arguments: str | Path) -> str:
        """Run a command of the project here; what it printed."""
        return self.run("manage.py", *arguments)

    def run(self, *command: str | Path) -> str:
        found = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if found.returncode:
            raise RuntimeError(f"{' '.join(map(str, command))}: {found.stderr[-2000:]}")
        return found.stdout

    def ask(self, sql: str) -> str:
        """What the database answers to one question."""
        with contextlib.closing(self.cluster.connect()) as connection:
            cursor = connection.cursor()
            cursor.execute(sql)
            return str(cursor.fetchone()[0]) if cursor.description else ""


def fingerprint(size: str) -> str:
    found = hashlib.sha256(size.encode())
    for pattern in (*MADE_BY, *MADE_BY_CODE):
        for file in sorted(ROOT.glob(pattern)):
            found.update(file.read_bytes())
    return found.hexdigest()


def made_package(place: Place) -> Path:
    """The package of the size, made once."""
    told = hashlib.sha256(b"".join((ROOT / file).read_bytes() for file in MADE_BY[:2])).hexdigest()
    mark = place.home / "package.made"
    if not mark.exists() or mark.read_text() != told:
        place.home.mkdir(parents=True, exist_ok=True)
        generate.generate(place.package, generate.SIZES[place.size])
        mark.write_text(told)
    return place.package


@contextlib.contextmanager
def database(place: Place) -> Iterator[None]:
    """The loaded database of the size, stopped at the end."""
    made_package(place)
    mark = place.home / "loaded"
    try:
        if not mark.exists() or mark.read_text() != fingerprint(place.size):
            mark.unlink(missing_ok=True)
            empty(place)
            place.manage("import_data", place.package, "--status", "published")
            place.ask("vacuum analyze")
            mark.write_text(fingerprint(place.size))
        place.cluster.start()
        yield
    finally:
        place.cluster.stop()


def empty(place: Place) -> None:
    """A database with the present schema and no record."""
    place.cluster.start()
    with contextlib.closing(place.cluster.connect("postgres")) as connection:
        cursor = connection.cursor()
        cursor.execute("drop database if exists parley with (force)")
        cursor.execute("create database parley")
    place.manage("migrate", "--verbosity", "0")


def free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])


@contextlib.contextmanager
def server(place: Place, target: str, path: str, **environment: str) -> Iterator[tuple[int, int]]:
    """A WSGI application under granian: its port and process. Ready once the path answers."""
    port = free_port()
    with started(
        [sys.executable, "-m", "benchmarks.serve", target, str(port)],
        place.environment | environment,
    ) as process:
        wait_for(port, path, process)
        yield port, process.pid


@contextlib.contextmanager
def started(
    command: list[str], environment: dict[str, str], said: int | None = None
) -> Iterator["subprocess.Popen[bytes]"]:
    """A process, ended again; what it says goes to the terminal unless told where."""
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(port: int, path: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with contextlib.suppress(OSError), Client(port) as client:
            if client.get(path).status == 200:
                return
        if process.poll() is not None:
            raise RuntimeError(f"The server on port {port} ended.")
        time.sleep(0.1)
    raise RuntimeError(f"The server on port {port} does not answer {path}.")
