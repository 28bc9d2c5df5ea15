"""An import that fills the disk of its server writes nothing, says so, and can be done again."""

import os
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from negotiations.exchange.failing import LOST
from timeline.embedded.cluster import Cluster
from timeline.embedded.throwaway import SETTINGS

from .disks import small_disk
from .importer import BY_KIND
from .interrupting import DATABASE, STANDING, Server, twenty_thousand_rows
from .packages import write

PIECE = 1 << 24
#: Without what it writes ahead in large pieces of its own accord.
FRUGAL = {"max_wal_size": "64MB", "min_wal_size": "32MB"}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def disk():
    """As other servers of tests: in a folder that the server's user may enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        with small_disk(Path(folder) / "disk", "1500m") as disk:
            yield disk


@pytest.fixture(scope="module")
def server(disk, tmp_path_factory):
    folder = tmp_path_factory.mktemp("server")
    cluster = Cluster(disk / "postgresql", SETTINGS | FRUGAL)
    cluster.start()
    server = Server(cluster, folder)
    try:
        server.make(write(folder / "standing", STANDING))
        yield server
    finally:
        server.close()
        cluster.stop("immediate")


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    return twenty_thousand_rows(tmp_path_factory.mktemp("package") / "package")


@pytest.fixture(scope="module")
def needed(server, package):
    """The bytes by which the database grows in the import: with less room it cannot end."""
    before = size(server)
    assert server.run(import_of(package)).code == 0
    grown = size(server) - before
    server.restore()
    return grown


def size(server):
    return server.ask("select pg_database_size(%s)", DATABASE)[0]


def import_of(package, command="import_data"):
    return [command, str(package), "--verbosity=0"]


@contextmanager
def room_for(disk, wanted):
    """No more bytes fit on the disk, on which the server writes meanwhile."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while (left := room(disk) - wanted) > 0:
            file.write(bytes(min(left, PIECE)))
    try:
        yield
    finally:
        ballast.unlink()


def room(disk):
    facts = os.statvfs(disk)
    return facts.f_bavail * facts.f_frsize


def recovered(server):
    """The server as it is once there is room; one that ended itself is started as any is."""
    server.cluster.start()
    server.waited_for("select 0")
    return server.state()


def filled(server, disk, room, words):
    """What an import says that ran out of room, and what it left behind."""
    with room_for(disk, room):
        run = server.run(words)
    if "No space left on device" in run.said:
        assert "make room there, then do the same again." in run.said
    else:
        assert "closed the connection" in run.said and LOST in run.said
    return run, recovered(server)


@pytest.mark.parametrize("part", [0, 0.3, 0.8])
def test_an_import_that_fills_the_disk_of_its_server_leaves_nothing(
    server, disk, package, needed, part
):
    before = server.state()

    run, state = filled(server, disk, int(part * needed), import_of(package))

    assert (run.code, state) == (1, before)
    assert "Nothing was written." in run.said and "Traceback" not in run.said
    assert server.leftovers() == []
    assert server.run(import_of(package)).code == 0
    assert server.state() != before
    server.restore()


def test_an_importer_that_commits_by_kind_is_caught(server, disk, package, needed):
    before = server.state()
    _, state = filled(server, disk, int(0.8 * needed), import_of(package, BY_KIND))
    assert state != before
    server.restore()
