"""How offers were answered."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from negotiations.choices import ResponseKind
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
from negotiations.models.events import Event
from negotiations.models.offers import Offer, Term
from negotiations.models.parties import Party
from negotiations.models.statements import Statement
from negotiations.models.tellings import Telling, according_to, told_by_one
from negotiations.rules import Rule
from negotiations.vectors import SearchField


class Response(Telling, Record):
    """One party's answer to one offer, or to some of its terms.

    What was answered is the kind; how we know that this act answers this offer in this sense is
    the certainty.
    """

    label_field = "summary"
    main_date = "date"

    offer = ReferenceField(
        Offer,
        related_name="responses",
        help_text="The offer answered: the root, unless one telling is denied.",
    )
    terms = ListOfReferences(
        Term,
        blank=True,
        related_name="responses",
        help_text="The terms it answers; leave blank for the whole.",
    )
    party = ReferenceField(Party, related_name="responses", help_text="Who answers.")
    kind = VocabularyField(vocabulary=ResponseKind, help_text="What the answer is.")
    condition = ProseField(help_text="The condition the answer makes.")
    date = ImpreciseDateField(help_text="When it was given.")
    date_note = LineField(help_text="The source's words about the date.")
    time = CodeField(
        form=CLOCK,
        means="a time with its offset, such as 14:30+09:00",
        help_text="Local time, with its offset.",
    )
    seq = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Order within the day, where only that is known."
    )
    event = OptionalReference(
        Event, related_name="responses", help_text="The event at which or by which it was given."
    )
    statement = OptionalReference(
        Statement, related_name="responses", help_text="The words in which it was given."
    )
    counter_offer = OptionalReference(
        Offer, related_name="made_in_responses", help_text="The offer made in its place."
    )
    relayed_by = OptionalReference(
        Party, related_name="responses_relayed", help_text="The party that carried it."
    )
    according_to = according_to()
    summary = ProseField(help_text="The answer in a sentence of one's own.")
    search = SearchField(body=("summary",), detail=("condition", "date_note"))

    objects = DatedQuerySet.as_manager()

    class Meta(Record.Meta):
        constraints: ClassVar = [
            told_by_one("response"),
            Rule(
                name="response_counters_with_another_offer",
                condition=Q(counter_offer__isnull=True) | ~Q(counter_offer=F("offer")),
                message="A counter-offer is another offer than the one answered.",
                field="counter_offer",
            ),
        ]
        indexes: ClassVar = [public_order_index("response", timed=True)]

    class Exposure(Record.Exposure):
        public = (
            "offer",
            "terms",
            "party",
            "kind",
            "condition",
            "date",
            "date_note",
            "time",
            "seq",
            "event",
            "statement",
            "counter_offer",
            "relayed_by",
            "according_to",
            "summary",
        )

    def __str__(self) -> str:
        return f"{self.party}: {self.get_kind_display() or 'answer'}"
