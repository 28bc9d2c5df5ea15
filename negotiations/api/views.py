"""What the views of all kinds share: which parameters they know, what a list and a detail answer.

Not here: what each kind shows and how it is filtered (one file per topic).
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from rest_framework import viewsets
from rest_framework.exceptions import NotFound
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from negotiations.api.base import Presented, RecordSerializer
from negotiations.api.choosing import SELECTION, chosen_names
from negotiations.api.description import Description
from negotiations.api.errors import BadParameter, Fault, Withdrawn
from negotiations.api.facets import FACETS, facet_names, facets_of, read_facets
from negotiations.api.filters import EDITORS_ONLY, RecordFilter, RecordFilters
from negotiations.api.formats import FORMAT, JSON, LIST_FORMS, Negotiation, form_of
from negotiations.api.kinds import root_address
from negotiations.api.names import Names
from negotiations.api.pagination import Page, RecordPagination, read_ordering
from negotiations.api.parameters import allow_only
from negotiations.api.reading import Compiled, Detail, read_detail, read_page
from negotiations.api.streams import Asked, Writer, streamed
from negotiations.api.writers import WRITERS
from negotiations.fields import SLUG
from negotiations.models import Record
from negotiations.reports.clocks import CLOCKS, ClockError, Clocks, read_day
from negotiations.reports.tombstones import tombstone_of
from negotiations.worlds.planning import joins_as_written

Report = Callable[[Any, date | None], Any]
PAGING = ("cursor", "page_size", "ordering")
OF_LISTS = (*PAGING, *SELECTION, FACETS, FORMAT, *CLOCKS)
OF_DETAILS = (*SELECTION, FORMAT, *CLOCKS)
OF_REPORTS = ("on", *CLOCKS)


def json_answer(body: str, **headers: str) -> HttpResponse:
    """An answer that the database has already written as JSON."""
    return HttpResponse(body, content_type=JSONRenderer.media_type, headers=headers)


@cache
def names_of_fields(shape: type[Presented]) -> tuple[str, ...]:
    return tuple(shape(context={}).fields)


class Reading(viewsets.GenericViewSet):
    """What every reading of a kind does: know its parameters, find a record, name what it shows."""

    model: ClassVar[type[Record]]
    filterset_class: ClassVar[type[RecordFilter]]
    content_negotiation_class = Negotiation
    metadata_class = Description
    filter_backends = []
    pagination_class = None
    lookup_field = "slug"
    lookup_value_regex = SLUG.removeprefix("^").removesuffix("$")
    request: Request

    def get_queryset(self) -> QuerySet[Record]:
        return self.model._default_manager.all()

    @property
    def shared_parameters(self) -> tuple[str, ...]:
        """The parameters known here beside the filters."""
        return OF_REPORTS

    def filter_names(self) -> tuple[str, ...]:
        hidden = frozenset() if getattr(self.request, "sees_drafts", False) else EDITORS_ONLY
        return tuple(name for name in self.filterset_class.base_filters if name not in hidden)

    def report(self, build: Report, slug: str) -> Response:
        """A report on one record, as it stands on the day asked for."""
        allow_only(self.request, self.shared_parameters)
        with joins_as_written():
            record = self.found(self.get_queryset(), slug)
            shown = self.shown(self.get_serializer_class(), build(record, self.day))
        return Response(shown)

    def document(self, compiled: Compiled, slug: str) -> Detail:
        """What is compiled for one record, as it stands on the day asked for."""
        found = read_detail(compiled, slug, root_address(self.request), self.day)
        if found is None:
            raise self.absence(slug)
        return found

    def found(self, rows: QuerySet[Record], slug: str) -> Any:
        """The record; 410 where it was withdrawn, 404 where there is none."""
        record = rows.filter(slug=slug).first()
        if record is None:
            raise self.absence(slug)
        return record

    def absence(self, slug: str) -> Exception:
        if tombstone := tombstone_of(self.model, slug):
            return Withdrawn(tombstone.withdrawn_at, tombstone.reason)
        kind = self.model._meta.verbose_name
        return NotFound(f"There is no {kind} {slug} in the public record.")

    def shown(self, shape: type[Presented], what: Any) -> Any:
        """The answer's data, with every record in it named."""
        context: dict[str, Any] = {}
        serializer = shape(what, context=context)
        context["names"] = Names(self.request, list(serializer.records(what)))
        return serializer.data

    @property
    def clocks(self) -> Clocks:
        return getattr(self.request, "clocks", Clocks())

    @property
    def day(self) -> date | None:
        """The day for which reports are derived: `on`, else the day of what was known."""
        text = self.request.query_params.get("on", "")
        try:
            return read_day("on", text) if text else self.clocks.day
        except ClockError as error:
            raise BadParameter([Fault(str(error), "on", value=text)]) from error


class RecordViews(Reading):
    """A list and a detail of one kind."""

    serializer_class: ClassVar[type[RecordSerializer]]
    detail_class: ClassVar[type[RecordSerializer] | None] = None
    filterset_class: ClassVar[type[RecordFilter]]
    list_forms: ClassVar[Sequence[type[BaseRenderer]]] = LIST_FORMS
    detail_forms: ClassVar[Sequence[type[BaseRenderer]]] = (JSONRenderer,)
    writers: ClassVar[Mapping[str, Writer]] = WRITERS
    filter_backends = [RecordFilters]
    pagination_class = RecordPagination

    def get_renderers(self) -> list[BaseRenderer]:
        """A list can be asked for in more forms than a record."""
        forms = self.list_forms if self.action == "list" else self.detail_forms
        return [form() for form in forms]

    @property
    def shared_parameters(self) -> tuple[str, ...]:
        return OF_LISTS if self.action == "list" else OF_DETAILS

    def get_serializer_class(self) -> type[RecordSerializer]:
        detailed = self.detail_class if self.action == "retrieve" else None
        return detailed or self.serializer_class

    def list(self, request: Request, format: str | None = None) -> HttpResponseBase:
        """One page of the records that pass the filters; in other forms than JSON all of them."""
        allow_only(request, (*self.filter_names(), *self.shared_parameters))
        if form_of(request) != JSON:
            return self.whole()
        compiled = Compiled.of(self.get_serializer_class(), self.chosen_fields())
        page = Page.of(request, self.model)
        filters = RecordFilters().read(request, self.get_queryset(), self)
        facets = self.facets(filters)
        asked = page.query(filters.narrowed, filters.along())
        read = read_page(compiled, asked, root_address(request), self.day)
        body, link = page.envelope(read, facets)
        return json_answer(body, **link)

    def whole(self) -> HttpResponseBase:
        """All records that pass the filters, sent while they are read."""
        found = self.filter_queryset(self.get_queryset())
        writer = self.writers[form_of(self.request)]
        asked = self.asked(self.get_serializer_class(), found)
        return streamed(writer, asked, (*self.filter_names(), *CLOCKS))

    def asked(self, shape: type[RecordSerializer], rows: QuerySet[Record]) -> Asked:
        ordering = read_ordering(self.request, self.model)
        return Asked(self.request, self.model, rows, ordering, shape, self.day)

    def retrieve(self, request: Request, slug: str) -> HttpResponse:
        """One record with what belongs to it."""
        allow_only(request, self.shared_parameters)
        found = self.document(Compiled.of(self.get_serializer_class(), self.chosen_fields()), slug)
        answer = json_answer(found.document)
        answer.record_version = found.version
        return answer

    def facets(self, filters: RecordFilter) -> dict[str, Any]:
        """The facets asked for; nothing where none is."""
        hidden = frozenset(self.filterset_class.base_filters) - frozenset(self.filter_names())
        known = [name for name in facet_names(self.filterset_class) if name not in hidden]
        names = read_facets(self.request.query_params.get(FACETS, ""), known)
        return facets_of(filters, names) if names else {}

    # --- Which fields there are ----------------------------------------------------------

    def chosen_fields(self) -> frozenset[str]:
        return chosen_names(self.request, names_of_fields(self.get_serializer_class()))
