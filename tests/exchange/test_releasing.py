"""A release: the public record frozen, with what changed since the one before it."""

import csv
import hashlib
import json
import shutil
import stat

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from pyarrow import parquet

from negotiations.exchange import extras, releasing
from negotiations.exchange.dump import Dump
from negotiations.exchange.importing import import_path
from negotiations.exchange.releases import folder_of_releases, releases
from negotiations.exchange.releasing import ReleaseError, make_release
from negotiations.exchange.sheets import SHEETS
from negotiations.models import Party
from negotiations.reports.changes import data_version

from .packages import SOUND, lines_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture(autouse=True)
def data_home(settings, tmp_path):
    settings.DATA_HOME = tmp_path / "home"


@pytest.fixture
def released(sound):
    return make_release("1.0.0")


def rows(file):
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_release_holds_the_public_record_in_each_form(released, imported):
    tables = {file.stem for file in released.folder.glob("*.csv")}
    assert set(SOUND) <= tables and "offers_with_answers" in tables
    assert {file.stem for file in released.folder.glob("*.jsonl")} >= set(SOUND)
    assert [row["slug"] for row in rows(released.folder / "parties.csv")] == ["dprk", "us"]
    (line,) = (released.folder / "places.jsonl").read_text().splitlines()
    assert json.loads(line) | {"slug": "stockholm", "name": "Stockholm"} == json.loads(line)
    (offer,) = rows(released.folder / "offers_with_answers.csv")
    assert (offer["proposers"], offer["first_answer"], offer["state"]) == (
        "us",
        "rejects",
        "rejected",
    )
    assert released.seq == data_version()


def test_drafts_are_not_in_it(imported):
    imported({"parties": "slug,name\nus,US\n"})
    assert rows(make_release("0.1.0").folder / "parties.csv") == []


def test_the_sums_are_those_of_the_files(released):
    lines = (released.folder / "SHA256SUMS").read_text().splitlines()
    assert len(lines) == len(list(released.folder.iterdir())) - 1
    for line in lines:
        told, name = line.split("  ")
        assert hashlib.sha256((released.folder / name).read_bytes()).hexdigest() == told


def test_what_changed_since_the_one_before_is_told_field_by_field(released, imported):
    imported(
        {
            "parties": "slug,name,short_name\nus,The United States,US\nse,Sweden,\n",
            "places": "slug,status,withdrawn_reason\nstockholm,withdrawn,Not a place\n",
        },
        status="published",
    )
    second = make_release("1.1.0")
    assert (second.before, [one.version for one in releases()]) == ("1.0.0", ["1.1.0", "1.0.0"])
    found = [tuple(row.values()) for row in rows(second.folder / "CHANGES.csv")]
    assert ("parties", "se", "added", "", "", "") in found
    assert ("parties", "us", "changed", "name", "United States", "The United States") in found
    assert ("places", "stockholm", "removed", "", "", "") in found
    assert "| parties | 3 | 1 | 1 | 0 |" in (second.folder / "CHANGES.md").read_text()


def test_a_release_comes_in_as_what_it_is(released):
    outcome = import_path(released.folder / "parley-1.0.0.zip")
    assert lines_of(outcome) == [] and not outcome.is_written
    assert sum(share.unchanged for share in outcome.plan) == sum(
        one["rows"] for one in released.counts
    )


def test_a_release_never_changes(released):
    Party.objects.filter(slug="us").update(name="USA")
    with pytest.raises(ReleaseError, match=r"1\.0\.0 is released: the next version is a later one"):
        make_release("1.0.0")
    assert rows(released.folder / "parties.csv")[1]["name"] == "United States"
    assert all(not file.stat().st_mode & stat.S_IWUSR for file in released.folder.iterdir())


def test_what_is_no_whole_release_is_none_and_is_left_alone(released):
    home = folder_of_releases()
    (home / "2.0.0").mkdir()
    (home / "2.0.0" / "release.json").write_bytes((released.folder / "release.json").read_bytes())
    (home / "3.0.0").write_text("a file")
    assert [release.version for release in releases()] == ["1.0.0"]
    for version in ("2.0.0", "3.0.0"):
        with pytest.raises(ReleaseError, match="is there already, and never changes"):
            make_release(version)
    assert (home / "3.0.0").read_text() == "a file"


def test_what_a_killed_one_left_goes_with_the_next(sound, monkeypatch):
    with monkeypatch.context() as killed:
        killed.setattr(releasing, "cff", lambda _: 1 // 0)
        killed.setattr("negotiations.exchange.releasing.shutil.rmtree", lambda *_, **__: None)
        with pytest.raises(ZeroDivisionError):
            make_release("1.0.0")
    (left,) = folder_of_releases().iterdir()
    assert (left / "events.csv").exists() and releases() == []
    make_release("1.0.0")
    assert [file.name for file in folder_of_releases().iterdir()] == ["1.0.0"]


def test_one_that_fails_leaves_nothing(sound, monkeypatch):
    monkeypatch.setattr(releasing, "cff", lambda _: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        make_release("1.0.0")
    assert list(folder_of_releases().iterdir()) == [] and releases() == []


@pytest.mark.parametrize("version", ["", "1", "1.0", "v1.0.0", "1.0.0-rc1", "../x", "01.0.0"])
def test_a_version_is_three_numbers(version):
    with pytest.raises(ReleaseError, match="is no version"):
        make_release(version)


def test_a_version_is_later_than_the_last(released):
    with pytest.raises(ReleaseError, match="the next version is a later one"):
        make_release("0.9.0")


def test_parquet_holds_the_cells_of_the_tables(released):
    for file in released.folder.glob("*.parquet"):
        found = parquet.read_table(file)
        slugs = [row["slug"] for row in rows(file.with_suffix(".csv"))]
        assert found["slug"].to_pylist() == slugs
    assert {file.stem for file in released.folder.glob("*.parquet")} == set(SHEETS)


def test_without_the_extra_a_release_has_no_parquet_and_that_is_said(sound, monkeypatch, capsys):
    monkeypatch.setattr(extras, "find_spec", lambda name: None)
    call_command("make_release", "1.0.0")
    assert "Without Parquet" in capsys.readouterr().err
    (release,) = releases()
    assert "events.csv" in release.files and "events.parquet" not in release.files


def test_the_same_record_on_the_same_day_is_the_same_release(released):
    """But for the moment, and for the sums of what tells it."""
    first = {file.name: file.read_bytes() for file in released.folder.iterdir()}
    shutil.rmtree(released.folder)
    again = {file.name: file.read_bytes() for file in make_release("1.0.0").folder.iterdir()}
    assert first.keys() == again.keys()
    differing = {name for name in first if first[name] != again[name]}
    assert differing <= {"release.json", "dcat.jsonld", "SHA256SUMS"}


def test_the_command_tells_where_it_is(sound, capsys):
    call_command("make_release", "1.0.0")
    assert "Released 1.0.0: " in capsys.readouterr().out
    with pytest.raises(CommandError, match="is no version"):
        call_command("make_release", "one")


def test_a_database_that_fails_is_told_and_releases_nothing(sound, monkeypatch):
    monkeypatch.setattr(Dump, "copy", failing)
    with pytest.raises(CommandError, match=r"^The database failed: gone\. Nothing was released\.$"):
        call_command("make_release", "1.0.0")
    assert releases() == []


def failing(*_):
    raise OperationalError("gone")
