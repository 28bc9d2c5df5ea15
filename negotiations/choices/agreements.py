"""Lists for agreements and for the keeping of what was promised."""

from negotiations.choices.common import Vocabulary


class AgreementKind(Vocabulary):
    """In what form something was concluded."""

    JOINT_STATEMENT = (
        "joint_statement",
        "One text issued by the parties together that states aims or principles.",
        "Joint statement",
    )
    FRAMEWORK = (
        "framework",
        "Sets the outline and sequence of a settlement whose details are left to later talks.",
        "Framework",
    )
    INTERIM = (
        "interim",
        "Holds for a limited time, until something fuller is concluded.",
        "Interim agreement",
    )
    COMMUNIQUE = (
        "communique",
        "An agreed report on a meeting which also records what was undertaken there.",
        "Communiqué",
    )
    ACTION_PLAN = (
        "action_plan",
        "Lists steps with dates or order by which earlier promises are to be carried out.",
        "Action plan",
    )
    PROTOCOL = "protocol", "Adds to or details another agreement.", "Protocol"
    CEASEFIRE = (
        "ceasefire",
        "Ends or suspends fighting without settling what it was about.",
        "Ceasefire",
    )
    PEACE_AGREEMENT = (
        "peace_agreement",
        "Settles a conflict, or a substantial part of it, between those who fought.",
        "Peace agreement",
    )
    TREATY = (
        "treaty",
        (
            "Binds states under international law, usually subject "
            "to ratification, whatever its title."
        ),
        "Treaty",
    )
    RESOLUTION = (
        "resolution",
        "Adopted by a body of several members by vote or consensus, in its own rules.",
        "Resolution",
    )
    EXCHANGE_OF_LETTERS = (
        "exchange_of_letters",
        "Concluded by letters that say the same and refer to each other.",
        "Exchange of letters",
    )
    PARALLEL_STATEMENTS = (
        "parallel_statements",
        "Each side gave its own text of what was agreed; no common text exists.",
        "Parallel statements",
    )
    UNDERSTANDING = (
        "understanding",
        "Agreed by word of mouth or unsigned paper, and known to have been taken as agreed by all.",
        "Understanding",
    )


class FulfilmentLevel(Vocabulary):
    """How far a promise had been kept on a day."""

    NOT_INITIATED = "0", "Nothing had been done to keep it.", "Not initiated"
    MINIMAL = "1", "First steps only, which left it far from being kept.", "Minimal"
    INTERMEDIATE = "2", "Kept in substantial part and moving towards the whole.", "Intermediate"
    FULL = "3", "Kept entirely, or so nearly that nothing of weight was missing.", "Full"
    SUSPENDED = (
        "suspended",
        "Its keeping was halted with notice, and could be taken up again.",
        "Suspended",
    )
    BREACHED = (
        "breached",
        "Something was done that the promise forbade, while it was still said to hold.",
        "Breached",
    )
    RENOUNCED = "renounced", "The one who promised declared that it no longer holds.", "Renounced"
