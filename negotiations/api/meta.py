"""What the API says about itself: its addresses, what it holds, its schema, a page to read it."""

from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from negotiations.api.description import Description
from negotiations.api.kinds import path_of, root_address
from negotiations.api.parameters import allow_only
from negotiations.models import KINDS
from negotiations.reports.clocks import CLOCKS
from negotiations.reports.coverage import coverage


class RootView(APIView):
    """The addresses of the API."""

    metadata_class = Description

    @extend_schema(responses={200: {"type": "object", "additionalProperties": {"type": "string"}}})
    def get(self, request: Request) -> Response:
        allow_only(request, ())
        root = root_address(request)
        kinds = sorted(path_of(model) for model in KINDS)
        return Response({name: f"{root}{name}/" for name in (*kinds, "meta", "schema", "docs")})


class MetaSerializer(serializers.Serializer):
    """What the record holds."""

    counts = serializers.DictField(child=serializers.IntegerField(), help_text="By kind.")
    earliest = serializers.DateField(allow_null=True, help_text="The first day of any event.")
    latest = serializers.DateField(allow_null=True, help_text="The last day of any event.")


class MetaView(APIView):
    """What the record holds: how many of each kind, and which days its events cover."""

    metadata_class = Description
    shared_parameters = CLOCKS

    @extend_schema(responses=MetaSerializer)
    def get(self, request: Request) -> Response:
        allow_only(request, self.shared_parameters)
        found = coverage()
        counts = {path_of(model): found.counts[model] for model in KINDS}
        return Response(
            MetaSerializer(
                {"counts": counts, "earliest": found.earliest, "latest": found.latest}
            ).data
        )


class SchemaView(SpectacularJSONAPIView):
    """The API described in OpenAPI 3.1."""

    metadata_class = Description


class DocsView(SpectacularSwaggerSplitView):
    """A page to read and try the API by; nothing on it comes from elsewhere."""

    url_name = "api:schema"
    template_name = "api/docs.html"
