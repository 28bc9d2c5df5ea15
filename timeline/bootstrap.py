"""What stands behind `make`: the virtual environment and the pinned packages in it.

Here lives all that must run before anything is installed, so the standard library is all it may
use, and Pythons too old for the project must still be able to read it, to be told so. What needs
Django (migrations, first data, serving) is in management/commands/prepare.py.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST, NEWEST = (3, 11), (3, 14)
RUNTIME = "requirements.txt"
#: An extra: what is large and only some servers want.
PARQUET = "requirements-parquet.txt"
DEVELOPMENT = "requirements-dev.txt"


class Problem(Exception):
    """What stands in the way, in one sentence that says what to do."""


def say(line: str) -> None:
    print(f"parley: {line}", flush=True)


def succeeds(command: list[str]) -> bool:
    """Whether the command ends well; its output goes where ours goes."""
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def answers(command: list[str]) -> str:
    """What the command prints, or nothing when it cannot be run or fails."""
    try:
        result = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False
        )
    except OSError:
        return ""
    return result.stdout.decode().strip() if result.returncode == 0 else ""


# --- Which Python ---------------------------------------------------------------------------


def usable(version: tuple[int, ...]) -> bool:
    """Whether the pinned packages have builds for this Python."""
    return OLDEST <= tuple(version[:2]) <= NEWEST


def version_of(python: str) -> tuple[int, ...]:
    """The version of an interpreter; empty when it does not run or cannot make environments."""
    question = "import sys, venv, ensurepip; print(*sys.version_info[:3])"
    return tuple(int(number) for number in answers([python, "-c", question]).split())


def suitable_python() -> str:
    """This interpreter, or a better one found on the path."""
    if usable(sys.version_info[:3]):
        if not version_of(sys.executable):
            raise Problem(
                "Python's venv module is missing: install it (Debian and Ubuntu: "
                "apt install python3-venv), then run make again."
            )
        return sys.executable
    for minor in (13, 12, 11, 14):
        found = shutil.which(f"python3.{minor}")
        if found and usable(version_of(found)):
            return found
    have = ".".join(map(str, sys.version_info[:2]))
    raise Problem(
        f"Parley needs Python 3.11 to 3.14 and this is {have}: install one (python.org, your "
        "package manager), then run make again, or name it: make run PYTHON=python3.13."
    )


def refuse_other_platforms() -> None:
    """The embedded database has no build for these; say so before pip says it at length."""
    if "musl" in (sysconfig.get_config_var("HOST_GNU_TYPE") or ""):
        raise Problem(
            "This Linux is built on musl (Alpine?), for which the embedded PostgreSQL has no "
            "build: use a glibc one (Debian, Ubuntu, Fedora)."
        )


# --- The environment ------------------------------------------------------------------------


def interpreter(environment: Path) -> str:
    return str(environment / "bin" / "python")


def make_environment(environment: Path) -> None:
    """A working environment: kept when it works, made again when it does not."""
    if usable(version_of(interpreter(environment))):
        return
    python = suitable_python()
    say(f"making {environment.name} with {python}")
    if not succeeds([python, "-m", "venv", "--clear", "--without-pip", str(environment)]):
        raise Problem(
            f"{environment.name} could not be made, for the reason above: remove the folder "
            f"{environment}, then run make again."
        )


def pinned(requirements: str, name: str) -> str:
    """One package's pin with its hashes, cut out of a requirements file."""
    found = re.search(rf"^{re.escape(name)}==.*?(?:\\\n.*?)*$", requirements, re.MULTILINE)
    if found is None:
        raise Problem(f"{name} is not pinned in {DEVELOPMENT}: run make requirements.")
    return found.group() + "\n"


def pip(environment: Path) -> list[str]:
    """The pip that comes with Python, run from its wheel: unpacking it would take seconds."""
    python = interpreter(environment)
    question = (
        "import ensurepip, pathlib, sysconfig\n"
        "bundle = pathlib.Path(ensurepip.__file__).parent / '_bundled'\n"
        "for place in (sysconfig.get_config_var('WHEEL_PKG_DIR') or bundle, bundle):\n"
        "    for wheel in sorted(pathlib.Path(place).glob('pip-*.whl')):\n"
        "        print(wheel)\n"
    )
    wheels = answers([python, "-c", question]).splitlines()
    if wheels:
        return [python, f"{wheels[0]}/pip"]
    if not answers([python, "-m", "pip", "--version"]):
        succeeds([python, "-m", "ensurepip"])
    return [python, "-m", "pip"]


def pip_install(environment: Path, *files: str) -> bool:
    command = [*pip(environment), "install", "--quiet", "--disable-pip-version-check"]
    return succeeds([*command, "--require-hashes", *each_after("-r", files)])


def each_after(option: str, names: Iterable[str]) -> list[str]:
    return [part for name in names for part in (option, name)]


def ensure_uv(environment: Path) -> bool:
    """The pinned uv, inside the environment; False when it cannot be had."""
    if answers([str(environment / "bin" / "uv"), "--version"]):
        return True
    with tempfile.TemporaryDirectory() as folder:
        pin = Path(folder, "uv.txt")
        pin.write_text(pinned((ROOT / DEVELOPMENT).read_text(), "uv"))
        return pip_install(environment, str(pin))


def index_of_pip(environment: Path) -> str:
    """The package index that pip was told to use, by its settings or by PIP_INDEX_URL."""
    settings = answers([*pip(environment), "config", "list"])
    found = re.findall(r"^(?:\S+)\.index-url='(.*)'$", settings, re.MULTILINE)
    return found[0] if found else ""


def uv_install(environment: Path, *files: str) -> bool:
    # Compiled at once, because some machines never let Python write what it has compiled.
    command = [str(environment / "bin" / "uv"), "pip", "install", "--compile-bytecode"]
    command += ["--python", interpreter(environment), "--require-hashes"]
    if not sys.stderr.isatty():
        command.append("--quiet")
    with tempfile.TemporaryDirectory() as folder:
        index = index_of_pip(environment)
        if index:
            # In a file, not as an argument: addresses of private indexes hold passwords.
            told = Path(folder, "uv.toml")
            told.write_text(f"[[index]]\nurl = {json.dumps(index)}\ndefault = true\n")
            command += ["--config-file", str(told)]
        return succeeds([*command, *each_after("-r", files)])


def install(environment: Path, files: list[str]) -> None:
    """Install hash-pinned files: with uv, and where uv cannot, with pip."""
    if ensure_uv(environment) and uv_install(environment, *files):
        return
    say("uv could not do it, for the reason above; pip tries, more slowly")
    if not pip_install(environment, *files):
        raise Problem(
            "The packages could not be installed, for the reason above: the first run needs a "
            "network (or a package index set for pip); then run make again."
        )


# --- Only once ------------------------------------------------------------------------------


def fingerprint(environment: Path, name: str) -> str:
    """Changes when a pin does, and when the folder is moved (scripts hold its path)."""
    return hashlib.sha256((ROOT / name).read_bytes() + str(environment).encode()).hexdigest()


def marker(environment: Path, name: str) -> Path:
    return environment / f"installed-{name}"


def is_installed(environment: Path, name: str) -> bool:
    place = marker(environment, name)
    return place.exists() and place.read_text() == fingerprint(environment, name)


def ensure(environment: Path, files: list[str]) -> None:
    """Everything in the files is installed; costs nothing when it already is."""
    missing = [name for name in files if not is_installed(environment, name)]
    if not missing and os.access(interpreter(environment), os.X_OK):
        return
    refuse_other_platforms()
    # Two makes at once: the second waits for the first, then finds everything done.
    lock = os.open(ROOT, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        make_environment(environment)
        missing = [name for name in files if not is_installed(environment, name)]
        if missing:
            say(f"installing {' and '.join(missing)} (a minute at most, the first time only)")
            install(environment, missing)
        for name in missing:
            marker(environment, name).write_text(fingerprint(environment, name))
    finally:
        os.close(lock)


# --- The pins themselves --------------------------------------------------------------------


def reasons(source: str) -> dict[str, str]:
    """Each package of a .in file with the comment above it."""
    found = re.findall(r"^((?:#.*\n)+)(\w[\w-]*)", source, re.MULTILINE)
    return {name.lower(): comment for comment, name in found}


def with_reasons(compiled: str, source: str) -> str:
    """A compiled file in which each package somebody chose keeps the reason why."""
    why = reasons(source)

    def explained(match: re.Match[str]) -> str:
        return why.get(match.group(1), "") + match.group()

    return re.sub(r"^([\w-]+)==", explained, compiled, flags=re.MULTILINE)


def compile_requirements(environment: Path, options: list[str]) -> None:
    """Write the pinned files anew from the .in files; --upgrade takes the newest that fit."""
    ensure_uv(environment)
    uv = [str(environment / "bin" / "uv"), "pip", "compile", "--quiet", "--universal"]
    uv += ["--python-version", "{}.{}".format(*OLDEST), "--generate-hashes", "--no-header"]
    uv += ["--no-emit-index-url", "--no-emit-find-links", *options]
    for name in (RUNTIME, PARQUET, DEVELOPMENT):
        source = name.replace(".txt", ".in")
        if not succeeds([*uv, source, "--output-file", name]):
            raise Problem(f"{source} could not be compiled, for the reason above.")
        heading = f"# Compiled from {source} by `make requirements`: edit that file, not this.\n\n"
        body = with_reasons((ROOT / name).read_text(), (ROOT / source).read_text())
        (ROOT / name).write_text(heading + body)


# --- The four things make asks for ----------------------------------------------------------


def main(arguments: list[str]) -> int:
    environment = ROOT / ".venv"
    task, *options = arguments or ["runtime"]
    try:
        if task == "runtime":
            ensure(environment, [RUNTIME])
        elif task == "development":
            ensure(environment, [RUNTIME, PARQUET, DEVELOPMENT])
        elif task == "parquet":
            ensure(environment, [RUNTIME, PARQUET])
        elif task == "requirements":
            make_environment(environment)
            compile_requirements(environment, options)
        else:
            raise Problem(f"{task!r} is none of runtime, parquet, development, requirements.")
    except Problem as problem:
        print(f"parley: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
