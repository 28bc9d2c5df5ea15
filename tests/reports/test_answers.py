"""What an answer leaves possible, and the algebra of such sets."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiations.reports.answers import AnswerError, AnswerSet, space_of

NUMBERS = space_of("number")
DAYS = space_of("date")
CHOICE = space_of("choice", ["a=The first", "b=The second", "c=The third"])
YES_NO = space_of("yes_no")

stretches = st.tuples(st.integers(0, 20), st.integers(0, 20))
answer_sets = st.lists(stretches, max_size=5).map(AnswerSet.of)


def members(answers):
    """What a set of whole numbers holds, counted out."""
    return {n for start, end in answers.stretches for n in range(start, end)}


@given(answer_sets, answer_sets)
def test_sets_meet_join_and_part_as_sets_do(one, other):
    assert members(one & other) == members(one) & members(other)
    assert members(one | other) == members(one) | members(other)
    assert members(one - other) == members(one) - members(other)


@given(answer_sets, answer_sets)
def test_sets_are_equal_when_they_hold_the_same(one, other):
    assert (one == other) == (members(one) == members(other))
    assert bool(one) == bool(members(one))


@given(st.decimals(-1000, 1000, places=2), st.decimals(-1000, 1000, places=2))
def test_a_number_is_in_a_range_with_both_its_ends(one, other):
    low, high = sorted([one, other])
    within = NUMBERS.read(f"{low}..{high}")
    for end in (low, high):
        assert NUMBERS.read(str(end)) & within
        assert NUMBERS.read(str(end)) & NUMBERS.read(f"{end}..")
        assert NUMBERS.read(str(end)) & NUMBERS.read(f"..{end}")


def test_all_but_a_number_does_not_hold_it_but_its_neighbours():
    rest = NUMBERS.whole - NUMBERS.read("8")
    assert not rest & NUMBERS.read("8.0")
    assert rest & NUMBERS.read("8.0001")
    assert rest & NUMBERS.read(str(Decimal(8) - Decimal("0.0001")))


def test_a_date_leaves_every_day_it_allows():
    october = DAYS.read("2019-10")
    assert october == DAYS.read("2019-10-01/2019-10-31")
    assert not october & DAYS.read("2019-11-01")
    assert DAYS.read("2019-10/..") & DAYS.read("9999-12-31")


def test_days_that_touch_are_one_stretch():
    assert DAYS.read("2019-10-05;2019-10-06") == DAYS.read("[2019-10-05..2019-10-06]")


def test_a_choice_is_closed():
    assert CHOICE.whole - CHOICE.read("a;b") == CHOICE.read("c")
    assert not CHOICE.whole - CHOICE.read("a;b;c")


def test_no_is_all_that_is_not_yes():
    assert YES_NO.whole - YES_NO.read("yes") == YES_NO.read("no")


@pytest.mark.parametrize(
    ("space", "text"),
    [
        (CHOICE, "d"),
        (CHOICE, "a;d"),
        (YES_NO, "maybe"),
        (DAYS, "yesterday"),
        (DAYS, "2019-13"),
        (NUMBERS, ".."),
        (NUMBERS, "70..60"),
        (NUMBERS, "eight"),
        (NUMBERS, "1e5"),
        (NUMBERS, "8...9"),
        (NUMBERS, "9" * 19),
    ],
)
def test_an_answer_that_cannot_be_read_says_why(space, text):
    with pytest.raises(AnswerError, match=r"\.$"):
        space.read(text)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text):
    for space in (CHOICE, YES_NO, DAYS, NUMBERS):
        try:
            assert space.read(text) & space.whole == space.read(text)
        except AnswerError:
            continue


def test_a_point_without_a_form_of_answers_has_no_space():
    assert space_of("") is None
