"""Entering records: slugs, dates that are understood, the source last used, the history left."""

import pytest
from django.urls import reverse

from negotiations.admin.slugs import slug_for
from negotiations.models import Changeset, Citation, Event, Source, Term
from tests.admin.forms import address, filled, row, save
from tests.factories import build, make, publish

pytestmark = pytest.mark.django_db


# --- Slugs --------------------------------------------------------------------------------------


def test_a_slug_left_blank_is_made_of_the_title(administrator_client):
    assert save(administrator_client, "Event", title="Talks in Panmunjŏm").status_code == 302
    assert Event.objects.get().slug == "talks-in-panmunjom"


def test_a_second_row_of_the_same_name_has_a_number(administrator_client):
    make("Event", slug="talks")
    save(administrator_client, "Event", title="Talks")
    assert Event.objects.filter(slug="talks--2").exists()


@pytest.mark.parametrize(
    ("kind", "slug"),
    [
        ("EventLink", "a--follows--b"),
        ("Participation", "a--us--none"),
        ("Membership", "track--us"),
        ("Citation", "report--event--a"),
    ],
)
def test_a_row_that_joins_others_is_named_by_them(kind, slug):
    known = {
        "from_event": make("Event", slug="a"),
        "to_event": make("Event", slug="b"),
        "party": make("Party", slug="us"),
        "process": make("Process", slug="track"),
        "source": make("Source", slug="report"),
    }
    known["event"] = known["from_event"]
    made = build(kind)
    for name, value in known.items():
        if hasattr(type(made), name) and getattr(made, f"{name}_id", None):
            setattr(made, name, value)
    assert slug_for(made) == slug


@pytest.mark.parametrize(
    "kind", ["Statement", "Tenure", "Term", "Commitment", "Response", "Claim", "Fulfilment"]
)
def test_every_other_kind_has_a_slug_the_database_takes(kind):
    for _ in range(2):
        made = build(kind, slug="")
        made.slug = slug_for(made)
        made.save()


def test_the_slug_of_a_published_record_is_not_in_its_form(administrator_client):
    event = publish(make("Event"))
    page = administrator_client.get(address(event))
    assert "slug" not in page.context["adminform"].form.fields


# --- Dates --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("2019-10-05", "5 October 2019"),
        ("2019-10", "October 2019: 2019-10-01 to 2019-10-31"),
        ("../2019", "until 2019: open to 2019-12-31"),
        ("", ""),
    ],
)
def test_a_date_is_understood_before_it_is_saved(administrator_client, text, line):
    answer = administrator_client.get(reverse("admin:understand_date"), {"text": text}).json()
    assert (answer["line"], answer["error"]) == (line, "")


def test_a_wrong_date_says_what_is_accepted(administrator_client):
    answer = administrator_client.get(reverse("admin:understand_date"), {"text": "10/05/2019"})
    assert "is not accepted" in answer.json()["error"]


def test_dates_are_understood_for_people_who_signed_in(client):
    assert client.get(reverse("admin:understand_date"), {"text": "2019"}).status_code == 302


def test_a_stored_date_says_what_it_means_without_a_script(administrator_client):
    page = administrator_client.get(address(make("Event", date="2019-10~")))
    assert "about October 2019: 2019-01-01 to 2019-12-31" in page.content.decode()


# --- Rows and the source last used --------------------------------------------------------------


def test_a_new_citation_starts_with_the_source_last_entered(administrator_client):
    save(administrator_client, "Source", title="Readout")
    page = administrator_client.get(address("Event"))
    (citations,) = [
        inline.formset
        for inline in page.context["inline_admin_formsets"]
        if inline.formset.prefix == "citations"
    ]
    source = Source.objects.get()
    assert citations.forms[0].initial["source"] == source.pk
    assert citations.empty_form["source"].value() == source.pk


def test_a_new_citation_starts_with_the_source_last_cited(administrator_client):
    event, source = make("Event"), make("Source")
    given = row("citations", 0, source=source.pk)
    save(administrator_client, event, **{"citations-TOTAL_FORMS": 1}, **given)
    page = administrator_client.get(address("Citation"))
    assert page.context["adminform"].form.initial["source"] == source.pk


def test_a_prefilled_citation_of_a_new_record_is_saved_as_it_is_shown(administrator_client):
    save(administrator_client, "Source", title="Readout")
    save(administrator_client, "Event", title="Talks")
    assert Citation.objects.get().source == Source.objects.get()


def test_a_new_row_takes_the_status_of_the_record(administrator_client):
    offer = make("Offer", status="in_review")
    given = row("terms", 0, action="Lift sanctions", status="")
    save(administrator_client, offer, **{"terms-TOTAL_FORMS": 1}, **given)
    term = Term.objects.get()
    assert (term.status, term.slug) == ("in_review", f"{offer.slug}--t1")


def test_adding_another_keeps_what_neighbours_share(administrator_client):
    process = make("Process")
    page = administrator_client.get(address("Event"))
    given = {"title": "Talks", "processes": [process.pk], "date": "2019-10-05"}
    data = {**filled(page, **given), "_addanother": "yes"}
    del data["_save"]
    answer = administrator_client.post(address("Event"), data)
    form = administrator_client.get(answer["Location"]).context["adminform"].form
    assert form["date"].value() == "2019-10-05"
    assert form["processes"].value() == [process.pk]


def test_lists_are_entered_one_to_a_line(administrator_client):
    source = make("Source", authors=["Ada", "Ben"])
    page = administrator_client.get(address(source))
    assert page.context["adminform"].form["authors"].value() == "Ada\nBen"
    administrator_client.post(address(source), filled(page, authors="Ada\n\n Cem \n"))
    assert Source.objects.get(pk=source.pk).authors == ["Ada", "Cem"]


# --- What the form shows ------------------------------------------------------------------------


def test_a_word_stands_with_its_definition(administrator_client):
    page = administrator_client.get(address(make("Event", certainty="inferred")))
    assert "Concluded from conduct" in page.content.decode()


def test_a_form_says_what_else_refers_to_the_record(administrator_client):
    event = make("Event")
    make("Statement").events.add(event)
    make("Offer", event=event)
    page = administrator_client.get(address(event))
    told = {other.name: (other.count, other.address) for other in page.context["referring"]}
    assert set(told) == {"statements", "offers"}
    count, target = told["statements"]
    assert len(administrator_client.get(target).context["cl"].result_list) == count == 1


def test_every_public_field_of_a_kind_is_in_its_form(administrator_client):
    shown = administrator_client.get(address("Offer")).context["adminform"].form.fields
    assert {"proposers", "expires", "according_to_person", "codes", "editor_note"} <= set(shown)


# --- History ------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_save_is_one_changeset_by_its_author_and_by_the_admin(
    administrator, administrator_client
):
    given = row("citations", 0, source=make("Source").pk)
    before = Changeset.objects.count()
    save(administrator_client, "Event", title="Talks", **{"citations-TOTAL_FORMS": 1}, **given)
    assert Changeset.objects.count() == before + 1
    changeset = Changeset.objects.order_by("seq").last()
    assert (changeset.channel, changeset.actor) == ("admin", administrator)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("page", ["delete", "action"])
def test_deleting_and_steps_of_review_are_changesets_too(administrator, administrator_client, page):
    event = make("Event")
    if page == "delete":
        administrator_client.post(address(event, "delete"), {"post": "yes"})
    else:
        data = {"action": "submit", "_selected_action": [event.pk], "confirmed": "yes"}
        administrator_client.post("/admin/negotiations/event/", data)
    changeset = Changeset.objects.order_by("seq").last()
    assert (changeset.channel, changeset.actor) == ("admin", administrator)


@pytest.mark.django_db(transaction=True)
def test_the_history_of_a_record_tells_what_every_road_changed(administrator_client):
    event = make("Event", title="Talks")
    process = make("Process", title="A process")
    place = make("Place", name="Stockholm")
    save(administrator_client, event, title="Summit", place=place.pk, processes=[process.pk])
    Event.objects.update(venue="A room")

    steps = administrator_client.get(address(event, "history")).context["steps"]

    told = [
        (step.changeset.channel, {(c.field, c.before, c.after) for c in step.changes})
        for step in steps
    ]
    assert told[0] == ("sql", {("venue", "", "A room")})
    assert told[1] == (
        "admin",
        {
            ("title", "Talks", "Summit"),
            ("place", "", "Stockholm"),
            ("processes", "", "A process"),
        },
    )
    assert steps[2].is_first
    assert ("title", "", "Talks") in told[2][1]


def test_an_error_leads_to_its_field(administrator_client):
    page = save(administrator_client, make("Event"), date="2019-13").content.decode()
    assert '<a href="#id_date">Date</a>' in page


# --- Addresses ----------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["zz", "", "0", "-1", "9" * 30, "9" * 5000, "%00", "1,zz", "é"])
@pytest.mark.parametrize(
    ("kind", "field"),
    [("Event", "part_of"), ("Event", "processes"), ("Claim", "point"), ("Citation", "source")],
)
def test_an_address_that_names_no_record_opens_an_empty_form(
    administrator_client, kind, field, value
):
    page = administrator_client.get(f"{address(kind)}?{field}={value}")
    assert page.status_code == 200
    assert not page.context["adminform"].form[field].value()


@pytest.mark.parametrize("name", ["pk", "slug"])
def test_an_address_names_records_by_key_or_slug(administrator_client, name):
    event, process = make("Event"), make("Process")
    given = f"part_of={getattr(event, name)}&processes=zz,{getattr(process, name)}"
    page = administrator_client.get(f"{address('Event')}?{given}")
    form = page.context["adminform"].form
    assert (form["part_of"].value(), form["processes"].value()) == (event.pk, [process.pk])
    assert str(process) in page.content.decode()
