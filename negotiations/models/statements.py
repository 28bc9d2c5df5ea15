"""What was said: one speech act to a record, or an excerpt of one."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Value

from negotiations.choices import Channel, OnRecord, Rendering, StatementKind, Wording, YesNo
from negotiations.fields import (
    CLOCK,
    CodeField,
    CopiedDateField,
    ImpreciseDateField,
    LineField,
    ListOfReferences,
    OptionalReference,
    ProseField,
    TruthField,
    VocabularyField,
)
from negotiations.models.base import DatedQuerySet, Record, public_order_index
from negotiations.models.events import Event
from negotiations.models.issues import Issue
from negotiations.models.offers import Offer
from negotiations.models.participation import within_tenure
from negotiations.models.parties import Party
from negotiations.models.people import Person, Tenure
from negotiations.models.processes import Process
from negotiations.rules import ComposedKey, Rule
from negotiations.vectors import SearchField

LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"


class StatementQuerySet(DatedQuerySet):
    def acts(self) -> "StatementQuerySet":
        """Whole speech acts, without the excerpts of them: what counts take."""
        return self.filter(part_of__isnull=True)


class Statement(Record):
    """One speech act of one party, or an excerpt of one.

    Where it was said (`said_at`) and what it is about (`events`) are kept apart. The document it
    was read in is a source, and where in it, a citation.
    """

    label_field = "text"
    main_date = "date"

    party = OptionalReference(
        Party, related_name="statements", help_text="Whose statement it is, if a party's."
    )
    co_parties = ListOfReferences(
        Party, blank=True, related_name="joint_statements", help_text="The others of a joint text."
    )
    on_behalf_of = OptionalReference(
        Party, related_name="statements_made_for_it", help_text="The party spoken for."
    )
    speaker = OptionalReference(
        Person, related_name="statements", help_text="Who said it, if somebody is named."
    )
    speaker_label = LineField(help_text="How the speaker is named where nobody is.")
    tenure = OptionalReference(
        Tenure, related_name="statements", help_text="In which office it was said."
    )
    date = ImpreciseDateField(help_text="When it was said.")
    date_note = LineField(help_text="The source's words about the date.")
    time = CodeField(
        form=CLOCK,
        means="a time with its offset, such as 14:30+09:00",
        help_text="Local time, with its offset.",
    )
    seq = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Order within the day, where only that is known."
    )
    kind = VocabularyField(vocabulary=StatementKind, help_text="What sort of speech act it is.")
    text = ProseField(required=True, help_text="The words.")
    wording = VocabularyField(vocabulary=Wording, help_text="How close the text is to the words.")
    complete = VocabularyField(vocabulary=YesNo, help_text="Whether the text is the whole act.")
    language = CodeField(
        form=LANGUAGE,
        means="a BCP 47 language tag such as en or zh-Hans",
        help_text="Language of the text.",
    )
    language_original = CodeField(
        form=LANGUAGE,
        means="a BCP 47 language tag such as ko",
        help_text="Language in which it was said.",
    )
    text_original = ProseField(help_text="The words in the original language.")
    rendering = VocabularyField(
        vocabulary=Rendering, help_text="How the text came out of the original language."
    )
    part_of = OptionalReference(
        "self", related_name="excerpts", help_text="The speech act this is an excerpt of."
    )
    variant_of = OptionalReference(
        "self",
        related_name="variants",
        help_text="The statement of which this is another rendering.",
    )
    relayed_by = OptionalReference(
        Party, related_name="statements_relayed", help_text="The party that passed it on."
    )
    on_record = VocabularyField(vocabulary=OnRecord, help_text="Whether the speaker may be named.")
    channel = VocabularyField(vocabulary=Channel, help_text="Before whom it was said.")
    made_public = ImpreciseDateField(help_text="When the public could know it, if later.")
    said_at = OptionalReference(
        Event, related_name="statements_made", help_text="The event at which it was said."
    )
    events = ListOfReferences(
        Event, blank=True, related_name="statements", help_text="The events it is about."
    )
    offers = ListOfReferences(
        Offer, blank=True, related_name="statements", help_text="The offers it is about."
    )
    issues = ListOfReferences(
        Issue, blank=True, related_name="statements", help_text="The issues it is about."
    )
    processes = ListOfReferences(
        Process, blank=True, related_name="statements", help_text="The processes it belongs to."
    )
    reply_to = OptionalReference(
        "self", related_name="replies", help_text="The statement it answers."
    )
    topic_note = LineField(help_text="What it is about, in the coder's words.")
    tone = models.SmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(-2), MaxValueValidator(2)],
        help_text="From -2 (hostile) to 2 (warm), by the coding rule; leave blank when in doubt.",
    )
    tenure_earliest = CopiedDateField(help_text="Copied from the tenure.")
    tenure_latest = CopiedDateField(help_text="Copied from the tenure.")
    is_root = TruthField(
        expression=Q(variant_of__isnull=True), help_text="Whether it is no variant."
    )
    variant_of_root = TruthField(
        expression=Value(True), help_text="What the statement varied must be: no variant."
    )
    search = SearchField(
        body=("text",),
        language="language",
        original="text_original",
        original_language="language_original",
        detail=("topic_note", "speaker_label"),
    )

    objects = StatementQuerySet.as_manager()

    class Meta(Record.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["id", "is_root"],
                name="statement_with_its_standing_as_root",
                violation_error_message="A statement is a variant or not.",
            ),
            *(
                Rule(
                    name=f"statement_{field}_another_statement",
                    condition=Q(**{f"{field}__isnull": True}) | ~Q(**{field: F("id")}),
                    message=message,
                    field=field,
                )
                for field, message in (
                    ("part_of", "A statement cannot be an excerpt of itself."),
                    ("variant_of", "A statement cannot be a variant of itself."),
                    ("reply_to", "A statement cannot reply to itself."),
                )
            ),
            ComposedKey(
                name="statement_variant_is_of_no_variant",
                key="variant_of",
                fields=("variant_of", "variant_of_root"),
                to_fields=("id", "is_root"),
                message="A variant has no variants: choose the statement itself.",
            ),
            Rule(
                name="statement_tenure_has_a_speaker",
                condition=Q(tenure__isnull=True) | Q(speaker__isnull=False),
                message="A statement under a tenure names the person who held it.",
                field="speaker",
            ),
            ComposedKey(
                name="statement_tenure_is_of_its_speaker",
                key="tenure",
                fields=("tenure", "speaker"),
                to_fields=("id", "person"),
                message="The tenure is another person's.",
            ),
            ComposedKey(
                name="statement_copies_tenure_bounds",
                key="tenure",
                fields=("tenure", "tenure_earliest", "tenure_latest"),
                to_fields=("id", "date_earliest", "date_latest"),
                message="The tenure's date was changed meanwhile; save again.",
                cascade=True,
            ),
            Rule(
                name="statement_is_within_its_tenure",
                condition=within_tenure("date_earliest", "date_latest"),
                message="The tenure certainly did not cover the date of the statement.",
                field="tenure",
                by_field=True,
            ),
            Rule(
                name="statement_tone_is_on_the_scale",
                condition=Q(tone__isnull=True) | Q(tone__gte=-2, tone__lte=2),
                message="Tone runs from -2 to 2.",
                field="tone",
            ),
        ]
        indexes: ClassVar = [public_order_index("statement", timed=True)]

    class Exposure(Record.Exposure):
        public = (
            "party",
            "co_parties",
            "on_behalf_of",
            "speaker",
            "speaker_label",
            "tenure",
            "date",
            "date_note",
            "time",
            "seq",
            "kind",
            "text",
            "wording",
            "complete",
            "language",
            "language_original",
            "text_original",
            "rendering",
            "part_of",
            "variant_of",
            "relayed_by",
            "on_record",
            "channel",
            "made_public",
            "said_at",
            "events",
            "offers",
            "issues",
            "processes",
            "reply_to",
            "topic_note",
            "tone",
        )

    def __str__(self) -> str:
        text = self.text if len(self.text) <= 80 else f"{self.text[:77].rstrip()}..."
        return f"\N{LEFT DOUBLE QUOTATION MARK}{text}\N{RIGHT DOUBLE QUOTATION MARK}"
