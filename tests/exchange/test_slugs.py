"""Slugs of records named by what they join."""

import re

from negotiations.exchange.slugs import DERIVED, fitted
from negotiations.fields import SLUG


def derived(kind, **cells):
    columns, make = DERIVED[kind]
    return make({column: cells.get(column, "") for column in columns})


def test_a_part_that_is_not_given_leaves_no_trace():
    assert derived("participation", event="talks", party="us") == "talks--us--none"
    assert derived("membership", process="talks", party="us") == "talks--us"


def test_a_long_slug_is_cut_and_told_apart_by_its_hash():
    slugs = {fitted("a-" * 70 + ending) for ending in ("b", "c")}
    assert len(slugs) == 2
    for slug in slugs:
        assert len(slug) <= 120 and re.match(SLUG, slug)
