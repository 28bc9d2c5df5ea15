"""Parties."""

from negotiations.api.base import RecordSerializer
from negotiations.api.citations import CitedSerializer
from negotiations.api.filters import AllWithin, DatedFilter, Named, Search, Within, Worded
from negotiations.api.views import RecordViews
from negotiations.choices import PartyKind
from negotiations.models import Event, Party, Person, Process


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
    person = Named(
        Person,
        "tenures__person",
        "participations__person",
        told="For which these people held office or took part, by slug.",
    )
    event = Named(Event, "participations__event", told="Taking part in these events, by slug.")
    kind = Worded(PartyKind, "What sort of party it is.")
    q = Search()


class PartyViews(RecordViews):
    model = Party
    serializer_class = PartySerializer
    detail_class = PartyDetail
    filterset_class = PartyFilter
