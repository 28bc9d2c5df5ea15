"""A part of the records: what filters choose, with what belongs to it and what that refers to."""

import csv
import json

import pytest
from django.core.management import CommandError, call_command

from negotiations.api.urls import router
from negotiations.exchange import closing
from negotiations.exchange.choosing import DATED, EVERYTHING, NAMED, Filters
from negotiations.exchange.closing import BELONGING
from negotiations.exchange.dump import describe, export_csv
from negotiations.exchange.importing import import_path
from negotiations.exchange.package import FILE, PART
from negotiations.exchange.sheets import SHEETS
from negotiations.models import (
    KINDS,
    Citation,
    Event,
    Issue,
    Party,
    Person,
    Place,
    Source,
    Tenure,
)
from tests.conftest import US_DPRK, in_place_of_the_default

from .packages import contents, lines_of

pytestmark = pytest.mark.django_db

PARTS = {
    "a process": Filters({"process": ("us-dprk-summitry",)}),
    "a party in a year": Filters({"party": ("us",)}, "2019", "2019"),
    "a meeting": Filters({"event": ("hanoi-summit-2019",)}),
    "a source": Filters({"source": ("38north-2018-12",)}),
    "answers in a process": Filters({"process": ("six-party-talks",)}, sheets=("responses",)),
}


@pytest.fixture(scope="module")
def exported(us_dprk_database, django_db_blocker, tmp_path_factory):
    """Exports a part of the real data into a folder."""

    def export(filters, **options):
        folder = tmp_path_factory.mktemp("part") / "part"
        with django_db_blocker.unblock(), in_place_of_the_default(us_dprk_database):
            export_csv(folder, filters=filters, **options)
        return folder

    return export


def rows(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def slugs(folder, name):
    return {row["slug"] for row in rows(folder, name)}


@pytest.mark.slow
@pytest.mark.parametrize("filters", PARTS.values(), ids=PARTS)
def test_a_part_stands_by_itself(exported, filters, tmp_path):
    folder = exported(filters)
    outcome = import_path(folder)
    assert lines_of(outcome) == []
    assert all(share.unchanged == 0 for share in outcome.plan)
    export_csv(tmp_path / "part")
    assert tables(tmp_path / "part") == tables(folder)
    assert outcome.is_written and not whole(folder)


def tables(folder):
    return {name: content for name, content in contents(folder).items() if name != FILE}


def test_a_part_says_which_filters_chose_it_and_goes_on_saying_so(exported):
    folder = exported(Filters({"party": ("us", "dprk")}, "2019", date_mode="certain"))
    told = json.loads((folder / FILE).read_text())
    assert told["filters"] == {"party": "us,dprk", "date_from": "2019", "date_mode": "certain"}
    assert told["description"].endswith(PART)
    before = contents(folder)
    describe(folder)
    assert contents(folder) == before


def test_all_records_are_no_part(exported):
    told = json.loads((exported(EVERYTHING) / FILE).read_text())
    assert "filters" not in told and PART not in told["description"]


def whole(folder):
    """Whether all of the real data are there."""
    return all(len(rows(folder, sheet)) == len(rows(US_DPRK, sheet)) for sheet in SHEETS)


@pytest.mark.slow
def test_a_part_that_is_not_closed_would_be_refused(exported, monkeypatch):
    monkeypatch.setattr(closing, "cited_for", lambda *_: ())
    outcome = import_path(exported(PARTS["a meeting"]))
    assert {"citation of its own" in found.reason for found in outcome.findings} == {True}
    monkeypatch.setattr(closing, "referred_to_by", lambda *_: ())
    outcome = import_path(exported(PARTS["a meeting"]))
    assert any("There is no" in found.reason for found in outcome.findings)


@pytest.mark.slow
def test_the_same_part_is_the_same_bytes(exported):
    filters = PARTS["a party in a year"]
    assert contents(exported(filters)) == contents(exported(filters))


@pytest.mark.slow
def test_an_event_comes_with_all_who_took_part_and_all_that_was_claimed(exported):
    folder = exported(Filters({"party": ("us",)}, "2019-02", "2019-02"))
    assert "hanoi-summit-2019" in slugs(folder, "events")
    for name, column in (("participations", "event"), ("points", "target")):
        of_hanoi = ("hanoi-summit-2019", "event:hanoi-summit-2019")
        theirs = {row["slug"] for row in rows(US_DPRK, name) if row[column] in of_hanoi}
        assert theirs and theirs <= slugs(folder, name)


def test_every_kind_is_chosen_or_belongs_to_one_that_is_or_is_referred_to():
    along = {kind for kinds in BELONGING.values() for kind, _ in kinds}
    assert set(KINDS) - along - set(NAMED["process"].paths) == {
        *(Place, Party, Person, Tenure, Source, Issue, Citation)
    }


FILTERS = [(name, kind) for name, named in NAMED.items() for kind in named.paths]


@pytest.mark.parametrize(("name", "kind"), FILTERS, ids=[f"{n}-{k.__name__}" for n, k in FILTERS])
def test_a_filter_goes_the_paths_of_the_list_in_the_api(name, kind):
    ((_, views, _),) = [entry for entry in router.registry if entry[1].model is kind]
    theirs = views.filterset_class.base_filters[name]
    ours = NAMED[name].paths[kind]
    # The API has the event itself at its own address.
    assert set(theirs.paths) == set(ours) - ({"id"} if (name, kind) == ("event", Event) else set())
    assert (theirs.kind, theirs.within) == (NAMED[name].kind, NAMED[name].within)


def test_the_kinds_with_a_period_have_one_in_the_api():
    dated = {views.model for _, views, _ in router.registry if "date_from" in filters_of(views)}
    assert set(DATED) <= dated


def filters_of(views):
    return views.filterset_class.base_filters


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"process": "sumitry"}, "There is no process sumitry; the nearest: summitry"),
        ({"party": "us,uk"}, "There is no party uk"),
        ({"kinds": "event"}, "No kind is named event; the nearest: events"),
        ({"kinds": "wars"}, "No kind is named wars; there are: places, .*, citations.$"),
        ({"date_from": "2020", "date_to": "2019"}, "the period ends before it begins"),
        ({"date_from": "next year"}, "The period cannot be read: .*[^.]\\.$"),
        ({"party": "us", "date_from": "2030"}, "No record passes these filters"),
    ],
)
def test_a_filter_that_cannot_be_meant_is_told_and_nothing_is_written(
    sound, tmp_path, options, told
):
    with pytest.raises(CommandError, match=told):
        call_command("export_data", str(tmp_path / "part"), **options)
    assert not (tmp_path / "part").exists()


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl", "fixture", "parquet"])
def test_a_part_can_be_had_in_every_form(sound, tmp_path, form):
    path = tmp_path / {"xlsx": "part.xlsx", "fixture": "part.json"}.get(form, "part")
    call_command("export_data", str(path), format=form, event="return", verbosity=0)
    if form != "parquet":
        outcome = import_path(path, dry_run=True)
        held = {share.sheet: share.unchanged for share in outcome.plan if share.unchanged}
        assert held == {"sources": 1, "events": 2, "event_links": 1, "citations": 2}


def test_a_part_of_the_public_record_holds_no_drafts(sound, imported, tmp_path):
    imported({"statements": "slug,party,text,events\nsecret,us,Secret words,return\n"})
    for published in (False, True):
        export_csv(tmp_path / "part", published=published, filters=Filters({"event": ("return",)}))
        assert ("secret" in slugs(tmp_path / "part", "statements")) is not published
