"""What one side puts to the other: packages and their terms. Answers stand in responses.py."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q, Value
from django.urls import reverse

from negotiations.choices import (
    Channel,
    OfferKind,
    Put,
    SameAs,
    TermSide,
    Timing,
    YesNoNotStated,
)
from negotiations.fields import (
    CLOCK,
    CodeField,
    DurationField,
    ImpreciseDateField,
    LineField,
    ListOfReferences,
    OptionalReference,
    ProseField,
    ReferenceField,
    SqlTest,
    TruthField,
    VocabularyField,
)
from negotiations.models.base import DatedQuerySet, Record, public_order_index
from negotiations.models.events import Event
from negotiations.models.issues import Issue
from negotiations.models.parties import Party
from negotiations.models.processes import Process
from negotiations.models.tellings import Telling, according_to, told_by_one
from negotiations.rules import ComposedKey, Rule
from negotiations.vectors import SearchField


class OfferQuerySet(DatedQuerySet):
    def roots(self) -> "OfferQuerySet":
        """Offers themselves, without the tellings of them: what ledgers and counts take."""
        return self.filter(is_root=True)

    def with_terms(self) -> "OfferQuerySet":
        return self.prefetch_related("terms__issue", "terms__actor", "terms__beneficiary")


class Offer(Telling, Record):
    """A package of terms that one side puts, floats or plans to put to another.

    Where accounts of it differ, the offer itself is the root, with only the terms no telling
    disputes, and each telling is a variant of it. What was concluded is an agreement, not an
    offer.
    """

    main_date = "date"

    title = LineField(required=True, help_text="What a reader would call it.")
    kind = VocabularyField(vocabulary=OfferKind, help_text="What sort of move it is.")
    put = VocabularyField(vocabulary=Put, help_text="Whether it was laid before the recipient.")
    event = OptionalReference(
        Event, related_name="offers", help_text="The event at which it was made."
    )
    processes = ListOfReferences(
        Process, blank=True, related_name="offers", help_text="The processes it belongs to."
    )
    date = ImpreciseDateField(help_text="When it was made.")
    date_note = LineField(help_text="The source's words about the date.")
    time = CodeField(
        form=CLOCK,
        means="a time with its offset, such as 14:30+09:00",
        help_text="Local time, with its offset.",
    )
    seq = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Order within the day, where only that is known."
    )
    made_known = ImpreciseDateField(help_text="When the public first heard of it.")
    proposers = ListOfReferences(
        Party, blank=True, related_name="offers_made", help_text="Who offers."
    )
    recipients = ListOfReferences(
        Party, blank=True, related_name="offers_received", help_text="To whom."
    )
    on_behalf_of = OptionalReference(
        Party, related_name="offers_made_for_it", help_text="The party for whom it is made."
    )
    relayed_by = OptionalReference(
        Party, related_name="offers_relayed", help_text="The party that carried it."
    )
    proposes = OptionalReference(
        Event, related_name="invitations", help_text="The meeting it proposes, if it is one."
    )
    in_reply_to = OptionalReference(
        "self", related_name="counter_offers", help_text="The offer it counters."
    )
    revises = OptionalReference(
        "self", related_name="revisions", help_text="The earlier offer it changes."
    )
    channel = VocabularyField(vocabulary=Channel, help_text="How it travelled.")
    conditions = ProseField(help_text="Conditions of the whole package.")
    expires = ImpreciseDateField(help_text="The day on which it lapses.")
    summary = ProseField(help_text="The offer in a few sentences of one's own.")
    variant_of = OptionalReference(
        "self", related_name="variants", help_text="The offer of which this is one telling."
    )
    according_to = according_to()
    same_as = VocabularyField(
        vocabulary=SameAs, help_text="How sure it is that this telling is of that offer."
    )
    is_root = TruthField(
        expression=Q(variant_of__isnull=True),
        help_text="Whether it is an offer itself, not a telling.",
    )
    variant_of_root = TruthField(
        expression=Value(True), help_text="What the offer told of must be: a root."
    )
    is_joint = TruthField(
        expression=Q(kind=OfferKind.JOINT_UNDERTAKING),
        help_text="Whether its parties stand on both sides.",
    )
    search = SearchField(names=("title",), body=("summary", "conditions"), detail=("date_note",))

    objects = OfferQuerySet.as_manager()

    class Meta(Record.Meta):
        constraints: ClassVar = [
            told_by_one("offer"),
            models.UniqueConstraint(
                fields=["id", "is_root"],
                name="offer_with_its_standing_as_root",
                violation_error_message="An offer is a root or a telling.",
            ),
            models.UniqueConstraint(
                fields=["id", "is_joint"],
                name="offer_with_its_standing_as_joint",
                violation_error_message="An offer is joint or not.",
            ),
            *(
                Rule(
                    name=f"offer_{field}_another_offer",
                    condition=Q(**{f"{field}__isnull": True}) | ~Q(**{field: F("id")}),
                    message=message,
                    field=field,
                )
                for field, message in (
                    ("in_reply_to", "An offer cannot be in reply to itself."),
                    ("revises", "An offer cannot revise itself."),
                    ("variant_of", "An offer cannot be a variant of itself."),
                )
            ),
            ComposedKey(
                name="offer_variant_is_of_a_root",
                key="variant_of",
                fields=("variant_of", "variant_of_root"),
                to_fields=("id", "is_root"),
                message="A variant has no variants: choose the offer itself.",
            ),
        ]
        indexes: ClassVar = [public_order_index("offer", timed=True)]

    class Exposure(Record.Exposure):
        public = (
            "title",
            "kind",
            "put",
            "event",
            "processes",
            "date",
            "date_note",
            "time",
            "seq",
            "made_known",
            "proposers",
            "recipients",
            "on_behalf_of",
            "relayed_by",
            "proposes",
            "in_reply_to",
            "revises",
            "channel",
            "conditions",
            "expires",
            "summary",
            "variant_of",
            "according_to",
            "same_as",
        )

    def get_absolute_url(self) -> str:
        return reverse("offer", args=[self.slug])


def amount_rules(kind: str) -> list[Rule]:
    """The rules of a quantity: it has a unit, and its maximum is not below it."""
    return [
        Rule(
            name=f"{kind}_quantity_has_a_unit",
            condition=Q(quantity__isnull=True, quantity_max__isnull=True) | ~Q(unit=""),
            message="A quantity needs a unit.",
            field="unit",
        ),
        Rule(
            name=f"{kind}_quantity_max_is_a_maximum",
            condition=Q(quantity__isnull=True)
            | Q(quantity_max__isnull=True)
            | Q(quantity_max__gte=F("quantity")),
            message="The highest quantity is not below the lowest.",
            field="quantity_max",
        ),
    ]


class Term(Telling, Record):
    """One give or ask inside an offer: who would do what, how much, how long, on what condition."""

    label_field = "action"

    offer = ReferenceField(Offer, related_name="terms", help_text="The offer it belongs to.")
    ordinal = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Its place in the package, from 1."
    )
    side = VocabularyField(
        vocabulary=TermSide,
        help_text="Seen from the proposer; leave blank for joint or mediated texts.",
    )
    actor = OptionalReference(Party, related_name="terms_to_do", help_text="Who would act.")
    beneficiary = OptionalReference(
        Party, related_name="terms_to_receive", help_text="For whose benefit."
    )
    issue = OptionalReference(Issue, related_name="terms", help_text="What it is about.")
    action = ProseField(required=True, help_text="What would be done, in one's own words.")
    quantity = models.DecimalField(
        max_digits=20, decimal_places=4, null=True, blank=True, help_text="How much, at least."
    )
    quantity_max = models.DecimalField(
        max_digits=20, decimal_places=4, null=True, blank=True, help_text="How much, at most."
    )
    unit = LineField(help_text="The unit of the quantity, such as tonnes of heavy fuel oil.")
    amount_text = LineField(help_text="The amount in the source's words.")
    duration = DurationField(help_text="For how long, as ISO 8601, such as P3Y.")
    duration_max = DurationField(help_text="For how long at most.")
    deadline = ImpreciseDateField(help_text="By when.")
    timing = VocabularyField(
        vocabulary=Timing, help_text="When, seen against the other side's part."
    )
    condition = ProseField(help_text="On what condition.")
    depends_on = OptionalReference(
        "self", related_name="dependants", help_text="The term of the same offer it depends on."
    )
    option_group = LineField(help_text="Terms of which one is to be chosen share a word here.")
    verified = VocabularyField(
        vocabulary=YesNoNotStated, help_text="Whether the term itself calls for verification."
    )
    reversible = VocabularyField(
        vocabulary=YesNoNotStated, help_text="Whether the act could be taken back."
    )
    according_to = according_to()
    search = SearchField(body=("action",), detail=("condition", "amount_text"))

    class Meta(Record.Meta):
        constraints: ClassVar = [
            told_by_one("term"),
            *amount_rules("term"),
            models.UniqueConstraint(
                fields=["id", "offer"],
                name="term_with_its_offer",
                violation_error_message="A term belongs to one offer.",
            ),
            ComposedKey(
                name="term_depends_on_a_term_of_its_offer",
                key="depends_on",
                fields=("depends_on", "offer"),
                to_fields=("id", "offer"),
                message="A term depends only on a term of the same offer.",
            ),
            Rule(
                name="term_does_not_depend_on_itself",
                condition=Q(depends_on__isnull=True) | ~Q(depends_on=F("id")),
                message="A term cannot depend on itself.",
                field="depends_on",
            ),
            Rule(
                name="term_duration_max_is_a_maximum",
                condition=SqlTest("duration", "duration_max", function="engine.is_duration_range"),
                message="The longest duration is not below the shortest.",
                field="duration_max",
            ),
        ]

    class Exposure(Record.Exposure):
        public = (
            "offer",
            "ordinal",
            "side",
            "actor",
            "beneficiary",
            "issue",
            "action",
            "quantity",
            "quantity_max",
            "unit",
            "amount_text",
            "duration",
            "duration_max",
            "deadline",
            "timing",
            "condition",
            "depends_on",
            "option_group",
            "verified",
            "reversible",
            "according_to",
        )

    @classmethod
    def order_within(cls) -> tuple[Any, ...]:
        """By number."""
        return ("ordinal", "slug")
