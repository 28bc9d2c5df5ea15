"""The documents in which facts are found. Where in a document a fact stands is a citation."""

from typing import ClassVar

from django.db.models import F, Q

from negotiations.choices import Carrier, ExtentRead, SourceKind
from negotiations.fields import (
    CodeField,
    ImpreciseDateField,
    LineField,
    ListField,
    OptionalReference,
    VocabularyField,
)
from negotiations.models.base import DatedQuerySet, Record, public_order_index
from negotiations.models.parties import Party
from negotiations.rules import Rule
from negotiations.vectors import SearchField


class Source(Record):
    """One page, document, recording or book that was used."""

    main_date = "published_on"

    title = LineField(required=True, help_text="The title as it stands on the source.")
    kind = VocabularyField(vocabulary=SourceKind, help_text="What sort of document it is.")
    publisher = LineField(help_text="Who published it, as the source names itself.")
    publisher_party = OptionalReference(
        Party,
        related_name="published_sources",
        help_text="The party that speaks through it, if one does.",
    )
    authors = ListField(help_text="Who wrote it, one to an entry, in the order given.")
    published_on = ImpreciseDateField(
        help_text="When it became public; decides what was known when."
    )
    url = CodeField(
        form=r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s<>\"]+$",
        means="an address that begins with http:// or https://",
        help_text="Where it was found.",
    )
    archive_url = CodeField(
        form=r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s<>\"]+$",
        means="an address that begins with http:// or https://",
        help_text="Where an archived copy stands.",
    )
    archive_sha256 = CodeField(
        form="^[0-9a-f]{64}$",
        means="64 hexadecimal digits in lower case",
        help_text="SHA-256 of the archived copy.",
    )
    accessed_on = ImpreciseDateField(help_text="When it was last read.")
    language = CodeField(
        form=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
        means="a BCP 47 language tag such as en or zh-Hans",
        help_text="Its language, as a BCP 47 tag.",
    )
    carrier = VocabularyField(vocabulary=Carrier, help_text="How it reached us.")
    extent_read = VocabularyField(vocabulary=ExtentRead, help_text="How much of it was read.")
    text_of = OptionalReference(
        "self",
        related_name="reprints",
        help_text="The source whose text it reprints; then it is no second witness.",
    )
    search = SearchField(names=("title",), body=("publisher", "authors"), language="language")

    objects = DatedQuerySet.as_manager()

    class Meta(Record.Meta):
        constraints: ClassVar = [
            Rule(
                name="source_does_not_reprint_itself",
                condition=Q(text_of__isnull=True) | ~Q(text_of=F("id")),
                message="A source cannot reprint itself.",
                field="text_of",
            ),
        ]
        indexes: ClassVar = [public_order_index("source", "published_on")]

    class Exposure(Record.Exposure):
        public = (
            "title",
            "kind",
            "publisher",
            "publisher_party",
            "authors",
            "published_on",
            "url",
            "archive_url",
            "archive_sha256",
            "accessed_on",
            "language",
            "carrier",
            "extent_read",
            "text_of",
        )
