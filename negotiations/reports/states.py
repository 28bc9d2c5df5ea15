"""Where an offer stands after all answers to it: derived, never stored (docs/standing.md).

`verdict_on` reads the answers of one offer; `is_open` asks the database the same question of many,
so that a list can be filtered. A test holds the two against each other.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.lookups import Exact

from negotiations.choices import Certainty, Occurrence, ResponseKind, ThreadState
from negotiations.dates import ImpreciseDate
from negotiations.models import Agreement, Offer, Party, Response
from negotiations.reports.lists import among, rows_of_list
from negotiations.reports.sides import Sides
from negotiations.reports.trees import Topmost

#: What an answer decides. Answers of other kinds (welcomes, studies ...) leave the offer open.
DECIDES: dict[str, ThreadState] = {
    ResponseKind.ACCEPTS: ThreadState.ACCEPTED,
    ResponseKind.ACCEPTS_IN_PRINCIPLE: ThreadState.ACCEPTED,
    ResponseKind.COMPLIES: ThreadState.ACCEPTED,
    ResponseKind.ACCEPTS_WITH_CONDITIONS: ThreadState.MIXED,
    ResponseKind.PARTIAL: ThreadState.MIXED,
    ResponseKind.COUNTERS: ThreadState.COUNTERED,
    ResponseKind.REJECTS: ThreadState.REJECTED,
    ResponseKind.VETOES: ThreadState.REJECTED,
    ResponseKind.DEFIES: ThreadState.REJECTED,
    ResponseKind.WITHDRAWS_ACCEPTANCE: ThreadState.REJECTED,
    ResponseKind.WITHDRAWS_OFFER: ThreadState.WITHDRAWN,
}
#: From the surest to the weakest.
GRADES = (Certainty.CONFIRMED, Certainty.STATED, Certainty.REPORTED, Certainty.INFERRED)


@dataclass(frozen=True)
class Decision:
    """One side's deciding act: an answer, or an offer put in place of this one."""

    side: str
    state: ThreadState
    certainty: str


@dataclass(frozen=True)
class Verdict:
    """Where an offer stands, and the weakest grade of the offer and of what decided it."""

    state: ThreadState
    certainty: str


def verdict_on(
    offer: Offer,
    *,
    terms: Sequence[int],
    responses: Iterable[Response],
    counters: Iterable[Offer],
    agreements: Iterable[Agreement],
    sides: Sides,
    today: date,
) -> Verdict:
    """What `responses` to the offer and its tellings and `counters` to it decide.

    `terms` are the ids of its terms, `agreements` those it led to.
    """
    put_to = {sides.of_party(party.pk).key for party in offer.recipients.all()}
    acts: list[Response | Offer] = [
        *(response for response in responses if decides(response)),
        *counters,
    ]
    decisions = [
        decision
        for act in sorted(acts, key=moment)
        for decision in decisions_in(act, terms, sides)
        if not put_to or decision.side in put_to or decision.state == ThreadState.WITHDRAWN
    ]
    if not decisions:
        return undecided(offer, agreements, today)
    if decisions[-1].state == ThreadState.WITHDRAWN:
        return Verdict(ThreadState.WITHDRAWN, weakest(offer.certainty, decisions[-1].certainty))
    last = {decision.side: decision for decision in decisions}.values()
    deciding = [decision for decision in last if decision.state != ThreadState.WITHDRAWN]
    certainty = weakest(offer.certainty, *(decision.certainty for decision in deciding))
    return Verdict(
        together({decision.side: decision.state for decision in deciding}, put_to), certainty
    )


def decides(response: Response) -> bool:
    return response.kind in DECIDES or response.counter_offer_id is not None


def moment(act: Response | Offer) -> tuple[float, str, float, float, str]:
    """Its place in the public order."""
    found = ImpreciseDate.parse(act.date) if act.date else None
    earliest, latest = (found.earliest, found.latest) if found else (None, None)
    return (
        earliest.toordinal() if earliest else -math.inf if found else math.inf,
        act.time,
        math.inf if act.seq is None else act.seq,
        latest.toordinal() if latest else math.inf,
        act.slug,
    )


def decisions_in(act: Response | Offer, terms: Sequence[int], sides: Sides) -> Iterator[Decision]:
    if isinstance(act, Offer):
        for party in act.proposers.all():
            side = sides.of_party(party.pk).key
            yield Decision(side, ThreadState.COUNTERED, act.certainty)
        return
    answered = {term.pk for term in act.terms.all()}
    in_part = answered and not answered.issuperset(terms)
    state = ThreadState.MIXED if in_part else DECIDES.get(act.kind, ThreadState.COUNTERED)
    yield Decision(sides.of_party(act.party_id).key, state, act.certainty)


def together(states: Mapping[str, ThreadState], put_to: Set[str]) -> ThreadState:
    """One state where all agree; an acceptance needs every side that the offer was put to."""
    if len(set(states.values())) > 1:
        return ThreadState.MIXED
    state = next(iter(states.values()))
    if state == ThreadState.ACCEPTED and put_to - states.keys():
        return ThreadState.MIXED
    return state


def undecided(offer: Offer, agreements: Iterable[Agreement], today: date) -> Verdict:
    """Without a deciding answer: concluded in an agreement, run out, or open."""
    if grades := [agreement.certainty for agreement in agreements]:
        return Verdict(ThreadState.ACCEPTED, weakest(offer.certainty, *grades))
    if ran_out(offer, today):
        return Verdict(ThreadState.LAPSED, offer.certainty)
    return Verdict(ThreadState.OPEN, offer.certainty)


def ran_out(offer: Offer, today: date) -> bool:
    if offer.proposes is not None and offer.proposes.occurrence == Occurrence.LAPSED:
        return True
    latest = ImpreciseDate.parse(offer.expires).latest if offer.expires else None
    return latest is not None and latest < today


def weakest(*certainties: str) -> str:
    """The weakest of the grades that are known; empty where none is."""
    known = [grade for grade in GRADES if grade in certainties]
    return known[-1] if known else ""


# --- The same asked of the database -------------------------------------------------------------

REPLIED_TO = ("in_reply_to", "in_reply_to__variant_of")


def is_open(today: date) -> Q:
    """The condition under which an offer itself (no telling) is open on the day.

    Each way in which an offer ceases to be open is one set of keys, worked out once for a list.
    """
    return Q(
        ~Q(expires_latest__lt=today),
        ~among(Offer.objects.filter(proposes__occurrence=Occurrence.LAPSED), "pk"),
        ~among(rows_of_list(Agreement, "offers").all(), "offer"),
        *(~among(deciding_responses(path), path) for path in ("offer", "offer__variant_of")),
        *(~among(counter_offers(path), path) for path in REPLIED_TO),
        variant_of=None,
    )


def deciding_responses(root: str) -> QuerySet[Response]:
    """Deciding answers by those the offer at the end of the path was put to."""
    decides = Q(kind__in=DECIDES) | Q(counter_offer__isnull=False)
    by_them = Q(kind=ResponseKind.WITHDRAWS_OFFER) | by_one_it_was_put_to(OuterRef(root))
    return Response.objects.filter(decides, by_them)


def counter_offers(root: str) -> QuerySet[Offer]:
    """Offers put in place of the offer at the end of the path by those it was put to."""
    proposers = rows_of_list(Offer, "proposers").filter(offer=OuterRef("pk"))
    by_them = proposers.filter(by_one_it_was_put_to(OuterRef(OuterRef(root))))
    return Offer.objects.filter(Exists(by_them), in_reply_to__isnull=False, variant_of=None)


def by_one_it_was_put_to(offer: OuterRef) -> Q:
    """That the party of a row is of a recipient's side; anybody is, where no recipient is named."""
    recipients = rows_of_list(Offer, "recipients").filter(offer=offer)
    same_side = Exact(Topmost(Party, F("party_id")), Topmost(Party, OuterRef("party_id")))
    return Q(
        Q(Exists(recipients.filter(party=OuterRef("party_id"))))
        | ~Q(Exists(recipients))
        | Q(Exists(recipients.filter(same_side)))
    )
