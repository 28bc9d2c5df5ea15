"""Django fixtures: imported like a package, and round through loaddata and dumpdata."""

import json

import pytest
from django.core.management import call_command

from negotiations.exchange.importing import import_path
from negotiations.models import KINDS, Changeset, Event, Offer, Party, User

from .packages import counts, everything, lines_of, places_of


@pytest.fixture
def stockholm(pytestconfig):
    return pytestconfig.rootpath / "fixtures" / "stockholm-2019.json"


@pytest.fixture
def fixture(tmp_path):
    """Write objects as a fixture."""

    def write_fixture(*objects):
        path = tmp_path / "some.json"
        path.write_text(json.dumps(objects))
        return path

    return write_fixture


def party(slug="us", /, **fields):
    return {"model": "negotiations.party", "fields": {"slug": slug, "name": "US", **fields}}


@pytest.mark.django_db
def test_the_article_is_imported_as_one_changeset(stockholm):
    outcome = import_path(stockholm)
    assert outcome.findings == []
    assert counts(outcome)["offers"][0] == Offer.objects.count() > 0
    changeset = Changeset.objects.get()
    assert (changeset.channel, changeset.batch) == ("import", outcome.batch)
    assert {row.version for model in KINDS for row in model.objects.all()} == {1}


@pytest.mark.django_db
def test_the_article_again_changes_nothing(stockholm):
    import_path(stockholm)
    before = everything()
    outcome = import_path(stockholm)
    assert {(new, changed) for new, changed, _ in counts(outcome).values()} == {(0, 0)}
    assert everything() == before


@pytest.mark.django_db
def test_a_dry_run_of_a_fixture_writes_nothing(stockholm):
    outcome = import_path(stockholm, dry_run=True)
    assert counts(outcome)["events"][0] > 0
    assert not Event.objects.exists()


def dumped(path):
    call_command(
        "dumpdata", "negotiations", natural_foreign=True, natural_primary=True, output=str(path)
    )
    return json.loads(path.read_text())


@pytest.mark.django_db
@pytest.mark.parametrize("load", [import_path, lambda path: call_command("loaddata", path)])
def test_what_is_loaded_is_dumped_and_loaded_again_equally(stockholm, tmp_path, load):
    load(stockholm)
    first = dumped(tmp_path / "first.json")

    load(tmp_path / "first.json")

    assert dumped(tmp_path / "second.json") == first
    assert {entry["model"].partition(".")[2] for entry in first} >= {"event", "offer", "claim"}


@pytest.mark.django_db
def test_a_changed_field_of_a_fixture_is_told(fixture):
    import_path(fixture(party()), status="published")
    outcome = import_path(fixture(party(short_name="U.S.", status="published")))
    assert counts(outcome)["parties"] == (0, 1, 0)
    assert outcome.plan[0].changes[0].fields == {"short_name": ("", "U.S.")}


@pytest.mark.django_db
def test_what_no_fixture_holds_is_left_as_it_is(fixture):
    import_path(fixture(party()))
    Party.objects.update(editor_note="for the team", withdrawn_reason="as it was")
    assert counts(import_path(fixture(party()))) == {"parties": (0, 0, 1)}
    assert counts(import_path(fixture(party(short_name="US")))) == {"parties": (0, 1, 0)}
    left = Party.objects.get()
    assert (left.editor_note, left.withdrawn_reason) == ("for the team", "as it was")


@pytest.mark.django_db
def test_a_reference_may_go_forward_in_a_fixture(fixture):
    outcome = import_path(fixture(party("ministry", parent=["us"]), party("us")))
    assert outcome.findings == []


WRONG = {
    "a user": (
        {"model": "negotiations.user", "fields": {"username": "eve", "is_superuser": True}},
        "model",
        "Only records are imported",
    ),
    "no model": ({"fields": {}}, "", "no model and fields"),
    "no object": (3, "", "no model and fields"),
    "a primary key": ({**party(), "pk": 1}, "pk", "--natural-primary"),
    "no slug": (party(""), "slug", "no slug"),
    "a slug of other signs": (party("U S"), "slug", "lower-case letters"),
    "an unknown field": (party(colour="red"), "", "no field named 'colour'"),
    "an unknown reference": (party(parent=["dprk"]), "", "does not exist"),
    "a broken rule": (party(parent=["us"]), "parent", "own parent"),
    "a reference of another shape": (party(parent={"a": 1}), "", ""),
    "a list of another shape": (party(aliases=3), "", ""),
    "a NUL": (party(name="U\0S"), "", "U+0000"),
    "a word of no vocabulary": (party(kind="planet"), "kind", "not one of: state"),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("entry", "column", "reason"), WRONG.values(), ids=WRONG)
def test_a_broken_fixture_is_refused_with_the_place_of_its_object(fixture, entry, column, reason):
    before = everything()
    outcome = import_path(fixture(party("se"), entry))
    assert places_of(outcome) == [("some.json", 2, column)]
    assert reason in lines_of(outcome)[0]
    assert everything() == before
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_dump_of_everything_is_refused_once_for_each_model_that_holds_no_records(fixture):
    users = [{"model": "negotiations.user", "fields": {"username": name}} for name in "ab"]
    outcome = import_path(fixture(party("us"), *users, {"model": "auth.group", "fields": {}}))
    assert lines_of(outcome) == [
        "some.json:2:model: negotiations.user: Only records are imported: "
        "write the fixture with --exclude negotiations.user.",
        "some.json:4:model: auth.group: Only records are imported: "
        "write the fixture with --exclude auth.group.",
    ]


@pytest.mark.django_db
def test_the_dump_that_the_page_on_importing_shows_is_imported(stockholm, tmp_path, pytestconfig):
    import_path(stockholm)
    User.objects.create_user("ada", password="a pass phrase of some length")
    page = (pytestconfig.rootpath / "docs" / "importing.md").read_text()
    (shown,) = [line for line in page.splitlines() if "manage.py dumpdata" in line]
    words = shown.split()
    assert words[-2:] == ["--output", "records.json"]
    path = tmp_path / "records.json"

    call_command(*words[2:-1], str(path))

    assert "password" not in path.read_text()
    outcome = import_path(path)
    assert (outcome.findings, outcome.is_written) == ([], False)
