"""How long offers waited for their first answer, by who offered, who was to answer, and when."""

from collections.abc import Sequence
from itertools import combinations

from negotiations.reports.analytics.tables import DATED, PROPOSED, Analysis, totals
from negotiations.reports.answering import ANSWERS, AWAITS, LEAST, MOST, WAIT
from negotiations.reports.asking import Chosen, ask

COUNTED = (
    "Offers that were put and wait for an answer (no promises made alone, no threats), once for "
    "each side it was put to and, where rows tell proposers apart, each side that made it. Days "
    "from the offer to that side's first answer: a response (no denial, no word that none came), "
    "an offer in its place, an agreement. "
    "Dates are imprecise, so each length is a least and a most, and medians are taken of each; an "
    "answer or offer without a date counts as 0 days at least and without end at most."
)
#: What rows can be told apart by.
BY = ("proposer", "responder", "year")
#: Stands for no end, where medians are taken.
ENDLESS = "1e9"


def median(length: str, unknown: str) -> str:
    found = f"percentile_cont(0.5) within group (order by coalesce({length}, {unknown}))"
    return f"nullif(least({found} filter (where answered), {ENDLESS} / 4), {ENDLESS} / 4)"


PARTS = (
    *ANSWERS,
    WAIT,
    DATED,
    PROPOSED,
    f"""waited (root, side, least, most) as (
  select root, side, {LEAST}, {MOST} from wait group by root, side
)""",
)


def lengths(by: Sequence[str]) -> str:
    """Each offer by each side it was put to, and by each that made it if rows tell these apart."""
    proposer, join = "null", ""
    if "proposer" in by:
        proposer = "proposed.side"
        join = "left join proposed on proposed.root = offer.id"
    return f"""asked (root, proposer, responder, year, answered, least, most) as (
  select offer.id, {proposer}::bigint, put_to.side, dated.year, waited.root is not null,
    waited.least, waited.most
  from chosen join negotiations_offer as offer on offer.id = chosen.id and {AWAITS}
  join put_to on put_to.root = offer.id join dated on dated.root = offer.id {join}
  left join waited on waited.root = offer.id and waited.side = put_to.side
  where {proposer} is distinct from put_to.side
)"""


TOTALS = {
    "considered": "select count(*) from chosen",
    "awaits_no_answer": "select count(*) from chosen join negotiations_offer as offer "
    f"on offer.id = chosen.id where not {AWAITS}",
    "without_a_recipient": "select count(*) from chosen join negotiations_offer as offer "
    f"on offer.id = chosen.id and {AWAITS} where offer.id not in (select root from put_to)",
    "answered_on_an_unknown_day": "select count(*) from asked where answered and most is null",
}
#: The totals as columns, the same on each row.
REPEATED = ", ".join(f"({text}) as {name}" for name, text in TOTALS.items())


def asked(by: Sequence[str]) -> str:
    """The question with rows told apart by these; the other columns are empty."""
    columns = {name: f"asked.{name}" if name in by else "null" for name in BY}
    groups = ", ".join(columns[name] for name in BY if name in by)
    return f"""select coalesce(proposer.slug, '') as proposer,
  coalesce(responder.slug, '') as responder, counted.year,
  counted.offers, counted.answered, counted.offers - counted.answered as unanswered,
  counted.median_days_min, counted.median_days_max, counted.shortest_days_min,
  counted.shortest_days_max, counted.longest_days_min, counted.longest_days_max, {REPEATED}
from (
  select {columns["proposer"]}::bigint as proposer, {columns["responder"]}::bigint as responder,
    {columns["year"]}::integer as year, count(*) as offers,
    count(*) filter (where answered) as answered,
    {median("least", "0")} as median_days_min, {median("most", ENDLESS)} as median_days_max,
    min(coalesce(least, 0)) filter (where answered) as shortest_days_min,
    min(most) filter (where answered) as shortest_days_max,
    max(coalesce(least, 0)) filter (where answered) as longest_days_min,
    case when bool_and(most is not null) filter (where answered) then max(most) end
      as longest_days_max
  from asked {f"group by {groups}" if groups else ""}
) as counted
left join negotiations_party as proposer on proposer.id = counted.proposer
left join negotiations_party as responder on responder.id = counted.responder
where counted.offers > 0
order by 1, 2, counted.year nulls last"""


#: Every way to tell rows apart, with its part and its question, written once.
QUESTIONS = {
    by: (lengths(by), asked(by)) for length in range(len(BY) + 1) for by in combinations(BY, length)
}


def response_times(chosen: Chosen, by: Sequence[str] = BY) -> Analysis:
    """The rows told apart by these of BY."""
    part, question = QUESTIONS[tuple(name for name in BY if name in by)]
    found = ask(chosen, (*PARTS, part), question)
    # Where no offer waits for an answer there is no row that could carry the totals.
    told = found or ask(chosen, (*PARTS, part), f"select {REPEATED}")
    considered, *left_out = totals(told, *TOTALS)
    names = list(TOTALS)[1:]
    return Analysis(found, COUNTED, considered, dict(zip(names, left_out, strict=True)))
