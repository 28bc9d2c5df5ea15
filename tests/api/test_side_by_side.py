"""The accounts of an event, in the shape that the contract gives."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("us_dprk"), pytest.mark.slow]
PATH = "events/stockholm-talks-2019-10-05/side-by-side/"


@pytest.fixture
def stockholm(read):
    return read(PATH)


def test_it_has_the_shape_of_the_contract(stockholm):
    assert set(stockholm) == {"event", "narrators", "statements", "points", "divergence"}
    assert {"slug", "label", "url"} == set(stockholm["event"])
    point = stockholm["points"][0]
    assert {
        "slug", "question", "issue", "kind", "standing", "pairs", "sources_differ", "resolution",
        "claims", "silent",
    } <= set(point)  # fmt: skip
    assert {
        "holder", "side", "answer", "stance", "text", "quote", "statement", "date", "shifted",
        "certainty", "sources",
    } <= set(point["claims"][0])  # fmt: skip


def test_divergence_has_every_standing(stockholm):
    assert set(stockholm["divergence"]) == {
        "agreed", "compatible", "one_side", "contradicted", "open",
    }  # fmt: skip
    assert stockholm["divergence"]["contradicted"] >= 2


def test_each_narrator_is_a_side_and_has_its_words(stockholm):
    narrators = [side["slug"] for side in stockholm["narrators"]]
    assert narrators == sorted(narrators)
    assert {"dprk", "us"} <= set(narrators)
    told = {column["narrator"]["slug"]: column["items"] for column in stockholm["statements"]}
    assert set(told) <= set(narrators)
    assert all(items and {"text", "date", "party"} <= set(items[0]) for items in told.values())


def test_a_ministry_s_claim_is_its_state_s(stockholm):
    outcome = next(row for row in stockholm["points"] if row["slug"] == "stockholm-outcome")
    claim = next(row for row in outcome["claims"] if row["slug"] == "stockholm-outcome--p3")
    assert (claim["holder"]["slug"], claim["side"]["slug"]) == ("dprk-mfa", "dprk")
    assert claim["sources"][0]["url"].startswith("http://testserver/api/v1/sources/")


def test_a_source_has_no_side(stockholm):
    claims = [claim for point in stockholm["points"] for claim in point["claims"]]
    told = [claim for claim in claims if claim["holder"]["kind"] == "source"]
    assert told and all(claim["side"] is None for claim in told)


def test_the_stance_of_a_day_can_be_asked_for(read, stockholm):
    before = read(f"{PATH}?on=2019-10-05")
    assert len(before["points"]) == len(stockholm["points"])
    claims = [claim for point in before["points"] for claim in point["claims"]]
    assert all(claim["date"]["latest"] <= "2019-10-05" for claim in claims)


def test_a_day_that_is_none_is_refused(refused):
    problem = refused(f"{PATH}?on=yesterday")
    assert problem["errors"][0]["parameter"] == "on"


def test_unknown_parameters_are_refused(refused):
    assert refused(f"{PATH}?as_known=2019-10-05")["errors"][0]["nearest"] == "as_known_on"
