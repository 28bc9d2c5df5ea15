"""What the database refuses stands beside its field; nothing typed is lost and nothing is saved."""

import pytest
from django.contrib.messages import get_messages

from negotiations.models import Citation, Event, Offer, Participation, Statement, Term
from tests.admin.forms import address, errors_inside, errors_of, filled, row, save
from tests.factories import make, publish

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "given", "field", "sentence"),
    [
        ("Event", {"date": "2019-13"}, "date", "there is no month 13"),
        ("Event", {"date": "2019-10/2018"}, "date", "ends before it begins"),
        ("Event", {"title": " \n"}, "title", "required"),
        ("Event", {"title": "bell \x07"}, "title", "Control characters"),
        ("Event", {"time": "half past two"}, "time", "not a time with its offset"),
        (
            "Event",
            {"duration_hours_min": "3", "duration_hours_max": "2"},
            "duration_hours_max",
            "longest",
        ),
        ("Source", {"url": "ftp://example.org"}, "url", "begins with http"),
        ("Source", {"archive_sha256": "beef"}, "archive_sha256", "64 hexadecimal"),
        ("Term", {"quantity": "3"}, "unit", "A quantity needs a unit"),
        ("Term", {"duration": "P3Y", "duration_max": "P1Y"}, "duration_max", "longest"),
        ("Term", {"duration": "-P3Y"}, "duration", "not written as a duration"),
        ("Statement", {"tone": "3"}, "tone", "less than or equal to 2"),
        ("Place", {"latitude": "91", "longitude": "0"}, "latitude", "both coordinates"),
        ("Event", {"external_ids": "Q34"}, "external_ids", "not an identifier"),
        ("Event", {"external_ids": "a:1\na:1"}, "external_ids", "stands twice"),
    ],
)
def test_a_rule_is_told_beside_its_field(administrator_client, kind, given, field, sentence):
    target = make(kind)
    errors = errors_of(save(administrator_client, target, **given))
    assert sentence in " ".join(errors[field])
    target.refresh_from_db()
    assert target.version == 1


@pytest.mark.parametrize("key", ["in_reply_to", "revises", "variant_of"])
def test_an_offer_cannot_refer_to_itself(administrator_client, key):
    offer = make("Offer")
    errors = errors_of(save(administrator_client, offer, **{key: offer.pk}))
    assert "itself" in errors[key][0]


def test_a_party_cannot_make_an_offer_to_itself(administrator_client):
    """Only the trigger on the lists of parties knows; it speaks while the form is being saved."""
    offer, party = make("Offer"), make("Party")
    page = save(
        administrator_client, offer, title="Changed", proposers=[party.pk], recipients=[party.pk]
    )
    assert "cannot make an offer to itself" in errors_of(page)["recipients"][0]
    assert page.context["adminform"].form["title"].value() == "Changed"
    assert Offer.objects.get().title == "A package"


def test_a_variant_has_no_variants(administrator_client):
    root = make("Offer")
    telling = make("Offer", variant_of=root)
    page = save(administrator_client, make("Offer"), variant_of=telling.pk)
    assert errors_of(page)["variant_of"] == ["A variant has no variants: choose the offer itself."]


def test_a_term_of_another_offer_is_refused(administrator_client):
    page = save(administrator_client, make("Term"), depends_on=make("Term").pk)
    assert errors_of(page)["depends_on"] == ["A term depends only on a term of the same offer."]


def test_a_statement_outside_its_tenure_is_refused(administrator_client):
    tenure = make("Tenure", date="2001/2005")
    statement = make("Statement", date="2019-10-05")
    page = save(administrator_client, statement, speaker=tenure.person_id, tenure=tenure.pk)
    assert "certainly did not cover" in errors_of(page)["tenure"][0]


def test_two_holders_of_one_claim_are_refused_at_the_first_chooser(administrator_client):
    claim = make("Claim")
    page = save(administrator_client, claim, source=make("Source").pk)
    assert "A claim is held by a party" in errors_of(page)["party"][0]


def test_a_slug_is_taken_once(administrator_client):
    make("Event", slug="stockholm")
    page = save(administrator_client, make("Event"), slug="stockholm")
    assert errors_of(page)["slug"] == ["Another event has this slug."]


def test_a_title_without_a_letter_for_a_slug_asks_for_one(administrator_client):
    title = "\N{HANGUL SYLLABLE HAN}\N{HANGUL SYLLABLE GEUL}"
    page = save(administrator_client, "Event", title=title)
    assert "write one" in errors_of(page)["slug"][0]
    assert save(administrator_client, "Event", title=title, slug="hangul").status_code == 302


def test_an_external_identifier_names_one_record(administrator_client):
    make("Event", external_ids=["ucdp:1"])
    page = save(administrator_client, make("Event"), external_ids="ucdp:1")
    assert errors_of(page)["external_ids"] == [
        "Another record of this kind has one of these external identifiers."
    ]


def test_a_published_event_needs_a_citation_which_only_the_end_of_the_transaction_knows(
    administrator_client,
):
    event = make("Event")
    page = save(administrator_client, event, status="published")
    assert "at least one published citation" in errors_of(page)[""][0]
    assert Event.objects.get().status == "draft"


def test_an_event_can_be_entered_cited_and_published_in_one_form(administrator_client):
    given = row("citations", 0, source=make("Source", status="published").pk, status="")
    answer = save(
        administrator_client,
        "Event",
        **{"title": "Talks in Stockholm", "status": "published", "citations-TOTAL_FORMS": 1},
        **given,
    )
    assert answer.status_code == 302
    assert Event.objects.get().slug == "talks-in-stockholm"
    assert Citation.objects.get().status == "published"


def test_a_refused_row_is_told_in_its_row(administrator_client):
    """The tenure was another time: a trigger copies the dates, and a rule compares them."""
    event = make("Event", date="2019-10-05")
    tenure = make("Tenure", date="2001/2005")
    fine = row("participations", 0, party=make("Party").pk)
    wrong = row("participations", 1, person=tenure.person_id, tenure=tenure.pk)
    page = save(administrator_client, event, **{"participations-TOTAL_FORMS": 2}, **fine, **wrong)
    first, second = errors_inside(page, "participations")
    assert first == {}
    assert "certainly did not cover" in second["tenure"][0]
    assert errors_of(page)[""][0].startswith("Participation 2 was refused: ")
    assert not Participation.objects.exists()


def test_a_key_that_waits_for_the_end_is_told_in_its_row(administrator_client):
    offer, of_another = make("Offer"), make("Term")
    fine = row("terms", 0, action="Lift sanctions")
    wrong = row("terms", 1, action="Inspect", depends_on=of_another.pk)
    page = save(administrator_client, offer, **{"terms-TOTAL_FORMS": 2}, **fine, **wrong)
    first, second = errors_inside(page, "terms")
    assert first == {}
    assert second["depends_on"] == ["A term depends only on a term of the same offer."]


def test_a_rule_of_a_row_is_told_before_the_database_is_asked(administrator_client):
    offer = make("Offer")
    wrong = row("terms", 0, action="Lift sanctions", quantity="3")
    page = save(administrator_client, offer, **{"terms-TOTAL_FORMS": 1}, **wrong)
    assert errors_inside(page, "terms")[0]["unit"] == ["A quantity needs a unit."]
    assert not Term.objects.exists()


def test_a_published_row_cannot_be_deleted_in_a_form(administrator_client):
    event = publish(make("Event"))
    page = administrator_client.get(address(event))
    data = filled(page, **{"citations-0-DELETE": "on"})
    page = administrator_client.post(address(event), data)
    assert page.status_code == 200
    assert Citation.objects.count() == 1


def test_what_others_refer_to_is_shown_as_protected(administrator_client):
    event = make("Event")
    make("Participation", event=event)
    page = administrator_client.post(address(event, "delete"), {"post": "yes"})
    assert page.status_code == 200
    assert page.context["protected"]
    assert Event.objects.exists()


def test_what_stands_in_a_list_of_another_record_is_not_deleted_from_under_it(
    administrator_client,
):
    event = make("Event")
    statement = make("Statement")
    statement.events.add(event)
    page = administrator_client.post(address(event, "delete"), {"post": "yes"})
    assert "has it among its events" in page.content.decode()
    assert list(Statement.objects.get().events.all()) == [event]


def test_a_draft_nobody_refers_to_is_deleted(administrator_client):
    event = make("Event")
    answer = administrator_client.post(address(event, "delete"), {"post": "yes"})
    assert answer.status_code == 302
    assert not Event.objects.exists()


def test_a_published_record_offers_no_deleting(administrator_client):
    event = publish(make("Event"))
    page = administrator_client.get(address(event))
    assert "deletelink" not in page.content.decode()
    assert administrator_client.get(address(event, "delete")).status_code == 403


def test_deleting_many_names_those_that_can_only_be_withdrawn(administrator_client):
    event = publish(make("Event", title="Published talks"))
    draft = make("Event")
    page = administrator_client.post(
        "/admin/negotiations/event/",
        {"action": "delete_selected", "_selected_action": [event.pk, draft.pk], "post": "yes"},
    )
    assert "Published talks: published once" in page.content.decode()
    assert Event.objects.count() == 2


def test_a_refusal_of_a_list_action_is_a_message(administrator_client):
    event = make("Event")
    answer = administrator_client.post(
        "/admin/negotiations/event/",
        {"action": "publish", "_selected_action": [event.pk], "confirmed": "yes"},
    )
    (message,) = get_messages(answer.wsgi_request)
    assert answer.status_code == 302
    assert "Nothing was changed." in message.message
    assert "at least one published citation" in message.message
    assert Event.objects.get().status == "draft"


# --- Answers that their point cannot read -------------------------------------------------------


@pytest.mark.parametrize(
    ("answer_type", "answers", "answer", "expected"),
    [
        ("yes_no", [], "maybe", "takes yes or no"),
        ("date", [], "soon", "takes dates"),
        ("number", [], "60..7", "takes numbers"),
        ("choice", ["one=One", "two=Two"], "one;three", "takes keys of its list"),
    ],
)
def test_an_answer_its_point_cannot_read_is_refused_with_what_was_expected(
    administrator_client, answer_type, answers, answer, expected
):
    claim = make("Claim", point=make("Point", answer_type=answer_type, answers=answers))
    page = save(administrator_client, claim, answer=answer)
    assert expected in errors_of(page)["answer"][0]


@pytest.mark.parametrize(("answer_type", "answer"), [("yes_no", "yes;no"), ("", "a few")])
def test_an_answer_its_point_can_read_is_saved(administrator_client, answer_type, answer):
    claim = make("Claim", point=make("Point", answer_type=answer_type))
    assert save(administrator_client, claim, answer=answer).status_code == 302
    claim.refresh_from_db()
    assert claim.answer == answer


def test_an_answer_is_read_by_the_form_its_point_gets_in_the_same_save(administrator_client):
    claim = make("Claim", answer="maybe")
    page = save(administrator_client, claim.point, answer_type="yes_no")
    assert "takes yes or no" in errors_inside(page, "claims")[0]["answer"][0]


# --- Circles ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "key"),
    [("Event", "part_of"), ("Process", "parent"), ("Issue", "parent"), ("Party", "parent")],
)
def test_a_circle_over_two_steps_is_refused_beside_its_field(administrator_client, kind, key):
    top = make(kind)
    below = make(kind, **{key: make(kind, **{key: top})})
    page = save(administrator_client, top, **{key: below.pk})
    assert "itself" in errors_of(page)[key][0] or "below it too" in errors_of(page)[key][0]
    top.refresh_from_db()
    assert getattr(top, key) is None


# --- Agreements without parties -----------------------------------------------------------------


def cited_agreement():
    agreement = make("Agreement")
    source = make("Source", status="published")
    make("Citation", event=None, agreement=agreement, source=source, status="published")
    return agreement


def test_an_agreement_without_parties_is_not_published(administrator_client):
    agreement = cited_agreement()
    page = save(administrator_client, agreement, status="published")
    assert errors_of(page)["parties"] == [
        "Name the parties of the agreement before it is published."
    ]
    given = {"status": "published", "parties": [make("Party").pk]}
    assert save(administrator_client, agreement, **given).status_code == 302


def test_publishing_many_agreements_leaves_out_and_names_those_without_parties(
    administrator_client,
):
    agreement = cited_agreement()
    answer = administrator_client.post(
        "/admin/negotiations/agreement/",
        {"action": "publish", "_selected_action": [agreement.pk], "confirmed": "yes"},
    )
    told = " ".join(str(message) for message in get_messages(answer.wsgi_request))
    assert f"Left out: {agreement}. Name the parties" in told
    agreement.refresh_from_db()
    assert agreement.status == "draft"


def test_what_is_no_key_in_a_chooser_is_refused_and_not_looked_up(administrator_client):
    page = save(administrator_client, make("Event"), place="zz", processes=["zz"])
    assert {"place", "processes"} <= set(errors_of(page))
