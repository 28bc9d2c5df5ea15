"""What every analysis answers: flat rows, and what they count and leave out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Analysis:
    """Rows by the names of their columns, with notes for whoever quotes them."""

    rows: Sequence[Mapping[str, Any]]
    #: What one row counts.
    counted: str
    #: How many records were looked at, before anything was left out.
    considered: int
    #: How many of them are in no row, or in one without a value, and why.
    left_out: Mapping[str, int]


def without(rows: Sequence[dict[str, Any]], *names: str) -> tuple[list[dict[str, Any]], list[int]]:
    """The rows without the totals that a statement repeats on each; and the totals."""
    totals = [rows[0][name] if rows else 0 for name in names]
    return [{name: row[name] for name in row if name not in names} for row in rows], totals
