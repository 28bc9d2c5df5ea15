"""What is written about the code is held against the code."""

import csv
import io
import re

import pytest

from negotiations.exchange.codebook import write_codebook
from negotiations.models import KINDS
from tests.conftest import ROOT, US_DPRK

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("fixtures/*.md")])


def test_the_codebook_is_current():
    written = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    assert written == write_codebook(), "run manage.py write_codebook"


def test_the_codebook_names_every_kind_and_none_of_the_internal_fields():
    codebook = write_codebook()
    for model in KINDS:
        assert f"### {model._meta.verbose_name}\n" in codebook
    assert "editor_note" not in codebook


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_figures_of_the_readme_are_those_of_the_data():
    def rows(*kinds):
        tables = [(US_DPRK / f"{kind}.csv").read_text(encoding="utf-8") for kind in kinds]
        return sum(len(list(csv.reader(io.StringIO(table)))) - 1 for table in tables)

    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert (
        f"{rows('events')} events, {rows('statements')} statements, "
        f"{rows('offers', 'agreements')} offers and agreements with "
        f"{rows('terms', 'commitments')} terms and commitments, {rows('points')} points on which "
        f"accounts can be compared, {rows('sources')} sources."
    ) in readme


def test_every_variable_that_the_settings_read_is_told():
    code = (ROOT / "timeline" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r"\b(?:text|flag|words|whole_number)\(\s*\"([A-Z_]+)\"", code))
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert len(read) >= 10
    assert read == set(re.findall(r"^\| `([A-Z_]+)` \|", page, re.MULTILINE))


def test_processes_that_examples_ask_for_are_in_the_data():
    rows = csv.DictReader(io.StringIO((US_DPRK / "processes.csv").read_text(encoding="utf-8")))
    known = {row["slug"] for row in rows}
    for file in (*PAGES, *ROOT.glob("negotiations/api/*.py")):
        asked = re.findall(r"\bprocess=([a-z][a-z0-9-]*)", file.read_text(encoding="utf-8"))
        assert set(asked) <= known, file.name
