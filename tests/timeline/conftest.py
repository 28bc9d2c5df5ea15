"""Folders and people for the tests of the embedded server."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.timeline.server_users import FAST, OURSELVES, stranger
from timeline.embedded import Cluster, ownership, throwaway_cluster
from timeline.embedded.throwaway import places


@pytest.fixture
def open_folder():
    """A folder that every user may enter; servers left in it are stopped at the end."""
    folder = Path(tempfile.mkdtemp(prefix="parley-attack-", dir=places()[0])).resolve()
    folder.chmod(0o755)
    yield folder
    for data in [*folder.glob("**/18")]:
        cluster = Cluster(data.parent)
        cluster.stop(mode="immediate")
        if not cluster.socket_folder.is_relative_to(folder):
            shutil.rmtree(cluster.socket_folder, ignore_errors=True)
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def made():
    """A data directory as initdb leaves it, to be copied: making one takes a second."""
    with throwaway_cluster() as cluster:
        cluster.start()
        cluster.stop()
        yield cluster.data


@pytest.fixture
def running(open_folder, made):
    """A server whose data survive the death of its processes."""
    cluster = Cluster(open_folder / "postgresql", FAST)
    ownership.settle(cluster.home)
    subprocess.run(["cp", "-a", made, cluster.data], check=True)
    with (cluster.data / "postgresql.conf").open("a") as configuration:
        configuration.write("synchronous_commit = on\n")
    cluster.start()
    return cluster


@pytest.fixture(params=["ourselves", "another user"])
def person(request):
    """Root when root runs the tests, and an ordinary user in any case."""
    if request.param == "another user":
        return stranger()
    return OURSELVES


@pytest.fixture
def home(person, open_folder):
    """A data home that is not there yet, in a folder of the person's own."""
    return person.give(open_folder) / "postgresql"
