"""The slug of a record whose coder left it blank: of what the record joins, or of its title.

Links, memberships, participations and citations are named as in imports (exchange/slugs.py).
"""

from collections.abc import Callable

from django.utils.text import slugify

from negotiations.exchange.slugs import DERIVED, first_free, fitted, joined
from negotiations.models import Record

LONGEST_TITLE = 80


def slug_for(record: Record) -> str:
    """A slug that no other record of the kind has."""
    make = MADE_OF.get(type(record).__name__, of_title)
    base = make(record) or kind_of(record)
    others = type(record)._default_manager.filter(slug__startswith=base)
    return first_free(base, set(others.values_list("slug", flat=True)))


def kind_of(record: Record) -> str:
    return record._meta.verbose_name.replace(" ", "-")


def words(text: str, longest: int = LONGEST_TITLE) -> str:
    """The text as a slug, cut between words."""
    slug = "-".join(part for part in slugify(text).replace("_", "-").split("-") if part)
    if len(slug) <= longest:
        return slug
    return slug[: longest + 1].rpartition("-")[0] or slug[:longest]


def of_title(record: Record) -> str:
    return words(getattr(record, record.label_field))


def takes_no_slug(kind: type[Record], title: str) -> bool:
    """Whether a record of the kind is named by its title, and this one leaves nothing of it."""
    return kind.__name__ not in MADE_OF and bool(title) and not words(title)


def as_imported(record: Record) -> str:
    """The name an import would give, from the cells its row would have."""
    columns, make = DERIVED[record._meta.verbose_name.replace(" ", "_")]
    return make({column: cell(record, column) for column in columns})


def cell(record: Record, column: str) -> str:
    value = getattr(record, column)
    if not isinstance(value, Record):
        return value or ""
    if column == "target":
        return f"{value._meta.verbose_name.replace(' ', '_')}:{value.slug}"
    return value.slug


def of_statement(record: Record) -> str:
    said_by = record.party or record.speaker
    return words(f"{said_by.slug if said_by else 'statement'}-{record.date}")


def numbered(whole: Record, letter: str, record: Record) -> str:
    return joined(whole.slug, f"{letter}{record.ordinal or 1}")


def of_fulfilment(record: Record) -> str:
    told = words(f"{record.level}-{record.date}")
    return joined(record.target.slug, told) if told else fitted(record.target.slug)


MADE_OF: dict[str, Callable[[Record], str]] = {
    "EventLink": as_imported,
    "Membership": as_imported,
    "Participation": as_imported,
    "Citation": as_imported,
    "Statement": of_statement,
    "Tenure": lambda row: joined(row.person.slug, words(row.title)),
    "Term": lambda row: numbered(row.offer, "t", row),
    "Commitment": lambda row: numbered(row.agreement, "c", row),
    "Response": lambda row: joined(row.offer.slug, row.party.slug, row.kind),
    "Claim": lambda row: joined(row.point.slug, row.holder.slug),
    "Fulfilment": of_fulfilment,
}
