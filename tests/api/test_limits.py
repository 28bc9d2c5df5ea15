"""Limits of parameters: what lies beyond one is refused, and the answer names the limit."""

import pytest

from negotiations.api.description import LIMITS
from negotiations.api.facets import facet_names
from negotiations.api.filters import EDITORS_ONLY
from negotiations.api.urls import router

pytestmark = pytest.mark.django_db

EVENTS = next(views for path, views, _ in router.registry if path == "events")
FACETS = [name for name in facet_names(EVENTS.filterset_class) if name not in EDITORS_ONLY]

BEYOND = {
    "page_size": ("page_size", "page_size=501"),
    "values_of_one_parameter": ("party", f"party={','.join(f'p{n}' for n in range(101))}"),
    "facets_at_once": ("facets", f"facets={','.join(FACETS[:11])}"),
    "characters_searched_for": ("q", f"q={'a' * 201}"),
    "words_searched_for": ("q", f"q={'+'.join(f'w{n}' for n in range(40))}"),
}
WITHIN = {
    "page_size": "page_size=500",
    "facets_at_once": f"facets={','.join(FACETS[:10])}",
    "characters_searched_for": f"q={'a' * 200}",
}


@pytest.mark.parametrize("limit", BEYOND)
def test_what_lies_beyond_a_limit_is_refused_and_the_limit_is_named(limit, refused):
    parameter, query = BEYOND[limit]
    fault = refused(f"events/?{query}")["errors"][0]
    assert fault["parameter"] == parameter
    assert str(LIMITS[limit]) in fault["detail"]


@pytest.mark.parametrize("limit", WITHIN)
def test_what_reaches_a_limit_is_answered(limit, get):
    assert get(f"events/?{WITHIN[limit]}").status_code == 200


def test_every_limit_that_is_told_is_tried():
    """The exact count is none that anybody can go beyond: a list says when it is not exact."""
    assert set(LIMITS) - {"exact_count"} == set(BEYOND)
    assert (LIMITS["page_size"], LIMITS["characters_searched_for"]) == (500, 200)
    assert LIMITS["values_of_one_parameter"] == 100


def test_what_is_refused_is_not_echoed_whole(refused):
    fault = refused(f"events/?q={'a' * 5000}")["errors"][0]
    assert len(fault["value"]) == 200
