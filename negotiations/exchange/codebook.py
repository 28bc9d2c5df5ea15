"""The codebook: every kind, field, word and rule, written from the declarations in the models.

docs/codebook.md is what this writes; a test holds it current. Nothing is said here that the code
does not say.
"""

import inspect
from collections.abc import Iterator
from typing import Any

from django.db import models

from negotiations.choices import ALL, Vocabulary
from negotiations.choices.crosswalk import CROSSWALK, Codes
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

How dates are written, and what they mean, is in [dates.md](dates.md); what the codes of CAMEO and
PLOVER beside words say, and what they leave out, in [crosswalk.md](crosswalk.md).
"""


def write_codebook() -> str:
    """The whole codebook as Markdown."""
    parts = [INTRODUCTION, "## Kinds\n"]
    parts += [line for model in KINDS for line in kind_section(model)]
    parts.append("## Vocabularies\n")
    parts += [line for vocabulary in ALL for line in vocabulary_section(vocabulary)]
    return "\n".join(parts)


def codebook() -> dict[str, Any]:
    """The whole codebook as data."""
    return {
        "kinds": [kind_entry(model) for model in KINDS],
        "vocabularies": [vocabulary_entry(vocabulary) for vocabulary in ALL],
    }


def kind_entry(model: type[Record]) -> dict[str, Any]:
    return {
        "kind": str(model._meta.verbose_name).replace(" ", "_"),
        "plural": str(model._meta.verbose_name_plural).replace(" ", "_"),
        "definition": definition(model),
        "main_date": model.main_date or None,
        "fields": [field_entry(name, field_of(model, name)) for name in public_fields(model)],
        "rules": rules_of(model),
    }


def field_entry(name: str, field: Any) -> dict[str, Any]:
    return {
        "name": name,
        "definition": str(field.help_text),
        "holds": holds(field).partition("]")[0].removeprefix("["),
        "vocabulary": field.vocabulary.__name__ if isinstance(field, VocabularyField) else None,
        "refers_to": kinds_referred_to(field),
        "required": is_required(field),
    }


def kinds_referred_to(field: Any) -> list[str]:
    if isinstance(field, OneOf):
        return list(field.keys)
    if isinstance(field, models.ForeignKey | models.ManyToManyField):
        return [str(field.related_model._meta.verbose_name).replace(" ", "_")]
    return []


def is_required(field: Any) -> bool:
    """Whether no record is without it."""
    if isinstance(field, OneOf):
        return field.required
    return not field.blank


def vocabulary_entry(vocabulary: type[Vocabulary]) -> dict[str, Any]:
    return {
        "name": vocabulary.__name__,
        "definition": definition(vocabulary),
        "words": [word_entry(member, codes_of(member)) for member in vocabulary],
    }


def word_entry(member: Vocabulary, codes: Codes | None) -> dict[str, Any]:
    return {
        "word": member.value,
        "label": str(member.label),
        "definition": member.definition,
        "cameo": codes.cameo if codes else "",
        "plover": codes.plover if codes else "",
        "codes_note": codes.because if codes else "",
    }


def codes_of(member: Vocabulary) -> Codes | None:
    """What the word is in other codings, if its vocabulary is compared with them."""
    return CROSSWALK.get(type(member), {}).get(member)


def rules_of(model: type[Record]) -> list[str]:
    """What the database refuses beyond what each field demands by itself, in its sentences."""
    return [
        str(constraint.violation_error_message)
        for constraint in model._meta.constraints
        if not getattr(constraint, "by_field", False)
    ]


def kind_section(model: type[Record]) -> Iterator[str]:
    yield f"### {model._meta.verbose_name}\n"
    yield f"{definition(model)}\n"
    yield "| field | holds | meaning |\n|---|---|---|"
    for name in public_fields(model):
        field = field_of(model, name)
        yield f"| `{name}` | {holds(field)} | {cell(str(field.help_text))} |"
    if rules := rules_of(model):
        yield "\nThe database refuses it otherwise:\n"
        yield from (f"- {rule}" for rule in rules)
    yield ""


def vocabulary_section(vocabulary: type[Vocabulary]) -> Iterator[str]:
    yield f"### {vocabulary.__name__}\n"
    yield f"{definition(vocabulary)}\n"
    compared = any(codes.cameo for codes in CROSSWALK.get(vocabulary, {}).values())
    yield f"| word | label | meaning |{' CAMEO | PLOVER |' * compared}"
    yield f"|---|---|---|{'---|---|' * compared}"
    for member in vocabulary:
        row = f"| `{member.value}` | {member.label} | {cell(member.definition)} |"
        codes = codes_of(member)
        yield f"{row} {codes.cameo} | {codes.plover} |" if codes and compared else row
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
