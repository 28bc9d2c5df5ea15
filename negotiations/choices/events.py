"""Lists for events, the links between them and those who took part."""

from negotiations.choices.common import Vocabulary


class EventKind(Vocabulary):
    """What sort of event it is; when two fit, take the narrower."""

    SUMMIT = "summit", "Heads of state or government meet in person.", "Summit"
    MINISTERIAL = (
        "ministerial",
        "Ministers meet, and no head of state or government takes part.",
        "Ministerial meeting",
    )
    TALKS = (
        "talks",
        "Delegations below ministers negotiate on an agenda; for a mere contact use meeting.",
        "Talks",
    )
    MEETING = (
        "meeting",
        "People of the parties meet without formal negotiation, or nobody says what was done.",
        "Meeting",
    )
    CONSULTATION = (
        "consultation",
        "Parties of one mind, or a party and a go-between, prepare or compare positions.",
        "Consultation",
    )
    CALL = "call", "A conversation by telephone or video.", "Call"
    LETTER = (
        "letter",
        "A written message was sent or handed over; its words are a statement.",
        "Letter",
    )
    VISIT = (
        "visit",
        "A stay of several contacts in another's country; each meeting that matters is part of it.",
        "Visit",
    )
    MEDIATION = (
        "mediation",
        "A third party works between the sides, who may not meet at all.",
        "Mediation",
    )
    ROUND = (
        "round",
        "A numbered or named session of a standing series, usually with meetings as its parts.",
        "Round",
    )
    ANNOUNCEMENT = (
        "announcement",
        (
            "A party makes known a fact or intention that others react to; "
            "a choice first made then is a decision."
        ),
        "Announcement",
    )
    DECISION = (
        "decision",
        "A government or organ settles its own course; a count of votes is a vote.",
        "Decision",
    )
    VOTE = "vote", "A body votes on a text or proposal.", "Vote"
    APPOINTMENT = (
        "appointment",
        "Somebody is named to, or removed from, a post that bears on the talks.",
        "Appointment",
    )
    PUBLICATION = (
        "publication",
        "A document or book comes out that changes what is known or is answered.",
        "Publication",
    )
    AGREEMENT = (
        "agreement",
        "A text is signed, adopted or issued together; what it contains is the agreement record.",
        "Agreement",
    )
    SPEECH = (
        "speech",
        (
            "An address that something else answers, cancels or prepares; "
            "otherwise code the statement alone."
        ),
        "Speech",
    )
    DEADLINE = "deadline", "A day set beforehand by which something was due.", "Deadline"
    WEAPONS_TEST = (
        "weapons_test",
        "A weapon, its engine or its carrier is tried out, nuclear tests and launches included.",
        "Weapons test",
    )
    MILITARY_EXERCISE = (
        "military_exercise",
        "Planned training of forces, alone or with allies.",
        "Military exercise",
    )
    MILITARY_INCIDENT = (
        "military_incident",
        "Force is used, or forces clash, cross or seize, outside an exercise.",
        "Military incident",
    )
    CEASEFIRE = (
        "ceasefire",
        "Fighting stops or a truce takes effect; the signing of its text is an agreement.",
        "Ceasefire",
    )
    SANCTION = (
        "sanction",
        "A penalty on trade, money or persons is imposed, widened, eased or lifted.",
        "Sanction",
    )
    HUMANITARIAN_ACT = (
        "humanitarian_act",
        "Aid, release of prisoners, return of remains or reunion of families.",
        "Humanitarian act",
    )
    OTHER = "other", "None of the others fits; say in the summary what it was.", "Other"


class Occurrence(Vocabulary):
    """Whether it took place, as last known; a meeting that was not held keeps its planned date."""

    HELD = "held", "It took place, whatever came of it.", "Held"
    PROPOSED = (
        "proposed",
        "Somebody suggested it and nothing had been agreed; once agreed, use scheduled.",
        "Proposed",
    )
    SCHEDULED = (
        "scheduled",
        "Those concerned agreed to it, or its owner fixed it, for a day still to come.",
        "Scheduled",
    )
    POSTPONED = (
        "postponed",
        "Put off while still wanted, to another day or to none named.",
        "Postponed",
    )
    CANCELLED = (
        "cancelled",
        "Called off after it had been agreed or fixed; a refusal before that is declined.",
        "Cancelled",
    )
    DECLINED = "declined", "Proposed and refused by one who was asked.", "Declined"
    LAPSED = (
        "lapsed",
        "Never held and never called off; its time ran out without anybody saying so.",
        "Lapsed",
    )
    ALLEGED = (
        "alleged",
        "Somebody says that it took place and this is denied or nothing bears it out.",
        "Alleged",
    )


class Level(Vocabulary):
    """The rank at which the sides met; that of the lower side if they differ by one step."""

    HEAD = (
        "head",
        "Heads of state or government, or whoever really rules.",
        "Head of state or government",
    )
    MINISTER = "minister", "Members of a cabinet and others of that rank.", "Minister"
    ENVOY = (
        "envoy",
        "Special envoys, deputy ministers and chief negotiators, empowered for the matter.",
        "Envoy",
    )
    WORKING = "working", "Officials and experts below that rank.", "Working level"
    MIXED = (
        "mixed",
        "The sides met at ranks far apart, or several ranks met in the same event.",
        "Mixed",
    )
    NONE = "none", "Nobody met, as with a test, a decision or a publication.", "None"
    UNKNOWN = "unknown", "People met and the sources do not tell their rank.", "Unknown"


class Track(Vocabulary):
    """Whether those who met spoke for governments."""

    TRACK_ONE = "1", "Officials acting for their governments or organisations.", "Track 1"
    TRACK_ONE_AND_A_HALF = (
        "1.5",
        "Officials and private persons together, or officials in a private capacity.",
        "Track 1.5",
    )
    TRACK_TWO = (
        "2",
        "Private persons only: scholars, former officials, religious and civic figures.",
        "Track 2",
    )


class Outcome(Vocabulary):
    """What was on paper at the end; how it went in the eyes of each side is a point."""

    AGREEMENT = (
        "agreement",
        "A common text, or parallel texts, on what the event was held for.",
        "Agreement",
    )
    PARTIAL = (
        "partial",
        "Some questions were put down as settled, or a date for more talks, and the rest was not.",
        "Partial",
    )
    NONE = "none", "It is known that nothing was agreed.", "None"
    NOT_STATED = (
        "not_stated",
        "The event could have had a result and the sources do not tell it.",
        "Not stated",
    )
    NOT_APPLICABLE = (
        "not_applicable",
        "Not an event that can end in a text, or one that was not held.",
        "Not applicable",
    )


class EventLinkKind(Vocabulary):
    """What the first event is to the second."""

    PREPARES = "prepares", "The first was held to make the second possible.", "Prepares"
    FOLLOWS = (
        "follows",
        (
            "The first comes next in the same course; "
            "if it replies or restarts, use answers or resumes."
        ),
        "Follows",
    )
    RESUMES = (
        "resumes",
        "The first takes up again, after a break, what the second had begun.",
        "Resumes",
    )
    ANSWERS = "answers", "The first was done in reaction to the second.", "Answers"
    RESCHEDULES = (
        "reschedules",
        "The first is the second's meeting moved to another day.",
        "Reschedules",
    )
    REPLACES = (
        "replaces",
        "The first was held instead of the second, in another form or between others.",
        "Replaces",
    )
    CANCELS = "cancels", "The first is the act by which the second was called off.", "Cancels"
    IMPLEMENTS = (
        "implements",
        "The first carries out what was undertaken or decided at the second.",
        "Implements",
    )


class ParticipationRole(Vocabulary):
    """As what somebody took part in one event; lasting roles in a process are memberships."""

    PRINCIPAL = (
        "principal",
        "Takes part in his own right as leader or minister, not sent by somebody in the room.",
        "Principal",
    )
    HEAD_OF_DELEGATION = (
        "head_of_delegation",
        "Leads those whom a party sent to negotiate.",
        "Head of delegation",
    )
    DELEGATE = (
        "delegate",
        (
            "Belongs to a delegation without leading it; "
            "also a party present whose people are not named."
        ),
        "Delegate",
    )
    HOST = "host", "Gives the place and the welcome, without a hand in the substance.", "Host"
    MEDIATOR = "mediator", "Stands between the sides and puts ideas on the substance.", "Mediator"
    FACILITATOR = (
        "facilitator",
        "Helps the sides to meet and talk, with no ideas on the substance.",
        "Facilitator",
    )
    COORDINATOR = (
        "coordinator",
        "Arranges the session and speaks for its working order or for a group of sides.",
        "Coordinator",
    )
    CHAIR = "chair", "Presides over the session.", "Chair"
    OBSERVER = "observer", "Was admitted to listen, without a say.", "Observer"
    WITNESS = (
        "witness",
        (
            "Was asked to attest the act, or saw it from outside; "
            "one admitted to talks is an observer."
        ),
        "Witness",
    )
    GUARANTOR = "guarantor", "Pledged there to see that the result is kept.", "Guarantor"
    SIGNATORY = "signatory", "Signed or initialled the text.", "Signatory"
    MESSENGER = (
        "messenger",
        "Carried a message between parties, without standing to negotiate.",
        "Messenger",
    )
    RECIPIENT = (
        "recipient",
        "Was the one to whom the letter, call, message or act was directed.",
        "Recipient",
    )
    INTERPRETER = "interpreter", "Put the words of others into another language.", "Interpreter"
    SPEAKER = "speaker", "Gave the address or announcement, or briefed on it.", "Speaker"


class Attendance(Vocabulary):
    """Whether the one named was there."""

    ATTENDED = "attended", "Was present for all or most of it, or took part in the act.", "Attended"
    EXPECTED = (
        "expected",
        "Was announced or invited, for an event still to come or never held.",
        "Expected",
    )
    DECLINED = "declined", "Was invited and refused beforehand.", "Declined"
    ABSENT = "absent", "Was expected and did not come, without a refusal on record.", "Absent"
    WALKED_OUT = "walked_out", "Came and left before the end in protest.", "Walked out"
    UNKNOWN = (
        "unknown",
        "Is named with the event, and the sources do not tell whether present.",
        "Unknown",
    )
