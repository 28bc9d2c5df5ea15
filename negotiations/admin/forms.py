"""The form of a record: it keeps the lock, gives a slug, and puts every refusal beside its field.

Not here: which fields a form shows (base.py), and who may give which status (permissions.py).
"""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

from negotiations.admin.merging import Before, put, sent
from negotiations.admin.permissions import statuses_within_reach, wrote
from negotiations.admin.slugs import slug_for, takes_no_slug
from negotiations.admin.widgets import RecordChooser
from negotiations.choices import Status
from negotiations.models import Record, User
from negotiations.models.base import references
from negotiations.models.refusals import field_of
from negotiations.rules import Refusal

QUOTED = "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
ONLY_WITHDRAWN = "published once, so it can only be withdrawn"
STALE = (
    "Somebody else changed this record while you were writing. Nothing was saved yet, and nothing "
    "of yours is lost. Saving again keeps what stands below."
)
NO_SLUG = "No letter of its name can stand in a slug: write one, of a to z, 0 to 9 and hyphens."
TAKEN_OVER = "you had left it alone, so it stands below as the other left it, now"
BOTH_CHANGED = "You both changed this."
YOURS_STANDS = "Yours stands here: keep it by saving again, or put theirs in its place."


class VersionField(forms.IntegerField):
    """The version the editor started from; it is no change by itself."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class RecordForm(forms.ModelForm):
    """One record. The admin sets `user` and `refusals` on the class it makes for a request."""

    started_from = VersionField(required=False)

    user: ClassVar[User]
    #: Whether the user wrote a record, where somebody asked for many at once.
    wrote: Callable[[User, Record], bool] = staticmethod(wrote)
    #: What the database refused when this same form was saved, by the prefix of the form.
    refusals: ClassVar[Mapping[str, Refusal]] = {}
    #: What publishing needs, each field with what to say where it is empty.
    needed: ClassVar[Mapping[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["started_from"] = self.instance.version
        if "slug" in self.fields:
            self.fields["slug"].required = False
            kind = type(self.instance)._meta.verbose_name
            self.fields["slug"].error_messages["unique"] = f"Another {kind} has this slug."
        self.keep_to_status()
        self.know_references()

    def keep_to_status(self) -> None:
        """Offer the statuses within this person's reach."""
        if (field := self.fields.get("status")) is not None:
            reach = statuses_within_reach(self.user, self.instance, self.wrote)
            field.choices = [choice for choice in field.choices if choice[0] in reach]

    def know_references(self) -> None:
        """Tell the choosers the names of the records that came with this one."""
        for name, record in self.instance._state.fields_cache.items():
            field = self.fields.get(name)
            widget = getattr(field and field.widget, "widget", None)
            if record is not None and isinstance(widget, RecordChooser):
                widget.known = {str(record.pk): field.label_from_instance(record)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.is_stale():
            self.tell_stale()
        title = cleaned.get(self.instance.label_field, "")
        if cleaned.get("slug") == "" and takes_no_slug(type(self.instance), title):
            self.add_error("slug", NO_SLUG)
        withdrawn = cleaned.get("status") == Status.WITHDRAWN
        if withdrawn and cleaned.get("withdrawn_reason") == "":
            self.add_error("withdrawn_reason", "Say why the record is withdrawn.")
        for name, sentence in self.needed.items():
            asked = {"status", name} & set(self.changed_data)
            if cleaned.get("status") == Status.PUBLISHED and asked and not cleaned.get(name):
                self.add_error(name, sentence)
        return cleaned

    def is_stale(self) -> bool:
        started_from = self.cleaned_data.get("started_from")
        changed = self.has_changed()
        return bool(self.instance.pk and started_from != self.instance.version and changed)

    def tell_stale(self) -> None:
        """Take over what only the other changed, ask where both did, and start from there."""
        before = Before(
            type(self.instance), self.instance.pk, self.cleaned_data.get("started_from")
        )
        self.data = self.data.copy()
        told = [STALE]
        for name in [name for name in self.changed_data if name in self.fields]:
            field, mine, theirs = self.fields[name], self[name].data, sent(self, name)
            if before.has(name) and not before.differs(field, name, mine):
                told.append(f"{self.label_of(name)}: {TAKEN_OVER} {self.now(name)}.")
                put(self.data, self.add_prefix(name), theirs)
            elif not before.has(name) or before.differs(field, name, theirs):
                asked = f"{BOTH_CHANGED} It is now {self.now(name)}."
                told.append(f"{self.label_of(name)}: {asked}")
                self.add_error(name, f"{asked} {YOURS_STANDS}")
        self.add_error(None, ValidationError(told))
        self.data[self.add_prefix("started_from")] = str(self.instance.version)

    def label_of(self, name: str) -> str:
        return str(self.fields[name].label or name)

    def now(self, name: str) -> str:
        return present_value(self.instance, name)

    def _post_clean(self) -> None:
        # The model would say every rule above the form; here each is said beside its field.
        self.instance.validate_constraints = self.ask_each_rule
        super()._post_clean()
        del self.instance.validate_constraints
        if refusal := self.refusals.get(self.prefix or ""):
            self.refuse(refusal.field, ValidationError(refusal.message, code=refusal.constraint))

    def ask_each_rule(self, exclude: set[str] | None = None) -> None:
        for model, constraints in self.instance.get_constraints():
            for constraint in constraints:
                try:
                    constraint.validate(model, self.instance, exclude=exclude)
                except ValidationError as error:
                    self.refuse(field_of(constraint), error)

    def refuse(self, field: str, error: ValidationError) -> None:
        self.add_error(self.field_beside(field), error.messages)

    def field_beside(self, name: str) -> str | None:
        """The form field for a field of the record; of a reference to several kinds, its first."""
        keys = {reference.name: reference.keys for reference in references(type(self.instance))}
        candidates = [name, *keys.get(name, {}).values()]
        return next((field for field in candidates if field in self.fields), None)

    def save(self, commit: bool = True) -> Record:
        self.instance.expected_version = self.cleaned_data.get("started_from")
        if commit:
            give_slug(self.instance)
        return super().save(commit)


def present_value(record: Record, name: str) -> str:
    """A field as the database has it now, in words."""
    value = record._meta.get_field(name).value_from_object(record)
    if isinstance(getattr(record, name, None), Model):
        value = getattr(record, name)
    elif isinstance(value, list):
        value = "; ".join(map(str, value))
    return f"{QUOTED[0]}{value}{QUOTED[1]}" if value else "empty"


def give_slug(record: Record) -> None:
    if not record.slug:
        record.slug = slug_for(record)
