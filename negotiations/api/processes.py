"""Processes and who belongs to them."""

from django.db.models import Prefetch, QuerySet

from negotiations.api.base import RecordSerializer
from negotiations.api.citations import CitedSerializer, CitedViews
from negotiations.api.filters import AllWithin, DatedFilter, Named, Search, Within, Worded
from negotiations.choices import MembershipRole, ProcessKind
from negotiations.models import Event, Membership, Party, Place, Process, Record


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


class MembershipViews(CitedViews):
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


class ProcessViews(CitedViews):
    model = Process
    serializer_class = ProcessSerializer
    detail_class = ProcessDetail
    filterset_class = ProcessFilter

    def detailed_rows(self, chosen: frozenset[str]) -> QuerySet[Record]:
        rows = super().detailed_rows(chosen)
        memberships = Prefetch("memberships", Membership.objects.order_by("slug"))
        return rows.prefetch_related(memberships) if "memberships" in chosen else rows
