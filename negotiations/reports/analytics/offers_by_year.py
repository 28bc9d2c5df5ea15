"""How many offers were made in each year, by whom, and how they were answered."""

from collections.abc import Sequence

from negotiations.reports.analytics.tables import DATED, PROPOSED, Analysis, totals
from negotiations.reports.answering import ANSWERS, AWAITS
from negotiations.reports.asking import Chosen, ask

COUNTED = (
    "Offers themselves, without the tellings of them, whether they were put, floated or planned. "
    "A proposer is a side: a ministry counts for its state. An offer counts once under each side "
    "that made it and once under each kind of answer that it had from those it was put to (from "
    "anybody where no recipient is named), so rows must not be added up to count offers."
)
#: Answers that are no kind of response.
AGREEMENT, NOT_CODED = "agreement", "not_coded"
#: Where no answer is known: that it was put and waits for one, or not.
UNANSWERED, NONE_AWAITED = "unanswered", "none_awaited"

PARTS = (
    *ANSWERS,
    DATED,
    PROPOSED,
    f"""answered (root, answer) as (
  select distinct root, case when made_in = '{AGREEMENT}' then made_in
    when kind = '' then '{NOT_CODED}' else kind end from act
)""",
    f"""counted (year, side, answer, offers) as (
  select dated.year, proposed.side, coalesce(answered.answer,
    case when {AWAITS} then '{UNANSWERED}' else '{NONE_AWAITED}' end), count(*)
  from dated join negotiations_offer as offer on offer.id = dated.root
  left join proposed on proposed.root = dated.root
  left join answered on answered.root = dated.root
  group by 1, 2, 3
)""",
)
ASKED = """select counted.year, coalesce(party.slug, '') as proposer, counted.answer,
  counted.offers,
  cardinality(%s::text[]) = 0 or counted.side in (
    select top.side from top join negotiations_party as named on named.id = top.id
    where named.slug = any (%s)) as is_asked,
  (select count(*) from chosen) as considered,
  (select count(*) from dated where year is null) as undated,
  (select count(*) from chosen where id not in (select root from proposed)) as nobodys
from counted left join negotiations_party as party on party.id = counted.side
order by counted.year nulls last, 2, 3"""


def offers_by_year(chosen: Chosen, named: Sequence[str] = ()) -> Analysis:
    """Of the sides of the parties `named`, or of all."""
    rows = ask(chosen, PARTS, ASKED, list(named), list(named))
    considered, undated, nobodys = totals(rows, "considered", "undated", "nobodys")
    return Analysis(
        [row for row in rows if row["is_asked"]],
        COUNTED,
        considered,
        {"without_a_certain_year": undated, "without_a_proposer": nobodys},
    )
