"""Folders and people for the tests of the embedded server."""

import shutil
import tempfile
from pathlib import Path

import pytest

from tests.timeline.server_users import OURSELVES, stranger
from timeline.embedded import Cluster
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


@pytest.fixture
def sheltered(open_folder, monkeypatch):
    """Where root's data go when its server may not enter the project, for once not in /var."""
    shelter = open_folder / "shelter"
    monkeypatch.setattr("timeline.embedded.ownership.SHELTER", shelter)
    return shelter
