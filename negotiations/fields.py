"""The columns of the records: clean text, words of a vocabulary, imprecise dates and their bounds.

A field brings its own rule into the database, so that whatever road a row comes by, the rule is
met. Not here: rules between fields (they stand in each model's Meta), and what a date means
(dates.py).
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import TransactionNow
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import BooleanField, DateField, F, Func, Q, Value

from negotiations.choices import Vocabulary
from negotiations.dates import DateError, ImpreciseDate, duration_length
from negotiations.rules import Rule, exactly_one

MIGRATION_STATE = "__fake__"
#: A column that the database keeps stands in no form and in no fixture.
KEPT = {"editable": False, "serialize": False}
SLUG = r"^[a-z0-9]+(-{1,2}[a-z0-9]+)*$"
SLUG_MEANS = "A slug is lower-case letters and digits, joined by hyphens."
CLOCK = r"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$"
UNCLEAN_LINE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
UNCLEAN_PROSE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class SqlTest(Func):
    """A function of schema engine that answers yes or no."""

    output_field = BooleanField()
    conditional = True


class Fixed:
    """A field some of whose options are decided here once, and so stay out of migrations."""

    fixed: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | self.fixed))

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {key: kwargs[key] for key in kwargs if key not in self.fixed}


class RuledField:
    """A field which adds its own rules to the constraints of the model it is put on."""

    def rules(self, kind: str) -> Iterator[Rule]:
        raise NotImplementedError

    def contribute_to_class(self, cls: type[models.Model], name: str, **kwargs: Any) -> None:
        super().contribute_to_class(cls, name, **kwargs)
        if cls._meta.abstract or cls.__module__ == MIGRATION_STATE:
            return
        rules = list(self.rules(cls._meta.model_name))
        cls._meta.constraints = [*cls._meta.constraints, *rules]
        # The migration writer reads only options which the class is known to have declared.
        cls._meta.original_attrs["constraints"] = cls._meta.constraints

    def rule(self, kind: str, claim: str, condition: Any, message: str) -> Rule:
        return Rule(
            name=f"{kind}_{self.name}_{claim}",
            condition=condition,
            message=message,
            field=self.name,
            by_field=True,
        )

    @property
    def label(self) -> str:
        return self.name.replace("_", " ")


def clean_text(text: str, unclean: re.Pattern[str]) -> str:
    """The text in NFC with single newlines; ValidationError when it holds a control character."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if found := unclean.search(text):
        raise ValidationError(
            "Control characters are not allowed: U+%(code)s at position %(position)s.",
            code="control_character",
            params={"code": f"{ord(found[0]):04X}", "position": found.start() + 1},
        )
    return text


class CleanText(RuledField, models.TextField):
    """Text without control characters, in Unicode NFC; empty means unknown unless required."""

    unclean = UNCLEAN_LINE
    test = "engine.is_line"

    def __init__(self, *args: Any, required: bool = False, **kwargs: Any) -> None:
        self.required = required
        kwargs["blank"] = not required
        if not required:
            kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("blank", None)
        if self.required:
            kwargs["required"] = True
        return name, path, args, kwargs

    def rules(self, kind: str) -> Iterator[Rule]:
        yield self.rule(
            kind,
            "is_clean",
            SqlTest(F(self.name), function=self.test),
            f"The {self.label} holds a control character or is not in Unicode NFC.",
        )
        if self.required:
            yield self.rule(
                kind,
                "is_given",
                SqlTest(F(self.name), function="engine.is_given"),
                f"The {self.label} is empty.",
            )

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return clean_text(value, self.unclean) if isinstance(value, str) else value

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if self.required and not value.strip(" \n\u00a0"):
            raise ValidationError(self.error_messages["blank"], code="blank")


class LineField(CleanText):
    """One line of text."""

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(**{"widget": forms.TextInput, **kwargs})


class ProseField(CleanText):
    """Text of several lines."""

    unclean = UNCLEAN_PROSE
    test = "engine.is_prose"


class InternalField(Fixed, ProseField):
    """Words for the team only: every world shows them empty, and no fixture holds them."""

    fixed: ClassVar[dict[str, Any]] = {"serialize": False}

    blanked = "''::text"


class CodeField(LineField):
    """A short text of one fixed form, which a regular expression describes."""

    def __init__(self, *args: Any, form: str = "", means: str = "", **kwargs: Any) -> None:
        self.form, self.means = form, means
        kwargs["validators"] = [RegexValidator(form, f"This is not {means}.")]
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("validators", None)
        return name, path, args, {**kwargs, "form": self.form, "means": self.means}

    def rules(self, kind: str) -> Iterator[Rule]:
        yield from super().rules(kind)
        yield self.rule(
            kind,
            "is_well_formed",
            Q(**{self.name: ""}) | Q(**{f"{self.name}__regex": self.form}),
            f"The {self.label} is not {self.means}.",
        )


class SlugField(Fixed, RuledField, models.CharField):
    """Public identity: lower-case words and hyphens, in byte order on any server."""

    fixed: ClassVar[dict[str, Any]] = {
        "max_length": 120,
        "unique": True,
        "db_collation": "C",
        "validators": [RegexValidator(SLUG, SLUG_MEANS)],
    }

    def rules(self, kind: str) -> Iterator[Rule]:
        yield self.rule(
            kind,
            "is_well_formed",
            Q(**{f"{self.name}__regex": SLUG}),
            SLUG_MEANS,
        )


class VocabularyField(RuledField, models.CharField):
    """A word of one closed vocabulary; empty means unknown unless it is required."""

    def __init__(
        self,
        *args: Any,
        vocabulary: type[Vocabulary] | None = None,
        required: bool = False,
        **kwargs: Any,
    ) -> None:
        # Only a migration's field comes without its vocabulary: there the CHECK tells the words.
        self.vocabulary: type[Vocabulary] = vocabulary or Vocabulary
        self.required = required
        kwargs["max_length"] = 40
        kwargs["blank"] = not required
        if vocabulary is not None:
            kwargs["choices"] = vocabulary.choices
        if not required:
            kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        for told_by_vocabulary in ("max_length", "blank", "choices"):
            kwargs.pop(told_by_vocabulary, None)
        if self.required:
            kwargs["required"] = True
        return name, path, args, kwargs

    def rules(self, kind: str) -> Iterator[Rule]:
        allowed = [*self.vocabulary.values, *([] if self.required else [""])]
        yield self.rule(
            kind,
            "is_in_the_vocabulary",
            Q(**{f"{self.name}__in": allowed}),
            f"The {self.label} is not one of: {', '.join(self.vocabulary.values)}.",
        )


class ListField(Fixed, RuledField, ArrayField):
    """A list of short texts in the order given; each entry matches the expression `form`."""

    fixed: ClassVar[dict[str, Any]] = {
        "base_field": models.TextField(),
        "blank": True,
        "default": list,
    }

    def __init__(self, *args: Any, form: str = "", means: str = "", **kwargs: Any) -> None:
        self.form, self.means = form, means
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "form": self.form, "means": self.means}

    def rules(self, kind: str) -> Iterator[Rule]:
        yield self.rule(
            kind,
            "is_a_clean_list",
            # Most lists are empty, and a function costs more than a comparison.
            Q(**{self.name: []})
            | SqlTest(F(self.name), Value(self.form), function="engine.is_clean_list"),
            f"The {self.label} hold an entry that is empty, stands twice or is not clean text"
            + (f", or is not {self.means}." if self.means else "."),
        )

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        value = [clean_text(item.strip(), UNCLEAN_LINE) for item in value or []]
        if "" in value or len(set(value)) < len(value):
            raise ValidationError("An entry is empty or stands twice.", code="unclean_list")
        for item in value:
            if self.form and not re.search(self.form, item):
                raise ValidationError(f"{item!r} is not {self.means}.", code="entry")
        return super().clean(value, model_instance)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return models.Field.formfield(self, **{"form_class": ListFormField, **kwargs})


class ListFormField(forms.CharField):
    """One entry to a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or []) != self.to_python(data)


class DerivedField:
    """A column that the database fills whatever the writer sent; outside packages and `version`."""

    derived = True


class ComputedField(Fixed, DerivedField, models.GeneratedField):
    """A column that the database computes from its own row."""

    fixed: ClassVar[dict[str, Any]] = {"db_persist": True, "serialize": False}


class BoundField(ComputedField):
    """One end of an imprecise date, computed by the database from the date's text."""

    def __init__(self, *args: Any, of: str = "", end: str = "", **kwargs: Any) -> None:
        self.of, self.end = of, end
        kwargs["output_field"] = DateField()
        kwargs["expression"] = Func(
            F(of), function=f"engine.date_{end}", output_field=kwargs["output_field"]
        )
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["expression"], kwargs["output_field"]
        return name, path, args, {**kwargs, "of": self.of, "end": self.end}


class TruthField(ComputedField):
    """A yes or no about the row, which a ComposedKey of another row can ask for."""

    fixed: ClassVar[dict[str, Any]] = {**ComputedField.fixed, "output_field": BooleanField()}


class ImpreciseDateField(Fixed, RuledField, models.CharField):
    """An EDTF date of the subset; the database derives `<name>_earliest` and `<name>_latest`."""

    fixed: ClassVar[dict[str, Any]] = {"max_length": 64, "blank": True, "default": ""}

    def contribute_to_class(self, cls: type[models.Model], name: str, **kwargs: Any) -> None:
        super().contribute_to_class(cls, name, **kwargs)
        if cls._meta.abstract or cls.__module__ == MIGRATION_STATE:
            return
        for end in ("earliest", "latest"):
            bound = BoundField(of=name, end=end, help_text=f"The {end} day that {name} allows.")
            bound.contribute_to_class(cls, f"{name}_{end}")

    def rules(self, kind: str) -> Iterator[Rule]:
        yield self.rule(
            kind,
            "is_in_the_subset",
            Q(**{f"{self.name}_earliest__lte": F(f"{self.name}_latest")}),
            f"The {self.label} is outside the EDTF subset, or ends before it begins.",
        )

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        value = super().clean(value, model_instance)
        if value:
            try:
                ImpreciseDate.parse(value)
            except DateError as error:
                raise ValidationError(str(error), code="date") from error
        return value


class DurationField(Fixed, RuledField, models.CharField):
    """A length of time in ISO 8601, such as P3Y or P18M; never negative."""

    fixed: ClassVar[dict[str, Any]] = {"max_length": 40, "blank": True, "default": ""}

    def rules(self, kind: str) -> Iterator[Rule]:
        yield self.rule(
            kind,
            "is_a_duration",
            Q(**{self.name: ""}) | SqlTest(F(self.name), function="engine.is_duration"),
            f"The {self.label} is not an ISO 8601 duration such as P3Y, or is zero.",
        )

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        value = super().clean(value, model_instance)
        if value:
            try:
                duration_length(value)
            except DateError as error:
                raise ValidationError(str(error), code="duration") from error
        return value


class CopiedDateField(Fixed, DerivedField, models.DateField):
    """A bound copied from another record, filled by a trigger and verified by a ComposedKey."""

    fixed: ClassVar[dict[str, Any]] = {**KEPT, "blank": True}


class VisibleField(Fixed, DerivedField, models.BooleanField):
    """Whether the public sees the row; kept by triggers, which null asks to work it out anew."""

    fixed: ClassVar[dict[str, Any]] = {**KEPT, "db_default": False}


class VersionField(Fixed, DerivedField, models.PositiveIntegerField):
    """The lock number, counted by the database. Whoever states one must state the present one."""

    # A row that states no version begins at 1, without being asked.
    fixed: ClassVar[dict[str, Any]] = {**KEPT, "default": 0, "db_default": 1}

    NOBODYS = 2_147_483_647

    # A row that Django saves twice without a look between, as loaddata does, states no version.
    db_returning = False

    def pre_save(self, model_instance: models.Model, add: bool) -> int:
        """0 leaves the counting to the database; a number below 1 was never anybody's version."""
        stated = None if add else model_instance.expected_version
        if stated is None:
            return 0
        return stated if stated > 0 else self.NOBODYS


class StampField(Fixed, DerivedField, models.DateTimeField):
    """When the row was made or last changed; set by the database."""

    fixed: ClassVar[dict[str, Any]] = {**KEPT, "db_default": TransactionNow()}


class ReferenceField(Fixed, models.ForeignKey):
    """A reference to another record, which cannot be deleted while it is referred to."""

    fixed: ClassVar[dict[str, Any]] = {"on_delete": models.RESTRICT}


class OptionalReference(ReferenceField):
    """A reference which may be empty; it reads empty where its target is hidden."""

    fixed: ClassVar[dict[str, Any]] = {**ReferenceField.fixed, "null": True, "blank": True}


class ListOfReferences(models.ManyToManyField):
    """A list of references to other records, which cannot be deleted while they are in it."""

    def contribute_to_class(self, cls: type[models.Model], name: str, **kwargs: Any) -> None:
        super().contribute_to_class(cls, name, **kwargs)
        if cls._meta.abstract or cls.__module__ == MIGRATION_STATE:
            return
        # Django's own table of a list lets go of a member that is deleted, without a word.
        members = self.remote_field.through._meta
        member = members.get_field(self.remote_field.model._meta.model_name)
        member.remote_field.on_delete = models.RESTRICT


class TargetReference(OptionalReference):
    """One key of a set of which one must be set; a hidden target hides the record."""

    hides = True


class SupportedReference(TargetReference):
    """The target may need one that supports it: who adds one locks it as who takes one away."""

    supports = True


class OneOf:
    """A reference that may go to several kinds: a set of real foreign keys read as one.

    `keys` maps a kind to the field that refers to it. Reading gives the record referred to, or
    None. Where two may be set at once, the first is the reference, and the others stand inside it.
    """

    def __init__(
        self, help_text: str, required: bool = False, may_join: bool = False, **keys: str
    ) -> None:
        self.help_text = help_text
        self.required = required
        self.may_join = may_join
        self.keys = keys

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, record: models.Model | None, owner: type | None = None) -> Any:
        if record is None:
            return self
        for field in self.keys.values():
            if getattr(record, f"{field}_id") is not None:
                return getattr(record, field)
        return None

    @property
    def condition(self) -> Q:
        return exactly_one(*self.keys.values())
