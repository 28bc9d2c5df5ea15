"""Lists for sources and for the citations that lean on them."""

from negotiations.choices.common import Vocabulary


class SourceKind(Vocabulary):
    """What sort of document the source is."""

    OFFICIAL_TEXT = (
        "official_text",
        "A document with force of its own: agreement, resolution, law, order, diplomatic note.",
        "Official text",
    )
    OFFICIAL_STATEMENT = (
        "official_statement",
        (
            "What a government or organisation gave out as its words: press statement, "
            "readout, state agency's official notice."
        ),
        "Official statement",
    )
    TRANSCRIPT = (
        "transcript",
        (
            "A record of spoken words of several people in order, "
            "such as a press conference or hearing."
        ),
        "Transcript",
    )
    SPEECH = "speech", "The text of one person's address, as written or as delivered.", "Speech"
    INTERVIEW = (
        "interview",
        "Questions and answers with one person, printed or broadcast as such.",
        "Interview",
    )
    SOCIAL_POST = (
        "social_post",
        "A message on a social network, by its author's own account.",
        "Social media post",
    )
    NEWS = (
        "news",
        (
            "A report by press or broadcaster of what happened; "
            "a piece that mainly argues or explains is analysis."
        ),
        "News report",
    )
    ANALYSIS = (
        "analysis",
        "A study, brief, commentary or editorial that interprets events; plain reporting is news.",
        "Analysis",
    )
    MEMOIR = "memoir", "What somebody who took part wrote about it afterwards.", "Memoir"
    ARCHIVE_DOCUMENT = (
        "archive_document",
        "A paper not meant for the public when written, since declassified or found in an archive.",
        "Archive document",
    )
    CHRONOLOGY = "chronology", "A dated list of events compiled by others.", "Chronology"
    REFERENCE = (
        "reference",
        (
            "An encyclopaedia, handbook, biography or directory, "
            "used for plain facts such as names and posts."
        ),
        "Reference work",
    )
    DATASET = (
        "dataset",
        "Structured data compiled by others, cited by its variables or rows.",
        "Data set",
    )


class Carrier(Vocabulary):
    """Through whose hands the copy that was read reached us."""

    PUBLISHER = "publisher", "Read where its publisher put it.", "Publisher"
    SYNDICATED = (
        "syndicated",
        "An agency's text read in another outlet that carries it by arrangement.",
        "Syndicated",
    )
    ARCHIVE = (
        "archive",
        "Read in a library, archive or web archive that keeps copies as they were.",
        "Archive",
    )
    UNOFFICIAL_COPY = (
        "unofficial_copy",
        (
            "Read on a blog, forum, mirror or collection without standing to print it; "
            "wording may have suffered."
        ),
        "Unofficial copy",
    )
    NOT_SEEN = (
        "not_seen",
        "Not read by us; known only through what another source says of it.",
        "Not seen",
    )


class ExtentRead(Vocabulary):
    """How much of the source the coder has read; silence can be coded only after a full reading."""

    FULL = "full", "Read from beginning to end.", "In full"
    PART = "part", "Read in some continuous part, such as its opening or one chapter.", "In part"
    EXTRACT = (
        "extract",
        "Only single passages were seen, as in a search result or another's quotation.",
        "Extracts",
    )


class CitationStance(Vocabulary):
    """What the source does for the record that cites it."""

    SUPPORTS = "supports", "The source says what the record or field says.", "Supports"
    CONTRADICTS = (
        "contradicts",
        "The source says something that cannot be true together with the record or field.",
        "Contradicts",
    )
    MENTIONS = (
        "mentions",
        "The source speaks of the matter but neither bears out nor denies what is recorded.",
        "Mentions",
    )
