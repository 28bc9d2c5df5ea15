"""What the terminal sees of the integrity report: lines, JSON, exit codes."""

import json

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make

pytestmark = pytest.mark.django_db


def run(capsys, *arguments):
    """The exit code, and what was written."""
    try:
        call_command("check_integrity", *arguments)
    except SystemExit as ended:
        return ended.code, capsys.readouterr().out
    return 0, capsys.readouterr().out


@pytest.fixture
def doubtful():
    return make("Event", slug="of-the-future", occurrence="held", date="9000")


def explain(event):
    event.note = "Integrity held-in-future: announced so."
    event.save()


def test_an_empty_database_is_in_no_doubt(capsys):
    code, told = run(capsys)
    assert code == 0
    assert told == "doubtful: 0 rows, 0 more explained.\nincomplete: 0 rows, 0 more explained.\n"


def test_a_doubtful_row_is_told_with_the_link_that_mends_it_and_ends_in_1(capsys, doubtful):
    code, told = run(capsys)
    assert code == 1
    assert "Events held on a day still to come: 1 [held-in-future, doubtful]" in told
    assert "  Correct the date, or set the occurrence to scheduled." in told
    link = f"/admin/negotiations/event/{doubtful.pk}/change/"
    assert f"  - event:of-the-future: held on 9000 {link}" in told
    assert "doubtful: 1 rows, 0 more explained." in told


def test_an_explained_row_is_counted_and_ends_in_0(capsys, doubtful):
    explain(doubtful)
    code, told = run(capsys)
    assert code == 0
    assert "of-the-future" not in told
    assert "doubtful: 0 rows, 1 more explained." in told


def test_explained_rows_are_told_when_asked_for(capsys, doubtful):
    explain(doubtful)
    code, told = run(capsys, "--all")
    assert code == 0
    assert "  = event:of-the-future: held on 9000" in told
    assert "    Explained: announced so." in told


def test_an_incomplete_row_is_told_and_ends_in_0(capsys):
    make("Issue", slug="fishing")
    code, told = run(capsys)
    assert code == 0
    assert "issue:fishing" in told


def test_one_check_alone_can_be_asked(capsys, doubtful):
    make("Issue")
    code, told = run(capsys, "--check", "unused-issue")
    assert (code, "of-the-future" in told, "unused-issue" in told) == (0, False, True)
    assert run(capsys, "--check", "unused-issue", "--check", "held-in-future")[0] == 1


def test_an_unknown_check_is_refused(capsys):
    with pytest.raises(CommandError, match="invalid choice: 'no-such'"):
        run(capsys, "--check", "no-such")


def test_json_holds_the_rows_and_the_explained_ones(capsys, doubtful):
    make("Event", slug="another", occurrence="held", date="9001")
    explain(doubtful)
    code, told = run(capsys, "--json", "--check", "held-in-future")
    assert code == 1
    (check,) = json.loads(told)["checks"]
    assert (check["code"], check["weight"]) == ("held-in-future", "doubtful")
    assert [row["slug"] for row in check["rows"]] == ["another"]
    assert check["explained"][0] | {"link": ""} == {
        "kind": "event",
        "slug": "of-the-future",
        "label": "Talks",
        "date": "9000",
        "told": "held on 9000",
        "beside": [],
        "link": "",
        "reason": "announced so.",
    }
