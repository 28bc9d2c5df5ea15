"""The form every closed list takes, and the lists that more than one kind of record uses.

Lists that belong to a single topic live in the file of that topic.
"""

from typing import Self

from django.db import models


class Vocabulary(models.TextChoices):
    """A closed list of words; each member carries a one-line definition beside its label."""

    definition: str

    def __new__(cls, value: str, definition: str = "") -> Self:
        """Make the member a plain string that also knows what it means."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.definition = definition
        return member


class Status(Vocabulary):
    """How far a record is on its way to the public."""

    DRAFT = "draft", "Being written; seen by the team only.", "Draft"
    IN_REVIEW = (
        "in_review",
        "Submitted by its coder and waiting for another person to check it; seen by the team only.",
        "In review",
    )
    PUBLISHED = (
        "published",
        "Checked and open to everybody; its slug is fixed from now on.",
        "Published",
    )
    WITHDRAWN = (
        "withdrawn",
        "Was public and is so no longer; a notice with the reason stays in its place.",
        "Withdrawn",
    )


class Certainty(Vocabulary):
    """How we know what the record asserts; whether somebody denies it is another question."""

    CONFIRMED = (
        "confirmed",
        (
            "Shown by a document, said by both sides, or done in public; "
            "one side's word alone is stated."
        ),
        "Confirmed",
    )
    STATED = (
        "stated",
        (
            "Said by one side, by name and on the record; if only the press "
            "or unnamed officials say so, use reported."
        ),
        "Stated",
    )
    REPORTED = (
        "reported",
        (
            "Told by others, such as the press or officials who are not named; "
            "once a side says it openly, use stated."
        ),
        "Reported",
    )
    INFERRED = (
        "inferred",
        (
            "Concluded from conduct or from words that do not name the thing, "
            "by a source or, where no teller is given, by the coder."
        ),
        "Inferred",
    )


class DatePrecision(Vocabulary):
    """What sort of date the text of a date gives; an unknown date has none."""

    DAY = "day", "One calendar day.", "Day"
    MONTH = "month", "Some time in one month, the day unknown.", "Month"
    SEASON = (
        "season",
        "Some time in one season of three months; winter runs into February of the next year.",
        "Season",
    )
    YEAR = "year", "Some time in one year, the month unknown.", "Year"
    DECADE = "decade", "Some time in ten years that share their first three figures.", "Decade"
    INTERVAL = (
        "interval",
        (
            "It lasted from one date to another, either end possibly open; "
            "for one unknown day between two, see one of."
        ),
        "Interval",
    )
    ONE_OF = (
        "one_of",
        (
            "It happened on one day, unknown, between two dates; "
            "for something that lasted, see interval."
        ),
        "One day between",
    )


class YesNo(Vocabulary):
    """An answer to a plain question; left empty when it is not known."""

    YES = "yes", "The source shows that it is so.", "Yes"
    NO = (
        "no",
        "The source shows that it is not so; when nobody can tell, leave the field empty.",
        "No",
    )


class YesNoNotStated(Vocabulary):
    """An answer about a text, which may pass over the question."""

    YES = "yes", "The text itself says so.", "Yes"
    NO = "no", "The text itself says the contrary.", "No"
    NOT_STATED = (
        "not_stated",
        (
            "The whole text was read and says nothing of it; "
            "if it was not read in full, leave the field empty."
        ),
        "Not stated",
    )


class OnRecord(Vocabulary):
    """Under what name words were given to the public."""

    ON_RECORD = (
        "on_record",
        "Given under the speaker's name, or in the name of the office or government that speaks.",
        "On the record",
    )
    BACKGROUND = (
        "background",
        "Given to the press by an official described by office only, as agreed beforehand.",
        "On background",
    )
    ANONYMOUS = (
        "anonymous",
        (
            "Told by somebody described vaguely or not at all, "
            "such as a person familiar with the talks."
        ),
        "Anonymous",
    )


class Channel(Vocabulary):
    """How words or an offer travelled when they were given, whatever became public later."""

    PUBLIC = "public", "Said or published openly, for everybody to hear.", "Public"
    CLOSED_DOOR = (
        "closed_door",
        "Said in the room at a meeting without audience; for letters and messages use private.",
        "Closed door",
    )
    PRIVATE = (
        "private",
        "Carried by letter, call, messenger or go-between to the recipient alone.",
        "Private",
    )
    LEAKED = (
        "leaked",
        (
            "Meant to stay confidential and brought out by somebody without leave; "
            "later lawful release is not a leak."
        ),
        "Leaked",
    )


class ChangesetChannel(Vocabulary):
    """By which road a change reached the database."""

    ADMIN = "admin", "Typed by a person into the editing pages.", "Editing pages"
    API = "api", "Sent by a program or script through the web interface for programs.", "API"
    IMPORT = "import", "Loaded from files as one batch that can be undone as a whole.", "Import"
    COMMAND = "command", "Made by a maintenance command other than an import.", "Command"
    SQL = "sql", "Written straight into the database, past every other road.", "SQL"


class PublicChangeKind(Vocabulary):
    """What became of a record in the public record."""

    PUBLISHED = (
        "published",
        "It came into the public record, by itself or with a record it cannot do without.",
        "Published",
    )
    UPDATED = (
        "updated",
        "It reads differently: a field, a list, or a reference to what came or went.",
        "Updated",
    )
    MERGED = (
        "merged",
        "It turned out to be the same as another record, which has stood for it since.",
        "Merged",
    )
    WITHDRAWN = (
        "withdrawn",
        "It left the public record, or what is told of why it left changed.",
        "Withdrawn",
    )
