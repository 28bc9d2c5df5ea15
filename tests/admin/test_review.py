"""Who may take which step of review, one record at a time and many at once."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from negotiations.admin.permissions import statuses_within_reach
from negotiations.models import Citation, Event, Participation, Term, User
from tests.admin.forms import address, filled, save
from tests.factories import make, publish

pytestmark = pytest.mark.django_db
EVENTS = "/admin/negotiations/event/"


def act(client, name, *records, **given):
    keys = [record.pk for record in records]
    return client.post(EVENTS, {"action": name, "_selected_action": keys, **given})


def offered(page):
    return {value for value, _ in page.context["adminform"].form.fields["status"].choices}


def cited(**given):
    """A draft with a draft citation of a published source."""
    event = make("Event", **given)
    make("Citation", event=event, source=make("Source", status="published"))
    return event


def test_a_confirm_page_states_how_many_and_changes_nothing(administrator_client):
    page = act(administrator_client, "publish", cited(), cited())
    assert "Publish 2 events?" in page.content.decode()
    assert not Event.objects.published().exists()


def test_publishing_takes_along_what_belongs_to_a_record(administrator_client):
    event = cited()
    make("Participation", event=event)
    answer = act(administrator_client, "publish", event, confirmed="yes")
    (message,) = get_messages(answer.wsgi_request)
    assert message.message == "1 event published, and with it 1 participation, 1 citation."
    assert Citation.objects.get().status == Participation.objects.get().status == "published"


def test_what_belongs_to_what_belongs_to_a_record_goes_as_well(administrator_client):
    offer = make("Offer", status="in_review")
    term = make("Term", offer=offer, status="in_review")
    for target in ({"offer": offer}, {"term": term}):
        make("Citation", event=None, status="in_review", **target)
    left = make("Term", offer=offer, status="withdrawn")

    administrator_client.post(
        "/admin/negotiations/offer/",
        {"action": "publish", "_selected_action": [offer.pk], "confirmed": "yes"},
    )

    assert set(Citation.objects.values_list("status", flat=True)) == {"published"}
    assert Term.objects.get(pk=term.pk).status == "published"
    assert Term.objects.get(pk=left.pk).status == "withdrawn"


def test_publishing_in_the_form_takes_along_the_same(administrator_client):
    event = cited()
    assert save(administrator_client, event, status="published").status_code == 302
    assert Citation.objects.get().status == "published"


def test_withdrawing_many_asks_for_a_reason_that_readers_see(administrator_client):
    event = publish(make("Event"))
    page = act(administrator_client, "withdraw", event, confirmed="yes")
    assert "This field is required." in page.content.decode()
    act(administrator_client, "withdraw", event, confirmed="yes", reason="Entered twice.")
    event = Event.objects.get()
    assert (event.status, event.withdrawn_reason) == ("withdrawn", "Entered twice.")
    assert Citation.objects.get().status == "published"


def test_withdrawing_in_the_form_asks_for_a_reason(administrator_client):
    event = publish(make("Event"))
    page = save(administrator_client, event, status="withdrawn")
    assert page.context["adminform"].form.errors["withdrawn_reason"] == [
        "Say why the record is withdrawn."
    ]


def test_a_step_leaves_out_what_stands_elsewhere(administrator_client):
    draft, public = make("Event"), publish(make("Event"))
    page = act(administrator_client, "withdraw", draft, public)
    assert page.context["count"] == 1
    assert page.context["left_out"] == 1


def test_a_step_for_none_of_the_rows_is_a_warning(administrator_client):
    answer = act(administrator_client, "withdraw", make("Event"))
    (message,) = get_messages(answer.wsgi_request)
    assert "None of these records can be withdrawn by you" in message.message


def test_a_step_can_take_all_that_a_filter_finds(administrator_client):
    """More rows than a page shows: the filter is asked again when the step is confirmed."""
    for number in range(3):
        make("Event", title="Talks" if number else "Summit")
    one = Event.objects.filter(title="Talks").first()
    administrator_client.post(
        f"{EVENTS}?q=Talks",
        {"action": "submit", "_selected_action": [one.pk], "select_across": 1, "confirmed": "y"},
    )
    assert Event.objects.filter(status="in_review").count() == 2
    assert Event.objects.get(title="Summit").status == "draft"


def test_a_coder_writes_and_submits_but_does_not_publish(coder_client):
    event = make("Event")
    page = coder_client.get(address(event))
    assert offered(page) == {"draft", "in_review"}
    assert coder_client.post(address(event), filled(page, status="published")).status_code == 200
    assert coder_client.post(address(event), filled(page, status="in_review")).status_code == 302
    assert Event.objects.get().status == "in_review"


def test_a_coder_only_looks_at_what_is_published(coder_client):
    event = publish(make("Event"))
    page = coder_client.get(address(event))
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    assert coder_client.post(address(event), {"title": "Changed"}).status_code == 403


def test_a_reader_only_looks(reader_client):
    event = make("Event")
    assert reader_client.get(EVENTS).status_code == 200
    assert reader_client.get(address(event)).status_code == 200
    assert reader_client.get(f"{EVENTS}add/").status_code == 403
    assert reader_client.post(address(event), {"title": "Changed"}).status_code == 403


def test_who_has_no_role_sees_no_record(db):
    client = Client()
    user = User.objects.create_user("nobody", is_staff=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(EVENTS).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_a_reviewer_publishes_what_another_wrote_and_not_his_own(reviewer_client):
    own = reviewer_client.post(
        f"{EVENTS}add/", filled(reviewer_client.get(f"{EVENTS}add/"), title="Own")
    )
    assert own.status_code == 302
    of_another = make("Event", title="Of another")

    own = Event.objects.get(title="Own")
    assert offered(reviewer_client.get(address(own))) == {"draft", "in_review"}
    assert "published" in offered(reviewer_client.get(address(of_another)))
    page = act(reviewer_client, "publish", own, of_another)
    assert [record.title for record in page.context["shown"]] == ["Of another"]


def test_an_administrator_publishes_own_drafts(administrator):
    assert statuses_within_reach(administrator, Event()) == {"draft", "in_review", "published"}


def test_a_coder_is_offered_only_the_steps_a_coder_takes(coder_client):
    make("Event")
    actions = {
        name for name, _ in coder_client.get(EVENTS).context["action_form"].fields["action"].choices
    }
    assert actions == {"", "delete_selected", "submit"}


def rows_of(page, prefix):
    (formset,) = [
        inline.formset
        for inline in page.context["inline_admin_formsets"]
        if inline.formset.prefix == prefix
    ]
    return formset.forms


def test_a_published_row_inside_a_draft_is_not_a_coders_to_change(coder_client):
    event = make("Event")
    row = make("Participation", event=event, status="published", role_label="envoy")
    page = coder_client.get(address(event))
    data = filled(page, **{"participations-0-role_label": "minister", "title": "Changed"})
    assert coder_client.post(address(event), data).status_code == 302
    row.refresh_from_db()
    assert (row.role_label, Event.objects.get().title) == ("envoy", "Changed")


@pytest.mark.django_db(transaction=True)
def test_rows_inside_a_form_keep_to_four_eyes_too(reviewer_client):
    event = make("Event")
    make("Participation", event=event)
    page = reviewer_client.get(address(event))
    given = {"participations-TOTAL_FORMS": 2, "participations-1-role": "host"}
    given["participations-1-party"] = make("Party").pk
    assert reviewer_client.post(address(event), filled(page, **given)).status_code == 302

    rows = rows_of(reviewer_client.get(address(event)), "participations")
    reach = {row.instance.role: dict(row.fields["status"].choices) for row in rows}
    assert "published" in reach[""]
    assert "published" not in reach["host"]
