"""Search over all kinds: a question in, ranked findings with passages and counts out."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.utils.functional import cached_property
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from negotiations.api.errors import BadParameter, Fault
from negotiations.api.filters import (
    Condition,
    Day,
    Demanded,
    RecordFilter,
    RecordFilters,
    Within,
    faults,
    read_period,
)
from negotiations.api.formats import FORMAT, JSON, form_of
from negotiations.api.kinds import kind_of, label_of, path_of, root_address
from negotiations.api.ordering import PositionError
from negotiations.api.pagination import BACK, ONWARD, Cursor
from negotiations.api.parameters import (
    HOW_TO_ASK,
    STRING,
    ListOf,
    SearchWords,
    WholeNumber,
    allow_only,
    check_word,
)
from negotiations.api.rows import FORMS, Dated, Row, dated, flat_answer
from negotiations.api.values import DateShape, date_value
from negotiations.api.views import Reading
from negotiations.fields import SLUG
from negotiations.models import Issue, Party, Process
from negotiations.models.statements import LANGUAGE
from negotiations.reports.clocks import CLOCKS
from negotiations.reports.search.finding import (
    LARGEST_PAGE,
    PAGE_SIZE,
    Asked,
    Counted,
    Findings,
    Found,
    Place,
    search,
)
from negotiations.reports.search.kinds import SEARCHED
from negotiations.reports.search.statement import MOST_OF_A_KIND
from negotiations.reports.search.words import ENGLISH

RANK = "rank"
MODELS = {kind_of(searched.model): searched.model for searched in SEARCHED}
EVERYTHING = MOST_OF_A_KIND * len(SEARCHED)


class KindsField(ListOf):
    """Kinds that are searched."""

    def check(self, part: str) -> None:
        check_word(part, MODELS)

    @property
    def member_schema(self) -> dict[str, Any]:
        return {**STRING, "enum": list(MODELS)}


class LanguageField(forms.CharField):
    """A language tag."""

    def clean(self, value: Any) -> str:
        tag = super().clean(value)
        if tag and not re.fullmatch(LANGUAGE, tag):
            raise ValidationError("This is not a BCP 47 language tag such as en or zh-Hans.")
        return tag

    @property
    def schema(self) -> dict[str, Any]:
        return {**STRING, "pattern": LANGUAGE, "default": ENGLISH}


class AskedQuestion(Demanded):
    field_class = SearchWords


class Kinds(Condition):
    field_class = KindsField


class Language(Condition):
    field_class = LanguageField


class PageSize(Condition):
    field_class = WholeNumber


LIMITS = ("party", "process", "issue")


class SearchFilter(RecordFilter):
    """What is asked, and what limits it."""

    certainty = external_id = code = status = None
    always = ("q",)

    q = AskedQuestion(f"What to search for. {HOW_TO_ASK}", required=True)
    language = Language("The language of the words, by whose rules endings are passed over.")
    kind = Kinds("Of these kinds. A comma means any of them.")
    party = Within(Party)
    process = Within(Process)
    issue = Within(Issue)
    date_from = Day("The first day of a period that the main date may meet, as EDTF.")
    date_to = Day("The last day of that period, as EDTF.")
    page_size = PageSize(
        f"How many findings to a page; {PAGE_SIZE} if not told.",
        min_value=1,
        max_value=LARGEST_PAGE,
    )

    def asked(self) -> Asked:
        """Raises BadParameter."""
        if not self.is_valid():
            raise BadParameter(faults(self.form.errors, self.data))
        self.look_up()
        told = self.form.cleaned_data
        first_day, last_day = read_period(told.get("date_from", ""), told.get("date_to", ""))
        return Asked(
            question=told["q"],
            language=told.get("language") or ENGLISH,
            kinds=told.get("kind", ()),
            within={
                name: [key for keys in told[name].values() for key in keys]
                for name in LIMITS
                if told.get(name)
            },
            first_day=first_day,
            last_day=last_day,
        )


class FacetSerializer(serializers.Serializer):
    """How many findings share a value."""

    value = serializers.CharField(help_text="As the filter of this name takes it.")
    count = serializers.IntegerField(help_text="How many findings have it.")


class PartyFacetSerializer(FacetSerializer):
    """How many findings belong to a party or to one within it."""

    label = serializers.CharField(help_text="The name of the party.")


class YearFacetSerializer(serializers.Serializer):
    """How many findings begin in a year."""

    value = serializers.IntegerField(help_text="The year.")
    count = serializers.IntegerField(help_text="How many findings are of it.")


class FacetsSerializer(serializers.Serializer):
    """Counts of all findings that were ranked, not only of those on the page."""

    kind = FacetSerializer(many=True, help_text="By kind, the most first.")
    party = PartyFacetSerializer(many=True, help_text="The fifty with the most.")
    year = YearFacetSerializer(
        many=True, help_text="By the year of the first day that the main date allows."
    )


class FindingSerializer(serializers.Serializer):
    """A record that was found."""

    kind = serializers.ChoiceField(choices=list(MODELS))
    slug = serializers.CharField(help_text="The public identity of the record.")
    label = serializers.CharField(help_text="What names it.")
    url = serializers.URLField(help_text="Where the record is found.")
    date = DateShape(allow_null=True, help_text="Its main date; null where it has none.")
    snippet = serializers.CharField(
        help_text="A passage in plain text, to be escaped like any other; it may be empty."
    )
    marks = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2),
        help_text="What was sought in the snippet: first character, and the one behind the last.",
    )
    rank = serializers.FloatField(help_text="How well it answers, to compare within one answer.")


class SearchSerializer(serializers.Serializer):
    """One page of what was found, the best first."""

    query = serializers.CharField(help_text="What was asked.")
    count = serializers.IntegerField(help_text="How many findings were ranked and counted.")
    count_exact = serializers.BooleanField(help_text="Whether these are all there are.")
    ranked_all = serializers.BooleanField(
        help_text=f"False where more than {MOST_OF_A_KIND} records of a kind match: then the first "
        f"{MOST_OF_A_KIND} that the index gives were ranked and counted."
    )
    facets = FacetsSerializer()
    next = serializers.URLField(allow_null=True, help_text="The next page; null on the last.")
    previous = serializers.URLField(
        allow_null=True, help_text="The page before; null on the first."
    )
    results = FindingSerializer(many=True)


class FindingRow(Row):
    """A record that was found, the best first."""

    kind = serializers.CharField(help_text="Its kind.")
    slug = serializers.CharField(help_text="The public identity of the record.")
    label = serializers.CharField(help_text="What names it.")
    url = serializers.CharField(help_text="Where the record is found.")
    date = Dated("Its main date.")
    rank = serializers.FloatField(help_text="How well it answers.")


class SearchViews(Reading):
    """The search."""

    serializer_class = SearchSerializer
    renderer_classes = FORMS
    filter_backends = [RecordFilters]
    filterset_class = SearchFilter
    row_class = FindingRow
    shared_parameters = ("cursor", FORMAT, *CLOCKS)

    def retrieve(self, request: Request, format: str | None = None) -> HttpResponseBase:
        """What answers a question, over all kinds that have words of their own, the best first."""
        allow_only(request, (*SearchFilter.base_filters, *self.shared_parameters))
        filters = SearchFilter(request.query_params, Party.objects.none(), request=request)
        asked = filters.asked()
        if form_of(request) != JSON:
            findings = search(asked, size=EVERYTHING, passages=False)
            return flat_answer(form_of(request), FindingRow, self.rows(findings.page))
        place = read_place(request.query_params.get("cursor"))
        size = filters.form.cleaned_data.get("page_size") or PAGE_SIZE
        findings = search(asked, size=size, place=place)
        return self.envelope(asked, findings)

    def rows(self, page: Sequence[Found]) -> Iterator[dict[str, Any]]:
        for finding in page:
            yield {**self.named(finding), **dated("date", finding.date), "rank": finding.rank}

    @cached_property
    def root(self) -> str:
        return root_address(self.request)

    def named(self, finding: Found) -> dict[str, Any]:
        folder = path_of(MODELS[finding.kind])
        return {
            "kind": finding.kind,
            "slug": finding.slug,
            "label": label_of(finding.label, finding.slug),
            "url": f"{self.root}{folder}/{finding.slug}/",
        }

    def envelope(self, asked: Asked, findings: Findings) -> Response:
        """The next page begins behind the last finding, the previous ends before the first."""
        page = findings.page
        following = self.address(ONWARD, page[-1]) if page and findings.has_more else None
        preceding = self.address(BACK, page[0]) if page and findings.before else None
        body = {
            "query": asked.question.text,
            "count": findings.count,
            "count_exact": findings.is_complete,
            "ranked_all": findings.is_complete,
            "facets": {
                "kind": [counted(entry) for entry in findings.kinds],
                "party": [{**counted(entry), "label": entry.label} for entry in findings.parties],
                "year": [counted(entry) for entry in findings.years],
            },
            "next": following,
            "previous": preceding,
            "results": [self.result(finding) for finding in page],
        }
        links = [(following, "next"), (preceding, "prev")]
        told = ", ".join(f'<{address}>; rel="{rel}"' for address, rel in links if address)
        return Response(body, headers={"Link": told} if told else None)

    def result(self, finding: Found) -> dict[str, Any]:
        return {
            **self.named(finding),
            "date": date_value(finding.date),
            "snippet": finding.passage,
            "marks": finding.marks,
            "rank": finding.rank,
        }

    def address(self, way: str, finding: Found) -> str:
        cursor = Cursor(way, RANK, [finding.rank, finding.kind, finding.slug])
        return replace_query_param(self.request.build_absolute_uri(), "cursor", str(cursor))


def counted(entry: Counted) -> dict[str, Any]:
    return {"value": entry.value, "count": entry.count}


def read_place(text: str | None) -> Place | None:
    """Raises BadParameter."""
    if not text:
        return None
    try:
        cursor = Cursor.read(text)
        return place_of(cursor)
    except PositionError as error:
        told = f"This is no cursor of a search: {error}. Take cursors from next and previous."
        raise BadParameter([Fault(told, "cursor", value=text)]) from error


def place_of(cursor: Cursor) -> Place:
    match cursor.position:
        case [float(rank), str(kind), str(slug)] if (
            cursor.ordering == RANK and rank >= 0 and kind in MODELS and re.fullmatch(SLUG, slug)
        ):
            return Place(rank, kind, slug, back=cursor.way == BACK)
    raise PositionError("it belongs to another list")
