"""Places."""

from negotiations.api.base import RecordSerializer
from negotiations.api.citations import CitedSerializer
from negotiations.api.filters import CitedFilter, Entries, Named, Search, Within, Worded
from negotiations.api.views import RecordViews
from negotiations.choices import PlaceKind
from negotiations.models import Event, Place, Process


class PlaceSerializer(RecordSerializer):
    class Meta:
        model = Place


class PlaceDetail(PlaceSerializer, CitedSerializer):
    pass


class PlaceFilter(CitedFilter):
    process = Within(Process, "events__processes")
    event = Named(Event, "events", told="Of these events, by slug.")
    place = Named(Place, "id", told="These places, by slug.")
    country = Entries("In these countries, as ISO 3166-1 alpha-2.", "countries")
    kind = Worded(PlaceKind, "What sort of place it is.")
    q = Search()


class PlaceViews(RecordViews):
    model = Place
    serializer_class = PlaceSerializer
    detail_class = PlaceDetail
    filterset_class = PlaceFilter
