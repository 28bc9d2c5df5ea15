"""Folders and people for the tests of the embedded server."""

import os
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
        if not cluster.stop(mode="immediate") and (data / "postmaster.pid").exists():
            # Killed, and so its shared memory is still there: the next server sweeps it up.
            cluster.start()
            cluster.stop(mode="immediate")
        if not cluster.socket_folder.is_relative_to(folder):
            shutil.rmtree(cluster.socket_folder, ignore_errors=True)
    shutil.rmtree(folder)


@pytest.fixture(scope="session", autouse=True)
def own_shelter():
    """What root puts where every user may go, is put into a folder of this run's own."""
    folder = Path(tempfile.mkdtemp(prefix="parley-shelter-", dir=places()[0])).resolve()
    folder.chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ownership, "SHELTER", folder)
        yield
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def made(own_shelter):
    """A data directory as the first start makes it, for everybody to copy."""
    folder = Path(tempfile.mkdtemp(prefix="parley-made-", dir=places()[0])).resolve()
    folder.chmod(0o755)
    with throwaway_cluster() as cluster:
        cluster.start()
        cluster.stop()
        subprocess.run(["cp", "-a", cluster.data, folder], check=True)
    subprocess.run(["chmod", "-R", "a+rX", folder], check=True)
    yield folder / cluster.data.name
    shutil.rmtree(folder)


@pytest.fixture
def quickly_made(made, monkeypatch):
    """Making is copying: initdb takes a second, and is tried where it matters."""

    def copy(cluster, programs, user):
        unfinished = cluster.home / f"making-{os.getpid()}"
        subprocess.run(["cp", "-r", made, unfinished], check=True)
        unfinished.chmod(0o700)
        if user:
            owner = f"{user.pw_uid}:{user.pw_gid}"
            subprocess.run(["chown", "-R", owner, unfinished], check=True)
        unfinished.rename(cluster.data)

    monkeypatch.setattr(Cluster, "_make", copy)


@pytest.fixture
def running(open_folder, quickly_made):
    cluster = Cluster(open_folder / "postgresql", FAST)
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
