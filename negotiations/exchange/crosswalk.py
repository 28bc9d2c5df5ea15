"""The codes of other data sets beside our records: as SQL for flat rows, as tables for people.

Which word has which code, and why, stands in choices/crosswalk.py. A record that tells of no act of
its own has none: a meeting that was not held, a plan, a telling.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from negotiations.choices import Occurrence, Put, TermSide, Vocabulary
from negotiations.choices.crosswalk import (
    AGREEMENTS,
    CROSSWALK,
    EVENTS,
    OFFERS,
    RESPONSES,
    Words,
    asked_for,
)
from negotiations.models import Agreement, Event, Offer, Record, Response, Term

SCHEMES = ("cameo", "plover")
#: Between these the page has the tables.
BEGIN, END = "<!-- written by manage.py write_codebook -->\n", "<!-- end of what is written -->\n"


@dataclass(frozen=True)
class Coded:
    """How a kind, whose table is `x`, gets the code of a scheme."""

    sql: Callable[[str], str]
    joins: tuple[str, ...] = ()


# --- Columns ----------------------------------------------------------------------------------


def case(column: str, codes: Mapping[str, str]) -> str:
    """The code of the word in the column; null where it has none."""
    words: dict[str, list[str]] = {}
    for word, code in codes.items():
        words.setdefault(code, []).append(f"'{word}'")
    whens = (f"when {column} in ({', '.join(words[code])}) then '{code}'" for code in words if code)
    return f"case {' '.join(whens)} end"


def by_kind(words: Words, scheme: str) -> str:
    return case("x.kind", {word: getattr(codes, scheme) for word, codes in words.items()})


def by_kind_of_meeting(words: Words, scheme: str) -> str:
    codes = {word: codes.of_a_meeting or codes for word, codes in words.items()}
    return by_kind(codes, scheme)


def of_event(scheme: str) -> str:
    """What is not said to have been otherwise, was held."""
    return f"case when x.occurrence in ('', '{Occurrence.HELD}') then {by_kind(EVENTS, scheme)} end"


def of_offer(scheme: str, words: Words = OFFERS, offer: str = "x") -> str:
    return (
        f"case when not {offer}.is_root or {offer}.put = '{Put.PLANNED}' then null "
        f"when {offer}.proposes_id is null then {by_kind(words, scheme)} "
        f"else {by_kind_of_meeting(words, scheme)} end"
    )


def of_response(scheme: str) -> str:
    """A telling can be denied, but the words for that have no code."""
    return of_offer(scheme, RESPONSES, "answered")


def of_agreement(scheme: str) -> str:
    return by_kind(AGREEMENTS, scheme)


def of_term(scheme: str) -> str:
    """That of its issue, where it is an intent to cooperate; of what is asked for, the demand."""
    demands = {intent: getattr(demand, scheme) for intent, demand in asked_for().items()}
    return (
        "case when not whole.is_root then null "
        f"when x.side = '{TermSide.ASK}' then {case('about.cameo', demands)} "
        f"when x.side in ('{TermSide.GIVE}', '{TermSide.MUTUAL}') and about.cameo like '03%' "
        f"then nullif(about.{scheme}, '') end"
    )


ANSWERED = "left join negotiations_offer as answered on answered.id = x.offer_id"
WHOLE = "left join negotiations_offer as whole on whole.id = x.offer_id"
ABOUT = "left join negotiations_issue as about on about.id = x.issue_id"

CODED: dict[type[Record], Coded] = {
    Event: Coded(of_event),
    Offer: Coded(of_offer),
    Term: Coded(of_term, (WHOLE, ABOUT)),
    Response: Coded(of_response, (ANSWERED,)),
    Agreement: Coded(of_agreement),
}


# --- Tables -----------------------------------------------------------------------------------


def written_into(page: str) -> str:
    """The page with the tables as they are now."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{tables()}\n{END}{after}"


def tables() -> str:
    return "\n".join(line for name in CROSSWALK for line in table(name))


def table(vocabulary: type[Vocabulary]) -> Iterator[str]:
    words = CROSSWALK[vocabulary]
    yield f"### {vocabulary.__name__}\n"
    yield "| word | CAMEO | PLOVER | what is lost, or why there is none |\n|---|---|---|---|"
    for word, codes in words.items():
        meeting = codes.of_a_meeting or codes
        cameo, plover = (
            cell(getattr(codes, scheme), getattr(meeting, scheme)) for scheme in SCHEMES
        )
        yield f"| `{word}` | {cameo} | {plover} | {codes.because} |"
    yield ""


def cell(code: str, of_a_meeting: str) -> str:
    told = f"`{code}`" if code else ""
    return told if of_a_meeting == code else f"{told}; of a meeting `{of_a_meeting}`"
