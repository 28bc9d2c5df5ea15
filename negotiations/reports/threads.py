"""The thread of an offer: its terms, its tellings, the answers to it, the offers made in its place.

Not here: how the answers decide where the offer stands (states.py).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, Func, Prefetch, QuerySet, Value

from negotiations.choices import ThreadState
from negotiations.models import Agreement, Offer, Response, Term
from negotiations.reports import clocks
from negotiations.reports.lists import keys_of, rows_of_list
from negotiations.reports.sides import Sides
from negotiations.reports.states import Verdict, verdict_on
from negotiations.reports.terms import TermsBySide


@dataclass(frozen=True)
class Telling:
    """One account of an offer, with its own terms."""

    offer: Offer
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Thread(TermsBySide):
    """An offer with everything that followed from it."""

    offer: Offer
    terms: tuple[Term, ...]
    tellings: tuple[Telling, ...]
    responses: tuple[Response, ...]
    counter_offers: tuple["Thread", ...]
    verdict: Verdict

    @property
    def state(self) -> ThreadState:
        return self.verdict.state

    @property
    def state_certainty(self) -> str:
        return self.verdict.certainty

    def walk(self) -> Iterable["Thread"]:
        """The thread and those within it."""
        yield self
        for inner in self.counter_offers:
            yield from inner.walk()


class Family(Func):
    """The ids of an offer, its root, tellings and counter-offers, theirs too, as a subquery."""

    output_field = BigIntegerField()
    template = (
        "(with recursive family as ("
        "select %(expressions)s::bigint as id union select next.id from family cross join lateral ("
        "select id from negotiations_offer where in_reply_to_id = family.id "
        "union all select id from negotiations_offer where variant_of_id = family.id "
        "union all select variant_of_id from negotiations_offer "
        "where id = family.id and variant_of_id is not null "
        "union all select counter_offer_id from negotiations_response "
        "where offer_id = family.id and counter_offer_id is not null"
        ") as next) select id from family)"
    )


def thread(offer: Offer, today: date | None = None) -> Thread:
    """The thread of an offer; asked for a telling, that of the offer it tells of."""
    found = Threads(list(family_of(offer)), today or clocks.today())
    return found.of(offer.variant_of_id or offer.pk)


class Threads:
    """All that is needed to put the threads of a family of offers together, read once."""

    def __init__(self, offers: Sequence[Offer], today: date) -> None:
        self.today = today
        self.roots = {offer.pk: offer for offer in offers if offer.variant_of_id is None}
        #: Each offer's root; an offer itself is its own.
        self.root_of = {offer.pk: offer.variant_of_id or offer.pk for offer in offers}
        self.tellings = self.grouped(offer for offer in offers if offer.variant_of_id is not None)
        ids = list(self.root_of)
        self.terms: dict[int, list[Term]] = defaultdict(list)
        for term in Term.objects.filter(offer__in=ids).order_by("ordinal", "slug"):
            self.terms[term.offer_id].append(term)
        self.responses: dict[int, list[Response]] = defaultdict(list)
        for response in responses_to(ids):
            self.responses[self.root_of[response.offer_id]].append(response)
        self.agreements: dict[int, list[Agreement]] = defaultdict(list)
        led_to = rows_of_list(Agreement, "offers").filter(offer__in=list(self.roots))
        for row in led_to.select_related("agreement"):
            self.agreements[row.offer_id].append(row.agreement)
        self.sides = Sides.of(self.parties())
        self.counters = self.counter_offers()
        self.shown: set[int] = set()

    def grouped(self, offers: Iterable[Offer]) -> dict[int, list[Offer]]:
        groups: dict[int, list[Offer]] = defaultdict(list)
        for offer in offers:
            groups[self.root_of[offer.pk]].append(offer)
        return groups

    def parties(self) -> Iterable[int]:
        for offer in self.roots.values():
            yield from (party.pk for party in (*offer.proposers.all(), *offer.recipients.all()))
        for responses in self.responses.values():
            yield from (response.party_id for response in responses)

    def replies(self) -> dict[int, set[int]]:
        """The offers put in reply to each, by root."""
        made: dict[int, set[int]] = defaultdict(set)
        for offer in self.roots.values():
            if offer.in_reply_to_id in self.root_of:
                made[self.root_of[offer.in_reply_to_id]].add(offer.pk)
        return made

    def counter_offers(self) -> dict[int, list[int]]:
        """Those and the counter-offers which responses name, in their order."""
        made = self.replies()
        for root, responses in self.responses.items():
            for response in responses:
                if response.counter_offer_id is not None:
                    made[root].add(self.root_of[response.counter_offer_id])
        return {
            root: [pk for pk in self.roots if pk in counters] for root, counters in made.items()
        }

    def of(self, root: int) -> Thread:
        """The thread of a root. An offer shows once, so that offers in reply to each other end."""
        self.shown.add(root)
        offer = self.roots[root]
        replies = [pk for pk in self.counters.get(root, ()) if pk not in self.shown]
        self.shown.update(replies)
        return Thread(
            offer=offer,
            terms=tuple(self.terms[root]),
            tellings=tuple(
                Telling(telling, tuple(self.terms[telling.pk])) for telling in self.tellings[root]
            ),
            responses=tuple(self.responses[root]),
            counter_offers=tuple(self.of(pk) for pk in replies),
            verdict=self.verdict(offer),
        )

    def verdict(self, offer: Offer) -> Verdict:
        return verdict_on(
            offer,
            terms=[term.pk for term in self.terms[offer.pk]],
            responses=self.responses[offer.pk],
            counters=[self.roots[pk] for pk in self.replies().get(offer.pk, ())],
            agreements=self.agreements[offer.pk],
            sides=self.sides,
            today=self.today,
        )


def family_of(offer: Offer) -> QuerySet[Offer]:
    tellers = ("according_to_party", "according_to_person", "according_to_source")
    family = Offer.objects.filter(pk__in=Family(Value(offer.pk))).order_by().values("pk")
    return (
        Offer.objects.filter(pk__in=keys_of(family))
        .select_related("event", "proposes", *tellers)
        .prefetch_related("proposers", "recipients")
        .in_order()
    )


def responses_to(offers: Sequence[int]) -> QuerySet[Response]:
    responses: QuerySet[Response] = (
        Response.objects.filter(offer__in=offers)
        .select_related("party", "statement", "event", "offer", "counter_offer")
        .prefetch_related(Prefetch("terms", Term.objects.order_by("ordinal", "slug")))
        .in_order()
    )
    return responses
