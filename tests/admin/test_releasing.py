"""The page of releases: for whom, what it proposes, and that it makes what it says."""

import fcntl
import os

import pytest
from django.conf import settings
from django.db import OperationalError
from django.urls import reverse

from negotiations.admin import releasing
from negotiations.exchange.releases import folder_of_releases, releases
from negotiations.exchange.releasing import ReleaseError, make_release
from negotiations.models import Party
from tests.factories import make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
PAGE = "/admin/releases/"


@pytest.fixture(autouse=True)
def data_home(monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "DATA_HOME", tmp_path)


def proposed(client):
    return client.get(PAGE).context["proposal"].version


def test_it_proposes_what_the_rule_says_and_makes_it(administrator_client):
    make("Party", slug="us", status="published")
    assert proposed(administrator_client) == "1.0.0"
    page = administrator_client.post(PAGE, {"version": "1.0.0"}).content.decode()
    assert "Released 1.0.0" in page and 'href="/data/1.0.0/"' in page
    assert "Nothing changed since the last release" in page
    Party.objects.update(name="Otherwise")
    assert proposed(administrator_client) == "1.0.1"
    make("Party", slug="se", status="published")
    assert proposed(administrator_client) == "1.1.0"
    (parties,) = (
        one
        for one in administrator_client.get(PAGE).context["proposal"].counts
        if one.sheet == "parties"
    )
    assert (parties.rows, parties.added, parties.changed, parties.removed) == (2, 1, 1, 0)


@pytest.mark.parametrize(
    ("was", "is_", "version"),
    [('"published"', '"publicised"', "2.0.0"), ('"aliases"', '"also_known_as"', "2.0.0")],
)
def test_a_word_or_a_column_that_is_gone_moves_the_first_number(
    administrator_client, was, is_, version
):
    file = make_release("1.0.0").folder / "datapackage.json"
    file.chmod(0o644)
    file.write_text(file.read_text().replace(was, is_))
    assert proposed(administrator_client) == version


@pytest.mark.parametrize("version", ["", "one", "0.9.0", "1.0.0", "../x"])
def test_what_is_no_later_version_is_refused_in_a_sentence(administrator_client, version):
    make_release("1.0.0")
    page = administrator_client.post(PAGE, {"version": version})
    assert page.status_code == 200 and page.context["refusal"]
    assert [one.version for one in releases()] == ["1.0.0"]


def test_two_at_once_are_told(administrator_client):
    folder_of_releases().mkdir(parents=True)
    lock = os.open(folder_of_releases(), os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    page = administrator_client.post(PAGE, {"version": "1.0.0"}).content.decode()
    assert "Another release is being made" in page and releases() == []
    with pytest.raises(ReleaseError, match="Another release"):
        make_release("1.0.0")
    os.close(lock)
    assert make_release("1.0.0").version == "1.0.0"


@pytest.mark.parametrize(
    ("role", "status"),
    [("reader", 403), ("coder", 403), ("reviewer", 403), ("administrator", 200)],
)
def test_who_may(request, role, status):
    client = request.getfixturevalue(f"{role}_client")
    assert client.get(PAGE).status_code == status
    assert client.post(PAGE, {"version": "1.0.0"}).status_code == status
    is_linked = f'href="{PAGE}"' in client.get(reverse("admin:index")).content.decode()
    assert is_linked == (status == 200)
    assert bool(releases()) == (status == 200)


def test_a_database_that_fails_is_told(administrator_client, monkeypatch):
    def failing(*_):
        raise OperationalError("gone")

    monkeypatch.setattr(releasing, "make_release", failing)
    page = administrator_client.post(PAGE, {"version": "1.0.0"})
    assert page.context["refusal"] == "The database failed: gone. Nothing was released."
    assert releases() == []
