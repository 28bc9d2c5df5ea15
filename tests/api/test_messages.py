"""Outside a transaction a reading is one message, which brings its world and leaves nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

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


def test_rare_choices_of_fields_leave_no_statement_behind(event, get):
    asked(get, "events/?fields=slug")
    asked(get, "events/?fields=title")
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_prepared_statements where name like 'parley_%%'")
        kept = cursor.fetchone()[0]
    asked(get, "events/?fields=slug,title")
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_prepared_statements where name like 'parley_%%'")
        assert cursor.fetchone()[0] == kept
