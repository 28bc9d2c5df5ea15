"""Lists for points on which accounts may differ, and for the claims made on them."""

from negotiations.choices.common import Vocabulary


class PointKind(Vocabulary):
    """What sort of thing the accounts may differ on."""

    ACCOUNT = (
        "account",
        "How it went or what was offered, as those who took part tell it.",
        "Account",
    )
    FACT = (
        "fact",
        "Something that could be checked from outside, such as a number, an act or who was there.",
        "Fact",
    )
    DATE = "date", "When it happened, or how long it lasted.", "Date"
    REPORT = "report", "Whether a report by press or unnamed officials is true.", "Report"
    RESPONSIBILITY = (
        "responsibility",
        "Who is to blame or to thank for what came of it.",
        "Responsibility",
    )
    WORDING = "wording", "Which words were used, in one and the same language.", "Wording"
    TRANSLATION = (
        "translation",
        "Which words in another language render what was said.",
        "Translation",
    )
    INTERPRETATION = "interpretation", "What agreed or undisputed words mean.", "Interpretation"


class AnswerType(Vocabulary):
    """In what form an answer to the question is written."""

    CHOICE = "choice", "One or more keys from the list of answers given with the point.", "Choice"
    YES_NO = "yes_no", "Yes or no.", "Yes or no"
    DATE = "date", "A date or period, in the spelling all dates use.", "Date"
    NUMBER = "number", "A number, or a range that may be open at one end.", "Number"


class Resolution(Vocabulary):
    """What has become of the difference since."""

    UNRESOLVED = (
        "unresolved",
        "The accounts still differ and nothing has explained it.",
        "Unresolved",
    )
    SETTLED_LATER = (
        "settled_later",
        "A later document or admission shows which account was right.",
        "Settled later",
    )
    RECONCILED_IN_PART = (
        "reconciled_in_part",
        "Some of the difference has gone and some remains.",
        "Reconciled in part",
    )
    EXPLAINED = (
        "explained",
        "Both accounts can be right, and it is known why they differ.",
        "Explained",
    )
    SOURCE_ERROR = (
        "source_error",
        "A slip of one source, such as a wrong date; the sides themselves do not differ.",
        "Source error",
    )
    TWO_OFFICIAL_TEXTS = (
        "two_official_texts",
        "Two official texts read differently and each stands for its side.",
        "Two official texts",
    )


class ClaimStance(Vocabulary):
    """How the holder of the claim stands to the answers named."""

    ASSERTS = "asserts", "Says that one of the answers named is right.", "Asserts"
    DENIES = (
        "denies",
        "Says that none of the answers named is right, without having to say what is.",
        "Denies",
    )
    DOES_NOT_CONFIRM = (
        "does_not_confirm",
        "Was asked or had cause to speak and would neither confirm nor deny.",
        "Does not confirm",
    )
    SILENT = (
        "silent",
        (
            "Speaks of the matter and passes over this point, in a text read in full; "
            "text not read is not silence."
        ),
        "Silent",
    )


class Standing(Vocabulary):
    """How the sides stand to each other on a point on a given day; derived, never typed in."""

    CONTRADICTED = (
        "contradicted",
        "At least two sides leave no answer that both could accept.",
        "Contradicted",
    )
    AGREED = "agreed", "Two or more sides take a position and all leave the same answers.", "Agreed"
    COMPATIBLE = (
        "compatible",
        "No two sides exclude each other, but they do not all say the same.",
        "Compatible",
    )
    ONE_SIDE = "one_side", "Only one side has taken a position.", "One side"
    OPEN = "open", "No side has taken a position.", "Open"
