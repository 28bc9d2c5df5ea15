"""The house keeps its own rules: who may import whom, and how large and plain a file may be.

Each rule has a control: the same check, on code that breaks the rule, finds it. What a line should
look like is ruff's business (pyproject.toml), not this file's.
"""

import ast
import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from importlinter.api import read_configuration

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ("negotiations", "timeline")
LONGEST_FUNCTION = 60
LONGEST_FILE = 500
MAY_READ_ENVIRONMENT = {"timeline/settings.py", "timeline/database.py"}
ENVIRONMENT = {"environ", "environb", "getenv"}
RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}

Sources = dict[str, str]


def sources(*rooms: str) -> Sources:
    """Each hand-written Python file with its text; migrations are written by Django."""
    files = [ROOT / "manage.py"] if "timeline" in rooms else []
    for room in rooms:
        files += sorted((ROOT / room).rglob("*.py"))
    names = {file.relative_to(ROOT).as_posix(): file for file in files}
    return {name: file.read_text() for name, file in names.items() if "/migrations/" not in name}


def found(files: Sources, look: Callable[[ast.AST], Iterator[ast.AST]]) -> list[str]:
    """Where a rule is broken, as file:line."""
    return [
        f"{name}:{node.lineno}"
        for name, text in files.items()
        for node in sorted(look(ast.parse(text)), key=lambda node: node.lineno)
    ]


# --- Who may import whom ----------------------------------------------------------------------

# One file per contract that breaks it, in a house with one empty room on each floor.
PLANTED = {
    "layers": ("negotiations/models/offers.py", "import negotiations.api.offers\n"),
    "project": ("negotiations/web/offers.py", "import timeline.settings\n"),
    "pure": ("negotiations/dates.py", "import django\n"),
    "no-web-below": ("negotiations/reports/ledger.py", "import rest_framework\n"),
    "circles": ("negotiations/exchange/rows.py", "import negotiations.exchange.load\n"),
}
ROOMS = [
    *("timeline/settings.py", "negotiations/api/offers.py", "negotiations/web/offers.py"),
    *("negotiations/exchange/rows.py", "negotiations/reports/ledger.py"),
    *("negotiations/actions/offers.py", "negotiations/models/offers.py", "negotiations/fields.py"),
    *("negotiations/choices.py", "negotiations/dates.py", "negotiations/roles.py"),
]
LOADING = ("negotiations/exchange/load.py", "import negotiations.exchange.rows\n")


def contracts_broken_in(house: Path) -> set[str]:
    """The names of the contracts that import-linter finds broken in the house at that path."""
    linter = Path(sys.executable).with_name("lint-imports")
    command = [linter, "--config", ROOT / "pyproject.toml", "--no-cache"]
    result = subprocess.run(command, cwd=house, capture_output=True, text=True)
    assert "Contracts: " in result.stdout, result.stdout + result.stderr
    lines = result.stdout.splitlines()
    return {line.removesuffix(" BROKEN") for line in lines if line.endswith(" BROKEN")}


def build(house: Path, files: list[tuple[str, str]]) -> None:
    for name, text in files:
        place = house / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
        for folder in list(place.relative_to(house).parents)[:-1]:
            (house / folder / "__init__.py").touch()


@pytest.mark.slow
def test_every_import_goes_down_the_layers():
    assert contracts_broken_in(ROOT) == set()


@pytest.mark.slow
def test_a_planted_import_breaks_its_contract(tmp_path):
    named = {contract["id"]: contract["name"] for contract in contracts()}
    build(tmp_path, [*((room, "") for room in ROOMS), LOADING])
    assert contracts_broken_in(tmp_path) == set()

    build(tmp_path, list(PLANTED.values()))

    assert set(PLANTED) == set(named)
    assert contracts_broken_in(tmp_path) == set(named.values())


@pytest.mark.slow
def test_a_folder_without_a_layer_is_refused(tmp_path):
    build(tmp_path, [*((room, "") for room in ROOMS), ("negotiations/helpers/text.py", "")])
    assert len(contracts_broken_in(tmp_path)) == 1


def contracts() -> list[dict]:
    return read_configuration(str(ROOT / "pyproject.toml"))["contracts_options"]


# --- What a file may say ----------------------------------------------------------------------


def relations_given_as_strings(tree: ast.AST) -> Iterator[ast.AST]:
    """Foreign keys to a quoted name, which hide the model graph from the import contracts."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and name_of(call.func) in RELATIONS:
            to = [word.value for word in call.keywords if word.arg in {"to", "through"}]
            for target in [*call.args[:1], *to]:
                if isinstance(target, ast.Constant) and target.value != "self":
                    yield call


def imports_inside_functions(tree: ast.AST) -> Iterator[ast.AST]:
    for function in functions(tree):
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield node


def long_functions(tree: ast.AST) -> Iterator[ast.AST]:
    for function in functions(tree):
        if function.end_lineno - function.lineno + 1 > LONGEST_FUNCTION:
            yield function


def readings_of_the_environment(tree: ast.AST) -> Iterator[ast.AST]:
    """Any use of os.environ or os.getenv, but to say which settings file is meant."""
    naming = {
        call.func.value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "setdefault"
        and isinstance(call.args[0], ast.Constant)
        and call.args[0].value == "DJANGO_SETTINGS_MODULE"
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "os":
            if ENVIRONMENT & {alias.name for alias in node.names}:
                yield node
        elif isinstance(node, ast.Attribute) and node.attr in ENVIRONMENT and node not in naming:
            yield node


def signals(tree: ast.AST) -> Iterator[ast.AST]:
    """Signals make a save do what the line that saves does not say."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = {getattr(node, "module", None) or "", *(alias.name for alias in node.names)}
            if any(name.split(".")[-1] in {"signals", "dispatch"} for name in names):
                yield node


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def name_of(function: ast.expr) -> str:
    return getattr(function, "attr", None) or getattr(function, "id", "")


def test_foreign_keys_name_their_class():
    assert found(sources(*HOUSE), relations_given_as_strings) == []


@pytest.mark.parametrize(
    "line",
    [
        'models.ForeignKey("Party", models.PROTECT)',
        'models.ForeignKey(to="negotiations.Party", on_delete=models.PROTECT)',
        'models.ManyToManyField(Party, through="Membership")',
        'OneToOneField("Party", models.PROTECT)',
    ],
)
def test_a_foreign_key_to_a_quoted_name_is_found(line):
    assert found({"planted.py": f"party = {line}\n"}, relations_given_as_strings) == [
        "planted.py:1"
    ]


@pytest.mark.parametrize("target", ["Party", '"self"', "settings.AUTH_USER_MODEL"])
def test_a_foreign_key_to_a_class_to_itself_or_to_the_user_is_left_alone(target):
    line = f"models.ForeignKey({target}, models.PROTECT)\n"
    assert found({"planted.py": line}, relations_given_as_strings) == []


def test_no_function_imports():
    assert found(sources(*HOUSE), imports_inside_functions) == []


def test_an_import_inside_a_function_is_found():
    planted = "import os\nclass A:\n    def b(self):\n        if self:\n            import re\n"
    assert found({"planted.py": planted}, imports_inside_functions) == ["planted.py:5"]


def test_no_function_is_over_sixty_lines():
    assert found(sources(*HOUSE, "tests"), long_functions) == []


def test_a_function_of_sixty_one_lines_is_found():
    planted = "def sixty():\n" + "    1\n" * 59 + "def more():\n" + "    1\n" * 60
    assert found({"planted.py": planted}, long_functions) == ["planted.py:61"]


def test_nothing_but_the_settings_reads_the_environment():
    files = sources(*HOUSE)
    others = {name: text for name, text in files.items() if name not in MAY_READ_ENVIRONMENT}
    assert found(others, readings_of_the_environment) == []
    assert found(files, readings_of_the_environment) != []


@pytest.mark.parametrize(
    "line", ['os.environ["DEBUG"]', 'os.getenv("DEBUG")', "from os import environ"]
)
def test_a_reading_of_the_environment_is_found(line):
    found_lines = found({"planted.py": f"{line}\n"}, readings_of_the_environment)
    assert found_lines == ["planted.py:1"]


def test_there_are_no_signals_of_ours():
    assert found(sources(*HOUSE), signals) == []


@pytest.mark.parametrize(
    "line",
    [
        "from django.db.models.signals import post_save",
        "from django.db.models import signals",
        "from django.dispatch import receiver",
    ],
)
def test_a_signal_is_found(line):
    assert found({"planted.py": f"{line}\n"}, signals) == ["planted.py:1"]


# --- How large a file may be ------------------------------------------------------------------


def long_files(files: Sources) -> list[str]:
    return [name for name, text in files.items() if text.count("\n") > LONGEST_FILE]


def test_no_file_is_over_five_hundred_lines():
    assert long_files(sources(*HOUSE, "tests")) == []


def test_a_file_of_five_hundred_and_one_lines_is_found():
    files = {"long.py": "\n" * 501, "full.py": "\n" * 500}
    assert long_files(files) == ["long.py"]


# --- Which driver -----------------------------------------------------------------------------


def is_installed(package: str) -> bool:
    return importlib.util.find_spec(package) is not None


def test_psycopg_3_is_not_installed_because_django_would_prefer_it():
    assert is_installed("psycopg2")
    assert not is_installed("psycopg")


def test_the_linter_of_imports_is_installed():
    assert shutil.which("lint-imports", path=str(Path(sys.executable).parent))
