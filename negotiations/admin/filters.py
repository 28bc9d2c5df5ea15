"""What a list can be narrowed by: process, party, source and the open ends of the work.

Values are slugs, as in the addresses of the API, so that a filtered list can be kept as a bookmark.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from negotiations.choices import Status
from negotiations.models import Citation, Party, Process, Record, Response
from negotiations.models.citations import TARGETS


class WithinTree(admin.SimpleListFilter):
    """Records that touch one member of a tree, or anything below it."""

    tree: type[Record]
    #: The lookups by which the list's kind reaches the tree.
    paths: tuple[str, ...] = ()

    @cached_property
    def members(self) -> list[Any]:
        name = self.tree.label_field
        return list(
            self.tree.objects.exclude(status=Status.WITHDRAWN)
            .order_by(name)
            .values_list("pk", "parent_id", "slug", name, named=True)
        )

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(member.slug, member[3]) for member in self.members]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        if not self.value():
            return None
        keys = set(self.below(self.value()))
        touching = Q()
        for path in self.paths:
            touching |= Q(**{f"{path}__in": keys})
        found = queryset.model._base_manager.filter(touching)
        return queryset.filter(pk__in=found.values("pk"))

    def below(self, slug: str) -> Iterator[int]:
        """The keys of the member and of all its descendants."""
        children: dict[int | None, list[int]] = {}
        for member in self.members:
            children.setdefault(member.parent_id, []).append(member.pk)
        waiting = [member.pk for member in self.members if member.slug == slug]
        while waiting:
            key = waiting.pop()
            yield key
            waiting += children.pop(key, [])


def of_process(*paths: str) -> type[WithinTree]:
    return type(
        "OfProcess",
        (WithinTree,),
        {"title": "process", "parameter_name": "process", "tree": Process, "paths": paths},
    )


def of_party(*paths: str) -> type[WithinTree]:
    return type(
        "OfParty",
        (WithinTree,),
        {"title": "party", "parameter_name": "party", "tree": Party, "paths": paths},
    )


class YesOrNo(admin.SimpleListFilter):
    """A question about each row that the database answers with a condition."""

    answers = ("yes", "no")

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(value, value.capitalize()) for value in self.answers]

    def condition(self, model: type[Record]) -> Any:
        raise NotImplementedError

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        if self.value() not in self.answers:
            return None
        condition = self.condition(queryset.model)
        return queryset.filter(condition if self.value() == "yes" else ~condition)


class WithoutSource(YesOrNo):
    """Whether nothing but withdrawn citations, or none at all, supports the record."""

    title = "no source"
    parameter_name = "no_source"

    def condition(self, model: type[Record]) -> Any:
        kind = next(kind for kind, target in TARGETS.items() if target is model)
        citations = Citation.objects.exclude(status=Status.WITHDRAWN)
        return ~Exists(citations.filter(**{kind: OuterRef("pk")}))


class WithoutAnswer(YesOrNo):
    """Whether nobody's response to the offer is recorded."""

    title = "offer without answer"
    parameter_name = "without_answer"

    def condition(self, model: type[Record]) -> Any:
        responses = Response.objects.exclude(status=Status.WITHDRAWN)
        return ~Exists(responses.filter(offer=OuterRef("pk")))


class IsTelling(YesOrNo):
    """Whether the record is one telling of another."""

    title = "telling"
    parameter_name = "telling"

    def condition(self, model: type[Record]) -> Any:
        return Q(variant_of__isnull=False)
