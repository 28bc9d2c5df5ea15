"""Lists and reports as Parquet: the rows of the CSV, value by value, in columns with types."""

import csv
import io
import os
import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal

import pyarrow
import pytest
from pyarrow import parquet

from negotiations.api.urls import router
from negotiations.exchange import extras
from negotiations.exchange import parquet as writing
from tests.factories import make

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LISTS = [path for path, _, _ in router.registry]
REPORTS = [
    "ledger",
    "keeping",
    "positions.{}?issue=sanctions",
    "search.{}?q=talks",
    "analytics/offers-by-year",
    "analytics/response-times",
    "analytics/divergence",
    "analytics/concessions",
    "analytics/meeting-gaps",
    "processes/us-dprk-summitry/chronology",
    "events/hanoi-summit-2019/side-by-side",
    "offers/of-stockholm-package/thread",
]
READ = {
    pyarrow.int64(): int,
    pyarrow.float64(): float,
    pyarrow.date32(): date.fromisoformat,
    pyarrow.timestamp("us", tz="UTC"): datetime.fromisoformat,
    pyarrow.decimal128(20, 4): Decimal,
    pyarrow.bool_(): {"true": True, "false": False}.__getitem__,
    pyarrow.string(): str,
}


@pytest.fixture
def whole(get):
    def ask(address):
        response = get(address)
        assert response.status_code == 200, response.content
        return b"".join(response) if response.streaming else response.content

    return ask


@pytest.fixture
def table(whole):
    return lambda address: parquet.read_table(io.BytesIO(whole(address)))


def in_form(address, form):
    return address.format(form) if "{" in address else f"{address}.{form}"


def test_a_column_alone_has_its_empty_rows(table):
    make("Party", slug="a", status="published", aliases=["One; two"])
    make("Party", slug="b", status="published", aliases=[])
    assert table("parties.parquet?fields=aliases")["aliases"].to_pylist() == ["One\\; two", None]


def test_no_rows_are_a_table_without_rows(table):
    found = table("places.parquet")
    assert (found.num_rows, found.column_names[0]) == (0, "slug")
    assert table("ledger.parquet").num_rows == 0


def test_texts_that_look_like_csv_are_kept(table):
    note = 'one, "two"\n\n""three"",\n"'
    for name in "abc":
        make("Place", slug=name, status="published", note=note)
    assert table("places.parquet?fields=slug,note").to_pylist() == [
        {"slug": name, "note": note} for name in "abc"
    ]


ROWS = [b'a,"one\ntwo"\n', b"b,\n", b'c,"say ""yes""\n"\n']


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 11, 100])
def test_parts_of_csv_end_where_rows_do(monkeypatch, size):
    monkeypatch.setattr(writing, "GROUP_BYTES", 4)
    text = b"".join(ROWS)
    pieces = [text[place : place + size] for place in range(0, len(text), size)]
    parts = list(writing.whole_rows(pieces))
    assert b"".join(parts) == text
    ends = {len(b"".join(ROWS[:number])) for number in range(1, 4)}
    assert {len(b"".join(parts[:number])) for number in range(1, len(parts) + 1)} <= ends


def test_a_break_in_quotes_ends_no_row():
    assert writing.end_of_rows(b'a,"one\ntwo\n') == 0
    assert writing.end_of_rows(b'a\nb,"one\ntwo') == 2


@pytest.mark.parametrize("address", ["events", "ledger", "processes/talks/chronology"])
def test_without_the_package_the_refusal_names_the_extra(refused, monkeypatch, address):
    monkeypatch.setattr(extras, "find_spec", lambda name: None)
    media_type = "application/vnd.apache.parquet"
    for problem in (
        refused(f"{address}.parquet", 406),
        refused(f"{address}/?format=parquet", 406),
        refused(f"{address}/", 406, headers={"accept": media_type}),
    ):
        assert problem["extra"] == "parquet"
        assert "pyarrow" in problem["detail"] and "`make parquet`" in problem["detail"]


def test_what_else_is_asked_for_needs_no_package(get, monkeypatch):
    monkeypatch.setattr(extras, "find_spec", lambda name: None)
    assert get("events.csv").status_code == get("events/").status_code == 200


def test_the_package_is_loaded_when_it_is_first_asked_for(tmp_path):
    program = (
        "import sys, django; django.setup(); import timeline.urls; "
        "assert 'negotiations.api.formats' in sys.modules; sys.exit('pyarrow' in sys.modules)"
    )
    named = {"DJANGO_SETTINGS_MODULE": "timeline.settings", "DATA_HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", program], env=os.environ | named, check=True)


# --- The real data, which stays for the rest of the file ---------------------------------------


@pytest.mark.parametrize("address", LISTS + REPORTS)
def test_every_value_is_that_of_the_csv(us_dprk, whole, table, address):
    text = whole(in_form(address, "csv")).decode()
    found = table(in_form(address, "parquet"))
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    assert found.column_names == header
    reading = [READ[field.type] for field in found.schema]
    assert len(rows) > 0
    assert found.to_pylist() == [
        {
            name: read(cell) if cell else None
            for name, read, cell in zip(header, reading, row, strict=True)
        }
        for row in rows
    ]


def test_columns_have_the_types_of_what_they_hold(us_dprk, table):
    def types(address):
        return {field.name: str(field.type) for field in table(address).schema}

    events = types("events.parquet")
    assert events["date"] == events["processes"] == events["note"] == "string"
    assert events["date_earliest"] == events["date_latest"] == "date32[day]"
    assert (events["version"], events["seq"]) == ("int64", "int64")
    assert events["updated_at"] == "timestamp[us, tz=UTC]"
    assert events["duration_hours_min"] == types("places.parquet")["latitude"] == "double"
    assert types("terms.parquet")["quantity"] == "decimal128(20, 4)"
    assert types("positions.parquet?issue=sanctions")["stands"] == "bool"
    assert types("analytics/response-times.parquet")["median_days_min"] == "double"
    assert types("keeping.parquet")["began_earliest"] == "date32[day]"


def test_filters_fields_and_orderings_hold(us_dprk, whole, table):
    query = "party=us&date_from=2019&ordering=-date&fields=slug,date"
    found, text = table(f"events.parquet?{query}"), whole(f"events.csv?{query}").decode()
    assert found["slug"].to_pylist() == [row["slug"] for row in csv.DictReader(io.StringIO(text))]
    assert found.column_names == ["slug", "date", "date_earliest", "date_latest", "date_precision"]


def test_rows_come_in_groups_none_of_which_is_long(us_dprk, whole, monkeypatch):
    address = "statements.parquet"
    at_once = parquet.read_table(io.BytesIO(whole(address)))
    monkeypatch.setattr(writing, "GROUP_BYTES", 100_000)
    in_groups = parquet.ParquetFile(io.BytesIO(whole(address)))
    assert in_groups.num_row_groups > 2
    assert in_groups.read() == at_once
