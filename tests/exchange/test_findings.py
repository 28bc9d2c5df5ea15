"""Everything that is wrong is found at once, with its place, and then nothing is written."""

import pytest

from negotiations.exchange.findings import PackageError
from negotiations.exchange.importing import import_path

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


# --- Cells (broken files stand in test_hostile_files.py) ------------------------------------------


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
