"""People, and the offices they held."""

from negotiations.api.base import RecordSerializer
from negotiations.api.citations import CitedSerializer
from negotiations.api.filters import AllWithin, CitedFilter, DatedFilter, Named, Search, Within
from negotiations.api.views import RecordViews
from negotiations.models import Event, Party, Person, Process, Tenure


class TenureSerializer(RecordSerializer):
    class Meta:
        model = Tenure


class TenureDetail(TenureSerializer, CitedSerializer):
    pass


class TenureFilter(DatedFilter):
    party = Within(Party, "party")
    party__exact = Named(Party, "party")
    party__all = AllWithin(Party, "party")
    person = Named(Person, "person")
    event = Named(Event, "participations__event", told="Under which somebody took part, by slug.")
    q = Search("person")


class TenureViews(RecordViews):
    model = Tenure
    serializer_class = TenureSerializer
    detail_class = TenureDetail
    filterset_class = TenureFilter


class PersonSerializer(RecordSerializer):
    class Meta:
        model = Person


class PersonDetail(PersonSerializer, CitedSerializer):
    """A person with the offices held."""

    tenures = TenureSerializer(many=True, read_only=True)


class PersonFilter(CitedFilter):
    process = Within(Process, "participations__event__processes", "statements__processes")
    party = Within(Party, "tenures__party", "participations__party")
    party__exact = Named(Party, "tenures__party", "participations__party")
    party__all = AllWithin(Party, "tenures__party", "participations__party")
    person = Named(Person, "id")
    event = Named(Event, "participations__event")
    q = Search()


class PersonViews(RecordViews):
    model = Person
    serializer_class = PersonSerializer
    detail_class = PersonDetail
    filterset_class = PersonFilter
