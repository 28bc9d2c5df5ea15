"""What fixtures/README.md says of the data is held against them."""

import re

import pytest

from negotiations.exchange.sheets import SHEETS
from negotiations.exchange.summary import put_between_markers, read, standings, summary
from tests.conftest import ROOT, US_DPRK

from .packages import SOUND, write

PAGE = (ROOT / "fixtures" / "README.md").read_text(encoding="utf-8")


def test_the_figures_are_current():
    assert put_between_markers(PAGE, summary(US_DPRK)) == PAGE, (
        "run manage.py summarise_package fixtures/us-dprk --into fixtures/README.md"
    )


def test_the_figures_of_other_data_would_not_be_current(tmp_path):
    assert put_between_markers(PAGE, summary(write(tmp_path / "package", SOUND))) != PAGE


def test_the_columns_are_those_of_the_sheets():
    told = dict(
        re.findall(r"^- \*\*(\w+)\*\*: (.+)$", section("The format on one page"), re.MULTILINE)
    )
    common = ["slug", "status", "certainty", "external_ids", "codes", "note"]
    assert {
        name: [*common[:2], *columns.split(", "), *common[2:]] for name, columns in told.items()
    } == {name: list(sheet.columns) for name, sheet in SHEETS.items()}


@pytest.mark.parametrize("broken", [False, True])
def test_the_arguable_standings_are_those_derived(broken):
    told = dict(re.findall(r"^\| `(\S+)` \| (\w+) \|", section("Arguable standings"), re.MULTILINE))
    derived = {point: str(standing) for point, standing in standings(read(US_DPRK)).items()}
    if broken:
        derived = dict.fromkeys(derived, "open")
    differ = {point for point, standing in told.items() if derived.get(point) != standing}
    assert len(told) > 30
    assert bool(differ) is broken, differ


def test_the_agreements_and_roots_are_those_of_the_data():
    tables = read(US_DPRK)
    told = section("Where the rows come from")
    roots, agreements = (
        told.partition(f"### {title}\n")[2].partition("\n### ")[0]
        for title in ("Roots and tellings", "What is an agreement")
    )
    assert set(re.findall(r"^\| `(\S+)` ", roots, re.MULTILINE)) == {
        row["variant_of"] for row in tables["offers"]
    } - {""}
    lines = re.findall(r"^- `\w+`: (.+)$", agreements, re.MULTILINE)
    named = {slug for line in lines for slug in re.findall(r"`(\S+?)`", line)}
    assert named == {row["slug"] for row in tables["agreements"]}


def section(title):
    return PAGE.partition(f"## {title}\n")[2].partition("\n## ")[0]


def test_the_examples_of_the_coding_rules_stand_as_the_rules_say():
    page = (ROOT / "docs" / "coding.md").read_text(encoding="utf-8")
    told = re.findall(
        r"^\| `(contradicted|agreed|compatible|one_side|open)` \| `(\S+)` \|", page, re.MULTILINE
    )
    derived = standings(read(US_DPRK))
    assert len(told) == 5
    assert [(str(derived[point]), point) for _, point in told] == told
