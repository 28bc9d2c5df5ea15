"""What the views of all kinds share: which parameters they know, what a list and a detail answer.

Not here: what each kind shows and how it is filtered (one file per topic).
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework import viewsets
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from negotiations.api.base import Presented, RecordSerializer
from negotiations.api.description import Description
from negotiations.api.errors import BadParameter, Fault, Withdrawn, nearest
from negotiations.api.facets import FACETS, facet_names, facets_of, read_facets
from negotiations.api.filters import EDITORS_ONLY, RecordFilter, RecordFilters
from negotiations.api.formats import Negotiation
from negotiations.api.names import Names
from negotiations.api.pagination import RecordPagination
from negotiations.api.parameters import allow_only
from negotiations.fields import SLUG
from negotiations.models import Record
from negotiations.reports.clocks import CLOCKS, ClockError, Clocks, read_day
from negotiations.reports.planning import joins_as_written
from negotiations.reports.tombstones import tombstone_of

Report = Callable[[Any, date | None], Any]
PAGING = ("cursor", "page_size", "ordering")
SELECTION = ("fields", "omit")
OF_LISTS = (*PAGING, *SELECTION, FACETS, *CLOCKS)
OF_DETAILS = (*SELECTION, *CLOCKS)
OF_REPORTS = ("on", *CLOCKS)


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

    def found(self, rows: QuerySet[Record], slug: str) -> Any:
        """The record; 410 where it was withdrawn, 404 where there is none."""
        record = rows.filter(slug=slug).first()
        if record is not None:
            return record
        if tombstone := tombstone_of(self.model, slug):
            raise Withdrawn(tombstone.withdrawn_at, tombstone.reason)
        kind = self.model._meta.verbose_name
        raise NotFound(f"There is no {kind} {slug} in the public record.")

    def shown(
        self, shape: type[Presented], what: Any, *, many: bool = False, **context: Any
    ) -> Any:
        """The answer's data, with every record in it named."""
        serializer = shape(what, many=many, context=context)
        outline, parts = (serializer.child, what) if many else (serializer, [what])
        records = [record for part in parts for record in outline.records(part)]
        shown = {self.model: context["chosen"]} if many and "chosen" in context else None
        context["names"] = Names(self.request, records, shown)
        return serializer.data

    @property
    def clocks(self) -> Clocks:
        return getattr(self.request, "clocks", Clocks())

    @property
    def day(self) -> date | None:
        """The day for which reports are derived: `on`, else the day of what was known."""
        text = self.request.query_params.get("on", "")
        try:
            return read_day("on", text) if text else self.clocks.known_on
        except ClockError as error:
            raise BadParameter([Fault(str(error), "on", value=text)]) from error


class RecordViews(Reading):
    """A list and a detail of one kind."""

    serializer_class: ClassVar[type[RecordSerializer]]
    detail_class: ClassVar[type[RecordSerializer] | None] = None
    filterset_class: ClassVar[type[RecordFilter]]
    filter_backends = [RecordFilters]
    pagination_class = RecordPagination

    @property
    def shared_parameters(self) -> tuple[str, ...]:
        return OF_LISTS if self.action == "list" else OF_DETAILS

    def get_serializer_class(self) -> type[RecordSerializer]:
        detailed = self.detail_class if self.action == "retrieve" else None
        return detailed or self.serializer_class

    def list(self, request: Request) -> Response:
        """One page of the records that pass the filters."""
        allow_only(request, (*self.filter_names(), *self.shared_parameters))
        chosen = self.chosen_fields()
        found = self.filter_queryset(self.get_queryset())
        keys = self.paginate_queryset(found)
        self.paginator.facets = self.facets(found)
        with joins_as_written():
            rows = self.listed_rows(chosen).filter(pk__in=keys).order_by()
            by_key = {row.pk: row for row in rows}
            records = [by_key[key] for key in keys if key in by_key]
            self.prepare(records, chosen)
            shown = self.shown(self.get_serializer_class(), records, chosen=chosen, many=True)
        return self.paginator.envelope(records, shown)

    def retrieve(self, request: Request, slug: str) -> Response:
        """One record with what belongs to it."""
        allow_only(request, self.shared_parameters)
        chosen = self.chosen_fields()
        with joins_as_written():
            record = self.found(self.detailed_rows(chosen), slug)
            self.prepare([record], chosen)
            whole = self.completed(record, chosen)
            shown = self.shown(self.get_serializer_class(), whole, chosen=chosen)
        return Response(shown)

    def facets(self, found: QuerySet[Record]) -> dict[str, Any]:
        """The facets asked for; nothing where none is."""
        hidden = frozenset(self.filterset_class.base_filters) - frozenset(self.filter_names())
        known = [name for name in facet_names(self.filterset_class) if name not in hidden]
        names = read_facets(self.request.query_params.get(FACETS, ""), known)
        return facets_of(found, names, self.filters) if names else {}

    # --- What a kind may add ---------------------------------------------------------------

    def listed_rows(self, chosen: frozenset[str]) -> QuerySet[Record]:
        """The rows of a page, with the rows that its fields need beside them."""
        return self.get_queryset()

    def detailed_rows(self, chosen: frozenset[str]) -> QuerySet[Record]:
        """The row of a detail, with the rows that its fields need beside it."""
        return self.get_queryset()

    def prepare(self, records: Sequence[Any], chosen: frozenset[str]) -> None:
        """Put on the records what is worked out for all of them at once."""

    def completed(self, record: Any, chosen: frozenset[str]) -> Any:
        """What a detail shows: the record, or a report on it."""
        return record

    # --- Which fields there are ----------------------------------------------------------

    def chosen_fields(self) -> frozenset[str]:
        """The fields to show: those of `fields`, or all, without those of `omit`."""
        every = tuple(self.get_serializer_class()(context={}).fields)
        asked = {name: self.named_fields(name, every) for name in SELECTION}
        chosen = frozenset(asked["fields"] or every) - asked["omit"]
        if not chosen:
            raise BadParameter(
                [Fault("Nothing is left to show.", "omit", value=",".join(sorted(asked["omit"])))]
            )
        return chosen

    def named_fields(self, parameter: str, every: Sequence[str]) -> frozenset[str]:
        text = self.request.query_params.get(parameter, "")
        names = frozenset(filter(None, (name.strip() for name in text.split(","))))
        faults = [
            Fault(
                f"{name[:80]} is not a field.", parameter, value=name, nearest=nearest(name, every)
            )
            for name in sorted(names - set(every))
        ]
        if faults:
            raise BadParameter(faults)
        return names
