"""Whose telling a record is: `according_to`, shared by the kinds that have tellers."""

from django.db import models

from negotiations.fields import OneOf, OptionalReference
from negotiations.models.parties import Party
from negotiations.models.people import Person
from negotiations.models.sources import Source
from negotiations.rules import Rule, at_most_one

TELLERS = ("according_to_party", "according_to_person", "according_to_source")


def told_by_one(kind: str) -> Rule:
    return Rule(
        name=f"{kind}_is_told_by_one",
        condition=at_most_one(*TELLERS),
        message="A telling is according to one party, person or source.",
        field="according_to",
    )


class Telling(models.Model):
    """The three keys behind `according_to`; empty where the record is nobody's telling."""

    according_to_party = OptionalReference(
        Party, related_name="+", help_text="The party whose telling this is."
    )
    according_to_person = OptionalReference(
        Person, related_name="+", help_text="The person whose telling this is."
    )
    according_to_source = OptionalReference(
        Source, related_name="+", help_text="The source whose telling this is."
    )

    class Meta:
        abstract = True


def according_to() -> OneOf:
    return OneOf(
        "Whose telling this is: a party, a person or a source.",
        party="according_to_party",
        person="according_to_person",
        source="according_to_source",
    )
