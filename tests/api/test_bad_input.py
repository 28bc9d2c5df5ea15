"""Whatever is sent: a clear answer that names what is wrong, never one that nobody foresaw.

The requests are made from the declared parameters, so that a new one is tried by itself.
"""

from itertools import count
from urllib.parse import quote

import pytest
from django.test import Client

from negotiations.api.parameters import SHARED
from negotiations.api.urls import router

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("us_dprk")]

TEXTS = (
    "", "\x00", "a\x00b", "-1", "0", "1", "1e400", "9" * 5000, "NaN", "true", "null", "[]", "{}",
    "'", '"', "%", "_", "\\", "(((", "[a-", "2019-02-30", "99999", "0000", "2019-10-06", "a/b",
    "2019-10-05/2019-10-04", "../..", "us", "us,us", "US", ",", ",,,,", "us,", "é", "日本",
    "\u202e", "😀", "a" * 300, "-" * 120, "a--b", "a-", "2019-10-06T00:00:00+23:59",
    "2019-10-06T25:00:00Z", "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00",
)  # fmt: skip
#: What no text can be written as: a lone surrogate, broken UTF-8.
BYTES = ("%ED%A0%80", "%FF%FE", "%C0%AF")
VALUES = (*map(quote, TEXTS), *BYTES)
KINDS = [(path, views.filterset_class.base_filters) for path, views, _ in router.registry]
TURNS = count()


def kind_with(name):
    """In turn, each of the kinds that know the parameter."""
    found = [path for path, filters in KINDS if name in filters or name in SHARED]
    return found[next(TURNS) % len(found)]


def parameters():
    names = {name for _, filters in KINDS for name in filters} | set(SHARED) - {"on"}
    for name in sorted(names):
        size = "" if name == "page_size" else "&page_size=2"
        yield from (f"{kind_with(name)}/?{name}={value}{size}" for value in VALUES)
    for value in VALUES:
        yield f"events/stockholm-talks-2019-10-05/side-by-side/?on={value}"
        yield f"events/?{value}=1"
        yield f"meta/?{value}=1"


def slugs():
    for path, _ in KINDS:
        yield from (f"{path}/{value}/" for value in VALUES if value)


def faults_of(address, response):
    """What is wrong with an answer; nothing, if it is a good one."""
    if response.status_code >= 500:
        return [f"{address[:120]}: {response.status_code}"]
    if response.status_code < 400:
        return []
    if response["Content-Type"] != "application/problem+json":
        return [f"{address[:120]}: {response['Content-Type']}"]
    named = all("parameter" in error for error in response.json().get("errors", []))
    if response.status_code == 400 and not (named and response.json()["errors"]):
        return [f"{address[:120]}: names no parameter"]
    return []


def test_two_thousand_five_hundred_bad_requests_are_answered():
    client = Client(raise_request_exception=False)
    asked = [*parameters(), *slugs()]
    assert len(asked) >= 2_500
    found = [
        fault for address in asked for fault in faults_of(address, client.get(f"/api/v1/{address}"))
    ]
    assert found == []


def test_a_server_that_fails_would_be_noticed(monkeypatch):
    """The control: an error that nobody foresaw is a fault."""

    def fails(*args):
        raise RuntimeError("broken")

    monkeypatch.setattr("negotiations.api.pagination.read_page_size", fails)
    client = Client(raise_request_exception=False)
    for address in ("events/", "places/?q=x"):
        assert faults_of(address, client.get(f"/api/v1/{address}")) != []
