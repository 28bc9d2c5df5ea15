"""What a new form starts with: the source last used, the last row, what the address says."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest

LAST_SOURCE = "last_source"
#: More letters than a key or a slug has.
LONGEST_NAME = 200

#: Fields that rows entered one after the other most often share.
SHARED = (
    "processes",
    "process",
    "event",
    "events",
    "said_at",
    "offer",
    "agreement",
    "point",
    "source",
    "party",
    "date",
)


def remember_source(request: HttpRequest, key: int) -> None:
    request.session[LAST_SOURCE] = key


def last_source(request: HttpRequest) -> dict[str, int]:
    """The source last used, as the start of a form that has a field for it."""
    source = request.session.get(LAST_SOURCE)
    return {"source": source} if source else {}


def shared_values(cleaned: dict[str, Any]) -> dict[str, str]:
    """What the next row may start with, as parameters of an address."""
    found = {name: as_parameter(cleaned[name]) for name in SHARED if cleaned.get(name)}
    return {name: text for name, text in found.items() if text}


def as_parameter(value: Any) -> str:
    if hasattr(value, "values_list"):
        return ",".join(str(key) for key in value.values_list("pk", flat=True))
    return str(getattr(value, "pk", value))


def key_in_address(model: type[Model], text: str) -> int | None:
    """The key of the record which an address names by key or by slug; None where there is none."""
    if not text.isascii() or "\0" in text or len(text) > LONGEST_NAME:
        return None
    records = model._default_manager.order_by()
    found = records.filter(pk=int(text)) if text.isdigit() else records.filter(slug=text)
    return found.values_list("pk", flat=True).first()
