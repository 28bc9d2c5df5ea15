"""The invented package: the same each time, and one that the import takes as it is."""

import csv

import pytest
from django.core.management import call_command

from benchmarks.generate import COLUMNS, generate
from negotiations.exchange.sheets import SHEETS
from negotiations.models import Event


def contents(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_the_same_size_and_seed_give_the_same_package(tmp_path):
    generate(tmp_path / "one", 40)
    generate(tmp_path / "other", 40)
    assert contents(tmp_path / "one") == contents(tmp_path / "other")


def test_another_seed_gives_another_package(tmp_path):
    generate(tmp_path / "one", 40)
    generate(tmp_path / "other", 40, seed=2)
    assert contents(tmp_path / "one") != contents(tmp_path / "other")


def test_every_kind_is_invented():
    assert set(COLUMNS) == set(SHEETS)


@pytest.mark.slow
@pytest.mark.django_db
def test_the_import_takes_the_package(tmp_path):
    rows = generate(tmp_path, 30)
    call_command("import_data", str(tmp_path), status="published", verbosity=0)
    assert sum(sheet.model.objects.count() for sheet in SHEETS.values()) == rows
    assert Event.objects.count() == 30


@pytest.mark.slow
def test_one_party_takes_part_in_seven_events_of_a_hundred(tmp_path):
    generate(tmp_path, 3000)
    with (tmp_path / "participations.csv").open(encoding="utf-8") as file:
        busiest = sum(row["party"] == "party-000" for row in csv.DictReader(file))
    assert 0.05 < busiest / 3000 < 0.09
