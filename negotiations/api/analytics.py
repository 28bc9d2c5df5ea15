"""The analyses: rows that are counted out of many records, each with notes on what they count."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponseBase
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from negotiations.api.errors import BadParameter, Fault
from negotiations.api.events import EventFilter
from negotiations.api.filters import Day, Mode, RecordFilter, RecordFilters, Within
from negotiations.api.formats import FORMAT, JSON, form_of
from negotiations.api.offers import OfferFilter
from negotiations.api.parameters import allow_only
from negotiations.api.points import PointFilter
from negotiations.api.rows import FORMS, Dated, Row, flat_answer, plain_rows
from negotiations.api.values import Word
from negotiations.api.views import Reading
from negotiations.choices import Certainty, EventKind, Level, OfferKind, Put, TermSide
from negotiations.dates import DateError, Period, period
from negotiations.models import Event, Issue, Offer, Party, Point, Record
from negotiations.reports.analytics.concessions import Change, concessions
from negotiations.reports.analytics.divergence import divergence
from negotiations.reports.analytics.meeting_gaps import meeting_gaps
from negotiations.reports.analytics.offers_by_year import offers_by_year
from negotiations.reports.analytics.response_times import BY, response_times
from negotiations.reports.analytics.tables import Analysis
from negotiations.reports.asking import Chosen, chosen_from
from negotiations.reports.clocks import CLOCKS
from negotiations.reports.ledger import ROOTS
from negotiations.reports.trees import Descendants

SIDE = "The side, by the slug of its topmost party."


class NotesSerializer(serializers.Serializer):
    """What the rows count, and what they leave out."""

    counted = serializers.CharField(help_text="What a row counts.")
    considered = serializers.IntegerField(help_text="How many records were looked at.")
    left_out = serializers.DictField(
        child=serializers.IntegerField(),
        help_text="How many of them are in no row, or in one without a value, by why.",
    )


class AnalysisSerializer(serializers.Serializer):
    """Rows, and notes for whoever quotes them."""

    notes = NotesSerializer()


class AnalysisViews(Reading):
    """An analysis of the records that pass the filters of their list."""

    renderer_classes = FORMS
    filter_backends = [RecordFilters]
    filterset_class: ClassVar[type[RecordFilter]]
    row_class: ClassVar[type[Row]]
    shared_parameters: ClassVar[tuple[str, ...]] = (FORMAT, *CLOCKS)
    #: What it is about where nothing is filtered.
    everything: ClassVar[Chosen]

    def retrieve(self, request: Request, format: str | None = None) -> HttpResponseBase:
        """The rows, with what they count and leave out."""
        allow_only(request, (*self.filter_names(), *self.shared_parameters))
        found = self.analysed(self.chosen())
        if form_of(request) != JSON:
            return flat_answer(form_of(request), self.row_class, found.rows)
        return Response({"rows": plain_rows(self.row_class, found.rows), "notes": notes(found)})

    def analysed(self, chosen: Chosen) -> Analysis:
        raise NotImplementedError

    def words(self, *names: str) -> list[str]:
        """The values of the parameters, by the commas between them."""
        asked = ",".join(self.request.query_params.get(name, "") for name in names)
        return [word.strip() for word in asked.split(",") if word.strip()]

    def sides_named(self) -> tuple[list[str], int]:
        """The parties whose sides rows are about, and how many of them each row must have."""
        both, either = self.words("party__all"), self.words("party", "party__exact")
        return both or either, 2 if len(both) > 1 else int(bool(both or either))

    def chosen(self) -> Chosen:
        """The records to analyse; nothing is worked out where nothing is filtered."""
        asked = self.request.query_params
        if not any(asked.get(name) for name in self.filterset_class.base_filters):
            return self.everything
        return chosen_from(self.filter_queryset(self.get_queryset()))


def notes(found: Analysis) -> dict[str, Any]:
    return {
        "counted": found.counted,
        "considered": found.considered,
        "left_out": dict(found.left_out),
    }


class OffersByYearRow(Row):
    """Offers of one side in one year that were answered in one way."""

    year = serializers.IntegerField(
        allow_null=True, help_text="The year; empty where the date leaves more than one."
    )
    proposer = serializers.CharField(help_text=f"{SIDE} Empty where nobody is named.")
    answer = serializers.CharField(
        help_text="The kind of an answer by a side it was put to; `counters` also for an offer put "
        "in its place, `agreement` where it led to one, `not_coded` where an answer is known and "
        "its kind is not. Where none is known: `unanswered` if it was put and waits for one, "
        "`none_awaited` if it was only floated or planned, a promise made alone, or a threat."
    )
    offers = serializers.IntegerField(help_text="How many offers.")


class OffersByYearSerializer(AnalysisSerializer):
    """Offers by year, proposer and answer."""

    rows = OffersByYearRow(many=True)


class OfferAnalysisViews(AnalysisViews):
    """An analysis of offers themselves, by the filters of their list."""

    model = Offer
    filterset_class = OfferFilter
    everything = ROOTS

    def get_queryset(self) -> Any:
        return Offer.objects.roots()


class SideOfRow(Within):
    """Chooses rows, not the records that they count."""

    def filter(self, qs: QuerySet[Record], value: Any) -> QuerySet[Record]:
        return qs


class OffersByYearFilter(OfferFilter):
    side = SideOfRow(
        Party,
        told="Rows of the sides of any of these parties, by slug; `proposer` has also the rows of "
        "those who made an offer with them.",
    )


class OffersByYearViews(OfferAnalysisViews):
    """Offers by year, proposer and answer."""

    filterset_class = OffersByYearFilter
    serializer_class = OffersByYearSerializer
    row_class = OffersByYearRow

    def analysed(self, chosen: Chosen) -> Analysis:
        return offers_by_year(chosen, self.words("side"))


class ResponseTimesRow(Row):
    """How long offers waited for an answer."""

    proposer = serializers.CharField(help_text=f"{SIDE} Empty where `by` leaves it out.")
    responder = serializers.CharField(
        help_text=f"The side that was to answer. {SIDE} Empty where `by` leaves it out."
    )
    year = serializers.IntegerField(
        allow_null=True,
        help_text="The year of the offer; empty where its date leaves more than one, and where "
        "`by` leaves it out.",
    )
    offers = serializers.IntegerField(help_text="How many offers waited for this side's answer.")
    answered = serializers.IntegerField(help_text="How many of them it is known to have answered.")
    unanswered = serializers.IntegerField(help_text="How many no answer is known to.")
    median_days_min = serializers.FloatField(
        allow_null=True, help_text="The median of the least days to an answer, of those answered."
    )
    median_days_max = serializers.FloatField(
        allow_null=True, help_text="The median of the most days; empty where it has no end."
    )
    shortest_days_min = serializers.IntegerField(
        allow_null=True, help_text="The shortest wait, at least."
    )
    shortest_days_max = serializers.IntegerField(
        allow_null=True, help_text="The shortest wait, at most."
    )
    longest_days_min = serializers.IntegerField(
        allow_null=True, help_text="The longest wait, at least."
    )
    longest_days_max = serializers.IntegerField(
        allow_null=True, help_text="The longest wait, at most; empty where it has no end."
    )


class ResponseTimesSerializer(AnalysisSerializer):
    """Waits for answers."""

    rows = ResponseTimesRow(many=True)


class ResponseTimesViews(OfferAnalysisViews):
    """How many days offers waited for their first answer: medians and bounds."""

    serializer_class = ResponseTimesSerializer
    row_class = ResponseTimesRow
    shared_parameters = ("by", *AnalysisViews.shared_parameters)

    def analysed(self, chosen: Chosen) -> Analysis:
        by = self.words("by") or BY
        if unknown := [word for word in by if word not in BY]:
            told = f"Rows can be told apart by {', '.join(BY)}."
            raise BadParameter([Fault(told, "by", value=",".join(unknown))])
        return response_times(chosen, by)


class ConcessionsRow(Row):
    """A term of an offer, or one that the side's offer before had and this one has not."""

    date = Dated("When the offer was made.")
    side = serializers.CharField(allow_null=True, help_text=f"Who made the offer. {SIDE}")
    offer = serializers.CharField(help_text="The offer.")
    kind = Word(OfferKind, help_text="What sort of move the offer is.")
    put = Word(Put, help_text="Whether the offer was laid before the recipient.")
    certainty = Word(Certainty, help_text="How we know of the offer.")
    previous_offer = serializers.CharField(
        allow_null=True, help_text="The side's offer before in the chain; empty for the first."
    )
    change = serializers.ChoiceField(
        choices=[change.value for change in Change],
        help_text="`first`: there is no offer before. `new`: that had no term on the issue in this "
        "direction. `kept`: it had. `dropped`: it had this term, and the later one has none such.",
    )
    direction = Word(TermSide, help_text="Which way the term points, seen from the proposer.")
    issue = serializers.CharField(allow_null=True, help_text="What the term is about.")
    actor = serializers.CharField(allow_null=True, help_text="Who would act.")
    action = serializers.CharField(help_text="What would be done.")
    term = serializers.CharField(help_text="The term.")


class ConcessionsSerializer(AnalysisSerializer):
    """What sides gave, asked and dropped."""

    rows = ConcessionsRow(many=True)


class ConcessionsViews(OfferAnalysisViews):
    """What each side gave and asked over time, and what it newly gave or dropped."""

    serializer_class = ConcessionsSerializer
    row_class = ConcessionsRow

    def analysed(self, chosen: Chosen) -> Analysis:
        named = self.words("issue", "term_issue")
        within = Issue.objects.filter(pk__in=Descendants(Issue, named)).values_list(
            "slug", flat=True
        )
        return concessions(chosen, frozenset(within) if named else None)


class DivergenceRow(Row):
    """The points of one event between two sides."""

    event = serializers.CharField(help_text="The event that the points are about.")
    date = Dated("When it was.")
    side_one = serializers.CharField(help_text=f"{SIDE} A person of no party as person:slug.")
    side_two = serializers.CharField(help_text="The other side; empty where one alone speaks.")
    points = serializers.IntegerField(help_text="On how many points at least one of them speaks.")
    agreed = serializers.IntegerField(help_text="On how many both leave the same answers.")
    compatible = serializers.IntegerField(help_text="On how many both leave some answer.")
    contradicted = serializers.IntegerField(help_text="On how many no answer is left to both.")
    only_side_one = serializers.IntegerField(help_text="On how many only the first speaks.")
    only_side_two = serializers.IntegerField(help_text="On how many only the second speaks.")


class DivergenceAnalysisSerializer(AnalysisSerializer):
    """Points by standing."""

    rows = DivergenceRow(many=True)


OF_MEETINGS = "of the events that points are about"


class DivergenceFilter(PointFilter):
    party = SideOfRow(Party, told="With the sides of any of these parties, by slug.")
    party__exact = None
    party__all = SideOfRow(Party, told="With the sides of all of these parties, by slug.")
    date_from = Day(f"The first day of a period {OF_MEETINGS}, as EDTF.")
    date_to = Day(f"The last day of a period {OF_MEETINGS}, as EDTF.")
    date_mode = Mode(
        "`possible` (so if not told): the date may meet the period. `certain`: it does, whatever "
        "the true date.",
        words=("possible", "certain"),
    )


class DivergenceViews(AnalysisViews):
    """How many points of each event are agreed, compatible or contradicted between two sides."""

    model = Point
    filterset_class = DivergenceFilter
    everything = Chosen("select id from negotiations_point")
    serializer_class = DivergenceAnalysisSerializer
    row_class = DivergenceRow
    shared_parameters = ("on", *AnalysisViews.shared_parameters)

    def analysed(self, chosen: Chosen) -> Analysis:
        certain = self.request.query_params.get("date_mode") == "certain"
        named, least = self.sides_named()
        return divergence(
            chosen,
            period_asked(self.request),
            certain=certain,
            day=self.day,
            named=named,
            least=least,
        )


def period_asked(request: Request) -> Period:
    """The period of `date_from` and `date_to`, each of which is known to be a date."""
    first, last = (request.query_params.get(name) for name in ("date_from", "date_to"))
    try:
        return period(first, last)
    except DateError as error:
        told = f"The period ends before it begins, on {first}."
        raise BadParameter([Fault(told, "date_to", value=last)]) from error


class MeetingGapsRow(Row):
    """Two successive meetings of two sides in one process."""

    side_one = serializers.CharField(help_text=SIDE)
    side_two = serializers.CharField(help_text=f"The other side. {SIDE}")
    process = serializers.CharField(
        allow_null=True, help_text="The process; empty for meetings that belong to none."
    )
    event = serializers.CharField(help_text="The later meeting.")
    kind = Word(EventKind, help_text="What sort of meeting it was.")
    level = Word(Level, help_text="How high those who met stood.")
    date = Dated("When it was.")
    previous_event = serializers.CharField(help_text="The meeting before.")
    previous_kind = Word(EventKind, help_text="What sort of meeting that was.")
    previous_level = Word(Level, help_text="How high those who met stood there.")
    previous_date = Dated("When the meeting before was.")
    days_min = serializers.IntegerField(
        help_text="At least so many days from the end of the one to the beginning of the other."
    )
    days_max = serializers.IntegerField(
        allow_null=True, help_text="At most so many; empty where a date has an open end."
    )


class MeetingGapsSerializer(AnalysisSerializer):
    """Days between meetings."""

    rows = MeetingGapsRow(many=True)


class MeetingGapsViews(AnalysisViews):
    """How many days lay between successive meetings of two sides, in each process."""

    model = Event
    filterset_class = EventFilter
    everything = Chosen("select id from negotiations_event")
    serializer_class = MeetingGapsSerializer
    row_class = MeetingGapsRow

    def analysed(self, chosen: Chosen) -> Analysis:
        return meeting_gaps(chosen, *self.sides_named())
