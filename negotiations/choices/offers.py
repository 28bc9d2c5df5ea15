"""Lists for offers, their terms, the answers to them and where a thread of them stands."""

from negotiations.choices.common import Vocabulary


class OfferKind(Vocabulary):
    """In what shape something was put forward."""

    PROPOSAL = (
        "proposal",
        "A package or idea put to others for their assent, an invitation included.",
        "Proposal",
    )
    DEMAND = "demand", "Asks something of others and holds out nothing in return.", "Demand"
    COUNTER_OFFER = (
        "counter_offer",
        "Put in place of an offer by one who received it; name that offer as replied to.",
        "Counter-offer",
    )
    DRAFT_TEXT = (
        "draft_text",
        "Put in the form of a text to be agreed, such as a mediator's draft.",
        "Draft text",
    )
    UNILATERAL_STEP = (
        "unilateral_step",
        (
            "A party says what it will do by itself, without waiting for assent; "
            "the doing is an event."
        ),
        "Unilateral step",
    )
    JOINT_UNDERTAKING = (
        "joint_undertaking",
        (
            "Put by all sides together and not concluded, or told so by one; "
            "what was concluded is an agreement."
        ),
        "Joint undertaking",
    )
    THREAT = (
        "threat",
        (
            "Announces harm unless something is done or left; "
            "harm as one term of a package is a term's side."
        ),
        "Threat",
    )


class Put(Vocabulary):
    """Whether it was laid before the recipient."""

    PUT = "put", "It was laid before the recipient, directly or through others.", "Put"
    FLOATED = (
        "floated",
        "It was let out in public or through the press to be tried, not laid before the recipient.",
        "Floated",
    )
    PLANNED = (
        "planned",
        "It was prepared or decided upon, and not known to have been laid before anybody.",
        "Planned",
    )
    UNKNOWN = (
        "unknown",
        "Sources speak of the offer and do not tell whether it reached the recipient.",
        "Unknown",
    )


class SameAs(Vocabulary):
    """How sure it is that a telling speaks of the same offer as its root."""

    CERTAIN = (
        "certain",
        "The telling names the offer, or its occasion and content leave no other.",
        "Certain",
    )
    PROBABLE = (
        "probable",
        "Occasion or content fits well and no other offer is as near.",
        "Probable",
    )
    POSSIBLE = "possible", "It may be the same offer, and may as well be another.", "Possible"


class TermSide(Vocabulary):
    """Which way a term points, seen from the proposer; empty for joint or mediated texts."""

    GIVE = "give", "What the proposer would do or allow.", "Give"
    ASK = "ask", "What the proposer wants the recipient to do or allow.", "Ask"
    MUTUAL = "mutual", "What both would do alike, such as stopping hostile acts.", "Mutual"
    OTHERS = (
        "others",
        "What somebody else would do, so that it binds neither proposer nor recipient.",
        "Others",
    )
    THREAT = "threat", "What would follow if the offer were refused.", "Threat"


class Timing(Vocabulary):
    """When the term falls due against what the other side is to do."""

    FIRST = "first", "Before the other side has to do anything.", "First"
    SIMULTANEOUS = "simultaneous", "Together with a step of the other side.", "Simultaneous"
    AFTER = "after", "Only once the other side has done something.", "After"
    NOT_STATED = "not_stated", "The offer is known and says nothing about the order.", "Not stated"


class ResponseKind(Vocabulary):
    """What an act or words of a party mean as an answer to an offer."""

    ACCEPTS = "accepts", "Takes the whole offer, or the terms named, as it stands.", "Accepts"
    ACCEPTS_IN_PRINCIPLE = (
        "accepts_in_principle",
        "Agrees to the idea and leaves the details to further talks.",
        "Accepts in principle",
    )
    ACCEPTS_WITH_CONDITIONS = (
        "accepts_with_conditions",
        "Agrees provided that something is added or done; write it as the condition.",
        "Accepts with conditions",
    )
    PARTIAL = (
        "partial",
        (
            "Takes some of the terms and leaves or refuses the rest; "
            "better one answer for each set of terms."
        ),
        "Accepts in part",
    )
    COUNTERS = "counters", "Puts another offer in its place; link that offer.", "Counters"
    WELCOMES = "welcomes", "Speaks well of it and commits itself to nothing.", "Welcomes"
    DEFERS = (
        "defers",
        "Puts off the answer until a later time or until something has happened.",
        "Defers",
    )
    STUDIES = (
        "studies",
        "Says that it is considering the offer, with no time given; to put it off is to defer.",
        "Is studying it",
    )
    REJECTS = "rejects", "Refuses it in words; refusal by deed alone is defies.", "Rejects"
    VETOES = (
        "vetoes",
        "Blocks it by a vote that decides, or by a right to stop a common decision.",
        "Vetoes",
    )
    ABSTAINS = "abstains", "Takes part in the decision and votes neither way.", "Abstains"
    NO_REPLY = (
        "no_reply",
        "A source says that no answer came; do not use it where none was merely found.",
        "No reply",
    )
    COMPLIES = "complies", "Does what was asked, with or without words of acceptance.", "Complies"
    DEFIES = "defies", "Does the contrary of what was asked, as a reaction to it.", "Defies"
    DENIES_OFFER = (
        "denies_offer",
        "Says that no such offer was made or received.",
        "Denies the offer",
    )
    DISPUTES_ACCOUNT = (
        "disputes_account",
        "Admits an offer and says that it is being told wrongly; answer the telling meant.",
        "Disputes the account",
    )
    WITHDRAWS_OFFER = "withdraws_offer", "The proposer takes the offer back.", "Withdraws the offer"
    WITHDRAWS_ACCEPTANCE = (
        "withdraws_acceptance",
        "One who had accepted takes that back; ceasing to keep what was concluded is a fulfilment.",
        "Withdraws acceptance",
    )
    AMBIGUOUS = (
        "ambiguous",
        "It is an answer, and can fairly be read in opposite ways.",
        "Ambiguous",
    )


class ThreadState(Vocabulary):
    """Where an offer stands after all answers to it; derived, never typed in."""

    OPEN = (
        "open",
        "Nobody has accepted, refused, countered or withdrawn it, and it has not run out.",
        "Open",
    )
    ACCEPTED = (
        "accepted",
        "Those it was put to have accepted or complied, and none has taken that back.",
        "Accepted",
    )
    REJECTED = "rejected", "Those it was put to have refused, vetoed or defied it.", "Rejected"
    COUNTERED = "countered", "The last answer put another offer in its place.", "Countered"
    LAPSED = "lapsed", "Its time ran out before an answer that decides.", "Lapsed"
    WITHDRAWN = "withdrawn", "The proposer took it back.", "Withdrawn"
    MIXED = "mixed", "Recipients differ, or some terms were taken and others refused.", "Mixed"
