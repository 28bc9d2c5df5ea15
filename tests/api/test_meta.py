"""What the API says about itself: what it holds, how to cite it, what every word means."""

import tomllib
from pathlib import Path

import pytest

from negotiations import __version__
from negotiations.choices import ALL
from negotiations.models import KINDS
from negotiations.models.base import public_fields
from tests.factories import make, publish

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
#: What they answer depends on what is asked.
NEED_A_QUESTION = ("/search/", "/positions/")


def test_it_tells_how_much_there_is_of_what(read):
    event = publish(make("Event", date="2019-10-05"))
    publish(make("Statement", said_at=event, language="en", language_original="ko"))
    publish(make("Statement", said_at=event, language="en"))
    make("Event", date="1990")
    told = read("meta/")
    assert (told["counts"]["events"], told["counts"]["statements"]) == (1, 2)
    assert (told["earliest"], told["latest"]) == ("2019-10-05", "2019-10-05")
    assert (told["languages"], told["original_languages"]) == ({"en": 2}, {"ko": 1})
    assert told["last_change"] is not None


def test_an_empty_record_has_no_days_and_no_last_change(read):
    told = read("meta/")
    assert (told["earliest"], told["last_change"], told["languages"]) == (None, None, {})


def test_it_tells_how_to_use_and_cite_it(read):
    told = read("meta/")
    assert told["licence"]["name"] == "CC-BY-4.0"
    assert "/api/v1/" in told["citation"] and "CC-BY-4.0" in told["citation"]


def test_the_version_is_that_of_the_project(read):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert read("meta/")["software_version"] == __version__ == project["version"]


def test_the_codebook_has_every_field_of_every_kind(read):
    kinds = {kind["plural"]: kind for kind in read("codebook/")["kinds"]}
    assert len(kinds) == len(KINDS)
    for model in KINDS:
        kind = kinds[str(model._meta.verbose_name_plural).replace(" ", "_")]
        assert kind["definition"]
        assert [field["name"] for field in kind["fields"]] == list(public_fields(model))
        assert all(field["definition"] and field["holds"] for field in kind["fields"])


def test_the_codebook_has_every_word_with_its_meaning(read):
    found = {one["name"]: one for one in read("codebook/")["vocabularies"]}
    for vocabulary in ALL:
        words = {word["word"]: word["definition"] for word in found[vocabulary.__name__]["words"]}
        assert words == {member.value: member.definition for member in vocabulary}


def test_a_field_says_what_it_takes(read):
    kinds = {kind["kind"]: kind for kind in read("codebook/")["kinds"]}
    fields = {field["name"]: field for field in kinds["point"]["fields"]}
    assert fields["kind"]["vocabulary"] == "PointKind"
    assert fields["target"]["refers_to"] == ["event", "process", "offer", "agreement", "statement"]
    assert fields["question"]["required"] and not fields["issue"]["required"]
    assert kinds["point"]["rules"] or kinds["offer"]["rules"]


def test_a_source_tells_both_where_it_was_read_and_where_it_is_here(read):
    make("Source", slug="wpr", url="https://example.org/report", status="published")
    told = read("sources/wpr/")
    assert told["url"] == "https://example.org/report"
    assert told["api_url"].endswith("/api/v1/sources/wpr/")


def test_every_address_that_the_root_names_answers(get):
    addresses = get().json()
    assert {"codebook", "meta", "schema", "docs", "events"} <= set(addresses)
    for address in addresses.values():
        expected = 400 if address.endswith(NEED_A_QUESTION) else 200
        if address.endswith("/snapshots/"):
            expected = 405  # One is made there, and read at its own address.
        assert get(address.partition("/api/v1/")[2]).status_code == expected, address
