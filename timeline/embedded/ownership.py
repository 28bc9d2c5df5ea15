"""Whose the server is: its user, its folders, and that nobody else may enter them.

PostgreSQL refuses to run as root; when root starts it, it runs as the unprivileged owner of the
data home. No permission is changed on any folder that was there before, except the data home.
"""

import contextlib
import logging
import os
import pwd
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from timeline.embedded.problems import EmbeddedServerError
from timeline.embedded.processes import run

logger = logging.getLogger(__name__)

UNPRIVILEGED_USERS = ("postgres", "nobody")
# Where root's data goes when the server's user may not enter the project's folder.
SHELTER = Path("/var/lib/parley")


def name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"number {uid}"


def settle(home: Path) -> pwd.struct_passwd | None:
    """Make the data home if need be; answer the user to run the server as, None for ourselves."""
    if not str(home).isprintable():
        raise EmbeddedServerError(
            f"The data home {str(home)!r} has a character that cannot be printed in its name: "
            "PostgreSQL would not find its own files, so set DATA_HOME to another folder."
        )
    if os.geteuid() == 0:
        try:
            return _settle_as_root(home)
        except FileNotFoundError:  # another process has just moved it to a shelter
            return _settle_as_root(home)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    require_ours(home)
    return None


def require_ours(home: Path) -> None:
    """Refuse the data home of somebody else, who would be locked out of what we make in it."""
    if os.geteuid() == 0 or not home.exists() or home.stat().st_uid == os.geteuid():
        return
    raise EmbeddedServerError(
        f"The data home {home} belongs to the user {name_of(home.stat().st_uid)}: run as that "
        "user or as root, or set DATA_HOME to a folder of yours."
    )


@contextlib.contextmanager
def naming(home: Path) -> Iterator[None]:
    """Whatever the system refuses comes out as a sentence with the data home in it."""
    try:
        yield
    except OSError as error:
        raise EmbeddedServerError(
            f"The data home {home} cannot be used ({error.strerror}): DATA_HOME can name another."
        ) from error


def _settle_as_root(home: Path) -> pwd.struct_passwd:
    user = _server_user(home)
    if not home.exists():
        _make_folders(home, user)
    _give_if_empty(home, user)
    if not _may_enter(home.resolve(), user):
        _move_to_shelter(home, user)
    return user


def _server_user(home: Path) -> pwd.struct_passwd:
    """The owner of the data home or of the folder it will be made in; for root's, a stand-in."""
    nearest = next(folder for folder in (home, *home.parents) if folder.exists())
    owner = nearest.stat().st_uid
    if owner != 0:
        return _account(owner, nearest)
    for name in UNPRIVILEGED_USERS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise EmbeddedServerError(
        "PostgreSQL does not run as root and this machine has neither a user postgres nor a user "
        "nobody: run as an ordinary user, or set DATABASE_URL."
    )


def _account(uid: int, folder: Path) -> pwd.struct_passwd:
    try:
        return pwd.getpwuid(uid)
    except KeyError as error:
        raise EmbeddedServerError(
            f"The folder {folder} belongs to user {uid}, who has no account on this machine: "
            "give it to one who has, or set DATA_HOME to another folder."
        ) from error


def _make_folders(home: Path, user: pwd.struct_passwd) -> None:
    """Make the data home and what is missing above it; in a user's folder all is that user's."""
    missing = [folder for folder in (home, *home.parents) if not folder.exists()]
    theirs = missing[-1].parent.stat().st_uid != 0
    for folder in reversed(missing):
        try:
            folder.mkdir()
        except FileExistsError:
            continue
        folder.chmod(0o700 if folder == home else 0o755)
        if theirs:
            os.chown(folder, user.pw_uid, user.pw_gid)


def _give_if_empty(home: Path, user: pwd.struct_passwd) -> None:
    # Listed before asked for its owner: another process may be giving and filling it right now.
    is_empty = not any(home.iterdir())
    if home.stat().st_uid != 0:
        return
    if not is_empty:
        raise EmbeddedServerError(
            f"The data home {home} belongs to root and is not empty: PostgreSQL does not run as "
            "root, so set DATA_HOME to a new or an empty folder."
        )
    home.chmod(0o700)
    os.chown(home, user.pw_uid, user.pw_gid)


def _may_enter(folder: Path, user: pwd.struct_passwd) -> bool:
    return run(["/bin/sh", "-c", 'cd "$1"', "sh", folder], user).succeeded


def _move_to_shelter(home: Path, user: pwd.struct_passwd) -> None:
    """Put a fresh data home where its user may enter, and a link to it where it was wanted."""
    folders = (*reversed(home.parents), home)
    barred = next((folder for folder in folders if not _may_enter(folder, user)), home)
    try:
        shelter = _make_shelter(home, user)
    except OSError:
        # Not ours to make, or not empty; or another process has just moved it.
        if _may_enter(home.resolve(), user):
            return
        raise EmbeddedServerError(
            f"The database server runs as the user {user.pw_name}, who may not enter {barred}: "
            "set DATA_HOME to a folder outside it, or run as an ordinary user."
        ) from None
    logger.warning(
        "The database is kept in %s, because its server runs as the user %s, who may not enter %s.",
        *(shelter, user.pw_name, barred),
    )


def _make_shelter(home: Path, user: pwd.struct_passwd) -> Path:
    SHELTER.mkdir(mode=0o755, exist_ok=True)
    shelter = Path(tempfile.mkdtemp(prefix=f"{home.name}-", dir=SHELTER))
    try:
        os.chown(shelter, user.pw_uid, user.pw_gid)
        # Fails unless the data home is an empty folder, so that no data are ever left behind.
        home.rmdir()
        home.symlink_to(shelter)
    except OSError:
        shelter.rmdir()
        raise
    return shelter


def owner_of_server(user: pwd.struct_passwd | None) -> int:
    return user.pw_uid if user else os.geteuid()


def make_private(folder: Path, user: pwd.struct_passwd | None) -> None:
    """The folder exists, is the server user's, and nobody else may enter; refused otherwise."""
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    facts = folder.lstat()
    # Root's is just made, or by a start that was killed before it gave the folder away.
    if user and facts.st_uid == 0 and stat.S_ISDIR(facts.st_mode):
        os.chown(folder, user.pw_uid, user.pw_gid, follow_symlinks=False)
    require_private(folder, owner_of_server(user))


def require_private(folder: Path, owner: int) -> None:
    facts = folder.lstat()
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid != owner or facts.st_mode & 0o077:
        raise EmbeddedServerError(
            f"The folder of the database socket {folder} must be a folder of the user "
            f"{name_of(owner)} that nobody else may enter: remove it, and it is made anew."
        )
