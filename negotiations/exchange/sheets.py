"""The sheets of a package, one for each kind, read off the models: name, columns, what is needed.

A sheet is what becomes one CSV file, or one sheet of a workbook.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Model

from negotiations.exchange.columns import Column, ManyColumn, column_of, kind_of, table_of
from negotiations.exchange.slugs import DERIVED
from negotiations.models import KINDS, Record
from negotiations.models.base import public_fields

#: The one column that is no public field: it comes with withdrawn rows, and only with them.
REASON = "withdrawn_reason"


@dataclass(frozen=True)
class Sheet:
    """One kind as a table of a package."""

    model: type[Record]

    @cached_property
    def kind(self) -> str:
        return kind_of(self.model)

    @cached_property
    def name(self) -> str:
        return str(self.model._meta.verbose_name_plural).replace(" ", "_")

    @cached_property
    def file(self) -> str:
        return f"{self.name}.csv"

    @property
    def table(self) -> str:
        return table_of(self.model)

    @cached_property
    def columns(self) -> dict[str, Column]:
        return {name: column_of(self.model, name) for name in public_fields(self.model)}

    @cached_property
    def accepted(self) -> dict[str, Column]:
        """The columns a file may have."""
        return {**self.columns, REASON: column_of(self.model, REASON)}

    @property
    def derives_slug(self) -> bool:
        return self.kind in DERIVED

    @property
    def required(self) -> list[str]:
        """The columns a file must have."""
        return [
            column.name
            for column in self.columns.values()
            if column.required and not (column.name == "slug" and self.derives_slug)
        ]

    @property
    def lists(self) -> list[ManyColumn]:
        return [column for column in self.columns.values() if isinstance(column, ManyColumn)]


#: In the order in which records are entered, and in which findings are told.
SHEETS: dict[str, Sheet] = {sheet.name: sheet for sheet in map(Sheet, KINDS)}


def sheet_of(model: type[Model]) -> Sheet:
    return next(sheet for sheet in SHEETS.values() if sheet.model is model)
