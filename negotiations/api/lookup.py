"""The records that filters name: their keys, or a refusal that names what nobody bears.

A slug is looked up in the world one reads in, so a hidden record's slug answers as one that nobody
bears. One exception is made for the clocks: a record that is public today but was not yet known or
recorded then has no keys, and the list is empty. That is the true answer to the question, and
whoever asks for one day after another need not guess on which of them to begin.
"""

from collections.abc import Mapping

from django.conf import settings

from negotiations.api.errors import BadParameter, Fault
from negotiations.reports.clocks import Clocks
from negotiations.reports.slugs import Keys, Wanted, keys_of_slugs, nearest_slug
from negotiations.worlds.reading import public_record

#: For how many unknown slugs the nearest is looked for.
MOST_HINTS = 3


def look_up(wanted: Mapping[str, Wanted], clocks: Clocks) -> dict[str, Keys]:
    """By parameter the keys of what it names; one query for all. Raises BadParameter."""
    found = dict(zip(wanted, keys_of_slugs([*wanted.values()]), strict=True))
    unknown = missing(wanted, found)
    if unknown and clocks.are_set:
        with public_record(seconds=settings.STATEMENT_SECONDS):
            today = dict(zip(unknown, keys_of_slugs([*unknown.values()]), strict=True))
        for name, keys in today.items():
            found[name] = {slug: [] for slug in keys} | found[name]
        unknown = missing(wanted, found)
    if unknown:
        raise BadParameter(faults(unknown))
    return found


def missing(wanted: Mapping[str, Wanted], found: Mapping[str, Keys]) -> dict[str, Wanted]:
    """What is wanted and was not found."""
    left = {
        name: [slug for slug in one.slugs if slug not in found[name]]
        for name, one in wanted.items()
    }
    return {
        name: Wanted(wanted[name].model, slugs, wanted[name].within)
        for name, slugs in left.items()
        if slugs
    }


def faults(unknown: Mapping[str, Wanted]) -> list[Fault]:
    named = [(name, one.model, slug) for name, one in unknown.items() for slug in one.slugs]
    found = []
    for place, (name, model, slug) in enumerate(named):
        near = nearest_slug(model, slug) if place < MOST_HINTS else ""
        hint = f" Did you mean {near}?" if near else ""
        told = f"There is no {model._meta.verbose_name} {slug} in the record.{hint}"
        found.append(Fault(told, name, value=slug, nearest=near))
    return found
