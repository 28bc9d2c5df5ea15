"""The embedded server and the users of the machine: root, an ordinary one, a stranger.

Whoever came first keeps the data; nobody is locked out; nothing outside the data home changes.
"""

import contextlib
import os
import pwd
import socket
import stat
from pathlib import Path

import psycopg2
import pytest

from tests.timeline.server_users import FAST, OURSELVES, add, start, status, stop, stranger
from timeline.embedded import Cluster, EmbeddedServerError, binaries, ownership

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("quickly_made")]


def rights(folder, without):
    """Permissions and owner of a folder, of all above it, and of all in it but one subfolder."""
    inside = [path for path in folder.rglob("*") if without not in (path, *path.parents)]
    paths = [folder, *folder.parents, *inside]
    return {path: (stat.filemode(path.lstat().st_mode), path.lstat().st_uid) for path in paths}


@pytest.fixture
def other():
    return stranger()


# --- Two users on one directory ---------------------------------------------------------------


def test_a_user_is_refused_where_root_came_first_and_root_is_not_disturbed(other, open_folder):
    home = open_folder / "postgresql"
    pid = OURSELVES.run(add, home)
    before = rights(open_folder, home)
    for action in (start, stop, status):
        refusal = other.run(action, home)
        assert refusal.startswith(f"The data home {home} belongs to the user postgres: run as")
    assert rights(open_folder, home) == before
    assert OURSELVES.run(add, home) == pid


def test_root_and_the_user_who_came_first_share_one_server(other, open_folder):
    home = other.give(open_folder) / "postgresql"
    pid = other.run(add, home)
    before = rights(open_folder, home)
    assert OURSELVES.run(add, home) == pid
    assert OURSELVES.run(stop, home) == "True"
    assert OURSELVES.run(start, home).isdecimal()
    assert other.run(stop, home) == "True"
    assert other.run(add, home).isdecimal()
    assert rights(open_folder, home) == before


def test_root_in_a_users_folder_leaves_all_to_that_user(other, open_folder):
    home = other.give(open_folder) / "var" / "postgresql"
    pid = OURSELVES.run(add, home)
    assert {path.lstat().st_uid for path in open_folder.rglob("*")} == {other.uid}
    assert other.run(add, home) == pid


def test_root_runs_the_server_as_another_user(other, open_folder):
    cluster = Cluster(open_folder / "postgresql", FAST)
    cluster.start()
    owner = os.stat(f"/proc/{cluster.status().pid}").st_uid
    assert pwd.getpwuid(owner).pw_name in ownership.UNPRIVILEGED_USERS
    assert cluster.home.stat().st_uid == owner


def test_only_its_user_enters_the_data_home(person, home):
    person.run(start, home)
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE(Cluster(home).socket_folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(Cluster(home).socket.stat().st_mode) == 0o700


# --- Folders the server's user may not enter ----------------------------------------------------


@pytest.fixture
def barred(other, open_folder):
    """A project in a folder that only root may enter, as in root's own home."""
    folder = open_folder / "roots"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def shelter(open_folder, monkeypatch):
    monkeypatch.setattr(ownership, "SHELTER", open_folder / "shelter")
    return ownership.SHELTER


def test_in_a_folder_of_root_alone_the_data_go_to_a_shelter(barred, shelter, caplog):
    home = barred / "postgresql"
    before = rights(barred, home)
    cluster = Cluster(home, FAST)
    cluster.start()
    cluster.connect().close()
    assert home.resolve().parent == shelter
    assert f"who may not enter {barred}" in caplog.text
    assert rights(barred, home) == before
    cluster.stop()
    Cluster(home).start()
    assert len(list(shelter.iterdir())) == 1


def test_eight_processes_of_root_at_once_agree_on_one_shelter(barred, shelter):
    programs = [OURSELVES.begin(add, barred / "postgresql") for _ in range(8)]
    assert len({program.finish() for program in programs}) == 1
    assert len(list(shelter.iterdir())) == 1


def test_without_a_shelter_the_refusal_names_the_folder_in_the_way(barred, monkeypatch):
    monkeypatch.setattr(ownership, "SHELTER", barred / "no" / "such" / "folder")
    before = rights(barred, barred / "postgresql")
    with pytest.raises(EmbeddedServerError, match=f"may not enter {barred}: set DATA_HOME"):
        Cluster(barred / "postgresql").start()
    assert rights(barred, barred / "postgresql") == before


def test_data_that_became_unreachable_are_neither_moved_nor_forgotten(other, open_folder, shelter):
    home = open_folder / "project" / "postgresql"
    OURSELVES.run(add, home)
    OURSELVES.run(stop, home)
    home.parent.chmod(0o700)
    with pytest.raises(EmbeddedServerError, match=f"may not enter {home.parent}"):
        Cluster(home).start()
    assert list(shelter.iterdir()) == []
    home.parent.chmod(0o755)
    assert OURSELVES.run(add, home).isdecimal()


@pytest.fixture
def programs_out_of_reach(barred, monkeypatch):
    """As when the virtual environment lies in root's home and DATA_HOME names another folder."""
    programs = binaries.packaged()
    site = programs.parent.parent.parent
    for part in (binaries.PROGRAMS, *binaries.LIBRARIES):
        (barred / part).parent.mkdir(exist_ok=True)
        (barred / part).symlink_to(site / part)
    monkeypatch.setattr(binaries, "packaged", lambda: barred / programs.relative_to(site))


def program_of(cluster):
    return os.readlink(f"/proc/{cluster.status().pid}/exe")


def test_programs_out_of_reach_are_copied_once_for_all(programs_out_of_reach, shelter, open_folder):
    name = 'it\'s "quoted", $HOME, `ls`'
    for home in (open_folder / "postgresql", open_folder / name / "postgresql"):
        cluster = Cluster(home, FAST)
        cluster.start()
        cluster.connect().close()
        assert program_of(cluster).startswith(f"{shelter}/programs-")
    assert len(list(shelter.iterdir())) == 1


def test_without_a_shelter_programs_are_copied_into_the_data_home(
    programs_out_of_reach, barred, open_folder, monkeypatch
):
    monkeypatch.setattr(ownership, "SHELTER", barred / "no" / "such" / "folder")
    cluster = Cluster(open_folder / "postgresql", FAST)
    cluster.start()
    assert program_of(cluster).startswith(f"{cluster.home}/programs-")


def test_a_folder_of_root_with_other_things_in_it_is_not_taken(other, open_folder):
    (open_folder / "letters").write_text("private")
    before = rights(open_folder, open_folder / "none")
    with pytest.raises(EmbeddedServerError, match="belongs to root and is not empty"):
        Cluster(open_folder).start()
    assert rights(open_folder, open_folder / "none") == before


def test_a_data_home_that_cannot_be_made_is_refused_in_one_sentence(other):
    refusal = other.run(start, Path("/proc/postgresql"))
    assert refusal.startswith("The data home /proc/postgresql cannot be used (")
    assert refusal.endswith(": DATA_HOME can name another.")


# --- Sockets somebody else could have made ------------------------------------------------------


@pytest.mark.parametrize("mode", [0o755, 0o770, 0o701])
def test_a_socket_folder_that_others_may_enter_is_refused(open_folder, mode):
    cluster = Cluster(open_folder / "postgresql", FAST)
    user = ownership.settle(cluster.home)
    ownership.make_private(cluster.socket_folder, user)
    cluster.socket_folder.chmod(mode)
    with pytest.raises(EmbeddedServerError, match="nobody else may enter"):
        cluster.start()
    assert stat.S_IMODE(cluster.socket_folder.stat().st_mode) == mode


def test_a_socket_folder_that_a_killed_start_left_is_taken_back(open_folder):
    """Root makes the folder, then gives it away: a start may be killed between the two."""
    cluster = Cluster(open_folder / "postgresql", FAST)
    ownership.settle(cluster.home)
    cluster.socket_folder.mkdir(mode=0o700)
    cluster.start()
    assert cluster.socket_folder.stat().st_uid == cluster.home.stat().st_uid


@pytest.fixture
def impostor(other, open_folder):
    """Where a socket folder lies in /tmp, anybody may have been there before the server."""
    cluster = Cluster(open_folder / ("long" * 45) / "postgresql", FAST)
    folder = cluster.socket_folder
    folder.mkdir(mode=0o700)
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as listener:
        listener.bind(str(cluster.socket))
        listener.listen()
        other.give(folder)
        yield cluster, listener
    cluster.socket.unlink()
    folder.rmdir()


def test_an_impostors_socket_is_not_spoken_to(impostor):
    cluster, listener = impostor
    with pytest.raises(EmbeddedServerError, match="must be a folder of the user"):
        cluster.start()
    with pytest.raises(EmbeddedServerError, match="must be a folder of the user"):
        cluster.connect()
    listener.setblocking(False)
    with pytest.raises(BlockingIOError):
        listener.accept()


def test_without_the_look_at_the_owner_it_would_be(impostor, monkeypatch):
    cluster, listener = impostor
    monkeypatch.setattr(ownership, "require_private", lambda folder, owner: None)
    ownership.settle(cluster.home)
    listener.settimeout(5)
    place = {"host": str(cluster.socket_folder), "connect_timeout": 2}
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(user="parley", **place)
    listener.accept()[0].close()


def test_a_link_in_the_place_of_the_socket_folder_is_refused(open_folder):
    cluster = Cluster(open_folder / "postgresql", FAST)
    user = ownership.settle(cluster.home)
    (cluster.home / "private").mkdir(mode=0o700)
    os.chown(cluster.home / "private", ownership.owner_of_server(user), -1)
    cluster.socket_folder.symlink_to(cluster.home / "private")
    with pytest.raises(EmbeddedServerError, match="must be a folder of the user"):
        cluster.start()


def test_a_lock_that_leads_elsewhere_is_not_followed(other, open_folder):
    """The server's user must not be able to have root open, or give away, what is root's."""
    home = open_folder / "postgresql"
    treasure = open_folder / "treasure"
    treasure.write_text("root's")
    ownership.settle(home)
    (home / "lock").symlink_to(treasure)
    with pytest.raises(EmbeddedServerError, match="cannot be used"):
        Cluster(home).start()
    assert treasure.stat().st_uid == os.geteuid()
