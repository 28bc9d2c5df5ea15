"""Citations, and the details of all kinds that sources are cited for."""

from negotiations.api.base import RecordSerializer
from negotiations.api.filters import Named, RecordFilter, Search, Texts, Within, Worded
from negotiations.api.views import RecordViews
from negotiations.choices import CitationStance
from negotiations.models import (
    Agreement,
    Citation,
    Claim,
    Commitment,
    Event,
    Fulfilment,
    Issue,
    Offer,
    Party,
    Person,
    Place,
    Point,
    Process,
    Response,
    Source,
    Statement,
    Term,
)


class CitationSerializer(RecordSerializer):
    class Meta:
        model = Citation


class CitationFilter(RecordFilter):
    source = Named(Source, "source")
    event = Named(Event, "event")
    statement = Named(Statement, "statement")
    offer = Named(Offer, "offer")
    agreement = Named(Agreement, "agreement")
    point = Named(Point, "point")
    claim = Named(Claim, "claim")
    term = Named(Term, "term")
    response = Named(Response, "response")
    commitment = Named(Commitment, "commitment")
    fulfilment = Named(Fulfilment, "fulfilment")
    party = Named(Party, "party")
    person = Named(Person, "person")
    place = Named(Place, "place")
    issue = Named(Issue, "issue")
    process = Within(
        Process,
        "process",
        *(f"{cited}__processes" for cited in ("event", "statement", "offer", "agreement")),
        told="For these processes or what belongs to them, by slug.",
    )
    field = Texts("For these fields of the record alone.")
    stance = Worded(CitationStance, "What the source does to the record.", "stance")
    q = Search()


class CitationViews(RecordViews):
    model = Citation
    serializer_class = CitationSerializer
    filterset_class = CitationFilter


class CitedSerializer(RecordSerializer):
    """A detail with the record's own citations."""

    citations = CitationSerializer(many=True, read_only=True)
