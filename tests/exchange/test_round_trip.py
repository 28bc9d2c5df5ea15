"""What goes in comes out again: the same records are the same bytes."""

import json
import unicodedata
import zipfile

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from negotiations.exchange.columns import join_entries, split_entries
from negotiations.exchange.dump import export_csv
from negotiations.exchange.importing import import_path
from negotiations.exchange.package import FILE, description
from negotiations.exchange.sheets import SHEETS
from negotiations.models import Event, Party

from .packages import SOUND, contents, lines_of, write

CASES = {"max_examples": 25, "deadline": None}


def test_a_zip_of_the_same_records_is_the_same_file(sound, tmp_path):
    first, second = tmp_path / "1" / "parley.zip", tmp_path / "2" / "parley.zip"
    export_csv(first)
    export_csv(second)
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        assert archive.namelist() == [*(sheet.file for sheet in SHEETS.values()), FILE]


def test_an_exported_zip_is_imported_without_a_change(sound, tmp_path):
    export_csv(tmp_path / "parley.zip")
    outcome = import_path(tmp_path / "parley.zip")
    assert (outcome.findings, outcome.is_written) == ([], False)


def test_the_public_export_leaves_out_drafts_and_what_refers_to_them(imported, sound, tmp_path):
    imported(
        {
            "places": "slug,name\nsecret-site,A site\n",
            "events": "slug,title,date,place\ntalks,Talks,2019-10-05,secret-site\n",
        }
    )
    export_csv(tmp_path / "all")
    export_csv(tmp_path / "public", published=True)
    whole, public = contents(tmp_path / "all"), contents(tmp_path / "public")
    assert b"secret-site" in whole["places.csv"]
    assert b"secret-site" in whole["events.csv"]
    assert [name for name, content in public.items() if b"secret-site" in content] == []
    assert b"talks" in public["events.csv"]


# --- Cells ------------------------------------------------------------------------------------

SIGNS = st.characters(exclude_categories=["Cs", "Cc"])
WORDS = st.text(SIGNS, min_size=1, max_size=30)
ENTRIES = st.lists(
    WORDS.map(str.strip).filter(lambda word: word.strip(" \n\u00a0")), max_size=4, unique=True
)


def written(cells):
    """One row as CSV, every cell quoted."""
    return ",".join('"{}"'.format(cell.replace('"', '""')) for cell in cells) + "\n"


@settings(**CASES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=WORDS, entries=ENTRIES)
def test_any_text_and_any_list_comes_out_as_it_went_in(imported, tmp_path, words, entries):
    cell = ";".join(entry.replace("\\", "\\\\").replace(";", "\\;") for entry in entries)
    rows = "slug,name,aliases,note\n" + written(["us", "US", cell, words])
    assert lines_of(imported({"parties": rows})) == []
    export_csv(tmp_path / "out")
    assert lines_of(import_path(tmp_path / "out" / "parties.csv")) == []

    party = Party.objects.get(slug="us")
    first = (tmp_path / "out" / "parties.csv").read_bytes()
    assert (party.note, party.aliases) == (nfc(words), [nfc(entry) for entry in entries])
    export_csv(tmp_path / "out")
    assert (tmp_path / "out" / "parties.csv").read_bytes() == first


def nfc(text):
    return unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\N{NO-BREAK SPACE}", '"', "'", "\\", "\\."])
def test_a_cell_that_a_spreadsheet_would_run_is_kept_as_it_is(imported, tmp_path, sign):
    text = f"{sign}1+cmd|' /C calc'!A0"
    imported({"parties": "slug,name,note\n" + written(["us", "US", text])})
    export_csv(tmp_path / "out")
    assert Party.objects.get().note == text
    assert import_path(tmp_path / "out" / "parties.csv").is_written is False


@pytest.mark.parametrize("entries", [["a"], ["a;b", "c"], ["\\", "\\;", ";\\"], ["a\\", "b"]])
def test_a_list_is_taken_apart_as_it_was_joined(entries):
    assert split_entries(join_entries(entries)) == entries


@pytest.mark.parametrize(
    ("given", "canonical"), [("8.50", "8.5"), ("8", "8"), ("0.00", "0"), ("100", "100")]
)
def test_numbers_lose_their_trailing_zeros(imported, tmp_path, given, canonical):
    imported({"events": f"slug,title,duration_hours_min\ntalks,Talks,{given}\n"})
    export_csv(tmp_path / "out")
    assert f",{canonical}," in (tmp_path / "out" / "events.csv").read_text()


def test_slugs_in_lists_are_sorted_and_names_are_not(imported, tmp_path):
    imported(
        {
            "processes": "slug,title\nb,B\na,A\n",
            "parties": "slug,name,aliases\nus,US,Z;A\n",
            "events": "slug,title,processes\ntalks,Talks,b;a\n",
        }
    )
    export_csv(tmp_path / "out")
    assert ",a;b," in (tmp_path / "out" / "events.csv").read_text()
    assert ",Z;A," in (tmp_path / "out" / "parties.csv").read_text()


# --- The description ------------------------------------------------------------------------------


def test_the_description_names_every_column_in_the_order_of_the_file(sound, tmp_path):
    export_csv(tmp_path / "out")
    described = json.loads((tmp_path / "out" / FILE).read_bytes())
    for resource in described["resources"]:
        header = (tmp_path / "out" / resource["path"]).read_text().partition("\n")[0]
        assert header.split(",") == [field["name"] for field in resource["schema"]["fields"]]


def test_the_description_refers_only_to_what_is_there():
    resources = {resource["name"]: resource for resource in description("any", "1")["resources"]}
    for name, resource in resources.items():
        columns = {field["name"] for field in resource["schema"]["fields"]}
        for key in resource["schema"].get("foreignKeys", []):
            assert set(key["fields"]) <= columns
            assert key["reference"].get("resource", name) in resources
            assert key["reference"]["fields"] == ["slug"]


def test_the_command_writes_a_package_and_says_so(sound, tmp_path, capsys):
    call_command("export_data", str(tmp_path / "parley"))
    assert capsys.readouterr().out == f"Wrote 22 files to {tmp_path / 'parley'}.\n"
    assert Event.objects.count() == 2


def test_a_package_is_not_written_over_a_file(tmp_path, db):
    place = write(tmp_path / "p", SOUND) / "events.csv"
    with pytest.raises(Exception, match="is a file"):
        call_command("export_data", str(place))
