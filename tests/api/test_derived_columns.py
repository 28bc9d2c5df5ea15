"""Columns of flat rows that nobody entered: they say what the reports say of each record."""

import csv
import io

import pytest
import time_machine

from negotiations.choices import Standing
from negotiations.choices.crosswalk import EVENTS, RESPONSES, Codes
from negotiations.models import Claim, Event, Offer, Participation, Response
from negotiations.reports.sides import Sides, parties_of_claim
from tests.factories import make, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def column(get):
    """The cells of a column of a list, by slug."""

    def ask(kind, name, query=""):
        response = get(f"{kind}.csv?fields=slug,{name}&{query}")
        assert response.status_code == 200, response.content
        text = b"".join(response.streaming_content).decode()
        return {row["slug"]: row[name] for row in csv.DictReader(io.StringIO(text, newline=""))}

    return ask


def test_a_claim_tells_whose_side_speaks(column, us, dprk, ministry):
    point = make("Point", event=publish(make("Event")), status="published")
    treaty = make("Agreement", status="draft")
    treaty.parties.add(us, ministry)
    publish(treaty)
    person = make("Person", slug="carter", status="published")
    for slug, holder in {
        "of-a-ministry": {"party": ministry, "person": person},
        "of-a-person": {"party": None, "person": person},
        "of-a-source": {"party": None, "source": make("Source", status="published")},
        "of-a-joint-text": {"party": None, "agreement": treaty},
    }.items():
        publish(make("Claim", slug=slug, point=point, **holder))
    assert column("claims", "side") == {
        "of-a-ministry": "dprk",
        "of-a-person": "person:carter",
        "of-a-source": "",
        "of-a-joint-text": "dprk;us",
    }
    assert column("claims", "side", "party=dprk") == {"of-a-ministry": "dprk"}


def test_a_participation_tells_whose_side_sat_there(column, ministry):
    event = publish(make("Event"))
    person = make("Person", status="published")
    make("Participation", slug="a", event=event, party=ministry, status="published")
    make("Participation", slug="b", event=event, party=None, person=person, status="published")
    assert column("participations", "side") == {"a": "dprk", "b": ""}


def test_a_side_of_which_only_a_part_is_public_is_that_part(column):
    part = make("Party", slug="part", parent=make("Party", slug="secret"), status="published")
    event = publish(make("Event"))
    make("Participation", slug="a", event=event, party=part, status="published")
    assert column("participations", "side") == {"a": "part"}


def test_an_offer_tells_where_it_stands_and_a_telling_nothing(column, us, dprk):
    offer = make("Offer", slug="package", expires="2026-11-22")
    offer.proposers.add(us)
    offer.recipients.add(dprk)
    publish(offer)
    publish(make("Offer", slug="telling", variant_of=offer))
    with time_machine.travel("2026-11-22T12:00:00Z", tick=False):
        assert column("offers", "state") == {"package": "open", "telling": ""}
    with time_machine.travel("2026-11-23T12:00:00Z", tick=False):
        assert column("offers", "state", "proposer=us") == {"package": "lapsed"}


def test_who_sat_there_and_who_answers_have_the_numbers_of_their_side(column, ministry):
    state = ministry.parent
    state.cow, state.iso3 = "731", "PRK"
    state.save()
    event = publish(make("Event"))
    make("Participation", slug="a", event=event, party=ministry, status="published")
    make("Response", slug="a", offer=publish(make("Offer")), party=ministry, status="published")
    for kind in ("participations", "responses"):
        assert column(kind, "side") == {"a": "dprk"}
        assert column(kind, "side_cow") == {"a": "731"}
        assert column(kind, "side_iso3") == {"a": "PRK"}


def test_an_event_has_its_codes_if_it_was_held(column):
    held = {"held": "held", "not-said": ""}
    for slug, occurrence in {**held, "called-off": "cancelled", "alleged": "alleged"}.items():
        publish(make("Event", slug=slug, kind="call", occurrence=occurrence))
    publish(make("Event", slug="vote", kind="vote", occurrence="held"))
    none = {"called-off": "", "alleged": "", "vote": ""}
    assert column("events", "cameo") == {**dict.fromkeys(held, "041"), **none}
    assert column("events", "plover") == {**dict.fromkeys(held, "CONSULT phone"), **none}


@pytest.fixture
def offers(us):
    """One offer of each sort that codes tell apart, with a rejection of each, by slug."""
    meeting = publish(make("Event", slug="a-meeting"))
    root = publish(make("Offer", slug="offered", kind="proposal", put="put"))
    publish(make("Offer", slug="to-meet", kind="proposal", proposes=meeting))
    publish(make("Offer", slug="planned", kind="proposal", put="planned"))
    publish(make("Offer", slug="told", kind="proposal", variant_of=root))
    for offer in Offer.objects.all():
        make("Response", slug=offer.slug, offer=offer, party=us, kind="rejects", status="published")


def test_an_offer_has_its_codes_if_it_was_put_and_is_no_telling(column, offers):
    assert column("offers", "cameo") == {
        "offered": "030", "to-meet": "036", "planned": "", "told": ""
    }  # fmt: skip


def test_an_answer_has_the_code_of_what_it_answers(column, offers):
    none = {"planned": "", "told": ""}
    assert column("responses", "cameo") == {"offered": "120", "to-meet": "125", **none}
    assert column("responses", "plover") == {
        "offered": "REJECT", "to-meet": "REJECT meet", **none
    }  # fmt: skip


def test_a_term_has_the_code_of_its_issue_or_the_demand_for_it(column):
    relief = make("Issue", status="published", cameo="0354", plover="AGREE")
    other = make("Issue", status="published", cameo="163", plover="COERCE restrict")
    offer = publish(make("Offer", slug="package"))
    telling = publish(make("Offer", variant_of=offer))
    for slug, given in {
        "given": {"side": "give", "issue": relief},
        "asked": {"side": "ask", "issue": relief},
        "mutual": {"side": "mutual", "issue": relief},
        "of-others": {"side": "others", "issue": relief},
        "imposed": {"side": "ask", "issue": other},
        "about-nothing": {"side": "give"},
        "told": {"side": "give", "issue": relief, "offer": telling},
    }.items():
        make("Term", slug=slug, **{"offer": offer, **given}, status="published")
    none = dict.fromkeys(("of-others", "imposed", "about-nothing", "told"), "")
    assert column("terms", "cameo") == {
        "given": "0354", "asked": "1054", "mutual": "0354", **none
    }  # fmt: skip
    assert column("terms", "plover") == {
        "given": "AGREE", "asked": "REQUEST yield", "mutual": "AGREE", **none
    }  # fmt: skip


def test_an_agreement_has_the_codes_of_its_kind(column):
    for kind in ("treaty", "resolution"):
        publish(make("Agreement", slug=kind, kind=kind))
    assert column("agreements", "cameo") == {"treaty": "057", "resolution": ""}
    assert column("agreements", "plover") == {"treaty": "SUPPORT", "resolution": ""}


def test_what_depends_on_the_day_ends_with_it_and_a_head_knows(get, client):
    def etags(method):
        with time_machine.travel("2026-11-22T12:00:00Z", tick=False):
            before = get("offers.csv")["ETag"]
        with time_machine.travel("2026-11-23T12:00:00Z", tick=False):
            return before, method("/api/v1/offers.csv")["ETag"]

    for method in (client.get, client.head):
        before, after = etags(method)
        assert before != after


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_form_is_refused_the_same_by_get_and_head(form, client):
    address = f"/api/v1/offers.{form}?fields=stat"
    assert client.get(address).status_code == client.head(address).status_code == 400


def test_a_cell_that_python_works_out_stands_among_those_of_the_database(get):
    note = 'a "b";\nc, d'
    publish(make("Point", slug="p", event=publish(make("Event")), question="Why?", note=note))
    text = b"".join(get("points.csv?fields=slug,note,standing,version").streaming_content)
    assert text.decode() == 'slug,note,standing,version\np,"a ""b"";\nc, d",open,2\n'


@pytest.mark.slow
@pytest.mark.usefixtures("us_dprk")
class TestRealData:
    @pytest.mark.parametrize("scheme", ["cameo", "plover"])
    def test_codes_are_those_of_the_words(self, scheme, column):
        coded = column("events", scheme)
        for event in Event.objects.all():
            codes = EVENTS[event.kind] if event.occurrence == "held" else Codes()
            assert coded[event.slug] == getattr(codes, scheme)
        coded = column("responses", scheme)
        for answer in Response.objects.select_related("offer"):
            codes = RESPONSES[answer.kind]
            if answer.offer.proposes_id and codes.of_a_meeting:
                codes = codes.of_a_meeting
            assert coded[answer.slug] in ("", getattr(codes, scheme))

    def test_sides_are_those_of_the_reports(self, column):
        claims = list(Claim.objects.select_related("person").prefetch_related("agreement__parties"))
        sides = Sides.of(pk for claim in claims for pk in parties_of_claim(claim))
        assert column("claims", "side") == {
            claim.slug: ";".join(side.key.removeprefix("party:") for side in sides.of_claim(claim))
            for claim in claims
        }
        seats = list(Participation.objects.all())
        sides = Sides.of(seat.party_id for seat in seats if seat.party_id)
        assert column("participations", "side") == {
            seat.slug: sides.of_party(seat.party_id).record.slug if seat.party_id else ""
            for seat in seats
        }

    @pytest.mark.parametrize("clock", ["", "as_known_on=2019-10-15", "proposer=dprk"])
    def test_states_are_those_of_the_ledger(self, clock, column, get):
        rows = csv.DictReader(io.StringIO(get(f"ledger.csv?{clock}").content.decode(), newline=""))
        states = column("offers", "state", f"{clock}&root=true")
        assert states == {row["slug"]: row["state"] for row in rows}
        assert len(set(states.values())) > 3

    @pytest.mark.parametrize("clock", ["", "as_known_on=2019-10-06", "kind=account"])
    def test_standings_are_those_of_the_pages(self, clock, column, read):
        rows = read(f"points/?page_size=500&fields=slug,standing&{clock}")["results"]
        standings = column("points", "standing", clock)
        assert standings == {row["slug"]: row["standing"] for row in rows}
        assert set(standings.values()) <= set(Standing.values)
