"""How a question is read: words, phrases, exclusions, alternatives, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiations.reports.search.finding import CLOSES, OPENS, marked
from negotiations.reports.search.words import Question, QuestionError, Sought


def read(text):
    return [list(part) for part in Question.read(text).alternatives]


def test_all_words_are_sought_and_the_last_may_go_on():
    assert read("kim yo jong") == [
        [Sought("kim"), Sought("yo"), Sought("jong", beginning=True)],
    ]


def test_quotes_hold_words_together_and_nothing_goes_on_behind_them():
    assert read('talks "end of war"') == [[Sought("talks"), Sought("end of war")]]


def test_a_quote_that_is_not_closed_ends_with_the_question():
    assert read('"end of war') == [[Sought("end of war")]]


def test_a_minus_excludes_words_and_phrases():
    assert read('oil -coal -"heavy fuel" deliveries') == [
        [
            Sought("oil"),
            Sought("coal", excluded=True),
            Sought("heavy fuel", excluded=True),
            Sought("deliveries", beginning=True),
        ]
    ]


def test_or_parts_alternatives_in_any_case():
    assert read('hanoi OR "panmunjom" or paju') == [
        [Sought("hanoi")],
        [Sought("panmunjom")],
        [Sought("paju", beginning=True)],
    ]


def test_a_hyphen_inside_a_word_excludes_nothing():
    assert read("Yo-jong met") == [[Sought("Yo-jong"), Sought("met", beginning=True)]]


def test_every_korean_word_may_go_on_into_its_particles():
    assert read("김정은 met")[0][0] == Sought("김정은", beginning=True)


@pytest.mark.parametrize("short", ["ab", "2019", "x"])
def test_short_words_and_numbers_do_not_go_on(short):
    assert read(short) == [[Sought(short)]]


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("a\x00b", "control character"),
        ("a\ud800", "half a character"),
        ("a" * 201, "200 characters"),
        ("a " * 11, "10 words"),
        ("-talks", "at least one"),
        ("oil or -talks", "at least one"),
        ("", "No word"),
        ('"" & !', "No word"),
        ("or", "No word"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_reason(text, because):
    with pytest.raises(QuestionError, match=because):
        Question.read(text)


@given(st.text(max_size=220))
def test_any_text_is_a_question_or_refused(text):
    try:
        question = Question.read(text)
    except QuestionError:
        return
    assert all(any(not sought.excluded for sought in part) for part in question.alternatives)


def test_a_passage_is_plain_text_with_the_places_of_what_was_sought():
    plain, marks = marked(f"Talks in {OPENS}Stockholm{CLOSES} <b>and</b> {OPENS}Oslo{CLOSES}.")
    assert plain == "Talks in Stockholm <b>and</b> Oslo."
    assert [plain[first:last] for first, last in marks] == ["Stockholm", "Oslo"]
