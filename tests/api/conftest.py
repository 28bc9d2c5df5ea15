"""What tests of the API share: asking as anybody, and what every refusal must look like."""

import pytest
from django.test import Client

from tests.factories import make

ROOT = "/api/v1/"


@pytest.fixture
def get():
    """Ask an address under /api/v1/ as anybody; the answer's JSON is its `.json()`."""
    client = Client()

    def ask(path="", **more):
        return client.get(ROOT + path, **more)

    return ask


@pytest.fixture
def read(get):
    """The JSON of an address that must answer 200."""

    def ask(path="", **more):
        response = get(path, **more)
        assert response.status_code == 200, response.content
        return response.json()

    return ask


@pytest.fixture
def refused(get):
    """The problem of an address that must be refused with this status."""

    def ask(path, status=400, **more):
        response = get(path, **more)
        assert response.status_code == status, response.content
        assert response["Content-Type"] == "application/problem+json"
        problem = response.json()
        assert {"type", "title", "status", "detail", "instance"} <= set(problem)
        assert problem["status"] == status
        return problem

    return ask


@pytest.fixture
def us(db):
    return make("Party", slug="us", status="published")


@pytest.fixture
def dprk(db):
    return make("Party", slug="dprk", status="published")


@pytest.fixture
def ministry(dprk):
    """A part of a side, which speaks for it."""
    return make("Party", slug="dprk-mfa", parent=dprk, status="published")
