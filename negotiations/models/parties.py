"""Who negotiates: states, their bodies, organisations, groups."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from negotiations.choices import PartyKind
from negotiations.fields import (
    CodeField,
    ImpreciseDateField,
    LineField,
    ListField,
    OptionalReference,
    VocabularyField,
)
from negotiations.models.base import DatedQuerySet, Record
from negotiations.rules import Rule
from negotiations.vectors import SearchField


class Party(Record):
    """A state, a body that speaks for one, an organisation or a group.

    A ministry is a party of its own whose parent is its state: asked for the state, it is
    included.
    """

    label_field = "name"
    main_date = "date"

    name = LineField(required=True, help_text="The name in English.")
    short_name = LineField(help_text="The short form used in tables, such as US or DPRK.")
    kind = VocabularyField(vocabulary=PartyKind, help_text="What sort of party it is.")
    parent = OptionalReference(
        "self", related_name="children", help_text="The party it belongs to and speaks for."
    )
    date = ImpreciseDateField(help_text="When it existed; leave blank for a state of today.")
    date_note = LineField(help_text="The source's words about the date.")
    iso3 = CodeField(
        form="^[A-Z]{3}$",
        means="an ISO 3166-1 alpha-3 code such as SWE",
        help_text="ISO 3166-1 alpha-3, of a state.",
    )
    cow = CodeField(
        form="^[0-9]{1,3}$",
        means="a Correlates of War number such as 380",
        help_text="Correlates of War state number.",
    )
    gw = CodeField(
        form="^[0-9]{1,3}$",
        means="a Gleditsch-Ward number such as 380",
        help_text="Gleditsch-Ward state number.",
    )
    wikidata = CodeField(
        form="^Q[1-9][0-9]*$", means="a Wikidata item such as Q34", help_text="Wikidata item."
    )
    aliases = ListField(help_text="Other names and spellings, one to an entry.")
    search = SearchField(names=("name", "short_name", "aliases"), detail=("iso3", "date_note"))

    objects = DatedQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name_plural = "parties"
        constraints: ClassVar = [
            *(
                models.UniqueConstraint(
                    fields=[code],
                    name=f"party_{code}_names_one_party",
                    condition=~Q(status="withdrawn") & ~Q(**{code: ""}),
                    violation_error_message=f"Another party has this {code} code.",
                )
                for code in ("iso3", "cow", "gw", "wikidata")
            ),
            Rule(
                name="party_is_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                message="A party cannot be its own parent.",
                field="parent",
            ),
        ]

    class Exposure(Record.Exposure):
        public = (
            "name",
            "short_name",
            "kind",
            "parent",
            "date",
            "date_note",
            "iso3",
            "cow",
            "gw",
            "wikidata",
            "aliases",
        )
