"""A doubtful answer to an offer is saved, and said to be doubtful."""

import pytest
from django.contrib.messages import get_messages

from tests.admin.forms import row, save
from tests.factories import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer():
    offer = make("Offer", date="2019-10-05")
    offer.proposers.add(make("Party", name="Proposer"))
    offer.recipients.add(make("Party", name="Recipient"))
    offer.refresh_from_db()
    return offer


def warnings(answer):
    assert answer.status_code == 302
    found = [m.message for m in get_messages(answer.wsgi_request) if m.level_tag == "warning"]
    return " ".join(found)


def answered(client, offer, party, **given):
    given = row("responses", 0, party=party.pk, **given)
    return warnings(save(client, offer, **{"responses-TOTAL_FORMS": 1}, **given))


def test_an_answer_by_the_proposer_is_doubted(administrator_client, offer):
    told = answered(administrator_client, offer, offer.proposers.get(), kind="accepts")
    assert "Proposer answers an offer of its own" in told


@pytest.mark.parametrize("kind", ["withdraws_offer", "disputes_account"])
def test_what_a_proposer_may_say_of_his_offer_is_not(administrator_client, offer, kind):
    assert answered(administrator_client, offer, offer.proposers.get(), kind=kind) == ""


def test_an_answer_before_its_offer_is_doubted_with_the_way_to_the_report(
    administrator_client, offer
):
    given = {"kind": "accepts", "date": "2018-10-08"}
    told = answered(administrator_client, offer, offer.recipients.get(), **given)
    assert "accepts on 2018-10-08, the offer was made on 2019-10-05" in told
    assert "/admin/integrity/?check=answer-before-offer" in told


def test_an_offer_that_moves_behind_its_answer_is_doubted_too(administrator_client, offer):
    make("Response", offer=offer, party=offer.recipients.get(), date="2019-10-08")
    told = warnings(save(administrator_client, offer, date="2019-12"))
    assert "the offer was made on 2019-12" in told


def test_doubts_about_other_offers_and_sound_answers_are_not_told(administrator_client, offer):
    make("Response", offer=make("Offer", date="2019"), date="2018")
    given = {"kind": "rejects", "date": "2019-10-08"}
    assert answered(administrator_client, offer, offer.recipients.get(), **given) == ""
