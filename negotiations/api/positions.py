"""Positions of the sides on an issue over time, or as they stand on a day."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from negotiations.api.analytics import SideOfRow, period_asked
from negotiations.api.errors import BadParameter, Fault
from negotiations.api.filters import Day, Demanded, Mode, RecordFilter, RecordFilters
from negotiations.api.formats import FORMAT, JSON, form_of
from negotiations.api.parameters import allow_only
from negotiations.api.rows import FORMS, Dated, Row, flat_answer, plain_rows
from negotiations.api.values import Word
from negotiations.api.views import Reading
from negotiations.choices import Certainty, OnRecord
from negotiations.models import Issue, Party, Process, Record
from negotiations.reports.asking import chosen_from
from negotiations.reports.clocks import CLOCKS
from negotiations.reports.positions import (
    CLAIM,
    STATEMENT,
    TERM,
    Change,
    Question,
    Said,
    positions,
)
from negotiations.reports.trees import Descendants


class PositionRow(Row):
    """One thing a side has said on an issue: a claim, a statement, or a term of its offer."""

    side = serializers.CharField(
        help_text="The side, by the slug of its topmost party; a person of no party as person:slug."
    )
    what = serializers.ChoiceField(
        choices=[CLAIM, STATEMENT, TERM], help_text="What kind of record says it."
    )
    record = serializers.CharField(help_text="The record, by slug.")
    date = Dated("When it was said or offered.")
    issues = serializers.ListField(
        child=serializers.CharField(), help_text="On which of the issues asked for."
    )
    party = serializers.CharField(
        allow_null=True, help_text="The party of the side that said or offered it."
    )
    speaker = serializers.CharField(allow_null=True, help_text="The person who said it.")
    stance = serializers.CharField(
        help_text="What a claim does with its answer; which way a term points, seen from the side."
    )
    answer = serializers.CharField(help_text="The answer that a claim asserts or denies.")
    point = serializers.CharField(allow_null=True, help_text="The point that a claim answers.")
    question = serializers.CharField(allow_null=True, help_text="What is asked there.")
    offer = serializers.CharField(allow_null=True, help_text="The offer that has the term.")
    actor = serializers.CharField(allow_null=True, help_text="Who would act by the term.")
    text = serializers.CharField(help_text="The words; of a term, what would be done.")
    change = serializers.ChoiceField(
        choices=[change.value for change in Change],
        help_text="Against what the side said before on the same point, or in words or terms on "
        "the same issue: `first`, `again`; of claims also `changed` (other answers, some in "
        "common), `shifted` (none in common), `no_position`.",
    )
    stands = serializers.BooleanField(
        help_text="Whether nothing later of the side has displaced it, on the day of `on`, of what "
        "was known, or by now."
    )
    on_record = Word(OnRecord, help_text="Whether the speaker may be named.")
    certainty = Word(Certainty, help_text="How we know of it.")


class CellSerializer(serializers.Serializer):
    """A side on an issue."""

    side = serializers.CharField(help_text="The side.")
    issue = serializers.CharField(help_text="The issue.")
    entries = serializers.IntegerField(help_text="How many of the rows.")
    first_said = serializers.CharField(help_text="The date of the first of them, as EDTF.")
    last_said = serializers.CharField(help_text="The date of the last of them, as EDTF.")


class PositionsSerializer(serializers.Serializer):
    """What the sides have said, and when each first and last spoke of which issue."""

    rows = PositionRow(many=True)
    cells = CellSerializer(many=True)


class DemandedSide(Demanded, SideOfRow):
    """Chooses rows, and must."""


class PositionFilter(RecordFilter):
    certainty = None
    external_id = None
    status = None
    issue = DemandedSide(
        Issue, told="On these issues or any below them, by slug; it must be given."
    )
    process = SideOfRow(Process, told="What belongs to these processes or those within, by slug.")
    party = SideOfRow(Party, told="Of the sides of these parties, by slug.")
    date_from = Day("The first day of a period in which it was said, as EDTF.")
    date_to = Day("The last day of a period in which it was said, as EDTF.")
    date_mode = Mode(
        "`possible` (so if not told): the date may meet the period. `certain`: it does, whatever "
        "the true date.",
        words=("possible", "certain"),
    )


class PositionViews(Reading):
    """What each side has said on an issue over time: claims, statements, terms of its offers."""

    model = Issue
    filterset_class = PositionFilter
    filter_backends = [RecordFilters]
    renderer_classes = FORMS
    serializer_class = PositionsSerializer
    row_class = PositionRow
    shared_parameters = ("on", FORMAT, *CLOCKS)

    def retrieve(self, request: Request, format: str | None = None) -> HttpResponseBase:
        """All of it in order; with `on`, only what stands on that day."""
        allow_only(request, (*self.filter_names(), *self.shared_parameters))
        self.filter_queryset(self.get_queryset())
        found = positions(self.question())
        rows = [row_of(entry) for entry in found]
        if form_of(request) != JSON:
            return flat_answer(form_of(request), PositionRow, rows)
        return Response({"rows": plain_rows(PositionRow, rows), "cells": list(cells(found))})

    def question(self) -> Question:
        asked = self.request.query_params
        return Question(
            issues=chosen_from(self.issues()),
            processes=self.words("process"),
            parties=self.words("party"),
            period=period_asked(self.request),
            certain=asked.get("date_mode") == "certain",
            day=self.day,
            standing=bool(asked.get("on")),
        )

    def issues(self) -> QuerySet[Record]:
        named = self.words("issue")
        if not named:
            told = "Name at least one issue; /api/v1/issues/ has them."
            raise BadParameter([Fault(told, "issue", value="")])
        return Issue.objects.filter(pk__in=Descendants(Issue, named))

    def words(self, name: str) -> list[str]:
        asked = self.request.query_params.get(name, "")
        return [word.strip() for word in asked.split(",") if word.strip()]


def row_of(entry: Said) -> Mapping[str, Any]:
    return {
        **entry.row,
        "side": entry.side.removeprefix("party:"),
        "record": entry.slug,
        "change": str(entry.change),
        "stands": entry.stands,
    }


def cells(found: list[Said]) -> Iterator[dict[str, Any]]:
    """By side and issue how often and when it was spoken of. What has no date bounds nothing."""
    groups: dict[tuple[str, str], list[Said]] = {}
    for entry in found:
        for issue in entry.issues:
            groups.setdefault((entry.side.removeprefix("party:"), issue), []).append(entry)
    for (side, issue), group in sorted(groups.items()):
        dated = [entry.row["date"] for entry in group if entry.row["date"]]
        yield {
            "side": side,
            "issue": issue,
            "entries": len(group),
            "first_said": dated[0] if dated else "",
            "last_said": dated[-1] if dated else "",
        }
