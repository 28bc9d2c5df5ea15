"""The thread of an offer, in the shape that the contract gives."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("us_dprk"), pytest.mark.slow]

SHAPE = {
    "offer", "gives", "asks", "others", "tellings", "responses", "counter_offers", "state",
    "state_certainty",
}  # fmt: skip


def test_stockholm_has_the_shape_of_the_contract(read):
    found = read("offers/of-stockholm-package/thread/")
    assert set(found) == SHAPE
    assert (found["state"], found["state_certainty"]) == ("rejected", "inferred")
    assert found["offer"]["slug"] == "of-stockholm-package"
    assert all(set(t) == {"offer", "according_to", "same_as", "terms"} for t in found["tellings"])
    assert {t["according_to"]["kind"] for t in found["tellings"]} >= {"party", "source"}
    assert all(term["side"] == "give" for term in found["gives"])
    assert all(term["side"] == "ask" for term in found["asks"])


def test_a_counter_offer_is_a_thread_of_the_same_shape(read):
    found = read("offers/of-hanoi-dprk/thread/")
    assert found["counter_offers"]
    assert all(set(inner) == SHAPE for inner in found["counter_offers"])


def test_a_telling_leads_to_the_thread_of_its_offer(read):
    assert read("offers/of-stockholm-wpr/thread/") == read("offers/of-stockholm-package/thread/")


def test_there_is_no_thread_of_no_offer(refused):
    assert "no offer nosuch" in refused("offers/nosuch/thread/", 404)["detail"]
