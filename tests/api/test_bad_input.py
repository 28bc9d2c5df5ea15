"""Whatever is sent: a clear answer that names what is wrong, never one that nobody foresaw."""

import pytest
from django.test import Client

from negotiations.api.errors import MEDIA_TYPE
from negotiations.api.urls import router
from tests.api.bad_requests import METHODS, Asked, corpus, wrong_filters
from tests.api.conftest import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("us_dprk")]


@pytest.fixture
def ask():
    client = Client(raise_request_exception=False)

    def asked(one):
        headers = dict([one.header]) if one.header else {}
        body, kind = one.body or (b"", "application/json")
        return client.generic(
            one.method, f"{ROOT}{one.address}", body, content_type=kind, headers=headers
        )

    return asked


def fault_of(one, response):
    """What is wrong with an answer; nothing, if it is a good one."""
    status = response.status_code
    if status >= 500:
        return f"{status}"
    if one.wrong and status != 400:
        return f"{status} for a value that is wrong"
    if one.method in METHODS and (status != 405 or "GET" not in response["Allow"]):
        return f"{status} for a method that is none here"
    if status < 400:
        return ""
    if response["Content-Type"] != MEDIA_TYPE:
        return response["Content-Type"]
    named = [error.get("parameter") for error in response.json().get("errors", [])]
    if status == 400 and (not named or None in named or (one.wrong and one.wrong not in named)):
        return f"names {named}"
    return ""


def faults(ask, requests):
    told = ((one, fault_of(one, ask(one))) for one in requests)
    return [(one.method, one.address[:120], one.header, fault) for one, fault in told if fault]


@pytest.fixture
def slugs(us_dprk):
    """Those of a record of each kind, in the order of the lists."""
    kinds = [views.model for _, views, _ in router.registry]
    return [kind.objects.filter(visible=True).values_list("slug", flat=True)[0] for kind in kinds]


def test_two_thousand_five_hundred_bad_requests_are_answered(ask, slugs):
    requests = list(corpus(slugs))
    assert len(requests) >= 2_500
    assert faults(ask, requests) == []


def test_a_server_that_fails_would_be_noticed(ask, monkeypatch):
    """The control: an error that nobody foresaw is a fault."""

    def fails(*args):
        raise RuntimeError("broken")

    monkeypatch.setattr("negotiations.api.pagination.read_page_size", fails)
    assert len(faults(ask, [Asked("events/"), Asked("places/?q=x")])) == 2


def test_a_filter_that_takes_anything_would_be_noticed(ask, monkeypatch):
    """The control: a value that is not checked, and a refusal that names something else."""
    wrong = [one for one in wrong_filters() if one.address.startswith("events/?kind=")]
    assert wrong and faults(ask, wrong) == []
    assert faults(ask, [Asked("events/?kind=nosuch", "party")]) != []
    monkeypatch.setattr("negotiations.api.parameters.check_word", lambda word, words: None)
    assert faults(ask, wrong) != []
