"""The Camp David talks, a workbook of other headings and words, come in by a map and are told."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from negotiations.exchange.importing import import_path
from negotiations.exchange.mapping import read_map

from .camp_david import MAP, SHEETS, run, sheets, workbook
from .conftest import drop_what_was_staged
from .packages import lines_of, places_of

pytestmark = pytest.mark.django_db
LAST_EVENING = "camp-david-16-sept-carter-and-begin"


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return workbook(tmp_path_factory.mktemp("camp-david"), sheets())


@pytest.fixture(scope="module", autouse=True)
def plan(django_db_setup, django_db_blocker, book):
    """The workbook is imported once, for all tests here; what the command told of it."""
    with django_db_blocker.unblock(), transaction.atomic():
        told = run(book)
        drop_what_was_staged()
        yield told
        transaction.set_rollback(True)


@pytest.fixture
def read(client):
    def get(address):
        response = client.get(f"/api/v1/{address}")
        assert response.status_code == 200, response.content
        return response.json()

    return get


def test_the_workbook_goes_in_by_the_command(plan):
    assert {
        kind: plan[kind] for kind in ("parties", "events", "offers", "responses", "claims")
    } == {
        "parties": (3, 0, 0),
        "events": (32, 0, 0),
        "offers": (23, 0, 0),
        "responses": (26, 0, 0),
        "claims": (10, 0, 0),
    }


def test_the_same_workbook_again_changes_nothing(plan, book):
    assert run(book) == {kind: (0, 0, new) for kind, (new, _, _) in plan.items()}


def test_the_sheets_as_csv_files_say_the_same_as_the_workbook(plan):
    assert run(SHEETS) == {kind: (0, 0, new) for kind, (new, _, _) in plan.items()}


def test_nothing_in_it_is_doubtful():
    printed = StringIO()
    call_command("check_integrity", stdout=printed)
    assert "doubtful: 0 rows, 0 more explained." in printed.getvalue()


# --- What the product answers ---------------------------------------------------------------------


def test_the_accounts_of_the_last_evening_contradict_each_other(read):
    points = {p["slug"]: p for p in read(f"events/{LAST_EVENING}/side-by-side/")["points"]}
    how_long = points["cd-how-long-no-settlements"]
    assert (how_long["standing"], points["cd-did-begin-agree"]["standing"]) == (
        "contradicted",
        "contradicted",
    )
    assert {
        tuple(side["slug"] for side in pair["sides"]): pair["standing"]
        for pair in how_long["pairs"]
    } == {
        ("egypt", "israel"): "agreed",
        ("egypt", "us"): "contradicted",
        ("israel", "us"): "contradicted",
    }
    assert {c["holder"]["person"]["label"]: c["answer"] for c in how_long["claims"]} == {
        "Anwar al-Sadat": "three-months",
        "Jimmy Carter": "autonomy-talks",
        "Menachem Begin": "three-months",
    }


def test_the_page_of_the_evening_shows_who_says_what(client):
    page = client.get(f"/events/{LAST_EVENING}/").content.decode()
    assert "The freezing of the settlements is through the next three months." in page
    assert "2 contradicted" in page


def test_sources_that_differ_are_told_apart_from_sides(read):
    votes = read("points/cd-votes-in-favour/")
    assert (votes["standing"], votes["sources_differ"]) == ("one_side", True)


def test_an_offer_is_followed_from_counter_offer_to_counter_offer(read):
    thread = read("offers/cd15-paragraph-6/thread/")
    assert [term["action"] for term in thread["asks"]] == [
        "Establish no new settlements during the negotiations",
        "Expand no physical facilities of existing settlements",
    ]
    chain = []
    while thread["counter_offers"]:
        (thread,) = thread["counter_offers"]
        chain.append((thread["offer"]["slug"], thread["state"]))
    assert chain == [
        ("cd16-begin-s-alternatives", "countered"),
        ("cd17-carter-s-letter-text", "countered"),
        ("cd18-begin-s-letter-text", "rejected"),
    ]


def test_what_was_promised_has_its_time_and_was_kept(read):
    (term,) = read("offers/cd20-within-two-weeks/thread/")["gives"]
    assert (term["duration"], term["actor"]["slug"]) == ("P2W", "israel")
    (kept,) = read("fulfilments/")["results"]
    assert (kept["level"], kept["event"]["slug"]) == ("3", "camp-david-knesset-vote")


def test_the_ledger_lists_the_offers_with_what_they_ask(read):
    offers = read("ledger/?process=camp-david-1978")["results"]
    assert [offer["slug"][:4] for offer in offers[:3]] == ["cd01", "cd02", "cd03"]
    (airfields,) = (term for term in offers[0]["asks"] if term["unit"] == "airfields")
    assert (airfields["quantity"], airfields["issue"]["slug"]) == (3, "sinai-airfields")


def test_the_chronology_tells_the_talks_in_their_order(read):
    events = read("processes/camp-david-1978/chronology/")["events"]
    assert len(events) == 32
    assert [event["title"] for event in events if event["date"]["edtf"] == "1978-09-17"] == [
        "The American letter on Jerusalem",
        "Carter with Barak and Weizman",
        "The two frameworks are signed",
    ]
    assert "between 8 and 9 September 1978" in {event["date"]["text"] for event in events}


# --- What whoever keeps the workbook is told ------------------------------------------------------


MISTAKES = {
    ("Meetings", 4, "When"): "5 Septembre 1978",
    ("Meetings", 5, "Rank"): "kings",
    ("Who met", 2, "Who"): "Anwar Sadat",
    ("Proposals", 2, "By"): "Isreal",
    ("Conditions", 3, "How long"): "3 years",
    ("Answers", 2, "Answer"): "shrugs",
    ("Accounts", 2, "Whose"): "Carter",
}


def test_mistakes_are_told_at_their_cells_all_at_once(tmp_path):
    tables = sheets()
    for (sheet, row, column), wrong in MISTAKES.items():
        tables[sheet][row - 1][tables[sheet][0].index(column)] = wrong
    path = workbook(tmp_path, tables)
    outcome = import_path(path, mapped=read_map(MAP), status="published")
    assert sorted(places_of(outcome)) == sorted(
        (f"camp-david.xlsx/{sheet}", row, column) for sheet, row, column in MISTAKES
    )
    told = "\n".join(lines_of(outcome))
    assert "There is no party with this slug; the nearest: israel." in told
    assert "There is no person with this slug; the nearest: anwar-al-sadat." in told
