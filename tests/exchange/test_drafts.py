"""An import of drafts alone: what it may write, and where it tells what it may not."""

import pytest
from django.core.management import CommandError, call_command

from negotiations.exchange.drafts import PUBLISHES, REVIVES, SENDS_BACK, SUGGEST, WITHDRAWS
from negotiations.exchange.importing import import_path
from negotiations.models import Party

from .packages import SOUND, counts, everything, lines_of, write

pytestmark = pytest.mark.django_db
STATUSES = ("draft", "in_review", "published", "withdrawn")
#: Of each status a record has, those to which no draft-writer moves it, and why.
REFUSED = {
    "": {"published": PUBLISHES, "withdrawn": WITHDRAWS},
    "draft": {"published": PUBLISHES, "withdrawn": WITHDRAWS},
    "in_review": {"draft": SENDS_BACK, "published": PUBLISHES, "withdrawn": WITHDRAWS},
    "published": {"withdrawn": WITHDRAWS},
    "withdrawn": {"published": REVIVES},
}
MOVES = [(before, after) for before in REFUSED for after in STATUSES]
#: What no import does, whoever asks for it.
NEVER = [(before, after) for before in STATUSES[2:] for after in STATUSES[:2]]


@pytest.mark.parametrize(("before", "after"), [move for move in MOVES if move not in NEVER])
def test_a_status_is_given_by_whom_it_is_theirs_to_give(imported, before, after):
    reason = "A reason" if after == "withdrawn" else ""
    if before:
        kept = "Why" if before == "withdrawn" else ""
        imported({"parties": f"slug,name,status,withdrawn_reason\nus,US,{before},{kept}\n"})
        reason = kept if before == after else reason
    rows = f"slug,name,status,withdrawn_reason\nus,US,{after},{reason}\n"
    outcome = imported({"parties": rows}, drafts_only=True)
    told = REFUSED[before].get(after)
    found = {(f.row, f.value, f.reason) for f in outcome.findings if f.column == "status"}
    assert found == ({(2, after, told)} if told else set())
    assert bool(outcome.findings) == bool(told)


def test_a_status_that_is_stated_for_all_is_refused_as_well(imported):
    outcome = imported({"parties": "slug,name\nus,US\n"}, drafts_only=True, status="published")
    assert lines_of(outcome) == [f"parties.csv:2:status: published: {PUBLISHES}"]


def test_each_field_of_a_public_record_that_would_change_is_told(sound, imported):
    before = everything()
    outcome = imported(
        {
            "parties": "slug,name,short_name,aliases\nus,United States,US,\ndprk,DPRK,,NK\n",
            "offers": "slug,proposers,in_reply_to\npackage,us;dprk,package\n",
            "claims": "slug,holder,stance\nhow-long--p1,party:us,asserts\n",
        },
        drafts_only=True,
    )
    suggested = [
        (f.file, f.row, f.column, f.value) for f in outcome.findings if f.reason == SUGGEST
    ]
    assert {
        ("parties.csv", 2, "short_name", "US"),
        ("parties.csv", 3, "name", "DPRK"),
        ("parties.csv", 3, "aliases", "NK"),
        ("claims.csv", 2, "holder", "party:us"),
        ("claims.csv", 2, "stance", "asserts"),
    } <= set(suggested)
    assert everything() == before


def test_a_list_of_a_public_record_that_would_change_is_told(sound, imported):
    tables = {"events": "slug,processes\ntalks,summitry\n"}
    (found,) = imported(tables, drafts_only=True).findings
    assert (found.row, found.column, found.value) == (2, "processes", "summitry")
    assert imported(tables).findings == []
    (found,) = imported({"events": "slug,processes\ntalks,\n"}, drafts_only=True).findings
    assert found.column == "processes"


def test_what_is_public_may_stand_among_the_rows_as_it_is(sound, imported):
    tables = {name: text for name, text in SOUND.items() if name in ("parties", "offers", "claims")}
    tables["parties"] += "se,Sweden\n"
    outcome = imported(tables, drafts_only=True)
    assert lines_of(outcome) == []
    assert counts(outcome)["parties"] == (1, 0, 2)
    assert Party.objects.get(slug="se").status == "draft"


def test_drafts_are_changed_and_may_lean_on_what_is_public(sound, imported):
    tables = {"terms": "slug,offer,action\npackage--t2,package,Freeze a reactor\n"}
    assert imported(tables, drafts_only=True).is_written
    tables = {"terms": "slug,action,status\npackage--t2,Freeze all reactors,in_review\n"}
    assert counts(imported(tables, drafts_only=True))["terms"] == (0, 1, 0)


def test_the_command_can_be_held_to_drafts(sound, tmp_path, capsys):
    folder = write(tmp_path / "p", {"parties": "slug,short_name\nus,US\n"})
    with pytest.raises(SystemExit):
        call_command("import_data", str(folder), drafts_only=True)
    assert f"parties.csv:2:short_name: US: {SUGGEST}" in capsys.readouterr().err
    with pytest.raises(CommandError, match="give tables to import drafts"):
        call_command("import_data", "fixtures/stockholm-2019.json", drafts_only=True)
    assert import_path(folder).is_written
