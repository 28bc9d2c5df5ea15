"""Outside a transaction a reading is one message, which brings its world and leaves nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from negotiations.worlds import prepared as statements
from negotiations.worlds.prepared import asked as answered
from negotiations.worlds.prepared import by_its_text, names_on_connection
from tests.factories import make, publish

pytestmark = pytest.mark.django_db(transaction=True)
#: The version of the data is asked for first.
FRESHNESS = 1


@pytest.fixture
def event():
    return publish(make("Event", slug="talks", title="Talks"))


def asked(get, path):
    with CaptureQueriesContext(connection) as captured:
        response = get(path)
    assert response.status_code == 200, response.content
    return response, len(captured)


@pytest.mark.parametrize(
    "clock", ["", "as_known_on=2019-10-06", "as_recorded_at=2100-01-01T00:00:00Z"]
)
@pytest.mark.parametrize("path", ["events/?", "events/talks/?"])
def test_a_reading_is_one_message(path, clock, event, get):
    if "known" in clock and path != "events/?":
        path = "parties/?"
    beside = 3 if "known" in clock else 0  # how many sources have no date: entered by itself
    for _ in range(2):
        assert asked(get, path + clock)[1] == FRESHNESS + 1 + beside


def test_nothing_of_the_world_is_left_on_the_connection(event, get):
    def standing():
        with connection.cursor() as cursor:
            cursor.execute(
                "select current_setting('role'), current_setting('search_path'), "
                "current_setting('statement_timeout'), current_setting('join_collapse_limit'), "
                "coalesce(current_setting('parley.page', true), '')"
            )
            return cursor.fetchone()

    before = standing()
    asked(get, "events/")
    assert standing() == before


def test_a_session_that_a_pooler_swapped_is_no_error(event, get):
    asked(get, "events/talks/")
    with connection.cursor() as cursor:
        cursor.execute("deallocate all")
    assert asked(get, "events/talks/")[0].json()["title"] == "Talks"


def test_drafts_stay_hidden_in_one_message(event, get):
    make("Event", slug="a-draft")
    assert [row["slug"] for row in asked(get, "events/")[0].json()["results"]] == ["talks"]
    assert get("events/a-draft/").status_code == 404


def prepared():
    """The texts of the statements that the connection keeps."""
    with connection.cursor() as cursor:
        cursor.execute("select statement from pg_prepared_statements where name like 'parley_%%'")
        return [statement for (statement,) in cursor.fetchall()]


def test_rare_choices_of_fields_leave_no_statement_behind(event, get):
    asked(get, "events/?fields=slug")
    asked(get, "events/?fields=title")
    kept = len(prepared())
    asked(get, "events/?fields=slug,title")
    assert len(prepared()) == kept


def test_a_report_is_planned_once(event, get):
    first, _ = asked(get, "analytics/offers-by-year/")
    texts = [text for text in prepared() if "counted (year, side, answer, offers)" in text]
    again, _ = asked(get, "analytics/offers-by-year/")
    assert len(texts) == 1 and set(texts) <= set(prepared())
    assert again.json() == first.json()


def test_a_statement_not_used_for_long_makes_room(event, get, monkeypatch):
    monkeypatch.setattr(statements, "KEPT", 2)
    names_on_connection().clear()
    with connection.cursor() as cursor:
        cursor.execute("deallocate all")
    for _ in range(2):
        for number in range(3):
            statement = by_its_text(f"select {number}, %s::text, '100 %%'", ["it's"])
            assert answered(statement).rows == [(number, "it's", "100 %")]
    kept = [text for text in prepared() if "100 %" in text]
    assert len(kept) == 2 and "select 0" not in " ".join(kept)
