"""datapackage.json: what a package says of itself (Data Package v2), made from the models.

Types, vocabularies, required columns, keys and descriptions are those the records declare; nothing
is written here by hand but what the package as a whole is.
"""

import json
from collections.abc import Container, Mapping
from types import MappingProxyType
from typing import Any

from negotiations.exchange.columns import (
    Column,
    DecimalColumn,
    ListColumn,
    ManyColumn,
    NumberColumn,
    OneOfColumn,
    ReferenceColumn,
    SlugColumn,
)
from negotiations.exchange.sheets import SHEETS, Sheet, sheet_of
from negotiations.fields import SLUG, CodeField, ImpreciseDateField, VocabularyField

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TABLE_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
FILE = "datapackage.json"
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
DESCRIPTION = (
    "Diplomatic negotiations: who met, what was said, what was offered, how it was answered; "
    "every fact with its source. An empty cell is unknown. Dates are EDTF: 2019-10-05, 2019-10, "
    "2019-10~, 2019-02-27/2019-02-28 (lasted), [2018-05-03..2018-05-09] (on one day between). "
    "In lists a semicolon inside an entry is written after a backslash, a backslash twice."
)
#: Of a part: a property of our own, which the standard leaves room for.
FILTERS = "filters"
PART = (
    "This is a part of the record: what passes the filters told here, what belongs to it, and what "
    "these refer to."
)
WITHOUT_FILTERS: Mapping[str, str] = MappingProxyType({})
ONE_SLUG = SLUG.removeprefix("^").removesuffix("$")


def as_file(told: dict[str, Any]) -> bytes:
    """The bytes of the file: the same for the same description."""
    return f"{json.dumps(told, indent=2, ensure_ascii=False)}\n".encode()


def description(
    name: str,
    version: str,
    reasoned: Container[str] = (),
    filters: Mapping[str, str] = WITHOUT_FILTERS,
) -> dict[str, Any]:
    """What the file says.

    `reasoned` are the sheets that tell why their withdrawn rows were withdrawn; `filters` what
    chose the records of a part, by name.
    """
    part = {FILTERS: dict(filters)} if filters else {}
    return {
        "$schema": PROFILE,
        "name": name,
        "title": f"Diplomatic negotiations: {name}",
        "description": f"{DESCRIPTION} {PART}" if filters else DESCRIPTION,
        **part,
        "version": version,
        "licenses": [LICENCE],
        "sources": [
            {"title": "The documents read, one to a row", "path": SHEETS["sources"].file},
        ],
        "resources": [resource(sheet, sheet.name in reasoned) for sheet in SHEETS.values()],
    }


def resource(sheet: Sheet, with_reasons: bool) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "type": "table",
        "title": str(sheet.model._meta.verbose_name_plural).capitalize(),
        "description": first_paragraph(sheet.model.__doc__ or ""),
        "path": sheet.file,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema(sheet, with_reasons),
    }


def schema(sheet: Sheet, with_reasons: bool) -> dict[str, Any]:
    columns = (sheet.accepted if with_reasons else sheet.columns).values()
    keys = [foreign_key(sheet, column) for column in columns if isinstance(column, ReferenceColumn)]
    return {
        "$schema": TABLE_PROFILE,
        "fields": [field(column) for column in columns],
        "missingValues": [""],
        "primaryKey": ["slug"],
        **({"foreignKeys": keys} if keys else {}),
    }


def field(column: Column) -> dict[str, Any]:
    constraints = constraints_of(column)
    return {
        "name": column.name,
        **type_of(column),
        "description": column.help_text,
        **({"constraints": constraints} if constraints else {}),
    }


def type_of(column: Column) -> dict[str, Any]:
    if isinstance(column, DecimalColumn):
        return {"type": "number"}
    if isinstance(column, NumberColumn):
        return {"type": "integer"}
    if isinstance(column, ListColumn | ManyColumn):
        return {"type": "list", "delimiter": ";", "itemType": "string"}
    return {"type": "string"}


def constraints_of(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if column.required:
        found["required"] = True
    if isinstance(column, SlugColumn):
        found |= {"unique": True, "maxLength": 120, "pattern": ONE_SLUG}
    elif isinstance(column, OneOfColumn):
        found["pattern"] = pattern_of(column)
    elif isinstance(column.field, VocabularyField):
        found["enum"] = [value for value, _ in column.field.choices or ()]
    elif isinstance(column.field, CodeField):
        found["pattern"] = column.field.form.removeprefix("^").removesuffix("$")
    elif isinstance(column.field, ImpreciseDateField):
        found["maxLength"] = column.field.max_length
    return found


def pattern_of(column: OneOfColumn) -> str:
    """One `kind:slug`, or two of different kinds between which a semicolon stands."""
    kinds = "|".join(key.kind for key in column.keys)
    one = f"({kinds}):{ONE_SLUG}"
    return f"{one}(;{one})?" if column.takes_two else one


def foreign_key(sheet: Sheet, column: ReferenceColumn) -> dict[str, Any]:
    """A key to the own sheet names no resource: so the standard has it."""
    target = sheet_of(column.target)
    own = {} if target is sheet else {"resource": target.name}
    return {"fields": [column.name], "reference": {**own, "fields": ["slug"]}}


def first_paragraph(text: str) -> str:
    return " ".join(text.strip().partition("\n\n")[0].split())
