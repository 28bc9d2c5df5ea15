"""Rules about the code itself, asked by `manage.py check`: every field is declared and described.

A field that is neither public nor internal stops the tests, so that none is forgotten and none
leaks.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register

from negotiations.fields import OneOf
from negotiations.models import KINDS
from negotiations.models.base import Record, public_fields, undeclared_fields
from negotiations.models.refusals import refusals


@register
def records_are_declared(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    return [message for model in KINDS for message in check_record(model)]


@register
def rules_have_sentences(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    return [
        Error(f"The rule {name} does not say what it refuses.", id="negotiations.E005")
        for name, refusal in refusals().items()
        if not refusal.message.endswith(".") or " is violated" in refusal.message
    ]


def check_record(model: type[Record]) -> Iterator[CheckMessage]:
    name = model.__name__
    for field in sorted(undeclared_fields(model)):
        yield Error(
            f"{name}.{field} is neither public nor internal.",
            hint=f"Add it to {name}.Exposure.public, or to INTERNAL in models/base.py.",
            obj=model,
            id="negotiations.E001",
        )
    fields = {field.name: field for field in [*model._meta.fields, *model._meta.many_to_many]}
    for declared in public_fields(model):
        if declared not in fields and not isinstance(model.__dict__.get(declared), OneOf):
            yield Error(
                f"{name}.Exposure names {declared}, which the kind does not have.",
                obj=model,
                id="negotiations.E002",
            )
    for field in fields.values():
        if field.name != "id" and not str(field.help_text).endswith("."):
            yield Error(
                f"{name}.{field.name} has no help_text of a sentence.",
                obj=model,
                id="negotiations.E003",
            )
    if not (model.__doc__ or "").strip() or model.__doc__.startswith(f"{name}("):
        yield Error(f"{name} has no definition.", obj=model, id="negotiations.E004")
