"""Columns of flat rows that are worked out, not entered: sides, states, standings.

Each is SQL within the statement of the rows, whose table is `x` (flat.py). What SQL cannot work out
is told by it as JSON, and finished here. Not here: the rules themselves (reports).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from negotiations.exchange.crosswalk import CODED
from negotiations.models import (
    Agreement,
    Claim,
    Event,
    Offer,
    Participation,
    Point,
    Record,
    Response,
    Term,
)
from negotiations.reports.answering import TOP, VERDICTS
from negotiations.reports.answers import space_of
from negotiations.reports.clocks import today
from negotiations.reports.points import voice_on
from negotiations.reports.standing import standing_of
from negotiations.worlds.reading import of_present_world

#: The parts of a statement in which a column is worked out, for the rows whose keys a query
#: selects (all, where it is empty) and on a day (where things stand now, where there is none).
Parts = Callable[[str, date | None], tuple[str, ...]]


@dataclass(frozen=True)
class Derived:
    """A column that is worked out."""

    name: str
    told: str
    sql: str
    joins: tuple[str, ...] = ()
    parts: Parts = lambda keys, day: ()
    #: Makes the cell of the JSON that the SQL tells.
    finish: Callable[[Any, date | None], str] | None = None


# --- Sides ------------------------------------------------------------------------------------


def tops(keys: str, day: date | None) -> tuple[str, ...]:
    return (TOP,)


OF_PARTY = "left join top as side on side.id = x.party_id"
ALONE = "left join negotiations_person as alone on alone.id = x.person_id and x.party_id is null"
JOINT = """(select string_agg(distinct joint.name collate "C", ';' order by joint.name collate "C")
  from negotiations_agreement_parties as signed join top as joint on joint.id = signed.party_id
  where signed.agreement_id = x.agreement_id)"""

SIDE_OF_CLAIM = Derived(
    "side",
    "the side that speaks, by its topmost party; a person of no party as person:slug; of a joint "
    "text all",
    f"coalesce(side.name, {JOINT}, 'person:' || alone.slug)",
    (OF_PARTY, ALONE),
    tops,
)
SIDE_OF_PARTICIPATION = Derived(
    "side",
    "the topmost party of the party that took part; empty where none is named",
    "side.name",
    (OF_PARTY,),
    tops,
)

SIDE_OF_RESPONSE = Derived(
    "side",
    "the topmost party of the party that answers",
    "side.name",
    (OF_PARTY,),
    tops,
)

# --- Where an offer stands --------------------------------------------------------------------


def verdicts(keys: str, day: date | None) -> tuple[str, ...]:
    """Those of offers themselves: a telling has no state of its own."""
    within = f" and id in ({keys})" if keys else ""
    chosen = f"select id from negotiations_offer where is_root{within}"
    on = f"date '{day or today()}'"
    parts = (of_present_world(part.replace("%s", on)) for part in VERDICTS)
    return (f"chosen (id) as ({chosen})", *parts)


STATE = Derived(
    "state",
    "where the offer stands after all answers, on the day of the clock, or today; empty for a "
    "telling",
    "verdict.state",
    ("left join verdict on verdict.root = x.id",),
    verdicts,
)

# --- How the sides stand to each other on a point ---------------------------------------------

SIDES_THAT_CLAIM = """(select coalesce(json_agg(distinct speaking.key), '[]'::json) from (
    select 'party:' || top.name from top where top.id = claim.party_id
    union select 'party:' || top.name from negotiations_agreement_parties as signed
      join top on top.id = signed.party_id where signed.agreement_id = claim.agreement_id
    union select 'person:' || person.slug from negotiations_person as person
      where person.id = claim.person_id and claim.party_id is null and claim.agreement_id is null
  ) as speaking (key))"""
VOICES = f"""(select coalesce(json_agg(voice), '[]'::json) from (
  select claim.slug as claim, {SIDES_THAT_CLAIM} as sides, coalesce(source.slug, '') as source,
    claim.stance, claim.answer, claim.on_record,
    coalesce(nullif(claim.date, ''), said.date, '') as date
  from negotiations_claim as claim
  left join negotiations_source as source on source.id = claim.source_id
  left join negotiations_statement as said on said.id = claim.statement_id
  where claim.point_id = x.id) as voice)"""


def standing(told: Mapping[str, Any], day: date | None) -> str:
    space = space_of(told["answer_type"], told["answers"])
    return str(standing_of(space, [voice_on(**voice) for voice in told["voices"]], day).standing)


STANDING = Derived(
    "standing",
    "how the sides stand to each other, on the day of `as_known_on` or as of now",
    f"json_build_object('answer_type', x.answer_type, 'answers', x.answers, 'voices', {VOICES})",
    parts=tops,
    finish=standing,
)

# --- What it is in other data sets ------------------------------------------------------------

OF_SIDE = "left join negotiations_party as actor on actor.id = side.side"
COW = Derived(
    "side_cow",
    "the Correlates of War number of the side",
    "nullif(actor.cow, '')",
    (OF_PARTY, OF_SIDE),
    tops,
)
ISO = Derived(
    "side_iso3",
    "the ISO 3166-1 code of the side",
    "nullif(actor.iso3, '')",
    (OF_PARTY, OF_SIDE),
    tops,
)
CODES = {"cameo": "its CAMEO event", "plover": "its PLOVER event, and the mode"}


def codes_of(model: type[Record]) -> tuple[Derived, ...]:
    coded = CODED[model]
    return tuple(
        Derived(name, f"{told}; empty where there is none", coded.sql(name), coded.joins)
        for name, told in CODES.items()
    )


DERIVED: dict[type[Record], tuple[Derived, ...]] = {
    Event: codes_of(Event),
    Participation: (SIDE_OF_PARTICIPATION, COW, ISO),
    Claim: (SIDE_OF_CLAIM,),
    Point: (STANDING,),
    Offer: (STATE, *codes_of(Offer)),
    Term: codes_of(Term),
    Response: (SIDE_OF_RESPONSE, COW, ISO, *codes_of(Response)),
    Agreement: codes_of(Agreement),
}
