"""An invented language: a few words are in every text, most are rare, none means anything.

Words are built of syllables, so that no real text is needed. Not here: what the texts are put in
(generate.py).
"""

from collections.abc import Sequence
from functools import cache
from itertools import accumulate, product
from random import Random

BEGINNINGS = ("b", "br", "d", "dr", "f", "g", "gr", "k", "l", "m", "n", "p", "pl", "r", "s", "st")
VOWELS = ("a", "e", "i", "o", "u")
ENDS = ("", "n", "r", "l", "k", "m")
#: Words that English searches pass over: about a third of a real text.
SMALL_WORDS = ("the", "of", "and", "to", "in", "a", "that", "is", "was", "for", "with", "on")
VOCABULARY, SPOKEN, SENTENCE = 20_000, 200_000, 14
#: The rank of the word that one statement in five holds, and of one that one in eighty holds.
COMMON, RARE = 40, 900


@cache
def vocabulary() -> tuple[str, ...]:
    """All words, the most frequent first."""
    syllables = ["".join(parts) for parts in product(BEGINNINGS, VOWELS, ENDS)]
    shuffled = Random(7)
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        found["".join(shuffled.choices(syllables, k=shuffled.choice((2, 2, 3))))] = None
    return tuple(found)


@cache
def weights() -> tuple[Sequence[str], Sequence[float]]:
    """Every word with the sum of the weights up to it: each weighs by its rank, as in speech."""
    words = vocabulary()
    total = sum(1 / (rank + 8) for rank in range(len(words)))
    small = total / 2 / len(SMALL_WORDS)
    each = [small] * len(SMALL_WORDS) + [1 / (rank + 8) for rank in range(len(words))]
    return (*SMALL_WORDS, *words), tuple(accumulate(each))


@cache
def speech() -> tuple[str, ...]:
    """Words as they follow each other: every text is cut out of it."""
    words, sums = weights()
    return tuple(Random(11).choices(words, cum_weights=sums, k=SPOKEN))


def text(chance: Random, shortest: int, longest: int) -> str:
    """A few sentences of so many words."""
    length = chance.randint(shortest, longest)
    start = chance.randrange(SPOKEN - length)
    spoken = speech()[start : start + length]
    sentences = (spoken[place : place + SENTENCE] for place in range(0, length, SENTENCE))
    return " ".join(" ".join(sentence).capitalize() + "." for sentence in sentences)


def name(chance: Random, parts: int = 2) -> str:
    """The name of a person or place."""
    words = vocabulary()
    return " ".join(chance.choice(words).capitalize() for _ in range(parts))
