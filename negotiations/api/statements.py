"""Statements."""

from django.db.models import Q

from negotiations.api.base import RecordSerializer
from negotiations.api.citations import CitedSerializer
from negotiations.api.contested import contested_field, contested_filter
from negotiations.api.filters import (
    AllWithin,
    Bound,
    DatedFilter,
    Derived,
    Named,
    Search,
    Texts,
    Within,
    Worded,
)
from negotiations.api.views import RecordViews
from negotiations.choices import Channel, OnRecord, Rendering, StatementKind, Wording
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
from negotiations.reports.contested import STATEMENT_IS_CONTESTED, statement_is_contested

SPEAKS = ("party", "co_parties", "on_behalf_of")


class StatementSerializer(RecordSerializer):
    class Meta:
        model = Statement


class StatementRow(StatementSerializer):
    """A statement in a list."""

    contested = contested_field(STATEMENT_IS_CONTESTED)


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
    channel = Worded(Channel, "In what setting it was said.")
    wording = Worded(Wording, "Whether these are the words.")
    rendering = Worded(Rendering, "Whose rendering of the words it is.")
    language = Texts("Worded in these languages here, as BCP 47 tags.")
    root = Derived(
        "Whether it is a speech act by itself, neither an excerpt of another nor another "
        "rendering of one.",
        lambda day: Q(part_of=None, variant_of=None),
    )
    tone_min = Bound("The lowest tone, from -2.", "tone__gte", min_value=-2, max_value=2)
    tone_max = Bound("The highest tone, up to 2.", "tone__lte", min_value=-2, max_value=2)
    contested = contested_filter(statement_is_contested)
    q = Search()


class StatementViews(RecordViews):
    model = Statement
    serializer_class = StatementRow
    detail_class = StatementDetail
    filterset_class = StatementFilter
