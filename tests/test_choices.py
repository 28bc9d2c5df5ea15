"""The closed lists: every word is defined, and told apart from its neighbours."""

import re

import pytest

from negotiations import choices
from negotiations.choices import ALL, Status, Track, Vocabulary

WORDS = re.compile(r"[a-z]+(_[a-z]+)*|\d(\.\d)?")
SENTENCE = re.compile(r"[A-Z][^.!?\n]*\.")


def one_short_sentence(text: str) -> bool:
    return len(text) <= 200 and SENTENCE.fullmatch(text) is not None


class Careless(Vocabulary):
    """A list written badly on purpose, so that the checks are seen to bite."""

    FIRST = "First word", "Two sentences. Not one.", "First"
    SECOND = "second", "Has no full stop", "Second"
    THIRD = "third", "", "Third"


@pytest.mark.parametrize("vocabulary", ALL)
def test_every_member_has_a_definition_of_one_short_sentence(vocabulary):
    assert [member for member in vocabulary if not one_short_sentence(member.definition)] == []


@pytest.mark.parametrize("vocabulary", ALL)
def test_every_value_is_lower_case_words_or_a_number(vocabulary):
    assert [value for value in vocabulary.values if not WORDS.fullmatch(value)] == []


@pytest.mark.parametrize("vocabulary", ALL)
def test_no_two_members_share_a_definition_or_a_label(vocabulary):
    assert len({member.definition for member in vocabulary}) == len(vocabulary)
    assert len(set(vocabulary.labels)) == len(vocabulary)


@pytest.mark.parametrize("vocabulary", ALL)
def test_every_vocabulary_says_what_it_is_about(vocabulary):
    assert vocabulary.__doc__ and vocabulary.__doc__ != Vocabulary.__doc__


def test_the_checks_refuse_a_careless_list():
    assert not any(one_short_sentence(member.definition) for member in Careless)
    assert not WORDS.fullmatch(Careless.FIRST)


def test_the_list_of_all_vocabularies_leaves_none_out():
    exported = {getattr(choices, name) for name in choices.__all__ if name != "ALL"}
    assert exported - {Vocabulary} == set(ALL)
    assert len(ALL) == len(set(ALL))


def test_a_member_is_its_value_and_is_found_by_it():
    assert Status.DRAFT == "draft" and Status("draft") is Status.DRAFT
    assert Status.DRAFT.label == "Draft" and str(Track("1.5")) == "1.5"
    assert Status.DRAFT.definition == "Being written; seen by the team only."


def test_choices_keep_the_pair_that_forms_expect():
    assert Status.choices[0] == ("draft", "Draft")
