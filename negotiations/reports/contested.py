"""Whether a record is denied: by a claim of a side on a point about it, or in answer to an offer.

Contested is not uncertain: how we know a record is its certainty. What counts is the denial of
another side than the one whose telling the record is: a statement is its speaker's, an offer its
teller's where it names one. Events, agreements and offers without a teller are denied by any side.
"""

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from negotiations.choices import ClaimStance, ResponseKind
from negotiations.models import Claim, Party, Response
from negotiations.reports.trees import Topmost

DENYING_ANSWERS = (ResponseKind.DENIES_OFFER, ResponseKind.DISPUTES_ACCOUNT)
NOBODY = 0


def event_is_contested() -> Q:
    return Q(Exists(denials("event")))


def agreement_is_contested() -> Q:
    return Q(Exists(denials("agreement")))


def statement_is_contested() -> Q:
    spoken_by = same_side("party_id", "point__statement__party_id")
    of_one_person = Q(party__isnull=False) | Q(person=F("point__statement__speaker"))
    return Q(Exists(denials("statement").exclude(spoken_by, of_one_person)))


def offer_is_contested() -> Q:
    """Denied, or said to be told wrongly; in the offer itself or in a telling of it."""
    found = Q()
    for telling in ("", "__variant_of"):
        claims = denials("offer", telling)
        told_by = same_side("party_id", "point__offer__according_to_party_id")
        found |= Q(Exists(claims.exclude(told_by, party__isnull=False)))
        answers = Response.objects.filter(kind__in=DENYING_ANSWERS)
        answers = answers.filter(**{f"offer{telling}": OuterRef("pk")})
        told_by = same_side("party_id", "offer__according_to_party_id")
        found |= Q(Exists(answers.exclude(told_by)))
    return found


def same_side(one: str, other: str) -> Exact:
    """That two parties of a row stand under one topmost parent, or are both missing."""
    return Exact(*(Coalesce(Topmost(Party, F(path)), NOBODY) for path in (one, other)))


def denials(target: str, telling: str = "") -> QuerySet[Claim]:
    """Denials by sides on points about the record of the outer query."""
    by_a_side = Q(party__isnull=False) | Q(person__isnull=False)
    about = {f"point__{target}{telling}": OuterRef("pk")}
    return Claim.objects.filter(by_a_side, stance=ClaimStance.DENIES, **about)
