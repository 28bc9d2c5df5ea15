"""What a check is and finds, and how its one query is put together from the records concerned."""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from string import Formatter
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, JSONObject, NullIf
from django.db.models.lookups import Exact
from django.urls import reverse

from negotiations.choices import Status
from negotiations.dates import ImpreciseDate
from negotiations.models import (
    Claim,
    Commitment,
    EventLink,
    Fulfilment,
    Participation,
    Point,
    Record,
    Response,
    Term,
)

#: What stands in a told sentence for a value that is empty.
UNKNOWN = "unknown"
#: The key of no record.
NOTHING = 0
#: Where the date of a row is found, the first that is known; other kinds have their main date.
DATED_BY: dict[type[Record], tuple[str, ...]] = {
    Claim: ("date", "statement__date", "point__event__date", "point__offer__date"),
    Response: ("date", "offer__date"),
    Fulfilment: ("date", "commitment__agreement__date", "term__offer__date"),
    EventLink: ("from_event__date",),
    Participation: ("event__date",),
    Term: ("offer__date",),
    Commitment: ("agreement__date",),
    Point: ("event__date", "offer__date", "agreement__date", "statement__date", "process__date"),
}


class Weight(StrEnum):
    """How heavy a row is: something is probably wrong, or something is not there yet."""

    DOUBTFUL = "doubtful"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True)
class Mention:
    """A record that a row names beside the one it is about."""

    kind: str
    pk: int
    slug: str

    @property
    def address(self) -> str:
        """Its form in the admin."""
        return reverse(f"admin:negotiations_{self.kind.replace('_', '')}_change", args=[self.pk])


@dataclass(frozen=True)
class Finding:
    """One row: the record it is about, what is doubtful there, the other records it names.

    `notes` are the notes in which an explanation is looked for. A row without `pk` counts rows of
    the kind: those which `lookup` finds.
    """

    kind: str
    pk: int
    slug: str
    label: str
    date: str
    told: str
    beside: tuple[Mention, ...] = ()
    notes: tuple[str, ...] = ()
    lookup: Mapping[str, str] | None = None

    @property
    def address(self) -> str:
        """Where the row is mended: the record's form in the admin, or the list of those counted."""
        if self.pk:
            return Mention(self.kind, self.pk, self.slug).address
        return reverse(f"admin:negotiations_{self.kind}_changelist", query=self.lookup)

    @property
    def place(self) -> tuple[float, str, str]:
        """Its place in a list: by the first possible day, then by kind and slug."""
        first = ImpreciseDate.parse(self.date).earliest if self.date else None
        known = first.toordinal() if first else -math.inf if self.date else math.inf
        return known, self.kind, self.slug


@dataclass(frozen=True)
class Check:
    """A named question to all records, asked by one query."""

    code: str
    weight: Weight
    #: What the rows are.
    title: str
    #: What is doubtful about them, and what to do.
    advice: str
    find: Callable[[date], list[Finding]]

    def explanation(self, finding: Finding) -> str:
        """The reason in a note's line `Integrity <code>: <reason>`; "" where there is none."""
        for note in finding.notes:
            for code, reason in explanations_in(note):
                if code == self.code:
                    return reason
        return ""


def check(
    code: str, weight: Weight, title: str, advice: str
) -> Callable[[Callable[[date], list[Finding]]], Check]:
    """Make a check of the function below, which gets the present day and answers findings."""

    def of(find: Callable[[date], list[Finding]]) -> Check:
        return Check(code, weight, title, advice, find)

    return of


_EXPLANATION = re.compile(r"^Integrity ([a-z0-9-]+): *(\S.*)$", re.MULTILINE)


def explanations_in(note: str) -> list[tuple[str, str]]:
    """The codes explained in a note, each with its reason."""
    return [(code, reason.strip()) for code, reason in _EXPLANATION.findall(note)]


# --- The query of a check -----------------------------------------------------------------------


@dataclass(frozen=True)
class Part:
    """Rows of one kind as a part of a check's query, their columns, the sentence told of each."""

    rows: QuerySet[Any]
    columns: tuple[Any, ...]
    told: str


def live(model: type[Record]) -> QuerySet[Any]:
    """All records of the kind but the withdrawn ones, in no order."""
    return model._base_manager.exclude(status=Status.WITHDRAWN).order_by()


def concerning(rows: QuerySet[Any], told: str, *beside: str, values: Sequence[str] = ()) -> Part:
    """The rows with all that a finding says of them.

    `told` is a sentence with paths or annotations in braces; `beside` are paths to other records,
    or annotations made with `named`; `values` are further paths which the check itself needs.
    """
    model = rows.model
    names = {name for _, name, _, _ in Formatter().parse(told) if name} | {*values}
    columns = (
        kind_of(model),
        F("pk"),
        Cast(F("slug"), TextField()),
        label_of(model),
        F("note"),
        date_of(model),
        JSONObject(**{name: F(name) for name in sorted(names)}),
        JSONObject(**{path: mention(model, path) for path in beside}),
    )
    return Part(rows, columns, told)


def kind_of(model: type[Record]) -> Value:
    return Value(str(model._meta.verbose_name).replace(" ", "_"), output_field=TextField())


def label_of(model: type[Record]) -> Any:
    """What names the record to a reader; some are named by their slug alone."""
    fields = {field.name for field in model._meta.concrete_fields}
    known = model.label_field in fields
    return F(model.label_field) if known else Value("", output_field=TextField())


def date_of(model: type[Record]) -> Any:
    """The text of the date by which a row is placed in time."""
    paths = DATED_BY.get(model, (model.main_date,) if model.main_date else ())
    nothing = Value("", output_field=TextField())
    texts = [NullIf(Cast(F(path), TextField()), nothing) for path in paths]
    return Coalesce(*texts, nothing) if texts else nothing


def mention(model: type[Record], path: str) -> Any:
    """The record at the end of the path, or an annotation that has it already."""
    target: Any = model
    for name in path.split("__"):
        if name not in {field.name for field in (*target._meta.fields, *target._meta.many_to_many)}:
            return F(path)
        target = target._meta.get_field(name).related_model
    return JSONObject(kind=kind_of(target), pk=F(f"{path}__pk"), slug=F(f"{path}__slug"))


def named(rows: QuerySet[Any], *order: str) -> Subquery:
    """The first of the rows, to be annotated and then named beside."""
    said = JSONObject(kind=kind_of(rows.model), pk=F("pk"), slug=F("slug"))
    return Subquery(rows.order_by(*order).values(said=said)[:1])


def same(*names: str) -> dict[str, OuterRef]:
    """That a row of a subquery has these in common with the row outside."""
    return {name: OuterRef(name) for name in names}


def same_or_none(name: str) -> Exact:
    """That a reference goes to the same record as the outer row's; nowhere is a place too."""
    return Exact(Coalesce(F(f"{name}_id"), NOTHING), Coalesce(OuterRef(f"{name}_id"), NOTHING))


def read(*parts: Part) -> Iterator[tuple[Finding, dict[str, Any]]]:
    """The findings of all parts, by one query, each with the values that were asked for."""
    first, *others = (
        part.rows.values_list(Value(number), *part.columns) for number, part in enumerate(parts)
    )
    for number, *columns in first.union(*others, all=True) if others else first:
        kind, pk, slug, label, note, day, values, beside = columns
        told = {name: UNKNOWN if value in ("", None) else value for name, value in values.items()}
        mentions = (Mention(**other) for other in beside.values() if other and other["pk"])
        yield (
            Finding(
                kind=kind,
                pk=pk,
                slug=slug,
                label=label,
                date=day,
                told=parts[number].told.format(**told),
                beside=tuple(mentions),
                notes=(note,),
            ),
            values,
        )


def findings(*parts: Part) -> list[Finding]:
    return [finding for finding, _ in read(*parts)]
