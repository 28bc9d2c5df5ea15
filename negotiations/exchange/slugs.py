"""Slugs: of records named by what they join (links, memberships, participations, citations), and of
any text.
"""

import re
import unicodedata
from collections.abc import Callable, Container, Mapping
from hashlib import sha256

LONGEST = 120
KEPT = 103

#: Latin letters which are more than a letter of ASCII with an accent, in small.
PLAIN = str.maketrans(
    dict(zip("øðđħ\u0131ĸłŋŧə", "oddhiklnte", strict=True))
    | {"æ": "ae", "œ": "oe", "ß": "ss", "þ": "th"}
)

Cells = Mapping[str, str]


def joined(*parts: str) -> str:
    """The parts that are given, with `--` between them, as one slug."""
    return fitted("--".join(part.replace("_", "-") for part in parts if part))


def fitted(slug: str) -> str:
    """At most 120 characters: of more the first 103, a hyphen, 16 hex digits of the SHA-256."""
    if len(slug) <= LONGEST:
        return slug
    start = slug[:KEPT]
    if start.endswith("--"):  # three hyphens in a row are no slug
        start = start[:-1]
    return f"{start}-{sha256(slug.encode()).hexdigest()[:16]}"


def first_free(slug: str, taken: Container[str]) -> str:
    """The slug itself, or for further rows of one key with `--2`, `--3` at its end."""
    number, found = 1, slug
    while found in taken:
        number += 1
        found = fitted(f"{slug}--{number}")
    return found


def of_event_link(cells: Cells) -> str:
    return joined(cells["from_event"], cells["kind"], cells["to_event"])


def of_membership(cells: Cells) -> str:
    return joined(cells["process"] or cells["coalition"], cells["party"], cells["role"])


def of_participation(cells: Cells) -> str:
    return joined(
        cells["event"], cells["party"] or "none", cells["person"] or "none", cells["role"]
    )


def of_citation(cells: Cells) -> str:
    kind, _, slug = cells["target"].partition(":")
    return joined(cells["source"], kind, slug, cells["field"])


#: Kind to the columns its slug is made of, and how.
DERIVED: dict[str, tuple[tuple[str, ...], Callable[[Cells], str]]] = {
    "event_link": (("from_event", "kind", "to_event"), of_event_link),
    "membership": (("process", "coalition", "party", "role"), of_membership),
    "participation": (("event", "party", "person", "role"), of_participation),
    "citation": (("source", "target", "field"), of_citation),
}


def slug_of(text: str) -> str:
    """The text as a slug: in small, without accents, hyphens for all that is no letter or digit.

    A letter that has no Latin form is kept, so that the slug is refused rather than cut.
    """
    plain = unicodedata.normalize("NFKD", text).lower().translate(PLAIN)
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub("[\\W_]+", "-", letters).strip("-")
