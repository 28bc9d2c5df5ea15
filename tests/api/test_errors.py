"""Refusals: each a problem document that names what is wrong, never HTML, SQL or a stack."""

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client, override_settings
from django.urls import path
from rest_framework.exceptions import Throttled, ValidationError
from rest_framework.views import APIView

from tests.factories import make, publish

pytestmark = pytest.mark.django_db


def test_an_unknown_parameter_is_named_with_the_nearest(refused):
    problem = refused("events/?partty=us&x=1")
    assert problem["type"] == "urn:parley:problem:unknown-parameter"
    named = {error["parameter"]: error.get("nearest") for error in problem["errors"]}
    assert named == {"partty": "party", "x": None}


def test_an_empty_parameter_was_not_asked(read):
    assert read("events/?party=&nosuch=&date_from=&cursor=&page_size=&ordering=")["count"] == 0


def test_a_parameter_may_not_stand_twice(refused):
    problem = refused("events/?party=us&party=dprk")
    assert problem["errors"][0]["parameter"] == "party"
    assert "commas" in problem["detail"]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("party=US", "party"),
        ("party=us,%00", "party"),
        (f"party={'a' * 121}", "party"),
        (f"party={','.join(f'p{n}' for n in range(101))}", "party"),
        ("kind=talk", "kind"),
        ("certainty=sure", "certainty"),
        ("contested=maybe", "contested"),
        ("date_from=2019-13", "date_from"),
        ("date_to=tomorrow", "date_to"),
        ("date_from=2020&date_to=2019", "date_to"),
        ("date_mode=perhaps", "date_mode"),
        ("q=%00", "q"),
        (f"q={'a' * 201}", "q"),
        (f"q={'a+' * 11}", "q"),
        ("external_id=a:%01b", "external_id"),
        ("fields=slug,nosuch", "fields"),
        ("omit=titel", "omit"),
        ("fields=slug&omit=slug", "omit"),
        ("date_from=2019&date_from=2018", "date_from"),
        ("as_known_on=2019-02-30", "as_known_on"),
        ("as_known_on=2019", "as_known_on"),
        ("as_recorded_at=now", "as_recorded_at"),
        ("as_recorded_at=2026-11-23", "as_recorded_at"),
        ("as_recorded_at=0001-01-01T00:00:00%2B14:00", "as_recorded_at"),
    ],
)
def test_a_value_that_cannot_be_read_names_its_parameter(query, parameter, refused):
    problem = refused(f"events/?{query}")
    assert [error["parameter"] for error in problem["errors"]] == [parameter]
    assert problem["errors"][0]["detail"]


def test_a_wrong_word_is_answered_with_the_nearest(refused):
    assert "Did you mean talks?" in refused("events/?kind=talk")["detail"]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("partys", "party"),
        ("date-from", "date_from"),
        ("limit", "page_size"),
        ("sort", "ordering"),
        ("country", "party"),
        ("on", None),
        ("colour", None),
    ],
)
def test_an_unknown_parameter_is_answered_with_the_nearest_or_with_none(name, hint, refused):
    assert refused(f"events/?{name}=x")["errors"][0].get("nearest") == hint


def test_a_period_that_ends_before_it_begins_says_so(refused):
    fault = refused("events/?date_from=2020&date_to=2019")["errors"][0]
    assert fault["value"] == "2019"
    assert "before it begins, on 2020" in fault["detail"]


def test_a_plus_that_was_not_escaped_is_explained(refused):
    problem = refused("events/?as_recorded_at=2026-11-22T10:00:00+02:00")
    assert "%2B" in problem["detail"]


def test_a_filter_that_a_kind_does_not_have_is_unknown(refused):
    assert refused("places/?party=us")["errors"][0]["parameter"] == "party"


@pytest.mark.parametrize("query", ["tone_min=-3", "tone_max=3", "tone_min=warm"])
def test_tone_runs_from_minus_two_to_two(query, refused):
    assert refused(f"statements/?{query}")["errors"][0]["parameter"] == query.partition("=")[0]


@pytest.mark.parametrize("path", ["nosuch/", "events/nosuch/", "events/No%20Slug/", "../v2/"])
def test_what_is_not_there_is_a_problem(path, refused):
    assert refused(path, 404)["instance"].startswith("/api/")


@pytest.mark.parametrize("debug", [True, False])
def test_an_unknown_address_is_a_problem_even_while_debugging(debug, refused):
    with override_settings(DEBUG=debug):
        assert refused("nosuch/", 404)["title"] == "Not Found"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ["events/", "events/nosuch/", "", "meta/"])
def test_a_method_that_is_not_served_is_a_problem_that_names_those_that_are(method, path):
    response = getattr(Client(), method)(f"/api/v1/{path}")
    assert response.status_code == 405
    assert response["Content-Type"] == "application/problem+json"
    assert "GET" in response["Allow"]


def test_a_form_that_is_not_served_is_a_problem(refused):
    problem = refused("events/", 406, headers={"accept": "application/xml"})
    assert problem["title"] == "Not Acceptable"


def test_an_address_without_its_slash_leads_on(get):
    assert get("events")["Location"] == "/api/v1/events/"


# --- What was withdrawn -----------------------------------------------------------------------


def withdrawn(kind, slug, **more):
    row = publish(make(kind, slug=slug, **more))
    row.status, row.withdrawn_reason = "withdrawn", "Entered twice."
    row.save()
    return row


@pytest.mark.parametrize("path", ["events/gone/", "events/gone/side-by-side/"])
def test_what_was_withdrawn_says_when_and_why(path, refused):
    withdrawn("Event", "gone")
    problem = refused(path, 410)
    assert problem["type"] == "urn:parley:problem:withdrawn"
    assert problem["reason"] == "Entered twice."
    assert problem["withdrawn_at"].startswith("20")


def test_what_was_never_public_leaves_no_tombstone(refused):
    make("Event", slug="never", status="withdrawn", withdrawn_reason="Secret.")
    assert "Secret" not in str(refused("events/never/", 404))


def test_what_came_back_is_there_again(read):
    row = withdrawn("Event", "gone")
    row.status = "published"
    row.save()
    assert read("events/gone/")["slug"] == "gone"


def test_after_a_tombstone_is_read_the_world_is_the_public_record_again(get):
    withdrawn("Event", "gone")
    make("Event", slug="draft")
    assert get("events/gone/").status_code == 410
    assert get("events/draft/").status_code == 404
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('role'), current_setting('search_path')")
        assert cursor.fetchone() == ("none", '"$user", public')


# --- What the database or the framework refuses -----------------------------------------------


def raising(error):
    class Raises(APIView):
        def get(self, request):
            raise error()

    return Raises.as_view()


class Writes(APIView):
    @transaction.atomic
    def post(self, request):
        party = make("Party")
        offer = make("Offer")
        offer.proposers.add(party)
        offer.recipients.add(party)


urlpatterns = [
    path("api/v1/rule/", Writes.as_view()),
    path("api/v1/away/", raising(lambda: OperationalError("server closed the connection"))),
    path("api/v1/often/", raising(lambda: Throttled(wait=3))),
    path("api/v1/nested/", raising(lambda: ValidationError({"terms": [{}, {"action": ["No."]}]}))),
    path("api/v1/broken/", raising(lambda: RuntimeError("the secret of the house"))),
]


@pytest.mark.urls(__name__)
def test_a_rule_of_the_database_is_a_409_with_its_sentence_and_field():
    response = Client().post("/api/v1/rule/")
    assert response.status_code == 409
    problem = response.json()
    assert problem["type"] == "urn:parley:problem:offer_is_between_two_parties"
    assert problem["errors"][0]["pointer"] == "/recipients"
    assert "itself" in problem["detail"]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("path", "status"), [("away/", 503), ("often/", 429)])
def test_who_should_ask_again_is_told_when(path, status, get, refused):
    assert "server closed" not in str(refused(path, status))
    assert int(get(path)["Retry-After"]) > 0


@pytest.mark.urls(__name__)
def test_a_wrong_field_is_pointed_at(refused):
    assert refused("nested/")["errors"] == [
        {"pointer": "/terms/1/action", "detail": "No.", "value": None}
    ]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("debug", [True, False])
def test_an_error_nobody_foresaw_tells_nothing(debug):
    client = Client(raise_request_exception=False)
    with override_settings(DEBUG=debug):
        response = client.get("/api/v1/broken/")
    assert response.status_code == 500
    assert response["Content-Type"] == "application/problem+json"
    assert b"secret" not in response.content and b"Traceback" not in response.content


def test_the_database_away_is_a_503(get, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("could not connect to server: /tmp/secret")

    monkeypatch.setattr("timeline.middleware.public_record", away)
    response = get("events/")
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert b"secret" not in response.content


@pytest.mark.django_db(transaction=True)
def test_a_reading_that_takes_too_long_is_ended_and_answered_503(get, settings, monkeypatch):
    def slow(*args, **kwargs):
        with connection.cursor() as cursor:
            cursor.execute("select pg_sleep(5)")

    settings.STATEMENT_SECONDS = 1
    monkeypatch.setattr("negotiations.api.views.Reading.get_queryset", slow)
    response = get("events/")
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert (
        response.json()["detail"] == "The database is away or took too long; ask again in a moment."
    )
    monkeypatch.undo()
    settings.STATEMENT_SECONDS = 60
    assert get("events/").status_code == 200
