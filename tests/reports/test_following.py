"""Whoever follows the feed has the public record: nothing is missed, whoever writes meanwhile."""

import csv
import io
import threading
from contextlib import ExitStack, contextmanager

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from negotiations.exchange.dump import export_csv
from negotiations.exchange.sheets import SHEETS
from negotiations.reports.changes import changes_since, data_version
from tests.conftest import US_DPRK, analyze_records
from tests.database.breaking import ask_deferred_rules, execute
from tests.database.chance import CHANGES, change_at_random, edit_some
from tests.database.racing import changed_function, elsewhere, in_two_transactions
from tests.factories import make

pytestmark = pytest.mark.django_db(transaction=True)

FILES = {sheet.model._meta.verbose_name.replace(" ", "_"): sheet.file for sheet in SHEETS.values()}
EVERYTHING = 100_000


# --- Replaying the feed over an export -------------------------------------------------------


def exported(folder):
    """The public record: for each file its header and its rows by slug."""
    export_csv(folder, published=True)
    found = {}
    for file in FILES.values():
        with (folder / file).open(encoding="utf-8", newline="") as stream:
            header, *rows = csv.reader(stream)
        found[file] = [header, {row[0]: row for row in rows}]
    return found


def replayed(old, entries, present):
    """The old export after each record named was fetched anew, or let go where it is gone."""
    result = {file: [header, dict(rows)] for file, (header, rows) in old.items()}
    for entry in entries:
        file = FILES[entry.kind]
        row = present[file][1].get(entry.slug)
        if row is None:
            result[file][1].pop(entry.slug, None)
        else:
            result[file][1][entry.slug] = row
    return result


def written(record):
    """The bytes of each file."""
    files = {}
    for file, (header, rows) in record.items():
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerows([header, *(rows[slug] for slug in sorted(rows))])
        files[file] = text.getvalue().encode()
    return files


def test_the_feed_replayed_over_an_export_is_the_present_state(tmp_path):
    call_command("import_data", str(US_DPRK), verbosity=0)
    analyze_records()
    old, place = exported(tmp_path / "old"), data_version()
    list(change_at_random(5, (*CHANGES, edit_some, edit_some), operations=60))
    present = exported(tmp_path / "new")
    entries = changes_since(place, EVERYTHING)
    assert {entry.change for entry in entries} == {"published", "updated", "withdrawn"}
    assert written(old) != written(present)
    assert written(replayed(old, entries, present)) == on_disk(tmp_path / "new")
    for change in ("published", "updated", "withdrawn"):
        missing = only_telling(old, entries, present, change)
        without = [entry for entry in entries if (entry.kind, entry.slug) != missing]
        assert written(replayed(old, without, present)) != written(present)


def on_disk(folder):
    return {file: (folder / file).read_bytes() for file in FILES.values()}


def only_telling(old, entries, present, change):
    """The control: a record whose entries are needed, for its row is another than before."""
    return next(
        (entry.kind, entry.slug)
        for entry in entries
        if entry.change == change
        and old[FILES[entry.kind]][1].get(entry.slug)
        != present[FILES[entry.kind]][1].get(entry.slug)
    )


def test_nothing_is_told_where_nothing_public_differs(tmp_path):
    """Draft work beside a public record: the export and the place stay, to the byte."""
    make("Party", slug="us", status="published")
    exported(tmp_path / "old")
    place = data_version()
    draft = make("Event")
    draft.processes.add(make("Process"))
    make("Participation", event=draft, party=make("Party"), status="published")
    draft.save()
    exported(tmp_path / "new")
    assert on_disk(tmp_path / "old") == on_disk(tmp_path / "new")
    assert data_version() == place


# --- Reading while others write --------------------------------------------------------------


def test_a_reader_misses_nothing_while_many_write():
    """Eight publish, work on drafts and take back, while one follows."""
    seen, working = [], True

    def write(writer):
        for number in range(6):
            with transaction.atomic():
                make("Party", slug=f"p-{writer}-{number}", status="published")
                make("Party")
                if number == 3:
                    transaction.set_rollback(True)
            make("Event")
        connection.close()

    writers = [threading.Thread(target=write, args=[number]) for number in range(8)]
    for writer in writers:
        writer.start()
    while working:
        working = any(writer.is_alive() for writer in writers)
        seen += changes_since(last(seen), 10)
    for writer in writers:
        writer.join()
    seen += changes_since(last(seen), EVERYTHING)
    assert [entry.seq for entry in seen] == list(range(1, 8 * 5 + 1))
    assert seen == changes_since(0, EVERYTHING)


def last(seen):
    return seen[-1].seq if seen else 0


def missed_by_a_reader():
    """What one who asks in between misses of two writers, of whom the first commits last."""
    seen = []

    def first():
        make("Party", slug="first", status="published")
        ask_deferred_rules()

    def look():
        seen.extend(elsewhere(lambda: changes_since(last(seen), 10)))

    in_two_transactions(first, lambda: make("Party", slug="second", status="published"), look)
    look()
    return {entry.slug for entry in changes_since(0, 10)} - {entry.slug for entry in seen}


def test_nothing_comes_in_behind_a_reader():
    assert missed_by_a_reader() == set()


def test_numbers_given_as_one_writes_would_come_in_behind():
    """The control: places from a sequence, drawn without waiting for who wrote before."""
    with numbered_while_writing():
        assert missed_by_a_reader() == {"first"}


@contextmanager
def numbered_while_writing():
    number = "coalesce((select max(seq) from public.negotiations_changeset), 0) + 1"
    execute("create sequence engine.careless_place")
    with ExitStack() as stack:
        for function, old, new in (
            ("number_changeset", "perform pg_advisory_xact_lock(7272001);", ""),
            ("number_changeset", number, "new.id"),
            (
                "note_public_changes",
                "last := engine.public_version();",
                "last := nextval('engine.careless_place') - 1;",
            ),
        ):
            stack.enter_context(changed_function(function, old, new))
        yield
    execute("drop sequence engine.careless_place")
