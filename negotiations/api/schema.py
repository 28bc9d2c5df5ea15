"""How the API is described in OpenAPI: what every address takes and may answer beside its shape.

The shapes come from the serializers, the filters from the filter sets; here stands what all share.
"""

from inspect import getdoc
from typing import Any, ClassVar

from drf_spectacular.extensions import OpenApiSerializerExtension, OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer

from negotiations.api.errors import MEDIA_TYPE
from negotiations.api.facets import FACETS, MOST_FACETS, facet_names
from negotiations.api.filters import EDITORS_ONLY
from negotiations.api.formats import FORMAT, Csv, JsonLines, Parquet
from negotiations.api.kinds import kind_of
from negotiations.api.ordering import ways_of
from negotiations.api.parameters import SHARED, slug_schema
from negotiations.exchange.flat import flat_columns
from negotiations.reports.analytics.response_times import BY

REFUSALS = {
    "400": "A parameter that is not known here, or a value that cannot be read.",
    "404": "There is no such record in the public record.",
    "414": "The address is longer than addresses may be.",
    "406": "The answer cannot be given in the form asked for.",
    "410": "The record was withdrawn; `withdrawn_at` says when and `reason` why.",
    "503": "The database is away or a query took too long; Retry-After says when to ask again.",
}
#: What the headers of an answer say.
HEADERS = {
    "ETag": "Names this state of the answer; ask with If-None-Match whether it still holds.",
    "Cache-Control": "Whether others may keep the answer, and for how long without asking.",
    "Vary": "On which headers of the request the answer depends.",
    "Parley-Undated-Sources": "With `as_known_on`: how many sources without a date do not count.",
    "Link": "Of a page: the next and the previous one, as in the body.",
}
RETRY_AFTER = {"Retry-After": "After how many seconds to ask again."}
OF_PAGES = ("Link",)
OF_ONE_RECORD = ("404", "410")
SLUG = "The public identity of the record."
UNKNOWN = "Empty when unknown."
ONE_TO_A_LINE = "One object to a line."
ALL_ROWS = "All rows, no pages."


class FaultSerializer(serializers.Serializer):
    """One thing that is wrong."""

    parameter = serializers.CharField(required=False, help_text="The query parameter at fault.")
    pointer = serializers.CharField(required=False, help_text="The place in the body at fault.")
    detail = serializers.CharField(help_text="What is wrong with it.")
    value = serializers.JSONField(help_text="What was sent.")
    nearest = serializers.CharField(required=False, help_text="What may have been meant.")


class ProblemSerializer(serializers.Serializer):
    """A refusal, as RFC 9457 has it."""

    type = serializers.CharField(help_text="The kind of problem, as a URI.")
    title = serializers.CharField(help_text="The kind of problem, in words.")
    status = serializers.IntegerField(help_text="The status code of the answer.")
    detail = serializers.CharField(help_text="What was wrong this time.")
    instance = serializers.CharField(help_text="The address that was asked.")
    errors = FaultSerializer(many=True, required=False, help_text="Each fault by itself.")


def headers(told: dict[str, str]) -> dict[str, Any]:
    return {
        name: {"description": text, "schema": {"type": "string"}} for name, text in told.items()
    }


NOT_MODIFIED = {
    "description": "Nothing has changed since the answer with the ETag of If-None-Match.",
    "headers": headers({"ETag": HEADERS["ETag"]}),
}


class RecordSchema(AutoSchema):
    """Describes one operation: its shared parameters in words, and how it may be refused."""

    def get_description(self) -> str:
        """What the operation answers, and what the kind is."""
        told = super().get_description()
        model = getattr(self.view, "model", None)
        kind = getdoc(model) if model else None
        return f"{told}\n\n{kind}" if kind else told

    def get_filter_backends(self) -> list[Any]:
        """Reports that are rows are filtered as lists are."""
        if hasattr(self.view, "row_class"):
            return list(self.view.filter_backends)
        return list(super().get_filter_backends())

    def _get_parameters(self) -> list[dict[str, Any]]:
        found = super()._get_parameters()
        for parameter in found:
            if parameter["in"] == "path":
                parameter |= self.in_path(parameter["name"])
        names = getattr(self.view, "shared_parameters", ())
        return [*found, *(self.shared(SHARED[name]) for name in names)]

    def in_path(self, name: str) -> dict[str, Any]:
        """What stands in the address: the slug of a record, or what the view says it is."""
        own = getattr(self.view, "path_parameters", {})
        if name in own:
            return dict(own[name])
        return {"description": SLUG, "schema": slug_schema(kind_of(self.view.model))}

    def shared(self, parameter: dict[str, Any]) -> dict[str, Any]:
        """A shared parameter with the words that this operation takes."""
        words = self.words(parameter["name"])
        if not words:
            return parameter
        if parameter["name"] in ("ordering", FORMAT):
            return parameter | {"schema": {"type": "string", "enum": words}}
        listed = {"type": "array", "items": {"type": "string", "enum": words}}
        if parameter["name"] == FACETS:
            listed["maxItems"] = MOST_FACETS
        return parameter | {"style": "form", "explode": False, "schema": listed}

    def words(self, name: str) -> list[str]:
        if name == "ordering":
            return [*ways_of(self.view.model)]
        if name == FORMAT:
            return [form.format for form in self.view.get_renderers()]
        if name == FACETS:
            facets = facet_names(self.view.filterset_class)
            return [facet for facet in facets if facet not in EDITORS_ONLY]
        if name == "by":
            return [*BY]
        if name in ("fields", "omit"):
            return [*self.view.get_serializer_class()(context={}).fields]
        return []

    def get_auth(self) -> list[dict[str, Any]]:
        """Nothing asks for a key."""
        return []

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        found = super()._get_response_bodies(direction)
        if row_class := getattr(self.view, "row_class", None):
            found["200"]["content"] |= self.flat_contents(row_class())
        if self.gives_whole_lists:
            found["200"]["content"] |= self.whole_contents()
        if self.gives_one_record:
            found["200"]["content"] |= one_contents(self.view)
        problem = self.resolve_serializer(ProblemSerializer, direction)
        content = {"content": {MEDIA_TYPE: {"schema": problem.ref}}}
        is_page = getattr(self.view, "action", "") == "list"
        told = {name: text for name, text in HEADERS.items() if is_page or name not in OF_PAGES}
        if "200" in found:
            found["200"]["headers"] = headers(told)
        refused = {
            status: {"description": told, **content}
            for status, told in REFUSALS.items()
            if status not in OF_ONE_RECORD or "{slug}" in self.path
        } | {
            status: {"description": told, **content}
            for status, told in getattr(self.view, "refusals", {}).items()
        }
        refused["503"]["headers"] = headers(RETRY_AFTER)
        held = {"304": NOT_MODIFIED} if self.method == "GET" else {}
        return found | held | refused

    @property
    def gives_one_record(self) -> bool:
        return hasattr(self.view, "detail_forms") and self.view.action == "retrieve"

    @property
    def gives_whole_lists(self) -> bool:
        return hasattr(self.view, "list_forms") and self.view.action == "list"

    def whole_contents(self) -> dict[str, Any]:
        """What a list is in its other forms, each of which holds all rows."""
        found = {
            form.media_type: {"schema": {"type": type_of(form), "description": told}}
            for form, told in forms_told(self.view).items()
        }
        record = self.resolve_serializer(self.view.get_serializer_class(), "response").ref
        told = f"{ONE_TO_A_LINE} {ALL_ROWS}"
        found[JsonLines.media_type] = {"schema": {**record, "description": told}}
        del found[Parquet.media_type]["schema"]["type"]
        return found

    def flat_contents(self, row: serializers.Serializer) -> dict[str, Any]:
        """What the flat forms of a report hold."""
        columns = "\n".join(f"* `{name}`: {field.help_text}" for name, field in row.fields.items())
        told = f"{getdoc(type(row))} The columns:\n\n{columns}"
        lines = self.resolve_serializer(row, "response").ref
        return {
            Csv.media_type: {"schema": {"type": "string", "description": told}},
            JsonLines.media_type: {"schema": {"description": ONE_TO_A_LINE, **lines}},
            Parquet.media_type: {"schema": {"description": told}},
        }


def describe_parts(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Where a field is a part with a description of its own, that describes the field as well."""
    components = result["components"]["schemas"]
    for component in components.values():
        for shape in component.get("properties", {}).values():
            if "description" not in shape and (name := part_of(shape)):
                shape["description"] = components[name].get("description", "")
    return result


def part_of(shape: dict[str, Any]) -> str:
    """The component that a field is, or is a list of."""
    inner = [shape.get("items", {}), *shape.get("allOf", ()), *shape.get("oneOf", ())]
    names = (one.get("$ref", "").rpartition("/")[2] for one in inner)
    return next((name for name in names if name), "")


class RecordPartsSchema(OpenApiSerializerExtension):
    """A record can be asked for in part (`fields`, `omit`): no field is always there."""

    target_class: ClassVar[str] = "negotiations.api.base.RecordSerializer"
    match_subclasses = True

    def map_serializer(self, auto_schema: AutoSchema, direction: Any) -> dict[str, Any]:
        found = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        found.pop("required", None)
        return dict(found)


class AddressSchema(OpenApiSerializerFieldExtension):
    """The address of a record."""

    target_class: ClassVar[str] = "negotiations.api.base.Address"

    def map_serializer_field(self, auto_schema: AutoSchema, direction: Any) -> dict[str, Any]:
        return {"type": "string", "format": "uri"}


def one_contents(view: Any) -> dict[str, Any]:
    """What one record is in its other forms."""
    return {
        form.media_type: {"schema": {"type": "object", "description": getdoc(form)}}
        for form in view.detail_forms
        if form is not JSONRenderer
    }


def type_of(form: Any) -> str:
    """What the form is to whoever reads JSON; all else is a text."""
    return "object" if form.media_type.endswith("+json") else "string"


def forms_told(view: Any) -> dict[Any, str]:
    """The forms of a list beside JSON, each in words; those of flat rows with their columns."""
    columns = flat_columns(view.model).values()
    named = ", ".join(f"`{flat.name}`" for flat in columns)
    derived = [f"`{flat.name}`: {flat.derived.told}. " for flat in columns if flat.derived]
    flat = dict.fromkeys((Csv, Parquet), f"The columns: {named}. {''.join(derived)}")
    return {
        form: f"{getdoc(form)} {flat.get(form, '')}{ALL_ROWS}"
        for form in view.list_forms
        if form is not JSONRenderer
    }


class WordSchema(OpenApiSerializerFieldExtension):
    """A vocabulary is one component: its words, and what each means."""

    target_class: ClassVar[str] = "negotiations.api.values.Word"

    def get_name(self) -> str:
        return str(self.target.vocabulary.__name__)

    def map_serializer_field(self, auto_schema: AutoSchema, direction: Any) -> dict[str, Any]:
        vocabulary = self.target.vocabulary
        meanings = "\n".join(f"* `{word.value}`: {word.definition}" for word in vocabulary)
        told = f"{(vocabulary.__doc__ or '').strip()} {UNKNOWN}\n\n{meanings}"
        return {"type": "string", "enum": [*vocabulary.values, ""], "description": told}
