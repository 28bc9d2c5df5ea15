"""Submitting, publishing and withdrawing many records at once, after a page that says how many.

What belongs to a record goes with it: citations, terms and the like that stand where it stands.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import helpers
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse

from negotiations.admin.permissions import may_here, role_of, written_among
from negotiations.admin.waiting import left_behind, only_cited, tell_waiting
from negotiations.admin.writes import changeset
from negotiations.choices import Status
from negotiations.models import Record
from negotiations.roles import Permission, may, may_publish

CONFIRMED = "confirmed"


@dataclass(frozen=True)
class Move:
    """One step that a record may take."""

    name: str
    verb: str
    past: str
    starts: tuple[str, ...]
    end: str
    permission: Permission
    takes_along: bool = True
    gives_reason: bool = False


SUBMIT = Move(
    name="submit",
    verb="Submit for review",
    past="submitted for review",
    starts=(Status.DRAFT,),
    end=Status.IN_REVIEW,
    permission=Permission.SUBMIT,
)
PUBLISH = Move(
    name="publish",
    verb="Publish",
    past="published",
    starts=(Status.DRAFT, Status.IN_REVIEW),
    end=Status.PUBLISHED,
    permission=Permission.PUBLISH_OF_ANOTHER,
)
WITHDRAW = Move(
    name="withdraw",
    verb="Withdraw",
    past="withdrawn",
    starts=(Status.PUBLISHED,),
    end=Status.WITHDRAWN,
    permission=Permission.WITHDRAW,
    takes_along=False,
    gives_reason=True,
)
MOVES = (SUBMIT, PUBLISH, WITHDRAW)


class ReasonForm(forms.Form):
    """Why records are withdrawn; readers find it in their place."""

    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Shown to readers in the place of the record.",
    )


def inlines_of(model_admin: Any) -> list[Any]:
    return [inline(model_admin.model, model_admin.admin_site) for inline in model_admin.inlines]


def rows_inside(model_admin: Any) -> list[tuple[type[Record], str]]:
    """The kinds shown inside the form of a record, each with its key to the record."""
    return [(inline.model, inline.key_to_whole) for inline in inlines_of(model_admin)]


def followers(model_admin: Any) -> list[tuple[type[Record], str]]:
    """Those of them whose rows go with the record."""
    found = [inline for inline in inlines_of(model_admin) if inline.follows]
    return [(inline.model, inline.key_to_whole) for inline in found]


def take_along(
    model_admin: Any, keys: Iterable[int], starts: Iterable[str], end: str
) -> Counter[type[Record]]:
    """Move what belongs to the records and stands where they stood; how many of which kind."""
    keys, moved = list(keys), Counter()
    for model, key in followers(model_admin):
        rows = model._default_manager.filter(**{f"{key}__in": keys}, status__in=tuple(starts))
        rows = only_cited(rows) if end == Status.PUBLISHED else rows
        found = list(rows.order_by().values_list("pk", flat=True))
        if found:
            rows = model._default_manager.filter(pk__in=found)
            moved[model] += rows.update(status=end)
            moved += take_along(model_admin.admin_site.get_model_admin(model), found, starts, end)
    return moved


def movable(request: HttpRequest, move: Move, records: QuerySet) -> list[int]:
    """Which of the records may take the step, by their status and by who is asking."""
    keys = list(records.filter(status__in=move.starts).order_by().values_list("pk", flat=True))
    role = role_of(request.user)
    if not may(role, move.permission):
        return []
    if move is PUBLISH and not may_publish(role, wrote_it=True):
        own = written_among(request.user, records.model, keys)
        keys = [key for key in keys if key not in own]
    return keys


def with_all_they_need(model_admin: Any, request: HttpRequest, keys: list[int]) -> list[int]:
    """Which of the records can be published; the others are named, with what they lack."""
    for name, sentence in model_admin.needed.items():
        lacking = model_admin.model._default_manager.filter(
            pk__in=keys, **{f"{name}__isnull": True}
        )
        if found := {record.pk: str(record) for record in lacking}:
            messages.warning(request, f"Left out: {', '.join(found.values())}. {sentence}")
            keys = [key for key in keys if key not in found]
    return keys


def make(model_admin: Any, move: Move, keys: list[int], reason: str = "") -> Counter[type[Record]]:
    """Take the step with all the records; what went along, by kind."""
    values = {"status": move.end, **({"withdrawn_reason": reason} if reason else {})}
    model_admin.model._default_manager.filter(pk__in=keys).update(**values)
    return take_along(model_admin, keys, move.starts, move.end) if move.takes_along else Counter()


def action(move: Move) -> Any:
    """The step as an action of a list."""

    def act(model_admin: Any, request: HttpRequest, records: QuerySet) -> TemplateResponse | None:
        keys = movable(request, move, records)
        if move is PUBLISH:
            keys = with_all_they_need(model_admin, request, keys)
        if not keys:
            messages.warning(request, f"None of these records can be {move.past} by you.")
            return None
        confirmed = CONFIRMED in request.POST
        form = ReasonForm(request.POST if confirmed else None) if move.gives_reason else None
        if not confirmed or (form and not form.is_valid()):
            return confirmation(model_admin, request, move, records, keys, form)
        with changeset(request):
            along = make(model_admin, move, keys, form.cleaned_data["reason"] if form else "")
        messages.success(request, told(model_admin, move, len(keys), along))
        if move is PUBLISH:
            tell_waiting(request, left_behind(followers(model_admin), keys))
        return None

    return act


def told(model_admin: Any, move: Move, count: int, along: Counter[type[Record]]) -> str:
    moved = f"{count} {noun_for(model_admin.model, count)} {move.past}"
    went = ", ".join(f"{number} {noun_for(kind, number)}" for kind, number in along.items())
    return f"{moved}, and with {'it' if count == 1 else 'them'} {went}." if went else f"{moved}."


def confirmation(
    model_admin: Any,
    request: HttpRequest,
    move: Move,
    records: QuerySet,
    keys: list[int],
    form: ReasonForm | None,
) -> TemplateResponse:
    count, asked = len(keys), records.count()
    shown = model_admin.get_queryset(request).filter(pk__in=keys[:100])
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"{move.verb} {count} {noun_for(model_admin.model, count)}?",
        "move": move,
        "count": count,
        "left_out": asked - count,
        "shown": shown,
        "unshown": max(count - 100, 0),
        "noun": noun_for(model_admin.model, count),
        "keys": request.POST.getlist(helpers.ACTION_CHECKBOX_NAME),
        "across": request.POST.get("select_across", "0"),
        "checkbox": helpers.ACTION_CHECKBOX_NAME,
        "form": form,
        "opts": model_admin.opts,
        "media": model_admin.media,
    }
    return TemplateResponse(request, "admin/negotiations/confirm_move.html", context)


def noun_for(kind: type[Record], count: int) -> str:
    names = kind._meta
    return str(names.verbose_name if count == 1 else names.verbose_name_plural)


class MovesRecords:
    """The steps as actions of a list, as far as the person may take them."""

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        for move in MOVES:
            if may_here(request, move.permission):
                name = f"{move.verb} selected {self.opts.verbose_name_plural}"
                actions[move.name] = (action(move), move.name, name)
        return actions
