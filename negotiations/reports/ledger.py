"""The ledger: every offer in order, what it gives and asks, how it was answered, where it stands.

Entries are offers themselves, without the tellings of them; what a telling adds is in its thread.
Not here: the statement's parts about answers (answering.py), and the thread of one offer.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from negotiations.choices import ThreadState
from negotiations.models import Agreement, Offer, Party, Record, Response, Term
from negotiations.reports.answering import LEAST, MOST, VERDICTS, WAIT
from negotiations.reports.asking import Chosen, KeysOf, ask, with_parts
from negotiations.reports.terms import TermsBySide

#: The keys of offers themselves.
ROOTS = Chosen("select id from negotiations_offer where is_root")
#: The first answer to each offer, where there is one.
FIRST = f"""first (root, side, made_in, key, kind, certainty, slug, least, most) as (
  select wait.root, wait.side, wait.made_in, wait.key, wait.kind, wait.certainty, wait.slug,
    waited.least, waited.most
  from wait join (
    select root, {LEAST}, {MOST} from wait group by root
  ) as waited (root, least, most) on waited.root = wait.root
  where wait.place = 1
)"""
PARTS = (*VERDICTS, WAIT, FIRST)


@dataclass(frozen=True)
class FirstAnswer:
    """The first act of a side it was put to that answers an offer."""

    kind: str
    by: Party
    record: Response | Offer | Agreement
    #: At least and at most so many days after the offer; None where no date tells.
    least: int | None
    most: int | None


@dataclass(frozen=True)
class Entry(TermsBySide):
    """One offer in the ledger."""

    offer: Offer
    terms: Sequence[Term]
    responses: Sequence[Response]
    tellings: int
    state: ThreadState
    state_certainty: str
    first_answer: FirstAnswer | None


#: One text however many keys there are, so that it is planned once.
OF_KEYS = "select id from negotiations_offer where id = any (%s)"


def stands(states: Sequence[str], today: date) -> Q:
    """The condition under which an offer stands in one of these states on the day."""
    asked = "select root from verdict where state = any (%s)"
    return Q(pk__in=KeysOf(with_parts(ROOTS, VERDICTS, asked, today, list(states))))


def entries(keys: Sequence[int], today: date) -> list[Entry]:
    """The entries of the offers with these keys, in the order of the keys."""
    offers = {offer.pk: offer for offer in Offer.objects.filter(pk__in=keys).order_by()}
    answered = by_root(ask(Chosen(OF_KEYS, (list(keys),)), PARTS, ANSWERED, today))
    records = answering_records(answered.values())
    terms, responses, tellings = terms_of(keys), responses_to(keys), tellings_of(keys)
    return [
        Entry(
            offer=offers[key],
            terms=terms[key],
            responses=responses[key],
            tellings=tellings.get(key, 0),
            state=ThreadState(answered[key]["state"]),
            state_certainty=answered[key]["state_certainty"],
            first_answer=first_answer(answered[key], records),
        )
        for key in keys
        if key in offers
    ]


ANSWERED = """select verdict.root, verdict.state, verdict.certainty as state_certainty,
  first.side, first.made_in, first.key, first.kind, first.least, first.most
from verdict left join first on first.root = verdict.root"""
ANSWERING: dict[str, type[Record]] = {
    "response": Response,
    "offer": Offer,
    "agreement": Agreement,
    "side": Party,
}
Records = Mapping[tuple[str, int], Any]


def by_root(rows: Iterable[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    return {row["root"]: row for row in rows}


def answering_records(rows: Iterable[Mapping[str, Any]]) -> Records:
    """The records in which first answers were given, and the sides that gave them."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        if row["key"] is not None:
            wanted[row["made_in"]].add(row["key"])
            wanted["side"].add(row["side"])
    return {
        (made_in, record.pk): record
        for made_in, model in ANSWERING.items()
        for record in model._base_manager.filter(pk__in=sorted(wanted[made_in]))
    }


def first_answer(row: Mapping[str, Any], records: Records) -> FirstAnswer | None:
    if row["key"] is None:
        return None
    return FirstAnswer(
        kind=row["kind"],
        by=records["side", row["side"]],
        record=records[row["made_in"], row["key"]],
        least=row["least"],
        most=row["most"],
    )


def terms_of(keys: Sequence[int]) -> dict[int, list[Term]]:
    found: dict[int, list[Term]] = defaultdict(list)
    for term in Term.objects.filter(offer__in=keys).order_by("ordinal", "slug"):
        found[term.offer_id].append(term)
    return found


def responses_to(keys: Sequence[int]) -> dict[int, list[Response]]:
    """The responses to the offers and to their tellings, under the offer itself."""
    found: dict[int, list[Response]] = defaultdict(list)
    to_them = Q(offer__in=keys) | Q(offer__variant_of__in=keys)
    for response in Response.objects.filter(to_them).select_related("offer").in_order():
        found[response.offer.variant_of_id or response.offer_id].append(response)
    return found


def tellings_of(keys: Sequence[int]) -> dict[int, int]:
    rows = Offer.objects.filter(variant_of__in=keys).order_by()
    counted: QuerySet[Any, Any] = rows.values_list("variant_of").annotate(Count("slug"))
    return dict(counted)


# --- The same as flat rows ----------------------------------------------------------------------

ROW = """select offer.slug, offer.title, offer.kind, offer.put, offer.channel, offer.date,
  offer.certainty, event.slug as event, coalesce(processes.slugs, '{}') as processes,
  coalesce(proposers.slugs, '{}') as proposers, coalesce(recipients.slugs, '{}') as recipients,
  replied.slug as in_reply_to,
  package.gives, package.gives_issues, package.asks, package.asks_issues,
  package.others, package.others_issues,
  coalesce(said.answers, '{}') as responses, tellings.number as tellings,
  first.kind as first_answer, side.slug as first_answer_by,
  first.made_in || ':' || first.slug as first_answer_in,
  first.least as days_to_first_answer_min, first.most as days_to_first_answer_max,
  verdict.state, verdict.certainty as state_certainty
from chosen join negotiations_offer as offer on offer.id = chosen.id
join verdict on verdict.root = offer.id
join tellings on tellings.root = offer.id
left join processes on processes.root = offer.id
left join proposers on proposers.root = offer.id
left join recipients on recipients.root = offer.id
left join said on said.root = offer.id
left join package on package.root = offer.id
left join first on first.root = offer.id
left join negotiations_party as side on side.id = first.side
left join negotiations_event as event on event.id = offer.event_id
left join negotiations_offer as replied on replied.id = offer.in_reply_to_id
order by """


def listed(name: str, kind: str) -> str:
    """The slugs in a list of each offer."""
    return f"""{name} (root, slugs) as (
  select listed.offer_id, array_agg(member.slug order by member.slug)
  from chosen join negotiations_offer_{name} as listed on listed.offer_id = chosen.id
  join negotiations_{kind} as member on member.id = listed.{kind}_id group by listed.offer_id
)"""


#: All answers to an offer and to its tellings in order, by anybody.
SAID = """said (root, answers) as (
  select told.root, array_agg(party.slug || ':' || response.kind order by response.date_earliest,
    response."time", response.seq nulls last, response.date_latest, response.slug)
  from told join negotiations_response as response on response.offer_id = told.id
  join negotiations_party as party on party.id = response.party_id group by told.root
)"""
TELLINGS = """tellings (root, number) as (
  select root, count(*) - 1 from told group by root
)"""


def of_side(condition: str, name: str) -> str:
    actions, issues = (
        f"filter (where {condition})",
        f"filter (where {condition} and issue.id > 0)",
    )
    return (
        f"array_agg(term.action order by term.ordinal, term.slug) {actions} as {name}, "
        f"array_agg(distinct issue.slug) {issues} as {name}_issues"
    )


PACKAGE = f"""package as (
  select term.offer_id as root, {of_side("term.side = 'give'", "gives")},
    {of_side("term.side = 'ask'", "asks")},
    {of_side("term.side not in ('give', 'ask')", "others")}
  from chosen join negotiations_term as term on term.offer_id = chosen.id
  left join negotiations_issue as issue on issue.id = term.issue_id group by term.offer_id
)"""


LISTS = {"processes": "process", "proposers": "party", "recipients": "party"}
#: Made for all offers at once: looked up for each of them, some cost the square of their number.
PARTS_OF_ROWS = (
    *(listed(name, kind) for name, kind in LISTS.items()),
    *(SAID, TELLINGS, PACKAGE),
)


def ledger_rows(chosen: Chosen, order: str, today: date) -> list[dict[str, Any]]:
    """One row an offer; `order` is the text of an ordering over `offer`."""
    return ask(chosen, (*PARTS, *PARTS_OF_ROWS), ROW + order, today)
