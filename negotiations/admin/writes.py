"""Every write of the admin is one changeset, and what the database refuses becomes a message.

A refusal may come with a statement or only at the end of the transaction; either way the form is
shown once more, as it was sent, with the sentence beside the field that the rule names.
"""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from negotiations.admin.rows import RowRefused
from negotiations.choices import ChangesetChannel
from negotiations.models import KINDS, Record
from negotiations.models.history import writing
from negotiations.models.refusals import refusal_of
from negotiations.rules import Refusal

WHOLE_FORM = ""


def changeset(request: HttpRequest) -> Any:
    return writing(channel=ChangesetChannel.ADMIN, actor=request.user)


class WritesOneChangeset:
    """The views that write, each in one transaction that says who wrote and by which road."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return super().changeform_view(request, *args, **kwargs)
        try:
            with changeset(request):
                return super().changeform_view(request, *args, **kwargs)
        except RowRefused as error:
            refusal = refusal_of(error.__cause__)
            request.refusals = {
                error.prefix: refusal,
                WHOLE_FORM: Refusal("", f"{error.name} was refused: {refusal.message}", ""),
            }
        except IntegrityError as error:
            request.refusals = {WHOLE_FORM: self.refusal_of_whole(error)}
        # With the refusal among its errors the form is not valid, so this saves nothing.
        return super().changeform_view(request, *args, **kwargs)

    def refusal_of_whole(self, error: IntegrityError) -> Refusal:
        """A rule of another table than the form's is said without naming a field of the form."""
        refusal = refusal_of(error)
        table = getattr(getattr(error.__cause__, "diag", None), "table_name", "")
        kind = next((model for model in KINDS if model._meta.db_table == table), self.model)
        if kind is self.model:
            return refusal
        name = str(kind._meta.verbose_name).capitalize()
        return Refusal(refusal.constraint, f"{name}: {refusal.message}", "")

    def delete_model(self, request: HttpRequest, obj: Record) -> None:
        with changeset(request):
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        with changeset(request):
            super().delete_queryset(request, queryset)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method != "POST":
            return super().delete_view(request, object_id, extra_context)
        return self.or_message(request, super().delete_view, object_id, extra_context)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method != "POST":
            return super().changelist_view(request, extra_context)
        return self.or_message(request, super().changelist_view, extra_context)

    def or_message(self, request: HttpRequest, view: Any, *args: Any) -> HttpResponse:
        """The view's answer; where the database refuses, the same page again and what it said."""
        try:
            with changeset(request):
                return view(request, *args)
        except IntegrityError as error:
            messages.error(request, f"Nothing was changed. {refusal_of(error).message}")
            return HttpResponseRedirect(request.get_full_path())
