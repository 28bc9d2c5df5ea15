"""The flat rows of reports on one record, and of how promises were kept."""

import csv
import io
from collections import Counter
from datetime import date

import pytest

from negotiations.models import Party, Process
from negotiations.reports.chronology import chronology
from negotiations.reports.keeping import keeping_by
from tests.factories import make, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(get):
    def ask(address):
        response = get(address)
        assert response.status_code == 200, response.content
        return list(csv.DictReader(io.StringIO(response.content.decode())))

    return ask


def told(row):
    """What a row says, without its empty cells."""
    return {name: cell for name, cell in row.items() if cell}


def test_a_chronology_has_a_row_for_each_event(table, us, dprk):
    process = make("Process", slug="summitry", status="published")
    talks = make("Event", slug="talks", date="2019-10-05", kind="talks", occurrence="held",
                 place=make("Place", slug="stockholm", status="published"))  # fmt: skip
    after = make("Event", slug="after", title="After", date="2019-10")
    for event in (talks, after):
        event.processes.add(process)
        publish(event)
    person = make("Person", slug="biegun", status="published")
    make("Participation", event=talks, party=us, person=person, attendance="attended",
         status="published")  # fmt: skip
    make("Participation", event=talks, party=dprk, attendance="declined", status="published")
    make("EventLink", from_event=talks, to_event=after, kind="prepares", status="published")
    later, row = table("processes/summitry/chronology.csv")
    assert (later["slug"], later["date_latest"], later["attended"]) == ("after", "2019-10-31", "")
    assert told(row) == {
        "slug": "talks",
        "title": "Talks",
        "kind": "talks",
        "occurrence": "held",
        "date": "2019-10-05",
        "date_earliest": "2019-10-05",
        "date_latest": "2019-10-05",
        "date_precision": "day",
        "place": "stockholm",
        "processes": "summitry",
        "attended": "us",
        "not_attended": "dprk",
        "people": "biegun",
        "links": "prepares:after",
    }


def test_accounts_side_by_side_have_a_row_for_each_claim(table, us, ministry):
    event = publish(make("Event", slug="talks", date="2019-10-05"))
    issue = make("Issue", slug="course", status="published")
    point = make("Point", slug="good", event=event, kind="account", answer_type="yes_no",
                 issue=issue, question="Were they good?", status="published")  # fmt: skip
    make("Point", slug="open", event=event, kind="fact", status="published")
    person = make("Person", slug="kim-myong-gil", status="published")
    source = make("Source", slug="paper", status="published")
    publish(make("Claim", slug="no", point=point, party=ministry, person=person, answer="no",
                 stance="asserts", date="2019-10-05", certainty="stated"), source)  # fmt: skip
    publish(make("Claim", slug="yes", point=point, party=us, answer="yes", stance="asserts",
                 date="2019-10-06"))  # fmt: skip
    first, second, bare = table("events/talks/side-by-side.csv")
    assert told(first) == {
        "event": "talks",
        "point": "good",
        "question": "Were they good?",
        "issue": "course",
        "kind": "account",
        "standing": "contradicted",
        "sources_differ": "false",
        "claim": "no",
        "side": "dprk",
        "holder": "party:dprk-mfa;person:kim-myong-gil",
        "stance": "asserts",
        "answer": "no",
        "date": "2019-10-05",
        "date_earliest": "2019-10-05",
        "date_latest": "2019-10-05",
        "date_precision": "day",
        "counts": "true",
        "shifted": "false",
        "certainty": "stated",
        "sources": "paper",
    }
    assert (second["claim"], second["side"]) == ("yes", "us")
    assert (bare["point"], bare["standing"], bare["claim"]) == ("open", "open", "")
    (alone, _) = table("events/talks/side-by-side.csv?on=2019-10-05")
    assert (alone["claim"], alone["standing"]) == ("no", "one_side")


def test_a_thread_has_rows_for_offers_terms_tellings_and_answers(table, us, dprk):
    def offer(slug, **more):
        made = make("Offer", slug=slug, kind="proposal", **more)
        made.proposers.add(us)
        made.recipients.add(dprk)
        return publish(made)

    root = offer("package", date="2019-10-05")
    issue = make("Issue", slug="sanctions", status="published")
    make("Term", slug="t", offer=root, side="give", actor=us, issue=issue, status="published")
    telling = offer("telling", variant_of=root, according_to_party=dprk)
    make("Term", slug="u", offer=telling, side="ask", status="published")
    make("Response", slug="r", offer=telling, party=dprk, kind="rejects", status="published")
    counter = make("Offer", slug="counter", in_reply_to=root)
    counter.proposers.add(dprk)
    publish(counter)
    columns = ("offer", "depth", "what", "record", "telling", "according_to", "party", "kind",
               "issue")  # fmt: skip
    assert [tuple(row[c] for c in columns) for row in table("offers/telling/thread.csv")] == [
        ("package", "0", "offer", "package", "", "", "", "proposal", ""),
        ("package", "0", "term", "t", "", "", "us", "give", "sanctions"),
        ("package", "0", "telling", "telling", "telling", "party:dprk", "", "proposal", ""),
        ("package", "0", "telling_term", "u", "telling", "party:dprk", "", "ask", ""),
        ("package", "0", "response", "r", "telling", "", "dprk", "rejects", ""),
        ("counter", "1", "offer", "counter", "", "", "", "", ""),
    ]


def test_a_promise_has_a_row_for_each_span_in_which_it_was_kept(table, read, us):
    agreement = publish(make("Agreement", slug="framework", date="1994-10-21"))
    freeze = make("Commitment", slug="freeze", agreement=agreement, actor=us, status="published")
    make("Commitment", slug="silence", agreement=agreement, actor=us, status="published")
    for level, day in (("3", "1994-11-01"), ("breached", "1995-01-01"), ("3", "1996-01")):
        make("Fulfilment", commitment=freeze, level=level, date=day, certainty="confirmed",
             status="published")  # fmt: skip
    columns = ("promise", "made_in", "outcome", "span", "ended_by", "days_min", "days_max",
               "months_min")  # fmt: skip
    assert [tuple(row[c] for c in columns) for row in table("keeping.csv?party=us")] == [
        ("commitment:freeze", "agreement:framework", "kept", "1", "breached", "61", "61", "2"),
        ("commitment:freeze", "agreement:framework", "kept", "2", "", "0", "", "0"),
        ("commitment:silence", "agreement:framework", "unknown", "", "", "", "", ""),
    ]
    (first, *_) = read("keeping/?agreement=framework&on=1995-06-01")["rows"]
    assert (first["outcome"], first["states"]) == (
        "kept_for_a_time",
        ["1994-11-01:3", "1995-01-01:breached"],
    )
    outside = read("keeping/?date_from=1995")
    assert outside["rows"] == []
    assert outside["notes"]["left_out"]["promised_outside_the_period"] == 2


def test_reports_without_flat_rows_know_no_form(refused):
    assert refused("meta/?format=csv")["errors"][0]["parameter"] == "format"


@pytest.mark.slow
@pytest.mark.usefixtures("us_dprk")
class TestRealData:
    def test_a_chronology_leaves_nothing_out(self, table):
        process = Process.objects.get(slug="us-dprk-summitry")
        rows = table("processes/us-dprk-summitry/chronology.csv")
        assert [row["slug"] for row in rows] == [event.slug for event in chronology(process)]

    def test_the_claims_are_those_of_the_report(self, table, read):
        found = read("events/hanoi-summit-2019/side-by-side/")
        rows = [row for row in table("events/hanoi-summit-2019/side-by-side.csv") if row["claim"]]
        claims = [claim for point in found["points"] for claim in point["claims"]]
        assert [row["claim"] for row in rows] == [claim["slug"] for claim in claims]
        assert [row["quote"] for row in rows] == [claim["quote"] for claim in claims]

    def test_promises_are_those_of_the_tour(self, table):
        kept = keeping_by(Party.objects.get(slug="us"), date(1994, 1, 1), date(2018, 12, 31))
        rows = table("keeping.csv?party=us&date_from=1994&date_to=2018")
        outcomes = {row["promise"]: row["outcome"] for row in rows}
        assert Counter(outcomes.values()) == Counter(keeping.outcome for keeping in kept)
        assert sum(bool(row["span"]) for row in rows) == sum(len(found.spans) for found in kept)
