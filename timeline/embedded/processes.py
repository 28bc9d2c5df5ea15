"""Running PostgreSQL's programs, and telling our server's process from any other.

Which user they run as is decided in ownership.py; what they are asked to do, in cluster.py.
"""

import itertools
import os
import pwd
import re
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

PROC = Path("/proc")
# Nothing of the caller's environment: PGPORT, PGHOST and their kin would lead the programs astray.
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C"}


GRAVE = re.compile(r"\b(FATAL|PANIC|ERROR|error): |LOG:  (invalid|syntax|unrecognized)")
# Of an application's own errors, which share the log, no word; of a bad configuration file, all.
FATAL = re.compile(r"\b(FATAL|PANIC): |LOG:  (invalid|syntax|unrecognized)")


class Outcome(NamedTuple):
    succeeded: bool
    output: str


def run(
    arguments: list[str | Path],
    user: pwd.struct_passwd | None = None,
    *,
    folder: Path = Path("/"),
    environment: dict[str, str] | None = None,
    inherited: tuple[int, ...] = (),
) -> Outcome:
    """Run a program, as another user when one is given; the output holds what it complained of.

    The output goes through a file, because a server that is started keeps a pipe open for ever.
    """
    with tempfile.TemporaryFile() as output:
        try:
            process = subprocess.run(
                [os.fspath(argument) for argument in arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=ENVIRONMENT | (environment or {}),
                cwd=folder,
                umask=0o077,
                pass_fds=inherited,
                check=False,
                user=user and user.pw_uid,
                group=user and user.pw_gid,
                extra_groups=[] if user else None,
            )
        except OSError as error:
            return Outcome(False, str(error))
        output.seek(0)
        return Outcome(process.returncode == 0, output.read().decode(errors="replace").strip())


def complaints(output: str, pattern: re.Pattern[str] = GRAVE) -> str:
    """The last lines of PostgreSQL's output that say what went wrong, as one."""
    return "; ".join([line for line in output.splitlines() if pattern.search(line)][-3:])


def is_postmaster(pid: int, data: Path) -> bool:
    """Whether the process lives, is no zombie, and is the PostgreSQL server of this directory."""
    if PROC.exists():
        return _names_data(_arguments_from_proc(pid), data)
    # Without /proc (macOS) the command line comes in one piece: its beginning and its middle do.
    command = run(["ps", "-ww", "-o", "command=", "-p", str(pid)]).output
    return "/postgres -D " in command and f" {data} " in f"{command} "


def _arguments_from_proc(pid: int) -> list[str]:
    """The arguments of a living process; none for a dead one, and the kernel gives zombies none."""
    try:
        raw = (PROC / str(pid) / "cmdline").read_bytes()
    except OSError:
        return []
    return [os.fsdecode(argument) for argument in raw.rstrip(b"\0").split(b"\0")]


def _names_data(arguments: list[str], data: Path) -> bool:
    program = os.path.basename(arguments[0]) if arguments else ""
    return program == "postgres" and ("-D", str(data)) in itertools.pairwise(arguments)
