"""Whether a record is denied: by a claim of a side on a point about it, or in answer to an offer.

Contested is not uncertain: how we know a record is its certainty. What counts is the denial of
another side than the one whose telling the record is: a statement is its speaker's, an offer its
teller's where it names one. Events, agreements and offers without a teller are denied by any side.

Each condition is SQL on the key of a row, `{key}`, so that filters and read documents ask the same.
"""

from django.db.models import Q

from negotiations.choices import ClaimStance, ResponseKind
from negotiations.models import Party
from negotiations.reports.lists import KeyCondition
from negotiations.reports.trees import topmost

DENYING_ANSWERS = f"('{ResponseKind.DENIES_OFFER}', '{ResponseKind.DISPUTES_ACCOUNT}')"


def same_side(one: str, other: str) -> str:
    """That two parties stand under one topmost parent, or are both missing."""
    return f"{topmost(Party, one)} is not distinct from {topmost(Party, other)}"


#: Claims in which a side denies. They are looked up by their points, of which a record has few:
#: denials are so rare that the planner would rather go through all claims, for each record.
DENIALS = (
    "negotiations_point as point cross join lateral ("
    "select held.party_id, held.person_id from negotiations_claim as held "
    f"where held.point_id = point.id and held.stance = '{ClaimStance.DENIES}' "
    "and (held.party_id is not null or held.person_id is not null) offset 0) as claim"
)
# What a row refers to is asked by its key, not joined: so it stays one look-up each, whatever the
# planner believes of the tables.
SPEAKING = "(select {column} from negotiations_statement where id = point.statement_id)"
TELLING = "(select according_to_party_id from negotiations_offer where id = {offer})"
OF_THE_SPEAKER = (
    f"{same_side('claim.party_id', SPEAKING.format(column='party_id'))} "
    "and (claim.party_id is not null "
    f"or coalesce(claim.person_id = {SPEAKING.format(column='speaker_id')}, false))"
)
BY_THE_TELLER = (
    "claim.party_id is not null "
    f"and {same_side('claim.party_id', TELLING.format(offer='point.offer_id'))}"
)
OFFER_OR_TELLING = (
    "(select {key} union all "
    "select telling.id from negotiations_offer as telling where telling.variant_of_id = {key})"
)

EVENT_IS_CONTESTED = f"exists (select from {DENIALS} where point.event_id = {{key}})"
AGREEMENT_IS_CONTESTED = f"exists (select from {DENIALS} where point.agreement_id = {{key}})"
STATEMENT_IS_CONTESTED = (
    f"exists (select from {DENIALS} where point.statement_id = {{key}} and not ({OF_THE_SPEAKER}))"
)
#: Denied, or said to be told wrongly; in the offer itself or in a telling of it.
OFFER_IS_CONTESTED = (
    f"(exists (select from {DENIALS} "
    f"where point.offer_id in {OFFER_OR_TELLING} and not ({BY_THE_TELLER})) "
    "or exists (select from negotiations_response as response "
    f"where response.offer_id in {OFFER_OR_TELLING} and response.kind in {DENYING_ANSWERS} and not "
    f"({same_side('response.party_id', TELLING.format(offer='response.offer_id'))})))"
)


def event_is_contested() -> Q:
    return Q(KeyCondition(EVENT_IS_CONTESTED))


def agreement_is_contested() -> Q:
    return Q(KeyCondition(AGREEMENT_IS_CONTESTED))


def statement_is_contested() -> Q:
    return Q(KeyCondition(STATEMENT_IS_CONTESTED))


def offer_is_contested() -> Q:
    return Q(KeyCondition(OFFER_IS_CONTESTED))
