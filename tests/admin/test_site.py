"""The index in sections, and the people who may sign in."""

import pytest
from django.urls import reverse

from negotiations.admin.permissions import role_of
from negotiations.models import KINDS, User
from tests.admin.forms import address, filled, save
from tests.factories import make, publish
from timeline.adminsite import SECTIONS

pytestmark = pytest.mark.django_db


def test_every_kind_stands_in_one_section():
    names = [name for section in SECTIONS.values() for name in section]
    assert sorted(names) == sorted(model.__name__ for model in KINDS)


def test_the_index_lists_the_sections_in_reading_order(administrator_client):
    page = administrator_client.get(reverse("admin:index"))
    headings = [section["name"] for section in page.context["app_list"]]
    assert headings == [*SECTIONS, "Administration"]


def test_the_links_of_the_index_lead_somewhere(administrator_client):
    page = administrator_client.get(reverse("admin:index"))
    for section in page.context["app_list"]:
        for model in section["models"]:
            assert administrator_client.get(model["admin_url"]).status_code == 200


def test_the_index_of_the_app_answers(administrator_client):
    assert administrator_client.get("/admin/negotiations/").status_code == 200


def test_a_coder_sees_the_records_but_no_administration(coder_client):
    page = coder_client.get(reverse("admin:index"))
    told = {section["name"]: section["models"] for section in page.context["app_list"]}
    assert [model["object_name"] for model in told["Administration"]] == ["Changeset"]


def test_a_published_record_links_to_its_public_page(administrator_client):
    event = publish(make("Event"))
    page = administrator_client.get(address(event)).content.decode()
    assert f'href="/events/{event.slug}/"' in page
    assert f'href="/api/v1/events/{event.slug}/"' in page


def test_a_draft_has_no_public_page_to_link_to(administrator_client):
    page = administrator_client.get(address(make("Event")))
    assert page.context["absolute_url"] is None


def test_a_user_is_given_one_role(administrator_client):
    add = reverse("admin:negotiations_user_add")
    password = "a long enough phrase"
    data = filled(administrator_client.get(add))
    data |= {"username": "grace", "role": "reviewer", "usable_password": "true"}
    data |= {"password1": password, "password2": password}
    assert administrator_client.post(add, data).status_code == 302
    grace = User.objects.get(username="grace")
    assert (role_of(grace), grace.is_superuser) == ("reviewer", False)

    save(administrator_client, grace, role="coder")
    assert role_of(User.objects.get(username="grace")) == "coder"
    save(administrator_client, User.objects.get(username="grace"), role="administrator")
    assert User.objects.get(username="grace").is_superuser
    save(administrator_client, User.objects.get(username="grace"), role="")
    assert role_of(User.objects.get(username="grace")) is None


def test_only_administrators_manage_users(reviewer_client):
    assert reviewer_client.get(reverse("admin:negotiations_user_changelist")).status_code == 403


def test_history_is_read_not_changed(administrator_client):
    make("Event")
    listed = administrator_client.get(reverse("admin:negotiations_changeset_changelist"))
    assert listed.status_code == 200
    assert not listed.context["has_add_permission"]
