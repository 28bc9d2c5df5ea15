"""What a question is: words that must all occur, "phrases", -exclusions, and `or` between them.

Each word is sought in two forms, folded and stemmed (sql/search.sql). The last word may also be the
beginning of longer ones, since people ask while they type; so may every Korean word, since its
particles are written on to it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

from negotiations.fields import UNCLEAN_LINE

LONGEST_QUESTION = 200
MOST_WORDS = 10
#: Shorter beginnings are those of too many words.
SHORTEST_BEGINNING = 3
ENGLISH = "en"
PIECE = re.compile(r'(?P<minus>-?)"(?P<phrase>[^"]*)"?|(?P<excluded>-?)(?P<word>[^\s"]+)')
HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
SAYS_SOMETHING = re.compile(r"\w")

#: A piece of SQL and its parameters.
Sql = tuple[str, list[Any]]


class QuestionError(ValueError):
    """A question that cannot be asked; the sentence says why."""


@dataclass(frozen=True)
class Sought:
    """One word, or words in their order."""

    text: str
    excluded: bool = False
    beginning: bool = False

    def sql(self, rules: str, language: str) -> Sql:
        call = f"engine.sought(%s, {rules}, {'true' if self.beginning else 'false'})"
        parameters = [self.text, language] if "%s" in rules else [self.text]
        return (f"!!{call}" if self.excluded else call), parameters


@dataclass(frozen=True)
class Question:
    """Alternatives, each of which asks for all of its words."""

    text: str
    alternatives: tuple[tuple[Sought, ...], ...]

    @classmethod
    def read(cls, text: str) -> Self:
        """Raises QuestionError."""
        check(text)
        alternatives = tuple(tuple(part) for part in split(list(pieces(text))) if part)
        if not alternatives:
            raise QuestionError("No word stands in it.")
        if any(all(sought.excluded for sought in part) for part in alternatives):
            raise QuestionError("Beside what is excluded, at least one word must be sought.")
        return cls(text, alternatives)

    def sql(self, language: str = ENGLISH) -> Sql:
        """The question as a tsquery. Words too common to ask for are asked for if they are all."""
        reduced, its = self.in_form("engine.language_rules(%s)", language)
        as_they_stand, theirs = self.in_form("'simple'", language)
        return (
            f"case when numnode({reduced}) > 0 then {reduced} else {as_they_stand} end",
            [*its, *its, *theirs],
        )

    def in_form(self, rules: str, language: str) -> Sql:
        parameters: list[Any] = []
        parts = []
        for part in self.alternatives:
            written = [sought.sql(rules, language) for sought in part]
            parameters += [value for _, values in written for value in values]
            parts.append(f"({' && '.join(sql for sql, _ in written)})")
        return f"({' || '.join(parts)})", parameters


def check(text: str) -> None:
    if UNCLEAN_LINE.search(text):
        raise QuestionError("A control character or half a character stands in it.")
    if len(text) > LONGEST_QUESTION:
        raise QuestionError(f"It is longer than {LONGEST_QUESTION} characters.")
    if len(text.split()) > MOST_WORDS:
        raise QuestionError(f"At most {MOST_WORDS} words can be searched for at once.")


def pieces(text: str) -> Iterator[Sought | None]:
    """The words and phrases; None stands for `or`."""
    found = list(PIECE.finditer(text))
    for number, piece in enumerate(found, 1):
        word = piece["word"] or ""
        if word.lower() == "or" and not piece["excluded"]:
            yield None
        elif SAYS_SOMETHING.search(piece["phrase"] or word):
            yield Sought(
                piece["phrase"] or word,
                excluded=bool(piece["minus"] or piece["excluded"]),
                beginning=bool(word) and may_begin(word, is_last=number == len(found)),
            )


def may_begin(word: str, *, is_last: bool) -> bool:
    """Whether the word may be the beginning of longer ones."""
    if HANGUL.search(word):
        return True
    return is_last and len(word) >= SHORTEST_BEGINNING and not word.isdecimal()


def split(found: Sequence[Sought | None]) -> list[list[Sought]]:
    """At every `or`."""
    parts: list[list[Sought]] = [[]]
    for sought in found:
        if sought is None:
            parts.append([])
        else:
            parts[-1].append(sought)
    return parts
