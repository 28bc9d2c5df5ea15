"""What a week with the REST framework's tutorial gives: the same records, nothing measured.

Nested serializers of models, pages by number with a count, a search by `icontains`. Related rows
are prefetched, as everybody learns soon. Nothing hidden is left out, so it does less than ours.

    DJANGO_SETTINGS_MODULE=benchmarks.naive_settings \\
        python -m benchmarks.serve benchmarks.naive:application 8003
"""

from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db.models import Count, Q, QuerySet
from django.urls import include, path
from rest_framework import serializers, viewsets
from rest_framework.filters import SearchFilter
from rest_framework.pagination import PageNumberPagination
from rest_framework.routers import SimpleRouter

application = get_wsgi_application()

# Models can be imported only when Django is set up, which a WSGI application does first of all.
from negotiations.models import (  # noqa: E402
    Citation,
    Event,
    Offer,
    Participation,
    Party,
    Person,
    Response,
    Statement,
    Term,
)

BESIDE = ("visible",)


class Pages(PageNumberPagination):
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 500


def shape(kind: Any, **nested: Any) -> type[serializers.Serializer[Any]]:
    """All columns of a kind, and the rows nested in it."""
    columns = [*kind._meta.concrete_fields, *kind._meta.many_to_many]
    names = [field.name for field in columns if not (field.generated or field.name in BESIDE)]
    meta = type("Meta", (), {"model": kind, "fields": list(dict.fromkeys([*names, *nested]))})
    return type(f"{kind.__name__}Shape", (serializers.ModelSerializer,), {"Meta": meta, **nested})


ParticipationShape = shape(Participation, party=shape(Party)(), person=shape(Person)())
EventRow = shape(
    Event,
    participations=ParticipationShape(many=True),
    statement_count=serializers.IntegerField(),
    offer_count=serializers.IntegerField(),
    source_count=serializers.IntegerField(),
)


OfferShape = shape(Offer, terms=shape(Term)(many=True), responses=shape(Response)(many=True))
EventWhole = shape(
    Event,
    participations=ParticipationShape(many=True),
    statements=shape(Statement)(many=True),
    offers=OfferShape(many=True),
    citations=shape(Citation)(many=True),
)


class EventViews(viewsets.ReadOnlyModelViewSet):
    lookup_field = "slug"
    pagination_class = Pages

    def get_queryset(self) -> QuerySet[Event]:
        with_people = Event.objects.prefetch_related(
            "processes", "participations__party", "participations__person"
        )
        if self.action == "retrieve":
            return with_people.prefetch_related(
                "statements", "offers__terms", "offers__responses", "citations"
            )
        found = with_people.annotate(
            statement_count=Count("statements", distinct=True),
            offer_count=Count("offers", distinct=True),
            source_count=Count("citations__source", distinct=True),
        )
        return found.filter(asked(self.request.query_params)).order_by("date_earliest", "slug")

    def get_serializer_class(self) -> Any:
        return EventWhole if self.action == "retrieve" else EventRow


def asked(parameters: Any) -> Q:
    found = Q()
    if party := parameters.get("party"):
        found &= Q(participations__party__slug=party)
    if first := parameters.get("date_from"):
        found &= Q(date_latest__gte=first)
    if last := parameters.get("date_to"):
        found &= Q(date_earliest__lte=last)
    return found


class StatementViews(viewsets.ReadOnlyModelViewSet):
    queryset = Statement.objects.order_by("date_earliest", "slug")
    serializer_class = shape(Statement)
    pagination_class = Pages
    filter_backends = [SearchFilter]
    search_fields = ("text",)


router = SimpleRouter()
router.register("events", EventViews, basename="events")
router.register("statements", StatementViews, basename="statements")
urlpatterns = [path("", include(router.urls))]
