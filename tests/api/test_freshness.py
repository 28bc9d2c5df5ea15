"""Validators come from the version of the data; an answer that still holds is not read again."""

import gzip
import re
from pathlib import Path

import pytest
import time_machine
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from negotiations.reports.changes import data_version
from tests.factories import make, publish
from timeline import asking

pytestmark = pytest.mark.django_db
#: The version of the data moves at commit.
committing = pytest.mark.django_db(transaction=True)
PATHS = ("events/", "events/talks/", "meta/", "ledger.csv")
DERIVING = Path(asking.__file__).parent.parent / "negotiations"


@pytest.fixture
def event():
    return publish(make("Event", slug="talks", title="Talks"))


@pytest.fixture
def keeping(settings, event):
    """A client of a process that keeps answers."""
    settings.PAGE_CACHE_MEGABYTES = 4
    return Client()


def asked(client, path, **more):
    """The answer, and how many queries it took."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(f"/api/v1/{path}", **more)
    return response, len(captured)


def etag(get, path):
    return get(path)["ETag"].strip('"').split("-")


# --- Validators -------------------------------------------------------------------------------


@committing
def test_a_list_s_validator_is_the_data_version_and_the_question(event, get):
    version, question = etag(get, "events/")
    assert int(version) == data_version()
    assert etag(get, "events/?page_size=5") != [version, question]
    assert etag(get, "events/?page_size=5&party=") == etag(get, "events/?party=&page_size=5")


@committing
def test_a_record_s_validator_begins_with_its_version_and_that_of_the_data(event, get):
    for _ in range(2):
        versions = [str(event.version), str(data_version())]
        assert etag(get, "events/talks/") == versions
        assert etag(get, "events/talks/?omit=note")[:2] == versions
        event.title = "Other talks"
        event.save()
        event.refresh_from_db()


@committing
def test_a_change_of_the_public_record_changes_the_validator(event, get):
    before = {path: get(path)["ETag"] for path in PATHS}
    event.title = "Other talks"
    event.save()
    for path, known in before.items():
        response = get(path, headers={"if-none-match": known})
        assert response.status_code == 200
        assert response["ETag"] != known


@committing
def test_a_draft_changes_no_validator(event, get):
    before = {path: get(path)["ETag"] for path in PATHS}
    make("Statement", said_at=event).events.add(event)
    make("Event")
    for path, known in before.items():
        assert get(path, headers={"if-none-match": known}).status_code == 304


@pytest.mark.usefixtures("event")
def test_another_program_has_other_validators(get, monkeypatch):
    before = get("events/")["ETag"]
    monkeypatch.setattr(asking, "build", lambda: "next")
    assert get("events/", headers={"if-none-match": before}).status_code == 200


@pytest.mark.usefixtures("event")
def test_forms_and_codings_of_one_address_have_validators_of_their_own(get):
    asked = [
        {},
        {"accept": "text/csv"},
        {"accept-encoding": "gzip"},
    ]
    assert len({get("ledger/", headers=headers)["ETag"] for headers in asked}) == 3


@pytest.mark.parametrize(
    ("path", "moves"), [("offers/?open=true", True), ("offers/", False), ("ledger/", True)]
)
def test_only_what_depends_on_the_day_ends_with_it(path, moves, get):
    with time_machine.travel("2026-11-22T12:00:00Z", tick=False):
        before = get(path)["ETag"]
        assert get(path, headers={"if-none-match": before}).status_code == 304
    with time_machine.travel("2026-11-23T12:00:00Z", tick=False):
        response = get(path, headers={"if-none-match": before})
    assert (response.status_code == 200) is moves


def test_the_present_day_is_asked_for_in_one_place():
    """So that none of what is derived from it is kept beyond it."""
    found = [
        path.name
        for folder in ("api", "reports")
        for path in (DERIVING / folder).rglob("*.py")
        if re.search(r"date\.today\(|localdate\(", path.read_text())
    ]
    assert found == ["clocks.py"]


def test_not_modified_takes_one_query(event, get):
    known = {"if-none-match": f'"0-0", W/{get("events/talks/")["ETag"]}'}
    with CaptureQueriesContext(connection) as captured:
        response = get("events/talks/", headers=known)
    assert (response.status_code, response.content) == (304, b"")
    assert len(captured) == 1


@pytest.mark.parametrize("held", ['"0-0"', "*", "W/", '"', "a" * 9_000, '"' * 99, "\x00", "é"])
@pytest.mark.usefixtures("event")
def test_other_validators_are_answered_in_full(held, get):
    assert get("events/", headers={"if-none-match": held}).status_code == 200


# --- Kept answers -----------------------------------------------------------------------------


@pytest.mark.parametrize("path", PATHS)
def test_an_answer_that_still_holds_takes_one_query(path, keeping):
    first, _ = asked(keeping, path)
    again, queries = asked(keeping, path)
    assert queries == 1
    assert (again.content, again.headers) == (first.content, first.headers)


def test_without_room_each_answer_is_read(keeping, settings):
    settings.PAGE_CACHE_MEGABYTES = 0
    client = Client()
    assert [asked(client, "events/")[1] > 1 for _ in range(2)] == [True, True]


@committing
def test_what_changed_is_read_again(event, keeping):
    asked(keeping, "events/talks/")
    event.title = "Other talks"
    event.save()
    assert asked(keeping, "events/talks/")[0].json()["title"] == "Other talks"


@committing
def test_draft_work_leaves_kept_answers_as_they_are(event, keeping):
    asked(keeping, "events/talks/")
    make("Statement", said_at=event).events.add(event)
    assert asked(keeping, "events/talks/")[1] == 1


def test_what_depends_on_the_day_is_not_kept_beyond_it(keeping):
    for day in ("2026-11-22", "2026-11-23"):
        with time_machine.travel(f"{day}T12:00:00Z", tick=False):
            assert asked(keeping, "ledger/")[1] > 1
            assert asked(keeping, "ledger/")[1] == 1


def test_a_head_is_answered_with_what_was_kept(keeping):
    full, _ = asked(keeping, "events/talks/")
    with CaptureQueriesContext(connection) as captured:
        head = keeping.head("/api/v1/events/talks/")
    assert (len(captured), head.content) == (1, b"")
    assert head["Content-Length"] == full["Content-Length"]
    assert head["ETag"] == full["ETag"]


def test_addresses_forms_codings_and_hosts_are_kept_apart(keeping, settings):
    settings.ALLOWED_HOSTS = ["*"]
    for path, headers in (
        ("ledger/", {}),
        ("ledger/?format=csv", {}),
        ("ledger/", {"accept": "text/csv"}),
        ("ledger/", {"accept-encoding": "gzip"}),
        ("ledger/", {"host": "example.org"}),
    ):
        assert asked(keeping, path, headers=headers)[1] > 1


@pytest.mark.parametrize("path", ["events/nosuch/", "events/?partty=us", "nosuch/"])
def test_refusals_are_not_kept(path, keeping):
    first, queries = asked(keeping, path)
    again, as_many = asked(keeping, path)
    assert (first.status_code, queries) == (again.status_code, as_many)
    assert "ETag" not in again


def test_what_an_editor_reads_is_neither_kept_nor_given_from_what_was(keeping, administrator):
    draft = make("Event", slug="draft")
    asked(keeping, "events/")
    keeping.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
    listed, _ = asked(keeping, "events/")
    detail, _ = asked(keeping, "events/draft/")
    assert "draft" in [row["slug"] for row in listed.json()["results"]]
    assert detail["ETag"].startswith(f'"{draft.version}-')
    assert detail["Cache-Control"] == "private, no-store"
    keeping.logout()
    assert "draft" not in [row["slug"] for row in asked(keeping, "events/")[0].json()["results"]]
    assert asked(keeping, "events/draft/")[0].status_code == 404


def test_who_shows_a_token_is_not_given_what_was_kept(keeping):
    asked(keeping, "events/")
    assert "ETag" not in asked(keeping, "events/", headers={"authorization": "Token x"})[0]


def test_a_database_that_is_away_is_a_503(get, monkeypatch):
    def away():
        raise OperationalError("could not connect to server: /tmp/secret")

    monkeypatch.setattr("timeline.freshness.data_version", away)
    response = get("events/")
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert b"secret" not in response.content


# --- Compression ------------------------------------------------------------------------------


@pytest.mark.parametrize("wish", ["gzip", "br, gzip;q=0.5", "deflate,GZIP"])
def test_who_takes_it_is_answered_compressed(wish, keeping):
    plain, _ = asked(keeping, "schema/")
    for _ in range(2):
        packed, _ = asked(keeping, "schema/", headers={"accept-encoding": wish})
        assert packed["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.content) == plain.content
        assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content) / 3
    assert "Accept-Encoding" in plain["Vary"]


@pytest.mark.parametrize("wish", ["", "br", "gzip;q=0", "gzip; q=0.0", "notgzip"])
def test_who_does_not_is_answered_as_it_is(wish, get):
    assert "Content-Encoding" not in get("schema/", headers={"accept-encoding": wish})


def test_a_short_answer_is_not_compressed(get):
    assert "Content-Encoding" not in get("nosuch/", headers={"accept-encoding": "gzip"})


def test_what_an_editor_reads_is_not_compressed(administrator_client):
    response = administrator_client.get("/api/v1/schema/", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in response
