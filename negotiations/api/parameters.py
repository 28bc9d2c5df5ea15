"""Query parameters: which are allowed, and how the value of each is read.

Values are read by form fields, since filters are checked as one form. Each says in the schema what
it takes.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from rest_framework.request import Request

from negotiations.api.errors import BadParameter, Fault, UnknownParameter, nearest
from negotiations.choices import Vocabulary
from negotiations.dates import DateError, ImpreciseDate
from negotiations.fields import SLUG, UNCLEAN_LINE
from negotiations.reports.changes import LAST_PLACE
from negotiations.reports.search.words import (
    LONGEST_QUESTION,
    MOST_WORDS,
    Question,
    QuestionError,
)

SEPARATOR = ","
MOST_MEMBERS = 100
LONGEST_SLUG = 120
STRING = {"type": "string"}
#: Something that can be read, without control characters; commas stand between the parts of a list.
LINE_PATTERN = (
    r"^[^\u0000-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*$"
)
CURSOR = {**STRING, "x-format": "cursor"}
HOW_TO_ASK = (
    "All words must occur, in any form and whatever their accents, case and hyphens; the last may "
    'be the beginning of a longer one. "..." are words in this order, a word after a minus must '
    f"not occur, `or` stands between alternatives. At most {MOST_WORDS} words."
)


def shared(name: str, told: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        # What is empty was not asked.
        "allowEmptyValue": True,
        "description": told,
        "schema": schema,
    }


def slug_schema(kind: str) -> dict[str, Any]:
    """The slug of a record of a kind: its `x-format` says of which, `event-slug`.

    Those who show a schema know the usual formats only, and complain of any other.
    """
    return {
        **STRING,
        "x-format": f"{kind.replace('_', '-')}-slug",
        "pattern": SLUG,
        "maxLength": LONGEST_SLUG,
    }


#: Parameters that are no filters: which addresses have which, their views say.
SHARED: dict[str, dict[str, Any]] = {
    parameter["name"]: parameter
    for parameter in (
        shared("cursor", "A place in the list; take it from next or previous.", CURSOR),
        shared(
            "page_size",
            "How many records to a page; 50 if not told.",
            {"type": "integer", "minimum": 1, "maximum": 500},
        ),
        shared(
            "ordering",
            "By what to order, with a minus before it for the reverse. `date` is the public order: "
            "earliest day, time, place in the day, latest day, slug.",
            STRING,
        ),
        shared("fields", "The fields to show, with commas between them; all if not told.", STRING),
        shared(
            "by",
            "What rows are told apart by, with commas between: `proposer`, `responder`, `year`; by "
            "all three if not told.",
            STRING,
        ),
        shared(
            "format",
            "The form of the answer; `json` if not told. It can stand at the end of the address of "
            "a list or report too: `ledger.csv`. Other forms hold all rows, without pages.",
            STRING,
        ),
        shared(
            "facets",
            "Filters by whose words to count the records of the list, with commas between them, "
            "and `year`. The answer has them under `facets`: to each word its count, `without` for "
            "the records that have none, `more` where further words were left out.",
            STRING,
        ),
        shared("omit", "The fields to leave out, with commas between them.", STRING),
        shared(
            "since",
            "A place in the feed, from `seq` or `data_version`: the changes behind it, or all.",
            {"type": "integer", "minimum": 0, "maximum": LAST_PLACE},
        ),
        shared(
            "on",
            "The day for which the report is derived; claims and words of later days are left out.",
            {**STRING, "format": "date"},
        ),
        shared(
            "as_known_on",
            "Only what sources public by that day support. Sources without a date do not count; "
            "the header Parley-Undated-Sources says how many were left out.",
            {**STRING, "format": "date"},
        ),
        shared(
            "as_recorded_at",
            "The public record as the database held it at that instant.",
            {**STRING, "format": "date-time"},
        ),
    )
}


def allow_only(request: Request, known: Sequence[str]) -> None:
    """Refuse parameters that are not known here; what is empty was not asked."""
    asked = {name: values for name, values in request.query_params.lists() if any(values)}
    unknown = {name: values[-1] for name, values in asked.items() if name not in known}
    if unknown:
        raise UnknownParameter(unknown, known)
    twice = [name for name, values in asked.items() if len(values) > 1]
    if twice:
        told = "This parameter stands twice. Where it takes several values, commas join them."
        raise BadParameter([Fault(told, name, value=asked[name][-1]) for name in twice])


class ListOf(forms.CharField):
    """Several values with commas between them."""

    def to_python(self, value: Any) -> tuple[str, ...]:
        parts = [part.strip() for part in (value or "").split(SEPARATOR)]
        given = [part for part in parts if part]
        if value and not given:
            raise ValidationError("No value stands between the commas.")
        if len(given) > MOST_MEMBERS:
            raise ValidationError(f"At most {MOST_MEMBERS} values can be asked for at once.")
        found = tuple(dict.fromkeys(given))
        for part in found:
            self.check(part)
        return found

    def check(self, part: str) -> None:
        if UNCLEAN_LINE.search(part):
            raise ValidationError("A control character stands in it.")

    @property
    def member_schema(self) -> dict[str, Any]:
        return {**STRING, "pattern": LINE_PATTERN}

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": self.member_schema, "maxItems": MOST_MEMBERS}


class Slugs(ListOf):
    """Records of a kind by their slugs."""

    def __init__(self, *, kind: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kind = kind

    def check(self, part: str) -> None:
        if len(part) > LONGEST_SLUG or not re.fullmatch(SLUG, part):
            raise ValidationError(f"{part[:LONGEST_SLUG]!r} is not a slug.")

    @property
    def member_schema(self) -> dict[str, Any]:
        return slug_schema(self.kind)


class OneOfWords(forms.CharField):
    """One word of a closed list."""

    def __init__(self, *, words: Iterable[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.words = tuple(words)

    def to_python(self, value: Any) -> str:
        word = super().to_python(value)
        if word:
            check_word(word, self.words)
        return word

    @property
    def schema(self) -> dict[str, Any]:
        return {**STRING, "enum": list(self.words)}


class WordsOf(ListOf):
    """Words of a vocabulary."""

    def __init__(self, *, vocabulary: type[Vocabulary], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.vocabulary = vocabulary

    def check(self, part: str) -> None:
        check_word(part, self.vocabulary.values)

    @property
    def member_schema(self) -> dict[str, Any]:
        return {**STRING, "enum": list(self.vocabulary.values)}


def check_word(word: str, words: Iterable[str]) -> None:
    known = list(words)
    if word not in known:
        close = nearest(word, known)
        hint = f" Did you mean {close}?" if close else ""
        raise ValidationError(f"{word[:80]!r} is not one of: {', '.join(known)}.{hint}")


class TrueOrFalse(OneOfWords):
    """Yes or no, as true or false."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(words=("true", "false"), **kwargs)

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


class Edtf(forms.CharField):
    """A date of the declared EDTF subset."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if text:
            try:
                ImpreciseDate.parse(text)
            except DateError as error:
                raise ValidationError(str(error)) from error
        return text

    @property
    def schema(self) -> dict[str, Any]:
        return {
            **STRING,
            "x-format": "edtf",
            "maxLength": 64,
            "examples": ["2019-10-05", "2019-10", "2019"],
        }


class SearchWords(forms.CharField):
    """A question to the words of records."""

    default_error_messages = {"required": "Say what to search for."}

    def clean(self, value: Any) -> Question | None:
        text = (value or "").strip()
        if not text:
            self.validate(text)
            return None
        try:
            return Question.read(text)
        except QuestionError as error:
            raise ValidationError(str(error)) from error

    @property
    def schema(self) -> dict[str, Any]:
        return {**STRING, "x-format": "question", "maxLength": LONGEST_QUESTION}


class WholeNumber(forms.IntegerField):
    """A whole number within bounds."""

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.min_value, "maximum": self.max_value}
