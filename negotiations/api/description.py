"""What OPTIONS answers: what an address can be asked, from the same declarations that serve it.

For a list its filters, orderings, facets, fields and limits. Not here: the whole API described in
OpenAPI (schema.py).
"""

from inspect import getdoc
from typing import Any

from rest_framework.metadata import BaseMetadata
from rest_framework.request import Request

from negotiations.api.facets import FACETS, MOST_FACETS, facet_names
from negotiations.api.filters import EDITORS_ONLY
from negotiations.api.kinds import path_of
from negotiations.api.ordering import ways_of
from negotiations.api.pagination import EXACT_COUNT, LARGEST_PAGE, PAGE_SIZE
from negotiations.api.parameters import MOST_MEMBERS, SHARED
from negotiations.reports.search.words import LONGEST_QUESTION, MOST_WORDS

LIMITS = {
    "page_size": LARGEST_PAGE,
    "values_of_one_parameter": MOST_MEMBERS,
    "facets_at_once": MOST_FACETS,
    "characters_searched_for": LONGEST_QUESTION,
    "words_searched_for": MOST_WORDS,
    "exact_count": EXACT_COUNT,
}


class Description(BaseMetadata):
    """What can be asked of an address, machine-readable."""

    def determine_metadata(self, request: Request, view: Any) -> dict[str, Any]:
        view.action = getattr(view, "action_map", {}).get("get")
        model = getattr(view, "model", None)
        told = {
            "name": path_of(model) if model else view.get_view_name(),
            "description": getdoc(model or type(view)),
            "methods": [method for method in view.allowed_methods if method != "OPTIONS"],
            "formats": [renderer.format for renderer in view.get_renderers()],
            "filters": filters_of(view),
            "parameters": [brief(SHARED[name]) for name in getattr(view, "shared_parameters", ())],
        }
        return told | of_list(view) if view.action == "list" else told


def filters_of(view: Any) -> list[dict[str, Any]]:
    """The filters that anybody may ask; none where the address is that of one record."""
    filters = getattr(view, "filterset_class", None)
    if filters is None or getattr(view, "detail", None):
        return []
    return [
        brief(condition.parameter(name))
        for name, condition in filters.base_filters.items()
        if name not in EDITORS_ONLY
    ]


def brief(parameter: dict[str, Any]) -> dict[str, Any]:
    return {key: parameter[key] for key in ("name", "description", "schema")}


def of_list(view: Any) -> dict[str, Any]:
    """What a list has beside its filters."""
    orderings = ways_of(view.model)
    facets = facet_names(view.filterset_class) if FACETS in view.shared_parameters else ()
    return {
        "orderings": list(orderings),
        FACETS: [name for name in facets if name not in EDITORS_ONLY],
        "fields": [
            {"name": name, "description": str(field.help_text or getdoc(type(field)))}
            for name, field in view.get_serializer_class()(context={}).fields.items()
        ],
        "if_not_told": {"ordering": orderings[0], "page_size": PAGE_SIZE},
        "limits": LIMITS,
    }
