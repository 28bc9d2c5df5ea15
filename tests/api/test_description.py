"""OPTIONS, HEAD and Allow: what can be asked, told by the declarations that serve it."""

import pytest
from django.test import Client

from negotiations.api.urls import router

pytestmark = pytest.mark.django_db

PATHS = [path for path, _, _ in router.registry]


@pytest.fixture
def options():
    def ask(path):
        response = Client().options(f"/api/v1/{path}")
        assert response.status_code == 200, response.content
        return response.json()

    return ask


@pytest.mark.parametrize("path", PATHS)
def test_what_a_list_tells_can_be_asked(path, options, get):
    told = options(f"{path}/")
    assert told["name"] == path
    assert all(len(one["description"]) > 10 for one in (*told["filters"], *told["parameters"]))
    names = {one["name"] for one in (*told["filters"], *told["parameters"])}
    assert {"certainty", "ordering", "fields", "as_known_on"} <= names
    assert "status" not in names
    for parameter, values in (
        ("ordering", told["orderings"]),
        ("facets", [",".join(told["facets"][:10])]),
        ("fields", [",".join(field["name"] for field in told["fields"])]),
    ):
        for value in values:
            assert get(f"{path}/?{parameter}={value}").status_code == 200, (parameter, value)


@pytest.mark.parametrize("path", ["events/", "people/"])
def test_what_a_list_does_not_tell_is_refused(path, options, refused):
    told = options(path)
    assert "title" not in {one["name"] for one in told["filters"]}
    refused(f"{path}?title=x")
    refused(f"{path}?ordering=note")


def test_limits_are_told(options):
    assert options("events/")["limits"]["page_size"] == 500


def test_an_address_of_one_record_has_no_filters(options):
    told = options("events/nosuch/")
    assert told["filters"] == []
    assert {one["name"] for one in told["parameters"]} >= {"fields", "omit", "as_known_on"}
    assert "orderings" not in told


@pytest.mark.parametrize("path", ["", "meta/", "schema/", "events/", "events/nosuch/", "ledger/"])
def test_every_address_describes_itself(path, options):
    told = options(path)
    assert told["description"]
    assert told["methods"] == ["GET", "HEAD"] or told["methods"] == ["GET"]


@pytest.mark.parametrize("path", ["", "events/", "meta/"])
def test_head_is_get_without_its_body(path):
    head, whole = Client().head(f"/api/v1/{path}"), Client().get(f"/api/v1/{path}")
    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == whole["ETag"]
    assert set(head["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
