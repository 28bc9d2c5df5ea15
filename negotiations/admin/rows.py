"""The rows inside the form of a record: their form, their set, and which of them was refused.

Not here: which kinds stand inside which form, and with what fields (inlines.py and the topics).
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.db.models import BaseConstraint
from psycopg2.sql import SQL, Identifier

from negotiations.admin.forms import ONLY_WITHDRAWN, RecordForm
from negotiations.admin.merging import Before, put
from negotiations.admin.permissions import is_public, role_of
from negotiations.admin.waiting import TO_BE_CITED, needs_citation
from negotiations.choices import Status
from negotiations.models import Record
from negotiations.roles import Permission, may
from negotiations.rules import ComposedKey

#: Digits that the database surely takes for a number.
LONGEST_NUMBER = 18
REMOVED = "Somebody else removed it while you were writing, and you had left it alone: it is gone."
ENTERED_ANEW = (
    "Somebody else removed this row while you were writing in it. It stands here as a new row: "
    "save again to enter it anew, or remove it."
)


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

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        publishes = "status" in self.changed_data and cleaned.get("status") == Status.PUBLISHED
        if publishes and needs_citation(self.instance):
            self.add_error("status", TO_BE_CITED)
        return cleaned


class RowRefused(Exception):
    """The database refused one row of a form; the cause is its IntegrityError."""

    def __init__(self, form: RowForm) -> None:
        super().__init__(form.prefix)
        self.prefix = form.prefix
        number = int(form.prefix.rpartition("-")[2]) + 1
        self.name = f"{form.instance._meta.verbose_name} {number}".capitalize()


class RecordFormSet(forms.BaseInlineFormSet):
    """The rows inside a form. The inline sets `prefilled` on the class made for a request."""

    prefilled: ClassVar[Mapping[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: Rows which somebody else removed meanwhile: the names of those that stay gone, and the
        #: prefixes of those that can be entered anew.
        self.gone: list[str] = []
        self.anew: set[str] = set()
        #: New rows that were not published with the record, since nothing cites them yet.
        self.waiting: list[Record] = []
        if self.is_bound and self.management_form.is_valid():
            self.part_from_removed_rows()
            self.keep_to_what_was_sent()

    def keep_to_what_was_sent(self) -> None:
        """Rows that somebody else added meanwhile would stand beside the forms of others."""
        keys = [self.number(n, self.model._meta.pk.name) for n in range(self.initial_form_count())]
        rows = [self._existing_object(key) for key in keys]
        if None not in rows:
            self._queryset = rows

    def part_from_removed_rows(self) -> None:
        """Renumber what was sent: rows that are still there, rows to be entered anew, new rows."""
        sent = self.initial_form_count()
        there = [place for place in range(sent) if self.is_still_there(place)]
        if len(there) == sent:
            return
        removed = [place for place in range(sent) if place not in there]
        anew = [place for place in removed if self.is_worth_entering_anew(place)]
        fresh = range(sent, self.total_form_count())
        self.renumber([*there, *anew, *fresh])
        for place in range(len(there), len(there) + len(anew)):
            prefix = self.add_prefix(place)
            put(self.data, f"{prefix}-{self.model._meta.pk.name}", "")
            put(self.data, f"{prefix}-started_from", "")
            self.anew.add(prefix)
        put(self.data, f"{self.prefix}-INITIAL_FORMS", len(there))
        put(self.data, f"{self.prefix}-TOTAL_FORMS", len(there) + len(anew) + len(fresh))
        del self.management_form

    def is_still_there(self, place: int) -> bool:
        """What was never a row of ours is left to the form, which refuses it."""
        key = self.number(place, self.model._meta.pk.name)
        return key is None or self._existing_object(key) is not None

    def number(self, place: int, name: str) -> int | None:
        text = self.data.get(f"{self.add_prefix(place)}-{name}", "")
        return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else None

    def is_worth_entering_anew(self, place: int) -> bool:
        """Whether somebody typed into the row; one that was to be deleted is gone as wished."""
        prefix = self.add_prefix(place)
        if self.data.get(f"{prefix}-DELETE"):
            return False
        key = self.number(place, self.model._meta.pk.name)
        before = Before(self.model, key, self.number(place, "started_from"))
        if before.was_touched(self.form(self.data, prefix=prefix)):
            return True
        self.gone.append(before.name())
        return False

    def renumber(self, order: list[int]) -> None:
        """Put the rows into this order; what is not in it is left out."""
        rows = [self.taken_out(place) for place in range(self.total_form_count())]
        for number, place in enumerate(order):
            for name, values in rows[place].items():
                self.data.setlist(f"{self.add_prefix(number)}-{name}", values)

    def taken_out(self, place: int) -> dict[str, list[str]]:
        start = f"{self.add_prefix(place)}-"
        keys = [key for key in self.data if key.startswith(start)]
        return {key.removeprefix(start): self.data.pop(key) for key in keys}

    @property
    def empty_form(self) -> RowForm:
        """What the browser copies for a new row."""
        form = super().empty_form
        form.initial |= self.prefilled
        return form

    def clean(self) -> None:
        super().clean()
        for form in self.forms:
            if form.prefix in self.anew:
                form.add_error(None, ENTERED_ANEW)
        if self.gone:
            raise ValidationError([f"{name}: {REMOVED}" for name in self.gone], code="removed")
        for form in self.deleted_forms:
            if is_public(form.instance):
                raise ValidationError(f"{form.instance}: {ONLY_WITHDRAWN}.", code="published")

    def save_new(self, form: RowForm, commit: bool = True) -> Record:
        if not form.instance.status:
            form.instance.status = self.instance.status
            if self.instance.status == Status.PUBLISHED and needs_citation(form.instance):
                form.instance.status = Status.DRAFT
                self.waiting.append(form.instance)
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
        raise RowRefused(form) from error


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
