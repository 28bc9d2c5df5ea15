"""The API's own description: complete, valid, and what the answers really are."""

import json
from copy import deepcopy

import pytest
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator, ValidationError

from negotiations.api.filters import EDITORS_ONLY
from negotiations.api.schema import AddressSchema
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


def test_it_is_valid_openapi_3_1(schema):
    assert schema["openapi"].startswith("3.1")
    validate_schema(schema)


def test_what_is_no_openapi_would_be_noticed(schema):
    """The control: the same check on a parameter without its place, in one address of them all."""
    events = deepcopy(schema["paths"]["/api/v1/events/"])
    small = schema | {"paths": {"/api/v1/events/": events}, "components": {}}
    validate_schema(small)
    del events["get"]["parameters"][0]["in"]
    with pytest.raises(ValidationError):
        validate_schema(small)


def test_nothing_in_it_was_guessed(capsys):
    SchemaGenerator().get_schema(request=None, public=True)
    assert capsys.readouterr().err == ""


def test_a_guess_would_be_told(capsys, monkeypatch):
    """The control: without what describes addresses, they are guessed."""
    monkeypatch.setattr(AddressSchema, "target_class", "nowhere.Field")
    SchemaGenerator().get_schema(request=None, public=True)
    assert "could not resolve serializer field" in capsys.readouterr().err


def test_reading_asks_for_no_key(schema):
    assert "security" not in schema
    assert all("security" not in operation for _, _, operation in operations(schema))
    assert "securitySchemes" not in schema["components"]


def test_operations_and_their_parameters_are_named_once(schema):
    names = [operation["operationId"] for _, _, operation in operations(schema)]
    assert len(set(names)) == len(names)
    for path, _, operation in operations(schema):
        named = [(one["in"], one["name"]) for one in operation.get("parameters", [])]
        assert len(set(named)) == len(named), path


def test_every_field_says_what_it_is(schema):
    bare = [
        (name, field)
        for name, component in schema["components"]["schemas"].items()
        for field, shape in component.get("properties", {}).items()
        if not shape.get("description") and "$ref" not in shape
    ]
    assert bare == []


def test_what_a_parameter_may_name_is_listed(schema):
    told = {one["name"]: one for one in schema["paths"]["/api/v1/events/"]["get"]["parameters"]}
    assert {"date", "-date", "title"} <= set(told["ordering"]["schema"]["enum"])
    assert {"kind", "party", "year"} <= set(told["facets"]["schema"]["items"]["enum"])
    assert "status" not in told["facets"]["schema"]["items"]["enum"]
    assert {"slug", "participants"} <= set(told["fields"]["schema"]["items"]["enum"])


def test_headers_and_what_is_not_sent_again_are_described(schema):
    responses = schema["paths"]["/api/v1/events/"]["get"]["responses"]
    assert {"ETag", "Link", "Parley-Undated-Sources"} <= set(responses["200"]["headers"])
    assert "Retry-After" in responses["503"]["headers"]
    assert "304" in responses


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
        assert set(views.filterset_class.base_filters) - EDITORS_ONLY <= told
        assert told.isdisjoint(EDITORS_ONLY)
        paging = {"cursor", "page_size", "ordering", "fields", "omit", "as_known_on"}
        assert paging <= told


def test_editors_are_told_of_their_filters_too(administrator_client):
    told = administrator_client.get("/api/v1/schema/").json()
    for path, views, _ in router.registry:
        names = {p["name"] for p in told["paths"][f"/api/v1/{path}/"]["get"]["parameters"]}
        assert set(views.filterset_class.base_filters) <= names


def test_the_slug_of_an_address_or_a_filter_says_of_what(schema):
    for path in ("events/", "events/{slug}/", "events/{slug}/side-by-side/"):
        told = {one["name"]: one for one in schema["paths"][f"/api/v1/{path}"]["get"]["parameters"]}
        if "slug" in told:
            assert told["slug"]["schema"]["x-format"] == "event-slug"
        else:
            assert told["party"]["schema"]["items"]["x-format"] == "party-slug"


def test_a_record_asked_for_in_part_is_what_the_schema_says(schema):
    for shape in ("Event", "EventDetail", "PlaceDetail"):
        assert "required" not in schema["components"]["schemas"][shape]


def test_what_must_be_asked_is_required(schema):
    for path, name in (("search", "q"), ("positions", "issue")):
        parameters = schema["paths"][f"/api/v1/{path}/"]["get"]["parameters"]
        required = [parameter["name"] for parameter in parameters if parameter["required"]]
        assert required == [name]


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
        assert {"200", "307"} & set(operation["responses"]), path
        if path.startswith("/api/v1/events"):
            assert {"400", "406"} <= set(operation["responses"])
        if "{slug}" in path:
            assert {"404", "410"} <= set(operation["responses"])


LISTS = {f"/api/v1/{path}/" for path, _, _ in router.registry}


def flat_forms(schema):
    """The forms of each address that can be asked for as JSON lines."""
    for path, _, operation in operations(schema):
        forms = operation["responses"].get("200", {}).get("content", {})
        if "application/jsonl" in forms and "{file}" not in path:
            yield path, forms


def test_lines_of_a_list_are_the_records_of_its_pages(schema):
    lists = {path: forms for path, forms in flat_forms(schema) if path in LISTS}
    assert lists.keys() == LISTS
    for forms in lists.values():
        page = forms["application/json"]["schema"]["$ref"].rpartition("/")[2]
        results = schema["components"]["schemas"][page]["properties"]["results"]
        line = forms["application/jsonl"]["schema"]
        assert line["$ref"] == results["items"]["$ref"]
        assert line["description"] == "One object to a line. All rows, no pages."


def test_parquet_is_described_by_its_columns(schema):
    for path, forms in flat_forms(schema):
        told = forms["application/vnd.apache.parquet"]["schema"]
        assert "type" not in told
        assert "`slug`" in told["description"] or path not in LISTS


def test_each_address_tells_its_forms(schema):
    def forms(path):
        parameters = schema["paths"][f"/api/v1/{path}/"]["get"]["parameters"]
        (told,) = [parameter for parameter in parameters if parameter["name"] == "format"]
        return told["schema"]["enum"]

    assert forms("ledger") == forms("offers") == ["json", "csv", "jsonl", "parquet"]
    assert {"geojson", "parquet"} <= set(forms("events"))
    assert (forms("offers/{slug}"), forms("events/{slug}")) == (["json"], ["json", "jsonld"])


def test_one_event_is_described_in_each_of_its_forms(schema):
    content = schema["paths"]["/api/v1/events/{slug}/"]["get"]["responses"]["200"]["content"]
    assert set(content) == {"application/json", "application/ld+json"}
    assert content["application/ld+json"]["schema"]["type"] == "object"


def test_a_form_of_events_is_described_as_a_reader_of_json_finds_it(schema):
    content = schema["paths"]["/api/v1/events/"]["get"]["responses"]["200"]["content"]
    told = {form: one["schema"].get("type") for form, one in content.items() if "+" in form}
    assert told == {
        "application/atom+xml": "string",
        "application/geo+json": "object",
        "application/ld+json": "object",
        "application/vnd.timelinejs+json": "object",
    }


def test_every_column_of_flat_rows_is_described(schema):
    flat = [(path, forms) for path, forms in flat_forms(schema) if path not in LISTS]
    assert len(flat) >= 11
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
        "keeping/",
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
