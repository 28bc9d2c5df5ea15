"""The slug of a record whose coder left it blank: of what the record joins, or of its title."""

import hashlib
import re
from collections.abc import Callable, Iterator
from itertools import count

from django.utils.text import slugify

from negotiations.models import Record

LONGEST = 120
KEPT_OF_A_LONG_ONE = 103
LONGEST_TITLE = 80


def slug_for(record: Record) -> str:
    """A slug that no other record of the kind has."""
    make = MADE_OF.get(type(record).__name__, of_title)
    base = shortened(make(record) or record._meta.model_name)
    taken = set(
        type(record)._default_manager.filter(slug__startswith=base).values_list("slug", flat=True)
    )
    return next(slug for slug in candidates(base) if slug not in taken)


def candidates(base: str) -> Iterator[str]:
    yield base
    for number in count(2):
        ending = f"--{number}"
        yield base[: LONGEST - len(ending)].rstrip("-") + ending


def shortened(slug: str) -> str:
    """Over 120 characters: the first 103, a hyphen, and 16 digits of the SHA-256 of the whole."""
    if len(slug) <= LONGEST:
        return slug
    digest = hashlib.sha256(slug.encode("ascii")).hexdigest()[:16]
    return f"{slug[:KEPT_OF_A_LONG_ONE]}-{digest}"


def words(text: str, longest: int = LONGEST_TITLE) -> str:
    """The text as a slug, cut between words."""
    slug = re.sub(r"-{2,}", "-", slugify(text).replace("_", "-")).strip("-")
    if len(slug) <= longest:
        return slug
    return slug[: longest + 1].rpartition("-")[0] or slug[:longest]


def slug_of(record: Record | None) -> str:
    return record.slug if record else "none"


def joined(*parts: str) -> str:
    return "--".join(part for part in parts if part)


def of_title(record: Record) -> str:
    return words(getattr(record, record.label_field))


def of_statement(record: Record) -> str:
    said_by = record.party or record.speaker
    return words(f"{said_by.slug if said_by else 'statement'}-{record.date}")


def of_citation(record: Record) -> str:
    kind, target = next(
        (kind, getattr(record, key))
        for kind, key in type(record).target.keys.items()
        if getattr(record, f"{key}_id")
    )
    return joined(record.source.slug, kind.replace("_", "-"), target.slug, words(record.field))


def numbered(whole: Record, letter: str, record: Record) -> str:
    return joined(whole.slug, f"{letter}{record.ordinal or 1}")


MADE_OF: dict[str, Callable[[Record], str]] = {
    "EventLink": lambda row: joined(row.from_event.slug, row.kind, row.to_event.slug),
    "Membership": lambda row: joined((row.process or row.coalition).slug, row.party.slug, row.role),
    "Participation": lambda row: joined(
        row.event.slug, slug_of(row.party), slug_of(row.person), words(row.role)
    ),
    "Citation": of_citation,
    "Statement": of_statement,
    "Tenure": lambda row: joined(row.person.slug, words(row.title)),
    "Term": lambda row: numbered(row.offer, "t", row),
    "Commitment": lambda row: numbered(row.agreement, "c", row),
    "Response": lambda row: joined(row.offer.slug, row.party.slug, words(row.kind)),
    "Claim": lambda row: joined(row.point.slug, slug_of(row.holder)),
    "Fulfilment": lambda row: joined(row.target.slug, words(f"{row.level}-{row.date}")),
}
