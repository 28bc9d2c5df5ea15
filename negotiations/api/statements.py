"""Statements."""

from negotiations.api.base import RecordSerializer
from negotiations.api.citations import CitedSerializer
from negotiations.api.contested import ContestedSerializer, ContestedViews, contested_filter
from negotiations.api.filters import AllWithin, Bound, DatedFilter, Named, Search, Within, Worded
from negotiations.choices import OnRecord, StatementKind
from negotiations.models import (
    Event,
    Issue,
    Offer,
    Party,
    Person,
    Place,
    Process,
    Statement,
)
from negotiations.reports.contested import statement_is_contested

SPEAKS = ("party", "co_parties", "on_behalf_of")


class StatementSerializer(RecordSerializer):
    class Meta:
        model = Statement


class StatementRow(StatementSerializer, ContestedSerializer):
    """A statement in a list."""


class StatementDetail(StatementRow, CitedSerializer):
    """A statement by itself."""


class StatementFilter(DatedFilter):
    process = Within(Process, "processes")
    party = Within(Party, *SPEAKS)
    party__exact = Named(Party, *SPEAKS)
    party__all = AllWithin(Party, *SPEAKS)
    person = Named(Person, "speaker")
    speaker = Named(Person, "speaker")
    issue = Within(Issue, "issues")
    event = Named(Event, "events", "said_at", told="About these events or said at them, by slug.")
    offer = Named(Offer, "offers")
    place = Named(Place, "said_at__place", told="Said at these places, by slug.")
    kind = Worded(StatementKind, "What sort of speech act it is.")
    on_record = Worded(OnRecord, "Whether the speaker may be named.")
    tone_min = Bound("The lowest tone, from -2.", "tone__gte", min_value=-2, max_value=2)
    tone_max = Bound("The highest tone, up to 2.", "tone__lte", min_value=-2, max_value=2)
    contested = contested_filter(statement_is_contested)
    q = Search("text", "text_original", "speaker_label", "topic_note")


class StatementViews(ContestedViews):
    model = Statement
    contested = statement_is_contested
    serializer_class = StatementRow
    detail_class = StatementDetail
    filterset_class = StatementFilter
