"""What happened or was to happen between parties, and how one event leads to another."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from negotiations.choices import EventKind, EventLinkKind, Level, Occurrence, Outcome, Track
from negotiations.fields import (
    CLOCK,
    CodeField,
    ImpreciseDateField,
    LineField,
    ListOfReferences,
    OptionalReference,
    ProseField,
    ReferenceField,
    VocabularyField,
)
from negotiations.models.base import DatedQuerySet, Record, public_order_index
from negotiations.models.places import Place
from negotiations.models.processes import Process
from negotiations.rules import Rule
from negotiations.vectors import SearchField


class EventQuerySet(DatedQuerySet):
    def of_process(self, process: Process) -> "EventQuerySet":
        return self.filter(processes=process)


class Event(Record):
    """A diplomatic event: a meeting, a call, a decision, a test; also one that was not held.

    How it went is not a field: the outcome says what was on paper at the end, and on everything
    else the sides have their say in points and claims. A speech act is an event only if something
    else answers, cancels or prepares it; otherwise it is a statement alone.
    """

    main_date = "date"

    title = LineField(required=True, help_text="What a reader would call it.")
    kind = VocabularyField(vocabulary=EventKind, help_text="What sort of event it is.")
    occurrence = VocabularyField(
        vocabulary=Occurrence, help_text="Whether it was held, and if not, what became of it."
    )
    occurrence_date = ImpreciseDateField(
        help_text="When it was decided that it would not be held as planned, or ran out."
    )
    level = VocabularyField(vocabulary=Level, help_text="The rank at which the parties met.")
    track = VocabularyField(vocabulary=Track, help_text="Official, mixed or unofficial.")
    processes = ListOfReferences(
        Process, blank=True, related_name="events", help_text="The processes it belongs to."
    )
    part_of = OptionalReference(
        "self", related_name="parts", help_text="The larger event it is a part of."
    )
    date = ImpreciseDateField(
        help_text="The local date; for an event that was not held, the planned one."
    )
    date_note = LineField(help_text="The source's words about the date.")
    time = CodeField(
        form=CLOCK,
        means="a time with its offset, such as 14:30+09:00",
        help_text="Local time at which it began, with its offset.",
    )
    seq = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Order within the day, where only that is known."
    )
    duration_hours_min = models.DecimalField(
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Hours it lasted at least.",
    )
    duration_hours_max = models.DecimalField(
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Hours it lasted at most.",
    )
    place = OptionalReference(Place, related_name="events", help_text="Where it was held.")
    venue = LineField(help_text="The room or house, where no place of its own exists.")
    agenda = ProseField(help_text="What was to be discussed, as announced.")
    summary = ProseField(help_text="What happened, in a few sentences of one's own.")
    outcome = VocabularyField(vocabulary=Outcome, help_text="What was on paper at the end.")
    search = SearchField(
        names=("title",), body=("summary", "agenda"), detail=("venue", "date_note")
    )

    objects = EventQuerySet.as_manager()

    class Meta(Record.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["id", "date_earliest", "date_latest"],
                name="event_with_its_bounds",
                violation_error_message="An event has one date.",
            ),
            Rule(
                name="event_is_not_part_of_itself",
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("id")),
                message="An event cannot be part of itself.",
                field="part_of",
            ),
            Rule(
                name="event_duration_is_a_range",
                condition=(
                    (Q(duration_hours_min__isnull=True) | Q(duration_hours_min__gte=0))
                    & (Q(duration_hours_max__isnull=True) | Q(duration_hours_max__gte=0))
                    & (
                        Q(duration_hours_min__isnull=True)
                        | Q(duration_hours_max__isnull=True)
                        | Q(duration_hours_max__gte=F("duration_hours_min"))
                    )
                ),
                message="Durations are not negative, and the longest is not below the shortest.",
                field="duration_hours_max",
            ),
        ]
        indexes: ClassVar = [public_order_index("event", timed=True)]

    class Exposure(Record.Exposure):
        public = (
            "title",
            "kind",
            "occurrence",
            "occurrence_date",
            "level",
            "track",
            "processes",
            "part_of",
            "date",
            "date_note",
            "time",
            "seq",
            "duration_hours_min",
            "duration_hours_max",
            "place",
            "venue",
            "agenda",
            "summary",
            "outcome",
        )

    def get_absolute_url(self) -> str:
        return reverse("event", args=[self.slug])


class EventLink(Record):
    """That one event prepares, answers or replaces another."""

    from_event = ReferenceField(
        Event, related_name="links_out", help_text="The event that does it, usually the later one."
    )
    to_event = ReferenceField(Event, related_name="links_in", help_text="The event it is done to.")
    kind = VocabularyField(
        vocabulary=EventLinkKind, required=True, help_text="How the first bears on the second."
    )

    class Meta(Record.Meta):
        constraints: ClassVar = [
            Rule(
                name="event_link_joins_two_events",
                condition=~Q(from_event=F("to_event")),
                message="An event cannot be linked to itself.",
                field="to_event",
            ),
            models.UniqueConstraint(
                fields=["from_event", "to_event", "kind"],
                name="event_link_is_entered_once",
                condition=~Q(status="withdrawn"),
                violation_error_message="This link is already entered.",
            ),
        ]

    class Exposure(Record.Exposure):
        public = ("from_event", "to_event", "kind")

    def __str__(self) -> str:
        return f"{self.from_event} {self.get_kind_display().lower()} {self.to_event}"
