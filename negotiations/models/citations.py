"""Where a fact was read: the link from a source to exactly one record."""

from typing import ClassVar

from django.db import models

from negotiations.choices import CitationStance
from negotiations.fields import (
    LineField,
    OneOf,
    ProseField,
    ReferenceField,
    SupportedReference,
    TargetReference,
    VocabularyField,
)
from negotiations.models.agreements import Agreement, Commitment, Fulfilment
from negotiations.models.base import Record
from negotiations.models.events import Event, EventLink
from negotiations.models.issues import Issue
from negotiations.models.offers import Offer, Term
from negotiations.models.participation import Participation
from negotiations.models.parties import Party
from negotiations.models.people import Person, Tenure
from negotiations.models.places import Place
from negotiations.models.points import Claim, Point
from negotiations.models.processes import Membership, Process
from negotiations.models.responses import Response
from negotiations.models.sources import Source
from negotiations.models.statements import Statement
from negotiations.rules import Rule, exactly_one
from negotiations.vectors import SearchField

TARGETS: dict[str, type[Record]] = {
    "place": Place,
    "party": Party,
    "person": Person,
    "tenure": Tenure,
    "issue": Issue,
    "process": Process,
    "membership": Membership,
    "event": Event,
    "event_link": EventLink,
    "participation": Participation,
    "statement": Statement,
    "point": Point,
    "claim": Claim,
    "offer": Offer,
    "term": Term,
    "response": Response,
    "agreement": Agreement,
    "commitment": Commitment,
    "fulfilment": Fulfilment,
}
#: The kinds which the database refuses to publish without a citation of their own.
CITED_KINDS: tuple[type[Record], ...] = (Event, Statement, Claim, Offer, Agreement)


def cited(kind: str) -> TargetReference:
    target = TARGETS[kind]
    reference = SupportedReference if target in CITED_KINDS else TargetReference
    return reference(
        target,
        related_name="citations",
        help_text=f"The {kind.replace('_', ' ')} supported.",
    )


class Citation(Record):
    """That a source supports, contradicts or mentions a record or one field of it, and where."""

    label_field = "locator"

    source = ReferenceField(Source, related_name="citations", help_text="The source read.")
    place = cited("place")
    party = cited("party")
    person = cited("person")
    tenure = cited("tenure")
    issue = cited("issue")
    process = cited("process")
    membership = cited("membership")
    event = cited("event")
    event_link = cited("event_link")
    participation = cited("participation")
    statement = cited("statement")
    point = cited("point")
    claim = cited("claim")
    offer = cited("offer")
    term = cited("term")
    response = cited("response")
    agreement = cited("agreement")
    commitment = cited("commitment")
    fulfilment = cited("fulfilment")
    target = OneOf("The record cited for.", required=True, **{kind: kind for kind in TARGETS})
    field = LineField(help_text="The one field it supports; leave blank for the whole record.")
    stance = VocabularyField(
        vocabulary=CitationStance,
        default=CitationStance.SUPPORTS,
        help_text="What the source does to the record.",
    )
    locator = LineField(help_text="Where in the source: page, paragraph, minute.")
    quote = ProseField(help_text="A few words of the source, if they matter.")
    search = SearchField(body=("quote",), detail=("locator",))

    class Meta(Record.Meta):
        constraints: ClassVar = [
            Rule(
                name="citation_has_one_target",
                condition=exactly_one(*TARGETS),
                message="A citation is for exactly one record.",
                field="target",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["source", "slug"], name="citation_by_source"),
        ]

    class Exposure(Record.Exposure):
        public = ("source", "target", "field", "stance", "locator", "quote")

    def __str__(self) -> str:
        return f"{self.source}, {self.locator}" if self.locator else str(self.source)
