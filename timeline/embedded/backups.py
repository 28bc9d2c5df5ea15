"""Backup of the embedded server's database into one file, and its way back.

A backup is pg_dump's custom format, so it also restores on any other PostgreSQL. A restore fills
a database beside the present one and changes their names at the end: until that moment readers see
the old data, and a restore that fails changes nothing.
"""

import contextlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from psycopg2 import errors

from timeline.embedded import binaries
from timeline.embedded.cluster import DATABASE, Cluster
from timeline.embedded.problems import EmbeddedServerError
from timeline.embedded.processes import Outcome

RESTORED = f"{DATABASE}_restored"
PREVIOUS = f"{DATABASE}_previous"
ADVISORY_LOCK = int.from_bytes(b"restore")
RENAMING_ATTEMPTS = 20
# The entries of a dump that name roles and settings, which live in the server and in no dump.
OUTSIDE_ENTRY = re.compile(
    r"^\d+; \d+ \d+ (?:(?:DEFAULT )?ACL|POLICY|DATABASE PROPERTIES) .*$", re.M
)
NAME = r'(?:"(?:[^"]|"")+"|[\w$]+)'
GRANT = re.compile(rf"^(?:GRANT|ALTER DEFAULT) .* TO ({NAME})(?: WITH GRANT OPTION)?;$", re.M)
POLICY = re.compile(rf"^CREATE POLICY .*? TO ({NAME}(?:, {NAME})*)(?: USING | WITH |;)", re.M)
SETTING = re.compile(rf"^ALTER (?:ROLE ({NAME}) IN )?DATABASE {NAME} (SET .*;)$", re.M)


# --- Out ------------------------------------------------------------------------------------


def back_up(cluster: Cluster, file: Path) -> None:
    """Write the database to a new file; the file appears only when it is whole and reads back."""
    if file.exists():
        raise EmbeddedServerError(f"{file} exists already: name another file, or remove it.")
    cluster.start()
    with _naming(file), _unfinished(file) as unfinished:
        dump = ["--format=custom", f"--file={unfinished}", f"--dbname={DATABASE}"]
        _require(cluster.run_client("pg_dump", *dump), "The backup was not written")
        read_back = cluster.run_client("pg_restore", f"--file={os.devnull}", unfinished)
        _require(read_back, "The backup does not read back")
        with unfinished.open("rb") as written:
            os.fsync(written.fileno())
        unfinished.rename(file)


@contextlib.contextmanager
def _unfinished(file: Path) -> Iterator[Path]:
    """A private file beside the one wanted, gone at the end unless it took that one's place."""
    handle, name = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.absolute().parent)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


@contextlib.contextmanager
def _naming(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EmbeddedServerError(f"{file} cannot be used: {error.strerror}.") from error


def _require(outcome: Outcome, otherwise: str) -> None:
    if not outcome.succeeded:
        raise EmbeddedServerError(f"{otherwise}: {outcome.output}")


# --- Back in --------------------------------------------------------------------------------


def restore(cluster: Cluster, file: Path) -> None:
    """Put the data of a backup in the place of the present data, which are kept as PREVIOUS."""
    entries = _entries(cluster, file)
    cluster.start()
    with _alone(cluster) as server:
        _make_database(server)
        outside = _statements(cluster, file, OUTSIDE_ENTRY.findall(entries))
        _make_missing_roles(server, outside)
        filled = cluster.run_client("pg_restore", "--exit-on-error", f"--dbname={RESTORED}", file)
        _require(filled, f"{file} was not restored, and nothing was changed")
        _finish(cluster, outside)
        _drop_database(server, PREVIOUS)
        _rename(server, (DATABASE, PREVIOUS), (RESTORED, DATABASE))


def undo_restore(cluster: Cluster) -> None:
    """Exchange the present data with those before the last restore."""
    cluster.start()
    with _alone(cluster) as server:
        server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [PREVIOUS])
        if server.fetchone() is None:
            raise EmbeddedServerError("There are no data from before a restore to go back to.")
        _drop_database(server, RESTORED)
        _rename(server, (DATABASE, RESTORED), (PREVIOUS, DATABASE), (RESTORED, PREVIOUS))


def _entries(cluster: Cluster, file: Path) -> str:
    """The dump's table of contents; refused when it is no dump or comes from a newer server."""
    with _naming(file):
        file.open("rb").close()
    listed = cluster.run_client("pg_restore", "--list", file)
    if "unsupported version" in listed.output:
        raise _newer(file, "a newer version")
    _require(listed, f"{file} is not a backup that can be restored")
    versions = re.findall(r"^;\s+Dumped (?:from|by) .*version: (\d+)", listed.output, re.M)
    newest = max(map(int, versions), default=0)
    if newest > binaries.MAJOR:
        raise _newer(file, str(newest))
    return listed.output


def _newer(file: Path, version: str) -> EmbeddedServerError:
    return EmbeddedServerError(
        f"{file} was written by PostgreSQL {version} and this is PostgreSQL {binaries.MAJOR}: "
        "restore it on a server at least as new."
    )


def _finish(cluster: Cluster, outside: str) -> None:
    """The settings of the database, and fresh statistics: without them the first hours are slow."""
    with contextlib.closing(cluster.connect(RESTORED)) as connection:
        server = connection.cursor()
        for role, setting in SETTING.findall(outside):
            whose = f"ROLE {role} IN " if role else ""
            server.execute(f"ALTER {whose}DATABASE {RESTORED} {setting}")
        server.execute("ANALYZE")


def _statements(cluster: Cluster, file: Path, entries: list[str]) -> str:
    """The dump's own SQL for some entries of its table of contents."""
    with tempfile.NamedTemporaryFile("w") as chosen:
        chosen.write("\n".join(entries))
        chosen.flush()
        options = ["--create", "--file=-", f"--use-list={chosen.name}"]
        return cluster.run_client("pg_restore", *options, file).output


def _make_missing_roles(server: Any, statements: str) -> None:
    """The roles the dump grants rights to; that one of them may log in is for its owner to say."""
    names = set(GRANT.findall(statements))
    for several in POLICY.findall(statements):
        names.update(re.findall(NAME, several))
    server.execute("SELECT quote_ident(rolname) FROM pg_roles")
    known = {name for (name,) in server.fetchall()} | {"PUBLIC"}
    for name in sorted(names - known):
        server.execute(f"CREATE ROLE {name}")


# --- Databases by name ------------------------------------------------------------------------


@contextlib.contextmanager
def _alone(cluster: Cluster) -> Iterator[Any]:
    """A cursor outside the databases that change places; a second restore meanwhile is refused."""
    with contextlib.closing(cluster.connect("postgres")) as connection:
        server = connection.cursor()
        server.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY_LOCK])
        if not server.fetchone()[0]:
            raise EmbeddedServerError("Another restore is under way.")
        yield server


def _make_database(server: Any) -> None:
    _drop_database(server, RESTORED)
    server.execute(f"CREATE DATABASE {RESTORED} TEMPLATE template0")


def _drop_database(server: Any, name: str) -> None:
    server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _rename(server: Any, *changes: tuple[str, str]) -> None:
    """Change all names in one transaction; whoever is connected is sent away and may come back."""
    statements = [f"ALTER DATABASE {old} RENAME TO {new}" for old, new in changes]
    names = [old for old, _ in changes]
    for _ in range(RENAMING_ATTEMPTS):
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ANY (%s)",
            [names],
        )
        # A connection made just now makes this fail; while it waits, no new one is let in.
        with contextlib.suppress(errors.ObjectInUse):
            server.execute("BEGIN; " + "; ".join(statements) + "; COMMIT")
            return
        server.execute("ROLLBACK")
    raise EmbeddedServerError("The database is in use all the time: end the programs that use it.")
