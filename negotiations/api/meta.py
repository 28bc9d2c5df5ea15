"""What the API says about itself: its addresses, what it holds, its words, its schema, a page."""

from typing import Any

from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from negotiations import __version__
from negotiations.api.description import Description
from negotiations.api.kinds import path_of, root_address
from negotiations.api.parameters import allow_only
from negotiations.exchange.codebook import codebook
from negotiations.exchange.package import LICENCE
from negotiations.models import KINDS
from negotiations.reports.changes import data_version
from negotiations.reports.clocks import CLOCKS
from negotiations.reports.coverage import Coverage, coverage

CITATION = (
    "Parley contributors. Parley: A Database of Diplomatic Negotiations. {address} "
    "(record of {day}). {licence}."
)
BESIDE = (
    "analytics/concessions",
    "analytics/divergence",
    "analytics/meeting-gaps",
    "analytics/offers-by-year",
    "analytics/response-times",
    "changes",
    "codebook",
    "docs",
    "keeping",
    "ledger",
    "meta",
    "positions",
    "releases",
    "schema",
    "search",
    "snapshots",
)


class RootView(APIView):
    """The addresses of the API."""

    metadata_class = Description

    @extend_schema(responses={200: {"type": "object", "additionalProperties": {"type": "string"}}})
    def get(self, request: Request) -> Response:
        """The address of every kind, and of what is beside them."""
        allow_only(request, ())
        root = root_address(request)
        kinds = sorted(path_of(model) for model in KINDS)
        return Response({name: f"{root}{name}/" for name in (*kinds, *BESIDE)})


class LicenceSerializer(serializers.Serializer):
    """Under which terms the data may be used."""

    name = serializers.CharField(help_text="Its short name, as SPDX has it.")
    title = serializers.CharField(help_text="Its name.")
    path = serializers.URLField(help_text="Where it stands.")


class CountByWord(serializers.DictField):
    """How many of each."""

    child = serializers.IntegerField()


class MetaSerializer(serializers.Serializer):
    """What the record holds, and how to cite and use it."""

    title = serializers.CharField(help_text="The name of the database.")
    software_version = serializers.CharField(help_text="The version of the program that answers.")
    counts = CountByWord(help_text="How many records there are, by kind.")
    earliest = serializers.DateField(allow_null=True, help_text="The first day of any event.")
    latest = serializers.DateField(allow_null=True, help_text="The last day of any event.")
    last_change = serializers.DateTimeField(
        allow_null=True, help_text="When a record that is there last changed."
    )
    data_version = serializers.IntegerField(
        help_text="The place of the last public change, today: from it the feed of changes goes on."
    )
    languages = CountByWord(help_text="How many statements are worded in each language here.")
    original_languages = CountByWord(
        help_text="How many statements were said in each language, where that is known."
    )
    licence = LicenceSerializer(help_text="For the data; quotations stay with those who said them.")
    citation = serializers.CharField(help_text="How to cite the whole.")


class MetaView(APIView):
    """What the record holds, when it last changed, and how to cite and use it."""

    metadata_class = Description
    shared_parameters = CLOCKS

    @extend_schema(responses=MetaSerializer)
    def get(self, request: Request) -> Response:
        """Counts, the days and languages covered, licence, citation and version."""
        allow_only(request, self.shared_parameters)
        return Response(MetaSerializer(told(coverage(), request)).data)


def told(found: Coverage, request: Request) -> dict[str, Any]:
    day = found.last_change.date().isoformat() if found.last_change else "no change yet"
    address = root_address(request)
    return {
        "title": "Parley",
        "software_version": __version__,
        "counts": {path_of(model): found.counts[model] for model in KINDS},
        "earliest": found.earliest,
        "latest": found.latest,
        "last_change": found.last_change,
        "data_version": data_version(),
        "languages": found.languages,
        "original_languages": found.original_languages,
        "licence": LICENCE,
        "citation": CITATION.format(address=address, day=day, licence=LICENCE["name"]),
    }


class CodebookFieldSerializer(serializers.Serializer):
    """A field of a kind."""

    name = serializers.CharField(help_text="As it stands in records, filters and files.")
    definition = serializers.CharField(help_text="What it means.")
    holds = serializers.CharField(help_text="What a value of it is, in a few words.")
    vocabulary = serializers.CharField(
        allow_null=True, help_text="Whose words it takes, where it takes no others."
    )
    refers_to = serializers.ListField(
        child=serializers.CharField(), help_text="The kinds it refers to."
    )
    required = serializers.BooleanField(help_text="Whether no record is without it.")


class CodebookKindSerializer(serializers.Serializer):
    """A kind of record."""

    kind = serializers.CharField(help_text="Its name in references.")
    plural = serializers.CharField(help_text="The name of its table in files.")
    definition = serializers.CharField(help_text="What a record of it is.")
    main_date = serializers.CharField(
        allow_null=True, help_text="The field by which periods are asked, if there is one."
    )
    fields_ = CodebookFieldSerializer(many=True, help_text="In the order of records and files.")
    rules = serializers.ListField(
        child=serializers.CharField(), help_text="What the database refuses otherwise."
    )

    def get_fields(self) -> dict[str, serializers.Field]:
        """`fields` is a word of the framework."""
        found = super().get_fields()
        return {name.rstrip("_"): field for name, field in found.items()}


class CodebookWordSerializer(serializers.Serializer):
    """A word of a vocabulary."""

    word = serializers.CharField(help_text="As it stands in records, filters and files.")
    label = serializers.CharField(help_text="As a reader would see it.")
    definition = serializers.CharField(help_text="What it means.")
    cameo = serializers.CharField(help_text="The CAMEO event it is, or empty.")
    plover = serializers.CharField(help_text="The PLOVER event it is, with its mode, or empty.")
    codes_note = serializers.CharField(
        help_text="What these codes leave out, or why there is none; empty where nothing is to say."
    )


class VocabularySerializer(serializers.Serializer):
    """A closed list of words."""

    name = serializers.CharField(help_text="Its name.")
    definition = serializers.CharField(help_text="What its words are about.")
    words = CodebookWordSerializer(many=True, help_text="All that there are.")


class CodebookSerializer(serializers.Serializer):
    """Every kind with its fields, and every word that a field may hold."""

    kinds = CodebookKindSerializer(many=True, help_text="In their reading order.")
    vocabularies = VocabularySerializer(many=True, help_text="The closed lists.")


class CodebookView(APIView):
    """Every kind with its fields, and every word that a field may hold, with their meanings."""

    metadata_class = Description
    codebook = codebook()

    @extend_schema(responses=CodebookSerializer)
    def get(self, request: Request) -> Response:
        """The codebook as data."""
        allow_only(request, ())
        return Response(self.codebook)


class SchemaView(SpectacularJSONAPIView):
    """The API described in OpenAPI 3.1."""

    metadata_class = Description


class DocsView(SpectacularSwaggerSplitView):
    """A page to read and try the API by; nothing on it comes from elsewhere."""

    url_name = "api:schema"
    template_name = "api/docs.html"
