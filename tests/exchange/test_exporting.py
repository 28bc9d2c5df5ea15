"""Which form a path and `--format` tell, and what each form leaves."""

import json
import zipfile

import pytest
from django.core.management import CommandError, call_command
from pyarrow import parquet

from negotiations.exchange import extras
from negotiations.exchange.archives import unfinished
from negotiations.exchange.dump import export_csv
from negotiations.exchange.exporting import FORMS, ExportError, export_path, form_of
from negotiations.exchange.importing import import_path
from negotiations.exchange.sheets import SHEETS

from .packages import SOUND, contents, lines_of

pytestmark = pytest.mark.django_db
PLACES = {"csv": "all", "xlsx": "all.xlsx", "jsonl": "all", "parquet": "all", "fixture": "all.json"}


@pytest.mark.parametrize(
    ("name", "told", "form"),
    [
        ("folder", "", "csv"),
        ("p.zip", "", "csv"),
        ("p.zip", "jsonl", "jsonl"),
        ("folder", "parquet", "parquet"),
        ("p.xlsx", "", "xlsx"),
        ("p.xlsx", "xlsx", "xlsx"),
        ("p.json", "", "fixture"),
        ("p.json", "fixture", "fixture"),
    ],
)
def test_a_path_and_a_form_that_agree_are_taken(tmp_path, name, told, form):
    assert form_of(tmp_path / name, told) == form


@pytest.mark.parametrize(
    ("name", "told", "to_do"),
    [
        ("p.xlsx", "csv", "leave --format out, or give a folder"),
        ("p.xlsx", "fixture", "give a name that ends in .json"),
        ("p.json", "jsonl", "leave --format out"),
        ("folder", "xlsx", "give a name that ends in .xlsx"),
        ("p.zip", "fixture", "give a name that ends in .json"),
        ("p.csv", "", "give a folder or a name that ends in .zip, and --format csv"),
        ("p.jsonl", "jsonl", "give a folder"),
        ("p.parquet", "csv", "--format parquet"),
    ],
)
def test_a_contradiction_is_told_with_what_to_do(tmp_path, name, told, to_do):
    with pytest.raises(ExportError, match=to_do):
        form_of(tmp_path / name, told)


def written(form, folder):
    """The bytes of an export by the names of its files."""
    path = folder / PLACES[form]
    export_path(path, form)
    return contents(path) if path.is_dir() else {path.name: path.read_bytes()}


@pytest.mark.parametrize("form", FORMS)
def test_the_same_records_are_the_same_bytes(sound, tmp_path, form):
    first, second = (written(form, tmp_path / "not" / "there" / name) for name in "ab")
    assert first == second
    assert len(first) in (1, len(SHEETS), len(SHEETS) + 1)


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_a_zip_holds_what_the_folder_would(sound, tmp_path, form):
    export_path(tmp_path / "all.zip", form, name="all")
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    assert packed == written(form, tmp_path)


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl", "fixture"])
def test_what_went_out_comes_in_and_changes_nothing(sound, tmp_path, form):
    written(form, tmp_path)
    outcome = import_path(tmp_path / PLACES[form])
    assert (lines_of(outcome), outcome.is_written) == ([], False)
    assert sum(share.unchanged for share in outcome.plan) > 25


def test_a_line_has_every_column_and_values_of_their_types(imported, tmp_path):
    imported(
        {
            "processes": "slug,title\na,A\n",
            "events": "slug,title,processes,external_ids,seq,duration_hours_min,note\n"
            'talks,Talks,a,x:1;y:\\;2,3,8.50,"One ""line""\nand another"\n',
        }
    )
    (line,) = written("jsonl", tmp_path)["events.jsonl"].decode().splitlines()
    found = json.loads(line)
    assert list(found) == list(SHEETS["events"].columns)
    assert found["processes"] == ["a"]
    assert found["external_ids"] == ["x:1", "y:;2"]
    assert (found["seq"], found["duration_hours_min"]) == (3, 8.5)
    assert found["note"] == 'One "line"\nand another'
    assert found["duration_hours_max"] is None and found["codes"] is None


def test_parquet_has_the_columns_with_their_types(imported, tmp_path):
    imported({"events": "slug,title,duration_hours_min,seq\ntalks,Talks,8.5,\nreturn,Return,,2\n"})
    export_path(tmp_path / "all", "parquet")
    table = parquet.read_table(tmp_path / "all" / "events.parquet")
    assert table.column_names == list(SHEETS["events"].columns)
    assert table.select(["slug", "duration_hours_min", "seq"]).to_pylist() == [
        {"slug": "return", "duration_hours_min": None, "seq": 2},
        {"slug": "talks", "duration_hours_min": 8.5, "seq": None},
    ]
    assert parquet.read_table(tmp_path / "all" / "offers.parquet").num_rows == 0


def test_without_its_extra_parquet_is_refused_with_what_to_do(sound, tmp_path, monkeypatch):
    monkeypatch.setattr(extras, "find_spec", lambda package: None)
    with pytest.raises(CommandError, match="make parquet"):
        call_command("export_data", str(tmp_path / "all"), format="parquet")
    assert not (tmp_path / "all").exists()


def test_a_fixture_holds_the_records_in_their_order_without_the_notes_of_the_team(sound, tmp_path):
    (content,) = written("fixture", tmp_path).values()
    found = json.loads(content)
    assert len(found) == sum(text.count("\n") - 1 for text in SOUND.values())
    assert not any({"pk"} & set(one) or {"editor_note"} & set(one["fields"]) for one in found)
    models = [one["model"] for one in found]
    assert list(dict.fromkeys(models)) == [s.model._meta.label_lower for s in SHEETS.values()]


@pytest.mark.parametrize("form", FORMS)
def test_drafts_stay_out_of_the_public_record_in_every_form(imported, tmp_path, form):
    imported(
        {
            "parties": "slug,name,status\nus,United States,published\nsecret,Secret,draft\n",
            "places": "slug,name,status\nseoul,Seoul,published\n",
        }
    )
    export_path(tmp_path / PLACES[form], form, published=True)
    export_path(tmp_path / f"whole-{PLACES[form]}", form)
    assert b"secret" in told_in(tmp_path / f"whole-{PLACES[form]}")
    assert b"secret" not in told_in(tmp_path / PLACES[form])


def told_in(path):
    """All that stands in a file, or in the tables of a folder, unpacked."""
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as archive:
            return b"".join(archive.read(name) for name in archive.namelist())
    if path.is_dir() and (path / "parties.parquet").exists():
        return json.dumps(parquet.read_table(path / "parties.parquet").to_pylist()).encode()
    return b"".join(contents(path).values()) if path.is_dir() else path.read_bytes()


def test_the_command_takes_a_form(sound, tmp_path, capsys):
    call_command("export_data", str(tmp_path / "all"), format="jsonl")
    assert capsys.readouterr().out == f"Wrote 21 files to {tmp_path / 'all'}.\n"
    with pytest.raises(CommandError, match=r"writes over .*parties\.jsonl|holds a package"):
        call_command("export_data", str(tmp_path / "all"), format="jsonl")
    with pytest.raises(CommandError, match="is not empty"):
        call_command("export_data", str(tmp_path / "all"), format="parquet")
    with pytest.raises(CommandError, match="--name is for"):
        call_command("export_data", str(tmp_path / "some.xlsx"), name="some")


def test_an_export_that_fails_leaves_no_half_archive(sound, tmp_path, monkeypatch):
    monkeypatch.setattr("negotiations.exchange.package.as_file", lambda *_: 1 // 0)
    before = list(tmp_path.iterdir())
    with pytest.raises(ZeroDivisionError):
        export_csv(tmp_path / "all.zip")
    assert list(tmp_path.iterdir()) == before


def test_of_two_who_write_one_file_each_writes_it_whole(tmp_path):
    path = tmp_path / "all.zip"
    with unfinished(path) as first:
        first.write_bytes(b"the first")
        with unfinished(path) as second:
            second.write_bytes(b"the second")
        assert path.read_bytes() == b"the second"
    assert path.read_bytes() == b"the first"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_killed_export_left_stands_in_nobodys_way(sound, tmp_path, monkeypatch):
    with monkeypatch.context() as killed:
        killed.setattr("negotiations.exchange.archives.shutil.rmtree", lambda *_, **__: None)
        killed.setattr("negotiations.exchange.package.as_file", lambda *_: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            export_csv(tmp_path / "all")
    assert list((tmp_path / "all").iterdir()) != []
    call_command("export_data", str(tmp_path / "all"))
    assert (tmp_path / "all" / "events.csv").exists()


@pytest.mark.parametrize(
    ("option", "value"), [("party", ""), ("party", ","), ("date_from", " "), ("kinds", ",")]
)
def test_a_filter_without_a_value_does_not_choose_everything(sound, tmp_path, option, value):
    with pytest.raises(CommandError, match=f"--{option.replace('_', '-')} is empty: give a value"):
        call_command("export_data", str(tmp_path / "part"), **{option: value})
    assert not (tmp_path / "part").exists()
