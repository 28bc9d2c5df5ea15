"""Where the database fails, people are told what it said, what is left, and what to do."""

import pytest
from django.db import DatabaseError, InterfaceError, OperationalError

from negotiations.exchange.failing import ADVICE, LOST, failure


class OfTheDriver(Exception):
    def __init__(self, pgcode):
        self.pgcode = pgcode


def raised(error, pgcode=None):
    error.__cause__ = OfTheDriver(pgcode)
    return error


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (raised(OperationalError("could not extend file\nHINT: Check."), "53100"), ADVICE["53100"]),
        (raised(OperationalError("out of memory.\n"), "53200"), ADVICE["53200"]),
        (raised(OperationalError("server closed the connection\n\tProbably")), LOST),
        (raised(InterfaceError("connection already closed")), LOST),
        (raised(OperationalError("terminating connection"), "57P01"), LOST),
        (raised(DatabaseError("cannot be done"), "0A000"), ""),
        (raised(DatabaseError("no results")), ""),
        (OperationalError("took too long"), ""),
    ],
    ids=str,
)
def test_what_helps_is_told_where_it_is_known(error, advice):
    said = str(error).split("\n")[0].rstrip(".")
    told = f"The database failed: {said}. Nothing was written."
    assert failure(error, "Nothing was written.") == f"{told} {advice}".strip()
