"""Releases: which there are, what each holds, and its files as they were made.

What an address answers never changes once its release stands, but for the list and `latest`. Not
here: how releases are made (exchange/releasing.py).
"""

import json
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

from django.http import (
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.urls import reverse
from django.utils.cache import get_conditional_response
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from negotiations.api.description import Description
from negotiations.api.errors import LONGEST_ECHO
from negotiations.api.parameters import allow_only
from negotiations.exchange.citing import in_words
from negotiations.exchange.releases import (
    MEDIA_TYPES,
    PLAIN,
    VERSION,
    Release,
    ReleasedFile,
    releases,
)

LATEST = "latest"
#: Whoever has a file has it for good; as it is, for its sum is known.
FOR_GOOD = "public, max-age=31536000, immutable, no-transform"
#: How long others may go on taking a release for the latest one.
FOR_A_MINUTE = "public, max-age=60"
ASK_AGAIN = "public, max-age=0, must-revalidate"


class HttpResponseTemporaryRedirect(HttpResponseRedirect):
    """The same request again, elsewhere."""

    status_code = 307


class ReleasedCountsSerializer(serializers.Serializer):
    """How many rows of a kind a release has, and how many differ from the release before."""

    sheet = serializers.CharField(help_text="The kind, as its table is called.")
    rows = serializers.IntegerField(help_text="How many there are.")
    added = serializers.IntegerField(help_text="How many were not in the release before.")
    removed = serializers.IntegerField(help_text="How many were there and are no longer.")
    changed = serializers.IntegerField(help_text="How many differ in some field.")


class ReleasedFileSerializer(serializers.Serializer):
    """A file of a release."""

    name = serializers.CharField(help_text="Its name, by which SHA256SUMS calls it.")
    bytes = serializers.IntegerField(help_text="How long it is.")
    sha256 = serializers.CharField(help_text="The SHA-256 sum of its bytes, in hexadecimal.")
    media_type = serializers.CharField(help_text="What it is.")
    url = serializers.URLField(help_text="Where it is.")


class ReleaseSerializer(serializers.Serializer):
    """The public record frozen under a version."""

    version = serializers.CharField(help_text="Three numbers; what moves which, the docs say.")
    made_at = serializers.DateTimeField(help_text="When it was made.")
    seq = serializers.IntegerField(
        help_text="How far the feed of changes had come: ask it since there for what came later."
    )
    before = serializers.CharField(help_text="The release before; empty for the first.")
    covers = serializers.CharField(
        help_text="The first and the last day of any event; empty where none is known."
    )
    countries = serializers.ListField(
        child=serializers.CharField(), help_text="Those of its places, by their ISO codes."
    )
    url = serializers.URLField(help_text="Where it is.")
    page = serializers.URLField(help_text="The page about it, which a citation names.")
    citation = serializers.CharField(help_text="How to cite it.")
    counts = ReleasedCountsSerializer(many=True, help_text="Its rows, by kind.")
    files = ReleasedFileSerializer(many=True, help_text="All of its files.")


class ReleasesSerializer(serializers.Serializer):
    """All releases, the latest first."""

    count = serializers.IntegerField(help_text="How many there are.")
    count_exact = serializers.BooleanField(help_text="Always true here.")
    next = serializers.URLField(allow_null=True, help_text="Always null: all are on one page.")
    previous = serializers.URLField(allow_null=True, help_text="Always null.")
    results = ReleaseSerializer(many=True, help_text="The releases.")


IN_PATH = {
    "version": {
        "description": f"The version of a release, or `{LATEST}`, which leads to the latest one.",
        "schema": {
            "type": "string",
            "x-format": "release-version",
            "pattern": f"^({VERSION.pattern}|{LATEST})$",
        },
    },
    "file": {
        "description": "The name of a file, from the list of the release's files.",
        "schema": {
            "type": "string",
            "x-format": "release-file",
            "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*$",
        },
    },
}
TO_THE_LATEST = OpenApiResponse(
    description="Asked for the latest: `Location` has its address, for now."
)


class ReleasesView(APIView):
    """The public record frozen under versions, for others to cite and to build upon."""

    metadata_class = Description

    @extend_schema(operation_id="releases_list", responses=ReleasesSerializer)
    def get(self, request: Request) -> HttpResponseBase:
        """All releases, the latest first."""
        allow_only(request, ())
        results = [told(release, request) for release in releases()]
        page = {"count": len(results), "count_exact": True, "next": None, "previous": None}
        return held_or(request, ReleasesSerializer({**page, "results": results}).data, ASK_AGAIN)


class ReleaseView(APIView):
    """A release: the public record frozen under a version."""

    metadata_class = Description
    path_parameters = IN_PATH
    refusals = {"404": "There is no such release; `detail` names those that there are."}

    @extend_schema(
        operation_id="releases_retrieve", responses={200: ReleaseSerializer, 307: TO_THE_LATEST}
    )
    def get(self, request: Request, version: str) -> HttpResponseBase:
        """What it holds, its files with their sums, and how to cite it."""
        allow_only(request, ())
        release = named(version)
        if version == LATEST:
            return to_the_latest(reverse("api:release", args=[release.version]))
        return held_or(request, ReleaseSerializer(told(release, request)).data, ASK_AGAIN)


class AsItIs(BaseContentNegotiation):
    """A file has one form, whatever is asked for; a refusal is JSON."""

    def select_renderer(
        self, request: Request, renderers: Sequence[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], renderers[0].media_type


class ReleasedFileView(APIView):
    """A file of a release, as it was made."""

    metadata_class = Description
    content_negotiation_class = AsItIs
    path_parameters = IN_PATH
    refusals = {"404": "There is no such release or file; `detail` names those that there are."}

    @extend_schema(
        operation_id="releases_file",
        responses={
            **{(200, kind): OpenApiTypes.ANY for kind in sorted({*MEDIA_TYPES.values(), PLAIN})},
            307: TO_THE_LATEST,
        },
    )
    def get(self, request: Request, version: str, file: str) -> HttpResponseBase:
        """Its bytes. Its ETag is the SHA-256 sum of them; whoever has it has it for good."""
        allow_only(request, ())
        release = named(version)
        found = file_of(release, file)
        if version == LATEST:
            return to_the_latest(reverse("api:release-file", args=[release.version, file]))
        return sent(request, found)


def named(version: str) -> Release:
    """The release of that version; refused with the versions that there are."""
    found = releases()
    release = next((one for one in found if version in (one.version, LATEST)), None)
    if release is None:
        there = ", ".join([LATEST, *(one.version for one in found)]) if found else "none yet"
        raise NotFound(f"There is no release {version[:LONGEST_ECHO]}. There are: {there}.")
    return release


def file_of(release: Release, name: str) -> ReleasedFile:
    """Looked up among the names of the release, so that no name leads out of it."""
    if name not in release.files:
        there = ", ".join(release.files)
        absent = name[:LONGEST_ECHO]
        raise NotFound(f"Release {release.version} has no file {absent}. It has: {there}.")
    return release.files[name]


def told(release: Release, request: Request) -> dict[str, Any]:
    address = request.build_absolute_uri(reverse("api:release", args=[release.version]))
    page = request.build_absolute_uri(reverse("release", args=[release.version]))
    names = ("version", "made_at", "seq", "before", "counts", "covers", "countries")
    return {
        **{name: getattr(release, name) for name in names},
        "url": address,
        "page": page,
        "citation": in_words(release, page),
        "files": [file_told(file, address) for file in release.files.values()],
    }


def file_told(file: ReleasedFile, address: str) -> dict[str, Any]:
    return {
        "name": file.name,
        "bytes": file.size,
        "sha256": file.sha256,
        "media_type": file.media_type,
        "url": f"{address}{file.name}",
    }


def to_the_latest(address: str) -> HttpResponseBase:
    return HttpResponseTemporaryRedirect(address, headers={"Cache-Control": FOR_A_MINUTE})


def held_or(request: Request, data: Any, how_long: str) -> HttpResponseBase:
    """The answer, or 304 to who has it. A new release does not move the version of the data."""
    digest = blake2b(json.dumps(data).encode(), digest_size=16).hexdigest()
    headers = {"ETag": f'"{digest}"', "Cache-Control": how_long}
    return held(request, headers) or Response(data, headers=headers)


def sent(request: Request, file: ReleasedFile) -> HttpResponseBase:
    """The file, or 304 to who has it."""
    headers = {"ETag": f'"{file.sha256}"', "Cache-Control": FOR_GOOD}
    if answer := held(request, headers):
        return answer
    charset = "; charset=utf-8" if file.media_type.startswith("text/") else ""
    headers |= {
        "Content-Type": file.media_type + charset,
        "Content-Length": str(file.size),
        "Content-Disposition": f'attachment; filename="{file.name}"',
    }
    pieces = () if request.method == "HEAD" else file.pieces()
    return StreamingHttpResponse(pieces, headers=headers)


def held(request: Request, headers: dict[str, str]) -> HttpResponseBase | None:
    """What is answered to who asks by a condition that spares the answer; else nothing."""
    bare = HttpResponse(headers=headers)
    found = get_conditional_response(request, etag=headers["ETag"], response=bare)
    return None if found is bare else found
