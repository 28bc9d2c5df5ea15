"""Lists for statements; how they travelled and on what terms is in the common lists."""

from negotiations.choices.common import Vocabulary


class StatementKind(Vocabulary):
    """In what form the words were given."""

    READOUT = (
        "readout",
        "One side's short written account of a meeting or call it took part in.",
        "Readout",
    )
    PRESS_CONFERENCE = (
        "press_conference",
        "Said before the press with questions taken, also at a regular daily briefing.",
        "Press conference",
    )
    REMARKS = (
        "remarks",
        "Said briefly in passing or at a photo call, without a prepared text.",
        "Remarks",
    )
    OFFICIAL_STATEMENT = (
        "official_statement",
        (
            "A written statement in the name of a government, office or spokesman; "
            "an account of one meeting is a readout."
        ),
        "Official statement",
    )
    SPEECH = (
        "speech",
        (
            "A prepared address to an audience; before lawmakers on "
            "duty use parliamentary or testimony."
        ),
        "Speech",
    )
    INTERVIEW = "interview", "Answers given to one interviewer or outlet.", "Interview"
    LETTER = (
        "letter",
        "A written message to named recipients, whether or not it was published.",
        "Letter",
    )
    SOCIAL_POST = (
        "social_post",
        "Posted by the speaker or the office on a social network.",
        "Social media post",
    )
    JOINT_STATEMENT = (
        "joint_statement",
        "Issued by two or more parties in the same words, binding or not.",
        "Joint statement",
    )
    AGREEMENT_TEXT = (
        "agreement_text",
        "The words of a concluded text; what it obliges to is coded as agreement and commitments.",
        "Agreement text",
    )
    FACT_SHEET = (
        "fact_sheet",
        "A side's written list of points or explanations on a policy or result.",
        "Fact sheet",
    )
    BACKGROUND_BRIEFING = (
        "background_briefing",
        "Officials brief several journalists on condition that their names are kept out.",
        "Background briefing",
    )
    COMMENTARY = (
        "commentary",
        "A signed or unsigned opinion piece that does not claim to be the government's statement.",
        "Commentary",
    )
    STATE_MEDIA = (
        "state_media",
        (
            "A report by a state outlet in its own voice; "
            "an official statement it merely carries is that statement."
        ),
        "State media report",
    )
    TESTIMONY = "testimony", "Given as a witness to a parliament, court or inquiry.", "Testimony"
    MEMOIR = (
        "memoir",
        "Told afterwards in a book or long recollection by somebody who took part.",
        "Memoir",
    )
    PARLIAMENTARY = (
        "parliamentary",
        (
            "Said in a parliament by a member or minister in debate or answer; "
            "a witness gives testimony."
        ),
        "Parliamentary",
    )


class Wording(Vocabulary):
    """How close the recorded text is to the words that were given."""

    VERBATIM = "verbatim", "One unbroken passage word for word, in the language named.", "Verbatim"
    EXCERPTS = "excerpts", "Word for word, but in pieces with gaps between them.", "Excerpts"
    PARAPHRASE = (
        "paraphrase",
        "The sense in another's words; nothing in it may be quoted as said.",
        "Paraphrase",
    )


class Rendering(Vocabulary):
    """How the recorded words came into the language they stand in."""

    ORIGINAL = "original", "In the language in which they were spoken or written.", "Original"
    INTERPRETED = (
        "interpreted",
        "Put into this language aloud by an interpreter on the spot.",
        "Interpreted",
    )
    OFFICIAL_TRANSLATION = (
        "official_translation",
        "Translated by the side that spoke, or by its own agency.",
        "Official translation",
    )
    AGENCY_TRANSLATION = (
        "agency_translation",
        "Translated by a news agency, outlet or other third party.",
        "Agency translation",
    )
    BACK_TRANSLATION = (
        "back_translation",
        (
            "Brought back into its first language from a translation, "
            "so the words are not the speaker's."
        ),
        "Back-translation",
    )
    UNKNOWN = "unknown", "It is a translation, or may be one, and nobody says whose.", "Unknown"
