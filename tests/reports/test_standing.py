"""How the sides stand on a point: the examples, the truth table, and what holds for any claims."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiations.choices import ClaimStance, OnRecord, Standing
from negotiations.dates import ImpreciseDate
from negotiations.reports.answers import space_of
from negotiations.reports.standing import Voice, standing_of
from tests.reports.tables import table_after

CHOICE = space_of("choice", ["a=A", "b=B", "c=C"])
NUMBER = space_of("number")
YES_NO = space_of("yes_no")
DATE = space_of("date")
US, DPRK, SWEDEN = "party:us", "party:dprk", "party:sweden"


def says(side, answer, day="2019-10-05", **more):
    return Voice(
        claim=more.pop("claim", f"{side}-{answer}-{day}-{sorted(more.items())}"),
        sides=(side,),
        answer=answer,
        dated=ImpreciseDate.parse(day) if day else None,
        **more,
    )


def tells(source, answer, **more):
    return replace(says("", answer, **more), sides=(), source=source)


# --- The truth table, as the page has it ------------------------------------------------------


def claim_in_words(side, words):
    stance, _, answer = words.partition(" ")
    return says(side, answer, stance=stance)


@pytest.mark.parametrize(("one", "other", "standing"), table_after("For a choice of a, b and c:"))
def test_two_sides_on_a_choice(one, other, standing):
    voices = [claim_in_words(US, one), claim_in_words(DPRK, other)]
    assert standing_of(CHOICE, voices).standing == standing
    assert standing_of(CHOICE, voices[::-1]).standing == standing


@pytest.mark.parametrize(("one", "other", "standing"), table_after("For a number, both"))
def test_two_sides_on_a_number(one, other, standing):
    assert standing_of(NUMBER, [says(US, one), says(DPRK, other)]).standing == standing


@pytest.mark.parametrize(("one", "other", "standing"), table_after("For a date, both"))
def test_two_sides_on_a_date(one, other, standing):
    assert standing_of(DATE, [says(US, one), says(DPRK, other)]).standing == standing


def test_the_truth_table_has_every_standing():
    found = {row[2] for row in table_after("For a choice of a, b and c:")}
    assert found == set(Standing.values)


# --- The examples -----------------------------------------------------------------------------


def test_eight_and_a_half_hours_and_over_eight_hours_are_compatible():
    found = standing_of(NUMBER, [says(US, "8.5"), says(DPRK, "8..")])
    assert found.standing == Standing.COMPATIBLE


def test_a_paper_that_repeats_one_side_agrees_with_nobody():
    found = standing_of(NUMBER, [says(US, "8.5"), tells("paper", "8.5")])
    assert (found.standing, found.pairs) == (Standing.ONE_SIDE, ())


def test_after_a_retraction_the_pair_no_longer_contradicts_and_the_side_is_shifted():
    before = [says(US, "a", "2019-10-05"), says(DPRK, "b", "2019-10-05")]
    after = [*before, says(US, "a", "2019-10-07", stance=ClaimStance.DENIES)]
    assert standing_of(CHOICE, before).standing == Standing.CONTRADICTED
    found = standing_of(CHOICE, after)
    assert found.standing == Standing.COMPATIBLE
    assert found.shifted == {US}
    on_the_day = standing_of(CHOICE, after, date(2019, 10, 6))
    assert (on_the_day.standing, on_the_day.shifted) == (Standing.CONTRADICTED, set())


def test_background_never_displaces_what_is_on_record():
    voices = [
        says(US, "yes", "2019-10-05"),
        says(US, "no", "2019-10-07", on_record=OnRecord.BACKGROUND),
        says(US, "no", "2019-10-08", on_record=OnRecord.ANONYMOUS),
        says(DPRK, "yes"),
    ]
    found = standing_of(YES_NO, voices)
    assert (found.standing, found.shifted) == (Standing.AGREED, set())


def test_background_counts_where_nothing_is_on_record():
    voices = [says(US, "no", on_record=OnRecord.BACKGROUND), says(DPRK, "yes")]
    assert standing_of(YES_NO, voices).standing == Standing.CONTRADICTED


def test_a_word_on_record_displaces_background():
    voices = [
        says(US, "no", "2019-10-08", on_record=OnRecord.BACKGROUND),
        says(US, "yes", "2019-10-05"),
        says(DPRK, "yes"),
    ]
    assert standing_of(YES_NO, voices).standing == Standing.AGREED


def test_only_the_latest_claims_of_a_side_count():
    voices = [says(US, "a", "2019-10-05"), says(US, "b", "2019-10-07"), says(DPRK, "b")]
    found = standing_of(CHOICE, voices)
    assert found.standing == Standing.AGREED
    assert found.counted == {voices[1].claim, voices[2].claim}


def test_claims_that_may_fall_together_count_together():
    voices = [says(US, "a;b", "2019-10"), says(US, "b;c", "2019-10-05"), says(DPRK, "b")]
    assert standing_of(CHOICE, voices).standing == Standing.AGREED


def test_narrowing_or_widening_is_no_shift():
    voices = [
        says(US, "a;b", "2019-10-05"),
        says(US, "a", "2019-10-06"),
        says(US, "a;c", "2019-10-07"),
    ]
    assert standing_of(CHOICE, voices).shifted == set()


def test_silence_and_non_confirmation_take_nothing_back():
    voices = [
        says(US, "a", "2019-10-05"),
        says(US, "", "2019-10-06", stance=ClaimStance.SILENT),
        says(US, "a", "2019-10-07", stance=ClaimStance.DOES_NOT_CONFIRM),
        says(DPRK, "b"),
    ]
    found = standing_of(CHOICE, voices)
    assert found.standing == Standing.CONTRADICTED
    assert found.silent == (US,)


def test_a_side_of_two_minds_leaves_what_either_says():
    voices = [says(US, "a"), says(US, "b", claim="second"), says(DPRK, "b")]
    assert standing_of(CHOICE, voices).standing == Standing.COMPATIBLE


def test_a_joint_text_is_said_by_each_of_its_sides():
    joint = replace(says(US, "a", "2019-10-05"), sides=(US, DPRK))
    assert standing_of(CHOICE, [joint]).standing == Standing.AGREED
    later = says(DPRK, "b", "2019-10-06")
    found = standing_of(CHOICE, [joint, later])
    assert (found.standing, found.shifted) == (Standing.CONTRADICTED, {DPRK})


def test_one_contradiction_among_three_sides_is_a_contradiction():
    voices = [says(US, "a"), says(DPRK, "b"), says(SWEDEN, "a;b")]
    found = standing_of(CHOICE, voices)
    assert found.standing == Standing.CONTRADICTED
    assert {pair.sides: pair.standing for pair in found.pairs} == {
        (DPRK, SWEDEN): Standing.COMPATIBLE,
        (DPRK, US): Standing.CONTRADICTED,
        (SWEDEN, US): Standing.COMPATIBLE,
    }


def test_three_sides_agree_only_if_every_two_do():
    assert standing_of(CHOICE, [says(s, "a") for s in (US, DPRK, SWEDEN)]).standing == "agreed"
    voices = [says(US, "a"), says(DPRK, "a"), says(SWEDEN, "a;b")]
    assert standing_of(CHOICE, voices).standing == Standing.COMPATIBLE


def test_sources_differ_apart_from_the_sides():
    found = standing_of(CHOICE, [says(US, "a"), tells("one", "a"), tells("other", "b")])
    assert (found.standing, found.sources_differ) == (Standing.ONE_SIDE, True)
    assert not standing_of(CHOICE, [tells("one", "a;b"), tells("other", "b")]).sources_differ


def test_the_claims_of_sources_count_for_themselves():
    before, after = tells("paper", "a", claim="x"), tells("paper", "b", day="2019-11", claim="y")
    found = standing_of(CHOICE, [before, after, says(US, "a", claim="z")])
    assert found.counted == {"y", "z"}


def test_what_was_not_coded_is_open():
    assert standing_of(None, [says(US, "a"), says(DPRK, "b")]).standing == Standing.OPEN
    assert standing_of(CHOICE, [says(US, ""), says(DPRK, "")]).standing == Standing.OPEN


def test_an_answer_without_a_stance_is_asserted():
    voices = [says(US, "a", stance=""), says(DPRK, "b", stance="")]
    assert standing_of(CHOICE, voices).standing == Standing.CONTRADICTED


def test_a_claim_counts_from_the_last_day_its_date_allows():
    voices = [says(US, "a", "2019-10")]
    assert standing_of(CHOICE, voices, date(2019, 10, 30)).standing == Standing.OPEN
    assert standing_of(CHOICE, voices, date(2019, 10, 31)).standing == Standing.ONE_SIDE


def test_a_claim_without_a_date_counts_only_without_a_day_and_yields_to_any_that_has_one():
    undated = says(US, "a", "")
    assert standing_of(CHOICE, [undated], date(9999, 12, 31)).standing == Standing.OPEN
    assert standing_of(CHOICE, [undated]).counted == {undated.claim}
    assert standing_of(CHOICE, [undated, says(US, "b")]).shifted == {US}


# --- What holds for any claims ----------------------------------------------------------------

SIDES = (US, DPRK, SWEDEN)
holders = st.sampled_from(SIDES)
answers = st.sets(st.sampled_from("abc"), max_size=3).map(lambda keys: ";".join(sorted(keys)))
stances = st.sampled_from([*ClaimStance.values, ""])
days = st.sampled_from(["2019-10-04", "2019-10-05", "2019-10", "2019-10-06~", "2020", ""])
records = st.sampled_from([*OnRecord.values, ""])


@st.composite
def claims(draw):
    drawn = draw(st.lists(st.tuples(holders, answers, days, stances, records), max_size=7))
    return [
        says(holder, answer, day, stance=stance, on_record=record, claim=f"c{place}")
        for place, (holder, answer, day, stance, record) in enumerate(drawn)
    ]


def verdict(found):
    return (
        found.standing,
        {pair.sides: pair.standing for pair in found.pairs},
        found.shifted,
        found.silent,
    )


@given(claims(), st.randoms())
def test_the_order_of_the_claims_does_not_matter(voices, random):
    shuffled = random.sample(voices, len(voices))
    assert verdict(standing_of(CHOICE, shuffled)) == verdict(standing_of(CHOICE, voices))


@given(claims())
def test_the_names_of_the_sides_do_not_matter(voices):
    other = dict(zip(SIDES, SIDES[1:] + SIDES[:1], strict=True))
    renamed = [replace(voice, sides=(other[voice.sides[0]],)) for voice in voices]
    found, again = standing_of(CHOICE, voices), standing_of(CHOICE, renamed)
    assert again.standing == found.standing
    assert again.shifted == {other[side] for side in found.shifted}


@given(claims(), st.data())
def test_a_source_changes_nothing_between_the_sides(voices, data):
    before = standing_of(CHOICE, voices)
    repeated = data.draw(st.sampled_from(voices)) if voices else says(US, "a")
    source = replace(repeated, sides=(), source="paper", claim="paper")
    after = standing_of(CHOICE, [*voices, source])
    assert verdict(after) == verdict(before)
    assert not after.sources_differ


@given(claims(), st.data())
def test_saying_the_same_again_on_the_same_day_changes_nothing(voices, data):
    if voices:
        again = replace(data.draw(st.sampled_from(voices)), claim="again")
        assert verdict(standing_of(CHOICE, [*voices, again])) == verdict(
            standing_of(CHOICE, voices)
        )


@given(claims(), st.sampled_from(SIDES), st.sampled_from(sorted({"silent", "does_not_confirm"})))
def test_taking_no_position_moves_no_standing(voices, side, stance):
    mute = says(side, "a", "2021-01-01", stance=stance, claim="mute")
    before, after = standing_of(CHOICE, voices), standing_of(CHOICE, [*voices, mute])
    assert (after.standing, after.pairs, after.shifted) == (
        before.standing,
        before.pairs,
        before.shifted,
    )


@given(claims())
def test_denying_is_asserting_all_the_rest(voices):
    def turned(voice):
        rest = ";".join(sorted(set("abc") - set(voice.answer.split(";"))))
        turns = voice.stance == ClaimStance.DENIES and voice.answer and rest
        return replace(voice, stance="asserts", answer=rest) if turns else voice

    assert verdict(standing_of(CHOICE, map(turned, voices))) == verdict(standing_of(CHOICE, voices))


@given(claims())
def test_the_standing_follows_from_the_pairs(voices):
    found = standing_of(CHOICE, voices)
    count = len(found.positions)
    assert len(found.pairs) == count * (count - 1) // 2
    standings = {pair.standing for pair in found.pairs}
    assert (found.standing == Standing.OPEN) == (count == 0)
    assert (found.standing == Standing.ONE_SIDE) == (count == 1)
    assert (found.standing == Standing.CONTRADICTED) == (Standing.CONTRADICTED in standings)
    assert (found.standing == Standing.AGREED) == (standings == {Standing.AGREED})


@given(claims(), st.dates(date(2019, 10, 1), date(2021, 1, 1)))
def test_what_is_said_later_does_not_change_how_it_stood(voices, day):
    heard = [voice for voice in voices if voice.was_heard_by(day)]
    assert verdict(standing_of(CHOICE, voices, day)) == verdict(standing_of(CHOICE, heard))
