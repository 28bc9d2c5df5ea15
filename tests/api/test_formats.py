"""Whole lists in other forms: flat rows are lossless, and the same rows as the pages have."""

import csv
import io
import json
from urllib.parse import urlencode

import pandas
import pytest
import time_machine
from django.test import Client

from negotiations.api.documents import ROOT
from negotiations.api.urls import router
from negotiations.models import Event
from negotiations.worlds.views import ENTERED
from tests.api.pages import walk

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

KINDS = {views.model: (path, views) for path, views, _ in router.registry}
PATHS = [path for path, _ in KINDS.values()]


@pytest.fixture
def flat():
    """The rows of an address that answers CSV."""

    def ask(path):
        response = Client().get(f"/api/v1/{path}")
        assert response.status_code == 200, response.content
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        return list(csv.DictReader(io.StringIO(text_of(response), newline="")))

    return ask


def text_of(response):
    return b"".join(response.streaming_content).decode()


@pytest.mark.parametrize("path", PATHS)
def test_flat_rows_hold_the_columns_of_the_package_unchanged(us_dprk, flat, path):
    file = us_dprk / f"{path.replace('-', '_')}.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        package = list(csv.DictReader(stream))
    rows = {row["slug"]: row for row in flat(f"{path}.csv")}
    assert rows
    for entered in package:
        if entered["status"] == "published" and entered["slug"]:
            assert entered.items() <= rows[entered["slug"]].items()


@pytest.mark.parametrize("path", PATHS)
def test_flat_rows_and_lines_are_the_rows_of_the_pages_in_their_order(us_dprk, flat, read, path):
    pages = [row for page in walk(read, f"{path}/?page_size=500") for row in page["results"]]
    assert [row["slug"] for row in flat(f"{path}.csv")] == [row["slug"] for row in pages]
    assert lines(f"{path}.jsonl") == pages


def lines(path):
    response = Client().get(f"/api/v1/{path}")
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/jsonl"
    return [json.loads(line) for line in text_of(response).splitlines()]


@pytest.mark.parametrize(
    "query",
    [
        "party=us&date_from=2019&date_to=2019",
        "ordering=-date&kind=meeting",
        "as_known_on=2019-10-06&fields=slug,date",
        "q=sanctions",
        "contested=true&omit=summary",
    ],
)
def test_filters_clocks_and_orderings_hold_in_every_form(us_dprk, flat, read, query):
    pages = [
        row for page in walk(read, f"events/?page_size=500&{query}") for row in page["results"]
    ]
    assert lines(f"events.jsonl?{query}") == pages
    assert [row["slug"] for row in flat(f"events.csv?{query}")] == [row["slug"] for row in pages]
    assert 0 < len(pages) < Event.objects.count()


def test_a_field_stands_for_its_columns_and_a_column_can_be_named(us_dprk, flat):
    asked = flat("events.csv?fields=slug,date&omit=date_latest&kind=meeting")[0]
    assert list(asked) == ["slug", "date", "date_earliest", "date_precision"]


@pytest.mark.parametrize(
    "query", ["page_size=5", "cursor=abc", "facets=kind", "fields=participants", "kind=%00", "x=1"]
)
def test_what_only_pages_have_and_what_cannot_be_read_is_refused(refused, query):
    problem = refused(f"events.csv?{query}")
    assert problem["errors"][0]["parameter"] == query.partition("=")[0]


@pytest.mark.parametrize(
    "ask",
    [
        lambda get: get("events.csv"),
        lambda get: get("events/?format=csv"),
        lambda get: get("events/", headers={"accept": "text/csv"}),
    ],
)
def test_a_form_is_asked_for_by_suffix_parameter_or_accept(us_dprk, get, ask):
    response = ask(get)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "Accept" in response["Vary"]
    assert text_of(response).startswith("slug,status,title,")


def test_the_name_of_a_file_tells_filters_and_day(us_dprk, get):
    with time_machine.travel("2026-11-23", tick=False):
        response = get("events.csv?party=us,dprk&date_from=2019&q=x%22/..y")
    name = 'attachment; filename="parley-events-us-dprk-2019-x-y-2026-11-23.csv"'
    assert response["Content-Disposition"] == name


def test_a_head_tells_of_the_answer_and_reads_nothing(us_dprk, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        response = Client().head("/api/v1/events.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert text_of(response) == ""


def test_an_unknown_form_is_not_found_and_the_known_are_told(refused):
    assert "csv" in refused("events.xlsx", 404)["detail"]


def test_pandas_takes_the_answer_as_it_is(us_dprk, get):
    frame = pandas.read_csv(io.BytesIO(b"".join(get("events.csv").streaming_content)))
    assert len(frame) == Event.objects.filter(status="published").count()
    assert pandas.to_datetime(frame["date_earliest"]).notna().any()
    assert str(pandas.to_datetime(frame["updated_at"]).dtype).endswith("UTC]")


@pytest.mark.parametrize("words", [ROOT, f"nuclear {ROOT}", f"a{ENTERED}", "100%", "{key}"])
def test_words_that_mean_something_in_our_own_statements_are_only_words(us_dprk, flat, words):
    query = urlencode({"q": words})
    told = flat(f"statements.csv?{query}")
    assert [row["slug"] for row in told] == [
        row["slug"] for row in lines(f"statements.jsonl?{query}")
    ]
