"""What every analysis answers: flat rows, and what they count and leave out.

And the parts of statements that several of them share.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

#: The year of each offer, where its date leaves no other.
DATED = """dated (root, year) as (
  select chosen.id, case when isfinite(offer.date_earliest) and isfinite(offer.date_latest)
    and extract(year from offer.date_earliest) = extract(year from offer.date_latest)
    then extract(year from offer.date_earliest)::integer end
  from chosen join negotiations_offer as offer on offer.id = chosen.id
)"""
#: The sides that made each offer.
PROPOSED = """proposed (root, side) as (
  select distinct proposer.offer_id, top.side from negotiations_offer_proposers_entered as proposer
  join chosen on chosen.id = proposer.offer_id join top on top.id = proposer.party_id
)"""


@dataclass(frozen=True)
class Analysis:
    """Rows by the names of their columns, with notes for whoever quotes them."""

    #: May have more than the columns, such as what a statement repeats on each.
    rows: Sequence[Mapping[str, Any]]
    #: What one row counts.
    counted: str
    #: How many records were looked at, before anything was left out.
    considered: int
    #: How many of them are in no row, or in one without a value, and why.
    left_out: Mapping[str, int]


def totals(rows: Sequence[Mapping[str, Any]], *names: str) -> list[int]:
    """What a statement repeats on each of its rows; nothing where there are none."""
    return [rows[0][name] if rows else 0 for name in names]
