"""The integrity report: each check finds what it names, and leaves its sound neighbour alone."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from negotiations.reports.integrity.catalogue import CHECKS, CHECKS_BY_CODE
from negotiations.reports.integrity.findings import Weight, explanations_in
from negotiations.reports.integrity.report import in_doubt, integrity
from tests.conftest import ROOT
from tests.factories import make
from tests.reports.integrity_cases import CASES

pytestmark = pytest.mark.django_db

#: Counted in one row, which is about no record.
COUNTED = {"no-archived-copy"}
IDS = [f"{code}-{number}" for number, (code, _, _) in enumerate(CASES)]


def found(code):
    return CHECKS_BY_CODE[code].find(date.today())


def result(code):
    return integrity([CHECKS_BY_CODE[code]])[0]


@pytest.mark.parametrize(("code", "doubtful", "sound"), CASES, ids=IDS)
def test_a_check_finds_the_doubtful_row(code, doubtful, sound):
    record = doubtful()
    assert (record._meta.verbose_name.replace(" ", "_"), record.pk, record.slug) in {
        (finding.kind, finding.pk, finding.slug) for finding in found(code)
    }


@pytest.mark.parametrize(("code", "doubtful", "sound"), CASES, ids=IDS)
def test_a_check_leaves_the_sound_neighbour_alone(code, doubtful, sound):
    sound()
    assert found(code) == []


@pytest.mark.parametrize(("code", "doubtful", "sound"), CASES, ids=IDS)
def test_a_withdrawn_record_is_no_row(code, doubtful, sound):
    record = doubtful()
    type(record).objects.filter(pk=record.pk).update(status="withdrawn")
    assert record.slug not in {finding.slug for finding in found(code)}


def test_every_check_has_its_cases():
    assert {code for code, _, _ in CASES} | COUNTED == set(CHECKS_BY_CODE)


def test_the_page_about_the_report_names_every_check():
    page = (ROOT / "docs" / "integrity.md").read_text(encoding="utf-8")
    for check in CHECKS:
        assert f"| `{check.code}` | {check.title} |" in page


def test_codes_are_told_apart_and_everything_is_said():
    assert len(CHECKS_BY_CODE) == len(CHECKS)
    assert all(check.title and check.advice.endswith(".") for check in CHECKS)


def test_sources_without_an_archived_copy_are_counted_in_one_row():
    for number in range(3):
        make("Source", url=f"https://example.org/{number}")
    make("Source", url="https://example.org/3", archive_url="https://archive.example.org/3")
    make("Source")
    (row,) = found("no-archived-copy")
    assert row.told == "3 of 4 sources with an address have no archived copy"
    assert row.address == "/admin/negotiations/source/?archive_url__exact="


def test_where_every_source_is_archived_there_is_no_row():
    make("Source", url="https://example.org/3", archive_url="https://archive.example.org/3")
    assert found("no-archived-copy") == []


def test_a_row_says_what_is_doubtful_and_names_the_others():
    offer = make("Offer", slug="of-plan", date="2019-10-05")
    answer = make("Response", offer=offer, kind="rejects", date="2019-09", summary="No.")
    (row,) = found("answer-before-offer")
    assert row.told == "rejects on 2019-09, the offer was made on 2019-10-05"
    assert [(other.kind, other.slug) for other in row.beside] == [("offer", "of-plan")]
    assert (row.label, row.date) == ("No.", "2019-09")
    assert row.address == f"/admin/negotiations/response/{answer.pk}/change/"


def test_rows_stand_in_the_order_of_dates_with_unknown_ones_last():
    for slug, day in (("c", "2019"), ("a", ""), ("b", "../2018"), ("d", "2017-05-01")):
        make("Agreement", slug=slug, date=day)
    rows = result("agreement-without-commitments").rows
    assert [row.slug for row in rows] == ["b", "d", "c", "a"]


def test_a_record_without_a_date_stands_at_that_of_what_it_belongs_to():
    make("Claim", point=make("Point", event=make("Event", date="2019-10-05")))
    make("Claim", date="2019-10-06", point=make("Point", event=make("Event", date="2018")))
    dates = [row.date for row in result("claim-without-position").rows]
    assert dates == ["2019-10-05", "2019-10-06"]


# --- Explained rows -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        ("Integrity held-in-future: the calendar is fixed.", "the calendar is fixed."),
        ("Read in full.\nIntegrity held-in-future:  so be it \nMore.", "so be it"),
        ("Integrity held-in-future:", ""),
        ("Integrity still-planned: of another check.", ""),
        ("See Integrity held-in-future: not at the start of a line.", ""),
        ("integrity held-in-future: in small letters.", ""),
        ("", ""),
    ],
)
def test_a_line_in_the_note_explains_a_row(note, reason):
    make("Event", occurrence="held", date="9000", note=note)
    told = result("held-in-future")
    assert [row.reason for row in told.explained] == ([reason] if reason else [])
    assert len(told.rows) == (0 if reason else 1)
    assert in_doubt([told]) == (not reason)


@pytest.mark.parametrize("noted", ["a-first", "b-second"])
def test_either_of_two_alike_explains_why_they_are_two(noted):
    for slug in ("a-first", "b-second"):
        note = "Integrity same-person: brothers." if slug == noted else ""
        make("Person", slug=slug, name="Kim Yong Chol", note=note)
    assert [row.reason for row in result("same-person").explained] == ["brothers."]


def test_the_note_of_a_record_beside_explains_nothing():
    offer = make("Offer", date="2019-10-05", note="Integrity answer-before-offer: known.")
    make("Response", offer=offer, date="2018")
    assert len(result("answer-before-offer").rows) == 1


def test_several_checks_are_explained_in_one_note():
    note = "Integrity one: first.\nWords: yes.\nIntegrity two: second."
    assert explanations_in(note) == [("one", "first."), ("two", "second.")]


# --- The whole ----------------------------------------------------------------------------------


def test_what_is_only_incomplete_raises_no_doubt():
    make("Issue")
    told = integrity()
    assert [row.slug for one in told for row in one.rows]
    assert not in_doubt(told)
    assert {one.check.weight for one in told if one.rows} == {Weight.INCOMPLETE}


def test_rows_are_of_a_kind_if_they_are_about_it_or_name_it():
    make("Response", offer=make("Offer", date="2019-10-05"), date="2018")
    told = result("answer-before-offer")
    assert [len(told.of_kind(kind).rows) for kind in ("response", "offer", "event")] == [1, 1, 0]


@pytest.mark.slow
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_a_check_asks_once_whatever_it_finds(us_dprk, check):
    with CaptureQueriesContext(connection) as asked:
        check.find(date.today())
    assert len(asked) == 1
