"""Everything that is wrong is found at once, with its place, and then nothing is written."""

import re

import pytest

from negotiations.exchange.findings import PackageError
from negotiations.exchange.importing import import_path
from negotiations.models import Party

from .packages import SOUND, counts, everything, lines_of, places_of, write, zipped

#: One error to a row, of ten different sorts, with the place where each must be found.
TEN_ERRORS = {
    "parties": (
        "slug,name,iso3,colour\nus,United States,USA,blue\n\ndprk,,PRK,red\nprk,DPRK,PRK,red\n"
    ),
    "events": (
        "slug,title,date,part_of,agenda\n"
        "talks,Talks,2019-13-45,,\n"
        'dinner,A dinner,2019-02-27,tolks,"Of two\nlines"\n'
        "summit,Summit,2019-02-28,summit,\n"
        "dinner,The same dinner,2019-02-27,,\n"
    ),
    "offers": "slug,title,proposers,recipients\npackage,A package,us,dprk;us\n",
    "terms": "slug,offer,action,quantity,unit\nt1,package,Send oil,1.23456,tonnes\n",
    "citations": "source,target,stance\nnobody,event:talks,believes\n",
}
TEN_PLACES = [
    ("parties.csv", 1, "colour"),
    ("parties.csv", 4, "name"),
    ("parties.csv", 5, "iso3"),
    ("events.csv", 2, "date"),
    ("events.csv", 3, "part_of"),
    ("events.csv", 5, "part_of"),
    ("events.csv", 6, "slug"),
    ("offers.csv", 2, "recipients"),
    ("terms.csv", 2, "quantity"),
    ("citations.csv", 2, "source"),
    ("citations.csv", 2, "stance"),
]


def test_all_findings_are_reported_at_once_each_at_its_place(imported):
    before = everything()
    outcome = imported(TEN_ERRORS)
    assert places_of(outcome) == TEN_PLACES
    assert outcome.plan == []
    assert everything() == before


def test_a_finding_reads_file_row_column_value_reason(imported):
    lines = lines_of(imported(TEN_ERRORS))
    assert lines[0].startswith("parties.csv:1:colour: This is no column of parties")
    assert lines[4] == (
        "events.csv:3:part_of: tolks: There is no event with this slug; the nearest: talks."
    )
    assert lines[6] == "events.csv:6:slug: dinner: The slug stands already in row 3."


def test_an_unknown_column_is_refused_with_the_nearest(imported):
    (line,) = lines_of(imported({"parties": "slug,name,shortname\nus,United States,US\n"}))
    assert line.endswith("no column of parties; the nearest: short_name, name.")


def test_a_known_record_of_the_database_is_among_the_nearest(imported, sound):
    (line,) = lines_of(imported({"events": "slug,title,place\nfika,Fika,stokholm\n"}))
    assert line.endswith("There is no place with this slug; the nearest: stockholm.")


def test_published_rows_without_citation_are_all_reported(imported):
    tables = {**SOUND, "citations": "source,target\nwpr,event:talks\n"}
    found = imported(tables, status="published").findings
    assert {(finding.file, finding.row) for finding in found} == {
        ("events.csv", 3),
        ("offers.csv", 2),
        ("statements.csv", 2),
        ("agreements.csv", 2),
        ("claims.csv", 2),
    }
    assert "at least one published citation" in found[0].reason


def test_a_published_record_is_not_made_a_draft_again(imported, sound):
    outcome = imported({"places": "slug,status,name\nstockholm,draft,Stockholm\n"})
    assert places_of(outcome) == [("places.csv", 2, "status")]


def test_a_withdrawn_citation_uncovers_a_record_that_is_not_in_the_package(imported, sound):
    rows = "slug,status,withdrawn_reason\nwpr--event--talks,withdrawn,Misread.\n"
    (finding,) = imported({"citations": rows}).findings
    assert "The published record talks has no published citation" in finding.reason


# --- Broken files ---------------------------------------------------------------------------------

HEADER = "slug,name,note\n"
LOADS = {
    "byte order mark": b"\xef\xbb\xbfslug,name\nus,US\n",
    "CRLF": b"slug,name\r\nus,US\r\n",
    "no line end at the end": b"slug,name\nus,US",
    "blank lines": b"slug,name\n\nus,US\n\n",
    "quoted where not needed": b'"slug","name"\n"us","US"\n',
    "only the header": b"slug,name\n",
    "decomposed accents": "slug,name\nus,Cafe\u0301\n".encode(),
}


@pytest.mark.parametrize("content", LOADS.values(), ids=LOADS)
def test_a_file_of_another_form_loads_exactly(imported, content):
    assert lines_of(imported({"parties": content})) == []
    assert set(Party.objects.values_list("slug", "name")) <= {("us", "US"), ("us", "Caf\u00e9")}


def test_a_cell_keeps_every_sign(imported):
    text = "=1+1 | ; \\ \\. \\N 'x' \t"[:-1] + '"quoted", and\n\\.\nthree lines '
    cell = text.replace('"', '""')
    assert lines_of(imported({"parties": f'{HEADER}us,US,"{cell}"\n'})) == []
    assert Party.objects.get().note == text


REFUSED = {
    "empty file": (b"", 0, "", "The file is empty"),
    "UTF-16": ("slug,name\nus,US\n".encode("utf-16"), 1, "", "UTF-16"),
    "Latin-1": ("slug,name\nus,US\nse,Su\u00e9de\n".encode("latin-1"), 3, "", "0xE9 at byte 6"),
    "a NUL": (b"slug,name\nus,U\x00S\n", 2, "name", "U+0000 at position 2"),
    "a NUL in the header": (b"slug,name,\x00\nus,US,\n", 1, "\x00", "no column"),
    "a control sign": (b"slug,name\nus,U\x1bS\n", 2, "name", "U+001B"),
    "a row too short": (b"slug,name\nus,US\nse\n", 3, "", "The row has 1 cells, the header 2."),
    "a row too long": (b"slug,name\nus,US,USA\n", 2, "", "The row has 3 cells, the header 2."),
    "a quote never closed": (b'slug,name\nus,"US\n', 2, "", "not well-formed CSV"),
    "text after a quote": (b'slug,name\nus,"US"A\n', 2, "", "not well-formed CSV"),
    "a slug twice": (b"slug,name\nus,US\nus,USA\n", 3, "slug", "stands already in row 2"),
    "no slug": (b"slug,name\n,US\n", 2, "slug", "The cell is empty"),
    "a slug of other signs": (b"slug,name\nU S,US\n", 2, "slug", "lower-case letters"),
    "a slug ending in a line": (b'slug,name\n"us\n",US\n', 2, "slug", "lower-case letters"),
    "a required cell empty": (b"slug,name\nus,\n", 2, "name", "The cell is empty"),
    "a required cell blank": (b"slug,name\nus,  \n", 2, "name", "The name is empty"),
    "a required column missing": (b"slug\nus\n", 1, "name", "The column is missing, and new"),
    "no slug column": (b"name\nUS\n", 1, "slug", "The column is missing."),
    "an unknown column": (b"slug,name,nmae\nus,US,x\n", 1, "nmae", "nearest: name"),
    "a column without a name": (b"slug,name,\nus,US,x\n", 2, "column 3", "no name"),
    "a column twice": (b"slug,name,name\nus,US,US\n", 1, "name", "The column stands twice."),
    "a word of no vocabulary": (b"slug,name,kind\nus,US,planet\n", 2, "kind", "not one of: state"),
    "an unknown status": (b"slug,status,name\nus,ready,US\n", 2, "status", "not one of: draft"),
    "no date": (b"slug,name,date\nus,US,soon\n", 2, "date", "not written as a date"),
    "a span that ends first": (b"slug,name,date\nus,US,2019/2018\n", 2, "date", "ends before"),
    "an entry twice": (b"slug,name,aliases\nus,US,A;A\n", 2, "aliases", "stands twice"),
    "an entry empty": (b"slug,name,aliases\nus,US,A;\n", 2, "aliases", "empty"),
    "a bare backslash in a list": (b"slug,name,aliases\nus,US,A\\B\n", 2, "aliases", "backslash"),
    "a reference that is no slug": (b"slug,name,parent\nus,US,U S\n", 2, "parent", "lower-case"),
    "a parent of itself": (b"slug,name,parent\nus,US,us\n", 2, "parent", "own parent"),
    "semicolons between the cells": (b"slug;name\nus;US\n", 1, "", "not separated by commas"),
    "a thousand columns": (b"slug,name" + b",x" * 1_000 + b"\n", 1, "", "1002 columns"),
    "a cell over a megabyte": (b"slug,name\nus," + b"x" * 1_000_001 + b"\n", 2, "", "limit"),
}


@pytest.mark.parametrize(("content", "row", "column", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_broken_file_is_refused_with_its_place(imported, content, row, column, reason):
    before = everything()
    (finding,) = imported({"parties": content}).findings
    assert (finding.file, finding.row, finding.column) == ("parties.csv", row, column)
    assert reason in finding.reason
    assert everything() == before


@pytest.mark.parametrize(
    "number",
    ["10^5000", "1" * 5_000, "1e5000", "-1", "1_000", "nan", "", "70000", "2.5", " 2", "२"],
)
def test_a_number_is_a_number_that_the_column_can_hold(imported, number):
    tables = {
        "offers": "slug,title\no,O\n",
        "terms": f"slug,offer,action,ordinal\nt,o,A,{number}\n",
    }
    assert places_of(imported(tables)) == ([("terms.csv", 2, "ordinal")] if number else [])


@pytest.mark.parametrize("number", ["91", "181.0000001", "1e1", "10^5000", "Infinity", "1.1234567"])
def test_a_coordinate_is_a_decimal_of_few_digits_on_the_globe(imported, number):
    outcome = imported({"places": f"slug,name,latitude,longitude\np,P,{number},1\n"})
    assert places_of(outcome) == [("places.csv", 2, "latitude")]


REFERENCES = {
    "kind:slug is missing": ("talks", "kind:slug"),
    "no such kind": ("planet:talks", "kind:slug"),
    "a kind it cannot go to": ("place:stockholm", "kind:slug"),
    "no slug": ("event:", "A slug is"),
    "two of them": ("event:talks;offer:package", "Only one record"),
    "unknown": ("event:tolks", "nearest: talks"),
}


@pytest.mark.parametrize(("target", "reason"), REFERENCES.values(), ids=REFERENCES)
def test_a_reference_to_one_of_several_kinds_is_checked(imported, sound, target, reason):
    (finding,) = imported({"points": f"slug,target,question\np,{target},Why?\n"}).findings
    assert (finding.row, finding.column, finding.value) == (2, "target", target)
    assert reason in finding.reason


def test_a_row_that_cannot_be_read_is_not_reported_again_where_it_is_referred_to(imported):
    tables = {
        "parties": "slug,name\nus,US,too,many\nse,Sweden\n",
        "tenures": "slug,person,party,title\nt,kim,us,Envoy\n",
        "people": "slug,name\nkim,Kim\n",
    }
    assert places_of(imported(tables)) == [("parties.csv", 2, "")]


def test_a_file_that_cannot_be_read_leaves_no_trail_of_findings(imported):
    tables = {**SOUND, "events": SOUND["events"].encode("utf-16"), "citations": b"\xff"}
    outcome = imported(tables, status="published")
    assert [found.file for found in outcome.findings] == ["events.csv", "citations.csv"]


def test_a_refused_cell_does_not_make_the_rule_beside_it_fail(imported):
    tables = {
        "offers": "slug,title\no,O\n",
        "terms": "slug,offer,action,quantity,unit\nt,o,A,5,\x1b\n",
    }
    assert places_of(imported(tables)) == [("terms.csv", 2, "unit")]


# --- Packages that cannot be opened ---------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("package.xlsx", b"PK", "cannot be opened as a .xlsx"),
        ("package.txt", b"", "is no package"),
        ("package.zip", b"PK nothing", "cannot be opened as a .zip"),
        ("package.json", b"[", "is not JSON"),
        ("package.json", b"{}", "is no fixture"),
    ],
)
def test_another_sort_of_file_is_refused_with_a_sentence(tmp_path, name, content, reason):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(PackageError, match=re.escape(reason)):
        import_path(path)


@pytest.mark.django_db
def test_what_is_not_there_is_refused(tmp_path):
    with pytest.raises(PackageError, match="There is no"):
        import_path(tmp_path / "nowhere")


@pytest.mark.django_db
def test_a_folder_without_tables_is_refused(tmp_path):
    with pytest.raises(PackageError, match="holds no table"):
        import_path(tmp_path)


def test_a_table_of_no_kind_is_a_finding(imported):
    (line,) = lines_of(imported({"partys": "slug,name\n"}))
    assert line == "partys.csv: No kind has this name; the nearest: parties."


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "us-dprk/"])
def test_a_zip_is_read_like_the_folder_in_it(tmp_path, prefix):
    folder = write(tmp_path / "package", SOUND)
    outcome = import_path(zipped(folder, tmp_path / "package.zip", prefix), status="published")
    assert outcome.findings == []
    assert counts(outcome)["events"] == (2, 0, 0)


@pytest.mark.django_db
def test_a_zip_with_a_damaged_table_is_refused(tmp_path):
    path = zipped(write(tmp_path / "package", SOUND), tmp_path / "package.zip")
    content = bytearray(path.read_bytes())
    content[60:64] = b"\xff\xff\xff\xff"
    path.write_bytes(content)
    with pytest.raises(PackageError, match="cannot be read"):
        import_path(path)


@pytest.mark.django_db
def test_a_zip_that_unpacks_to_far_more_than_it_holds_is_refused(tmp_path):
    folder = write(tmp_path / "package", {"parties": b"slug,name\n" + b"\n" * 60_000_000})
    with pytest.raises(PackageError, match="too much"):
        import_path(zipped(folder, tmp_path / "package.zip"))
