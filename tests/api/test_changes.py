"""The feed of changes as its readers see it: pages behind a place, and nothing but public facts."""

import csv
import io
import json
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from pyarrow import parquet

from negotiations.api.changes import addressed
from negotiations.api.kinds import kind_of, path_of
from negotiations.models import KINDS, Party
from tests.api.pages import walk
from tests.factories import make, publish

pytestmark = pytest.mark.django_db(transaction=True)

KINDS_TOLD = ", ".join(f"('{kind_of(model)}')" for model in KINDS)


def changed_parties(number):
    for place in range(number):
        make("Party", slug=f"p-{place}", name=f"Party {place}", status="published")


def test_an_entry_names_the_record_and_what_became_of_it(read):
    changed_parties(1)
    page = read("changes/")
    (entry,) = page["results"]
    assert entry.pop("at").endswith("Z")
    assert entry == {
        "seq": 1,
        "kind": "party",
        "slug": "p-0",
        "change": "published",
        "record": {
            "kind": "party",
            "slug": "p-0",
            "label": "Party 0",
            "url": "http://testserver/api/v1/parties/p-0/",
        },
    }
    assert (page["count"], page["count_exact"], page["data_version"]) == (1, True, 1)


def whole(response):
    assert response.status_code == 200, response.content
    return b"".join(response.streaming_content)


def test_the_other_forms_hold_every_change_behind_a_place(get, read):
    changed_parties(3)
    Party.objects.filter(slug="p-1").update(status="withdrawn", withdrawn_reason="A mistake.")
    entries = read("changes/?since=1")["results"]
    rows = list(csv.DictReader(io.StringIO(whole(get("changes.csv?since=1")).decode())))
    lines = [json.loads(line) for line in whole(get("changes.jsonl?since=1")).splitlines()]
    table = parquet.read_table(io.BytesIO(whole(get("changes/?format=parquet&since=1"))))
    assert [(entry["seq"], entry["slug"], entry["change"]) for entry in entries] == [
        (2, "p-1", "published"),
        (3, "p-2", "published"),
        (4, "p-1", "withdrawn"),
    ]
    for entry, row, line, cells in zip(entries, rows, lines, table.to_pylist(), strict=True):
        named = {name: entry[name] for name in ("seq", "kind", "slug", "change", "at")}
        assert line == named | {"url": f"http://testserver/api/v1/parties/{entry['slug']}/"}
        assert row == line | {"seq": str(entry["seq"])}
        assert cells == line | {"at": datetime.fromisoformat(entry["at"])}


def test_who_has_all_gets_the_names_of_the_columns(get):
    assert whole(get("changes.csv?since=9")) == b"seq,kind,slug,change,at,url\n"


def test_the_other_forms_have_no_pages(refused):
    (fault,) = refused("changes.csv?page_size=5")["errors"]
    assert fault["parameter"] == "page_size"


def test_every_kind_has_an_address(get):
    told = addressed(
        f"select 1 as seq, kind, 'a' as slug from (values {KINDS_TOLD}) as k (kind)", "/"
    )
    with connection.cursor() as cursor:
        cursor.execute(told)
        found = {address for *_, address in cursor.fetchall()}
    assert found == {f"/{path_of(model)}/a/" for model in KINDS}


def test_what_can_no_longer_be_read_has_no_reference(read):
    changed_parties(1)
    Party.objects.update(status="withdrawn", withdrawn_reason="A mistake.")
    entries = read("changes/")["results"]
    assert [(entry["change"], entry["record"]) for entry in entries] == [
        ("published", None),
        ("withdrawn", None),
    ]


def test_the_pages_behind_a_place_hold_each_change_once(read, get):
    changed_parties(7)
    pages = walk(read, "changes/?since=2&page_size=2")
    assert [[entry["seq"] for entry in page["results"]] for page in pages] == [[3, 4], [5, 6], [7]]
    assert [page["count"] for page in pages] == [5, 3, 1]
    assert 'rel="next"' in get("changes/?page_size=2")["Link"]


def test_who_has_all_is_told_so(read):
    changed_parties(2)
    for place in (2, 99, 2**63 - 1):
        page = read(f"changes/?since={place}")
        assert (page["results"], page["count"], page["next"]) == ([], 0, None)
        assert page["data_version"] == 2


@pytest.mark.parametrize("place", ["-1", "1.5", "x", "٣", str(2**63), "9" * 400])
def test_a_place_that_is_none_is_refused(refused, place):
    (fault,) = refused(f"changes/?since={place}")["errors"]
    assert fault["parameter"] == "since"


@pytest.mark.parametrize("query", ["sinc=1", "cursor=x", "as_known_on=2019-10-06", "kind=party"])
def test_what_the_feed_does_not_know_is_refused(refused, query):
    (fault,) = refused(f"changes/?{query}")["errors"]
    assert fault["parameter"] == query.partition("=")[0]


def test_the_feed_is_among_the_addresses(read):
    assert read("")["changes"] == "http://testserver/api/v1/changes/"


def test_work_on_drafts_leaves_the_answer_as_it_is_to_the_byte(get):
    publish(make("Event", slug="talks"))
    before = get("changes/").content
    draft = make("Event", slug="secret", title="Secret talks")
    make("Participation", event=draft, party=Party.objects.first() or "Party", status="published")
    draft.title = "More secret talks"
    draft.save()
    assert get("changes/").content == before
    assert b"secret" not in before


def test_an_editor_reads_the_same_feed(get, administrator):
    client = Client()
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
    publish(make("Event", slug="talks"))
    changed_parties(1)
    Party.objects.update(status="withdrawn", withdrawn_reason="A mistake.")
    assert client.get("/api/v1/changes/").content == get("changes/").content


def test_a_page_takes_as_many_queries_whatever_it_holds(get, django_assert_num_queries):
    changed_parties(3)
    publish(make("Event"))
    # Freshness first; into the world and out of it; the version, the changes, the names.
    with django_assert_num_queries(6):
        assert len(get("changes/").json()["results"]) == 6
