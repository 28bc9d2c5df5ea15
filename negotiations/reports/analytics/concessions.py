"""What each side gave and asked over time, and what it newly gave or dropped from offer to offer.

Offers of one chain (in reply to each other, one revising another, named as counter-offers) are
compared for each side that made them: each with that side's offer before it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from negotiations.reports.analytics.tables import Analysis
from negotiations.reports.answering import TOP
from negotiations.reports.asking import Chosen, ask

COUNTED = (
    "Terms of offers themselves (no tellings), once for each side that made the offer. Offers of "
    "one chain are in reply to each other, revise one another, or are named as counter-offers. In "
    "it a term is `new` where the side's offer before had none on the issue in that direction, "
    "`kept` where it had; and a row `dropped` stands for a term of the offer before on whose issue "
    "and direction the later one has none. Amounts and words are not compared."
)


class Change(StrEnum):
    """What became of a term since the side's offer before in the chain."""

    FIRST = "first"
    NEW = "new"
    KEPT = "kept"
    DROPPED = "dropped"


#: Each offer of any chain, by side, in the public order; what a telling replies to is its root.
OFFERS = """select offer.id, offer.slug, offer.date, offer.kind, offer.put, offer.certainty,
  side.slug as side, coalesce(revised.variant_of_id, revised.id) as revises,
  exists (select from chosen where chosen.id = offer.id) as chosen
from negotiations_offer as offer
left join (
  select distinct proposer.offer_id, top.side from negotiations_offer_proposers as proposer
  join top on top.id = proposer.party_id
) as proposed on proposed.offer_id = offer.id
left join negotiations_party as side on side.id = proposed.side
left join negotiations_offer as revised on revised.id = offer.revises_id
where offer.variant_of_id is null
order by offer.date_earliest, offer."time", offer.seq nulls last, offer.date_latest, offer.slug,
  side.slug"""
LINKS = """select coalesce(later.variant_of_id, later.id) as one,
  coalesce(before.variant_of_id, before.id) as two
from (
  select id, in_reply_to_id from negotiations_offer where in_reply_to_id is not null
  union all select id, revises_id from negotiations_offer where revises_id is not null
  union all select offer_id, counter_offer_id from negotiations_response
    where counter_offer_id is not null
) as link (one, two)
join negotiations_offer as later on later.id = link.one
join negotiations_offer as before on before.id = link.two"""
TERMS = """select term.offer_id, term.slug as term, term.side as direction, issue.slug as issue,
  actor.slug as actor, term.action, term.certainty as term_certainty
from negotiations_term as term
left join negotiations_issue as issue on issue.id = term.issue_id
left join negotiations_party as actor on actor.id = term.actor_id
where term.offer_id = any (%s) order by term.ordinal, term.slug"""

Rows = Mapping[str, Any]
Terms = Mapping[int, Sequence[Rows]]


def concessions(chosen: Chosen, issues: Sequence[str] | None = None) -> Analysis:
    """The terms of the offers chosen; of these issues only, where some are named."""
    offers = list(in_turn(ask(chosen, (TOP,), OFFERS)))
    before = offers_before(offers, chains_of(ask(chosen, (TOP,), LINKS)))
    shown = [offer for offer in offers if offer["chosen"]]
    compared = [before[offer["id"], offer["side"]] for offer in shown]
    keys = {offer["id"] for offer in (*shown, *compared) if offer is not None}
    terms = terms_of(chosen, sorted(keys))
    rows = [
        row
        for offer, earlier in zip(shown, compared, strict=True)
        for row in rows_of(offer, earlier, terms)
        if issues is None or row["issue"] in issues
    ]
    return Analysis(rows, COUNTED, len({offer["id"] for offer in shown}), left_out(shown, terms))


def left_out(shown: Iterable[Rows], terms: Terms) -> dict[str, int]:
    offers = {offer["id"]: offer for offer in shown}
    return {
        "without_terms": sum(not terms.get(key) for key in offers),
        "without_a_proposer": sum(offer["side"] is None for offer in offers.values()),
        "without_a_date": sum(not offer["date"] for offer in offers.values()),
    }


def terms_of(chosen: Chosen, keys: Sequence[int]) -> Terms:
    found: dict[int, list[Rows]] = defaultdict(list)
    for row in ask(chosen, (TOP,), TERMS, list(keys)):
        found[row["offer_id"]].append(row)
    return found


# --- Chains -------------------------------------------------------------------------------------


def chains_of(links: Iterable[Rows]) -> dict[int, int]:
    """The chain of each linked offer, by the key of one of its offers."""
    chain: dict[int, int] = {}

    def end_of(key: int) -> int:
        while chain.setdefault(key, key) != key:
            chain[key] = chain[chain[key]]
            key = chain[key]
        return key

    for link in links:
        chain[end_of(link["one"])] = end_of(link["two"])
    return {key: end_of(key) for key in list(chain)}


def in_turn(offers: Sequence[Rows]) -> Iterator[Rows]:
    """In order, but for an offer that revises another: whatever its date, it comes behind that."""
    places = {offer["id"]: place for place, offer in enumerate(offers)}
    revised = {offer["id"]: offer["revises"] for offer in offers}

    def turn(offer: Rows) -> tuple[int, int]:
        key, steps = offer["id"], 0
        latest = places[key]
        while (key := revised.get(key)) in places and steps < len(places):
            latest, steps = max(latest, places[key]), steps + 1
        return latest, steps

    yield from sorted(offers, key=turn)


def offers_before(
    offers: Iterable[Rows], chains: Mapping[int, int]
) -> dict[tuple[int, str | None], Rows | None]:
    """For each offer and side the offer which that side made before it in the chain."""
    last: dict[tuple[int, str | None], Rows] = {}
    found: dict[tuple[int, str | None], Rows | None] = {}
    for offer in offers:
        place = chains.get(offer["id"], offer["id"]), offer["side"]
        found[offer["id"], offer["side"]] = last.get(place)
        last[place] = offer
    return found


# --- Rows ---------------------------------------------------------------------------------------


def rows_of(offer: Rows, before: Rows | None, terms: Terms) -> Iterator[dict[str, Any]]:
    """The terms of an offer, and those of the one before that it no longer has."""
    here = terms.get(offer["id"], ())
    there = terms.get(before["id"], ()) if before else ()
    known = {matter(term) for term in there}
    for term in here:
        change = Change.KEPT if matter(term) in known else Change.NEW
        yield row_of(offer, before, term, change if before else Change.FIRST)
    left = {matter(term) for term in here}
    for term in there:
        if matter(term) not in left:
            yield row_of(offer, before, term, Change.DROPPED)


def matter(term: Rows) -> tuple[str, str | None]:
    return term["direction"], term["issue"]


def row_of(offer: Rows, before: Rows | None, term: Rows, change: Change) -> dict[str, Any]:
    return {
        "date": offer["date"],
        "side": offer["side"],
        "offer": offer["slug"],
        "kind": offer["kind"],
        "put": offer["put"],
        "certainty": offer["certainty"],
        "previous_offer": before["slug"] if before else None,
        "change": str(change),
        **{name: term[name] for name in ("direction", "issue", "actor", "action", "term")},
    }
