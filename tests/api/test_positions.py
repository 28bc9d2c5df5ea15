"""Positions of sides on an issue: what belongs to one, what changed, what stands on a day."""

import csv
import io

import pytest

from tests.api.negotiating import offer, rows
from tests.factories import make, publish

pytestmark = pytest.mark.django_db
COLUMNS = ("side", "what", "record", "change", "stands")


@pytest.fixture
def sanctions(db):
    return make("Issue", slug="sanctions", status="published")


@pytest.fixture
def lifting(sanctions):
    return make("Issue", slug="sanctions-lift", parent=sanctions, status="published")


@pytest.fixture
def point(lifting):
    event = publish(make("Event", slug="talks", date="2019-10-05"))
    return make("Point", event=event, slug="how-much", issue=lifting, answer_type="yes_no",
                status="published")  # fmt: skip


def claim(point, party, slug, date, answer, stance="asserts", **more):
    return publish(make("Claim", point=point, party=party, slug=slug, date=date, answer=answer,
                        stance=stance, **more))  # fmt: skip


def statement(party, slug, date, *issues, **more):
    made = make("Statement", party=party, slug=slug, date=date, **more)
    made.issues.add(*issues)
    return publish(made)


def term(made, slug, side, issue):
    make("Term", offer=made, slug=slug, side=side, issue=issue, status="published")


def test_an_issue_must_be_named(refused):
    assert refused("positions/")["errors"][0]["parameter"] == "issue"
    assert refused("positions.csv?party=")["errors"][0]["parameter"] == "issue"


def test_claims_words_and_terms_of_a_side_are_its_position(
    read, us, dprk, ministry, point, lifting, sanctions
):
    claim(point, ministry, "denial", "2019-10-06", "no")
    statement(us, "words", "2019-10-07", sanctions)
    term(offer(us, dprk, "package", "2019-10-05"), "relief", "give", lifting)
    found = read("positions/?issue=sanctions")
    assert rows(found, *COLUMNS) == [
        ("us", "term", "relief", "first", True),
        ("dprk", "claim", "denial", "first", True),
        ("us", "statement", "words", "first", True),
    ]
    assert found["cells"] == [
        {"side": "dprk", "issue": "sanctions-lift", "entries": 1,
         "first_said": "2019-10-06", "last_said": "2019-10-06"},
        {"side": "us", "issue": "sanctions", "entries": 1,
         "first_said": "2019-10-07", "last_said": "2019-10-07"},
        {"side": "us", "issue": "sanctions-lift", "entries": 1,
         "first_said": "2019-10-05", "last_said": "2019-10-05"},
    ]  # fmt: skip
    assert rows(read("positions/?issue=sanctions-lift"), "record") == [("relief",), ("denial",)]


def test_a_claim_says_what_it_changes_and_what_displaces_it(read, us, point):
    for slug, date, answer, stance in (
        ("first", "2019-10-01", "yes", "asserts"),
        ("again", "2019-10-02", "yes", "asserts"),
        ("changed", "2019-10-03", "yes;no", "asserts"),
        ("silent", "2019-10-04", "", "does_not_confirm"),
        ("changed-again", "2019-10-05", "no", "asserts"),
        ("shifted", "2019-10-06", "no", "denies"),
    ):
        claim(point, us, slug, date, answer, stance)
    assert rows(read("positions/?issue=sanctions"), "record", "change", "stands") == [
        ("first", "first", False),
        ("again", "again", False),
        ("changed", "changed", False),
        ("silent", "no_position", False),
        ("changed-again", "changed", False),
        ("shifted", "shifted", True),
    ]


def test_on_a_day_only_what_stands_then_is_shown(read, us, dprk, point, lifting, sanctions):
    claim(point, us, "before", "2019-10-01", "yes")
    claim(point, us, "after", "2019-10-10", "no")
    statement(us, "old", "2019-09", sanctions)
    statement(us, "new", "2019-10", sanctions)
    statement(us, "vague", "2019", sanctions)
    term(offer(us, dprk, "package", "2019-10-01"), "relief", "give", lifting)

    def standing(day):
        return {row["record"] for row in read(f"positions/?issue=sanctions&on={day}")["rows"]}

    assert standing("2019-10-05") == {"before", "old", "relief"}
    assert standing("2019-10-31") == {"after", "new", "relief"}
    # What may have been said last is not displaced.
    assert standing("2019-12-31") == {"after", "new", "relief", "vague"}


def test_terms_are_compared_with_those_in_the_same_direction(read, us, dprk, lifting):
    for slug, date, side in (("a", "2019-01", "ask"), ("b", "2019-02", "give"),
                             ("c", "2019-03", "give")):  # fmt: skip
        term(offer(us, dprk, f"offer-{slug}", date), slug, side, lifting)
    assert rows(read("positions/?issue=sanctions"), "record", "change", "stands") == [
        ("a", "first", True),
        ("b", "first", False),
        ("c", "again", True),
    ]


def test_an_excerpt_speaks_for_its_act_and_a_rendering_not_at_all(read, us, sanctions):
    act = statement(us, "act", "2019-10-05", sanctions)
    statement(us, "excerpt", "2019-10-05", sanctions, part_of=act)
    statement(us, "translation", "2019-10-05", sanctions, variant_of=act)
    assert rows(read("positions/?issue=sanctions"), "record") == [("excerpt",)]


def test_a_joint_text_is_the_word_of_each_side(read, us, dprk, ministry, sanctions):
    joint = statement(us, "joint", "2018-06-12", sanctions)
    joint.co_parties.add(ministry)
    found = read("positions/?issue=sanctions")
    assert rows(found, "side", "party") == [("dprk", "dprk-mfa"), ("us", "us")]
    assert rows(read("positions/?issue=sanctions&party=dprk"), "side") == [("dprk",)]


def test_planned_offers_tellings_and_sources_take_no_position(read, us, dprk, point, lifting):
    term(offer(us, dprk, "plan", "2019", put="planned"), "a", "give", lifting)
    made = offer(us, dprk, "made", "2019")
    term(offer(us, dprk, "telling", "2019", variant_of=made), "b", "give", lifting)
    source = make("Source", status="published")
    publish(make("Claim", point=point, party=None, source=source, answer="yes"))
    assert read("positions/?issue=sanctions")["rows"] == []


def test_a_person_of_no_party_is_a_side(read, point):
    person = make("Person", slug="jimmy-carter", status="published")
    publish(make("Claim", point=point, party=None, person=person, answer="yes", stance="asserts"))
    assert rows(read("positions/?issue=sanctions"), "side") == [("person:jimmy-carter",)]


def test_processes_and_periods_choose_what_shows_not_what_is_compared(read, us, point, sanctions):
    process = make("Process", slug="summitry", status="published")
    point.event.processes.add(process)
    claim(point, us, "before", "2019-01", "yes")
    claim(point, us, "after", "2019-10", "no")
    statement(us, "elsewhere", "2019-10", sanctions)
    found = read("positions/?issue=sanctions&process=summitry&date_from=2019-10")
    assert rows(found, "record", "change") == [("after", "shifted")]


def test_the_flat_rows_are_those_of_the_report(get, read, us, point):
    claim(point, us, "denial", "2019-10-06", "no", text="No; never.")
    text = get("positions.csv?issue=sanctions").content.decode()
    (row,) = csv.DictReader(io.StringIO(text))
    (shown,) = read("positions/?issue=sanctions")["rows"]
    assert row == {name: "" if cell is None else str(cell) for name, cell in shown.items()} | {
        "issues": "sanctions-lift",
        "stands": "true",
    }


@pytest.mark.slow
@pytest.mark.usefixtures("us_dprk")
def test_before_and_after_hanoi_the_real_sides_stand_on_sanctions(read):
    for day in ("2019-02-26", "2019-03-15"):
        found = read(f"positions/?issue=sanctions&process=us-dprk-summitry&on={day}")
        assert {row["side"] for row in found["rows"]} >= {"us", "dprk"}
        assert all(row["stands"] and row["date_latest"] <= day for row in found["rows"])
