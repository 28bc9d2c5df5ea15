"""The API is what its own description says: every operation, asked at the edges and by chance.

All checks that schemathesis has, and nothing left out. `--hypothesis-profile=long` asks every edge.
"""

from copy import deepcopy

import pytest
from django.http import Http404, HttpResponse
from django.test import Client
from hypothesis import settings

from negotiations.api import pagination
from negotiations.api.places import PlaceViews
from negotiations.exchange.releasing import make_release
from tests.api import described

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LONG = settings.get_current_profile_name() == "long"
AT_EDGES, BY_CHANCE = (2_000, 100) if LONG else (40, 1)
#: The operations are asked in shares: what fails is found among few.
SHARES = 8
LEAST = 16_000 if LONG else 2_000
PLACES = "/api/v1/places/"
PLACE = PLACES + "{slug}/"


@pytest.fixture(scope="module")
def told(us_dprk, data_home_apart):
    make_release("1.0.0")
    asked = {"query": "/api/v1/agreements/"}
    assert Client().post("/api/v1/snapshots/", asked, content_type="application/json").json()["id"]
    return described.document()


@pytest.fixture(autouse=True)
def connection_kept():
    with described.in_one_transaction():
        yield


@pytest.mark.parametrize("share", range(SHARES))
def test_every_operation_is_what_its_description_says(share, told):
    number, found = 0, []
    for operation in described.operations(described.described(told))[share::SHARES]:
        cases = described.cases_of(operation, AT_EDGES, BY_CHANCE)
        asked = [(case.as_curl_command(), *described.ask(case)) for case in cases]
        assert any(status < 400 for _, status, _ in asked), f"{operation.label} never answers"
        assert not unasked(operation, cases)
        number += len(cases)
        found += [f"{request}\n{fault}" for request, _, faults in asked for fault in faults]
    assert not found, "\n\n".join(found)
    assert number >= LEAST / SHARES


def unasked(operation, cases):
    """The names of parameters that no case is about."""
    about = {described.about_of(case) for case in cases}
    return {one["name"] for one in operation.definition.raw.get("parameters", ())} - about


# --- What is wrong is found -----------------------------------------------------------------------


def faults_of(address, told):
    """The names of what is found wrong there."""
    operations = described.operations(described.described(told))
    (operation,) = (one for one in operations if one.path == address)
    cases = described.cases_of(operation, AT_EDGES, BY_CHANCE)
    return {type(fault).__name__ for fault in described.faults(cases)}


@pytest.fixture
def answering_pages(monkeypatch):
    """Answer lists of places by a function wherever a size of page is asked."""

    def answer(made):
        own = PlaceViews.list

        def listed(self, request, **more):
            return made() if "page_size" in request.query_params else own(self, request, **more)

        monkeypatch.setattr(PlaceViews, "list", listed)

    return answer


def test_a_failure_for_one_parameter_is_found(told, answering_pages):
    answering_pages(lambda: 1 // 0)
    assert "ServerError" in faults_of(PLACES, told)


def test_a_status_that_is_not_described_is_found(told, answering_pages):
    answering_pages(lambda: HttpResponse("{}", status=418, content_type="application/json"))
    assert "UndefinedStatusCode" in faults_of(PLACES, told)


def test_a_form_that_is_not_described_is_found(told, answering_pages):
    answering_pages(lambda: HttpResponse("here", content_type="text/plain"))
    assert "UndefinedContentType" in faults_of(PLACES, told)


@pytest.mark.parametrize(("address", "name"), [(PLACES, "Place"), (PLACE, "PlaceDetail")])
def test_a_body_that_is_not_as_described_is_found(address, name, told):
    wrong = deepcopy(told)
    wrong["components"]["schemas"][name]["properties"]["slug"] = {"type": "integer"}
    assert "JsonSchemaError" in faults_of(address, wrong)


def test_a_bad_value_that_is_taken_is_found(told, monkeypatch):
    monkeypatch.setattr(pagination, "read_page_size", lambda request: 50)
    assert "AcceptedNegativeData" in faults_of(PLACES, told)


def test_a_good_value_that_is_refused_is_found(told, monkeypatch):
    monkeypatch.setattr(pagination, "LARGEST_PAGE", 0)
    assert "RejectedPositiveData" in faults_of(PLACES, told)


def test_a_record_that_is_not_at_its_address_is_found(told, monkeypatch):
    def absent(self, request, **more):
        raise Http404

    monkeypatch.setattr(PlaceViews, "retrieve", absent)
    assert "NobodyThere" in faults_of(PLACE, told)
