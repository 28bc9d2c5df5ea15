"""How far the accounts of a meeting lie apart: points by standing, for each meeting and two sides.

How a point stands is worked out in standing.py; here it is asked for many points, and counted.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Any

from negotiations.choices import Standing
from negotiations.dates import ImpreciseDate, Period
from negotiations.reports.analytics.tables import Analysis
from negotiations.reports.answering import TOP, quoted
from negotiations.reports.answers import space_of
from negotiations.reports.asking import Chosen, ask
from negotiations.reports.side_by_side import DIVERGING
from negotiations.reports.standing import PointStanding, Voice, standing_of

COUNTED = (
    "Points of the kinds account, fact and responsibility: about the meeting itself, offers and "
    "agreements made at it, words said at it. A point counts once for each two sides of which at "
    "least one takes a position on it: as agreed, compatible or contradicted where both do, else "
    "under the one that speaks. Where one side alone speaks of a meeting, the second is empty."
)
COLUMNS = ("agreed", "compatible", "contradicted", "only_side_one", "only_side_two")

POINTS = f"""select point.id, point.kind in ({quoted(DIVERGING)}) as diverging,
  point.answer_type, point.answers, event.slug as event, event.date
from chosen join negotiations_point as point on point.id = chosen.id
left join negotiations_offer as offer on offer.id = point.offer_id
left join negotiations_agreement as agreement on agreement.id = point.agreement_id
left join negotiations_statement as said on said.id = point.statement_id
left join negotiations_event as event
  on event.id = coalesce(point.event_id, offer.event_id, agreement.event_id, said.said_at_id)
order by event.date_earliest, event."time", event.seq nulls last, event.date_latest, event.slug,
  point.id"""

VOICES = """select claim.point_id, claim.slug, claim.stance, claim.answer, claim.on_record,
  case when claim.date <> '' then claim.date else said.date end as date, source.slug as source,
  array(
    select distinct 'party:' || side.slug from (
      select claim.party_id union all
      select signed.party_id from negotiations_agreement_parties as signed
      where signed.agreement_id = claim.agreement_id
    ) as speaking (party) join top on top.id = speaking.party
    join negotiations_party as side on side.id = top.side
  ) as sides, person.slug as person
from chosen join negotiations_claim as claim on claim.point_id = chosen.id
left join negotiations_statement as said on said.id = claim.statement_id
left join negotiations_source as source on source.id = claim.source_id
left join negotiations_person as person on person.id = claim.person_id
  and claim.party_id is null and claim.agreement_id is null"""

SIDES = """select side.slug from negotiations_party as party join top on top.id = party.id
join negotiations_party as side on side.id = top.side where party.slug = any (%s)"""


def divergence(
    chosen: Chosen,
    period: Period,
    *,
    certain: bool = False,
    day: date | None = None,
    named: Sequence[str] = (),
    least: int = 0,
) -> Analysis:
    """Of the points chosen, those of meetings in the period, as they stood on the day.

    Of the sides of the parties `named` at least so many are among the two of a row.
    """
    points = ask(chosen, (TOP,), POINTS)
    voices = voices_of(chosen)
    sides = sides_of(chosen, named)
    of_meetings = [point for point in points if point["event"] and point["diverging"]]
    dated = [point for point in of_meetings if lies_in(point["date"], period, certain)]
    standings = [(point, standing(point, voices[point["id"]], day)) for point in dated]
    return Analysis(
        rows=[row for row in rows_of(standings) if has_sides(row, sides, least)],
        counted=COUNTED,
        considered=len(points),
        left_out={
            "of_other_kinds": sum(not point["diverging"] for point in points),
            "of_no_meeting": sum(point["diverging"] and not point["event"] for point in points),
            "of_meetings_outside_the_period": len(of_meetings) - len(dated),
            "without_a_position": sum(not found.positions for _, found in standings),
        },
    )


def voices_of(chosen: Chosen) -> dict[int, list[Voice]]:
    found: dict[int, list[Voice]] = defaultdict(list)
    for row in ask(chosen, (TOP,), VOICES):
        person = [f"person:{row['person']}"] if row["person"] else []
        voice = Voice(
            claim=row["slug"],
            sides=tuple(sorted(row["sides"]) or person),
            source=row["source"] or "",
            stance=row["stance"],
            answer=row["answer"],
            dated=ImpreciseDate.parse(row["date"]) if row["date"] else None,
            on_record=row["on_record"],
        )
        found[row["point_id"]].append(voice)
    return found


def sides_of(chosen: Chosen, named: Sequence[str]) -> frozenset[str]:
    return frozenset(row["slug"] for row in ask(chosen, (TOP,), SIDES, list(named)))


def has_sides(row: Mapping[str, Any], sides: frozenset[str], least: int) -> bool:
    return len(sides & {row["side_one"], row["side_two"]}) >= least


def lies_in(edtf: str, period: Period, certain: bool) -> bool:
    if period == Period(None, None):
        return True
    if not edtf:
        return False
    when = ImpreciseDate.parse(edtf)
    return when.certainly_in(*period) if certain else when.possibly_in(*period)


def standing(point: Mapping[str, Any], voices: Iterable[Voice], day: date | None) -> PointStanding:
    return standing_of(space_of(point["answer_type"], point["answers"]), voices, day)


def rows_of(
    standings: Iterable[tuple[Mapping[str, Any], PointStanding]],
) -> Iterator[dict[str, Any]]:
    """The rows of each meeting, in the order of the meetings and of the sides' names."""
    meetings: dict[str, list[PointStanding]] = defaultdict(list)
    dates: dict[str, str] = {}
    for point, found in standings:
        meetings[point["event"]].append(found)
        dates[point["event"]] = point["date"]
    for event, found_there in meetings.items():
        for pair, counted in sorted(count(found_there).items()):
            yield {
                "event": event,
                "date": dates[event],
                "side_one": named(pair[0]),
                "side_two": named(pair[1]),
                "points": counted.total(),
                **{column: counted[column] for column in COLUMNS},
            }


def count(standings: Iterable[PointStanding]) -> dict[tuple[str, str], Counter[str]]:
    """By two sides, how many points stand how between them."""
    found_there = [found for found in standings if found.positions]
    speaking = sorted({side for found in found_there for side in found.positions})
    counted: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for found in found_there:
        together = {pair.sides: pair.standing for pair in found.pairs}
        for pair in pairs_of(speaking):
            if word := word_for(pair, together, found):
                counted[pair][word] += 1
    return counted


def pairs_of(speaking: list[str]) -> list[tuple[str, str]]:
    """Every two sides that speak of a meeting; where only one does, it stands alone."""
    return list(combinations(speaking, 2)) or [(side, "") for side in speaking]


def word_for(
    pair: tuple[str, str], together: Mapping[tuple[str, str], Standing], found: PointStanding
) -> str:
    """The column under which a point counts for two sides; none where both are without position."""
    if pair in together:
        return str(together[pair])
    for side, column in zip(pair, ("only_side_one", "only_side_two"), strict=True):
        if side in found.positions:
            return column
    return ""


def named(side: str) -> str:
    """A party by its slug, a person with the kind before it."""
    return side.removeprefix("party:")
