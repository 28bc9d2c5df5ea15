"""Servers for one run of the tests: fast because they need not survive, and gone afterwards.

A run that was killed leaves its server behind; the next run stops and removes it.
"""

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from timeline.embedded.cluster import Cluster
from timeline.embedded.problems import EmbeddedServerError

MEMORY = Path("/", "dev", "shm")
PLENTY = 8 * 1024**3
PREFIX = "parley-throwaway-"
SETTINGS = {
    # The planner shall know what a test tells it, and not what chance tells it.
    "autovacuum": "off",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "checkpoint_timeout": "1h",
    "max_wal_size": "1GB",
    "logging_collector": "off",
}


@contextlib.contextmanager
def throwaway_databases(databases: dict[str, dict[str, Any]]) -> Iterator[Path]:
    """Turn every embedded database of the settings to a throw-away server, started when needed.

    Yields the folder that child processes must be given as DATA_HOME to reach the same server.
    Databases that live elsewhere (DATABASE_URL) are left alone.
    """
    embedded = [database for database in databases.values() if "DATA_HOME" in database]
    with throwaway_cluster() as cluster:
        before = [dict(database) for database in embedded]
        for database in embedded:
            database["DATA_HOME"] = str(cluster.home)
            database["HOST"] = str(cluster.socket_folder)
            database["SERVER_SETTINGS"] = SETTINGS
        try:
            yield cluster.home.parent
        finally:
            for database, former in zip(embedded, before, strict=True):
                database.clear()
                database.update(former)


@contextlib.contextmanager
def throwaway_cluster() -> Iterator[Cluster]:
    """A server that its first `start()` makes, and that is stopped and removed at the end."""
    remove_abandoned()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=places()[0])).resolve()
    # The server may run as another user, who must be able to enter; its own home stays private.
    folder.chmod(0o755)
    holder = _hold(folder)
    cluster = Cluster(folder / "postgresql", SETTINGS)
    try:
        yield cluster
    finally:
        _remove(folder)
        os.close(holder)


def places() -> list[Path]:
    """Where throw-away servers may be, the fastest first: in memory where there is plenty."""
    temporary = Path(tempfile.gettempdir()).resolve()
    with contextlib.suppress(OSError):
        facts = os.statvfs(MEMORY)
        # PostgreSQL's programs may have to be copied there as well.
        may_run_programs = not facts.f_flag & os.ST_NOEXEC
        if may_run_programs and facts.f_bavail * facts.f_frsize >= PLENTY:
            return [MEMORY, temporary]
    return [temporary]


def remove_abandoned() -> None:
    """Stop and remove the servers of runs that were killed; those of living runs are held."""
    for folder in [folder for place in places() for folder in place.glob(f"{PREFIX}*")]:
        with contextlib.suppress(OSError, EmbeddedServerError):
            # Another's folder may hold links to anything, and what they lead to would be removed.
            if folder.lstat().st_uid == os.geteuid() and not folder.is_symlink():
                _remove_unless_held(folder)


def _remove_unless_held(folder: Path) -> None:
    holder = os.open(folder / "holder", os.O_RDWR | os.O_NOFOLLOW)
    try:
        fcntl.flock(holder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _remove(folder)
    finally:
        os.close(holder)


def _hold(folder: Path) -> int:
    """Lock the folder for as long as this process lives, before it has the name that others try."""
    unnamed = folder / "holder-unlocked"
    holder = os.open(unnamed, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    fcntl.flock(holder, fcntl.LOCK_EX)
    unnamed.rename(folder / "holder")
    return holder


def _remove(folder: Path) -> None:
    cluster = Cluster(folder / "postgresql")
    home, socket_folder = cluster.home, cluster.socket_folder
    if home.exists():
        cluster.stop(mode="immediate")
        shutil.rmtree(home)
        shutil.rmtree(socket_folder, ignore_errors=True)
    shutil.rmtree(folder)
