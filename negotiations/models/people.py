"""Who acted and spoke, and which office each held when."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from negotiations.fields import (
    CodeField,
    ImpreciseDateField,
    LineField,
    ListField,
    ReferenceField,
)
from negotiations.models.base import DatedQuerySet, Record
from negotiations.models.parties import Party
from negotiations.vectors import SearchField


class Person(Record):
    """A human being who takes part in negotiations or speaks about them."""

    label_field = "name"

    name = LineField(required=True, help_text="The name as an English text writes it.")
    sort_name = LineField(help_text="The name as an index writes it: family name first.")
    name_original = LineField(help_text="The name in its own script.")
    aliases = ListField(help_text="Other names and spellings, one to an entry.")
    wikidata = CodeField(
        form="^Q[1-9][0-9]*$", means="a Wikidata item such as Q34", help_text="Wikidata item."
    )
    search = SearchField(names=("name", "sort_name", "name_original", "aliases"))

    class Meta(Record.Meta):
        verbose_name_plural = "people"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["wikidata"],
                name="person_wikidata_names_one_person",
                condition=~Q(status="withdrawn") & ~Q(wikidata=""),
                violation_error_message="Another person has this Wikidata item.",
            ),
        ]

    class Exposure(Record.Exposure):
        public = ("name", "sort_name", "name_original", "aliases", "wikidata")


class Tenure(Record):
    """An office that a person held for a party. An empty end of its date is unknown, not closed."""

    main_date = "date"

    person = ReferenceField(Person, related_name="tenures", help_text="Who held the office.")
    party = ReferenceField(Party, related_name="tenures", help_text="For which party.")
    title = LineField(required=True, help_text="The office in English.")
    date = ImpreciseDateField(
        help_text="When it was held; an end left out is unknown, `..` is an end known to be open."
    )
    date_note = LineField(help_text="The source's words about the date.")
    attested = ImpreciseDateField(help_text="The interval in which the sources show the office.")
    search = SearchField(names=("title",), detail=("date_note",))

    objects = DatedQuerySet.as_manager()

    class Meta(Record.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["id", "person"],
                name="tenure_with_its_person",
                violation_error_message="A tenure belongs to one person.",
            ),
            models.UniqueConstraint(
                fields=["id", "date_earliest", "date_latest"],
                name="tenure_with_its_bounds",
                violation_error_message="A tenure has one date.",
            ),
        ]

    class Exposure(Record.Exposure):
        public = ("person", "party", "title", "date", "date_note", "attested")

    def __str__(self) -> str:
        return f"{self.person}, {self.title}"
