"""How a kind is named in the API: its word in `kind`, its path, its address, the label of a record.

Not here: which views serve the kinds (urls.py).
"""

import re

from django.db.models import F, Func, Model, TextField
from django.db.models.expressions import Combinable
from django.http import HttpRequest
from django.urls import reverse

from negotiations.models import Record

LABEL_LENGTH = 120
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


def kind_of(model: type[Model]) -> str:
    """The word for a kind in a reference: `event_link`."""
    return str(model._meta.verbose_name).replace(" ", "_")


def path_of(model: type[Model]) -> str:
    """The kind's folder under /api/v1/: `event-links`."""
    return str(model._meta.verbose_name_plural).replace(" ", "-")


def root_address(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("api:root"))


def label_expression(model: type[Record]) -> Combinable:
    """What names a record of the kind."""
    names = {field.name for field in model._meta.concrete_fields}
    if model.label_field in names:
        return Func(model.label_field, "slug", function="engine.label", output_field=TextField())
    return F("slug")


def label_of(text: str, slug: str) -> str:
    """The label shown: at most LABEL_LENGTH characters; the slug of a record without words."""
    text = re.sub("[ \n]+", " ", text).strip(" ")
    if len(text) > LABEL_LENGTH:
        return text[: LABEL_LENGTH - 1].rstrip(" ") + ELLIPSIS
    return text or slug
