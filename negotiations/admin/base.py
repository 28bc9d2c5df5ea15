"""The admin of any kind of record: its form in sections, its list, its links, its rights.

A kind's own file says only what is its own: where the sections begin, what the list shows and by
what it can be filtered. Fields come from the model's Exposure: a new one appears by itself.
"""

from http import HTTPStatus
from itertools import chain
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.options import ShowFacets
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import (
    AdminTextareaWidget,
    AdminTextInputWidget,
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import is_valid_path
from django.utils.http import urlencode

from negotiations.admin.doubts import tell_doubts
from negotiations.admin.forms import RecordForm, give_slug
from negotiations.admin.lists import RecordChangeList
from negotiations.admin.moves import (
    MOVES,
    PUBLISH,
    MovesRecords,
    followers,
    rows_inside,
    take_along,
)
from negotiations.admin.naming import with_names
from negotiations.admin.permissions import ByRole, is_public, may_here
from negotiations.admin.referring import reasons_to_keep, referring_to
from negotiations.admin.remembering import key_in_address, remember_source, shared_values
from negotiations.admin.revisions import history_of
from negotiations.admin.waiting import left_behind, tell_waiting
from negotiations.admin.widgets import (
    UNKNOWN,
    ImpreciseDateInput,
    RecordChooser,
    RecordsChooser,
    WordSelect,
)
from negotiations.admin.writes import WritesOneChangeset, changeset
from negotiations.choices import Status
from negotiations.fields import (
    CodeField,
    ImpreciseDateField,
    LineField,
    ListField,
    ProseField,
    VocabularyField,
)
from negotiations.models import (
    Agreement,
    Citation,
    Event,
    Issue,
    Offer,
    Party,
    Person,
    Place,
    Process,
    Record,
    Source,
)
from negotiations.models.base import INTERNAL, STAMPS, references
from negotiations.roles import Permission

Fields = tuple[str | tuple[str, ...], ...]

#: Fields that stand on one line of the form wherever they follow each other.
LINES = (
    ("time", "seq"),
    ("duration_hours_min", "duration_hours_max"),
    ("latitude", "longitude", "precision"),
    ("iso3", "cow", "gw", "wikidata"),
    ("cameo", "plover", "pax"),
    ("quantity", "quantity_max", "unit"),
    ("duration", "duration_max"),
    ("verified", "reversible"),
    ("wording", "complete"),
    ("language", "language_original"),
    ("archive_url", "archive_sha256"),
)
#: Kinds whose name alone makes a good slug.
NAMED_KINDS = (Source, Place, Party, Person, Issue, Process, Event, Offer, Agreement)
IDENTITY: Fields = ("certainty", "note", "slug", "status")


class RecordFields:
    """How a form shows the fields of a record; shared by pages and by the rows inside them."""

    formfield_overrides: ClassVar[dict[type, dict[str, Any]]] = {
        LineField: {"widget": AdminTextInputWidget},
        ProseField: {"widget": AdminTextareaWidget(attrs={"rows": 3})},
        CodeField: {"widget": AdminTextInputWidget},
        ImpreciseDateField: {"widget": ImpreciseDateInput},
        ListField: {"widget": forms.Textarea(attrs={"rows": 2, "placeholder": "one to a line"})},
    }

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Beside a reference its target can be added or opened; deleting is for its own page."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
            field.widget.can_view_related = False
        return field

    def formfield_for_choice_field(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field:
        if isinstance(db_field, VocabularyField):
            kwargs["widget"] = WordSelect(db_field.vocabulary)
            kwargs["choices"] = db_field.get_choices(
                include_blank=not db_field.has_default() or not db_field.required,
                blank_choice=[("", UNKNOWN)],
            )
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> forms.Field:
        chooser = RecordChooser(db_field, self.admin_site, attrs=one_of(db_field))
        kwargs.setdefault("widget", chooser)
        kwargs.setdefault("queryset", with_names(db_field.related_model._default_manager.all()))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> forms.Field:
        kwargs.setdefault("widget", RecordsChooser(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


def one_of(key: models.ForeignKey) -> dict[str, str]:
    """Marks for the script which folds the choosers of a reference to one of several kinds."""
    for reference in references(key.model):
        for kind, name in reference.keys.items():
            if name == key.name:
                return {"data-one-of": reference.name, "data-kind": kind.replace("_", " ")}
    return {}


def expanded(model: type[Record], names: tuple[str, ...]) -> Fields:
    """The fields in lines; a reference to one of several kinds is one line of its keys."""
    keys = {reference.name: tuple(reference.keys.values()) for reference in references(model)}
    lines: list[tuple[str, ...]] = []
    for name in names:
        line = next((line for line in LINES if name in line), ())
        if lines and lines[-1][-1] in line:
            lines[-1] += (name,)
        else:
            lines.append(keys.get(name, (name,)))
    return tuple(line if len(line) > 1 else line[0] for line in lines)


class RecordAdmin(RecordFields, ByRole, MovesRecords, WritesOneChangeset, admin.ModelAdmin):
    """The pages of one kind."""

    form = RecordForm
    show_facets = ShowFacets.ALLOW
    list_per_page = 50
    save_on_top = False
    actions_selection_counter = True
    change_form_template = "admin/negotiations/change_form.html"
    change_list_template = "admin/negotiations/change_list.html"

    #: Headings of the form, each with the field it begins at, in the order of Exposure.
    sections: ClassVar[dict[str, str]] = {}
    #: Fields that may be empty in a draft and not once it is published, each with the sentence.
    needed: ClassVar[dict[str, str]] = {}
    #: Relations of the rows of a list, fetched once for all of them.
    list_prefetch_related: ClassVar[tuple[str, ...]] = ()

    class Media:
        css = {"all": ("negotiations/admin/records.css",)}
        js = (
            "negotiations/admin/dates.js",
            "negotiations/admin/words.js",
            "negotiations/admin/choosers.js",
        )

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return with_names(super().get_queryset(request))

    def get_ordering(self, request: HttpRequest) -> tuple[Any, ...]:
        return self.model.public_order()

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return RecordChangeList

    # The form

    def get_fieldsets(self, request: HttpRequest, obj: Record | None = None) -> list[Any]:
        own = [
            (heading or None, {"fields": expanded(self.model, names)})
            for heading, names in self.sections_of_fields()
        ]
        stamps = (STAMPS,) if obj else ()
        hidden = ("started_from",) if self.has_change_permission(request, obj) else ()
        return [
            *own,
            ("Standing", {"fields": (*IDENTITY, *hidden)}),
            ("Other data sets", {"fields": ("external_ids", "codes"), "classes": ("collapse",)}),
            ("Internal", {"fields": (*INTERNAL, *stamps), "classes": ("collapse",)}),
        ]

    def sections_of_fields(self) -> list[tuple[str, tuple[str, ...]]]:
        """The public fields of the kind, parted where a section begins."""
        headings = {first: heading for heading, first in self.sections.items()}
        parts: list[tuple[str, list[str]]] = []
        for name in self.model.Exposure.public:
            if not parts or name in headings:
                parts.append((headings.get(name, ""), []))
            parts[-1][1].append(name)
        return [(heading, tuple(names)) for heading, names in parts]

    def get_readonly_fields(self, request: HttpRequest, obj: Record | None = None) -> tuple:
        return (*STAMPS, "slug") if is_public(obj) else STAMPS

    def get_prepopulated_fields(self, request: HttpRequest, obj: Record | None = None) -> dict:
        if obj is not None or self.model not in NAMED_KINDS:
            return {}
        return {"slug": (self.model.label_field,)}

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> type[RecordForm]:
        form = super().get_form(request, *args, **kwargs)
        form.user = request.user
        form.refusals = getattr(request, "refusals", {})
        form.needed = self.needed
        return form

    def save_model(self, request: HttpRequest, obj: Record, form: RecordForm, change: bool) -> None:
        give_slug(obj)
        super().save_model(request, obj, form, change)
        request.shared_values = shared_values(form.cleaned_data)

    def save_formset(
        self, request: HttpRequest, form: RecordForm, formset: BaseInlineFormSet, change: bool
    ) -> None:
        super().save_formset(request, form, formset, change)
        for row in saved_rows(formset):
            if isinstance(row, Citation):
                remember_source(request, row.source_id)

    def save_related(
        self, request: HttpRequest, form: RecordForm, formsets: list[Any], change: bool
    ) -> None:
        """What stood where the record stood takes the step that the record took."""
        before, now = form.initial.get("status"), form.instance.status
        waiting = []
        # A changeset within one: its end asks the rules that wait, before success is announced.
        with changeset(request):
            super().save_related(request, form, formsets, change)
            for move in MOVES:
                if change and move.takes_along and before in move.starts and now == move.end:
                    take_along(self, [form.instance.pk], move.starts, move.end)
                    if move is PUBLISH:
                        waiting = left_behind(followers(self), [form.instance.pk])
        waiting += [row for formset in formsets for row in formset.waiting]
        tell_waiting(request, waiting)
        tell_doubts(request, [form.instance, *chain(*map(saved_rows, formsets))])

    # A new row

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the address says; a reference to a record that is none is as if it were not said."""
        said = super().get_changeform_initial_data(request)
        for field in [*self.opts.concrete_fields, *self.opts.many_to_many]:
            if not field.is_relation or field.name not in said:
                continue
            texts = said.pop(field.name)
            texts = texts if isinstance(texts, list) else [texts]
            keys = [key_in_address(field.related_model, text) for text in texts]
            if known := [key for key in keys if key is not None]:
                said[field.name] = known if field.many_to_many else known[0]
        return said

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Record, inline: Any, prefix: str
    ) -> dict[str, Any]:
        given = super().get_formset_kwargs(request, obj, inline, prefix)
        if request.method == "GET" and (prefilled := inline.prefilled(request)):
            given["initial"] = [prefilled] * inline.get_extra(request, obj if obj.pk else None)
        return given

    def response_add(self, request: HttpRequest, obj: Record, *args: Any) -> HttpResponse:
        """Who adds another row starts with what the last one shared with its neighbours."""
        response = super().response_add(request, obj, *args)
        shared = getattr(request, "shared_values", {})
        if "_addanother" in request.POST and shared and response.status_code == HTTPStatus.FOUND:
            joint = "&" if "?" in response["Location"] else "?"
            response["Location"] += joint + urlencode(shared)
        return response

    # Deleting

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        told, counts, lacking, protected = super().get_deleted_objects(objs, request)
        reasons = reasons_to_keep(list(objs))
        # What is published is kept by a rule of its own, not for want of a permission.
        return told, counts, set() if reasons else lacking, [*protected, *reasons]

    # The history and the links

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What every road left, not only what was done in the admin."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not may_here(request, Permission.SEE_FULL_HISTORY):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": "History",
            "record": record,
            "steps": history_of(record),
            "opts": self.opts,
            "media": self.media,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/negotiations/history.html", context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if record := kwargs.get("obj"):
            context["api_url"] = existing(f"/api/v1/{plural(record)}/{record.slug}/")
            context["referring"] = referring_to(record, rows_inside(self))
        return super().render_change_form(request, context, *args, **kwargs)

    def view_on_site(self, obj: Record) -> str | None:
        if obj.status != Status.PUBLISHED:
            return None
        return existing(f"/{plural(obj)}/{obj.slug}/")


def saved_rows(formset: BaseInlineFormSet) -> list[Record]:
    return [*formset.new_objects, *(row for row, _ in formset.changed_objects)]


def plural(record: Record) -> str:
    """The kind as addresses write it: event-links."""
    return str(record._meta.verbose_name_plural).replace(" ", "-")


def existing(path: str) -> str | None:
    """The path, if some page answers there."""
    return path if is_valid_path(path) else None
