"""Snapshots: the rows of a list as they stood at one instant, under an address that can be cited.

A snapshot is the question, the columns it had and the instant; `rows.csv` leads to the list, asked
so. The list answers it from the history, whatever became of the record since.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.http.request import split_domain_port, validate_host
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import NotFound, Throttled
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from negotiations.api.description import Description
from negotiations.api.errors import LONGEST_ECHO, Fault, Problem
from negotiations.api.facets import FACETS
from negotiations.api.formats import FORMAT, JSON, Csv, JsonLines, Parquet
from negotiations.api.parameters import allow_only
from negotiations.api.releases import (
    ASK_AGAIN,
    HttpResponseTemporaryRedirect,
    held_or,
)
from negotiations.api.views import RecordViews
from negotiations.exchange.citing import bibtex, csl, in_words
from negotiations.models.snapshots import LONGEST_ID, LONGEST_QUERY, Snapshot
from negotiations.reports.changes import PublicMoment, public_moment
from negotiations.reports.clocks import RECORDED_AT, ClockError, Clocks
from negotiations.worlds.reading import public_record

FIELDS, OMIT, QUERY = "fields", "omit", "query"
#: What says how a list is sent, not which rows it has.
OF_THE_ANSWER = (FORMAT, FACETS, "cursor", "page_size")
OF_THE_HOST = ("SERVER_NAME", "SERVER_PORT", "HTTP_HOST", "wsgi.url_scheme")
#: Nobody cites so many; whoever makes more has to wait.
MOST_AN_HOUR, HOUR = 600, timedelta(hours=1)
FLAT = (Csv.format, Parquet.format)
FORMS = (JSON, Csv.format, JsonLines.format, Parquet.format)
LIST = re.compile(r"([a-z-]+)-list(-as)?")
NAMED = f"[0-9a-f]{{{LONGEST_ID}}}"
NO_LIST = "This is not the address of a list, such as /api/v1/offers/?process=us-dprk-summitry."
ELSEWHERE = "This is an address of another server: a snapshot holds rows of this one."
SAFE = ",:/"


@extend_schema_field({"type": "string", "x-format": "list-address", "maxLength": LONGEST_QUERY})
class ListAddress(serializers.CharField):
    """The address of a list, with or without the name of this server."""


class SnapshotQuerySerializer(serializers.Serializer):
    """Which rows are meant."""

    query = ListAddress(
        max_length=LONGEST_QUERY,
        help_text=(
            "The address of a list with its filters, as it was read: "
            "`/api/v1/offers/?process=us-dprk-summitry`. What says how it is sent, as pages, form "
            "and facets, is passed over."
        ),
    )


class HowToCiteSerializer(serializers.Serializer):
    """How to cite it."""

    text = serializers.CharField(help_text="In words.")
    bibtex = serializers.CharField(help_text="For BibTeX.")
    csl = serializers.JSONField(help_text="An item of CSL-JSON, as Zotero and pandoc take it.")


class RowsSerializer(serializers.Serializer):
    """Where the rows are, in each form."""

    json = serializers.URLField(help_text="Page by page.")
    csv = serializers.URLField(help_text="All of them as CSV, of which `sha256` is the sum.")
    jsonl = serializers.URLField(help_text="All of them as JSON lines.")
    parquet = serializers.URLField(help_text="All of them as Parquet.")


class SnapshotSerializer(serializers.Serializer):
    """The rows of one list as they stood at one instant."""

    id = serializers.CharField(help_text="Its name.")
    url = serializers.URLField(help_text="Its address, for good.")
    kind = serializers.CharField(help_text="The list.")
    query = serializers.CharField(help_text="The question, with its columns and its instant.")
    recorded_at = serializers.DateTimeField(help_text="The record is meant as it stood then.")
    seq = serializers.IntegerField(
        help_text="How far the feed of changes had come: ask it since there for what came later."
    )
    made_at = serializers.DateTimeField(help_text="When it was made.")
    count = serializers.IntegerField(help_text="How many rows there are.")
    sha256 = serializers.CharField(help_text="The SHA-256 sum of the rows as CSV.")
    rows = RowsSerializer(help_text="Where the rows are.")
    citation = HowToCiteSerializer(help_text="How to cite it.")


SHARED_REFUSALS = {"404": "There is no such snapshot."}
IN_PATH = {
    "id": {
        "description": "The name of a snapshot.",
        "schema": {
            "type": "string",
            "x-format": "snapshot-id",
            "pattern": f"^{NAMED}$",
        },
    },
    "form": {
        "description": "The form of the rows.",
        "schema": {"type": "string", "enum": list(FORMS)},
    },
}


class SnapshotsView(APIView):
    """Where snapshots are made."""

    metadata_class = Description
    refusals = {
        "413": "The body is larger than bodies may be.",
        "415": "The body is not JSON.",
        "429": "Too many snapshots were made in the last hour; Retry-After says when to ask again.",
    }

    @extend_schema(
        operation_id="snapshots_create",
        request=SnapshotQuerySerializer,
        responses={200: SnapshotSerializer, 201: SnapshotSerializer},
    )
    def post(self, request: Request) -> HttpResponseBase:
        """Make a citable snapshot of a list; 200 with the same one where it was made before.

        Anybody may. It holds the public record only, whoever makes it.
        """
        allow_only(request, ())
        given = SnapshotQuerySerializer(data=request.data)
        given.is_valid(raise_exception=True)
        asked = Question.read(given.validated_data[QUERY])
        found = Snapshot.objects.filter(id=asked.name).first()
        if found:
            return answered(request, found, 200)
        refuse_too_many()
        answer = asked.answer(request)
        if not isinstance(answer, StreamingHttpResponse):
            return answer
        rows, sha256, columns = summed(answer)
        made, is_new = Snapshot.objects.get_or_create(
            id=asked.name,
            defaults={
                "kind": asked.kind,
                "query": asked.with_columns(columns),
                "recorded_at": asked.moment.at,
                "seq": asked.moment.seq,
                "rows": rows,
                "sha256": sha256,
            },
        )
        return answered(request, made, 201 if is_new else 200)


class SnapshotView(APIView):
    """A snapshot."""

    metadata_class = Description
    path_parameters = IN_PATH
    refusals = SHARED_REFUSALS

    @extend_schema(operation_id="snapshots_retrieve", responses=SnapshotSerializer)
    def get(self, request: Request, id: str) -> HttpResponseBase:
        """What it holds, how to cite it, and where its rows are."""
        allow_only(request, ())
        return held_or(request, SnapshotSerializer(told(named(id), request)).data, ASK_AGAIN)


class SnapshotRowsView(APIView):
    """The rows of a snapshot."""

    metadata_class = Description
    path_parameters = IN_PATH
    refusals = SHARED_REFUSALS

    @extend_schema(
        operation_id="snapshots_rows",
        responses={307: OpenApiResponse(description="`Location` has the list, asked for them.")},
    )
    def get(self, request: Request, id: str, form: str) -> HttpResponseBase:
        """Leads to the list, asked for these rows, columns and that instant."""
        allow_only(request, ())
        if form not in FORMS:
            raise NotFound(f"The rows have no form {form[:LONGEST_ECHO]}: {', '.join(FORMS)}.")
        address = address_of_rows(named(id), form)
        return HttpResponseTemporaryRedirect(address, headers={"Cache-Control": ASK_AGAIN})


@dataclass(frozen=True)
class Question:
    """A list, asked for all its rows as they stood at an instant."""

    views: type[RecordViews]
    kind: str
    parameters: dict[str, str]
    moment: PublicMoment

    @classmethod
    def read(cls, address: str) -> Self:
        """From the address of a list. Raises Problem, which points into the body."""
        views, kind = list_at(address)
        given = QueryDict(urlsplit(address).query)
        asked = {name: value for name in given if (value := given[name])}
        if twice := [name for name, values in given.lists() if len(values) > 1]:
            raise at_query(f"{twice[0]} stands twice. Commas join several values.", address)
        try:
            instant = Clocks.read(asked).recorded_at
        except ClockError as error:
            raise at_query(f"{error.parameter}: {error}", address) from error
        moment = public_moment(instant)
        kept = {name: asked[name] for name in sorted(asked) if name not in OF_THE_ANSWER}
        return cls(views, kind, kept | {RECORDED_AT: told_instant(moment.at)}, moment)

    @property
    def name(self) -> str:
        """The same for the same rows, columns and instant."""
        told = f"{self.kind}?{urlencode(self.parameters)}"
        return hashlib.sha256(told.encode()).hexdigest()[:LONGEST_ID]

    def with_columns(self, columns: str) -> str:
        """The parameters, with its columns by their names: later ones do not come in."""
        others = {name: self.parameters[name] for name in self.parameters if name != OMIT}
        return urlencode(others | {FIELDS: columns}, safe=SAFE)

    def answer(self, request: Request) -> HttpResponseBase:
        """What the list answers to anybody, as CSV."""
        asked = HttpRequest()
        asked.method = "GET"
        asked.path = asked.path_info = reverse(f"api:{self.kind}-list")
        asked.META = {name: request.META[name] for name in OF_THE_HOST if name in request.META}
        asked.GET = QueryDict(urlencode({**self.parameters, FORMAT: Csv.format}))
        clocks = Clocks.read(self.parameters)
        vars(asked).update(clocks=clocks, sees_drafts=False)
        with public_record(
            known_on=clocks.known_on,
            recorded_at=clocks.recorded_at,
            seconds=settings.STATEMENT_SECONDS,
        ):
            return self.views.as_view({"get": "list"})(asked)


def list_at(address: str) -> tuple[type[RecordViews], str]:
    """The views of the list at an address, and how it is called. Raises Problem."""
    try:
        parts = urlsplit(address)
        match = resolve(parts.path)
    except (Resolver404, ValueError) as error:
        raise at_query(NO_LIST, address) from error
    if parts.netloc and not is_own(parts.netloc):
        raise at_query(ELSEWHERE, address)
    views = getattr(match.func, "cls", None)
    name = LIST.fullmatch(match.url_name or "")
    if not (name and match.namespace == "api" and views and issubclass(views, RecordViews)):
        raise at_query(NO_LIST, address)
    return views, name[1]


def is_own(host: str) -> bool:
    """Whether this server is called so; behind which port, whoever stands before it decides."""
    name, _ = split_domain_port(host)
    return validate_host(name, settings.ALLOWED_HOSTS)


def at_query(told: str, address: str) -> Problem:
    return Problem(told, [Fault(told, pointer=f"/{QUERY}", value=address)])


def told_instant(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def refuse_too_many() -> None:
    """Raises Throttled. Those that were made before are answered all the same."""
    since = timezone.now() - HOUR
    made = Snapshot.objects.filter(made_at__gt=since).order_by("made_at")
    if made.count() >= MOST_AN_HOUR:
        first = made.values_list("made_at", flat=True)[0]
        raise Throttled(wait=(first - since).total_seconds() + 1)


def summed(pieces: Iterable[bytes]) -> tuple[int, str, str]:
    """How many rows there are, the sum of all, and the header. A row may have breaks in quotes."""
    whole, rows, is_open, header = hashlib.sha256(), -1, False, b""
    for line in lines_in(pieces):
        whole.update(line)
        is_open ^= line.count(b'"') % 2 == 1
        if not is_open:
            header = header or line
            rows += 1
    return rows, whole.hexdigest(), header.decode().strip()


def lines_in(pieces: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        *lines, rest = (rest + piece).split(b"\n")
        yield from (line + b"\n" for line in lines)
    if rest:
        yield rest


def named(name: str) -> Snapshot:
    """By a function of the database: readers of the record have no right to the table."""
    found = Snapshot.objects.raw("select * from engine.snapshot(%s)", [name])
    snapshot = next(iter(found), None) if re.fullmatch(NAMED, name) else None
    if snapshot is None:
        raise NotFound(f"There is no snapshot {name[:LONGEST_ECHO]}.")
    return snapshot


def address_of_rows(snapshot: Snapshot, form: str) -> str:
    """The list, asked for these rows; only flat forms have columns by name."""
    asked = QueryDict(snapshot.query, mutable=True)
    if form in FLAT:
        folder = f"{reverse('api:root')}{snapshot.kind}.{form}"
        return f"{folder}?{asked.urlencode(safe=SAFE)}"
    asked.pop(FIELDS)
    ending = f".{form}" if form != JSON else "/"
    return f"{reverse('api:root')}{snapshot.kind}{ending}?{asked.urlencode(safe=SAFE)}"


def told(snapshot: Snapshot, request: Request) -> dict[str, Any]:
    url = request.build_absolute_uri(reverse("api:snapshot", args=[snapshot.id]))
    names = ("id", "kind", "recorded_at", "seq", "made_at", "sha256")
    return {
        **{name: getattr(snapshot, name) for name in names},
        "url": url,
        "count": snapshot.rows,
        "query": request.build_absolute_uri(address_of_rows(snapshot, Csv.format)),
        "rows": {form: f"{url}rows.{form}" for form in FORMS},
        "citation": {
            "text": in_words(snapshot, url),
            "bibtex": bibtex(snapshot, url),
            "csl": csl(snapshot, url),
        },
    }


def answered(request: Request, snapshot: Snapshot, status: int) -> Response:
    body = SnapshotSerializer(told(snapshot, request)).data
    headers = {"Location": body["url"], "Cache-Control": "no-store"}
    return Response(body, status, headers=headers)
