"""The Camp David talks beside other talks: they name the records there, and change none."""

import pytest

from negotiations.models import Party, Person

from .camp_david import run, sheets, workbook

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def known():
    return Party.objects.values().get(slug="us"), Person.objects.values().get(slug="jimmy-carter")


def test_beside_other_talks_it_names_the_records_that_are_there(us_dprk, tmp_path, client):
    before = known()
    plan = run(workbook(tmp_path, sheets()))
    assert (plan["parties"], plan["people"]) == ((2, 0, 1), (25, 0, 1))
    assert {changed for _, changed, _ in plan.values()} == {0}
    assert known() == before
    party = client.get("/api/v1/memberships/?party=us&process=camp-david-1978").json()
    assert [membership["role"] for membership in party["results"]] == ["mediator"]
