"""Sources. What a source is cited for is a list of its own: citations filtered by source."""

from negotiations.api.base import Address, RecordSerializer
from negotiations.api.filters import (
    AllWithin,
    DatedFilter,
    Named,
    Search,
    Texts,
    Within,
    Worded,
)
from negotiations.api.views import RecordViews
from negotiations.choices import Carrier, ExtentRead, SourceKind
from negotiations.models import Agreement, Event, Offer, Party, Process, Source, Statement


class SourceSerializer(RecordSerializer):
    """A source. Its `url` is where the document is found, as the records have it."""

    api_url = Address(source="*")

    class Meta:
        model = Source


class SourceFilter(DatedFilter):
    source = Named(Source, "id", "text_of", told="These sources and reprints of them, by slug.")
    party = Within(Party, "publisher_party")
    party__exact = Named(Party, "publisher_party")
    party__all = AllWithin(Party, "publisher_party")
    process = Within(
        Process,
        "citations__process",
        *(
            f"citations__{cited}__processes"
            for cited in ("event", "statement", "offer", "agreement")
        ),
        told="Cited for these processes or for what belongs to them, by slug.",
    )
    event = Named(Event, "citations__event", told="Cited for these events, by slug.")
    statement = Named(
        Statement, "citations__statement", told="Cited for these statements, by slug."
    )
    offer = Named(Offer, "citations__offer", told="Cited for these offers, by slug.")
    agreement = Named(
        Agreement, "citations__agreement", told="Cited for these agreements, by slug."
    )
    publisher = Texts("Published by these, exactly as they are written.")
    language = Texts("In these languages, as BCP 47 tags.")
    kind = Worded(SourceKind, "What sort of document it is.")
    carrier = Worded(Carrier, "How it reached us.")
    extent_read = Worded(ExtentRead, "How much of it was read.")
    q = Search()


class SourceViews(RecordViews):
    model = Source
    serializer_class = SourceSerializer
    filterset_class = SourceFilter
