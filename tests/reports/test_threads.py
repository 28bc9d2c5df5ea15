"""Threads of offers: tellings, answers, counter-offers, and where the offer stands."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiations.choices import Certainty, ResponseKind, ThreadState
from negotiations.models import Offer
from negotiations.reports.answering import VERDICTS
from negotiations.reports.asking import ask, chosen_from
from negotiations.reports.states import DECIDES, is_open, weakest
from negotiations.reports.threads import thread
from tests.factories import make
from tests.reports.tables import table_after

pytestmark = pytest.mark.django_db
TODAY = date(2020, 1, 1)


@pytest.fixture
def us():
    return make("Party", slug="us")


@pytest.fixture
def dprk():
    return make("Party", slug="dprk")


@pytest.fixture
def offer(us, dprk):
    return make_offer(us, dprk, slug="package", certainty="reported", date="2019-10-05")


def make_offer(proposer, *recipients, **more):
    made = make("Offer", **more)
    made.proposers.add(proposer)
    made.recipients.add(*recipients)
    return made


def answer(offer, party, kind, **more):
    return make("Response", offer=offer, party=party, kind=kind, **more)


def state_of(offer):
    """The derived state, after asking the database whether it says the same."""
    found = thread(offer, TODAY)
    is_listed = Offer.objects.filter(is_open(TODAY), pk=offer.pk).exists()
    assert is_listed == (found.state == ThreadState.OPEN)
    root = Offer.objects.filter(pk=found.offer.pk)
    (row,) = ask(chosen_from(root), VERDICTS, "select state, certainty from verdict", TODAY)
    assert row == {"state": found.state, "certainty": found.state_certainty}
    return found.state


# --- The table of docs/standing.md ------------------------------------------------------------


def decisions_on_the_page():
    found = {}
    for answers, decision in table_after("answer counts, in the public order of dates."):
        for word in answers.replace(",", " ").split():
            if word in ResponseKind.values:
                found[word] = decision
    return found


def test_the_page_says_what_each_answer_decides():
    told = decisions_on_the_page()
    assert set(told) == set(ResponseKind.values)
    for kind, decision in told.items():
        assert DECIDES.get(kind, "nothing") == decision


@pytest.mark.parametrize("kind", ResponseKind.values)
def test_one_answer_decides_as_the_page_says(kind, offer, dprk):
    answer(offer, dprk, kind)
    decision = decisions_on_the_page()[kind]
    assert state_of(offer) == ("open" if decision == "nothing" else decision)


# --- The rules one by one ---------------------------------------------------------------------


def test_an_offer_nobody_answered_is_open(offer):
    found = thread(offer, TODAY)
    assert (state_of(offer), found.state_certainty) == (ThreadState.OPEN, "reported")


def test_an_inferred_rejection_of_a_reported_offer_is_inferred(offer, dprk):
    answer(offer, dprk, "rejects", certainty="inferred")
    found = thread(offer, TODAY)
    assert (state_of(offer), found.state_certainty) == (ThreadState.REJECTED, "inferred")


def test_the_offer_s_own_grade_may_be_the_weakest(offer, dprk):
    answer(offer, dprk, "accepts", certainty="confirmed")
    assert thread(offer, TODAY).state_certainty == "reported"


def test_the_last_answer_of_a_side_decides(offer, dprk):
    ministry = make("Party", parent=dprk)
    answer(offer, dprk, "accepts", date="2019-10-05")
    answer(offer, ministry, "rejects", date="2019-10-06")
    assert state_of(offer) == ThreadState.REJECTED


def test_an_answer_to_a_telling_is_an_answer_to_the_offer(offer, us, dprk):
    telling = make_offer(us, dprk, variant_of=offer)
    answer(telling, dprk, "rejects")
    assert state_of(offer) == ThreadState.REJECTED


def test_a_thread_asked_for_by_a_telling_is_that_of_the_offer(offer, us, dprk):
    telling = make_offer(us, dprk, variant_of=offer)
    make("Term", offer=telling)
    found = thread(telling, TODAY)
    assert found.offer == offer
    assert [(told.offer, len(told.terms)) for told in found.tellings] == [(telling, 1)]


def test_others_may_comment_and_decide_nothing(offer):
    answer(offer, make("Party"), "rejects")
    assert state_of(offer) == ThreadState.OPEN


def test_anybody_may_answer_an_offer_without_recipient(us):
    open_letter = make_offer(us)
    answer(open_letter, make("Party"), "rejects")
    assert state_of(open_letter) == ThreadState.REJECTED


def test_an_acceptance_needs_everybody_it_was_put_to(us, dprk):
    other = make("Party")
    both = make_offer(us, dprk, other)
    answer(both, dprk, "accepts")
    assert state_of(both) == ThreadState.MIXED
    answer(both, other, "accepts")
    assert state_of(both) == ThreadState.ACCEPTED


def test_recipients_who_differ_make_it_mixed(us, dprk):
    other = make("Party")
    both = make_offer(us, dprk, other)
    answer(both, dprk, "accepts")
    answer(both, other, "rejects")
    assert state_of(both) == ThreadState.MIXED


def test_an_answer_to_some_of_the_terms_is_mixed(offer, dprk):
    terms = [make("Term", offer=offer, ordinal=n) for n in (1, 2)]
    said = answer(offer, dprk, "accepts")
    said.terms.add(terms[0])
    assert state_of(offer) == ThreadState.MIXED
    said.terms.add(terms[1])
    assert state_of(offer) == ThreadState.ACCEPTED


def test_an_offer_taken_back_is_withdrawn_unless_it_is_answered_after_that(offer, us, dprk):
    answer(offer, dprk, "accepts", date="2019-10-05")
    answer(offer, us, "withdraws_offer", date="2019-10-06")
    assert state_of(offer) == ThreadState.WITHDRAWN
    answer(offer, dprk, "rejects", date="2019-10-07")
    assert state_of(offer) == ThreadState.REJECTED


def test_an_offer_in_reply_counters(offer, us, dprk):
    make_offer(dprk, us, in_reply_to=offer, date="2019-10-06", certainty="stated")
    assert state_of(offer) == ThreadState.COUNTERED


def test_an_offer_in_reply_by_somebody_else_does_not_counter(offer, us):
    make_offer(make("Party"), us, in_reply_to=offer)
    assert state_of(offer) == ThreadState.OPEN


def test_an_answer_that_names_a_counter_offer_counters(offer, us, dprk):
    answer(offer, dprk, "welcomes", counter_offer=make_offer(dprk, us))
    assert state_of(offer) == ThreadState.COUNTERED


def test_what_led_to_an_agreement_was_accepted(offer):
    make("Agreement", certainty="confirmed").offers.add(offer)
    found = thread(offer, TODAY)
    assert (state_of(offer), found.state_certainty) == (ThreadState.ACCEPTED, "reported")


@pytest.mark.parametrize(
    ("expires", "state"),
    [("2019-12-31", "lapsed"), ("2019", "lapsed"), ("2020-01-01", "open"), ("2019/..", "open")],
)
def test_an_offer_lapses_on_the_day_after_its_last(us, dprk, expires, state):
    assert state_of(make_offer(us, dprk, expires=expires)) == state


def test_an_invitation_lapses_with_its_meeting(us, dprk):
    meeting = make("Event", occurrence="lapsed")
    assert state_of(make_offer(us, dprk, proposes=meeting)) == ThreadState.LAPSED


def test_terms_are_given_asked_or_neither(offer):
    for side in ("give", "ask", "mutual", "others", "threat", ""):
        make("Term", offer=offer, side=side)
    found = thread(offer, TODAY)
    assert [len(terms) for terms in (found.gives, found.asks, found.others)] == [1, 1, 4]


def test_counter_offers_are_threads_of_their_own(offer, us, dprk):
    reply = make_offer(dprk, us, slug="reply", in_reply_to=offer)
    answer(reply, us, "rejects")
    again = make_offer(us, dprk, slug="again", in_reply_to=reply)
    found = thread(offer, TODAY)
    assert [inner.offer for inner in found.walk()] == [offer, reply, again]
    assert [inner.state for inner in found.walk()] == ["countered", "rejected", "open"]


def test_offers_in_reply_to_each_other_end(us, dprk):
    one, other = make_offer(us, dprk), make_offer(dprk, us)
    Offer.objects.filter(pk=one.pk).update(in_reply_to=other)
    Offer.objects.filter(pk=other.pk).update(in_reply_to=one)
    assert [inner.offer for inner in thread(one, TODAY).walk()] == [one, other]


def test_a_long_chain_takes_no_more_queries(offer, us, dprk, django_assert_max_num_queries):
    last = offer
    for place in range(6):
        proposer, recipient = (dprk, us) if place % 2 == 0 else (us, dprk)
        last = make_offer(proposer, recipient, in_reply_to=last)
        make("Term", offer=last)
        answer(last, recipient, "studies")
    with django_assert_max_num_queries(10):
        assert len(list(thread(offer, TODAY).walk())) == 7


def test_the_weakest_grade_is_the_last_of_those_known():
    assert weakest("confirmed", "inferred", "stated") == Certainty.INFERRED
    assert weakest("", "stated") == Certainty.STATED
    assert weakest("", "") == ""


# --- The database and the report agree --------------------------------------------------------

acts = st.lists(
    st.tuples(
        st.sampled_from(ResponseKind.values),
        st.integers(0, 3),
        st.booleans(),
        st.sampled_from(["2019-10-05", "2019-10", ""]),
    ),
    max_size=4,
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(acts=acts, recipients=st.sets(st.integers(0, 2), max_size=2))
def test_the_database_calls_open_what_the_report_calls_open(acts, recipients):
    top = make("Party")
    parties = [make("Party"), top, make("Party", parent=top), make("Party")]
    offer = make_offer(parties[3], *(parties[place] for place in recipients))
    telling = make_offer(parties[3], variant_of=offer)
    for kind, party, of_the_telling, day in acts:
        answer(telling if of_the_telling else offer, parties[party], kind, date=day)
    state_of(offer)


@pytest.mark.slow
@pytest.mark.usefixtures("us_dprk")
def test_stockholm_is_an_inferred_rejection_of_a_reported_offer():
    found = thread(Offer.objects.get(slug="of-stockholm-package"), TODAY)
    assert (found.state, found.state_certainty) == (ThreadState.REJECTED, Certainty.INFERRED)
    assert len(found.tellings) >= 3


@pytest.mark.slow
@pytest.mark.usefixtures("us_dprk")
def test_the_database_and_the_report_agree_on_every_real_offer():
    roots = Offer.objects.roots()
    states = [state_of(offer) for offer in roots]
    assert {ThreadState.OPEN, ThreadState.REJECTED} <= set(states)
