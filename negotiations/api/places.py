"""Places."""

from negotiations.api.base import RecordSerializer
from negotiations.api.citations import CitedSerializer, CitedViews
from negotiations.api.filters import CitedFilter, Search, Worded
from negotiations.choices import PlaceKind
from negotiations.models import Place


class PlaceSerializer(RecordSerializer):
    class Meta:
        model = Place


class PlaceDetail(PlaceSerializer, CitedSerializer):
    pass


class PlaceFilter(CitedFilter):
    kind = Worded(PlaceKind, "What sort of place it is.")
    q = Search("name")


class PlaceViews(CitedViews):
    model = Place
    serializer_class = PlaceSerializer
    detail_class = PlaceDetail
    filterset_class = PlaceFilter
