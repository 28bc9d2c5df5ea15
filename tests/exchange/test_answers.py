"""An answer that the form of its point cannot read is refused: it would take no position."""

import json

import pytest

from negotiations.exchange.importing import import_path
from negotiations.models import Claim, Point

from .packages import lines_of, places_of

POINTS = (
    "slug,target,question,answer_type,answers\n"
    "yes,event:talks,Was it so?,yes_no,\n"
    "who,event:talks,Who ended it?,choice,us=The US;dprk=The DPRK\n"
    "when,event:talks,When?,date,\n"
    "many,event:talks,How many?,number,\n"
    "free,event:talks,Why?,,\n"
)
READ = {
    "yes": "yes;no",
    "who": "us;dprk",
    "when": "2019-10~",
    "many": "8..",
    "free": "maybe",
}
UNREAD = {
    "yes": ("maybe", "none of the answers: yes, no"),
    "who": ("sweden", "none of the answers: us, dprk"),
    "when": ("soon", "2019-10"),
    "many": ("a few", "not a number such as 8"),
}


def claims(answers):
    rows = "".join(f"c-{point},{point},party:us,{answer}\n" for point, answer in answers.items())
    return "slug,point,holder,answer\n" + rows


def test_answers_in_the_form_of_their_points_are_taken(imported, sound):
    assert lines_of(imported({"points": POINTS, "claims": claims(READ)})) == []


@pytest.mark.parametrize("together", [True, False])
def test_answers_of_another_form_are_told_with_what_was_expected(imported, sound, together):
    tables = {"points": POINTS}
    if not together:
        assert lines_of(imported(tables)) == []
        tables = {}
    found = imported({**tables, "claims": claims({p: a for p, (a, _) in UNREAD.items()})}).findings
    assert [(f.file, f.row, f.column, f.value) for f in found] == [
        ("claims.csv", row, "answer", answer) for row, (answer, _) in enumerate(UNREAD.values(), 2)
    ]
    for finding, (_, expected) in zip(found, UNREAD.values(), strict=True):
        assert expected in finding.reason
    assert not Claim.objects.filter(slug__startswith="c-").exists()


def test_a_withdrawn_claim_is_not_asked(imported, sound):
    rows = "slug,status,point,holder,answer,withdrawn_reason\n"
    rows += "c,withdrawn,yes,party:us,maybe,A misreading.\n"
    assert lines_of(imported({"points": POINTS, "claims": rows})) == []


def test_a_form_that_the_claims_already_there_do_not_have_is_refused(imported, sound):
    points = "slug,answer_type\nhow-long,yes_no\n"
    (finding,) = imported({"points": points}).findings
    assert (finding.file, finding.row, finding.column) == ("points.csv", 2, "answer_type")
    assert "how-long--p1" in finding.reason
    claim = "slug,answer\nhow-long--p1,yes\n"
    assert lines_of(imported({"points": points, "claims": claim})) == []


def test_a_refused_list_of_answers_leaves_its_claims_alone(imported, sound):
    points = "slug,target,question,answer_type,answers\nwho,event:talks,Who?,choice,The US\n"
    outcome = imported({"points": points, "claims": claims({"who": "us"})})
    assert places_of(outcome) == [("points.csv", 2, "answers")]


def test_a_fixture_is_asked_the_same(sound, tmp_path):
    point = {"slug": "how-long", "status": "published", "event": ["talks"], "question": "How?"}
    point["answer_type"] = "yes_no"
    claim = {"slug": "new", "point": ["how-long"], "party": ["us"], "answer": "maybe"}
    path = tmp_path / "some.json"
    objects = [("point", point), ("claim", claim)]
    path.write_text(
        json.dumps([{"model": f"negotiations.{kind}", "fields": f} for kind, f in objects])
    )
    outcome = import_path(path)
    assert places_of(outcome) == [("some.json", 1, "answers"), ("some.json", 2, "answer")]
    assert Point.objects.get().answer_type == ""
