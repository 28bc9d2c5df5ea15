"""The API's own description: complete, valid, and what the answers really are."""

import json

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from negotiations.api.urls import router
from negotiations.choices import ALL
from negotiations.models import KINDS
from negotiations.models.base import public_fields

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def schema(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return Client().get("/api/v1/schema/").json()


def operations(schema):
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_it_is_openapi_3_1(schema):
    assert schema["openapi"].startswith("3.1")


def test_every_kind_has_a_list_and_a_detail(schema):
    for path, _, _ in router.registry:
        assert f"/api/v1/{path}/" in schema["paths"]
        assert f"/api/v1/{path}/{{slug}}/" in schema["paths"]


def test_the_reports_are_there(schema):
    for path in ("events/{slug}/side-by-side/", "offers/{slug}/thread/"):
        assert f"/api/v1/{path}" in schema["paths"]


def test_every_parameter_says_what_it_does(schema):
    for path, _, operation in operations(schema):
        for parameter in operation.get("parameters", []):
            assert len(parameter.get("description", "")) > 10, (path, parameter["name"])


def test_every_declared_filter_is_in_the_schema(schema):
    for path, views, _ in router.registry:
        told = {p["name"] for p in schema["paths"][f"/api/v1/{path}/"]["get"]["parameters"]}
        assert set(views.filterset_class.base_filters) <= told
        paging = {"cursor", "page_size", "ordering", "fields", "omit", "as_known_on"}
        assert paging <= told


def test_every_public_field_is_in_the_schema_with_its_help(schema):
    components = schema["components"]["schemas"]
    for model in KINDS:
        found = components[model.__name__]["properties"]
        for name in public_fields(model):
            assert name in found, (model, name)


def test_words_of_vocabularies_are_listed_with_their_meaning(schema):
    text = json.dumps(schema)
    shown = [v for v in ALL if v.__name__ not in ("ChangesetChannel",)]
    for vocabulary in shown:
        for word in vocabulary:
            assert json.dumps(word.definition)[1:-1] in text, word


def test_every_answer_that_may_come_is_documented(schema):
    for path, _, operation in operations(schema):
        assert "200" in operation["responses"], path
        if path.startswith("/api/v1/events"):
            assert {"400", "406"} <= set(operation["responses"])
        if "{slug}" in path:
            assert {"404", "410"} <= set(operation["responses"])


def test_every_column_of_flat_rows_is_described(schema):
    flat = [
        (path, operation["responses"]["200"]["content"])
        for path, _, operation in operations(schema)
        if "text/csv" in operation["responses"]["200"].get("content", {})
    ]
    assert len(flat) >= 2
    for path, forms in flat:
        (reference,) = [forms["application/jsonl"]["schema"]["$ref"]]
        row = schema["components"]["schemas"][reference.rpartition("/")[2]]
        for name, column in row["properties"].items():
            assert column.get("description") or "allOf" in column or "oneOf" in column, (path, name)
            assert f"`{name}`" in forms["text/csv"]["schema"]["description"]


def test_references_within_the_schema_resolve(schema):
    def references(value):
        if isinstance(value, dict):
            if "$ref" in value:
                yield value["$ref"]
            for inner in value.values():
                yield from references(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from references(inner)

    components = schema["components"]["schemas"]
    for reference in set(references(schema)):
        assert reference.removeprefix("#/components/schemas/") in components
    for component in components.values():
        Draft202012Validator.check_schema(component)


@pytest.mark.slow
@pytest.mark.usefixtures("us_dprk")
@pytest.mark.parametrize(
    "path",
    [f"{path}/" for path, _, _ in router.registry]
    + [
        "events/{stockholm-talks-2019-10-05}/",
        "events/{stockholm-talks-2019-10-05}/side-by-side/",
        "offers/{of-stockholm-package}/",
        "offers/{of-hanoi-dprk}/thread/",
        "points/{stockholm-outcome}/",
        "agreements/{agreed-framework-1994}/",
        "ledger/",
        "analytics/offers-by-year/",
        "analytics/response-times/",
        "analytics/divergence/",
        "analytics/concessions/",
        "analytics/meeting-gaps/",
        "meta/",
    ],
)
def test_answers_are_what_the_schema_says(path, schema, read):
    template, _, rest = path.partition("{")
    slug, _, tail = rest.partition("}")
    named = f"/api/v1/{template}{{slug}}{tail}" if rest else f"/api/v1/{path}"
    answer = schema["paths"][named]["get"]["responses"]["200"]
    shape = answer["content"]["application/json"]["schema"]
    document = {**shape, "components": schema["components"]}
    Draft202012Validator(document).validate(read(f"{template}{slug}{tail}"))
