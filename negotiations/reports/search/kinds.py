"""Which kinds are searched, and by which paths their records reach parties, processes and issues.

The paths are those of the lists' filters, which a test holds them against. Left out are kinds that
have no words beside those of the records they join: memberships, participations, links, fulfilments
and citations.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from negotiations.models import (
    Agreement,
    Claim,
    Commitment,
    Event,
    Issue,
    Offer,
    Party,
    Person,
    Place,
    Point,
    Process,
    Record,
    Response,
    Source,
    Statement,
    Tenure,
    Term,
)

Paths = tuple[str, ...]
#: What a search can be limited by, and the trees in which that stands.
LIMITS: dict[str, type[Record]] = {"party": Party, "process": Process, "issue": Issue}
PERIOD = "period"
#: From what a point or a citation is about to its processes.
TARGETS = (
    "process",
    "event__processes",
    "offer__processes",
    "agreement__processes",
    "statement__processes",
)


@dataclass(frozen=True)
class Searched:
    """A kind that is searched. Without a path or a date it is not in a search limited by one."""

    model: type[Record]
    party: Paths = ()
    process: Paths = ()
    issue: Paths = ()
    #: Whoever asks for its name most likely means it.
    is_named: bool = False

    @property
    def kind(self) -> str:
        return str(self.model._meta.verbose_name).replace(" ", "_")

    def paths(self, limit: str) -> Paths:
        return {"party": self.party, "process": self.process, "issue": self.issue}[limit]

    def can_be_limited_by(self, limits: Iterable[str]) -> bool:
        return all(
            self.model.main_date if limit == PERIOD else self.paths(limit) for limit in limits
        )


SEARCHED = (
    Searched(Party, party=("id",), process=("memberships__process",), is_named=True),
    Searched(
        Person,
        party=("tenures__party", "participations__party"),
        process=("participations__event__processes", "statements__processes"),
        is_named=True,
    ),
    Searched(Tenure, party=("party",)),
    Searched(Place, process=("events__processes",), is_named=True),
    Searched(Issue, issue=("id",), is_named=True),
    Searched(Process, party=("memberships__party",), process=("id",), is_named=True),
    Searched(
        Event,
        party=("participations__party",),
        process=("processes",),
        issue=("statements__issues", "points__issue", "offers__terms__issue"),
    ),
    Searched(
        Statement,
        party=("party", "co_parties", "on_behalf_of"),
        process=("processes",),
        issue=("issues",),
    ),
    Searched(
        Point,
        party=("claims__party",),
        process=TARGETS,
        issue=("issue",),
    ),
    Searched(
        Claim,
        party=("party",),
        process=tuple(f"point__{path}" for path in TARGETS),
        issue=("point__issue",),
    ),
    Searched(
        Offer, party=("proposers", "recipients"), process=("processes",), issue=("terms__issue",)
    ),
    Searched(Term, party=("actor", "beneficiary"), process=("offer__processes",), issue=("issue",)),
    Searched(
        Response,
        party=("party",),
        process=("offer__processes",),
        issue=("offer__terms__issue",),
    ),
    Searched(
        Agreement,
        party=("parties", "guarantors"),
        process=("processes",),
        issue=("commitments__issue",),
    ),
    Searched(
        Commitment,
        party=("actor", "beneficiary"),
        process=("agreement__processes",),
        issue=("issue",),
    ),
    Searched(
        Source,
        party=("publisher_party",),
        process=tuple(f"citations__{path}" for path in TARGETS),
    ),
)
