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


def test_what_only_the_other_changed_is_told_and_taken_over(administrator_client, event):
    page = administrator_client.get(address(event))
    elsewhere(event, title="Working-level talks")
    page = administrator_client.post(address(event), filled(page, venue="Another room"))

    told = " ".join(errors_of(page)[""])
    assert "Somebody else changed this record" in told
    assert "Title: you had left it alone" in told
    assert "now \N{LEFT DOUBLE QUOTATION MARK}Working-level talks" in told
    form = page.context["adminform"].form
    assert (form["title"].value(), form["venue"].value()) == ("Working-level talks", "Another room")
    assert Event.objects.get().venue == "A room"


def test_saving_again_keeps_what_each_changed(administrator_client, event):
    page = administrator_client.get(address(event))
    elsewhere(event, title="Working-level talks")
    page = administrator_client.post(address(event), filled(page, venue="Another room"))
    answer = administrator_client.post(address(event), filled(page))

    assert answer.status_code == 302
    kept = Event.objects.get()
    assert (kept.title, kept.venue) == ("Working-level talks", "Another room")


def test_a_field_that_both_changed_is_asked_about_and_mine_wins_only_then(
    administrator_client, event
):
    page = administrator_client.get(address(event))
    elsewhere(event, title="Theirs")
    page = administrator_client.post(address(event), filled(page, title="Mine"))
    errors = errors_of(page)
    assert "You both changed this" in errors["title"][0]
    assert "Theirs" in errors["title"][0]
    assert page.context["adminform"].form["title"].value() == "Mine"
    assert Event.objects.get().title == "Theirs"

    assert administrator_client.post(address(event), filled(page)).status_code == 302
    assert Event.objects.get().title == "Mine"


def test_a_field_that_both_made_alike_is_not_asked_about(administrator_client, event):
    page = administrator_client.get(address(event))
    elsewhere(event, title="Summit", venue="A hall")
    page = administrator_client.post(address(event), filled(page, title="Summit"))
    assert set(errors_of(page)) == {""}
    assert "Title" not in " ".join(errors_of(page)[""])


@pytest.mark.django_db(transaction=True)
def test_lists_and_references_that_only_the_other_changed_are_taken_over(
    administrator_client, event
):
    before, after, place = make("Process"), make("Process"), make("Place")
    event.processes.set([before])
    event.refresh_from_db()
    page = administrator_client.get(address(event))
    event.processes.set([after])
    event.refresh_from_db()
    elsewhere(event, place=place, external_ids=["a:1", "b:2"])
    page = administrator_client.post(address(event), filled(page, venue="Another room"))
    assert administrator_client.post(address(event), filled(page)).status_code == 302

    kept = Event.objects.get()
    assert (kept.venue, kept.place, kept.external_ids) == ("Another room", place, ["a:1", "b:2"])
    assert list(kept.processes.all()) == [after]


def test_a_version_that_never_was_leaves_nothing_to_be_overwritten_unasked(
    administrator_client, event
):
    page = administrator_client.get(address(event))
    page = administrator_client.post(address(event), filled(page, started_from="77", title="Mine"))
    assert "You both changed this" in errors_of(page)["title"][0]


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
    assert "Role label: you had left it alone" in told
    assert Participation.objects.get().attendance == ""
    assert administrator_client.post(address(event), filled(page)).status_code == 302
    row_now = Participation.objects.get()
    assert (row_now.role_label, row_now.attendance) == ("special envoy", "attended")


# --- Rows which somebody else removed -----------------------------------------------------------


@pytest.fixture
def participations(event):
    return [
        make("Participation", event=event, party=make("Party", name=name)) for name in ("A", "B")
    ]


def told_of_rows(page, prefix):
    (formset,) = [
        inline.formset
        for inline in page.context["inline_admin_formsets"]
        if inline.formset.prefix == prefix
    ]
    return " ".join(formset.non_form_errors())


def test_a_removed_row_that_was_left_alone_is_named_and_stays_gone(
    administrator_client, event, participations
):
    page = administrator_client.get(address(event))
    data = filled(page, **row("participations", 1, role_label="envoy"))
    name = str(participations[0])
    participations[0].delete()
    page = administrator_client.post(address(event), data)
    assert f"{name}: Somebody else removed it" in told_of_rows(page, "participations")

    assert administrator_client.post(address(event), filled(page)).status_code == 302
    assert Participation.objects.get().role_label == "envoy"


def test_a_removed_row_that_was_written_in_can_be_entered_anew(
    administrator_client, event, participations
):
    page = administrator_client.get(address(event))
    data = filled(page, **row("participations", 0, role_label="envoy"))
    participations[0].delete()
    page = administrator_client.post(address(event), data)
    kept, anew = errors_inside(page, "participations")
    assert kept == {}
    assert "removed this row" in anew["__all__"][0]
    assert Participation.objects.count() == 1

    assert administrator_client.post(address(event), filled(page)).status_code == 302
    found = {row.party.name: row.role_label for row in Participation.objects.all()}
    assert found == {"A": "envoy", "B": ""}


def test_a_row_that_two_people_remove_is_simply_gone(administrator_client, event, participations):
    page = administrator_client.get(address(event))
    data = filled(page, **{"participations-0-DELETE": "on"})
    participations[0].delete()
    assert administrator_client.post(address(event), data).status_code == 302
    assert [row.party.name for row in Participation.objects.all()] == ["B"]


def test_a_row_that_somebody_adds_meanwhile_lends_its_name_to_no_other(administrator_client, event):
    first = make("Participation", event=event, slug="b")
    page = administrator_client.get(address(event))
    make("Participation", event=event, slug="a")
    data = filled(page, title="", **row("participations", 0, role_label="envoy"))
    page = administrator_client.post(address(event), data)
    (inline,) = [
        inline
        for inline in page.context["inline_admin_formsets"]
        if inline.formset.prefix == "participations"
    ]
    assert [form.original for form in inline if form.original] == [first]
