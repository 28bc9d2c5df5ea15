"""A release and the feed from its place on give the present state, for who has nothing but HTTP."""

import csv
import io

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from negotiations.exchange.dump import export_csv
from negotiations.exchange.releasing import make_release
from negotiations.exchange.sheets import SHEETS
from tests.conftest import US_DPRK, analyze_records
from tests.database.chance import CHANGES, change_at_random, edit_some

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

SHEET_OF = {sheet.kind: sheet for sheet in SHEETS.values()}


@pytest.fixture(autouse=True)
def data_home(monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "DATA_HOME", tmp_path / "home")


def body(address):
    response = Client().get(address)
    assert response.status_code == 200, response.content
    return b"".join(response) if response.streaming else response.content


def rows_of(text):
    header, *rows = csv.reader(io.StringIO(text.decode(), newline=""))
    return header, {row[0]: row for row in rows}


def followed(seq):
    """All changes behind a place, page by page."""
    address, found = f"/api/v1/changes/?since={seq}&page_size=40", []
    while address:
        page = Client().get(address).json()
        found += page["results"]
        address = page["next"]
    return found


def present_rows(sheet, slugs, header):
    """The records named that are still there, in the columns of the release."""
    folder = sheet.name.replace("_", "-")
    names, rows = rows_of(body(f"/api/v1/{folder}.csv?fields={','.join(header)}"))
    places = [names.index(name) for name in header]
    return {slug: [rows[slug][place] for place in places] for slug in slugs if slug in rows}


def replayed(release, changes):
    """The tables of the release after each record named was fetched anew, or let go."""
    result = {}
    for sheet in SHEETS.values():
        header, rows = rows_of(body(f"/api/v1/releases/{release.version}/{sheet.file}"))
        named = {one["slug"] for one in changes if SHEET_OF[one["kind"]] is sheet}
        kept = {slug: row for slug, row in rows.items() if slug not in named}
        result[sheet.file] = written(header, kept | present_rows(sheet, named, header))
    return result


def written(header, rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(
        [header, *(rows[slug] for slug in sorted(rows))]
    )
    return text.getvalue().encode()


def test_a_release_and_the_feed_since_are_the_present_state(tmp_path):
    call_command("import_data", str(US_DPRK), verbosity=0)
    analyze_records()
    release = make_release("1.0.0")
    list(change_at_random(5, (*CHANGES, edit_some, edit_some), operations=60))
    export_csv(tmp_path / "now", published=True)
    present = {
        sheet.file: (tmp_path / "now" / sheet.file).read_bytes() for sheet in SHEETS.values()
    }
    changes = followed(release.seq)
    assert {one["change"] for one in changes} == {"published", "updated", "withdrawn"}
    assert replayed(release, []) != present
    assert replayed(release, changes) == present
    for change in ("published", "updated", "withdrawn"):
        some = [one for one in changes if one["change"] != change]
        assert replayed(release, some) != present
