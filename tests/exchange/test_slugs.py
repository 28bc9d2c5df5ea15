"""Slugs of records named by what they join."""

import re

import pytest

from negotiations.exchange.slugs import DERIVED, fitted, slug_of
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


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Tromsø, Łódź & Đà Nẵng", "tromso-lodz-da-nang"),
        ("Straße / Ægean / Þingvellir", "strasse-aegean-thingvellir"),
        ("  St. John's—1977  ", "st-john-s-1977"),
        ("İstanbul, Diyarbak\u0131r", "istanbul-diyarbakir"),
        ("\uff21\uff22 ½", "ab-1-2"),
    ],
)
def test_letters_are_told_by_their_latin_form(text, slug):
    assert slug_of(text) == slug


@pytest.mark.parametrize("text", ["Talks in 北京", "Переговоры", "محادثات", "평양"])
def test_letters_without_a_latin_form_are_kept_so_that_the_slug_is_refused(text):
    assert slug_of(text)
    assert not re.fullmatch(SLUG, slug_of(text))
