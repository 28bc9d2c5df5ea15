"""The filters that lists share: what each asks of the database, and how the schema describes it.

Which filters a kind has, and by which paths they reach it, stands in the kind's own file; how a
value is read, in parameters.py.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

import django_filters
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request

from negotiations.api.errors import BadParameter, Fault
from negotiations.api.kinds import kind_of
from negotiations.api.lookup import look_up
from negotiations.api.pagination import Along
from negotiations.api.parameters import (
    HOW_TO_ASK,
    Edtf,
    ListOf,
    OneOfWords,
    SearchWords,
    Slugs,
    TrueOrFalse,
    WholeNumber,
    WordsOf,
)
from negotiations.choices import Certainty, Status, Vocabulary
from negotiations.dates import DateError, period
from negotiations.models import Record, Source
from negotiations.reports.clocks import today
from negotiations.reports.paths import reached
from negotiations.reports.search.matching import Answers
from negotiations.reports.search.words import Question
from negotiations.reports.slugs import Keys, Wanted

EDITORS_ONLY = frozenset({"status"})
#: A key that no record has: what a slug stands for that is not known in the world one reads in.
NOBODY = 0
#: Of how many records at most a word is worked out to filter them by it.
MOST_WORKED_OUT = 2_000

#: Works out the words of the records with the keys, on a day or as of now.
Work = Callable[[Sequence[int], date | None], Mapping[int, str]]


class Condition(django_filters.Filter):
    """A filter that asks one condition. `told` describes it in the schema."""

    field_class = ListOf

    def __init__(self, told: str, **kwargs: Any) -> None:
        super().__init__(help_text=told, **kwargs)
        self.told = told

    def filter(self, qs: QuerySet[Record], value: Any) -> QuerySet[Record]:
        return qs.filter(self.condition(qs.model, value)) if value not in (None, "", (), []) else qs

    def condition(self, model: type[Record], value: Any) -> Q:
        raise NotImplementedError

    def parameter(self, name: str) -> dict[str, Any]:
        """The parameter as OpenAPI describes it."""
        schema = self.field.schema
        as_list = {"style": "form", "explode": False} if schema.get("type") == "array" else {}
        return {
            "name": name,
            "in": "query",
            "required": False,
            # What is empty was not asked.
            "allowEmptyValue": True,
            "description": self.told,
            "schema": schema,
            **as_list,
        }


class Named(Condition):
    """Records that reach one of the records named, by any of the paths.

    Slugs are looked up for all filters at once (RecordFilter); what is asked for are keys.
    """

    field_class = Slugs
    within = False

    def __init__(self, kind: type[Record], *paths: str, told: str = "") -> None:
        plural = str(kind._meta.verbose_name_plural)
        told = told or f"{self.how(plural)} A comma means any of them."
        super().__init__(told, kind=kind_of(kind))
        self.kind = kind
        self.paths = paths

    def how(self, plural: str) -> str:
        return f"Of these {plural}, by slug."

    def condition(self, model: type[Record], value: Keys) -> Q:
        return self.reach(model, [key for keys in value.values() for key in keys] or [NOBODY])

    def reach(self, model: type[Record], keys: Sequence[int]) -> Q:
        return reached(model, self.paths, keys)


class Demanded(Condition):
    """A filter without which nothing is answered."""

    def parameter(self, name: str) -> dict[str, Any]:
        return super().parameter(name) | {"required": True, "allowEmptyValue": False}


class Within(Named):
    """Records that reach one of the records named, or one below it in its tree."""

    within = True

    def how(self, plural: str) -> str:
        return f"Of these {plural} or any within them, by slug."


class AllWithin(Within):
    """Records that reach every one of the records named, or one below each."""

    def __init__(self, kind: type[Record], *paths: str) -> None:
        plural = str(kind._meta.verbose_name_plural)
        told = f"Of all of these {plural} at once, by slug; one within each will do."
        super().__init__(kind, *paths, told=told)

    def condition(self, model: type[Record], value: Keys) -> Q:
        found = Q()
        for keys in value.values():
            found &= self.reach(model, keys or [NOBODY])
        return found


class Worded(Condition):
    """Records whose field holds one of the words."""

    field_class = WordsOf

    def __init__(self, vocabulary: type[Vocabulary], told: str, *paths: str) -> None:
        super().__init__(f"{told} A comma means any of them.", vocabulary=vocabulary)
        self.paths = paths

    def condition(self, model: type[Record], value: tuple[str, ...]) -> Q:
        return reached(model, self.paths or (self.field_name,), value)


class Texts(Condition):
    """Records whose field holds one of the texts, exactly."""

    def __init__(self, told: str, *paths: str) -> None:
        super().__init__(f"{told} A comma means any of them.")
        self.paths = paths

    def condition(self, model: type[Record], value: tuple[str, ...]) -> Q:
        return reached(model, self.paths or (self.field_name,), value)


class Derived(Condition):
    """A yes or no that is worked out, not stored."""

    field_class = TrueOrFalse

    def __init__(self, told: str, asked: Callable[[date], Q]) -> None:
        """`asked` is the condition on a day."""
        super().__init__(told)
        self.asked = asked

    def condition(self, model: type[Record], value: str) -> Q:
        found = self.asked(self.parent.day or today())
        return found if value == "true" else ~found


class DerivedWord(Condition):
    """Records of which the database derives one of the words."""

    field_class = WordsOf

    def __init__(
        self, vocabulary: type[Vocabulary], told: str, asked: Callable[[Sequence[str], date], Q]
    ) -> None:
        """`asked` is the condition under which it is one of the words on a day."""
        super().__init__(f"{told} A comma means any of them.", vocabulary=vocabulary)
        self.asked = asked

    def condition(self, model: type[Record], value: tuple[str, ...]) -> Q:
        return self.asked(value, self.parent.day or today())


class WorkedOut(Condition):
    """Records of which a word is worked out, once the other filters have left few enough."""

    field_class = WordsOf

    def __init__(self, vocabulary: type[Vocabulary], told: str, words_of: Work) -> None:
        limit = f"Worked out for at most {MOST_WORKED_OUT} records that the other filters leave."
        super().__init__(f"{told} {limit} A comma means any of them.", vocabulary=vocabulary)
        self.words_of = words_of

    def filter(self, qs: QuerySet[Record], value: Any) -> QuerySet[Record]:
        return qs

    def narrowed(self, qs: QuerySet[Record], value: tuple[str, ...]) -> QuerySet[Record]:
        """Those of the rows for which one of the words is worked out. Raises BadParameter."""
        keys = list(qs.order_by().values_list("pk", flat=True)[: MOST_WORKED_OUT + 1])
        if len(keys) > MOST_WORKED_OUT:
            told = (
                f"It is worked out for at most {MOST_WORKED_OUT} records, and the other filters "
                "leave more; narrow the list further."
            )
            raise BadParameter([Fault(told, self.field_name, value=",".join(value))])
        words = self.words_of(keys, self.parent.day)
        return qs.filter(pk__in=[key for key in keys if words.get(key) in value] or [NOBODY])


class Bound(Condition):
    """A number at or beyond a bound."""

    field_class = WholeNumber

    def __init__(self, told: str, lookup: str, **bounds: int) -> None:
        super().__init__(told, **bounds)
        self.lookup = lookup

    def condition(self, model: type[Record], value: int) -> Q:
        return Q(**{self.lookup: value})


class Search(Condition):
    """Records whose words answer a question; those of what they refer to may be among them."""

    field_class = SearchWords

    def __init__(self, *references: str) -> None:
        also = f" The names of its {' and its '.join(references)} count too." if references else ""
        super().__init__(f"{HOW_TO_ASK}{also}")
        self.references = references

    def condition(self, model: type[Record], value: Question) -> Q:
        return Q(Answers(value, *self.references))


class Entries(Condition):
    """Records whose list of texts holds one of the values."""

    def __init__(self, told: str, column: str) -> None:
        super().__init__(f"{told} A comma means any of them.")
        self.column = column

    def condition(self, model: type[Record], value: tuple[str, ...]) -> Q:
        return Q(**{f"{self.column}__overlap": list(value)})


class PeriodPart(Condition):
    """Part of the period asked for; DatedFilter puts the parts together."""

    def filter(self, qs: QuerySet[Record], value: Any) -> QuerySet[Record]:
        return qs


class Day(PeriodPart):
    field_class = Edtf


class Mode(PeriodPart):
    field_class = OneOfWords


class RecordFilter(django_filters.FilterSet):
    """What every kind can be filtered by."""

    certainty = Worded(Certainty, "How we know what the record asserts.")
    external_id = Entries("Identifiers in other data sets, as scheme:id.", "external_ids")
    code = Entries("Codes of other schemes, as scheme.variable=value.", "codes")
    status = Worded(Status, "How far the record is on its way; for editors.")

    #: Filters that are looked at also where they are not asked for.
    always: ClassVar[tuple[str, ...]] = ()

    def __init__(self, data: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        # Of dozens of filters a request asks for a few; the others need not be copied for it.
        asked = {*self.always, *(name for name, value in data.items() if value)}
        asked.update(name.strip() for name in data.get("facets", "").split(","))
        every = type(self).base_filters
        self.base_filters = {name: every[name] for name in every if name in asked}
        super().__init__(data, *args, **kwargs)

    @property
    def day(self) -> date | None:
        """The day on which one reads; None where no clock is set."""
        day: date | None = self.request.clocks.day
        return day

    def narrowed(self) -> QuerySet[Record]:
        """The rows that pass all filters, those last that are worked out."""
        found = self.qs
        for name, condition in self.filters.items():
            if isinstance(condition, WorkedOut) and (asked := self.form.cleaned_data[name]):
                found = condition.narrowed(found, asked)
        return found

    def along(self) -> Along | None:
        """Rows by which those that are asked for are found sooner than by their own order."""
        return None

    def look_up(self) -> None:
        """Put the keys in the place of the slugs asked for. Raises BadParameter."""
        asked = self.form.cleaned_data
        named = {
            name: condition
            for name, condition in self.filters.items()
            if isinstance(condition, Named) and asked[name]
        }
        wanted = {
            name: Wanted(condition.kind, asked[name], condition.within)
            for name, condition in named.items()
        }
        asked.update(look_up(wanted, self.request.clocks))


class CitedFilter(RecordFilter):
    """Kinds that sources are cited for."""

    source = Named(Source, "citations__source", told="Cited from these sources, by slug.")


class DatedFilter(CitedFilter):
    """Kinds with a main date."""

    date_from = Day("The first day of a period, as EDTF; a month or year means its first day.")
    date_to = Day("The last day of a period, as EDTF; a month or year means its last day.")
    date_mode = Mode(
        "`possible` (so if not told): the date may meet the period. `certain`: it does, whatever "
        "the true date. An unknown date lies in no period.",
        words=("possible", "certain"),
    )

    def filter_queryset(self, queryset: QuerySet[Record]) -> QuerySet[Record]:
        found = super().filter_queryset(queryset)
        first, last = self.period
        if first is None and last is None:
            return found
        if self.form.cleaned_data.get("date_mode") == "certain":
            return found.certainly_in(first, last)
        return found.possibly_in(first, last)

    @cached_property
    def period(self) -> tuple[date | None, date | None]:
        """The first and the last day asked for. Raises BadParameter."""
        asked = self.form.cleaned_data
        return read_period(asked.get("date_from", ""), asked.get("date_to", ""))


def read_period(date_from: str, date_to: str) -> tuple[date | None, date | None]:
    """The first and the last day of the period. Raises BadParameter."""
    try:
        return period(date_from, date_to)
    except DateError as error:
        told = f"The period ends before it begins, on {date_from}."
        raise BadParameter([Fault(told, "date_to", value=date_to)]) from error


class RecordFilters(BaseFilterBackend):
    """Filters a list by its view's filter set; what cannot be read is refused by name."""

    def filter_queryset(
        self, request: Request, queryset: QuerySet[Record], view: Any
    ) -> QuerySet[Record]:
        return self.read(request, queryset, view).narrowed()

    def read(self, request: Request, queryset: QuerySet[Record], view: Any) -> RecordFilter:
        """The filters as they are asked for. Raises BadParameter."""
        filters: RecordFilter = view.filterset_class(
            request.query_params, queryset=queryset, request=request
        )
        if not filters.is_valid():
            raise BadParameter(faults(filters.form.errors, request.query_params))
        filters.look_up()
        return filters

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return [
            condition.parameter(name)
            for name, condition in view.filterset_class.base_filters.items()
            if name not in EDITORS_ONLY or is_editor(view.request)
        ]


def is_editor(request: Request) -> bool:
    """Whether filters that are for editors are told to who asks for the description."""
    return bool(getattr(request.user, "is_staff", False))


def faults(errors: Mapping[str, list[str]], asked: Mapping[str, str]) -> list[Fault]:
    return [
        Fault(" ".join(messages), name, value=asked.get(name)) for name, messages in errors.items()
    ]
