"""How much may be sent at once: what is more is refused, and the refusal names the limit."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_an_address_that_is_too_long_is_a_414_that_says_how_long_it_may_be(refused):
    problem = refused(f"events/?q={'a' * 16_000}", 414)
    assert "16,000" in problem["detail"]
    assert len(problem["instance"]) <= 2_000


def test_a_body_that_is_too_large_is_a_413_that_says_how_large_it_may_be():
    response = Client().post("/api/v1/events/", b" " * 2_621_441, content_type="application/json")
    assert response.status_code == 413
    assert response["Content-Type"] == "application/problem+json"
    assert "2,621,440" in response.json()["detail"]


@pytest.mark.parametrize("told", ["", "-1", "x", "9" * 5_000, "1e9"])
def test_a_length_that_is_no_number_is_no_fault_of_the_server(told):
    response = Client().get("/api/v1/", CONTENT_LENGTH=told)
    assert response.status_code in {200, 413}
