"""Answers to offers."""

from negotiations.api.base import RecordSerializer
from negotiations.api.citations import CitedSerializer
from negotiations.api.filters import AllWithin, DatedFilter, Named, Search, Within, Worded
from negotiations.api.views import RecordViews
from negotiations.choices import ResponseKind
from negotiations.models import (
    Event,
    Issue,
    Offer,
    Party,
    Person,
    Place,
    Process,
    Response,
    Statement,
)


class ResponseSerializer(RecordSerializer):
    class Meta:
        model = Response


class ResponseDetail(ResponseSerializer, CitedSerializer):
    pass


class ResponseFilter(DatedFilter):
    process = Within(Process, "offer__processes")
    party = Within(Party, "party")
    party__exact = Named(Party, "party")
    party__all = AllWithin(Party, "party")
    person = Named(Person, "statement__speaker", told="In words of these people, by slug.")
    issue = Within(Issue, "offer__terms__issue")
    event = Named(Event, "event")
    offer = Named(Offer, "offer", "offer__variant_of")
    place = Named(Place, "event__place", told="Given at these places, by slug.")
    statement = Named(Statement, "statement", told="Given in these statements, by slug.")
    proposer = Within(Party, "offer__proposers", told="To offers of these parties, by slug.")
    kind = Worded(ResponseKind, "What the answer is.")
    q = Search()


class ResponseViews(RecordViews):
    model = Response
    serializer_class = ResponseSerializer
    detail_class = ResponseDetail
    filterset_class = ResponseFilter
