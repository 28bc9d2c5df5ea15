"""Who was at an event, for whom, in what role and office."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from negotiations.choices import Attendance, ParticipationRole
from negotiations.fields import (
    CopiedDateField,
    LineField,
    OptionalReference,
    ReferenceField,
    SqlTest,
    TargetReference,
    VocabularyField,
)
from negotiations.models.base import Record
from negotiations.models.events import Event
from negotiations.models.parties import Party
from negotiations.models.people import Person, Tenure
from negotiations.models.tellings import TELLERS, Telling, according_to, told_by_one
from negotiations.rules import ComposedKey, Rule
from negotiations.vectors import SearchField


def within_tenure(earliest: str, latest: str) -> SqlTest:
    """The tenure's bounds and the date's may meet, or one of the two is unknown."""
    return SqlTest("tenure_earliest", "tenure_latest", earliest, latest, function="engine.may_meet")


class Participation(Telling, Record):
    """One party, or one person for a party, at one event."""

    event = ReferenceField(Event, related_name="participations", help_text="The event.")
    party = TargetReference(
        Party,
        related_name="participations",
        help_text="For whom; leave blank for a private person.",
    )
    person = TargetReference(
        Person, related_name="participations", help_text="Who; leave blank for the party as such."
    )
    tenure = OptionalReference(
        Tenure, related_name="participations", help_text="In which office, if that is known."
    )
    role = VocabularyField(vocabulary=ParticipationRole, help_text="In what role.")
    role_label = LineField(help_text="The role in the source's words.")
    attendance = VocabularyField(vocabulary=Attendance, help_text="Whether they were there.")
    according_to = according_to()
    event_earliest = CopiedDateField(help_text="Copied from the event.")
    event_latest = CopiedDateField(help_text="Copied from the event.")
    tenure_earliest = CopiedDateField(help_text="Copied from the tenure.")
    tenure_latest = CopiedDateField(help_text="Copied from the tenure.")
    search = SearchField(names=("role_label",))

    class Meta(Record.Meta):
        constraints: ClassVar = [
            told_by_one("participation"),
            Rule(
                name="participation_has_a_participant",
                condition=Q(party__isnull=False) | Q(person__isnull=False),
                message="A participation names a party, a person, or both.",
                field="party",
            ),
            models.UniqueConstraint(
                fields=["event", "party", "person", "role", *TELLERS],
                name="participation_is_entered_once",
                condition=~Q(status="withdrawn"),
                nulls_distinct=False,
                violation_error_message=(
                    "This participation is already entered: same event, party, person and role."
                ),
            ),
            Rule(
                name="participation_tenure_has_a_person",
                condition=Q(tenure__isnull=True) | Q(person__isnull=False),
                message="A participation under a tenure names the person who held it.",
                field="person",
            ),
            ComposedKey(
                name="participation_tenure_is_of_its_person",
                key="tenure",
                fields=("tenure", "person"),
                to_fields=("id", "person"),
                message="The tenure is another person's.",
            ),
            ComposedKey(
                name="participation_copies_event_bounds",
                key="event",
                fields=("event", "event_earliest", "event_latest"),
                to_fields=("id", "date_earliest", "date_latest"),
                message="The event's date was changed meanwhile; save again.",
                cascade=True,
            ),
            ComposedKey(
                name="participation_copies_tenure_bounds",
                key="tenure",
                fields=("tenure", "tenure_earliest", "tenure_latest"),
                to_fields=("id", "date_earliest", "date_latest"),
                message="The tenure's date was changed meanwhile; save again.",
                cascade=True,
            ),
            Rule(
                name="participation_is_within_its_tenure",
                condition=within_tenure("event_earliest", "event_latest"),
                message="The tenure certainly did not cover the date of the event.",
                field="tenure",
                by_field=True,
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["party", "event_earliest", "event_latest", "event"],
                name="participation_by_party",
                condition=models.Q(visible=True),
            ),
        ]

    class Exposure(Record.Exposure):
        public = (
            "event",
            "party",
            "person",
            "tenure",
            "role",
            "role_label",
            "attendance",
            "according_to",
        )

    def __str__(self) -> str:
        return f"{self.person or self.party} at {self.event}"
