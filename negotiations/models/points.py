"""Where accounts may differ: the questions, and what each side or source says to them.

How the answers stand to one another is derived for a day (reports/standing.py), never stored.
"""

from typing import ClassVar

from django.db.models import Q

from negotiations.choices import AnswerType, ClaimStance, OnRecord, PointKind, Resolution
from negotiations.fields import (
    ImpreciseDateField,
    LineField,
    ListField,
    OneOf,
    OptionalReference,
    ProseField,
    ReferenceField,
    TargetReference,
    VocabularyField,
)
from negotiations.models.agreements import Agreement
from negotiations.models.base import DatedQuerySet, Record, public_order_index
from negotiations.models.events import Event
from negotiations.models.issues import Issue
from negotiations.models.offers import Offer
from negotiations.models.parties import Party
from negotiations.models.people import Person
from negotiations.models.processes import Process
from negotiations.models.sources import Source
from negotiations.models.statements import Statement
from negotiations.rules import Rule, exactly_one
from negotiations.vectors import SearchField

POINT_TARGETS = ("event", "process", "offer", "agreement", "statement")


class Point(Record):
    """One thing on which accounts may differ, as a question with a closed set of answers."""

    label_field = "question"

    event = TargetReference(Event, related_name="points", help_text="The event it is about.")
    process = TargetReference(Process, related_name="points", help_text="The process it is about.")
    offer = TargetReference(Offer, related_name="points", help_text="The offer it is about.")
    agreement = TargetReference(
        Agreement, related_name="points", help_text="The agreement it is about."
    )
    statement = TargetReference(
        Statement, related_name="points", help_text="The statement it is about."
    )
    target = OneOf(
        "What the point is about: an event, process, offer, agreement or statement.",
        required=True,
        **{kind: kind for kind in POINT_TARGETS},
    )
    question = LineField(required=True, help_text="The question that accounts answer differently.")
    issue = OptionalReference(Issue, related_name="points", help_text="What it is about.")
    kind = VocabularyField(vocabulary=PointKind, help_text="What sort of difference it is.")
    answer_type = VocabularyField(vocabulary=AnswerType, help_text="The form of the answers.")
    answers = ListField(
        form="^[a-z0-9][a-z0-9_-]*=.+$",
        means="an answer written key=label, with a key of lower-case words",
        help_text="For a choice: the closed list, each entry as key=label.",
    )
    field = LineField(help_text="The field of the target that it is about, if any.")
    resolution = VocabularyField(
        vocabulary=Resolution, help_text="Whether and how the difference was settled."
    )
    resolution_date = ImpreciseDateField(help_text="When it was settled.")
    resolution_note = ProseField(help_text="How it was settled.")
    search = SearchField(names=("question",), body=("answers",), detail=("resolution_note",))

    class Meta(Record.Meta):
        constraints: ClassVar = [
            Rule(
                name="point_has_one_target",
                condition=exactly_one(*POINT_TARGETS),
                message="A point has one target: event, process, offer, agreement or statement.",
                field="target",
            ),
        ]

    class Exposure(Record.Exposure):
        public = (
            "target",
            "question",
            "issue",
            "kind",
            "answer_type",
            "answers",
            "field",
            "resolution",
            "resolution_date",
            "resolution_note",
        )


class Claim(Record):
    """One answer to a point: of a side, a person for himself, a source, or a joint text."""

    label_field = "text"
    main_date = "date"

    point = ReferenceField(Point, related_name="claims", help_text="The question answered.")
    party = TargetReference(
        Party, related_name="claims", help_text="The side that speaks, with or without a person."
    )
    person = TargetReference(
        Person, related_name="claims", help_text="Who speaks for the side, or for himself."
    )
    source = TargetReference(
        Source, related_name="claims", help_text="The source that asserts it by itself."
    )
    agreement = TargetReference(
        Agreement, related_name="claims", help_text="The joint text that says it."
    )
    holder = OneOf(
        "Who answers: a party with or without a person, a person alone, a source, or an agreement.",
        required=True,
        may_join=True,
        party="party",
        person="person",
        source="source",
        agreement="agreement",
    )
    answer = LineField(
        help_text="All answers the claim leaves possible, `;` between them: keys, EDTF, or numbers."
    )
    text = ProseField(help_text="The answer in words.")
    stance = VocabularyField(
        vocabulary=ClaimStance, help_text="What the holder does with the answer."
    )
    statement = OptionalReference(
        Statement, related_name="claims", help_text="The words in which it was claimed."
    )
    offer = OptionalReference(
        Offer, related_name="claims", help_text="The telling of an offer that it makes."
    )
    date = ImpreciseDateField(help_text="When it was claimed.")
    date_note = LineField(help_text="The source's words about the date.")
    on_record = VocabularyField(vocabulary=OnRecord, help_text="Whether the holder may be named.")
    search = SearchField(body=("text",), detail=("date_note",))

    objects = DatedQuerySet.as_manager()

    class Meta(Record.Meta):
        constraints: ClassVar = [
            Rule(
                name="claim_has_one_holder",
                condition=exactly_one("party", "person", "source", "agreement")
                | Q(
                    party__isnull=False,
                    person__isnull=False,
                    source__isnull=True,
                    agreement__isnull=True,
                ),
                message=(
                    "A claim is held by a party with or without a person, a person, a source, "
                    "or an agreement."
                ),
                field="holder",
            ),
        ]
        indexes: ClassVar = [public_order_index("claim")]

    class Exposure(Record.Exposure):
        public = (
            "point",
            "holder",
            "answer",
            "text",
            "stance",
            "statement",
            "offer",
            "date",
            "date_note",
            "on_record",
        )
