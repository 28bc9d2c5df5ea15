"""Columns of flat rows that nobody entered: they say what the reports say of each record."""

import csv
import io

import pytest
import time_machine

from negotiations.choices import Standing
from negotiations.models import Claim, Participation
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
