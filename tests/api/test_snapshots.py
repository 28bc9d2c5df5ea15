"""Snapshots: rows that can be cited, and are the same ones whatever becomes of the record."""

import hashlib
from urllib.parse import urlsplit

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from negotiations.api import snapshots
from negotiations.api.errors import MEDIA_TYPE
from negotiations.exchange import derived
from negotiations.models import Offer, Snapshot
from negotiations.reports import clocks
from tests.api.bad_requests import BODIES, JSON
from tests.factories import make, publish

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ADDRESS = "/api/v1/snapshots/"


def taken(query, client=None, status=201):
    answer = (client or Client()).post(ADDRESS, {"query": query}, content_type="application/json")
    assert answer.status_code == status, answer.content
    return answer.json()


def rows_of(snapshot, form="csv"):
    """The bytes that the address of the rows leads to."""
    led = Client().get(urlsplit(snapshot["rows"][form]).path)
    assert led.status_code == 307
    answer = Client().get(led.headers["Location"])
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture
def record(db):
    """Two parties with an offer each; a third offer is a draft."""
    with transaction.atomic():
        for number, slug in enumerate(("us", "dprk")):
            party = make("Party", slug=slug, name=slug, status="published")
            offer = make("Offer", slug=f"offer-{number}", title=f'A "title", {number}', note="a\nb")
            offer.proposers.add(party)
            publish(offer)
        make("Offer", slug="hidden")


def change_the_record():
    with transaction.atomic():
        Offer.objects.filter(slug="offer-0").update(title="Another title", date="2019-10-05")
    with transaction.atomic():
        Offer.objects.filter(slug="offer-1").update(
            status="withdrawn", withdrawn_reason="A mistake"
        )
    with transaction.atomic():
        publish(Offer.objects.get(slug="hidden"))


QUERIES = ("offers/", "offers/?party=us&page_size=1&ordering=-slug", "offers.csv?fields=slug,title")


@pytest.mark.parametrize("query", QUERIES)
def test_the_rows_stay_as_they_are(record, query):
    snapshot = taken(f"http://testserver:8000/api/v1/{query}")
    before = {form: rows_of(snapshot, form) for form in snapshots.FORMS}
    now = Client().get("/api/v1/offers.csv")
    present = b"".join(now.streaming_content)
    change_the_record()
    assert {form: rows_of(snapshot, form) for form in snapshots.FORMS} == before
    later = Client().get("/api/v1/offers.csv")
    assert b"".join(later.streaming_content) != present
    assert taken(f"/api/v1/{query}")["id"] != snapshot["id"]


def test_anybody_can_check_the_sum_and_the_count(record):
    snapshot = taken("/api/v1/offers/")
    rows = rows_of(snapshot)
    assert snapshot["sha256"] == hashlib.sha256(rows).hexdigest()
    assert snapshot["count"] == 2
    present = Client().get("/api/v1/offers.csv")
    assert b"".join(present.streaming_content) == rows


def test_rows_that_forget_the_instant_would_be_caught(record, monkeypatch):
    """The control: the same rows asked of the present record."""
    snapshot = taken("/api/v1/offers/")
    before = rows_of(snapshot)
    forgetful = Snapshot.objects.get()
    forgetful.query = "fields=slug,title"
    monkeypatch.setattr(snapshots, "named", lambda name: forgetful)
    change_the_record()
    assert rows_of(snapshot) != before


def test_the_same_question_of_the_same_record_is_the_same_snapshot(record):
    first = taken("/api/v1/offers/?party=us&ordering=slug")
    make("Offer", slug="another-draft")
    for query in (
        "/api/v1/offers.csv?ordering=slug&party=us",
        "/api/v1/offers/?cursor=x&party=us&ordering=slug",
    ):
        assert taken(query, status=200) == first
    assert Client().get(urlsplit(first["url"]).path).json() == first
    assert Snapshot.objects.count() == 1


def test_an_editor_takes_the_public_record_too(record, administrator_client):
    assert taken("/api/v1/offers/", administrator_client)["count"] == 2
    told = taken("/api/v1/offers/?status=draft", administrator_client, status=400)
    assert told["errors"][0]["parameter"] == "status"


def test_a_state_of_the_past_can_be_taken(record):
    first = taken("/api/v1/offers/")
    change_the_record()
    later = taken(f"/api/v1/offers/?as_recorded_at={first['recorded_at']}", status=200)
    assert later == first
    known = taken("/api/v1/offers/?as_known_on=2019-10-06")
    assert "as_known_on=2019-10-06" in known["query"]


def test_how_it_is_cited_names_it(record):
    snapshot = taken("/api/v1/event-links/")
    told = snapshot["citation"]
    assert snapshot["id"] in told["text"] and snapshot["url"] in told["text"]
    assert "0 event links" in told["text"]
    assert told["csl"]["URL"] == snapshot["url"] and "@misc{parley-" in told["bibtex"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "may not be blank"),
        ("/api/v1/offers/offer-0/", "not the address of a list"),
        ("/api/v1/ledger/", "not the address of a list"),
        ("/offers/", "not the address of a list"),
        ("http://[::1", "not the address of a list"),
        ("https://parley.example/api/v1/offers/", "an address of another server"),
        ("//parley.example/api/v1/offers/", "an address of another server"),
        ("https://testserver@parley.example/api/v1/offers/", "an address of another server"),
        ("/api/v1/offers/?party=us&party=dprk", "stands twice"),
        ("/api/v1/offers/?as_recorded_at=soon", "as_recorded_at"),
        ("/api/v1/offers/?as_known_on=soon", "as_known_on"),
        ("/api/v1/offers/?colour=red", "colour is not a parameter here"),
        ("/api/v1/offers/?party=nobody-at-all", "nobody-at-all"),
        ("/api/v1/offers/?fields=colour", "colour"),
    ],
)
def test_what_cannot_be_taken_is_told(record, query, said):
    answer = taken(query, status=400)
    assert said in str(answer["errors"])
    assert not Snapshot.objects.exists()


WRONG_VALUES = (
    '{"query": 7e400}',
    '{"query": null}',
    '{"query": ["a"]}',
    '{"query": "\\u0000"}',
    "[]",
)


@pytest.mark.parametrize(
    ("body", "form"), [*BODIES, *((body.encode(), JSON) for body in WRONG_VALUES)]
)
def test_a_bad_body_is_refused(db, body, form):
    answer = Client().generic("POST", ADDRESS, body, content_type=form)
    assert answer.status_code in (400, 415)
    assert answer.headers["Content-Type"] == MEDIA_TYPE


@pytest.mark.parametrize("name", ["0" * 16, "x", "latest", "%00", "%ED%A0%80"])
def test_what_was_never_taken_is_not_there(db, name):
    for address in (f"{ADDRESS}{name}/", f"{ADDRESS}{name}/rows.csv"):
        assert Client().get(address).status_code == 404


def test_rows_in_no_form_of_ours_are_not_there(record):
    address = urlsplit(taken("/api/v1/offers/")["url"]).path
    assert Client().get(f"{address}rows.exe").status_code == 404


def test_so_many_an_hour_and_no_more(record, monkeypatch):
    monkeypatch.setattr(snapshots, "MOST_AN_HOUR", 1)
    first = taken("/api/v1/offers/")
    answer = Client().post(ADDRESS, {"query": "/api/v1/events/"}, content_type="application/json")
    assert answer.status_code == 429
    assert 3_500 < int(answer.headers["Retry-After"]) <= 3_601
    assert taken("/api/v1/offers/", status=200) == first


def test_only_posts_make_one(db):
    assert Client().get(ADDRESS).status_code == 405
    assert Client().post(ADDRESS, {"query": "/api/v1/offers/"}).status_code == 415


@pytest.fixture
def in_ten_years(monkeypatch):
    """Have the present day be another, as soon as it is called for."""

    def come():
        later = clocks.today().replace(year=clocks.today().year + 10, day=1)
        for module in (clocks, derived):
            monkeypatch.setattr(module, "today", lambda: later)

    return come


@pytest.mark.parametrize("is_pinned", [True, False])
def test_what_is_worked_out_for_a_day_is_of_that_day(record, in_ten_years, monkeypatch, is_pinned):
    """The state of an offer depends on the day. The control: the present day in its place."""
    Offer.objects.update(expires=f"{clocks.today().year + 1}")
    snapshot = taken("/api/v1/offers.csv?fields=slug,state")
    before = rows_of(snapshot)
    in_ten_years()
    if not is_pinned:
        monkeypatch.setattr(clocks.Clocks, "day", None)
    assert (rows_of(snapshot) == before) == is_pinned


@pytest.mark.parametrize(
    "statement",
    ["update negotiations_snapshot set rows = 7", "delete from negotiations_snapshot"],
)
def test_the_database_keeps_snapshots(record, statement):
    taken("/api/v1/offers/")
    with pytest.raises(DatabaseError, match="never changed"), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Snapshot.objects.get().rows == 2


@pytest.mark.parametrize("given", [{"id": "x" * 16}, {"sha256": "0"}, {"rows": -1}])
def test_the_database_refuses_what_is_none(db, given):
    told = {
        "id": "0" * 16,
        "kind": "offers",
        "query": "",
        "recorded_at": "2026-01-01T00:00Z",
        "seq": 0,
        "rows": 0,
        "sha256": "0" * 64,
    }
    with pytest.raises(DatabaseError):
        Snapshot.objects.create(**{**told, **given})
