"""The feed of changes of the public record: whoever follows it misses none."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.db.models import F, Value
from django.http import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from negotiations.api.description import Description
from negotiations.api.errors import BadParameter, Fault
from negotiations.api.formats import FORMAT, JSON, Csv, JsonLines, Negotiation, Parquet, form_of
from negotiations.api.kinds import label_expression, label_of, path_of, root_address
from negotiations.api.names import BY_KIND, united
from negotiations.api.pagination import EXACT_COUNT, read_page_size
from negotiations.api.parameters import allow_only
from negotiations.api.rows import FORMS, Row, held_by
from negotiations.api.streams import (
    AS_CSV,
    AS_LINES,
    AS_ROWS,
    Written,
    attached,
    file_name,
    literal,
    refuse,
)
from negotiations.api.values import KindReferenceShape, Word
from negotiations.api.writers import BREAKING_CSV, BREAKING_LINE
from negotiations.choices import PublicChangeKind
from negotiations.exchange.extras import PARQUET, loaded
from negotiations.reports.asking import Chosen
from negotiations.reports.changes import (
    LAST_PLACE,
    Change,
    changes_since,
    changes_told,
    data_version,
)
from negotiations.worlds.copying import Copied, copied
from negotiations.worlds.reading import public_record

SINCE, PAGE_SIZE = "since", "page_size"
PLACE = "Its place in the order of changes: no change ever comes in behind it."

Named = tuple[str, str]


class ChangeSerializer(serializers.Serializer):
    """One change of the public record."""

    seq = serializers.IntegerField(help_text=PLACE)
    kind = serializers.ChoiceField(choices=list(BY_KIND), help_text="The kind of the record.")
    slug = serializers.CharField(help_text="The record.")
    change = Word(PublicChangeKind, help_text="What became of the record.")
    at = serializers.DateTimeField(help_text="When it became public.")
    record = KindReferenceShape(
        allow_null=True, help_text="The record where it can be read now; null where it cannot."
    )


class ChangeRow(Row):
    """One change of the public record."""

    seq = serializers.IntegerField(help_text=PLACE)
    kind = serializers.ChoiceField(choices=list(BY_KIND), help_text="The kind of the record.")
    slug = serializers.CharField(help_text="The record.")
    change = Word(PublicChangeKind, help_text="What became of the record.")
    at = serializers.DateTimeField(help_text="When it became public.")
    url = serializers.URLField(help_text="Where the record is read, or said to be withdrawn.")


class ChangesSerializer(serializers.Serializer):
    """A page of the feed."""

    count = serializers.IntegerField(help_text=f"How many there are; exact up to {EXACT_COUNT}.")
    count_exact = serializers.BooleanField(help_text="Whether the count is exact.")
    next = serializers.URLField(allow_null=True, help_text="The page behind this one.")
    previous = serializers.URLField(allow_null=True, help_text="Always null: nobody reads back.")
    data_version = serializers.IntegerField(
        help_text="The place of the last change; ask since it for what comes next."
    )
    results = ChangeSerializer(many=True)


class ChangesView(APIView):
    """The changes of the public record in the order in which they were made."""

    metadata_class = Description
    content_negotiation_class = Negotiation
    renderer_classes = FORMS
    filter_backends = ()
    row_class = ChangeRow
    shared_parameters = (SINCE, PAGE_SIZE, FORMAT)

    @extend_schema(responses=ChangesSerializer)
    def get(self, request: Request, format: str | None = None) -> HttpResponseBase:
        """Those behind a place; in other forms than JSON all of them.

        A record that came with another, left with it, or shows a reference to it, is an entry of
        its own; work on drafts is none. Whoever fetches each record named, and lets go of those
        that are gone, has the public record as it stands.
        """
        allow_only(request, self.shared_parameters)
        since = read_since(request)
        if form_of(request) != JSON:
            return self.whole(request, since)
        size = read_page_size(request)
        # Asked first, so that whoever goes on from it passes over nothing.
        version = data_version()
        changes = [one for one in changes_since(since, size) if one.seq <= version]
        more = bool(changes) and changes[-1].seq < version
        following = address_since(request, changes[-1].seq) if more else None
        left = max(version - since, 0)
        body = {
            "count": min(left, EXACT_COUNT),
            "count_exact": left <= EXACT_COUNT,
            "next": following,
            "previous": None,
            "data_version": version,
            "results": entries(request, changes),
        }
        headers = {"Link": f'<{following}>; rel="next"'} if following else None
        return Response(ChangesSerializer(body).data, headers=headers)

    def whole(self, request: Request, since: int) -> HttpResponseBase:
        """All changes behind a place, sent while they are read."""
        refuse(request, (PAGE_SIZE,))
        told = addressed(changes_told(since, data_version()), root_address(request))
        write, breaking = WRITERS[form_of(request)]
        name = file_name(request, "changes", (SINCE,))
        return attached(request, lambda: write(told), breaking, name)


def addressed(changes: str, root: str) -> str:
    """The statement with the address of each record."""
    folders = " ".join(f"when '{kind}' then '{path_of(BY_KIND[kind])}'" for kind in BY_KIND)
    address = literal(Chosen("%s::text", (root,)))
    url = f"{address} || case kind {folders} end || '/' || slug || '/'"
    return f"select c.*, {url} as url from ({changes}) as c"


def copied_changes(told: str, how: str) -> Copied:
    return copied(f"copy ({told}) to stdout ({how})", public_record, settings.EXPORT_SECONDS)


def csv_rows(told: str) -> Copied:
    return copied_changes(told, AS_CSV)


def json_lines(told: str) -> Copied:
    return copied_changes(f"select row_to_json(d)::text from ({told}) as d", AS_LINES)


def parquet_rows(told: str) -> Copied:
    parquet = loaded(PARQUET)
    typed = [parquet.Typed(name, what) for name, what in held_by(ChangeRow).items()]
    rows = copied_changes(told, AS_ROWS)
    return Written(rows, parquet.from_csv(typed, rows))


#: How each form is written, and what makes one that breaks off unreadable.
WRITERS: dict[str, tuple[Callable[[str], Copied], bytes]] = {
    Csv.format: (csv_rows, BREAKING_CSV),
    JsonLines.format: (json_lines, BREAKING_LINE),
    Parquet.format: (parquet_rows, b""),
}


def read_since(request: Request) -> int:
    text = request.query_params.get(SINCE) or "0"
    if text.isascii() and text.isdecimal() and len(text) < 20 and int(text) <= LAST_PLACE:
        return int(text)
    told = "A place in the feed is a number; take it from `seq` or `data_version`."
    raise BadParameter([Fault(told, SINCE, value=text)])


def address_since(request: Request, seq: int) -> str:
    return str(replace_query_param(request.build_absolute_uri(), SINCE, seq))


def entries(request: Request, changes: Sequence[Change]) -> list[dict[str, Any]]:
    root, labels = root_address(request), labels_of(changes)
    return [
        {**vars(change), "record": reference(root, (change.kind, change.slug), labels)}
        for change in changes
    ]


def reference(root: str, named: Named, labels: dict[Named, str]) -> dict[str, str] | None:
    if named not in labels:
        return None
    kind, slug = named
    address = f"{root}{path_of(BY_KIND[kind])}/{slug}/"
    return {"kind": kind, "slug": slug, "label": labels[named], "url": address}


def labels_of(changes: Sequence[Change]) -> dict[Named, str]:
    """The labels of the records named that are public now, in one query."""
    slugs: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        slugs[change.kind].add(change.slug)
    queries = [
        BY_KIND[kind]
        ._base_manager.filter(slug__in=sorted(named), visible=True)
        .values_list(Value(kind), F("slug"), label_expression(BY_KIND[kind]))
        for kind, named in slugs.items()
    ]
    return {(kind, slug): label_of(text, slug) for kind, slug, text in united(queries)}
