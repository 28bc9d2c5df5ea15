"""The terms of an offer by the way they point, seen from its proposer."""

from collections.abc import Sequence

from negotiations.choices import TermSide
from negotiations.models import Term

SIDES = (TermSide.GIVE, TermSide.ASK)


class TermsBySide:
    """What has `terms`, and tells which of them are given, asked, or neither."""

    terms: Sequence[Term]

    @property
    def gives(self) -> list[Term]:
        return [term for term in self.terms if term.side == TermSide.GIVE]

    @property
    def asks(self) -> list[Term]:
        return [term for term in self.terms if term.side == TermSide.ASK]

    @property
    def others(self) -> list[Term]:
        return [term for term in self.terms if term.side not in SIDES]
