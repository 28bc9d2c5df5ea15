"""Who reads which world: the public, editors, and anybody who sets a clock."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client

from negotiations.models import Changeset
from negotiations.models.history import writing
from tests.factories import make, publish

pytestmark = pytest.mark.django_db


def statuses(client, path="/api/v1/events/"):
    return sorted(row["status"] for row in client.get(path).json()["results"])


@pytest.fixture
def drafts():
    publish(make("Event", slug="public"))
    make("Event", slug="draft")


def signed_in(**rights):
    client = Client()
    user = get_user_model().objects.create_user("carl", password="correct horse", **rights)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.usefixtures("drafts")
def test_anybody_reads_the_public_record():
    assert statuses(Client()) == ["published"]


@pytest.mark.usefixtures("drafts")
def test_who_signs_in_without_being_staff_reads_the_public_record():
    assert statuses(signed_in()) == ["published"]


@pytest.mark.usefixtures("drafts")
def test_staff_read_drafts_too():
    assert statuses(signed_in(is_staff=True)) == ["draft", "published"]


def test_only_staff_read_in_flat_rows_what_hidden_records_are_called():
    event = make("Event", slug="public", place=make("Place", slug="hidden"))
    event.processes.add(make("Process", slug="secret"))
    publish(event)

    def rows(client):
        response = client.get("/api/v1/events.csv?fields=slug,place,processes")
        return b"".join(response.streaming_content).decode().splitlines()[1:]

    assert rows(Client()) == ["public,,"]
    assert rows(signed_in(is_staff=True)) == ["public,secret,hidden"]


def test_staff_read_where_a_draft_of_an_offer_stands():
    make("Offer", slug="draft")
    response = signed_in(is_staff=True).get("/api/v1/offers.csv?fields=slug,state")
    assert b"".join(response.streaming_content) == b"slug,state\ndraft,open\n"


@pytest.mark.usefixtures("drafts")
def test_staff_who_set_a_clock_read_the_public_record():
    client = signed_in(is_staff=True)
    assert statuses(client, "/api/v1/events/?as_known_on=2999-01-01") == []
    assert client.get("/api/v1/events/draft/?as_known_on=2999-01-01").status_code == 404


@pytest.mark.usefixtures("drafts")
def test_every_request_leaves_the_connection_as_it_was(get):
    def settings():
        with connection.cursor() as cursor:
            cursor.execute(
                "select current_setting('role'), current_setting('search_path'), "
                "current_setting('join_collapse_limit')"
            )
            return cursor.fetchone()

    before = settings()
    for path in ("events/", "events/nosuch/", "events/?x=1", "events/?as_known_on=2019-10-06"):
        get(path)
        assert settings() == before


@pytest.mark.usefixtures("drafts")
def test_the_admin_reads_the_tables(administrator_client):
    assert b"draft" in administrator_client.get("/admin/negotiations/event/").content


# --- As known on a day ------------------------------------------------------------------------


@pytest.fixture
def known():
    """An event told at once, one told later, one told by a source without a date."""
    for slug, day in {"then": "2019-10-05", "later": "2020-01", "sometime": ""}.items():
        publish(
            make("Event", slug=slug, date="2019-10-05", occurrence="held"),
            make("Source", slug=f"source-{slug}", status="published", published_on=day),
        )


@pytest.mark.usefixtures("known")
def test_only_what_sources_of_the_day_support_was_known(get):
    def known_on(day):
        response = get(f"events/?as_known_on={day}&fields=slug")
        return [row["slug"] for row in response.json()["results"]]

    assert known_on("2019-10-04") == []
    assert known_on("2019-10-05") == ["then"]
    assert known_on("2020-01-30") == ["then"]
    assert known_on("2020-01-31") == ["later", "then"]


@pytest.mark.usefixtures("known")
def test_the_head_says_how_many_undated_sources_were_left_out(get):
    make("Source", slug="secret", published_on="")
    response = get("events/?as_known_on=2020-12-31")
    assert response["Parley-Undated-Sources"] == "1"
    assert "Parley-Undated-Sources" not in get("events/")
    assert get("events/then/?as_known_on=2020-12-31")["Parley-Undated-Sources"] == "1"


@pytest.mark.usefixtures("known")
def test_what_was_not_known_yet_is_not_there(get):
    assert get("events/later/?as_known_on=2019-10-05").status_code == 404
    assert get("events/later/side-by-side/?as_known_on=2019-10-05").status_code == 404


def test_standing_is_that_of_the_day(read):
    event = publish(
        make("Event", slug="talks"), make("Source", status="published", published_on="2019-10-05")
    )
    point = make("Point", event=event, status="published", answer_type="yes_no", kind="account")
    for answer, day in (("yes", "2019-10-05"), ("no", "2019-10-08")):
        claim = make("Claim", point=point, answer=answer, stance="asserts", date=day)
        claim.party.status = "published"
        claim.party.save()
        publish(claim, make("Source", status="published", published_on=day))
    path = "events/talks/side-by-side/"
    assert read(path)["points"][0]["standing"] == "contradicted"
    assert read(f"{path}?as_known_on=2019-10-07")["points"][0]["standing"] == "one_side"
    assert read(f"{path}?on=2019-10-07")["points"][0]["standing"] == "one_side"


# --- As recorded at an instant ----------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_record_is_read_as_it_stood(get):
    with writing(channel="sql"):
        event = publish(make("Event", slug="talks", title="First title"))
    between = Changeset.objects.latest("seq").at + timedelta(milliseconds=50)
    while datetime.now(UTC) < between:
        continue
    with writing(channel="sql"):
        event.title, event.status = "Second title", "withdrawn"
        event.save()

    def recorded_at(instant):
        return get(f"events/talks/?as_recorded_at={instant.isoformat().replace('+00:00', 'Z')}")

    assert recorded_at(between - timedelta(days=1)).status_code in (404, 410)
    assert recorded_at(between).json()["title"] == "First title"
    assert get("events/talks/").status_code == 410
    assert get(f"events/?as_recorded_at={between:%Y-%m-%dT%H:%M:%S.%f}").json()["count"] == 1
