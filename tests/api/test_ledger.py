"""The ledger of offers: what an entry says, how it is chosen, and its flat rows."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from negotiations.models import Offer
from negotiations.reports.threads import thread
from tests.api.pages import slugs, walk
from tests.factories import make, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    """An offer with three terms, a telling, two answers and a counter-offer; and one unanswered."""
    us = make("Party", slug="us", status="published")
    ministry = make("Party", slug="dprk-mfa", parent=make_dprk(), status="published")
    sanctions = make("Issue", slug="sanctions", status="published")
    process = make("Process", slug="summitry", status="published")
    event = publish(make("Event", slug="stockholm", date="2019-10-05"))
    offer = make(
        "Offer", slug="package", title="A package", kind="proposal", put="put", event=event,
        date="2019-10-05", certainty="reported", channel="closed_door",
    )  # fmt: skip
    offer.proposers.add(us)
    offer.recipients.add(ministry.parent)
    offer.processes.add(process)
    publish(offer)
    for ordinal, (side, action) in enumerate(
        (("ask", "Freeze; dismantle"), ("give", "Lift a sanction"), ("mutual", "Meet again")), 1
    ):
        make("Term", slug=f"t{ordinal}", offer=offer, ordinal=ordinal, side=side, action=action,
             issue=sanctions, status="published")  # fmt: skip
    publish(make("Offer", slug="telling", variant_of=offer))
    make("Response", slug="first", offer=offer, party=ministry, kind="studies",
         date="2019-10", status="published")  # fmt: skip
    make("Response", slug="last", offer=offer, party=ministry, kind="rejects", certainty="inferred",
         date="2019-11-04", status="published")  # fmt: skip
    counter = make("Offer", slug="counter", title="Another", in_reply_to=offer, date="2019-12",
                   kind="counter_offer", certainty="stated")  # fmt: skip
    counter.proposers.add(ministry)
    counter.recipients.add(us)
    publish(counter)


def make_dprk():
    return make("Party", slug="dprk", status="published")


def table(response):
    assert response.status_code == 200, response.content
    return list(csv.DictReader(io.StringIO(response.content.decode())))


def test_an_entry_says_what_was_offered_and_how_it_was_answered(read, story):
    entry, _ = read("ledger/")["results"]
    assert (entry["slug"], entry["event"]["slug"]) == ("package", "stockholm")
    assert [party["slug"] for party in entry["proposers"] + entry["recipients"]] == ["us", "dprk"]
    assert [term["action"] for term in entry["gives"]] == ["Lift a sanction"]
    assert [term["action"] for term in entry["asks"]] == ["Freeze; dismantle"]
    assert [term["action"] for term in entry["others"]] == ["Meet again"]
    assert entry["gives"][0]["issue"]["slug"] == "sanctions"
    assert [answer["kind"] for answer in entry["responses"]] == ["studies", "rejects"]
    assert entry["tellings"] == 1
    assert (entry["state"], entry["state_certainty"]) == ("countered", "reported")
    first = entry["first_answer"]
    assert (first["kind"], first["by"]["slug"]) == ("studies", "dprk")
    assert (first["record"]["kind"], first["record"]["slug"]) == ("response", "first")
    assert (first["days_min"], first["days_max"]) == (0, 26)


def test_its_row_says_the_same(get, story):
    row, other = table(get("ledger.csv"))
    assert row == {
        "slug": "package",
        "title": "A package",
        "kind": "proposal",
        "put": "put",
        "channel": "closed_door",
        "date": "2019-10-05",
        "date_earliest": "2019-10-05",
        "date_latest": "2019-10-05",
        "date_precision": "day",
        "certainty": "reported",
        "event": "stockholm",
        "processes": "summitry",
        "proposers": "us",
        "recipients": "dprk",
        "in_reply_to": "",
        "gives": "Lift a sanction",
        "gives_issues": "sanctions",
        "asks": r"Freeze\; dismantle",
        "asks_issues": "sanctions",
        "others": "Meet again",
        "others_issues": "sanctions",
        "responses": "dprk-mfa:studies;dprk-mfa:rejects",
        "tellings": "1",
        "first_answer": "studies",
        "first_answer_by": "dprk",
        "first_answer_in": "response:first",
        "days_to_first_answer_min": "0",
        "days_to_first_answer_max": "26",
        "state": "countered",
        "state_certainty": "reported",
    }
    assert (other["slug"], other["state"], other["first_answer"]) == ("counter", "open", "")
    assert (other["date_earliest"], other["date_precision"]) == ("2019-12-01", "month")


def test_an_answer_without_a_date_may_have_been_the_first(get, story):
    make("Response", offer=Offer.objects.get(slug="counter"), status="published",
         party=make("Party", parent=Offer.objects.get(slug="package").proposers.get(),
                    status="published"), kind="defers")  # fmt: skip
    row = table(get("ledger.csv"))[1]
    assert (row["first_answer"], row["first_answer_by"]) == ("defers", "us")
    assert (row["days_to_first_answer_min"], row["days_to_first_answer_max"]) == ("", "")


def test_denials_and_words_that_none_came_are_no_first_answers(get, story):
    counter = Offer.objects.get(slug="counter")
    us = counter.recipients.get()
    for kind in ("no_reply", "denies_offer", "disputes_account"):
        make("Response", offer=counter, party=us, kind=kind, date="2020", status="published")
    assert table(get("ledger.csv"))[1]["first_answer"] == ""


def test_of_two_sides_that_answer_at_once_the_first_by_name_is_named(get, story):
    package = Offer.objects.get(slug="package")
    earlier_name = make("Party", slug="china", status="published")
    package.recipients.add(earlier_name)
    concluded = make("Agreement", slug="framework", date="2019-10-01")
    concluded.parties.add(earlier_name, package.recipients.get(slug="dprk"))
    concluded.offers.add(package)
    publish(concluded)
    row = table(get("ledger.csv"))[0]
    assert (row["first_answer_in"], row["first_answer_by"]) == ("agreement:framework", "china")


def test_the_state_is_a_filter(read, story):
    assert slugs(read("ledger/?state=countered")) == ["package"]
    assert slugs(read("ledger/?state=open,lapsed")) == ["counter"]
    assert slugs(read("ledger/?state=accepted")) == []
    assert slugs(read("ledger/?open=true")) == ["counter"]


def test_the_filters_of_offers_choose_entries(read, story):
    assert slugs(read("ledger/?term_issue=sanctions")) == ["package"]
    assert slugs(read("ledger/?proposer=dprk")) == ["counter"]
    assert slugs(read("ledger/?answer=rejects&date_from=2019-10&date_to=2019-10")) == ["package"]


def test_pages_are_walked_by_their_links(read, story):
    assert [slugs(page) for page in walk(read, "ledger/?page_size=1")] == [["package"], ["counter"]]


def test_rows_come_in_the_order_asked_for(get, story):
    rows = table(get("ledger.csv?ordering=-date"))
    assert [row["slug"] for row in rows] == ["counter", "package"]


def test_an_unknown_state_or_parameter_is_refused_by_name(refused):
    assert "open" in refused("ledger/?state=opne")["errors"][0]["detail"]
    assert refused("ledger.csv?propser=us")["errors"][0]["nearest"] == "proposer"


@pytest.mark.slow
@pytest.mark.usefixtures("us_dprk")
class TestRealData:
    def test_every_offer_has_one_row_that_says_what_its_thread_says(self, get):
        rows = {row["slug"]: row for row in table(get("ledger.csv"))}
        offers = list(Offer.objects.roots())
        assert rows.keys() == {offer.slug for offer in offers}
        for offer in offers:
            found, row = thread(offer), rows[offer.slug]
            assert (row["state"], row["state_certainty"]) == (found.state, found.state_certainty)
            actions = [term.action.replace(";", r"\;") for term in found.gives]
            assert row["gives"] == ";".join(actions)

    @pytest.mark.parametrize("query", ["", "?proposer=us", "?as_known_on=2019-10-06"])
    def test_entries_and_rows_agree(self, query, get, read):
        entries = [
            entry
            for page in walk(read, f"ledger/{query or '?'}&page_size=40".replace("?&", "?"))
            for entry in page["results"]
        ]
        rows = table(get(f"ledger.csv{query}"))
        assert [entry["slug"] for entry in entries] == [row["slug"] for row in rows]
        for entry, row in zip(entries, rows, strict=True):
            first = entry["first_answer"]
            days = ["", ""]
            if first:
                assert (
                    row["first_answer_in"] == f"{first['record']['kind']}:{first['record']['slug']}"
                )
                days = ["" if d is None else str(d) for d in (first["days_min"], first["days_max"])]
            assert days == [row["days_to_first_answer_min"], row["days_to_first_answer_max"]]
            assert row["responses"] == ";".join(
                f"{answer['party']['slug']}:{answer['kind']}" for answer in entry["responses"]
            )
            assert (entry["state"], entry["tellings"]) == (row["state"], int(row["tellings"]))

    def test_before_the_press_told_of_it_the_offer_of_stockholm_was_not_rejected(self, get):
        def state(day):
            rows = table(get(f"ledger.csv?as_known_on={day}&event=stockholm-talks-2019-10-05"))
            return {row["slug"]: row["state"] for row in rows}["of-stockholm-package"]

        assert (state("2019-10-06"), state("2019-10-20")) == ("open", "rejected")

    def test_a_page_takes_the_same_queries_whatever_its_size(self, get):
        def queries(size):
            with CaptureQueriesContext(connection) as captured:
                assert get(f"ledger/?page_size={size}").status_code == 200
            return len(captured)

        assert queries(20) == queries(100) <= 4 + 14
