"""Sources. What a source is cited for is a list of its own: citations filtered by source."""

from negotiations.api.base import RecordSerializer
from negotiations.api.filters import (
    AllWithin,
    DatedFilter,
    Named,
    Search,
    Within,
    Worded,
)
from negotiations.api.views import RecordViews
from negotiations.choices import Carrier, ExtentRead, SourceKind
from negotiations.models import Event, Party, Source


class SourceSerializer(RecordSerializer):
    class Meta:
        model = Source


class SourceFilter(DatedFilter):
    source = Named(Source, "id", "text_of", told="These sources and reprints of them, by slug.")
    party = Within(Party, "publisher_party")
    party__exact = Named(Party, "publisher_party")
    party__all = AllWithin(Party, "publisher_party")
    event = Named(Event, "citations__event")
    kind = Worded(SourceKind, "What sort of document it is.")
    carrier = Worded(Carrier, "How it reached us.")
    extent_read = Worded(ExtentRead, "How much of it was read.")
    q = Search("title", "publisher")


class SourceViews(RecordViews):
    model = Source
    serializer_class = SourceSerializer
    filterset_class = SourceFilter
