"""The tracks on which negotiations run, and who belongs to them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from negotiations.choices import MembershipRole, ProcessKind
from negotiations.fields import (
    ImpreciseDateField,
    LineField,
    OptionalReference,
    ProseField,
    ReferenceField,
    TargetReference,
    VocabularyField,
)
from negotiations.models.base import DatedQuerySet, Record
from negotiations.models.parties import Party
from negotiations.rules import Rule, exactly_one
from negotiations.vectors import SearchField


class Process(Record):
    """A negotiation that runs over several meetings. Its parties are its memberships."""

    main_date = "date"

    title = LineField(required=True, help_text="The name of the process.")
    kind = VocabularyField(vocabulary=ProcessKind, help_text="How the sides face each other.")
    parent = OptionalReference("self", related_name="children", help_text="The wider process.")
    date = ImpreciseDateField(help_text="From its first to its last event.")
    date_note = LineField(help_text="The source's words about the date.")
    summary = ProseField(help_text="What it was about, in a few sentences.")
    inclusion_rule = ProseField(help_text="What is in the set and what is not.")
    search = SearchField(
        names=("title",), body=("summary",), detail=("inclusion_rule", "date_note")
    )

    objects = DatedQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name_plural = "processes"
        constraints: ClassVar = [
            Rule(
                name="process_is_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                message="A process cannot be its own parent.",
                field="parent",
            ),
        ]

    class Exposure(Record.Exposure):
        public = ("title", "kind", "parent", "date", "date_note", "summary", "inclusion_rule")

    def get_absolute_url(self) -> str:
        return reverse("process", args=[self.slug])


class Membership(Record):
    """That a party belongs to a process or a coalition. Others may count otherwise."""

    main_date = "date"

    party = ReferenceField(Party, related_name="memberships", help_text="Who belongs.")
    process = TargetReference(
        Process, related_name="memberships", help_text="The process it belongs to."
    )
    coalition = TargetReference(
        Party, related_name="members", help_text="The coalition it belongs to."
    )
    role = VocabularyField(vocabulary=MembershipRole, help_text="In which capacity.")
    date = ImpreciseDateField(help_text="When it belonged.")
    date_note = LineField(help_text="The source's words about the date.")

    objects = DatedQuerySet.as_manager()

    class Meta(Record.Meta):
        constraints: ClassVar = [
            Rule(
                name="membership_is_in_one_process_or_coalition",
                condition=exactly_one("process", "coalition"),
                message="A membership names exactly one process or coalition.",
                field="process",
            ),
            Rule(
                name="membership_of_itself_is_refused",
                condition=Q(coalition__isnull=True) | ~Q(coalition=F("party")),
                message="A party cannot be a member of itself.",
                field="coalition",
            ),
            models.UniqueConstraint(
                fields=["party", "process", "coalition", "role", "date"],
                name="membership_is_entered_once",
                condition=~Q(status="withdrawn"),
                nulls_distinct=False,
                violation_error_message="This membership is already entered.",
            ),
        ]

    class Exposure(Record.Exposure):
        public = ("party", "process", "coalition", "role", "date", "date_note")

    def __str__(self) -> str:
        return f"{self.party} in {self.process or self.coalition}"
