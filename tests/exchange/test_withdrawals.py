"""Withdrawing by a package: with a reason, which goes out again with such rows and only then."""

import json

import pytest

from negotiations.exchange.dump import describe, export_csv
from negotiations.exchange.importing import import_path
from negotiations.exchange.package import FILE
from negotiations.models import Event

from .packages import contents, everything, lines_of, places_of

WITHDRAW = "slug,status,withdrawn_reason\nreturn,withdrawn,Entered twice.\n"


def test_a_withdrawal_gives_its_reason(imported, sound):
    assert lines_of(imported({"events": WITHDRAW})) == []
    event = Event.objects.get(slug="return")
    assert (event.status, event.withdrawn_reason) == ("withdrawn", "Entered twice.")


@pytest.mark.parametrize(
    ("rows", "column"),
    [
        ("slug,status\nreturn,withdrawn\n", "status"),
        ("slug,status,withdrawn_reason\nreturn,withdrawn,\n", "withdrawn_reason"),
        ("slug,status,withdrawn_reason\nreturn,withdrawn, \n", "withdrawn_reason"),
        ("slug,title,status\nnew,New,withdrawn\n", "status"),
    ],
)
def test_a_withdrawal_without_a_reason_is_refused(imported, sound, rows, column):
    outcome = imported({"events": rows})
    assert places_of(outcome) == [("events.csv", 2, column)]
    assert "Say why" in outcome.findings[0].reason


def test_a_reason_without_a_withdrawal_is_refused(imported, sound):
    outcome = imported({"events": "slug,status,withdrawn_reason\nreturn,published,Why not\n"})
    assert lines_of(outcome) == [
        "events.csv:2:withdrawn_reason: Why not: "
        "A reason is given only where the status is withdrawn."
    ]


def test_what_is_withdrawn_already_needs_no_other_reason_but_keeps_the_one_it_has(imported, sound):
    imported({"events": WITHDRAW})
    assert lines_of(imported({"events": "slug,status\nreturn,withdrawn\n"})) == []
    emptied = imported({"events": "slug,status,withdrawn_reason\nreturn,withdrawn,\n"})
    assert places_of(emptied) == [("events.csv", 2, "withdrawn_reason")]


def test_reasons_come_out_as_they_went_in_and_go_in_again_without_a_change(
    imported, sound, tmp_path
):
    imported({"events": WITHDRAW})
    export_csv(tmp_path / "all")
    assert b",Entered twice.\n" in contents(tmp_path / "all")["events.csv"]
    before = everything()
    outcome = import_path(tmp_path / "all")
    assert (outcome.findings, outcome.is_written) == ([], False)
    assert everything() == before


def test_a_revived_record_shows_no_reason_and_goes_in_again_without_a_change(
    imported, sound, tmp_path
):
    imported({"events": WITHDRAW})
    imported({"events": "slug,status\nreturn,published\n"})
    talks = "slug,status,withdrawn_reason\ntalks,withdrawn,Never held.\n"
    imported({"events": talks})
    export_csv(tmp_path / "all")
    assert b"Entered twice" not in contents(tmp_path / "all")["events.csv"]
    outcome = import_path(tmp_path / "all")
    assert (outcome.findings, outcome.is_written) == ([], False)


def columns_told(folder):
    described = json.loads((folder / FILE).read_bytes())
    return {
        resource["path"]: [field["name"] for field in resource["schema"]["fields"]]
        for resource in described["resources"]
    }


def test_the_column_and_its_description_are_there_only_with_withdrawn_rows(
    imported, sound, tmp_path
):
    imported({"events": WITHDRAW})
    export_csv(tmp_path / "all")
    export_csv(tmp_path / "public", published=True)
    told = columns_told(tmp_path / "all")
    for name, columns in told.items():
        header = (tmp_path / "all" / name).read_text().partition("\n")[0]
        assert header.split(",") == columns
    assert [name for name, given in told.items() if "withdrawn_reason" in given] == ["events.csv"]
    assert all(
        "withdrawn_reason" not in given for given in columns_told(tmp_path / "public").values()
    )
    described = (tmp_path / "all" / FILE).read_bytes()
    describe(tmp_path / "all")
    assert (tmp_path / "all" / FILE).read_bytes() == described
