"""An import taken back: all is as before it, or nothing is done and each obstacle is told."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg2.errors import LockNotAvailable

from negotiations.choices import ChangesetChannel
from negotiations.exchange import load, obstacles, undoing
from negotiations.exchange.failing import LOST
from negotiations.exchange.load import Busy
from negotiations.exchange.undoing import UnknownImport, undo_import
from negotiations.exchange.written import Written
from negotiations.models import KINDS, Changeset, Event, Offer, Party, PublicChange
from negotiations.models.history import writing
from tests.database.breaking import lose_the_server

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


def test_an_import_that_stands_in_the_way_is_told_by_its_name(drafts, imported):
    later = imported({"parties": "slug,name\nus,The United States\n"})
    (told,) = obstacles_of(undo_import(drafts.batch))
    assert told.endswith(f", import {later.batch}).")


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


OFFERS = "slug,title,proposers,recipients\npackage,A package,"


def test_imports_are_taken_back_from_the_latest_on(imported):
    sides = {"parties": "slug,name\nus,United States\ndprk,North Korea\n"}
    first = imported({**sides, "offers": f"{OFFERS}us,dprk\n"})
    before = records()
    second = imported({"parties": "slug,name\nus,USA\n", "offers": f"{OFFERS}dprk,us\n"})
    changed = records()
    third = imported({"offers": f"{OFFERS}us,dprk\n"})
    assert undo_import(first.batch).obstacles and undo_import(second.batch).obstacles
    assert not undo_import(third.batch).obstacles
    assert records() == changed
    assert obstacles_of(undo_import(second.batch)) == []
    assert records() == before
    assert [one.batch for one in undoing.imports()] == [first.batch]
    assert obstacles_of(undo_import(first.batch)) == []
    assert not any(model.objects.exists() for model in KINDS)


def test_what_was_changed_and_changed_back_is_no_later_work(drafts):
    party = Party.objects.get(slug="us")
    for name in ("USA", party.name):
        with writing(channel=ChangesetChannel.ADMIN):
            Party.objects.filter(slug="us").update(name=name)
    assert obstacles_of(undo_import(drafts.batch)) == []


def test_a_list_that_is_another_now_is_later_work(drafts):
    with writing(channel=ChangesetChannel.ADMIN):
        Offer.objects.get(slug="package").recipients.clear()
    told = obstacles_of(undo_import(drafts.batch))
    assert [line.partition(" (")[0] for line in told] == [
        "offers: package: It was changed after the import"
    ]


def test_drafts_that_withdrawn_records_name_are_kept(imported):
    outcome = imported(
        {
            "places": "slug,status,name\nhall,draft,A hall\nattic,draft,An attic\n",
            "parties": "slug,status,name,parent\nus,draft,U,\nstate,draft,State,us\nse,draft,S,\n",
            "sources": "slug,status,title,publisher_party\nwpr,published,An article,state\n",
            "events": "slug,status,title,place\ntalks,published,Talks,hall\n",
            "citations": "slug,status,source,target\nc,published,wpr,event:talks\n",
        }
    )
    assert lines_of(outcome) == []
    undone = undo_import(outcome.batch)
    assert obstacles_of(undone) == []
    assert {s.sheet: (s.deleted, s.withdrawn, s.kept) for s in undone.plan} == {
        "places": (1, 0, 1),
        "parties": (1, 0, 2),
        "sources": (0, 1, 0),
        "events": (0, 1, 0),
        "citations": (0, 1, 0),
    }
    assert set(Party.objects.values_list("slug", "status")) == {("us", "draft"), ("state", "draft")}


def test_rows_that_came_in_withdrawn_are_told(imported):
    outcome = imported(
        {"parties": "slug,status,name,withdrawn_reason\nus,withdrawn,US,A mistake\n"}
    )
    undone = undo_import(outcome.batch)
    assert [(share.sheet, share.kept) for share in undone.plan] == [("parties", 1)]
    assert Party.objects.get().withdrawn_reason == "A mistake"


def test_what_a_record_named_before_and_is_deleted_stands_in_the_way(imported):
    imported({"parties": "slug,name\nus,US\nse,SE\n", "offers": f"{OFFERS}se,\n"})
    imported({"parties": "slug,name,parent\nstate,State,us\n"})
    changed = imported({"parties": "slug,parent\nstate,se\n", "offers": f"{OFFERS}us,\n"})
    with writing(channel=ChangesetChannel.ADMIN):
        Party.objects.filter(slug="us").update(name="Never mind")
    other = imported({"parties": "slug,parent\nstate,\n", "offers": f"{OFFERS},\n"})
    Party.objects.filter(slug="us").delete()
    Party.objects.filter(slug="se").delete()
    assert obstacles_of(undo_import(other.batch)) == [
        "parties: state: parties: se, which it named before, was deleted.",
        "offers: package: parties: us, which it named before, was deleted.",
    ]
    assert undo_import(changed.batch).obstacles


VALUES_OF_ONE = (
    ("iso3", "USA", "Another party has this iso3 code. It is other."),
    (
        "external_ids",
        "wikidata:Q30",
        "Another record of this kind has one of these external identifiers. It is other.",
    ),
)


@pytest.mark.parametrize(("column", "value", "reason"), VALUES_OF_ONE)
def test_a_value_that_another_record_has_taken_stands_in_the_way(imported, column, value, reason):
    imported({"parties": f"slug,name,{column}\nus,US,{value}\n"})
    changed = imported({"parties": f"slug,{column}\nus,\n"})
    imported({"parties": f"slug,name,{column}\nother,Other,{value}\n"})
    assert obstacles_of(undo_import(changed.batch)) == [f"parties: us: {reason}"]
    assert not getattr(Party.objects.get(slug="us"), column)


def test_a_value_that_the_import_gave_to_a_new_record_goes_back(imported):
    imported({"parties": "slug,name,iso3\nus,US,USA\n"})
    imported({"parties": "slug,iso3\nus,\n"})
    moved = imported({"parties": "slug,status,name,iso3\nus,draft,US,\nz,published,Z,USA\n"})
    moved_on = imported({"parties": "slug,name,iso3\nus,US,GBR\n"})
    assert obstacles_of(undo_import(moved_on.batch)) == []
    assert obstacles_of(undo_import(moved.batch)) == []
    assert dict(Party.objects.values_list("slug", "status")) == {"us": "draft", "z": "withdrawn"}


def test_what_only_the_database_knew_is_told_in_the_words_of_its_rule(imported, monkeypatch):
    imported({"parties": "slug,name,iso3\nus,US,USA\n"})
    changed = imported({"parties": "slug,iso3\nus,\n"})
    imported({"parties": "slug,name,iso3\nother,Other,USA\n"})
    monkeypatch.setattr(obstacles, "values_taken", lambda import_, table: iter(()))
    assert obstacles_of(undo_import(changed.batch)) == [
        "parties: Another party has this iso3 code."
    ]


def test_what_is_in_review_was_never_public(imported):
    first = imported({"parties": "slug,status,name\nus,draft,US\n"})
    second = imported({"parties": "slug,status,name\nus,in_review,US\nse,in_review,SE\n"})
    assert obstacles_of(undo_import(second.batch)) == []
    assert list(Party.objects.values_list("slug", "status")) == [("us", "draft")]
    assert obstacles_of(undo_import(first.batch)) == []


def test_later_work_on_what_would_be_withdrawn_stands_in_the_way(imported):
    first = imported({"parties": "slug,status,name\nus,published,US\n"})
    imported({"statements": "slug,party,text\nst,us,No.\n"})
    assert obstacles_of(undo_import(first.batch)) == [
        "parties: us: statements: st refers to it now."
    ]


def test_what_an_import_taken_back_left_is_no_later_work(imported):
    first = imported({"parties": "slug,name\nus,US\nse,SE\n"})
    second = imported(
        {"parties": "slug,status,name,parent\nstate,published,S,us\nse,published,SE,\n"}
    )
    assert obstacles_of(undo_import(second.batch)) == []
    assert obstacles_of(undo_import(first.batch)) == []
    assert dict(Party.objects.values_list("slug", "status")) == {
        "us": "draft",
        "se": "withdrawn",
        "state": "withdrawn",
    }
    reasons = set(Party.objects.exclude(slug="us").values_list("withdrawn_reason", flat=True))
    assert reasons == {f"The import {second.batch} was taken back."}


@pytest.fixture
def editor():
    """A connection of somebody else, who does not wait."""
    other = connection.get_new_connection(connection.get_connection_params())
    other.autocommit = True
    other.cursor().execute("set lock_timeout = '100ms'")
    yield other
    other.close()


def changing_before_the_end(editor, monkeypatch, statement):
    """Have somebody else write after it was asked what stands in the way."""
    asked = undoing.obstacles

    def obstacles(import_):
        yield from asked(import_)
        editor.cursor().execute(statement)

    monkeypatch.setattr(undoing, "obstacles", obstacles)


WRITES = (
    "update negotiations_party set name = 'Edited' where slug = 'us'",
    "insert into negotiations_offer_proposers (offer_id, party_id) "
    "select o.id, p.id from negotiations_offer as o, negotiations_party as p where p.slug = 'se'",
)


@pytest.mark.parametrize("write", WRITES)
def test_nobody_writes_between_the_question_and_the_end(imported, editor, monkeypatch, write):
    imported({"parties": "slug,name\nus,US\n", "offers": f"{OFFERS}us,\n"})
    changed = imported({"parties": "slug,name\nus,USA\nse,Sweden\n"})
    changing_before_the_end(editor, monkeypatch, write)
    with pytest.raises(LockNotAvailable):
        undo_import(changed.batch)
    assert Party.objects.get(slug="us").name == "USA"


def test_without_the_locks_a_change_would_be_lost(imported, editor, monkeypatch):
    imported({"parties": "slug,name\nus,US\n"})
    changed = imported({"parties": "slug,name\nus,USA\n"})
    changing_before_the_end(editor, monkeypatch, WRITES[0])
    monkeypatch.setattr(Written, "lock", lambda self: None)
    assert not undo_import(changed.batch).obstacles
    assert Party.objects.get().name == "US"


def test_of_very_many_obstacles_the_first_are_told(imported, monkeypatch):
    for module in (undoing, obstacles):
        monkeypatch.setattr(module, "MOST_TOLD", 2)
    rows = "".join(f"p{number},Party\n" for number in range(3))
    first = imported({"parties": f"slug,name\n{rows}"})
    with writing(channel=ChangesetChannel.ADMIN):
        Party.objects.update(name="Another")
    outcome = undo_import(first.batch)
    assert (len(outcome.obstacles), outcome.has_more) == (2, True)
    assert outcome.refusal == "These 2 and more stand in the way; nothing was done."


def test_a_dry_run_tells_and_writes_nothing(drafts):
    before, changesets = records(), Changeset.objects.count()
    assert undo_import(drafts.batch, dry_run=True).plan
    assert (records(), Changeset.objects.count()) == (before, changesets)


def test_an_import_is_taken_back_once(drafts):
    undo_import(drafts.batch)
    for name in (drafts.batch, drafts.batch[:20]):
        with pytest.raises(UnknownImport, match=f"{name} was taken back already"):
            undo_import(name)


@pytest.mark.parametrize("batch", ["", "nobody", "2", "\0"])
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
    assert "1 obstacle stands in the way; nothing was done." in capsys.readouterr().err


def test_it_waits_for_no_other_import(drafts, monkeypatch):
    def taken(cursor):
        raise Busy

    monkeypatch.setattr(load, "take_lock", taken)
    with pytest.raises(SystemExit) as ended:
        call_command("undo_import", drafts.batch)
    assert ended.value.code == 2


def losing_the_server(monkeypatch, place):
    """The server ends the connection before or after everything is undone."""
    undo = undoing.undo

    def undo_and_lose(*given):
        if place == "after":
            undo(*given)
        lose_the_server()
        if place == "before":
            undo(*given)

    monkeypatch.setattr(undoing, "undo", undo_and_lose)


@pytest.mark.parametrize(("place", "code"), [("before", 1), ("after", 3)])
def test_a_lost_connection_is_told_by_when_it_was_lost(drafts, monkeypatch, place, code):
    before = records()
    losing_the_server(monkeypatch, place)
    with pytest.raises(CommandError) as told:
        call_command("undo_import", drafts.batch)
    connection.close()
    assert told.value.returncode == code
    assert ("All of it was done or nothing." in str(told.value)) == (place == "after")
    assert str(told.value).endswith(f"Nothing was done. {LOST}") == (place == "before")
    assert records() == before
