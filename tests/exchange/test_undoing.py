"""An import taken back: all is as before it, or nothing is done and each obstacle is told."""

import pytest
from django.core.management import CommandError, call_command

from negotiations.choices import ChangesetChannel
from negotiations.exchange import undoing
from negotiations.exchange.load import Busy
from negotiations.exchange.undoing import UnknownImport, undo_import
from negotiations.models import KINDS, Changeset, Event, Offer, Party, PublicChange
from negotiations.models.history import writing

from .packages import SOUND, lines_of

# Each import and each change is a changeset of its own only where it is committed.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def records():
    """What every record and list holds, without what the database counts by itself."""
    found = {}
    for model in KINDS:
        left_out = {"id", "version", "created_at", "updated_at"}
        names = [f.attname for f in model._meta.concrete_fields if f.name not in left_out]
        lists = model._meta.many_to_many
        found[model.__name__] = sorted(
            (
                str({name: getattr(row, name) for name in names}),
                str(
                    {
                        field.name: sorted(getattr(row, field.name).values_list("slug", flat=True))
                        for field in lists
                    }
                ),
            )
            for row in model.objects.all()
        )
    return found


def obstacles_of(outcome):
    return [str(obstacle) for obstacle in outcome.obstacles]


@pytest.fixture
def drafts(imported):
    """The parts of the sound package, without a status: drafts."""
    outcome = imported(SOUND)
    assert lines_of(outcome) == []
    return outcome


def test_new_drafts_are_gone(drafts):
    outcome = undo_import(drafts.batch)
    assert obstacles_of(outcome) == []
    assert not any(model.objects.exists() for model in KINDS)
    assert sum(share.deleted for share in outcome.plan) == sum(share.new for share in drafts.plan)


def test_what_was_published_is_withdrawn_and_says_why(sound):
    undo_import(sound.batch)
    for model in KINDS:
        assert set(model.objects.values_list("status", flat=True)) == {"withdrawn"}
        (reason,) = set(model.objects.values_list("withdrawn_reason", flat=True))
        assert reason == f"The import {sound.batch} was taken back."
    assert PublicChange.objects.filter(slug="talks", change="withdrawn").exists()


def test_what_was_changed_has_its_former_values_and_lists(drafts, imported):
    before = records()
    changed = imported(
        {
            "parties": "slug,name,short_name\nus,The United States,US\n",
            "offers": "slug,title,proposers,recipients\npackage,Another,dprk,us\n",
            "events": "slug,title,date,note\ntalks,Talks,2019-10-06,Moved\nnew,New,2020,\n",
        }
    )
    assert records() != before
    outcome = undo_import(changed.batch)
    assert obstacles_of(outcome) == []
    assert records() == before
    assert {s.sheet: (s.deleted, s.withdrawn, s.restored) for s in outcome.plan} == {
        "parties": (0, 0, 1),
        "events": (1, 0, 1),
        "offers": (0, 0, 1),
    }


def test_the_same_files_come_in_again_after_it(sound, imported):
    undo_import(sound.batch)
    again = imported(SOUND, status="published")
    assert lines_of(again) == []
    assert set(Event.objects.values_list("status", flat=True)) == {"published"}


def test_a_later_change_stands_in_the_way(drafts):
    with writing(channel=ChangesetChannel.ADMIN):
        Party.objects.filter(slug="us").update(name="USA")
    before = records()
    outcome = undo_import(drafts.batch)
    assert [line.partition("(")[0] for line in obstacles_of(outcome)] == [
        "parties: us: It was changed after the import "
    ]
    assert records() == before


def test_what_refers_to_a_new_record_stands_in_the_way(imported):
    first = imported({"parties": "slug,name\nus,United States\ndprk,North Korea\n"})
    imported({"offers": "slug,title,proposers\npackage,A package,us\n"})
    imported({"statements": "slug,party,text\nst,dprk,No.\n"})
    outcome = undo_import(first.batch)
    assert sorted(obstacles_of(outcome)) == [
        "parties: dprk: statements: st refers to it now.",
        "parties: us: offers: package names it now.",
    ]
    assert Party.objects.count() == 2 and Offer.objects.count() == 1


def test_what_was_deleted_since_stands_in_the_way(imported):
    first = imported({"parties": "slug,name\nus,United States\ndprk,North Korea\n"})
    Party.objects.get(slug="us").delete()
    assert obstacles_of(undo_import(first.batch)) == [
        "parties: us: It was deleted after the import."
    ]


def test_imports_are_taken_back_from_the_latest_on(imported):
    first = imported({"parties": "slug,name\nus,United States\n"})
    second = imported({"parties": "slug,name\nus,USA\n"})
    assert undo_import(first.batch).obstacles
    assert not undo_import(second.batch).obstacles
    assert Party.objects.get().name == "United States"
    assert [one.batch for one in undoing.imports()] == [first.batch]


def test_a_dry_run_tells_and_writes_nothing(drafts):
    before, changesets = records(), Changeset.objects.count()
    assert undo_import(drafts.batch, dry_run=True).plan
    assert (records(), Changeset.objects.count()) == (before, changesets)


def test_an_import_is_taken_back_once(drafts):
    undo_import(drafts.batch)
    with pytest.raises(UnknownImport, match="was taken back already"):
        undo_import(drafts.batch)


@pytest.mark.parametrize("batch", ["", "nobody", "2"])
def test_a_name_must_mean_one_import(imported, batch):
    imported({"parties": "slug,name\nus,United States\n"})
    imported({"parties": "slug,name\nus,USA\n"})
    with pytest.raises(UnknownImport):
        undo_import(batch)


def test_the_command_lists_tells_and_refuses(drafts, capsys):
    call_command("undo_import")
    assert drafts.batch in capsys.readouterr().out
    with pytest.raises(CommandError, match="There is no import x"):
        call_command("undo_import", "x")
    call_command("undo_import", drafts.batch[:30])
    assert "deleted" in capsys.readouterr().out
    assert not Party.objects.exists()


def test_the_command_ends_with_one_where_something_stands_in_the_way(drafts, capsys):
    Party.objects.filter(slug="us").update(name="USA")
    with pytest.raises(SystemExit) as ended:
        call_command("undo_import", drafts.batch)
    assert ended.value.code == 1
    assert "1 records stand in the way; nothing was done." in capsys.readouterr().err


def test_it_waits_for_no_other_import(drafts, monkeypatch):
    def taken(cursor):
        raise Busy

    monkeypatch.setattr(undoing, "take_lock", taken)
    with pytest.raises(SystemExit) as ended:
        call_command("undo_import", drafts.batch)
    assert ended.value.code == 2
