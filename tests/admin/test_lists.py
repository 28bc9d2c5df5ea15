"""Lists: a fixed number of queries, years without infinity, filters that find what they name."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from negotiations.admin.participation import ParticipationAdmin
from negotiations.models import KINDS
from tests.factories import make, publish

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

#: More relations than a row needs, so that a list that asks for each of them shows it.
RICH = {
    "Party": {"parent": "Party"},
    "Process": {"parent": "Process", "date": "2019"},
    "Issue": {"parent": "Issue"},
    "Event": {"place": "Place", "part_of": "Event", "date": "2019-10-05"},
    "Participation": {"person": "Person"},
    "Offer": {"event": "Event", "date": "2019-10"},
    "Term": {"actor": "Party", "issue": "Issue"},
    "Statement": {"party": "Party", "speaker": "Person", "said_at": "Event"},
    "Point": {"issue": "Issue"},
    "Fulfilment": {"event": "Event"},
}


def address(kind):
    return reverse(f"admin:negotiations_{kind.lower()}_changelist")


def shown(client, kind, **parameters):
    """The slugs of the rows which the list shows."""
    page = client.get(address(kind), parameters)
    assert page.status_code == 200
    return {row.slug for row in page.context["cl"].result_list}


def queries(client, kind, **parameters):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address(kind), parameters).status_code == 200
    return len(captured)


@pytest.mark.parametrize("kind", [model.__name__ for model in KINDS])
def test_the_queries_of_a_list_do_not_grow_with_its_rows(administrator_client, kind):
    for _ in range(2):
        make(kind, **RICH.get(kind, {}))
    few = queries(administrator_client, kind)
    for _ in range(10):
        make(kind, **RICH.get(kind, {}))

    assert queries(administrator_client, kind) == few <= 20


def test_a_list_that_asks_for_each_row_is_found(administrator_client, monkeypatch):
    monkeypatch.setattr(ParticipationAdmin, "list_select_related", ())
    monkeypatch.setattr("negotiations.admin.base.with_names", lambda rows: rows)
    make("Participation")
    few = queries(administrator_client, "Participation")
    make("Participation")
    assert queries(administrator_client, "Participation") > few


def test_the_strip_of_years_leaves_out_open_and_unknown_bounds(administrator_client):
    for date in ("2018-06-12", "2019-10-05", "../2017", "1993-06/..", ""):
        make("Event", date=date)

    page = administrator_client.get(address("Event"))

    titles = [step["title"] for step in page.context["cl"].date_strip["choices"]]
    assert titles == ["1993", "2018", "2019"]
    assert "9999" not in page.content.decode()
    assert "0001" not in page.content.decode()


def test_the_strip_of_years_leads_to_months_and_days(administrator_client):
    make("Event", slug="in-march", date="2019-03-01")
    make("Event", slug="in-october", date="2019-10-05")
    make("Event", slug="unknown", date="")
    year = {"date_earliest__year": "2019"}
    october = {**year, "date_earliest__month": "10"}

    assert shown(administrator_client, "Event", **year) == {"in-march", "in-october"}
    assert shown(administrator_client, "Event", **october) == {"in-october"}
    page = administrator_client.get(address("Event"), year)
    assert [step["title"] for step in page.context["cl"].date_strip["choices"]] == [
        "March 2019",
        "October 2019",
    ]
    page = administrator_client.get(address("Event"), october)
    assert [step["title"] for step in page.context["cl"].date_strip["choices"]] == [
        "5 October 2019"
    ]


def test_rows_stand_in_the_public_order_with_unknown_dates_last(administrator_client):
    make("Event", slug="later", date="2019-10-05", time="14:00+02:00")
    make("Event", slug="unknown", date="")
    make("Event", slug="earlier", date="2019-10-05", time="09:00+02:00")
    page = administrator_client.get(address("Event"))
    assert [row.slug for row in page.context["cl"].result_list] == ["earlier", "later", "unknown"]


def test_a_date_is_listed_in_words(administrator_client):
    make("Event", date="2019-02-27/2019-02-28")
    page = administrator_client.get(address("Event")).content.decode()
    assert "27 to 28 February 2019" in page


def test_asked_for_a_state_a_list_includes_what_its_ministry_did(administrator_client):
    state = make("Party", slug="us")
    ministry = make("Party", parent=state)
    make("Statement", slug="of-the-ministry", party=ministry)
    make("Statement", slug="of-another")
    assert shown(administrator_client, "Statement", party="us") == {"of-the-ministry"}


def test_asked_for_a_process_a_list_includes_those_inside_it(administrator_client):
    whole = make("Process", slug="whole")
    part = make("Process", parent=whole)
    make("Event", slug="inside").processes.add(part)
    make("Event", slug="outside")
    assert shown(administrator_client, "Event", process="whole") == {"inside"}


def test_rows_without_source_are_found(administrator_client):
    publish(make("Event", slug="cited"))
    make("Event", slug="uncited")
    assert shown(administrator_client, "Event", no_source="yes") == {"uncited"}
    assert shown(administrator_client, "Event", no_source="no") == {"cited"}


def test_offers_without_answer_are_found(administrator_client):
    make("Response", offer=make("Offer", slug="answered"))
    make("Offer", slug="unanswered")
    assert shown(administrator_client, "Offer", without_answer="yes") == {"unanswered"}


def test_events_with_a_contradicted_point_are_found(administrator_client):
    choice = {"answer_type": "choice", "answers": ["good=Good", "bad=Bad"]}
    contested, calm = make("Event", slug="contested"), make("Event", slug="calm")
    for event, answers in ((contested, ("good", "bad")), (calm, ("good", "good"))):
        point = make("Point", event=event, **choice)
        for answer in answers:
            make("Claim", point=point, answer=answer, stance="asserts")

    assert shown(administrator_client, "Event", contradicted="yes") == {"contested"}
    assert shown(administrator_client, "Event", contradicted="no") == {"calm"}
    assert len(shown(administrator_client, "Point", standing="contradicted")) == 1


@pytest.mark.parametrize(
    "wrong", [{"q": "a\0b"}, {"party": "a\0b"}, {"date_earliest__year": "soon"}, {"status": "\0"}]
)
def test_a_list_survives_wrong_parameters(administrator_client, wrong):
    page = administrator_client.get(address("Event"), wrong, follow=True)
    assert page.status_code == 200


def offered(client, term):
    """The names that a chooser of events offers for what was typed."""
    field = {"app_label": "negotiations", "model_name": "offer", "field_name": "event"}
    answer = client.get(reverse("admin:autocomplete"), {"term": term, **field})
    return {result["text"] for result in answer.json()["results"]}


def test_a_chooser_tells_records_of_one_name_apart(administrator_client):
    make("Event", title="Talks", date="2019-10-05")
    publish(make("Event", title="Talks", date="2018-06-12"))
    assert offered(administrator_client, "Talks") == {
        "Talks [2019-10-05, draft]",
        "Talks [2018-06-12]",
    }


def test_a_chooser_offers_nothing_withdrawn(administrator_client):
    make("Event", title="Talks", status="withdrawn")
    assert offered(administrator_client, "Talks") == set()


def test_a_chooser_survives_a_character_that_no_text_holds(administrator_client):
    make("Event", title="Talks")
    assert offered(administrator_client, "Ta\0lks") == {"Talks [draft]"}


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("Event", {"Participation": {"person": "Person"}, "Citation": {}}),
        ("Offer", {"Term": {"actor": "Party", "issue": "Issue"}, "Response": {}}),
        ("Point", {"Claim": {"statement": "Statement"}}),
        ("Agreement", {"Commitment": {"actor": "Party"}}),
    ],
)
def test_the_queries_of_a_form_do_not_grow_with_its_rows(administrator_client, whole, parts):
    record = make(whole)
    form = reverse(f"admin:negotiations_{whole.lower()}_change", args=[record.pk])

    def asked():
        for part, given in parts.items():
            make(part, **{whole.lower(): record}, **given)
        with CaptureQueriesContext(connection) as captured:
            assert administrator_client.get(form).status_code == 200
        return len(captured)

    asked()  # What Django looks up once for all pages is looked up now.
    assert asked() == asked()
