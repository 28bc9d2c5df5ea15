"""Whether a record is denied: by a claim of a side on a point about it, or in answer to an offer.

Contested is not uncertain: how we know a record is its certainty. What counts is the denial of
another side than the one whose telling the record is: a statement is its speaker's, an offer its
teller's where it names one. Events, agreements and offers without a teller are denied by any side.
"""

from collections.abc import Sequence

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from negotiations.choices import ClaimStance, ResponseKind
from negotiations.models import Claim, Party, Record, Response
from negotiations.reports.lists import among
from negotiations.reports.trees import Topmost

DENYING_ANSWERS = (ResponseKind.DENIES_OFFER, ResponseKind.DISPUTES_ACCOUNT)
NOBODY = 0


def event_is_contested() -> Q:
    return among(denials(), "point__event")


def agreement_is_contested() -> Q:
    return among(denials(), "point__agreement")


def statement_is_contested() -> Q:
    spoken_by = same_side("party_id", "point__statement__party_id")
    of_one_person = Q(party__isnull=False) | Q(person=F("point__statement__speaker"))
    return among(denials().exclude(spoken_by, of_one_person), "point__statement")


def offer_is_contested() -> Q:
    """Denied, or said to be told wrongly; in the offer itself or in a telling of it."""
    told_by = same_side("party_id", "point__offer__according_to_party_id")
    claims = denials().exclude(told_by, party__isnull=False)
    told_by = same_side("party_id", "offer__according_to_party_id")
    answers = Response.objects.filter(kind__in=DENYING_ANSWERS).exclude(told_by)
    return (
        among(claims, "point__offer")
        | among(claims, "point__offer__variant_of")
        | among(answers, "offer")
        | among(answers, "offer__variant_of")
    )


def contested_among(records: Sequence[Record], contested: Q) -> set[int]:
    """The keys of those records of one kind for which the condition holds."""
    if not records:
        return set()
    rows = type(records[0])._base_manager.filter(pk__in=[record.pk for record in records])
    return set(rows.filter(contested).values_list("pk", flat=True))


def same_side(one: str, other: str) -> Exact:
    """That two parties of a row stand under one topmost parent, or are both missing."""
    return Exact(*(Coalesce(Topmost(Party, F(path)), NOBODY) for path in (one, other)))


def denials() -> QuerySet[Claim]:
    """Claims in which a side denies."""
    by_a_side = Q(party__isnull=False) | Q(person__isnull=False)
    return Claim.objects.filter(by_a_side, stance=ClaimStance.DENIES)
