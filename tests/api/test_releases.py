"""Releases over HTTP: listed, described, and their files as they were made, for good."""

import hashlib
import json
import shutil

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from negotiations.exchange.releases import SUMS, TOLD, folder_of_releases
from negotiations.exchange.releases import read as read_release
from negotiations.exchange.releasing import make_release, sums
from tests.factories import make

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FILE = "releases/1.0.0/parties.csv"


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """A release, made once; each test has a copy of it in a data home of its own."""
    with (
        django_db_blocker.unblock(),
        pytest.MonkeyPatch.context() as patch,
        transaction.atomic(),
    ):
        patch.setattr(settings, "DATA_HOME", tmp_path_factory.mktemp("made"))
        make("Party", slug="us", status="published")
        yield make_release("1.0.0").folder
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def data_home(monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "DATA_HOME", tmp_path)
    return tmp_path


@pytest.fixture
def released(made, data_home):
    return another(made, "1.0.0")


def another(folder, version):
    """A copy under another version, in the present data home."""
    copied = shutil.copytree(folder, folder_of_releases() / version)
    (copied / TOLD).chmod(0o644)
    told = json.loads((copied / TOLD).read_text()) | {"version": version}
    (copied / TOLD).write_text(json.dumps(told, indent=2) + "\n")
    (copied / SUMS).chmod(0o644)
    (copied / SUMS).write_text("".join(sums(copied)))
    return read_release(copied)


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_a_made_release_is_told_as_it_was_made(made, read, monkeypatch):
    monkeypatch.setattr(settings, "DATA_HOME", made.parent.parent)
    (told,) = read("releases/")["results"]
    assert {file["sha256"] for file in told["files"]} == {
        hashlib.sha256(file.read_bytes()).hexdigest() for file in made.iterdir()
    }


def test_before_the_first_there_is_none(read, refused):
    assert (read("releases/")["count"], read("releases/")["results"]) == (0, [])
    assert refused("releases/latest/", 404)["detail"].endswith("There are: none yet.")


def test_a_release_tells_what_it_holds(released, read):
    told = read("releases/1.0.0/")
    assert (told["version"], told["seq"], told["before"]) == ("1.0.0", released.seq, "")
    assert {"sheet": "parties", "rows": 1, "added": 0, "removed": 0, "changed": 0} in told["counts"]
    assert told["url"] == "http://testserver/api/v1/releases/1.0.0/"
    assert told["page"] == "http://testserver/data/1.0.0/"
    assert "Release 1.0.0, " in told["citation"] and told["page"] in told["citation"]


def test_every_file_is_what_the_list_of_files_says(released, read, get):
    files = read("releases/1.0.0/")["files"]
    assert {file["name"] for file in files} == {file.name for file in released.folder.iterdir()}
    for file in files:
        response = get(file["url"].partition("/api/v1/")[2])
        found = body(response)
        assert hashlib.sha256(found).hexdigest() == file["sha256"]
        assert len(found) == file["bytes"] == int(response["Content-Length"])
        assert response["Content-Type"].partition(";")[0] == file["media_type"]
        assert response["Content-Disposition"] == f'attachment; filename="{file["name"]}"'
        assert response["ETag"] == f'"{file["sha256"]}"'


def test_the_latest_comes_first_and_has_an_address_of_its_own(released, read, get):
    another(released.folder, "1.11.0")
    another(released.folder, "1.10.0")
    found = [release["version"] for release in read("releases/")["results"]]
    assert found == ["1.11.0", "1.10.0", "1.0.0"]
    for rest in ("", "parties.csv"):
        response = get(f"releases/latest/{rest}")
        assert (response.status_code, response["Location"]) == (
            307,
            f"/api/v1/releases/1.11.0/{rest}",
        )
        assert response["Cache-Control"] == "public, max-age=60"


def test_a_file_is_kept_for_good(released, get):
    first = get(FILE)
    assert body(first)
    assert first["Cache-Control"] == "public, max-age=31536000, immutable, no-transform"
    again = get(FILE, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert (again["ETag"], again["Cache-Control"]) == (first["ETag"], first["Cache-Control"])
    assert (
        body(get(FILE, headers={"If-None-Match": '"another"'}))
        == (released.folder / "parties.csv").read_bytes()
    )


def test_a_file_is_sent_as_it_is_whatever_is_accepted(released, get):
    """Its sum is that of the bytes that come."""
    response = get("releases/1.0.0/codebook.md", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in response
    assert body(response) == (released.folder / "codebook.md").read_bytes()
    assert body(get(FILE, headers={"Accept": "application/json"})).startswith(b"slug,")
    listed = get("releases/", headers={"Accept-Encoding": "gzip"})
    assert listed["Content-Encoding"] == "gzip"


def test_a_head_says_what_the_answer_would(released, get):
    told, answer = Client().head(f"/api/v1/{FILE}"), get(FILE)
    assert (told.status_code, told["Content-Length"]) == (200, str(len(body(answer))))
    assert body(told) == b"" and told["ETag"] == answer["ETag"]


@pytest.mark.parametrize("address", ["releases/", "releases/1.0.0/"])
def test_who_has_the_list_is_sent_it_again_only_when_it_is_another(released, get, address):
    first = get(address)
    condition = {"If-None-Match": first["ETag"]}
    assert get(address, headers=condition).status_code == 304
    another(released.folder, "1.0.1")
    assert get(address, headers=condition).status_code == (200 if address == "releases/" else 304)


@pytest.mark.parametrize("version", ["9.9.9", "1.0", "..", "%2e%2e", "1.0.0%00", "x" * 900])
def test_an_unknown_version_is_refused_with_those_that_there_are(released, refused, version):
    for rest in ("/", "/parties.csv"):
        problem = refused(f"releases/{version}{rest}", 404)
        if version not in ("..", "%2e%2e"):
            assert problem["detail"].endswith("There are: latest, 1.0.0.")


@pytest.mark.parametrize(
    "name", ["nosuch.csv", "..%2f..%2fsecret_key/", "%2e%2e", ".", "parties.csv%00", "PARTIES.CSV"]
)
def test_no_name_leads_out_of_a_release(released, refused, name, data_home):
    (data_home / "secret_key").write_text("secret")
    assert "secret" not in str(refused(f"releases/1.0.0/{name}", 404)).replace("secret_key", "")


def test_an_unknown_file_is_refused_with_those_that_there_are(released, refused):
    detail = refused("releases/1.0.0/nosuch.csv", 404)["detail"]
    assert all(name in detail for name in released.files)


def test_what_is_being_made_is_not_there(released, refused, data_home):
    (data_home / "releases" / ".making-x").mkdir()
    refused("releases/.making-x/", 404)
    refused("releases/.making-x/parties.csv", 404)


@pytest.mark.parametrize("address", ["releases/", "releases/1.0.0/", FILE])
def test_parameters_are_refused_by_name(released, refused, address):
    assert refused(f"{address}?as_known_on=2019")["errors"][0]["parameter"] == "as_known_on"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nobody_writes_here(released, administrator_client, method):
    for address in ("releases/", "releases/1.0.0/", FILE):
        answer = getattr(administrator_client, method)(f"/api/v1/{address}")
        assert answer.status_code in (403, 405)


def test_what_an_editor_reads_nobody_keeps(released, administrator_client):
    response = administrator_client.get(f"/api/v1/{FILE}")
    assert response["Cache-Control"] == "private, no-store"
    assert body(response)
