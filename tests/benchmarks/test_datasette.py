"""What Datasette is asked in the bench, without its server: the same records, the same counts."""

import json
import sqlite3

import pytest
from django.core.management import call_command

from benchmarks import datasette
from benchmarks.generate import generate
from benchmarks.words import vocabulary

pytestmark = pytest.mark.slow
EVERYTHING = {"party": "party-000", "date_from": "1980-01-01", "date_to": "2030-12-31"}


@pytest.fixture
def package(tmp_path):
    generate(tmp_path, 60)
    return tmp_path


@pytest.fixture
def asked(package):
    datasette.made_database(package, package / "bench.db")
    connection = sqlite3.connect(package / "bench.db")
    connection.row_factory = sqlite3.Row

    def ask(name, **values):
        return [dict(row) for row in connection.execute(datasette.QUERIES[name], values)]

    yield ask
    connection.close()


@pytest.fixture
def read(db, client, package):
    call_command("import_data", str(package), status="published", verbosity=0)
    return lambda path, **asked: client.get(f"/api/v1/{path}", asked).json()


def test_the_same_events_of_a_party_in_the_same_order(asked, read):
    after = {"after_earliest": datasette.BEFORE, "after_latest": datasette.BEFORE, "after_slug": ""}
    theirs, ours = asked("list", **EVERYTHING, **after), read("events/", **EVERYTHING)
    assert len(theirs) > 2
    assert [row["slug"] for row in theirs] == [row["slug"] for row in ours["results"]]
    assert {row["count"] for row in theirs} == {ours["count"]}
    assert [json.loads(row["counts"]) for row in theirs] == [r["counts"] for r in ours["results"]]


def test_the_same_parts_of_an_event(asked, read):
    for slug in ("event-0000007", "event-0000008"):
        (theirs,), ours = asked("event", slug=slug), read(f"events/{slug}/")
        for part in datasette.PARTS:
            slugs = [
                [row["slug"] for row in rows] for rows in (json.loads(theirs[part]), ours[part])
            ]
            assert slugs[0] == slugs[1], part


def test_the_same_offers_in_each_year(asked, read):
    theirs = [tuple(row.values()) for row in asked("by_year")]
    ours = read("analytics/offers-by-year/")["rows"]
    assert theirs == [(str(r["year"]), r["proposer"], r["answer"], r["offers"]) for r in ours]


def test_the_same_number_of_statements_with_a_word(asked, read):
    word = vocabulary()[0]
    theirs, ours = asked("search", q=word), read("search/", kind="statement", q=word)
    assert {row["count"] for row in theirs} == {ours["count"]} != {0}
