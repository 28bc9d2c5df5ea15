"""Who was at events."""

from negotiations.api.base import RecordSerializer
from negotiations.api.citations import CitedSerializer
from negotiations.api.filters import AllWithin, CitedFilter, Named, Search, Within, Worded
from negotiations.api.views import RecordViews
from negotiations.choices import Attendance, ParticipationRole
from negotiations.models import Event, Participation, Party, Person, Place, Process


class ParticipationSerializer(RecordSerializer):
    class Meta:
        model = Participation


class ParticipationDetail(ParticipationSerializer, CitedSerializer):
    pass


class ParticipationFilter(CitedFilter):
    process = Within(Process, "event__processes")
    party = Within(Party, "party")
    party__exact = Named(Party, "party")
    party__all = AllWithin(Party, "party")
    person = Named(Person, "person")
    event = Named(Event, "event")
    place = Named(Place, "event__place")
    role = Worded(ParticipationRole, "In what role.")
    attendance = Worded(Attendance, "Whether they were there.")
    q = Search("person", "party")


class ParticipationViews(RecordViews):
    model = Participation
    serializer_class = ParticipationSerializer
    detail_class = ParticipationDetail
    filterset_class = ParticipationFilter
