"""Processes and who belongs to them."""

from negotiations.api.base import RecordSerializer
from negotiations.api.citations import CitedSerializer
from negotiations.api.filters import AllWithin, DatedFilter, Named, Search, Within, Worded
from negotiations.api.views import RecordViews
from negotiations.choices import MembershipRole, ProcessKind
from negotiations.models import Event, Membership, Party, Place, Process


class MembershipSerializer(RecordSerializer):
    class Meta:
        model = Membership


class MembershipDetail(MembershipSerializer, CitedSerializer):
    pass


class MembershipFilter(DatedFilter):
    process = Within(Process, "process")
    party = Within(Party, "party", "coalition")
    party__exact = Named(Party, "party", "coalition")
    party__all = AllWithin(Party, "party", "coalition")
    role = Worded(MembershipRole, "In which capacity the party belongs.")


class MembershipViews(RecordViews):
    model = Membership
    serializer_class = MembershipSerializer
    detail_class = MembershipDetail
    filterset_class = MembershipFilter


class ProcessSerializer(RecordSerializer):
    class Meta:
        model = Process


class ProcessDetail(ProcessSerializer, CitedSerializer):
    """A process with its parties."""

    memberships = MembershipSerializer(many=True, read_only=True)


class ProcessFilter(DatedFilter):
    process = Within(Process, "id")
    party = Within(Party, "memberships__party")
    party__exact = Named(Party, "memberships__party")
    party__all = AllWithin(Party, "memberships__party")
    event = Named(Event, "events")
    place = Named(Place, "events__place", told="With events at these places, by slug.")
    kind = Worded(ProcessKind, "How the sides face each other.")
    q = Search()


class ProcessViews(RecordViews):
    model = Process
    serializer_class = ProcessSerializer
    detail_class = ProcessDetail
    filterset_class = ProcessFilter
