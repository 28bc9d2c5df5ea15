"""A good package with something broken in it is imported whole, or refused with the place.

Four hundred packages of several tables, two thousand in the long form (--hypothesis-profile=long).
"""

import csv
import io
from random import Random

import pytest
from django.db import connection, transaction
from hypothesis import settings

from negotiations.exchange import staging
from negotiations.exchange.columns import ManyColumn
from negotiations.exchange.findings import Findings, PackageError
from negotiations.exchange.importing import import_path
from negotiations.exchange.questions import Questions
from negotiations.exchange.selection import selected
from negotiations.exchange.sheets import SHEETS

from .mutating import MUTATIONS, mutated
from .packages import everything, write

PACKAGES = 2_000 if settings.get_current_profile_name() == "long" else 400
BATCHES = 10
#: Among so many an importer that is broken is found out.
FEW = 40

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def standing(sound_throughout, django_db_blocker):
    with django_db_blocker.unblock():
        return everything()


def look_at(folder, number, standing):
    """Import one mutated package, judge what came of it, take it back; answers what came."""
    package, done = mutated(Random(number))
    write(folder, package)
    with transaction.atomic():
        try:
            judged = judge(folder, package, standing)
        except AssertionError as error:
            raise AssertionError(f"package {number}, {done}: {error}") from error
        finally:
            transaction.set_rollback(True)
    return judged


def judge(folder, package, standing):
    try:
        outcome = import_path(folder, status="published")
    except PackageError as error:
        assert str(error).endswith("."), f"no sentence: {error}"
        assert everything() == standing, "refused and yet written"
        return "not a package"
    if outcome.findings:
        for finding in outcome.findings:
            assert_placed(finding, package)
        assert everything() == standing, "refused and yet written"
        return "refused"
    for name, content in package.items():
        assert_there(name, content)
    return "imported"


def assert_placed(finding, package):
    name = finding.file.removesuffix(".csv")
    assert name in package, f"of no file: {finding}"
    lines = len(package[name].splitlines()) + 1
    assert 0 <= finding.row <= lines, f"of no row: {finding}"
    assert finding.row or "empty" in finding.reason or "No kind" in finding.reason, str(finding)
    assert finding.reason.endswith((".", "?")), f"no sentence: {finding}"


def assert_there(name, content):
    """That each cell of each row of the file stands in its record."""
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    rows = [row for row in rows if any(row)]
    sheet = SHEETS[name]
    assert {*filter(None, header)} <= {*sheet.accepted}, f"{name}: a column is left out"
    with connection.cursor() as cursor:
        columns = [sheet.accepted[column] for column in header if column]
        cursor.execute(selected(sheet, columns))
        there = {tuple(map(canonical, columns, row)) for row in cursor.fetchall()}
    for row in rows:
        given = [cell for cell, column in zip(row, header, strict=True) if column]
        cells = tuple(map(canonical, columns, given))
        assert cells in there, f"{name}: {cells} is not there"


def canonical(column, cell):
    if isinstance(column, ManyColumn):
        return ";".join(sorted((cell or "").split(";")))
    return cell or ""


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_mutated_package_is_imported_whole_or_refused_with_its_place(
    standing, db, tmp_path, batch
):
    came = [
        look_at(tmp_path / str(number), number, standing)
        for number in range(batch, PACKAGES, BATCHES)
    ]
    # Neither is a matter of course.
    assert {"imported", "refused"} <= set(came)


def test_every_mutation_is_tried():
    tried = {name for number in range(PACKAGES) for name, _ in mutated(Random(number))[1]}
    assert tried == {mutate.__name__ for mutate in MUTATIONS}


def unplaced(monkeypatch):
    """An importer that says what is wrong, and not where."""
    add = Findings.add
    monkeypatch.setattr(Findings, "add", lambda found, file, row, *told: add(found, file, 0, *told))


def forgetful(monkeypatch):
    """An importer that leaves out rows which it cannot read."""
    monkeypatch.setattr(Findings, "add", lambda *_: None)


@pytest.mark.parametrize("broken", [unplaced, forgetful])
def test_an_importer_that_hides_a_fault_or_its_place_is_caught(
    standing, db, tmp_path, monkeypatch, broken
):
    broken(monkeypatch)
    with pytest.raises(AssertionError):
        for number in range(FEW):
            look_at(tmp_path / str(number), number, standing)


def dropping(monkeypatch):
    """An importer that leaves a reference empty where nobody bears the slug."""
    monkeypatch.setattr(Questions, "ask_references", lambda *_: None)


def cutting(monkeypatch):
    """An importer that keeps the beginning of a long text."""
    copied = staging.copied
    monkeypatch.setattr(staging, "copied", lambda row: copied([cell[:60] for cell in row]))


#: What such an importer does wrong is rare among the mutated, so it is put before the judge.
LEAD_ASTRAY = {
    dropping: ("refused", "participations", "event,party,person\nreturn,dprk,nobody\n"),
    cutting: ("imported", "sources", f"slug,title\nwpr,{'long ' * 20}\n"),
}


@pytest.mark.parametrize("broken", LEAD_ASTRAY)
def test_what_is_written_otherwise_than_it_stands_is_caught(
    standing, db, tmp_path, monkeypatch, broken
):
    came, name, text = LEAD_ASTRAY[broken]
    package = {name: text.replace(" \n", "\n").encode()}
    write(tmp_path, package)
    with transaction.atomic():
        assert judge(tmp_path, package, standing) == came
        transaction.set_rollback(True)
    broken(monkeypatch)
    with transaction.atomic(), pytest.raises(AssertionError, match="is not there"):
        judge(tmp_path, package, standing)
