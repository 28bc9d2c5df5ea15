"""Parties."""

from negotiations.api.base import RecordSerializer
from negotiations.api.citations import CitedSerializer, CitedViews
from negotiations.api.filters import AllWithin, DatedFilter, Named, Search, Within, Worded
from negotiations.choices import PartyKind
from negotiations.models import Party, Process


class PartySerializer(RecordSerializer):
    class Meta:
        model = Party


class PartyDetail(PartySerializer, CitedSerializer):
    pass


class PartyFilter(DatedFilter):
    process = Within(Process, "memberships__process")
    party = Within(Party, "id")
    party__exact = Named(Party, "id")
    party__all = AllWithin(Party, "id")
    kind = Worded(PartyKind, "What sort of party it is.")
    q = Search("name", "short_name")


class PartyViews(CitedViews):
    model = Party
    serializer_class = PartySerializer
    detail_class = PartyDetail
    filterset_class = PartyFilter
