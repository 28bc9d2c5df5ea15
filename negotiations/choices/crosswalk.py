"""Our words in the codes of two codings of events: CAMEO 1.1b3 (2012) and PLOVER 0.8 (2021).

Those code who did what to whom, as a report tells it. A code is given here where a record is such
an act, and the reason where it is none, or where the code is the nearest rather than the same; what
has none at all is in docs/crosswalk.md. Not here: the columns that carry the codes (exchange).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from negotiations.choices.agreements import AgreementKind, FulfilmentLevel
from negotiations.choices.common import Vocabulary
from negotiations.choices.events import EventKind
from negotiations.choices.offers import OfferKind, ResponseKind, TermSide
from negotiations.choices.statements import StatementKind


@dataclass(frozen=True)
class Codes:
    """What a word is in other codings; a PLOVER event has its mode behind it, if there is one."""

    cameo: str = ""
    plover: str = ""
    #: Why there is no code, or what this one leaves out.
    because: str = ""
    #: What it is instead where the offer proposes a meeting.
    of_a_meeting: Self | None = None


Words = Mapping[Vocabulary, Codes]

CARRIES = "An act only by what is said or decided in it, which has a record of its own."
BEFORE = "What it tells of happened before."
DEED = "The deed is coded as the event that it is."
SILENCE = "No act: event codings have no code for what was not done."
ACCOUNT = "About how an offer is told; an event coding holds one account of an event."

EVENTS: Words = {
    EventKind.SUMMIT: Codes("040", "CONSULT"),
    EventKind.MINISTERIAL: Codes("040", "CONSULT"),
    EventKind.TALKS: Codes("046", "CONSULT"),
    EventKind.MEETING: Codes(
        "040",
        "CONSULT",
        "Whose country it was in tells visit (042), host (043) and third place (044) apart.",
    ),
    EventKind.CONSULTATION: Codes("040", "CONSULT"),
    EventKind.CALL: Codes("041", "CONSULT phone"),
    EventKind.LETTER: Codes(because=CARRIES),
    EventKind.VISIT: Codes("042", "CONSULT visit", "The visitor's; the host's is 043."),
    EventKind.MEDIATION: Codes("045", "CONSULT", "The mediator's, towards each side."),
    EventKind.ROUND: Codes("046", "CONSULT", "Its meetings are events of their own."),
    EventKind.ANNOUNCEMENT: Codes(because=CARRIES),
    EventKind.DECISION: Codes(because=CARRIES),
    EventKind.VOTE: Codes(because=CARRIES),
    EventKind.APPOINTMENT: Codes(because="Within one side, and no act towards another."),
    EventKind.PUBLICATION: Codes(because=BEFORE),
    EventKind.AGREEMENT: Codes("057", "SUPPORT"),
    EventKind.SPEECH: Codes(because=CARRIES),
    EventKind.DEADLINE: Codes(because="A day, not an act."),
    EventKind.WEAPONS_TEST: Codes(
        "150", "MOBILIZE weapons", "The nearest: a show of force towards somebody, not a test."
    ),
    EventKind.MILITARY_EXERCISE: Codes(
        "150",
        "MOBILIZE troops",
        "Towards the other side; between allies it is 062 and COOPERATE.",
    ),
    EventKind.MILITARY_INCIDENT: Codes(
        "190", "ASSAULT", "Where force was used; a crossing or a seizure without it is another."
    ),
    EventKind.CEASEFIRE: Codes("0871", "RETREAT ceasefire"),
    EventKind.SANCTION: Codes(because="The word covers both imposing (163) and easing (085)."),
    EventKind.HUMANITARIAN_ACT: Codes(
        because="The word covers several: aid (073), release and return (084), access (0863)."
    ),
    EventKind.OTHER: Codes(because="No sort of act."),
}

#: Comments (01) are for words that are no other act; that is not coded of a statement.
FORM = "A form of words, not an act: it is coded by what is said in it."
STATEMENTS: Words = {kind: Codes(because=FORM) for kind in StatementKind} | {
    StatementKind.AGREEMENT_TEXT: Codes(because="The agreement has the code."),
    StatementKind.MEMOIR: Codes(because=BEFORE),
}

MEETING = Codes("036", "AGREE")
OFFERS: Words = {
    OfferKind.PROPOSAL: Codes(
        "030",
        "AGREE",
        "What it holds out; what it asks for would be a second event (020, or 10).",
        MEETING,
    ),
    OfferKind.DEMAND: Codes(
        "100",
        "REQUEST",
        "CAMEO tells it from a mere appeal (02) by the force of the words.",
        Codes("106", "REQUEST meet"),
    ),
    OfferKind.COUNTER_OFFER: Codes(
        "030", "AGREE", "That it stands in place of another offer is lost.", MEETING
    ),
    OfferKind.DRAFT_TEXT: Codes("030", "AGREE", "Of a mediator it would be part of 045.", MEETING),
    OfferKind.UNILATERAL_STEP: Codes(
        "030", "AGREE", "Where the step is to yield: 035, and CONCEDE.", MEETING
    ),
    OfferKind.JOINT_UNDERTAKING: Codes(
        "030", "AGREE", "Two events, one from each side to the other.", MEETING
    ),
    OfferKind.THREAT: Codes("130", "THREATEN"),
}

RESPONSES: Words = {
    ResponseKind.ACCEPTS: Codes("030", "AGREE", "That it answers an offer is lost.", MEETING),
    ResponseKind.ACCEPTS_IN_PRINCIPLE: Codes(
        "030", "AGREE", "The same code as full acceptance.", MEETING
    ),
    ResponseKind.ACCEPTS_WITH_CONDITIONS: Codes("030", "AGREE", "The condition is lost.", MEETING),
    ResponseKind.PARTIAL: Codes(because="Both assent and refusal; there is no code between."),
    ResponseKind.COUNTERS: Codes(because="The offer put in its place has a code."),
    ResponseKind.WELCOMES: Codes("051", "SUPPORT"),
    ResponseKind.DEFERS: Codes(because="Neither assent nor refusal; there is no code between."),
    ResponseKind.STUDIES: Codes("014", because="PLOVER has dropped comments."),
    ResponseKind.REJECTS: Codes(
        "120",
        "REJECT",
        "127 where a whole settlement was offered; by subject of what was asked 121 to 124.",
        Codes("125", "REJECT meet"),
    ),
    ResponseKind.VETOES: Codes("129", "REJECT"),
    ResponseKind.ABSTAINS: Codes(because="Neither assent nor refusal; there is no code between."),
    ResponseKind.NO_REPLY: Codes(because=SILENCE),
    ResponseKind.COMPLIES: Codes(because=DEED),
    ResponseKind.DEFIES: Codes(because=f"{DEED} (128 is for norms and laws.)"),
    ResponseKind.DENIES_OFFER: Codes(because=f"{ACCOUNT} (016 denies an accusation.)"),
    ResponseKind.DISPUTES_ACCOUNT: Codes(because=ACCOUNT),
    ResponseKind.WITHDRAWS_OFFER: Codes(because="No code takes another back."),
    ResponseKind.WITHDRAWS_ACCEPTANCE: Codes(because="No code takes another back."),
    ResponseKind.AMBIGUOUS: Codes(because="Read in opposite ways, it would have two codes."),
}

SIGNED = Codes("057", "SUPPORT")
CONCURRED = Codes("030", "AGREE", "Agreed, with no text that was signed or adopted by all.")
AGREEMENTS: Words = {
    AgreementKind.JOINT_STATEMENT: Codes(
        "057", "SUPPORT", "A finished text; one that commits to nothing is 019."
    ),
    AgreementKind.FRAMEWORK: SIGNED,
    AgreementKind.INTERIM: SIGNED,
    AgreementKind.COMMUNIQUE: Codes(
        "057", "SUPPORT", "A finished text; one that commits to nothing is 019."
    ),
    AgreementKind.ACTION_PLAN: SIGNED,
    AgreementKind.PROTOCOL: SIGNED,
    AgreementKind.CEASEFIRE: Codes(
        "0356", "CONCEDE", "That it took effect is an event; PLOVER has declared truces here."
    ),
    AgreementKind.PEACE_AGREEMENT: SIGNED,
    AgreementKind.TREATY: SIGNED,
    AgreementKind.RESOLUTION: Codes(because="An act of a body, coded by what it resolves."),
    AgreementKind.EXCHANGE_OF_LETTERS: SIGNED,
    AgreementKind.PARALLEL_STATEMENTS: CONCURRED,
    AgreementKind.UNDERSTANDING: CONCURRED,
}

KEPT = "Event codings know single acts, not how far a promise is kept by them."
FULFILMENTS: Words = {
    FulfilmentLevel.NOT_INITIATED: Codes(because=SILENCE),
    FulfilmentLevel.MINIMAL: Codes(because=KEPT),
    FulfilmentLevel.INTERMEDIATE: Codes(because=KEPT),
    FulfilmentLevel.FULL: Codes(because=KEPT),
    FulfilmentLevel.SUSPENDED: Codes(because=KEPT),
    FulfilmentLevel.BREACHED: Codes(because=f"{KEPT} (196 is for ceasefires.)"),
    FulfilmentLevel.RENOUNCED: Codes(because=KEPT),
}

OF_ITS_ISSUE = "The code of its issue, where that is one of CAMEO's intents to cooperate (03)"
TERMS: Words = {
    TermSide.GIVE: Codes(because=f"{OF_ITS_ISSUE}."),
    TermSide.ASK: Codes(because=f"{OF_ITS_ISSUE}: the demand for the same (10)."),
    TermSide.MUTUAL: Codes(because=f"{OF_ITS_ISSUE}."),
    TermSide.OTHERS: Codes(because="Binds neither side, so that it is no act of one to the other."),
    TermSide.THREAT: Codes(because="By what is threatened (13), which an issue does not tell."),
}

CROSSWALK: Mapping[type[Vocabulary], Words] = {
    EventKind: EVENTS,
    StatementKind: STATEMENTS,
    OfferKind: OFFERS,
    TermSide: TERMS,
    ResponseKind: RESPONSES,
    AgreementKind: AGREEMENTS,
    FulfilmentLevel: FULFILMENTS,
}

#: How PLOVER has it that something is asked for, by the group of CAMEO's intent to do it.
MODES_OF_ASKING = {
    "031": "assist",
    "032": "assist",
    "033": "assist",
    "034": "change",
    "035": "yield",
    "036": "meet",
    "037": "meet",
    "038": "meet",
    "039": "meet",
}


#: All of CAMEO's intents to cooperate.
# fmt: off
INTENTS = (
    "030", "031", "0311", "0312", "0313", "0314", "032", "033", "0331", "0332", "0333", "0334",
    "034", "0341", "0342", "0343", "0344", "035", "0351", "0352", "0353", "0354", "0355", "0356",
    "036", "037", "038", "039",
)
# fmt: on


def asked_for() -> dict[str, Codes]:
    """Each intent to cooperate with the demand for what it offers."""
    return {intent: asked(intent) for intent in INTENTS}


def asked(intent: str) -> Codes:
    """The demand for what is offered by an intent to cooperate; 108 is for all of mediation."""
    mode = MODES_OF_ASKING.get(intent[:3], "")
    demand = "108" if intent == "039" else f"10{intent[2:]}"
    return Codes(demand, f"REQUEST {mode}".strip())
