"""What people are told where the database fails under an import, its undoing or a release."""

from django.db import Error, InterfaceError, OperationalError

LOST = "See that its server runs, then do the same again."
#: By the code of the error in PostgreSQL: what whoever asked can do about it.
ADVICE = {
    "40P01": "Other work was in its way: do the same again.",
    "53100": "The disk of its server is full: make room there, then do the same again.",
    "53200": "Its server ran out of memory: end other work there, then do the same again.",
    "53300": "Its server has no connection left: do the same again in a moment.",
    **dict.fromkeys(("57P01", "57P02", "57P03"), LOST),
}
OTHERS_IMPORT = "Another import is running; nothing was done. Do the same again once it has ended."


def failure(error: Error, left: str) -> str:
    """What the database said, what is left of the work, and what to do about it."""
    return " ".join(
        filter(None, (f"The database failed: {in_one_line(error)}.", left, advice(error)))
    )


def in_one_line(error: Error) -> str:
    """What the database said, without its guesses at why."""
    return str(error).partition("\n")[0].strip().rstrip(".")


def advice(error: Error) -> str:
    """Nothing where nobody could tell what helps."""
    if error.__cause__ is None:
        return ""
    if code := getattr(error.__cause__, "pgcode", None):
        return ADVICE.get(code, "")
    return LOST if isinstance(error, OperationalError | InterfaceError) else ""
