"""What no source supports yet stays a draft when its whole is published, and is named."""

import pytest
from django.contrib.messages import get_messages

from negotiations.models import Claim, Event, Point, Statement
from tests.admin.forms import address, errors_inside, row, save
from tests.factories import make

pytestmark = pytest.mark.django_db


def told(answer):
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def test_an_event_is_published_with_new_statements_which_wait_for_a_citation(administrator_client):
    cited = row("citations", 0, source=make("Source", status="published").pk, status="")
    answer = save(
        administrator_client,
        "Event",
        **{"title": "Talks", "status": "published", "citations-TOTAL_FORMS": 1},
        **cited,
        **said("Good discussions"),
    )
    assert answer.status_code == 302
    assert Event.objects.get().status == "published"
    statement = Statement.objects.get()
    assert statement.status == "draft"
    assert f'<a href="{address(statement)}">statement {statement}</a>' in told(answer)


def said(text):
    prefix = Statement._meta.get_field("said_at").remote_field.get_accessor_name()
    return {f"{prefix}-TOTAL_FORMS": 1, **row(prefix, 0, text=text, status="")}


def test_a_row_published_without_a_citation_says_what_to_do_beside_its_status(
    administrator_client,
):
    event = make("Event")
    given = said("Good discussions")
    prefix = next(iter(given)).partition("-")[0]
    page = save(administrator_client, event, **{**given, f"{prefix}-0-status": "published"})
    assert "leave it a draft" in errors_inside(page, prefix)[0]["status"][0]
    assert not Statement.objects.exists()


def test_a_point_is_published_with_its_cited_claims_and_the_others_are_named(administrator_client):
    point = make("Point")
    cited, bare = make("Claim", point=point, text="Cited"), make("Claim", point=point, text="Bare")
    source = make("Source", status="published")
    make("Citation", event=None, claim=cited, source=source)
    new = row("claims", 2, text="New", party=make("Party").pk, status="")
    answer = save(
        administrator_client, point, status="published", **{"claims-TOTAL_FORMS": 3}, **new
    )
    assert answer.status_code == 302
    found = dict(Claim.objects.values_list("text", "status"))
    assert found == {"Cited": "published", "Bare": "draft", "New": "draft"}
    message = told(answer)
    assert f'<a href="{address(bare)}">claim Bare</a>' in message
    assert message.count("claim New") == 1
    assert "claim Cited" not in message


def test_publishing_many_points_names_the_claims_that_wait(administrator_client):
    claim = make("Claim", text="Bare")
    answer = administrator_client.post(
        "/admin/negotiations/point/",
        {"action": "publish", "_selected_action": [claim.point_id], "confirmed": "yes"},
    )
    assert (Point.objects.get().status, Claim.objects.get().status) == ("published", "draft")
    assert "claim Bare" in told(answer)


def test_a_save_that_leaves_nothing_waiting_names_nothing(administrator_client):
    answer = save(administrator_client, make("Claim").point, question="How many?")
    assert "cited" not in told(answer)
