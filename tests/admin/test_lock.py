"""Two people at one record: the second is told, loses nothing, and overwrites only knowingly."""

import pytest
from django.db import connection

from negotiations.models import Event, Participation
from tests.admin.forms import address, errors_inside, errors_of, filled, row
from tests.factories import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make("Event", title="Talks", venue="A room")


def elsewhere(event, **changes):
    """Somebody else's save, meanwhile."""
    for name, value in changes.items():
        setattr(event, name, value)
    event.save()


def test_a_stale_form_is_shown_again_with_what_differs(administrator_client, event):
    page = administrator_client.get(address(event))
    elsewhere(event, title="Working-level talks")
    page = administrator_client.post(address(event), filled(page, venue="Another room"))

    told = " ".join(errors_of(page)[""])
    assert "Somebody else changed this record" in told
    assert "Title: it is now \N{LEFT DOUBLE QUOTATION MARK}Working-level talks" in told
    assert page.context["adminform"].form["venue"].value() == "Another room"
    assert Event.objects.get().venue == "A room"


def test_saving_again_keeps_what_was_typed(administrator_client, event):
    page = administrator_client.get(address(event))
    elsewhere(event, title="Working-level talks")
    page = administrator_client.post(address(event), filled(page, venue="Another room"))
    answer = administrator_client.post(address(event), filled(page))

    assert answer.status_code == 302
    assert (Event.objects.get().title, Event.objects.get().venue) == ("Talks", "Another room")


def test_a_change_between_the_check_and_the_save_is_told_as_well(
    administrator_client, event, monkeypatch
):
    """The form is fresh when it is validated; the database sees the number it started from."""
    page = administrator_client.get(address(event))
    data = filled(page, venue="Another room")

    def changed_meanwhile(self, request, obj, form, change):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE negotiations_event SET title = 'Changed', version = 0")
        obj.save()

    with monkeypatch.context() as patched:
        patched.setattr("negotiations.admin.events.EventAdmin.save_model", changed_meanwhile)
        page = administrator_client.post(address(event), data)
    assert "Somebody else changed this record" in " ".join(errors_of(page)[""])
    assert Event.objects.get().venue == "A room"


def test_a_form_without_its_number_is_stale(administrator_client, event):
    page = administrator_client.get(address(event))
    data = filled(page, venue="Another room")
    del data["started_from"]
    page = administrator_client.post(address(event), data)
    assert "Somebody else changed" in " ".join(errors_of(page)[""])


def test_saving_without_a_change_leaves_the_version(administrator_client, event):
    page = administrator_client.get(address(event))
    assert administrator_client.post(address(event), filled(page)).status_code == 302
    assert Event.objects.get().version == event.version


def test_a_stale_row_inside_a_form_is_told_in_its_row(administrator_client, event):
    participation = make("Participation", event=event, role_label="envoy")
    page = administrator_client.get(address(event))
    elsewhere(participation, role_label="special envoy")
    data = filled(page, **row("participations", 0, attendance="attended"))
    page = administrator_client.post(address(event), data)

    told = " ".join(errors_inside(page, "participations")[0]["__all__"])
    assert "Role label: it is now" in told
    assert Participation.objects.get().attendance == ""
