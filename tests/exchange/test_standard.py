"""Packages hold to the Data Package standard, as frictionless reads it: every row, every key."""

import shutil

import pytest
from frictionless import validate

from negotiations.exchange import package
from negotiations.exchange.releasing import make_release
from tests.conftest import US_DPRK

from .packages import write

pytestmark = pytest.mark.slow


def faults_in(folder):
    """What is wrong with a package, as the table and the kind of fault; empty where nothing is."""
    report = validate(str(folder / package.FILE))
    found = [(task.name, fault.type) for task in report.tasks for fault in task.errors]
    return [*found, *(("", fault.type) for fault in report.errors)]


def test_the_shipped_package_holds_to_the_standard():
    assert faults_in(US_DPRK) == []


@pytest.mark.django_db
def test_a_release_holds_to_the_standard(sound, monkeypatch, settings, tmp_path):
    settings.DATA_HOME = tmp_path / "home"
    assert faults_in(make_release("1.0.0").folder) == []


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The shipped description over a few tables of one row, without fault."""
    folder = tmp_path_factory.mktemp("small")
    for file in US_DPRK.iterdir():
        if file.suffix == ".csv":
            header = file.read_text(encoding="utf-8").partition("\n")[0]
            (folder / file.name).write_text(f"{header}\n", encoding="utf-8")
    shutil.copy(US_DPRK / package.FILE, folder)
    return folder


@pytest.mark.parametrize(
    ("table", "text", "fault"),
    [
        ("issues", "slug,status,label,parent\na,published,A,nosuch\n", "foreign-key"),
        ("issues", "slug,status,label,parent\na,published,A,\na,published,B,\n", "primary-key"),
        ("issues", "slug,status,label,parent\na,unheard_of,A,\n", "constraint-error"),
        ("issues", "slug,status,label,parent\na,published,,\n", "constraint-error"),
        ("places", "slug,status,name,latitude\na,published,A,north\n", "type-error"),
    ],
)
def test_a_broken_package_is_noticed(small, tmp_path, table, text, fault):
    """The control."""
    folder = shutil.copytree(small, tmp_path / "broken")
    assert faults_in(folder) == []
    names, *_ = (folder / f"{table}.csv").read_text(encoding="utf-8").splitlines()
    given = [line.split(",") for line in text.splitlines()]
    rows = (dict(zip(given[0], row, strict=True)) for row in given[1:])
    lines = (",".join(row.get(name, "") for name in names.split(",")) for row in rows)
    write(folder, {table: "\n".join([names, *lines, ""])})
    assert (table, fault) in faults_in(folder)
