"""Points and the claims on them."""

from negotiations.api.citations import CitedSerializer
from negotiations.api.filters import (
    AllWithin,
    CitedFilter,
    DatedFilter,
    Named,
    Search,
    Within,
    Worded,
    WorkedOut,
)
from negotiations.api.point_reports import (
    ClaimSerializer,
    PointReportSerializer,
    PointSerializer,
)
from negotiations.api.views import RecordViews
from negotiations.choices import AnswerType, ClaimStance, OnRecord, PointKind, Resolution, Standing
from negotiations.models import (
    Agreement,
    Claim,
    Event,
    Issue,
    Offer,
    Party,
    Person,
    Place,
    Point,
    Process,
    Source,
    Statement,
)
from negotiations.reports.points import standings_of

#: How a point reaches a process: as what it is about, or by what it is about.
PROCESSES = (
    "process",
    *(f"{target}__processes" for target in ("event", "offer", "agreement", "statement")),
)


class ClaimDetail(ClaimSerializer, CitedSerializer):
    pass


class ClaimFilter(DatedFilter):
    process = Within(Process, *(f"point__{path}" for path in PROCESSES))
    party = Within(Party, "party")
    party__exact = Named(Party, "party")
    party__all = AllWithin(Party, "party")
    person = Named(Person, "person")
    issue = Within(Issue, "point__issue")
    event = Named(Event, "point__event")
    offer = Named(Offer, "offer", "point__offer")
    point = Named(Point, "point")
    agreement = Named(Agreement, "agreement", "point__agreement")
    statement = Named(Statement, "statement", "point__statement")
    place = Named(Place, "point__event__place", told="On events at these places, by slug.")
    kind = Worded(PointKind, "What sort of difference it is about.", "point__kind")
    on_record = Worded(OnRecord, "Whether the speaker may be named.")
    source = Named(
        Source, "source", "citations__source", told="Of these sources or cited from them, by slug."
    )
    stance = Worded(ClaimStance, "What the holder does with the answer.")
    q = Search()


class ClaimViews(RecordViews):
    model = Claim
    serializer_class = ClaimSerializer
    detail_class = ClaimDetail
    filterset_class = ClaimFilter


class PointDetail(PointReportSerializer, CitedSerializer):
    """A point by itself."""


class PointFilter(CitedFilter):
    process = Within(Process, *PROCESSES)
    party = Within(Party, "claims__party")
    party__exact = Named(Party, "claims__party")
    party__all = AllWithin(Party, "claims__party")
    person = Named(Person, "claims__person")
    issue = Within(Issue, "issue")
    event = Named(Event, "event")
    offer = Named(Offer, "offer")
    agreement = Named(Agreement, "agreement")
    statement = Named(Statement, "statement")
    place = Named(Place, "event__place", told="On events at these places, by slug.")
    kind = Worded(PointKind, "What sort of difference it is.")
    answer_type = Worded(AnswerType, "What form its answers have.")
    standing = WorkedOut(Standing, "How the sides stand to each other.", standings_of)
    resolution = Worded(Resolution, "What has become of the difference since.")
    q = Search()


class PointViews(RecordViews):
    model = Point
    serializer_class = PointSerializer
    detail_class = PointDetail
    filterset_class = PointFilter
