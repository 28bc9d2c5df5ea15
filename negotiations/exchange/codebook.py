"""The codebook: every kind, field, word and rule, written from the declarations in the models.

docs/codebook.md is what this writes; a test holds it current. Nothing is said here that the code
does not say.
"""

import inspect
from collections.abc import Iterator
from typing import Any

from django.db import models

from negotiations.choices import ALL, Vocabulary
from negotiations.fields import (
    DurationField,
    ImpreciseDateField,
    ListField,
    OneOf,
    VocabularyField,
)
from negotiations.models import KINDS
from negotiations.models.base import Record, public_fields

INTRODUCTION = """# Codebook

Every kind of record with its fields, and every word that a field may hold. Written by
`manage.py write_codebook` from the declarations in the code; do not edit it by hand.

How dates are written, and what they mean, is in [dates.md](dates.md).
"""


def write_codebook() -> str:
    """The whole codebook as Markdown."""
    parts = [INTRODUCTION, "## Kinds\n"]
    parts += [line for model in KINDS for line in kind_section(model)]
    parts.append("## Vocabularies\n")
    parts += [line for vocabulary in ALL for line in vocabulary_section(vocabulary)]
    return "\n".join(parts)


def kind_section(model: type[Record]) -> Iterator[str]:
    yield f"### {model._meta.verbose_name}\n"
    yield f"{definition(model)}\n"
    yield "| field | holds | meaning |\n|---|---|---|"
    for name in public_fields(model):
        field = field_of(model, name)
        yield f"| `{name}` | {holds(field)} | {cell(str(field.help_text))} |"
    rules = [
        str(constraint.violation_error_message)
        for constraint in model._meta.constraints
        if not getattr(constraint, "by_field", False)
    ]
    if rules:
        yield "\nThe database refuses it otherwise:\n"
        yield from (f"- {rule}" for rule in rules)
    yield ""


def vocabulary_section(vocabulary: type[Vocabulary]) -> Iterator[str]:
    yield f"### {vocabulary.__name__}\n"
    yield f"{definition(vocabulary)}\n"
    yield "| word | label | meaning |\n|---|---|---|"
    for member in vocabulary:
        yield f"| `{member.value}` | {member.label} | {cell(member.definition)} |"
    yield ""


def field_of(model: type[Record], name: str) -> Any:
    declared = model.__dict__.get(name)
    return declared if isinstance(declared, OneOf) else model._meta.get_field(name)


def holds(field: Any) -> str:
    """What a cell of the field holds, in a few words."""
    if isinstance(field, OneOf):
        return "one of: " + ", ".join(field.keys)
    if isinstance(field, models.ManyToManyField):
        return f"list of {field.related_model._meta.verbose_name_plural}"
    if isinstance(field, models.ForeignKey):
        return str(field.related_model._meta.verbose_name)
    if isinstance(field, VocabularyField):
        return f"[{field.vocabulary.__name__}](#{field.vocabulary.__name__.lower()})"
    if isinstance(field, ImpreciseDateField):
        return "date"
    if isinstance(field, DurationField):
        return "duration"
    if isinstance(field, ListField):
        return "list of texts"
    if isinstance(field, models.DecimalField | models.IntegerField):
        return "number"
    return "text"


def definition(described: type) -> str:
    return inspect.cleandoc(described.__doc__ or "")


def cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
