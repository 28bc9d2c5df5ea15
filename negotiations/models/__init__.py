"""The records, in their own reading order: each file refers only to files above it.

users           who signs in
base            what every record shares
places, parties, people, sources, issues, processes
events, tellings, participation
offers, statements, responses
agreements, points
citations       where each fact was read
history         who changed what when
"""

from django.db import models

from negotiations.models.agreements import Agreement, Commitment, Fulfilment
from negotiations.models.base import Record, derived_fields
from negotiations.models.citations import Citation
from negotiations.models.events import Event, EventLink
from negotiations.models.history import Changeset, PublicChange
from negotiations.models.issues import Issue
from negotiations.models.keeping import ExternalIdentifier, OfferSide
from negotiations.models.offers import Offer, Term
from negotiations.models.participation import Participation
from negotiations.models.parties import Party
from negotiations.models.people import Person, Tenure
from negotiations.models.places import Place
from negotiations.models.points import Claim, Point
from negotiations.models.processes import Membership, Process
from negotiations.models.responses import Response
from negotiations.models.snapshots import Snapshot
from negotiations.models.sources import Source
from negotiations.models.statements import Statement
from negotiations.models.users import User

#: Every kind of record, in the order in which one can be entered after the other.
KINDS: tuple[type[Record], ...] = (
    Place,
    Party,
    Person,
    Tenure,
    Source,
    Issue,
    Process,
    Membership,
    Event,
    EventLink,
    Participation,
    Offer,
    Term,
    Statement,
    Response,
    Agreement,
    Commitment,
    Fulfilment,
    Point,
    Claim,
    Citation,
)

for kind in KINDS:
    kind.Exposure.derived = derived_fields(kind)

#: Tables which describe the work on the records, or are kept by triggers: no part of any fixture.
KEPT: tuple[type[models.Model], ...] = (
    Changeset,
    PublicChange,
    ExternalIdentifier,
    OfferSide,
    Snapshot,
)

__all__ = ["KEPT", "KINDS", "Record", "User", *sorted(m.__name__ for m in (*KINDS, *KEPT))]
