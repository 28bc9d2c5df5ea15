"""An import that fills the disk of its server writes nothing, says so, and can be done again."""

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from timeline.embedded.cluster import Cluster
from timeline.embedded.throwaway import SETTINGS

from .disks import small_disk
from .importer import BY_KIND
from .interrupting import STANDING, Server, twenty_thousand_rows
from .packages import write

MEGABYTE = 1_000_000
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


@contextmanager
def room_for(disk, megabytes):
    """Nothing else fits on the disk."""
    facts = os.statvfs(disk)
    ballast = disk / "ballast"
    free = facts.f_bavail * facts.f_frsize
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, free - megabytes * MEGABYTE)
    try:
        yield
    finally:
        ballast.unlink()


def recovered(server):
    """The server as it is once there is room; one that ended itself is started as any is."""
    server.cluster.start()
    server.waited_for("select 0")
    return server.state()


def filled(server, disk, package, megabytes, command="import_data"):
    """What an import says that ran out of room, and what it left behind."""
    with room_for(disk, megabytes):
        run = server.run([command, str(package), "--verbosity=0"])
    assert "No space left on device" in run.said or "closed the connection" in run.said
    return run, recovered(server)


@pytest.mark.parametrize("megabytes", [1, 5, 30])
def test_an_import_that_fills_the_disk_of_its_server_leaves_nothing(
    server, disk, tmp_path, megabytes
):
    package = twenty_thousand_rows(tmp_path / "package")
    before = server.state()

    run, state = filled(server, disk, package, megabytes)

    assert (run.code, state) == (1, before)
    assert "Nothing was written." in run.said and "Traceback" not in run.said
    assert server.leftovers() == []
    assert server.run(["import_data", str(package), "--verbosity=0"]).code == 0
    assert server.state() != before
    server.restore()


def test_an_importer_that_commits_by_kind_is_caught(server, disk, tmp_path):
    before = server.state()
    _, state = filled(server, disk, twenty_thousand_rows(tmp_path / "package"), 30, BY_KIND)
    assert state != before
    server.restore()
