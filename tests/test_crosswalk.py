"""Our words in the codes of other codings: each code exists, and what has none says why."""

import csv
import json
import re

import pytest

from negotiations.choices import EventKind
from negotiations.choices.crosswalk import CROSSWALK, Codes, asked_for
from negotiations.exchange.crosswalk import CODED, tables, written_into
from tests.conftest import ROOT, US_DPRK

LISTS = json.loads((ROOT / "tests" / "data" / "event_codes.json").read_text(encoding="utf-8"))
CAMEO = set(LISTS["cameo"]["codes"])
MODES = LISTS["plover"]["modes"]
EQUIVALENTS = LISTS["plover"]["of_cameo"]["events"]
PAGE = ROOT / "docs" / "crosswalk.md"


def every_code():
    found = [codes for words in CROSSWALK.values() for codes in words.values()]
    found += [codes.of_a_meeting for codes in found if codes.of_a_meeting]
    return [*found, *asked_for().values()]


def faults(codes):
    """What is wrong with the codes of a word."""
    event, _, mode = codes.plover.partition(" ")
    if codes.cameo and codes.cameo not in CAMEO:
        yield f"CAMEO has no {codes.cameo}"
    if codes.plover and (event not in MODES or (mode and mode not in MODES[event])):
        yield f"PLOVER has no {codes.plover}"
    if not (codes.cameo and codes.plover) and not codes.because:
        yield "it does not say why there is no code"
    if codes.cameo and not codes.because and event != equivalent(codes.cameo):
        yield f"PLOVER has {codes.cameo} as another event than {event}, for no reason"


def equivalent(cameo):
    return EQUIVALENTS.get(cameo[:3], EQUIVALENTS.get(cameo[:2]))


def test_every_code_exists_and_what_has_none_says_why():
    assert {codes: found for codes in every_code() if (found := list(faults(codes)))} == {}


@pytest.mark.parametrize(
    ("codes", "fault"),
    [
        (Codes("0399", "AGREE", "Why."), "CAMEO has no 0399"),
        (Codes("036", "AGREED", "Why."), "PLOVER has no AGREED"),
        (Codes("036", "REQUEST visit", "Why."), "PLOVER has no REQUEST visit"),
        (Codes("", ""), "it does not say why there is no code"),
        (Codes("036", ""), "it does not say why there is no code"),
        (Codes("036", "REJECT"), "PLOVER has 036 as another event than REJECT, for no reason"),
    ],
)
def test_a_code_that_is_wrong_is_noticed(codes, fault):
    assert fault in list(faults(codes))


@pytest.mark.parametrize("vocabulary", CROSSWALK, ids=lambda vocabulary: vocabulary.__name__)
def test_every_word_has_a_code_or_a_reason(vocabulary):
    assert list(CROSSWALK[vocabulary]) == list(vocabulary)


def test_every_kind_with_codes_has_its_words_in_the_crosswalk():
    for model in CODED:
        names = {"kind", "side"} & {field.name for field in model._meta.fields}
        assert [model._meta.get_field(name).vocabulary in CROSSWALK for name in names] == [True]


def test_what_is_asked_for_is_the_demand_for_what_is_offered():
    demands = asked_for()
    assert set(demands) == {code for code in CAMEO if code.startswith("03")}
    assert demands["0354"] == Codes("1054", "REQUEST yield")
    assert demands["0333"] == Codes("1033", "REQUEST assist")
    assert demands["039"] == demands["038"] == Codes("108", "REQUEST meet")


def test_the_codes_of_issues_exist():
    """Those of the shipped data; the conversion table has 163 as COERCE restrict."""
    with (US_DPRK / "issues.csv").open(encoding="utf-8", newline="") as table:
        for issue in csv.DictReader(table):
            codes = Codes(issue["cameo"], issue["plover"], issue["note"] or "None fits.")
            assert list(faults(codes)) == [], issue["slug"]


def test_the_page_shows_the_tables():
    page = PAGE.read_text(encoding="utf-8")
    assert page == written_into(page), "run manage.py write_codebook"
    assert written_into("") != ""


def test_a_table_has_a_row_for_each_word():
    shown = tables()
    assert re.findall(r"^### (\w+)$", shown, re.MULTILINE) == [one.__name__ for one in CROSSWALK]
    assert f"| `{EventKind.CALL}` | `041` | `CONSULT phone` |  |" in shown
    assert (
        "| `rejects` | `120`; of a meeting `125` | `REJECT`; of a meeting `REJECT meet` |" in shown
    )
