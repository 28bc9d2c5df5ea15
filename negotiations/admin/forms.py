"""The form of a record: it keeps the lock, gives a slug, and puts every refusal beside its field.

Not here: which fields a form shows (base.py), and who may give which status (permissions.py).
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.db.models import BaseConstraint, Model
from django.http import QueryDict
from psycopg2.sql import SQL, Identifier

from negotiations.admin.permissions import is_public, role_of, statuses_within_reach, wrote
from negotiations.admin.slugs import slug_for
from negotiations.admin.widgets import RecordChooser
from negotiations.choices import Status
from negotiations.models import Record, User
from negotiations.models.base import references
from negotiations.models.refusals import field_of
from negotiations.roles import Permission, may
from negotiations.rules import ComposedKey, Refusal

QUOTED = "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
ONLY_WITHDRAWN = "published once, so it can only be withdrawn"
STALE = (
    "Somebody else changed this record while you were writing. Nothing of yours is lost: it stands "
    "below. Saving again keeps what stands below."
)


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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["started_from"] = self.instance.version
        if "slug" in self.fields:
            self.fields["slug"].required = False
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
        withdrawn = cleaned.get("status") == Status.WITHDRAWN
        if withdrawn and cleaned.get("withdrawn_reason") == "":
            self.add_error("withdrawn_reason", "Say why the record is withdrawn.")
        return cleaned

    def is_stale(self) -> bool:
        started_from = self.cleaned_data.get("started_from")
        changed = self.has_changed()
        return bool(self.instance.pk and started_from != self.instance.version and changed)

    def tell_stale(self) -> None:
        """Name what differs, and let the next attempt start from the present version."""
        differing = [self.difference(name) for name in self.changed_data if name in self.fields]
        self.add_error(None, ValidationError([STALE, *differing]))
        data: QueryDict = self.data.copy()
        data[self.add_prefix("started_from")] = str(self.instance.version)
        self.data = data

    def difference(self, name: str) -> str:
        now = present_value(self.instance, name)
        return f"{self.fields[name].label or name}: it is now {now}"

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


class RowForm(RecordForm):
    """A record inside the form of another. A new row without a status takes that of the other."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "status" in self.fields and not self.instance.pk:
            self.fields["status"].required = False
            self.fields["status"].choices = [("", "as above"), *self.fields["status"].choices]
            self.initial["status"] = ""
        if is_public(self.instance) and not may(role_of(self.user), Permission.EDIT_PUBLISHED):
            for field in self.fields.values():
                field.disabled = True


class RowRefused(Exception):
    """The database refused one row of a form; the cause is its IntegrityError."""

    def __init__(self, prefix: str) -> None:
        super().__init__(prefix)
        self.prefix = prefix


class RecordFormSet(forms.BaseInlineFormSet):
    """The rows inside a form. The inline sets `prefilled` on the class made for a request."""

    prefilled: ClassVar[Mapping[str, Any]] = {}

    @property
    def empty_form(self) -> RowForm:
        """What the browser copies for a new row."""
        form = super().empty_form
        form.initial |= self.prefilled
        return form

    def clean(self) -> None:
        super().clean()
        for form in self.deleted_forms:
            if is_public(form.instance):
                raise ValidationError(f"{form.instance}: {ONLY_WITHDRAWN}.", code="published")

    def save_new(self, form: RowForm, commit: bool = True) -> Record:
        if not form.instance.status:
            form.instance.status = self.instance.status
        with naming_the_row(form):
            return super().save_new(form, commit)

    def save_existing(self, form: RowForm, obj: Record, commit: bool = True) -> Record:
        with naming_the_row(form):
            return super().save_existing(form, obj, commit)

    def delete_existing(self, obj: Record, commit: bool = True) -> None:
        form = next(form for form in self.initial_forms if form.instance.pk == obj.pk)
        with naming_the_row(form):
            super().delete_existing(obj, commit)


@contextmanager
def naming_the_row(form: RowForm) -> Iterator[None]:
    """While one row is saved: its refusal is known to be its own."""
    try:
        yield
        ask_keys_of(type(form.instance))
    except IntegrityError as error:
        raise RowRefused(form.prefix) from error


def ask_keys_of(model: type[Record]) -> None:
    """Ask the composed keys of a kind now, which otherwise wait for the end of the transaction."""
    keys = [Identifier(rule.name) for rule in model._meta.constraints if is_composed(rule)]
    if keys:
        with connection.cursor() as cursor:
            for when in ("IMMEDIATE", "DEFERRED"):
                asked = SQL("SET CONSTRAINTS {} " + when).format(SQL(", ").join(keys))
                cursor.execute(asked.as_string(cursor.cursor))


def is_composed(rule: BaseConstraint) -> bool:
    return isinstance(rule, ComposedKey)
