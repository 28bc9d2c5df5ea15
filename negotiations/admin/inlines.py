"""Records inside the form of another: short ones as rows of a table, long ones as sheets.

Here is what all share, and the citations, which every kind has. The others stand with their topic.
"""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import QuerySet
from django.http import HttpRequest

from negotiations.admin.base import RecordFields, expanded
from negotiations.admin.naming import with_references
from negotiations.admin.permissions import ByRole, may_here, written_among
from negotiations.admin.remembering import last_source
from negotiations.admin.rows import RecordFormSet, RowForm
from negotiations.admin.widgets import PlainSelect
from negotiations.models import Citation, Record, User
from negotiations.models.base import public_fields
from negotiations.models.citations import CITED_KINDS
from negotiations.roles import Permission


class RecordInline(RecordFields, ByRole, admin.options.InlineModelAdmin):
    """Rows of one kind which belong to the record of the form."""

    form = RowForm
    formset = RecordFormSet
    extra = 0
    show_change_link = True
    #: Whether rows that stand where the record stands are submitted and published with it.
    follows = True
    #: The fields of a row, lines as tuples.
    shown: ClassVar[tuple[Any, ...]] = ()

    def has_delete_permission(self, request: HttpRequest, obj: Record | None = None) -> bool:
        """Asked about the whole; what is public among the rows is refused row by row."""
        return may_here(request, Permission.DELETE_DRAFTS)

    def get_fieldsets(self, request: HttpRequest, obj: Record | None = None) -> list[Any]:
        changes = self.has_change_permission(request, obj)
        return [(None, {"fields": (*self.shown, *(("started_from",) if changes else ()))})]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        fields = [
            field.name
            for field in self.model._meta.concrete_fields
            if field.many_to_one and field.name in flat(self.shown)
        ]
        return with_references(super().get_queryset(request), tuple(fields))

    def get_formset(
        self, request: HttpRequest, obj: Record | None = None, **kwargs: Any
    ) -> type[RecordFormSet]:
        formset = super().get_formset(request, obj, **kwargs)
        formset.prefilled = self.prefilled(request)
        formset.form.user = request.user
        formset.form.refusals = getattr(request, "refusals", {})
        formset.form.wrote = staticmethod(self.written_by(request, obj))
        return formset

    def written_by(
        self, request: HttpRequest, whole: Record | None
    ) -> Callable[[User, Record], bool]:
        """Who wrote which row, asked once for all rows, and only if somebody wants to know."""
        known: list[set[int]] = []

        def wrote(user: User, row: Record) -> bool:
            if not known:
                rows = self.get_queryset(request).filter(**{self.key_to_whole: whole})
                keys = list(rows.order_by().values_list("pk", flat=True))
                known.append(written_among(user, self.model, keys))
            return row.pk is None or row.pk in known[0]

        return wrote

    @property
    def key_to_whole(self) -> str:
        if self.fk_name:
            return self.fk_name
        return next(
            field.name
            for field in self.model._meta.concrete_fields
            if field.many_to_one and field.related_model is self.parent_model
        )

    def prefilled(self, request: HttpRequest) -> dict[str, Any]:
        """What a new row starts with."""
        return {}


def flat(lines: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(name for line in lines for name in (line if isinstance(line, tuple) else (line,)))


class RowsInline(RecordInline, admin.TabularInline):
    """Short records: one to a row of a table."""

    def formfield_for_dbfield(self, *args: Any, **kwargs: Any) -> forms.Field | None:
        field = super().formfield_for_dbfield(*args, **kwargs)
        if field is not None:
            chooser = getattr(field.widget, "widget", field.widget)
            # A cell has no label of its own that a screen reader could say.
            chooser.attrs.setdefault("aria-label", str(field.label))
        if isinstance(field and field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = False
        return field


class SheetsInline(RecordInline, admin.StackedInline):
    """Long records: one below the other, each with its fields in lines."""

    def lines(self, *without: str) -> tuple[Any, ...]:
        names = [name for name in self.model.Exposure.public if name not in without]
        return expanded(self.model, tuple(names))


class CitationInline(RowsInline):
    """Where the record was read. A new row starts with the source last used."""

    model = Citation
    shown = ("source", "field", "stance", "locator", "quote", "status")

    def get_extra(self, request: HttpRequest, obj: Record | None = None, **kwargs: Any) -> int:
        """A record that needs a citation before it is published starts with a row for one."""
        return int(obj is None and self.parent_model in CITED_KINDS)

    def prefilled(self, request: HttpRequest) -> dict[str, Any]:
        return last_source(request)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "field":
            kwargs["widget"] = PlainSelect(choices=self.field_choices())
        if db_field.name == "quote":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 2, "cols": 30})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def field_choices(self) -> list[tuple[str, str]]:
        names = public_fields(self.parent_model)
        return [("", "all of it"), *((name, name.replace("_", " ")) for name in names)]
