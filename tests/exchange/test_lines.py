"""JSON lines in: the same columns as a table, typed; what cannot be meant is told at its place."""

import json
import zipfile

import pytest
from django.core.management import call_command

from negotiations.exchange.findings import PackageError
from negotiations.exchange.importing import import_path
from negotiations.exchange.lines import LONGEST_LINE
from negotiations.exchange.mapping import read_map
from negotiations.models import Event, Party, Process

from .packages import counts, everything, lines_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(tmp_path):
    """A folder of JSON lines: objects, or lines as they stand."""

    def write(**tables):
        folder = tmp_path / f"lines-{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        for name, rows in tables.items():
            told = [row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows]
            (folder / f"{name}.jsonl").write_bytes(b"".join(line + b"\n" for line in told))
        return folder

    return write


def party(**given):
    return {"slug": "us", "name": "United States"} | given


def test_typed_values_arrive_as_what_they_are(lines):
    talks = {
        "slug": "talks",
        "title": "Talks",
        "processes": ["b", "a"],
        "external_ids": ["x:a;b", "y:\\"],
        "seq": 3,
        "duration_hours_min": 8.5,
        "duration_hours_max": None,
        "note": "One\nand another",
    }
    processes = [{"slug": "a", "title": "A"}, {"slug": "b", "title": "B"}]
    assert lines_of(import_path(lines(events=[talks], processes=processes))) == []
    event = Event.objects.get()
    assert [process.slug for process in event.processes.all()] == ["a", "b"]
    assert event.external_ids == ["x:a;b", "y:\\"]
    assert (event.seq, float(event.duration_hours_min)) == (3, 8.5)
    assert (event.duration_hours_max, event.note) == (None, "One\nand another")


@pytest.mark.parametrize("number", [b"3.0", b"3", b"30e-1", b"0.3E1", b"3.000"])
def test_a_number_is_what_it_is_however_a_program_writes_it(lines, number):
    line = b'{"slug": "talks", "title": "Talks", "seq": ' + number + b"}"
    assert lines_of(import_path(lines(events=[line]))) == []
    assert Event.objects.get().seq == 3


def test_a_large_number_keeps_all_of_its_digits(lines, sound):
    line = b'{"slug": "package--t1", "quantity": 1234567890123456.7891, "unit": "USD"}'
    assert lines_of(import_path(lines(terms=[line]))) == []
    call_command("export_data", str(lines() / "out"), format="jsonl", verbosity=0)


def test_what_a_line_leaves_out_is_empty_and_what_all_leave_out_stays(lines):
    first = [party(short_name="US", note="A note"), party(slug="se", note="Another")]
    import_path(lines(parties=first))
    import_path(lines(parties=[party(note="Changed"), {"slug": "se", "name": "Sweden"}]))
    told = {p.slug: (p.name, p.short_name, p.note) for p in Party.objects.all()}
    assert told == {"us": ("United States", "US", "Changed"), "se": ("Sweden", "", "")}


def test_a_file_without_lines_is_a_kind_without_records(lines):
    outcome = import_path(lines(parties=[party()], places=[], terms=[]))
    assert (lines_of(outcome), counts(outcome)["places"]) == ([], (0, 0, 0))


def test_a_zip_and_a_file_alone_are_read_too(lines, tmp_path):
    folder = lines(parties=[party()])
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        archive.write(folder / "parties.jsonl", "parties.jsonl")
    assert counts(import_path(tmp_path / "p.zip"))["parties"] == (1, 0, 0)
    assert counts(import_path(folder / "parties.jsonl"))["parties"] == (0, 0, 1)


def test_slugs_that_may_be_left_out_are_made(lines, sound):
    folder = lines(citations=[{"source": "wpr", "target": "event:talks"}])
    assert counts(import_path(folder))["citations"] == (0, 0, 1)


def talks(**given):
    return {"slug": "talks", "title": "Talks"} | given


WRONG = {
    "an unknown key": (party(colour="red"), "colour", "This is no column of parties."),
    "one that is nearly known": (party(shortname="US"), "shortname", "the nearest: short_name"),
    "a text for a list": (party(aliases="USA"), "aliases", "A list of texts stands here"),
    "numbers in a list": (party(aliases=[1]), "aliases", "not a list of other things"),
    "a list of lists": (party(aliases=[["a"]]), "aliases", "A list of texts stands here"),
    "an empty entry": (party(aliases=[""]), "aliases", "An entry is empty."),
    "a number for a text": (party(name=5), "name", "A text stands here, in quotes, not a number."),
    "true for a text": (party(name=True), "name", "not true or false"),
    "an object for a text": (party(name={"en": "US"}), "name", "not an object"),
    "a text for a number": (talks(seq="2"), "seq", "A number stands here, as 3."),
    "true for a number": (talks(seq=True), "seq", "A number stands here"),
    "not a number": (talks(seq=float("nan")), "seq", "This is not a number such as 3"),
    "a number without end": (b'{"slug":"a","title":"A","seq":1e999999999}', "seq", "not a number"),
    "a number with an end": (talks(seq=2.5), "seq", "This is not a number such as 3"),
    "half a sign": (b'{"slug":"us","name":"\\ud800"}', "name", "Half of a pair"),
    "half a sign in a list": (b'{"slug":"us","name":"U","aliases":["\\udfff"]}', "aliases", "Half"),
    "a NUL": (party(name="U\0S"), "name", "U+0000"),
    "a cell of a million": (party(note="a" * 1_000_001), "note", "more than 1,000,000 characters"),
    "no slug": ({"name": "US"}, "slug", "The cell is empty"),
    "an empty name": (party(name=""), "name", "The cell is empty"),
    "a list of slugs in one": (party(parent="se;us"), "parent", "A slug is"),
    "no JSON": (b'{"slug": "us",}', "", "The line is not JSON"),
    "no object": (b'["us"]', "", "The line is no object"),
    "two in one line": (b'{"slug": "us"}{"slug": "se"}', "", "The line is not JSON"),
    "a key twice": (b'{"slug": "us", "slug": "dprk"}', "", "The key 'slug' stands twice."),
    "nested too deep": (b'{"slug": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "", "not JSON"),
    "latin-1": (b'{"slug": "us", "name": "\xe9"}', "", "The line is not UTF-8, from byte 25 on"),
    "a line without end": (b"{" + b" " * LONGEST_LINE, "", "The line is longer than"),
}


@pytest.mark.parametrize(("line", "column", "reason"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_meant_is_told_at_its_line(lines, line, column, reason):
    before = everything()
    table, first = ("events", talks(slug="b")) if column == "seq" else ("parties", party(slug="b"))
    (found,) = import_path(lines(**{table: [first, line]})).findings
    assert (found.file, found.row, found.column) == (f"{table}.jsonl", 2, column)
    assert reason in found.reason
    assert everything() == before


def test_every_line_is_looked_at_though_some_cannot_be_read(lines):
    told = [b"{", party(), b"[]", party(slug="x", aliases="X"), b"{"]
    assert [found.row for found in import_path(lines(parties=told)).findings] == [1, 3, 4, 5]


def test_a_column_that_is_missing_everywhere_is_told_of_the_file(lines):
    (found,) = import_path(lines(parties=[{"slug": "us"}, {"slug": "se"}])).findings
    assert str(found) == (
        "parties.jsonl::name: The column is missing, and new records need it: row 1 is the first."
    )


def test_several_slugs_in_one_entry_are_refused(lines):
    (found,) = import_path(
        lines(events=[{"slug": "talks", "title": "Talks", "processes": ["a;b"]}])
    ).findings
    assert found.reason == "Each slug is an entry of the list by itself."
    assert not Process.objects.exists()


def test_a_table_in_two_forms_is_refused(lines):
    folder = lines(parties=[party()])
    (folder / "parties.csv").write_text("slug,name\nus,US\n")
    with pytest.raises(PackageError, match="Two tables hold parties"):
        import_path(folder)


def test_lines_take_no_map(lines, tmp_path):
    mapping = tmp_path / "map.toml"
    mapping.write_text('[[table]]\nsheet = "parties"\nkind = "parties"\n')
    with pytest.raises(PackageError, match=r"parties\.jsonl takes no map"):
        import_path(lines(parties=[party()]), mapped=read_map(mapping))


def test_utf16_is_told_once(lines, tmp_path):
    folder = lines(parties=[])
    (folder / "parties.jsonl").write_bytes(json.dumps(party()).encode("utf-16"))
    assert lines_of(import_path(folder)) == [
        "parties.jsonl:1: The file is UTF-16: save it as UTF-8."
    ]


def test_refused_lines_are_kept_as_a_table(lines, tmp_path):
    folder = lines(parties=[party(aliases=["a", "b;c"], cow=2), party(slug="se")])
    with pytest.raises(SystemExit):
        call_command("import_data", str(folder), refused=tmp_path / "refused", verbosity=0)
    (header, row) = (tmp_path / "refused" / "parties.csv").read_text().splitlines()
    assert header == "slug,name,aliases,cow,findings"
    assert row.startswith("us,United States,a;b\\;c,2,")
