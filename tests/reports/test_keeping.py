"""How promises were kept: the spans that states tell, their lengths, and why they ended."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from negotiations.choices import FulfilmentLevel
from negotiations.dates import ImpreciseDate
from negotiations.models import Commitment, Fulfilment, Term
from negotiations.reports.keeping import (
    SCALE,
    Outcome,
    keeping_by,
    keeping_in,
    keeping_of,
    spans_of,
    states_of,
)
from tests.factories import make


def spans(*told, ended=None, day=None):
    """The spans of states given as "date level"."""
    rows = [
        Fulfilment(slug=f"state-{number}", date=when, level=level, certainty="confirmed")
        for number, (when, level) in enumerate(state.split() for state in told)
    ]
    return spans_of(states_of(rows, day), ImpreciseDate.parse(ended) if ended else None)


def reasons(found):
    return [span.reason for span in found]


def days(found):
    return [tuple(span.days) for span in found]


# --- The calculation --------------------------------------------------------------------------


def test_every_level_has_its_place_on_the_scale():
    assert set(SCALE) == set(FulfilmentLevel.values)


def test_without_a_state_there_is_no_span():
    assert spans() == ()


def test_nothing_done_and_first_steps_are_no_keeping():
    assert spans("2018-01-01 0", "2018-06-01 1") == ()


def test_a_promise_is_kept_from_its_first_state_of_two_or_three_to_the_next_that_is_neither():
    found = spans("1994-11-01 1", "1994-11-21 3", "1998-07-07 2", "2002-12-12 suspended")
    assert days(found) == [(2943, 2943)]
    assert tuple(found[0].months) == (96, 96)
    assert reasons(found) == ["suspended"]


@pytest.mark.parametrize("level", ["0", "1", "suspended", "breached", "renounced"])
def test_every_level_below_ends_a_span_and_is_its_reason(level):
    assert reasons(spans("2018-01-01 3", f"2018-02-01 {level}")) == [level]


def test_what_came_after_the_end_does_not_move_it():
    found = spans("2018-01-01 3", "2018-01-11 suspended", "2018-03-01 renounced")
    assert days(found) == [(10, 10)]
    assert reasons(found) == ["suspended"]


def test_kept_halted_and_kept_again_are_two_spans():
    found = spans("2018-01-01 3", "2018-01-11 suspended", "2018-02-01 2", "2018-02-06 breached")
    assert days(found) == [(10, 10), (5, 5)]
    assert reasons(found) == ["suspended", "breached"]


def test_without_a_later_state_it_lasted_at_least_until_it_was_last_seen():
    assert days(spans("2018-01-01 3", "2018-01-31 3")) == [(30, None)]
    assert days(spans("2018-01-01 3")) == [(0, None)]


def test_the_states_need_not_come_in_order():
    assert days(spans("2018-01-11 breached", "2018-01-01 3")) == [(10, 10)]


def test_imprecise_dates_give_a_length_at_least_and_at_most():
    found = spans("1994-11 3", "2002-12-12 suspended")
    assert days(found) == [(2934, 2963)]
    assert tuple(found[0].months) == (96, 97)


def test_an_approximate_day_counts_as_its_month():
    assert days(spans("2018-01-15~ 3", "2018-02-10 breached")) == [(10, 40)]


def test_dates_that_may_fall_together_leave_a_length_of_nothing_possible():
    assert days(spans("2018-06-10 3", "2018-06-10/2018-06-20 breached")) == [(0, 0)]
    assert days(spans("2018 3", "2018-06 breached")) == [(0, 180)]


def test_a_state_that_lasted_is_kept_through_its_days():
    found = spans("2018-01-01/2018-03-01 3", "2018-05 breached")
    assert days(found) == [(120, 150)]
    assert days(spans("2018-01-01/2018-01-31 3")) == [(30, None)]


def test_a_beginning_or_an_end_that_is_not_known_leaves_no_longest():
    assert days(spans("../2018-01-01 3", "2018-01-11 breached")) == [(10, None)]


def test_of_two_tellers_on_one_day_the_lower_counts():
    assert days(spans("2018-01-01 3", "2018-01-11 3", "2018-01-11 breached")) == [(10, 10)]
    assert spans("2018-01-01 3", "2018-01-01 1") == ()


def test_a_lower_state_on_another_day_does_not_silence_one():
    assert len(spans("2018-01-01 3", "2018-01-02 1")) == 1


def test_states_without_date_or_level_are_shown_and_do_not_count():
    rows = [
        Fulfilment(slug="undated", level="breached"),
        Fulfilment(slug="unknown", date="2018-02-01"),
        Fulfilment(slug="kept", date="2018-01-01", level="3"),
    ]
    states = states_of(rows)
    assert [state.fulfilment.slug for state in states] == ["kept", "unknown", "undated"]
    assert days(spans_of(states)) == [(0, None)]


def test_a_span_ends_with_its_agreement_if_nothing_ended_it_before():
    kept, broken = "1995-01-01 3", "1995-01-11 breached"
    assert reasons(spans(kept, ended="2003-01-10")) == ["agreement_ended"]
    assert days(spans(kept, ended="1995-01-31")) == [(30, 30)]
    assert reasons(spans(kept, broken, ended="2003-01-10")) == ["breached"]
    assert reasons(spans(kept, broken, ended="1995-01-11")) == ["breached"]
    assert reasons(spans(kept, broken, ended="1995-01-05")) == ["agreement_ended"]


def test_what_is_seen_kept_after_the_end_of_its_agreement_outlived_it():
    found = spans("1995-01-01 3", "2004-01-01 3", "2006-01-01 breached", ended="2003-01-10")
    assert reasons(found) == ["breached"]


def test_only_states_certainly_of_the_day_or_before_are_heard():
    told = ("2018-01-01 3", "2018-02 breached")
    assert reasons(spans(*told, day=date(2018, 2, 10))) == [""]
    assert reasons(spans(*told, day=date(2018, 2, 28))) == ["breached"]


def test_a_span_shows_the_state_that_ended_it():
    found = spans("2018-01-01 3", "2018-01-11 breached", "2018-02-01 3", ended="2019-01-01")
    assert found[0].ended_by.fulfilment.slug == "state-1"
    assert found[1].ended_by is None


def test_a_span_is_known_as_well_as_the_weaker_of_its_ends():
    rows = [
        Fulfilment(slug="a", date="2018-01-01", level="3", certainty="confirmed"),
        Fulfilment(slug="b", date="2018-02-01", level="2", certainty="inferred"),
        Fulfilment(slug="c", date="2018-03-01", level="breached", certainty="reported"),
    ]
    assert spans_of(states_of(rows))[0].certainty == "reported"


# --- The reports ------------------------------------------------------------------------------


@pytest.fixture
def us(db):
    return make("Party", slug="us")


@pytest.fixture
def framework(db):
    return make("Agreement", slug="framework", date="1994-10-21", ended="2003-01-10")


def commitment(agreement, *told, **more):
    """A commitment with states given as "date level"."""
    made = make("Commitment", agreement=agreement, **more)
    for state in told:
        when, level = state.split()
        make("Fulfilment", commitment=made, date=when, level=level, certainty="stated")
    return made


def promise(*told, kind="unilateral_step", side="give", date="", **more):
    made = make("Term", offer=make("Offer", kind=kind, date=date), side=side, **more)
    for state in told:
        when, level = state.split()
        make("Fulfilment", commitment=None, term=made, date=when, level=level)
    return made


def test_an_agreement_tells_of_its_commitments_in_their_order(framework):
    second = commitment(framework, "1995-01-01 1", ordinal=2)
    first = commitment(framework, "1994-11-21 3", "2002-12-12 suspended", ordinal=1)
    third = commitment(framework, ordinal=3)
    commitment(make("Agreement"), "2000-01-01 3")
    found = keeping_in(framework)
    assert [keeping.promise for keeping in found] == [first, second, third]
    assert [keeping.outcome for keeping in found] == [
        Outcome.KEPT_FOR_A_TIME,
        Outcome.NOT_KEPT,
        Outcome.UNKNOWN,
    ]


def test_kept_is_told_apart_from_kept_to_the_end(framework):
    commitment(framework, "1995-01-01 3")
    commitment(make("Agreement", slug="unended"), "1995-01-01 3")
    found = keeping_of(Commitment.objects.all(), Term.objects.none())
    assert [keeping.outcome for keeping in found] == [Outcome.KEPT_TO_THE_END, Outcome.KEPT]


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        (["2012-04-17 renounced"], Outcome.BROKEN_OFF),
        (["2012-04-13 breached", "2012-04-17 renounced"], Outcome.BROKEN_OFF),
        (["2012-03-16 1", "2012-04-17 renounced"], Outcome.NOT_KEPT),
        (["2012-04-17 0"], Outcome.NOT_KEPT),
        (["2012-03-01 2", "2012-04-17 renounced"], Outcome.KEPT_FOR_A_TIME),
    ],
)
def test_only_what_was_seen_and_never_kept_is_not_kept(framework, told, outcome):
    commitment(framework, *told)
    assert keeping_in(framework)[0].outcome == outcome


def test_before_the_end_of_the_agreement_nothing_is_known_of_it(framework):
    commitment(framework, "1995-01-01 3")
    assert keeping_in(framework, date(2000, 1, 1))[0].outcome == Outcome.KEPT
    assert keeping_in(framework, date(2003, 1, 10))[0].outcome == Outcome.KEPT_TO_THE_END


def test_states_of_a_variant_belong_to_its_root(framework):
    root = commitment(framework, "1995-01-01 3")
    commitment(framework, "1995-01-11 breached", variant_of=root)
    found = keeping_in(framework)
    assert [keeping.promise for keeping in found] == [root]
    assert reasons(found[0].spans) == ["breached"]


def test_what_is_renounced_is_not_revived_by_a_new_agreement(framework):
    commitment(framework, "1995-01-01 3", "2003-01-10 renounced")
    new = make("Agreement", slug="new", date="2005-09-19", replaces=framework)
    commitment(new, "2007-07-14 3")
    [old], [renewed] = keeping_in(framework), keeping_in(new)
    assert (old.outcome, reasons(old.spans)) == (Outcome.KEPT_FOR_A_TIME, ["renounced"])
    assert (renewed.outcome, days(renewed.spans)) == (Outcome.KEPT, [(0, None)])


def test_a_state_names_its_teller_and_how_it_is_known(framework, us):
    made = commitment(framework)
    make("Fulfilment", commitment=made, date="2002", level="breached", according_to_party=us)
    make("Fulfilment", commitment=made, date="2003", level="0", certainty="inferred")
    told, untold = keeping_in(framework)[0].states
    assert told.teller == us
    assert untold.teller is None
    assert untold.certainty == "inferred"


def test_a_party_answers_for_what_is_within_it_and_for_no_other(framework, us):
    department = make("Party", parent=us)
    its_own = commitment(framework, actor=us, ordinal=1)
    of_its_department = commitment(framework, actor=department, ordinal=2)
    commitment(framework, actor=make("Party"))
    commitment(framework)
    assert [keeping.promise for keeping in keeping_by(us)] == [its_own, of_its_department]


def test_a_party_answers_for_what_it_promised_alone_and_for_whatever_was_kept(us):
    alone = promise(actor=us, date="2018-04-20")
    kept = promise("2018-07-27 2", actor=us, kind="proposal", date="2018-06")
    promise(actor=us, kind="proposal")
    promise(actor=us, side="ask")
    assert [keeping.promise for keeping in keeping_by(us)] == [alone, kept]


def test_a_period_takes_what_was_promised_in_it_oldest_first(framework, us):
    later = promise("2000-10-01 3", actor=us, date="2000-10")
    earlier = commitment(framework, actor=us)
    promise(actor=us, date="2018-04-20")
    promise(actor=us)
    found = keeping_by(us, date(1994, 1, 1), date(2000, 12, 31))
    assert [keeping.promise for keeping in found] == [earlier, later]
    assert [keeping.made_in for keeping in found] == [framework, later.offer]
    assert len(keeping_by(us)) == 4


def test_promises_without_date_come_last(framework, us):
    promise(actor=us)
    commitment(framework, actor=us)
    assert [bool(keeping.made_in.date) for keeping in keeping_by(us)] == [True, False]


def queries_of(report, *asked):
    with CaptureQueriesContext(connection) as captured:
        for keeping in report(*asked):
            _ = [str(state.teller) for state in keeping.states], str(keeping.made_in)
    return len(captured)


def test_the_number_of_queries_does_not_grow(framework, us):
    def some():
        root = commitment(framework, "1995-01-01 3", actor=us)
        make("Fulfilment", commitment=root, date="2002", level="1", according_to_party=us)
        commitment(framework, "1995-01-11 breached", variant_of=root)
        promise("2018 3", actor=us, date="2018")

    some()
    period = (us, date(1994, 1, 1), date(2020, 1, 1))
    few = queries_of(keeping_in, framework), queries_of(keeping_by, *period)
    for _ in range(5):
        some()
    assert (queries_of(keeping_in, framework), queries_of(keeping_by, *period)) == few
    assert max(few) <= 8
