"""The page of the integrity report: for whom, what it lists, how it is narrowed."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.admin.test_pages import INLINE
from tests.factories import make

pytestmark = pytest.mark.django_db
PAGE = "/admin/integrity/"


@pytest.fixture
def doubtful():
    """An event that cannot have been held yet, named as a page writes it."""
    return make("Event", slug="of-the-future", occurrence="held", date="9000-01-01")


def text(client, **parameters):
    page = client.get(PAGE, parameters)
    assert page.status_code == 200
    return page.content.decode()


def sections(client, **parameters):
    page = client.get(PAGE, parameters)
    return {section.check.code: section for section in page.context["sections"]}


@pytest.mark.parametrize("role", ["reader", "coder", "reviewer", "administrator"])
def test_whoever_sees_drafts_sees_the_report(request, role, doubtful):
    client = request.getfixturevalue(f"{role}_client")
    assert f'href="/admin/negotiations/event/{doubtful.pk}/change/"' in text(client)
    assert f'href="{PAGE}"' in client.get(reverse("admin:index")).content.decode()


def test_who_has_no_role_does_not():
    client = Client()
    user = get_user_model().objects.create_user("nobody", password="correct horse", is_staff=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(PAGE).status_code == 403
    assert f'href="{PAGE}"' not in client.get(reverse("admin:index")).content.decode()


def test_a_visitor_is_asked_to_sign_in(client):
    answer = client.get(PAGE)
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/admin/login/")


def test_a_row_leads_to_the_records_it_names(reader_client):
    offer = make("Offer", slug="of-plan", date="2019-10-05")
    answer = make("Response", offer=offer, date="2018")
    page = text(reader_client, check="answer-before-offer")
    assert f'href="/admin/negotiations/response/{answer.pk}/change/"' in page
    assert f'href="/admin/negotiations/offer/{offer.pk}/change/"' in page


def test_the_address_of_every_kind_of_record_answers(administrator_client):
    link = make(
        "EventLink",
        from_event=make("Event", date="2018"),
        to_event=make("Event", date="2020"),
    )
    row = sections(administrator_client)["link-runs-backwards"].rows[0]
    assert row.pk == link.pk
    assert administrator_client.get(row.address).status_code == 200


def test_the_counted_sources_are_listed_by_the_link(administrator_client):
    make("Source", slug="bare", url="https://example.org/a")
    make("Source", slug="kept", archive_url="https://archive.example.org/a")
    row = sections(administrator_client)["no-archived-copy"].rows[0]
    page = administrator_client.get(row.address)
    assert {source.slug for source in page.context["cl"].result_list} == {"bare"}


def test_the_report_is_narrowed_to_a_check_or_a_kind(reader_client, doubtful):
    make("Issue")
    assert {"held-in-future", "unused-issue"} <= sections(reader_client).keys()
    assert sections(reader_client, check="unused-issue").keys() == {"unused-issue"}
    assert sections(reader_client, kind="event").keys() == {"held-in-future"}
    assert sections(reader_client, check="unused-issue", kind="event") == {}


@pytest.mark.parametrize("wrong", [{"check": "no-such"}, {"kind": "a\0b"}, {"kind": ""}])
def test_a_word_that_is_none_narrows_nothing(reader_client, doubtful, wrong):
    assert "held-in-future" in sections(reader_client, **wrong)


def test_an_explained_row_stands_apart_with_its_reason(reader_client, doubtful):
    doubtful.note = "Integrity held-in-future: a <b>prophecy</b>."
    doubtful.save()
    section = sections(reader_client)["held-in-future"]
    assert (section.count, len(section.explained)) == (0, 1)
    assert "a &lt;b&gt;prophecy&lt;/b&gt;." in text(reader_client)


def test_many_rows_of_one_check_are_shown_when_asked_for(reader_client):
    for _ in range(51):
        make("Issue")
    section = sections(reader_client)["unused-issue"]
    assert (section.count, section.unshown) == (51, 1)
    assert len(sections(reader_client, check="unused-issue")["unused-issue"].rows) == 51


def test_the_page_has_nothing_that_the_content_policy_refuses(reader_client, doubtful):
    page = reader_client.get(PAGE)
    assert not INLINE.search(page.content.decode())
    assert "'unsafe-inline'" not in page["Content-Security-Policy"]


def test_the_queries_do_not_grow_with_the_rows(reader_client):
    def asked():
        for _ in range(5):
            make("Response", offer=make("Offer", date="2019"), date="2017")
            make("Person", name="Kim Yong Chol")
        with CaptureQueriesContext(connection) as captured:
            assert reader_client.get(PAGE).status_code == 200
        return len(captured)

    few = asked()
    assert asked() == few <= 50
