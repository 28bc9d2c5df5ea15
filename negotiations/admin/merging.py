"""Two editors of one record: what each changed since the version that one of them started from.

That version is read from the history, so a form need not carry it. What follows from it is the
form's to say (forms.py, rows.py).
"""

from collections import Counter
from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.http import QueryDict

from negotiations.admin.revisions import kept_fields, list_rows, rows_of, target_column
from negotiations.models import Record


class Before:
    """A record as it was at a version; a version that never was knows no field."""

    def __init__(self, model: type[Record], key: int, version: int | None) -> None:
        self.record = model(pk=key)
        self.values: dict[str, Any] = {}
        revisions = rows_of(model._meta.db_table, "id", key)
        started = [row for row in revisions if row["version"] == version and row["op"] != "d"]
        if not started:
            return
        for field in kept_fields(model):
            value = started[-1][field.column]
            self.values[field.name] = value
            setattr(self.record, field.attname, value)
        later = {
            row["changeset"] for row in revisions if row["version"] > version or row["op"] == "d"
        }
        for field in model._meta.many_to_many:
            column, counts = target_column(field), Counter()
            for entry in list_rows(field, self.record):
                if entry["changeset"] not in later:
                    counts[entry[column]] += {"c": 1, "d": -1}.get(entry["op"], 0)
            self.values[field.name] = [key for key, count in counts.items() if count > 0]

    def has(self, name: str) -> bool:
        return name in self.values

    def differs(self, field: forms.Field, name: str, value: Any) -> bool:
        """Whether a value of a form is another than the one the record had."""
        return field.has_changed(self.values.get(name), value)

    def was_touched(self, form: forms.ModelForm) -> bool:
        """Whether somebody typed into the form of the record; who cannot tell says yes."""
        shown = [name for name in form.fields if self.has(name)]
        return not shown or any(
            self.differs(form.fields[name], name, form[name].data) for name in shown
        )

    def name(self) -> str:
        """What the record was called, as far as what it referred to is still there."""
        try:
            return str(self.record)
        except ObjectDoesNotExist:
            return self.record.slug


def sent(form: forms.ModelForm, name: str) -> Any:
    """The present value of a field, as a browser would send it."""
    value = form.fields[name].prepare_value(form.initial.get(name))
    return (
        [str(key) for key in value] if isinstance(value, list) else "" if value is None else value
    )


def put(data: QueryDict, key: str, value: Any) -> None:
    data.setlist(key, value if isinstance(value, list) else [str(value)])
