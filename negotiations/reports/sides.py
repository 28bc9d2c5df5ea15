"""Which side speaks: the topmost parent of a party; a person who speaks for nobody is one too.

A side is written `party:slug` or `person:slug`, so that sides can be compared, sorted and kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from negotiations.models import Claim, Party, Person, Statement
from negotiations.reports.trees import Ancestors


@dataclass(frozen=True)
class Side:
    """A side, with the party or person that it is."""

    record: Party | Person

    @property
    def key(self) -> str:
        return f"{self.record._meta.model_name}:{self.record.slug}"

    def __str__(self) -> str:
        return str(self.record)


class Sides:
    """The sides of the parties asked for; one query, however many they are."""

    def __init__(self, parties: Iterable[Party]) -> None:
        self.parties = {party.pk: party for party in parties}

    @classmethod
    def of(cls, party_ids: Iterable[int]) -> Self:
        return cls(Party.objects.filter(pk__in=Ancestors(Party, sorted(set(party_ids)))))

    def of_party(self, party_id: int) -> Side:
        """The topmost parent; the database lets no parents stand in a circle."""
        party = self.parties[party_id]
        while party.parent_id is not None:
            party = self.parties[party.parent_id]
        return Side(party)

    def of_speaker(self, party_id: int | None, person: Person | None) -> Side | None:
        if party_id is not None:
            return self.of_party(party_id)
        return Side(person) if person is not None else None

    def of_claim(self, claim: Claim) -> list[Side]:
        """Several for a joint text, which each of its parties says; none for a source."""
        if claim.agreement_id is not None:
            return self.distinct(parties_of_claim(claim))
        side = self.of_speaker(claim.party_id, claim.person)
        return [side] if side else []

    def of_statement(self, statement: Statement) -> list[Side]:
        if parties := parties_of_statement(statement):
            return self.distinct(parties)
        return [Side(statement.speaker)] if statement.speaker else []

    def distinct(self, party_ids: Iterable[int]) -> list[Side]:
        found = {side.key: side for side in map(self.of_party, party_ids)}
        return [found[key] for key in sorted(found)]


def parties_of_claim(claim: Claim) -> list[int]:
    joint = [party.pk for party in claim.agreement.parties.all()] if claim.agreement_id else []
    return joint if claim.party_id is None else [claim.party_id, *joint]


def parties_of_statement(statement: Statement) -> list[int]:
    joint = [party.pk for party in statement.co_parties.all()]
    return joint if statement.party_id is None else [statement.party_id, *joint]
