"""The bench itself: what it reads off a load, what it holds for the same, how it writes it down."""

import json

import pytest
from django.core.management import call_command
from django.db import connection

from benchmarks import compare, load, statements, table
from benchmarks.generate import generate

TOLD = """
  Latency Distribution
     50%  812.00us
Requests/sec:   1234.56
"""
ROOT = "http://testserver/api/v1/"


def test_what_wrk_tells_is_read():
    assert load.read_wrk(TOLD) == load.Measure(1234.56, 0.812)


def test_answers_that_failed_are_no_measure():
    with pytest.raises(load.FailedError):
        load.read_wrk(TOLD + "  Non-2xx or 3xx responses: 3\n")


def test_a_difference_is_told_by_its_place():
    one, other = ({"results": [{"slug": "a", "n": n}]} for n in (1, 2))
    assert compare.difference(one, other) == ".results[0].n: 1 against 2"
    assert compare.difference(one, one) == ""


def test_results_take_the_place_of_former_ones(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text("before\n<!-- results S -->\nold\n<!-- end S -->\nafter\n")
    table.write("S", "new", readme)
    assert readme.read_text() == ("before\n<!-- results S -->\n\nnew\n\n<!-- end S -->\nafter\n")


def test_a_size_without_a_place_is_refused(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text("nothing\n")
    with pytest.raises(ValueError, match="no place"):
        table.write("S", "new", readme)


def limit(name, *values):
    """What the statement of the limit answers."""
    sql, types = statements.statement(name, ROOT)
    with connection.cursor() as cursor:
        given = f"({', '.join(types)})" if types else ""
        places = f"({', '.join(['%s'] * len(values))})" if values else ""
        cursor.execute(f"prepare bench_{name} {given} as {sql}".replace("%", "%%"))
        cursor.execute(f"execute bench_{name} {places}", values)
        (found,) = cursor.fetchone()
        cursor.execute(f"deallocate bench_{name}")
    return found


@pytest.mark.slow
@pytest.mark.django_db
def test_the_limit_answers_what_the_api_answers(client, tmp_path):
    generate(tmp_path, 30)
    call_command("import_data", str(tmp_path), status="published", verbosity=0)
    everything = "date_from=1980-01-01&date_to=2030-12-31"
    for name, path, values in (
        ("event", "events/event-0000007/", ["event-0000007"]),
        ("by_year", "analytics/offers-by-year/", []),
        (
            "list",
            f"events/?page_size=100&party=party-000&{everything}",
            ["party-000", "1980-01-01", "2030-12-31", "-infinity", "-infinity", ""],
        ),
    ):
        ours, least = client.get(f"/api/v1/{path}").json(), json.loads(limit(name, *values))
        for answer in (ours, least):
            for known in statements.LEFT_OUT[name]:
                answer.pop(known, None)
        assert compare.difference(ours, least) == ""
