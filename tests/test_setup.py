"""The set-up behind `make`: which Python, what is installed, and when it is left alone.

Nothing is installed here; that two commands suffice on an empty machine is what CI shows.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import programs
from timeline import bootstrap

ROOT = Path(__file__).resolve().parent.parent
PINNED_FILES = [bootstrap.RUNTIME, bootstrap.PARQUET, bootstrap.DEVELOPMENT]

COMPILED = """\
one==1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via -r requirements.in
two-more==2.0 ; sys_platform == 'win32' \\
    --hash=sha256:cc
    # via one
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project folder with pins and an environment of which nothing is real."""
    (tmp_path / bootstrap.RUNTIME).write_text(COMPILED)
    (tmp_path / bootstrap.PARQUET).write_text(COMPILED)
    (tmp_path / bootstrap.DEVELOPMENT).write_text("uv==1.0 \\\n    --hash=sha256:dd\n")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    return tmp_path


@pytest.fixture
def installed(monkeypatch):
    """What was installed, in order, instead of installing it."""
    calls = []
    monkeypatch.setattr(bootstrap, "make_environment", lambda environment: None)
    monkeypatch.setattr(bootstrap, "install", lambda environment, files: calls.append(files))
    return calls


# --- Which Python -----------------------------------------------------------------------------


@pytest.mark.parametrize("version", [(3, 11), (3, 11, 7), (3, 12, 1), (3, 13, 0), (3, 14)])
def test_pythons_with_builds_of_every_package_are_usable(version):
    assert bootstrap.usable(version)


@pytest.mark.parametrize("version", [(2, 7), (3, 9), (3, 10, 13), (3, 15), (4, 0), ()])
def test_other_pythons_are_not(version):
    assert not bootstrap.usable(version)


def test_the_version_of_a_python_is_asked_of_it():
    assert bootstrap.version_of(sys.executable) == sys.version_info[:3]


@pytest.mark.parametrize("python", ["/nowhere/python", "/bin/false"])
def test_a_python_that_does_not_run_has_no_version(python):
    assert bootstrap.version_of(python) == ()


def test_a_python_that_is_too_old_gives_way_to_a_newer_one_on_the_path(tmp_path, monkeypatch):
    (tmp_path / "python3.12").symlink_to(sys.executable)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 2))

    assert bootstrap.suitable_python() == str(tmp_path / "python3.12")


def test_without_a_usable_python_one_sentence_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 2))

    with pytest.raises(bootstrap.Problem, match=r"needs Python 3.11 to 3.14 and this is 3.9: "):
        bootstrap.suitable_python()


def test_a_python_without_its_venv_module_is_named_as_the_trouble(monkeypatch):
    monkeypatch.setattr(bootstrap, "answers", lambda command: "")

    with pytest.raises(bootstrap.Problem, match="apt install python3-venv"):
        bootstrap.suitable_python()


def test_a_linux_on_musl_is_refused_before_anything_is_installed(monkeypatch):
    monkeypatch.setattr(bootstrap.sysconfig, "get_config_var", lambda name: "x86_64-linux-musl")

    with pytest.raises(bootstrap.Problem, match="musl"):
        bootstrap.refuse_other_platforms()


def test_the_bootstrap_can_be_read_by_pythons_too_old_to_run_the_project():
    text = (ROOT / "timeline" / "bootstrap.py").read_text()
    assert compile_for(text, (3, 7)) == ""
    assert compile_for("match 1:\n    case 1: pass\n", (3, 7)) != ""


def compile_for(text, version):
    program = f"import ast, sys; ast.parse(sys.stdin.read(), feature_version={version})"
    result = subprocess.run([sys.executable, "-c", program], input=text, text=True, stderr=-1)
    return result.stderr


# --- Only once --------------------------------------------------------------------------------


def test_the_first_run_installs_and_the_second_does_not(project, installed):
    environment = project / ".venv"

    bootstrap.ensure(environment, [bootstrap.RUNTIME])
    bootstrap.ensure(environment, [bootstrap.RUNTIME])

    assert installed == [[bootstrap.RUNTIME]]


def test_a_changed_pin_is_installed(project, installed):
    bootstrap.ensure(project / ".venv", [bootstrap.RUNTIME])
    (project / bootstrap.RUNTIME).write_text(COMPILED.replace("1.0", "1.1"))

    bootstrap.ensure(project / ".venv", [bootstrap.RUNTIME])

    assert len(installed) == 2


def test_a_copied_environment_is_not_trusted(project, installed):
    bootstrap.ensure(project / ".venv", [bootstrap.RUNTIME])
    (project / ".venv").rename(project / "elsewhere")

    assert bootstrap.is_installed(project / "elsewhere", bootstrap.RUNTIME) is False


def test_testing_after_running_installs_only_what_is_missing(project, installed):
    bootstrap.ensure(project / ".venv", [bootstrap.RUNTIME])
    bootstrap.ensure(project / ".venv", PINNED_FILES)

    assert installed == [[bootstrap.RUNTIME], [bootstrap.PARQUET, bootstrap.DEVELOPMENT]]


def test_an_extra_is_installed_beside_what_is_needed(project, installed):
    bootstrap.main(["parquet"])

    assert installed == [[bootstrap.RUNTIME, bootstrap.PARQUET]]


def test_a_failed_installation_is_tried_again(project, installed, monkeypatch):
    monkeypatch.setattr(bootstrap, "install", refuse)
    with pytest.raises(bootstrap.Problem):
        bootstrap.ensure(project / ".venv", [bootstrap.RUNTIME])

    assert not bootstrap.is_installed(project / ".venv", bootstrap.RUNTIME)


def refuse(environment, files):
    raise bootstrap.Problem("no network")


# --- Installing -------------------------------------------------------------------------------


def test_pip_takes_over_where_uv_cannot(monkeypatch, capsys):
    asked = []
    monkeypatch.setattr(bootstrap, "ensure_uv", lambda environment: False)
    monkeypatch.setattr(
        bootstrap, "pip_install", lambda environment, *files: asked.append(files) or True
    )

    bootstrap.install(Path(".venv"), ["requirements.txt"])

    assert asked == [("requirements.txt",)]
    assert "pip tries" in capsys.readouterr().out


def test_when_neither_can_one_sentence_says_what_to_do(monkeypatch):
    monkeypatch.setattr(bootstrap, "ensure_uv", lambda environment: False)
    monkeypatch.setattr(bootstrap, "pip_install", lambda environment, *files: False)

    with pytest.raises(bootstrap.Problem, match="needs a network"):
        bootstrap.install(Path(".venv"), ["requirements.txt"])


def test_the_pip_that_comes_with_python_runs_without_being_unpacked(project):
    command = bootstrap.pip(project / ".venv")
    assert bootstrap.answers([*command, "--version"]).startswith("pip ")


def test_uv_is_told_which_index_pip_uses(project, monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1/simple")
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", "http://127.0.0.1/more")
    told = []
    monkeypatch.setattr(bootstrap, "succeeds", lambda command: told.append(config_in(command)))

    bootstrap.uv_install(project / ".venv", "requirements.txt")

    assert told == ['[[index]]\nurl = "http://127.0.0.1/simple"\ndefault = true\n']


def config_in(command):
    return Path(command[command.index("--config-file") + 1]).read_text()


def test_one_pin_is_cut_out_with_all_its_hashes():
    assert bootstrap.pinned(COMPILED, "one") == COMPILED[: COMPILED.index("    # via -r")]
    assert bootstrap.pinned(COMPILED, "two-more").count("--hash") == 1


def test_a_missing_pin_is_refused():
    with pytest.raises(bootstrap.Problem, match="more is not pinned"):
        bootstrap.pinned(COMPILED, "more")


@pytest.mark.parametrize(
    ("arguments", "status"), [(["unheard-of"], 1), (["runtime"], 0), (["parquet"], 0)]
)
def test_the_exit_status_tells_success(arguments, status, project, installed, capsys):
    assert bootstrap.main(arguments) == status
    assert bool(capsys.readouterr().err) == bool(status)


# --- The pins ---------------------------------------------------------------------------------


def unexplained(source):
    """The packages of a .in file without a reason above them."""
    packages = {name.lower() for name in re.findall(r"^\w[\w-]*", source, re.MULTILINE)}
    return packages - set(bootstrap.reasons(source))


def without_hash(text):
    blocks = re.findall(r"^[\w-]+==.*(?:\n .*)*", text, re.MULTILINE)
    assert blocks
    return [block for block in blocks if "--hash=sha256:" not in block]


@pytest.mark.parametrize("name", PINNED_FILES)
def test_every_chosen_package_has_its_reason(name):
    assert unexplained((ROOT / name.replace(".txt", ".in")).read_text()) == set()


def test_a_package_without_a_reason_is_found():
    assert unexplained("# Because.\none\n\ntwo~=2.0\n") == {"two"}


@pytest.mark.parametrize("name", PINNED_FILES)
def test_every_chosen_package_is_pinned_below_its_reason(name):
    pinned = (ROOT / name).read_text()
    reasons = bootstrap.reasons((ROOT / name.replace(".txt", ".in")).read_text())
    assert [name for name, why in reasons.items() if f"\n{why}{name}==" not in pinned] == []


@pytest.mark.parametrize("name", PINNED_FILES)
def test_every_pin_has_its_hashes(name):
    assert without_hash((ROOT / name).read_text()) == []


def test_a_pin_without_a_hash_is_found():
    assert without_hash(f"{COMPILED}three==3.0\n    # via one\n") == ["three==3.0\n    # via one"]


@pytest.mark.parametrize("name", PINNED_FILES)
def test_the_pins_name_no_index(name):
    text = (ROOT / name).read_text()
    assert not re.search(r"://|^--(?!hash)|find-links|index-url", text, re.MULTILINE)


def test_reasons_are_put_above_their_package():
    explained = bootstrap.with_reasons(COMPILED, "# First.\n# Of two lines.\nOne~=1.0\ntwo-more\n")
    assert explained == f"# First.\n# Of two lines.\n{COMPILED}"


# --- Programs beside Python -------------------------------------------------------------------


def run_marked_test(folder, path, program, *options, **environment):
    """One test that needs the program, in a run of its own, with only that path to find it on."""
    marked = f"import pytest\n\n@pytest.mark.{program.marker}\ndef test_it(): pass\n"
    (folder / "test_it.py").write_text(marked)
    (folder / "pytest.ini").write_text(f"[pytest]\nmarkers = {program.marker}\n")
    # No other plug-in has to do with it, and to load them all takes longer than the rest.
    command = [sys.executable, "-m", "pytest", "-p", "tests.programs", "-p", "xdist"]
    environment |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    environment |= {"PATH": str(path), "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [*command, *options, "-c", str(folder / "pytest.ini"), str(folder)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )


@pytest.fixture(params=programs.PROGRAMS, ids=lambda program: program.name)
def program(request):
    return request.param


@pytest.fixture
def nowhere(tmp_path, program):
    """A path without any program; on a Mac the applications folder is beyond our reach."""
    if any(place.exists() for place in program.places):
        pytest.skip(f"this machine has {program.name} where every test finds it")
    empty = tmp_path / "empty"
    empty.mkdir()
    return empty


@pytest.mark.slow
@pytest.mark.parametrize("workers", [[], ["-n1"]], ids=["alone", "in a worker"])
def test_without_a_program_its_tests_are_skipped_loudly(tmp_path, nowhere, program, workers):
    result = run_marked_test(tmp_path, nowhere, program, *workers)
    assert result.returncode == 0
    assert f"NO {program.name.upper()}" in result.stdout
    assert f"1 {program.marker} tests were SKIPPED" in result.stdout


@pytest.mark.slow
@pytest.mark.parametrize("workers", [[], ["-n1"]], ids=["alone", "in a worker"])
def test_without_a_program_that_is_required_its_tests_fail(tmp_path, nowhere, program, workers):
    result = run_marked_test(tmp_path, nowhere, program, *workers, **{program.required: "1"})
    assert result.returncode == 1
    assert f"This test needs {program.name}" in result.stdout


@pytest.mark.slow
def test_with_a_program_its_tests_run(tmp_path, nowhere, program):
    (nowhere / program.commands[0]).symlink_to(sys.executable)
    result = run_marked_test(tmp_path, nowhere, program, **{program.required: "1"})
    assert "1 passed" in result.stdout
