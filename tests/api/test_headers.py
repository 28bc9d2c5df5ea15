"""What every answer carries beside its body: validators, who may keep it, who may read it."""

import pytest
from django.test import Client

from tests.factories import make, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return publish(make("Event", slug="talks", title="Talks"))


@pytest.mark.parametrize("path", ["", "events/", "events/talks/", "meta/", "schema/"])
@pytest.mark.usefixtures("event")
def test_who_has_the_answer_is_not_sent_it_again(path, get):
    etag = get(path)["ETag"]
    response = get(path, headers={"if-none-match": etag})
    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == etag
    assert response["Cache-Control"].startswith("public")


@pytest.mark.usefixtures("event")
@pytest.mark.parametrize("path", ["events/", "events/talks/", "events/nosuch/", "nosuch/"])
def test_anybody_may_keep_what_anybody_may_read(path, get):
    response = get(path)
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert {"Accept", "Authorization", "Cookie"} <= set(response["Vary"].split(", "))
    assert not response.cookies


@pytest.mark.usefixtures("event")
def test_nobody_keeps_what_somebody_read(administrator_client):
    for path in ("events/", "events/talks/", "nosuch/"):
        assert administrator_client.get(f"/api/v1/{path}")["Cache-Control"] == "private, no-store"
    response = Client().get("/api/v1/events/", headers={"authorization": "Token x"})
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", ["events/", "nosuch/"])
def test_pages_of_other_sites_may_read_as_anybody(path, get):
    response = get(path, headers={"origin": "https://example.org"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Link" in response["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in response


def test_pages_of_other_sites_may_not_write():
    response = Client().post("/api/v1/events/", headers={"origin": "https://example.org"})
    assert "Access-Control-Allow-Origin" not in response


def test_a_page_of_another_site_may_ask_what_it_may():
    response = Client().options(
        "/api/v1/events/",
        headers={"origin": "https://example.org", "access-control-request-method": "GET"},
    )
    assert response.status_code == 204
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_the_admin_is_not_open_to_other_sites():
    response = Client().get("/admin/login/", headers={"origin": "https://example.org"})
    assert "Access-Control-Allow-Origin" not in response


@pytest.mark.usefixtures("event")
def test_a_head_says_what_the_answer_would():
    client = Client()
    head, full = client.head("/api/v1/events/talks/"), client.get("/api/v1/events/talks/")
    assert head["ETag"] == full["ETag"]
    assert head.content == b""


def test_options_are_answered(get):
    response = Client().options("/api/v1/events/")
    assert response.status_code == 200
    assert "GET" in response["Allow"]
