"""What every record shares: identity, status, certainty, stamps, lock, declaration of its fields.

Not here: what the fields of a kind are (one file per topic beside this one), and who may change a
record (roles.py, actions/).
"""

from collections.abc import Iterator
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Func, OrderBy, Q

from negotiations.choices import Certainty, Status
from negotiations.fields import (
    InternalField,
    ListField,
    OneOf,
    ProseField,
    SlugField,
    StampField,
    VersionField,
    VisibleField,
    VocabularyField,
)

LEADING = ("slug", "status")
CLOSING = ("certainty", "external_ids", "codes", "note")
INTERNAL = ("editor_note", "withdrawn_reason")
STAMPS = ("created_at", "updated_at", "version")


class RecordQuerySet(models.QuerySet):
    """Records of one kind."""

    def get_by_natural_key(self, slug: str) -> models.Model:
        return self.get(slug=slug)

    def published(self) -> Self:
        return self.filter(status=Status.PUBLISHED)

    def graded(self, *certainties: str) -> Self:
        return self.filter(certainty__in=certainties)


class DatedQuerySet(RecordQuerySet):
    """Records with an imprecise `date`, in the one public order."""

    def in_order(self) -> Self:
        return self.order_by(*self.model.public_order())

    def possibly_in(self, first: Any, last: Any) -> Self:
        """Records whose date may meet the period; None leaves an end of the period open."""
        name = self.model.main_date
        found = self.exclude(**{name: ""})
        if first is not None:
            found = found.filter(**{f"{name}_latest__gte": first})
        if last is not None:
            found = found.filter(**{f"{name}_earliest__lte": last})
        return found

    def certainly_in(self, first: Any, last: Any) -> Self:
        """Records which meet the period whatever their true date."""
        name = self.model.main_date
        inside = Q(pk__isnull=False)
        if first is not None:
            inside &= Q(**{f"{name}_earliest__gte": first})
        if last is not None:
            inside &= Q(**{f"{name}_latest__lte": last})
        lasted = Q(CertainSpan(F(name)))
        return self.possibly_in(first, last).filter(inside | lasted)


class CertainSpan(Func):
    """Whether a date is exact at both ends, so that it surely covers every day between."""

    function = "engine.date_has_exact_ends"
    output_field = models.BooleanField()
    conditional = True


class Record(models.Model):
    """One row that a source supports: the common part of every kind."""

    slug = SlugField(
        help_text="Public identity; lower-case words and hyphens; fixed once published."
    )
    status = VocabularyField(
        vocabulary=Status,
        required=True,
        default=Status.DRAFT,
        help_text="How far the record is on its way; only published records exist for the public.",
    )
    certainty = VocabularyField(
        vocabulary=Certainty,
        help_text="How we know what the record asserts; leave blank where nothing is asserted.",
    )
    external_ids = ListField(
        form=r"^[a-z0-9][a-z0-9_.-]*:.+$",
        means="an identifier such as wikidata:Q34",
        help_text="Identifiers in other data sets as scheme:id, one record per identifier.",
    )
    codes = ListField(
        form=r"^[a-z0-9][a-z0-9_-]*[.][A-Za-z0-9_-]+=.+$",
        means="a code such as cameo.event=0354",
        help_text="Codes of other schemes as scheme.variable=value.",
    )
    note = ProseField(help_text="For readers: what the fields cannot say.")
    editor_note = InternalField(help_text="For the team only; never leaves by a public door.")
    withdrawn_reason = InternalField(
        help_text="Why the record was withdrawn; shown on its tombstone."
    )
    created_at = StampField(help_text="When the record was first entered.")
    updated_at = StampField(help_text="When a field of the record last changed.")
    version = VersionField(
        help_text="Grows with each change; carries the lock against lost updates."
    )

    visible = VisibleField(
        help_text="Whether the public sees it: published, and so is all it cannot do without."
    )

    objects = RecordQuerySet.as_manager()

    #: The version an editor started from; when it is no longer the present one, saving is refused.
    expected_version: int | None = None
    #: The field whose text names the record to a reader.
    label_field: ClassVar[str] = "title"
    #: The date by which the kind is filtered and ordered; "" for kinds without one.
    main_date: ClassVar[str] = ""

    class Meta:
        abstract = True
        ordering = ("slug",)

    class Exposure:
        """Which fields of the kind are public, in reading order; checked to name every field."""

        public: ClassVar[tuple[str, ...]] = ()
        #: Filled in for each kind when all are known (models/__init__.py): the fields tell it.
        derived: ClassVar[tuple[str, ...]] = ()

    def __str__(self) -> str:
        return getattr(self, self.label_field) or self.slug

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.expected_version is not None and not self._state.adding:
            # Django leaves out what is deferred or not named; a stated version always goes along.
            self.version = self.expected_version
            if (named := kwargs.get("update_fields")) is not None:
                kwargs["update_fields"] = {*named, "version"}
        super().save(*args, **kwargs)
        self.forget_derived()

    def forget_derived(self) -> None:
        """Let the columns that the database fills be read again when they are next asked for."""
        for field in self._meta.concrete_fields:
            if getattr(field, "derived", False):
                self.__dict__.pop(field.attname, None)
        self.expected_version = None

    @classmethod
    def public_order(cls) -> tuple[Any, ...]:
        """The order of 'earliest, time, seq, latest, slug', as far as the kind has them."""
        if not cls.main_date:
            return ("slug",)
        names = {field.name for field in cls._meta.concrete_fields}
        earliest, latest = (f"{cls.main_date}_{end}" for end in ("earliest", "latest"))
        order = [earliest]
        if "time" in names:
            order += ["time", OrderBy(F("seq"), nulls_last=True)]
        return (*order, latest, "slug")

    @classmethod
    def order_within(cls) -> tuple[Any, ...]:
        """The order of records of the kind within the one that they belong to."""
        return cls.public_order()


def public_order_index(kind: str, main_date: str = "date", *, timed: bool = False) -> models.Index:
    """The rows the public sees in the one public order, for lists and their pages."""
    within_the_day = ("time", "seq") if timed else ()
    return models.Index(
        fields=[f"{main_date}_earliest", *within_the_day, f"{main_date}_latest", "slug"],
        condition=Q(visible=True),
        name=f"{kind}_order",
    )


def public_fields(model: type[Record]) -> tuple[str, ...]:
    """The public fields of a kind in column order: slug, status, its own, the shared ones."""
    return (*LEADING, *model.Exposure.public, *CLOSING)


def references(model: type[Record]) -> Iterator[OneOf]:
    """The references of a kind that may go to several kinds."""
    for name in model.Exposure.public:
        if isinstance(found := model.__dict__.get(name), OneOf):
            yield found


def derived_fields(model: type[Record]) -> tuple[str, ...]:
    """The fields that the database fills whatever a writer sends."""
    fields = model._meta.concrete_fields
    return tuple(field.name for field in fields if getattr(field, "derived", False))


def undeclared_fields(model: type[Record]) -> set[str]:
    """Fields of the model which its Exposure does not name, directly or through a OneOf."""
    named = {*public_fields(model), *INTERNAL, *STAMPS, "id"}
    for reference in references(model):
        named |= set(reference.keys.values())
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    return {
        field.name
        for field in fields
        if field.name not in named and not getattr(field, "derived", False)
    }
