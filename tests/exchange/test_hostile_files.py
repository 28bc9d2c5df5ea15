"""Hostile files: each loads exactly, or is refused with its place; then nothing was written.

The corpus stands in hostile.py. What only some columns refuse (numbers, references) stands in
test_findings.py, what only workbooks can do wrong in test_workbooks.py.
"""

import csv
import json
import os
import signal
import subprocess
import sys
import tracemalloc
from contextlib import contextmanager

import pytest

from negotiations.exchange.delimited import ignored
from negotiations.exchange.dump import export_csv
from negotiations.exchange.files import tables_in
from negotiations.exchange.findings import Findings, PackageError
from negotiations.exchange.importing import import_path
from negotiations.exchange.mapping import NOTHING_MAPPED, Map, TableMap, read_map
from negotiations.exchange.rows import Rows
from negotiations.exchange.sheets import SHEETS
from negotiations.models import Changeset, Party, Place

from . import hostile
from .packages import lines_of, write

pytestmark = pytest.mark.django_db
#: The same by the names of a package, and through a map that leaves all as it is.
WAYS = {
    "plain": NOTHING_MAPPED,
    "mapped": Map((TableMap("parties", SHEETS["parties"]),)),
}
#: Of memory, for what is read of any file here; the packages of the project take half of it.
MOST_MEGABYTES = 250


def nothing_was_written():
    """The tests begin without any record."""
    return not any(model.objects.exists() for model in (Party, Place, Changeset))


@contextmanager
def no_longer_than(seconds):
    """Whoever waits for the end of a pipe is woken."""

    def wake(*_):
        raise TimeoutError("It waits for ever.")

    former = signal.signal(signal.SIGALRM, wake)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, former)


def refused(path, reason, **options):
    """The whole package is, in a sentence."""
    with no_longer_than(20), pytest.raises(PackageError) as told:
        import_path(path, **options)
    assert reason in str(told.value)
    assert nothing_was_written()


def values_of(model):
    """By slug the name and the note of each record."""
    return {record.slug: (record.name, record.note) for record in model.objects.all()}


# --- Texts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize(("content", "values"), hostile.LOADS.values(), ids=hostile.LOADS)
def test_a_file_of_another_form_loads_exactly(tmp_path, content, values, way):
    package = write(tmp_path / "package", {"parties": content})
    assert lines_of(import_path(package, mapped=way)) == []
    assert values_of(Party) == values


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_every_text_goes_out_as_it_came_in(tmp_path, way):
    package = write(tmp_path / "package", {"parties": hostile.ALL_TEXTS})
    assert lines_of(import_path(package, mapped=way)) == []
    export_csv(tmp_path / "export")
    with (tmp_path / "export" / "parties.csv").open(encoding="utf-8", newline="") as file:
        csv.field_size_limit(2_000_000)
        assert {row["slug"]: row["note"] for row in csv.DictReader(file)} == hostile.NOTES


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize(
    ("content", "row", "column", "reason"), hostile.REFUSED.values(), ids=hostile.REFUSED
)
def test_a_broken_file_is_refused_with_its_place(tmp_path, content, row, column, reason, way):
    package = write(tmp_path / "package", {"parties": content})
    (finding,) = import_path(package, mapped=way).findings
    assert (finding.file, finding.row, finding.column) == ("parties.csv", row, column)
    assert reason in finding.reason
    assert nothing_was_written()


def test_a_reader_who_thinks_of_nothing_fails_at_a_good_part():
    """Else the corpus would be no test."""

    def is_right(content, values):
        try:
            return hostile.naive(content) == values
        except (ValueError, KeyError, csv.Error):
            return values is None

    loads = [is_right(*case) for case in hostile.LOADS.values()]
    refuses = [is_right(content, None) for content, *_ in hostile.REFUSED.values()]
    assert loads.count(False) >= 4
    assert refuses.count(False) >= len(refuses) * 2 / 3


# --- Archives -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content", hostile.ARCHIVES_THAT_LOAD.values(), ids=hostile.ARCHIVES_THAT_LOAD
)
def test_an_odd_archive_loads_exactly(tmp_path, content):
    (tmp_path / "package.zip").write_bytes(content)
    assert lines_of(import_path(tmp_path / "package.zip")) == []
    assert values_of(Party) == hostile.US


@pytest.mark.parametrize(
    ("content", "reason"), hostile.ARCHIVES_REFUSED.values(), ids=hostile.ARCHIVES_REFUSED
)
def test_a_hostile_archive_is_refused(tmp_path, content, reason):
    path = tmp_path / "package.zip"
    path.write_bytes(content() if callable(content) else content)
    refused(path, reason)
    assert os.listdir(tmp_path) == ["package.zip"]


# --- What is no file, or no package ---------------------------------------------------------------


def pipe(path):
    os.mkfifo(path)


def device(path):
    path.symlink_to("/dev/zero")


def folder(path):
    path.mkdir()


@pytest.mark.parametrize("make", [pipe, device, folder])
def test_what_is_no_file_is_not_waited_for(tmp_path, make):
    package = write(tmp_path / "package", {"places": "slug,name\nhanoi,Hanoi\n"})
    make(package / "parties.csv")
    refused(package, "parties.csv is no file.")


@pytest.mark.parametrize("make", [pipe, device])
@pytest.mark.parametrize("name", ["parties.csv", "package.zip", "book.xlsx", "records.json"])
def test_a_pipe_is_no_package(tmp_path, make, name):
    make(tmp_path / name)
    refused(tmp_path / name, "is no file and no folder.")


@pytest.mark.parametrize("make", [pipe, device, folder])
def test_a_pipe_is_no_map(tmp_path, make):
    make(tmp_path / "map.toml")
    with no_longer_than(20), pytest.raises(PackageError, match=r"map\.toml is no file"):
        read_map(tmp_path / "map.toml")


def test_a_link_to_a_file_is_that_file_and_one_to_nothing_is_none(tmp_path):
    (tmp_path / "kept.txt").write_bytes(hostile.TABLE)
    package = write(tmp_path / "package", {})
    (package / "parties.csv").symlink_to(tmp_path / "kept.txt")
    assert lines_of(import_path(package)) == []
    (package / "places.csv").symlink_to(tmp_path / "nowhere")
    with pytest.raises(PackageError, match=r"places\.csv is no file"):
        import_path(package)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("package.xlsx", b"PK", "cannot be opened as a .xlsx"),
        ("package.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "cannot be opened as a .xlsx"),
        ("package.xlsx", hostile.packed({"xl/x.xml": b""}), "cannot be read as a workbook"),
        ("package.xlsx", hostile.packed({"../x.xml": b""}), "names a place outside of it"),
        ("package.txt", b"", "is no package"),
        ("package.json", b"[", "is not JSON"),
        ("package.json", b"[" * 100_000, "is not JSON"),
        ("package.json", b"{}", "is no fixture"),
    ],
)
def test_another_sort_of_file_is_refused_with_a_sentence(tmp_path, name, content, reason):
    (tmp_path / name).write_bytes(content)
    refused(tmp_path / name, reason)


# --- Large files ----------------------------------------------------------------------------------

#: Reads the files without a database, and tells of each what was found, and the most it took.
READER = """
import json, os, resource, sys
from pathlib import Path
import django
django.setup()
from negotiations.exchange.delimited import ignored
from negotiations.exchange.files import Table, sources_in
from negotiations.exchange.findings import Findings
from negotiations.exchange.mapping import STRICT
from negotiations.exchange.rows import Rows
from negotiations.exchange.sheets import SHEETS
for path in sys.argv[1:]:
    if os.fork() == 0:
        findings = Findings()
        with sources_in(Path(path), STRICT) as (source,):
            rows = Rows(Table(SHEETS["parties"], source), findings, ignored)
            read = sum(1 for row in rows) if rows.read_header() else 0
        found = [str(one) for one in findings.in_order([])]
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(json.dumps([Path(path).name, read, found, most]), flush=True)
        os._exit(0)
    os.wait()
"""


@pytest.mark.slow
def test_a_large_file_takes_little_memory(tmp_path):
    paths = [make(tmp_path / name) for name, (make, _) in hostile.LARGE.items()]
    told = subprocess.run(
        [sys.executable, "-c", READER, *map(str, paths)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "timeline.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    answers = [json.loads(line) for line in told.stdout.splitlines()]
    assert [name for name, *_ in answers] == list(hostile.LARGE)
    for name, read, found, most in answers:
        _, reason = hostile.LARGE[name]
        assert (read, found) == (1, []) if not reason else any(reason in one for one in found), name
        assert most < MOST_MEGABYTES, name


def test_of_a_table_that_was_read_nothing_is_held(tmp_path):
    """The names of a million rows would fill the memory that the next table needs."""
    rows = 5_000
    lines = "".join(f"place-{number:05},Somewhere,city\n" for number in range(rows))
    (tmp_path / "places.csv").write_text(f"slug,name,kind\n{lines}")
    findings = Findings()
    with tables_in(tmp_path, findings) as (table,):
        # The first time fills the caches, which have a bound of their own.
        for _ in range(2):
            read = Rows(table, findings, ignored)
            assert read.read_header()
            tracemalloc.start()
            try:
                assert sum(1 for _ in read) == rows
                held, most = tracemalloc.get_traced_memory()
            finally:
                tracemalloc.stop()
    assert not len(findings)
    assert held < most / 10
