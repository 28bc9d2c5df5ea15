"""The page of the data: what it leads to is there, and what it says to copy runs."""

import html
import json
import re

import pytest
from django.conf import settings
from django.utils.html import strip_tags

from negotiations.exchange import extras
from negotiations.exchange.releasing import make_release
from tests.analysts import run_pandas, run_r
from tests.api.reading_forms import read_linked_data
from tests.factories import make, publish

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def data_home(monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "DATA_HOME", tmp_path)


@pytest.fixture
def released(db):
    make("Place", slug="odd", status="published", name="</script><script>alert(1)")
    publish(make("Event", slug="talks", date="2019-10-05"))
    return make_release("1.0.0")


def text_of(client, address="/data/"):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_before_the_first_release_the_present_state_is_there(client, db):
    page = text_of(client)
    assert "There is no release yet." in page and "ld+json" not in page
    assert 'href="/api/v1/event-links.csv"' in page
    assert (
        "read_csv(&quot;http" in page or 'read_csv("http://testserver/api/v1/events.csv")' in page
    )


def test_every_address_on_the_page_answers(client, released):
    page = text_of(client)
    found = {html.unescape(one) for one in re.findall(r'href="([^"#]+)"', page)}
    own = {one.removeprefix("http://testserver") for one in found}
    assert {f"/api/v1/releases/1.0.0/{name}" for name in released.files} <= own | {
        "/api/v1/releases/1.0.0/SHA256SUMS"
    }
    for address in own:
        if not address.startswith("/static/"):
            response = client.get(address)
            assert response.status_code == 200, address
            _ = b"".join(response) if response.streaming else response.content


def test_a_server_without_the_extra_leads_to_no_parquet(client, db, monkeypatch):
    assert 'href="/api/v1/events.parquet"' in text_of(client)
    monkeypatch.setattr(extras, "find_spec", lambda name: None)
    page = text_of(client)
    assert ".parquet" not in page and 'href="/api/v1/events.csv"' in page


def test_the_page_says_how_to_cite_the_release(client, released):
    page = html.unescape(strip_tags(text_of(client)))
    assert f"Release 1.0.0, {released.day}. http://testserver/data/1.0.0/. CC-BY-4.0." in page
    assert "@misc{parley-1.0.0," in page
    (item,) = json.loads(page.partition("CSL-JSON")[2].partition("Follow what changes")[0])
    assert (item["type"], item["version"]) == ("dataset", "1.0.0")
    assert item["URL"] == "http://testserver/data/1.0.0/"


def test_a_citation_leads_to_its_release_and_on_to_the_latest(client, released):
    make_release("1.1.0")
    assert '<h2 id="release">Release 1.1.0</h2>' in text_of(client)
    old = text_of(client, "/data/1.0.0/")
    assert '<h2 id="release">Release 1.0.0</h2>' in old and "There is a later one" in old
    assert client.get("/data/9.9.9/").status_code == 404


def test_search_engines_read_what_the_release_is(client, released):
    (script,) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', text_of(client), re.DOTALL
    )
    assert "<" not in script
    (node,) = read_linked_data(script)
    distribution = node["http://schema.org/distribution"]
    assert len(distribution) == len(released.files)
    sums = {one["http://schema.org/sha256"][0]["@value"] for one in distribution}
    assert sums == {file.sha256 for file in released.files.values()}


def code_of(page, name):
    (found,) = re.findall(rf'<code id="{name}">(.*?)</code>', page, re.DOTALL)
    return html.unescape(found)


@pytest.mark.django_db(transaction=True)
def test_what_it_says_to_copy_runs_in_pandas(live_server, client, released):
    page = text_of(client).replace("http://testserver", live_server.url)
    assert run_pandas(code_of(page, "in-pandas")) == "1 events\n"


@pytest.mark.r
@pytest.mark.django_db(transaction=True)
def test_what_it_says_to_copy_runs_in_r(live_server, client, released, rscript):
    page = text_of(client).replace("http://testserver", live_server.url)
    assert run_r(rscript)(code_of(page, "in-r")) == "1 events\n"
