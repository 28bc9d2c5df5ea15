"""Every column of every sheet, with awkward texts in them, goes in and comes out as it was."""

import json
from itertools import chain

import pytest
from django.db import transaction

from negotiations.exchange import selection
from negotiations.exchange.dump import export_csv
from negotiations.exchange.exporting import export_path
from negotiations.exchange.importing import import_path
from negotiations.exchange.package import FILE
from negotiations.exchange.sheets import REASON, SHEETS

from .filled import as_csv, filled, unfilled, written
from .packages import contents, counts, lines_of

SEEDS = (1, 2, 3)
FORMS = {"jsonl": "all.zip", "xlsx": "all.xlsx", "csv": "all.zip"}


def test_every_column_of_every_sheet_is_filled():
    assert unfilled(filled(SEEDS[0])) == []


def test_a_column_that_nobody_fills_would_be_found():
    tables = filled(SEEDS[0])
    for row in tables["events"]:
        row["venue"] = ""
    assert unfilled(tables) == [("events", "venue")]


@pytest.fixture
def package(tmp_path):
    """Writes a filled package into a folder, and says what an export of it is."""

    def write(seed):
        folder = tmp_path / f"in-{seed}" / "filled"
        folder.mkdir(parents=True)
        files, described = written(filled(seed), "filled")
        for name, content in files.items():
            (folder / name).write_bytes(content)
        return folder, files | {FILE: described}

    return write


def exported(folder):
    """An export's files, its description read."""
    export_csv(folder / "filled")
    found = contents(folder / "filled")
    return found | {FILE: json.loads(found[FILE])}


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("seed", SEEDS)
def test_a_package_comes_out_as_it_went_in(package, tmp_path, seed):
    folder, expected = package(seed)
    assert lines_of(import_path(folder)) == []
    assert exported(tmp_path) == expected


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMS)
def test_a_form_brings_the_same_records_into_an_empty_database(package, tmp_path, form):
    folder, expected = package(SEEDS[0])
    path = tmp_path / FORMS[form]
    with transaction.atomic():
        import_path(folder)
        export_path(path, form)
        transaction.set_rollback(True)
    outcome = import_path(path)
    assert lines_of(outcome) == []
    assert all(new and not changed for new, changed, _ in counts(outcome).values())
    assert set(counts(outcome)) == set(SHEETS)
    assert exported(tmp_path) == expected


@pytest.mark.slow
@pytest.mark.django_db
def test_a_fixture_brings_all_but_the_reasons_of_withdrawals(package, tmp_path):
    folder, _ = package(SEEDS[0])
    with transaction.atomic():
        import_path(folder)
        export_path(tmp_path / "all.json", "fixture")
        transaction.set_rollback(True)
    assert lines_of(import_path(tmp_path / "all.json")) == []
    tables = filled(SEEDS[0])
    for row in chain.from_iterable(tables.values()):
        row[REASON] = ""
    found = exported(tmp_path)
    for name, sheet in SHEETS.items():
        assert found[sheet.file] == as_csv(sheet, tables[name], with_reasons=True)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("part", "lossy"),
    [
        ("ENTRIES", selection.ENTRIES.replace("'\\', '\\\\'", "'\\', '\\'")),
        ("MEMBERS", selection.MEMBERS.replace("order by r.slug", "order by r.slug desc")),
    ],
)
def test_an_export_that_loses_something_would_be_noticed(
    package, tmp_path, monkeypatch, part, lossy
):
    folder, expected = package(SEEDS[0])
    assert lines_of(import_path(folder)) == []
    assert lossy != getattr(selection, part)
    monkeypatch.setattr(selection, part, lossy)
    assert exported(tmp_path) != expected
