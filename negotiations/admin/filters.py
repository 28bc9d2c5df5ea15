"""What a list can be narrowed by: process, party, source and the open ends of the work.

Values are slugs, as in the addresses of the API, so that a filtered list can be kept as a bookmark.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from negotiations.choices import Standing, Status
from negotiations.models import Citation, Party, Point, Process, Record, Response
from negotiations.models.citations import TARGETS
from negotiations.reports.points import points_with_claims
from negotiations.reports.trees import Descendants


class WithinTree(admin.SimpleListFilter):
    """Records that touch one member of a tree, or anything below it."""

    tree: type[Record]
    #: The lookups by which the list's kind reaches the tree.
    paths: tuple[str, ...] = ()

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        name = self.tree.label_field
        members = self.tree.objects.exclude(status=Status.WITHDRAWN)
        return list(members.order_by(name).values_list("slug", name))

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        if not self.value():
            return None
        below = Descendants(self.tree, [self.value()])
        touching = Q()
        for path in self.paths:
            touching |= Q(**{f"{path}__in": below})
        found = queryset.model._base_manager.filter(touching)
        return queryset.filter(pk__in=found.values("pk"))

    def get_facet_queryset(self, changelist: ChangeList) -> dict[str, int]:
        """How many rows each member would leave: a query for a path, and the tree climbed here."""
        rows = changelist.get_queryset(
            self.request, exclude_parameters=self.expected_parameters()
        ).order_by()
        above = dict(self.tree.objects.values_list("pk", "parent_id"))
        touching: dict[int, set[int]] = defaultdict(set)
        for path in self.paths:
            for row, member in rows.values_list("pk", path).distinct():
                for key in upwards(member, above):
                    touching[key].add(row)
        keys = dict(self.tree.objects.values_list("slug", "pk"))
        return {
            f"{place}__c": len(touching[keys[slug]])
            for place, (slug, _) in enumerate(self.lookup_choices)
        }


def upwards(key: int | None, above: dict[int, int | None]) -> Iterator[int]:
    """The member and all above it."""
    seen: set[int] = set()
    while key is not None and key not in seen:
        seen.add(key)
        yield key
        key = above.get(key)


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


class StandingNow(admin.SimpleListFilter):
    """How the sides stand to each other on a point, by all that is recorded today."""

    title = "standing"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(Standing.choices)

    @cached_property
    def standings(self) -> dict[str, list[int]]:
        """The keys of the points by how they stand: derived, so it takes all points to know."""
        found: dict[str, list[int]] = {standing: [] for standing in Standing}
        for report in points_with_claims(Point.objects.exclude(status=Status.WITHDRAWN)):
            found[report.standing].append(report.point.pk)
        return found

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        if self.value() not in self.standings:
            return None
        return queryset.filter(pk__in=self.standings[self.value()])


class HasContradictedPoint(StandingNow):
    """Records about which two sides contradict each other on some point."""

    title = "has contradicted point"
    parameter_name = "contradicted"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Yes"), ("no", "No")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
        if self.value() not in ("yes", "no"):
            return None
        contradicted = self.standings[Standing.CONTRADICTED]
        about = queryset.model._base_manager.filter(points__in=contradicted).values("pk")
        if self.value() == "yes":
            return queryset.filter(pk__in=about)
        return queryset.exclude(pk__in=about)
