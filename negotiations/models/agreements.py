"""What was concluded, what it binds whom to, and whether that was kept."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q, Value

from negotiations.choices import AgreementKind, FulfilmentLevel
from negotiations.fields import (
    DurationField,
    ImpreciseDateField,
    LineField,
    ListOfReferences,
    OneOf,
    OptionalReference,
    ProseField,
    ReferenceField,
    TargetReference,
    TruthField,
    VocabularyField,
)
from negotiations.models.base import DatedQuerySet, Record, public_order_index
from negotiations.models.events import Event
from negotiations.models.issues import Issue
from negotiations.models.offers import Offer, Term, amount_rules
from negotiations.models.parties import Party
from negotiations.models.processes import Process
from negotiations.models.statements import Statement
from negotiations.models.tellings import Telling, according_to, told_by_one
from negotiations.rules import ComposedKey, Rule, exactly_one
from negotiations.vectors import SearchField


class Agreement(Record):
    """What was concluded between parties. Its words are statements, its signing an event."""

    main_date = "date"

    title = LineField(required=True, help_text="The name of the agreement.")
    kind = VocabularyField(vocabulary=AgreementKind, help_text="What sort of agreement it is.")
    event = OptionalReference(Event, related_name="agreements", help_text="Its signing.")
    processes = ListOfReferences(
        Process, blank=True, related_name="agreements", help_text="The processes it belongs to."
    )
    date = ImpreciseDateField(help_text="When it was concluded.")
    date_note = LineField(help_text="The source's words about the date.")
    ended = ImpreciseDateField(help_text="When it ceased to hold.")
    parties = ListOfReferences(
        Party, blank=True, related_name="agreements", help_text="Who concluded it."
    )
    guarantors = ListOfReferences(
        Party, blank=True, related_name="agreements_guaranteed", help_text="Who vouches for it."
    )
    offers = ListOfReferences(
        Offer, blank=True, related_name="agreements", help_text="The offers that led to it."
    )
    texts = ListOfReferences(
        Statement, blank=True, related_name="agreements", help_text="Its words."
    )
    renews = OptionalReference(
        "self", related_name="renewals", help_text="The agreement it renews."
    )
    replaces = OptionalReference(
        "self", related_name="replacements", help_text="The agreement it takes the place of."
    )
    issues_absent = ListOfReferences(
        Issue,
        blank=True,
        related_name="agreements_without_it",
        help_text="Issues known not to be in it.",
    )
    search = SearchField(names=("title",), detail=("date_note",))

    objects = DatedQuerySet.as_manager()

    class Meta(Record.Meta):
        constraints: ClassVar = [
            Rule(
                name=f"agreement_{field}_another_agreement",
                condition=Q(**{f"{field}__isnull": True}) | ~Q(**{field: F("id")}),
                message=message,
                field=field,
            )
            for field, message in (
                ("renews", "An agreement cannot renew itself."),
                ("replaces", "An agreement cannot replace itself."),
            )
        ]
        indexes: ClassVar = [public_order_index("agreement")]

    class Exposure(Record.Exposure):
        public = (
            "title",
            "kind",
            "event",
            "processes",
            "date",
            "date_note",
            "ended",
            "parties",
            "guarantors",
            "offers",
            "texts",
            "renews",
            "replaces",
            "issues_absent",
        )


class Commitment(Telling, Record):
    """One thing that a party bound itself to in an agreement."""

    label_field = "action"
    main_date = "deadline"

    agreement = ReferenceField(
        Agreement, related_name="commitments", help_text="The agreement it stands in."
    )
    ordinal = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Its place in the agreement, from 1."
    )
    actor = OptionalReference(Party, related_name="commitments", help_text="Who is bound.")
    beneficiary = OptionalReference(
        Party, related_name="commitments_to_receive", help_text="For whose benefit."
    )
    issue = OptionalReference(Issue, related_name="commitments", help_text="What it is about.")
    action = ProseField(required=True, help_text="What is to be done, in one's own words.")
    quantity = models.DecimalField(
        max_digits=20, decimal_places=4, null=True, blank=True, help_text="How much, at least."
    )
    quantity_max = models.DecimalField(
        max_digits=20, decimal_places=4, null=True, blank=True, help_text="How much, at most."
    )
    unit = LineField(help_text="The unit of the quantity.")
    amount_text = LineField(help_text="The amount in the source's words.")
    duration = DurationField(help_text="For how long, as ISO 8601, such as P3Y.")
    deadline = ImpreciseDateField(help_text="By when.")
    condition = ProseField(help_text="On what condition.")
    depends_on = OptionalReference(
        "self",
        related_name="dependants",
        help_text="The commitment of the same agreement it depends on.",
    )
    according_to = according_to()
    variant_of = OptionalReference(
        "self",
        related_name="variants",
        help_text="The commitment of which this is one side's telling.",
    )
    is_root = TruthField(
        expression=Q(variant_of__isnull=True), help_text="Whether it is no variant."
    )
    variant_of_root = TruthField(
        expression=Value(True), help_text="What the commitment varied must be: no variant."
    )
    search = SearchField(body=("action",), detail=("condition", "amount_text"))

    objects = DatedQuerySet.as_manager()

    class Meta(Record.Meta):
        constraints: ClassVar = [
            told_by_one("commitment"),
            *amount_rules("commitment"),
            models.UniqueConstraint(
                fields=["id", "agreement"],
                name="commitment_with_its_agreement",
                violation_error_message="A commitment belongs to one agreement.",
            ),
            models.UniqueConstraint(
                fields=["id", "is_root"],
                name="commitment_with_its_standing_as_root",
                violation_error_message="A commitment is a variant or not.",
            ),
            ComposedKey(
                name="commitment_depends_on_one_of_its_agreement",
                key="depends_on",
                fields=("depends_on", "agreement"),
                to_fields=("id", "agreement"),
                message="A commitment depends only on one of the same agreement.",
            ),
            ComposedKey(
                name="commitment_variant_is_of_no_variant",
                key="variant_of",
                fields=("variant_of", "variant_of_root"),
                to_fields=("id", "is_root"),
                message="A variant has no variants: choose the commitment itself.",
            ),
            *(
                Rule(
                    name=f"commitment_{field}_another_commitment",
                    condition=Q(**{f"{field}__isnull": True}) | ~Q(**{field: F("id")}),
                    message=message,
                    field=field,
                )
                for field, message in (
                    ("depends_on", "A commitment cannot depend on itself."),
                    ("variant_of", "A commitment cannot be a variant of itself."),
                )
            ),
        ]
        indexes: ClassVar = [public_order_index("commitment", "deadline")]

    class Exposure(Record.Exposure):
        public = (
            "agreement",
            "ordinal",
            "actor",
            "beneficiary",
            "issue",
            "action",
            "quantity",
            "quantity_max",
            "unit",
            "amount_text",
            "duration",
            "deadline",
            "condition",
            "depends_on",
            "according_to",
            "variant_of",
        )

    @classmethod
    def order_within(cls) -> tuple[Any, ...]:
        """By number."""
        return ("ordinal", "slug")


class Fulfilment(Telling, Record):
    """How far a commitment, or a promise made alone, was kept at a given time."""

    main_date = "date"

    commitment = TargetReference(
        Commitment, related_name="fulfilments", help_text="The commitment kept or broken."
    )
    term = TargetReference(
        Term, related_name="fulfilments", help_text="The term of a promise made alone."
    )
    target = OneOf(
        "What was kept or broken: a commitment or a term.",
        required=True,
        commitment="commitment",
        term="term",
    )
    date = ImpreciseDateField(help_text="When this was so.")
    date_note = LineField(help_text="The source's words about the date.")
    level = VocabularyField(vocabulary=FulfilmentLevel, help_text="How far it was kept.")
    event = OptionalReference(
        Event, related_name="fulfilments", help_text="The event by which it was kept or broken."
    )
    according_to = according_to()

    objects = DatedQuerySet.as_manager()

    class Meta(Record.Meta):
        constraints: ClassVar = [
            told_by_one("fulfilment"),
            Rule(
                name="fulfilment_has_one_target",
                condition=exactly_one("commitment", "term"),
                message="A fulfilment is of exactly one commitment or term.",
                field="target",
            ),
        ]
        indexes: ClassVar = [public_order_index("fulfilment")]

    class Exposure(Record.Exposure):
        public = ("target", "date", "date_note", "level", "event", "according_to")

    def __str__(self) -> str:
        return f"{self.target}: {self.get_level_display() or 'unknown'}"
