"""What each side has said on an issue over time, what changed, and what stands on a day.

A position of a side on an issue is what it has put on record about it: claims on points of the
issue, statements that name it, and terms of offers that the side made. What a claim displaces is
settled in standing.py. A statement stands until the side says something on the issue on a
certainly later day; a term until the side offers something on it in the same direction then.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from negotiations.choices import Put
from negotiations.dates import ImpreciseDate, Period
from negotiations.reports.answering import TOP
from negotiations.reports.answers import space_of
from negotiations.reports.asking import Chosen, ask
from negotiations.reports.standing import Voice, position_of

ALWAYS = Period(None, None)
CLAIM, STATEMENT, TERM = "claim", "statement", "term"


class Change(StrEnum):
    """What an entry adds to what its side said before, on the same point or issue."""

    FIRST = "first"
    AGAIN = "again"
    #: Other answers than before, some of them in common.
    CHANGED = "changed"
    #: No answer in common with what was said before.
    SHIFTED = "shifted"
    #: A claim that takes no position.
    NO_POSITION = "no_position"


@dataclass(frozen=True)
class Said:
    """One entry: a claim, statement or term of one side."""

    what: str
    slug: str
    side: str
    row: Mapping[str, Any]
    dated: ImpreciseDate | None
    change: Change = Change.AGAIN
    stands: bool = False

    @property
    def issues(self) -> tuple[str, ...]:
        return tuple(self.row["issues"])

    def was_heard_by(self, day: date | None) -> bool:
        """Whether it was certainly said by the day. Without a day, everything was."""
        latest = self.dated.latest if self.dated else None
        return day is None or (latest is not None and latest <= day)


@dataclass(frozen=True)
class Question:
    """What is asked: on which issues, in which processes, of which sides, in which period."""

    issues: Chosen
    processes: Sequence[str] = ()
    parties: Sequence[str] = ()
    period: Period = ALWAYS
    certain: bool = False
    #: Only what was certainly said by this day.
    day: date | None = None
    #: Only what stands.
    standing: bool = False


def positions(asked: Question) -> list[Said]:
    """The entries in the order of their dates, side by side in the order of the sides' names."""
    parties, processes = list(asked.parties), list(asked.processes)
    rows = ask(asked.issues, PARTS, ENTRIES, processes, parties)
    heard = [entry for entry in map(said, rows) if entry.was_heard_by(asked.day)]
    told = [*claims_told(heard), *words_told(heard)]
    places = {(entry.what, entry.slug, entry.side): place for place, entry in enumerate(heard)}
    told.sort(key=lambda entry: places[entry.what, entry.slug, entry.side])
    return [
        entry for entry in told if lies_in(entry, asked) and (entry.stands or not asked.standing)
    ]


def said(row: Mapping[str, Any]) -> Said:
    dated = ImpreciseDate.parse(row["date"]) if row["date"] else None
    return Said(row["what"], row["slug"], row["side"], row, dated)


def lies_in(entry: Said, asked: Question) -> bool:
    if asked.period == ALWAYS:
        return True
    if entry.dated is None:
        return False
    if asked.certain:
        return entry.dated.certainly_in(*asked.period)
    return entry.dated.possibly_in(*asked.period)


# --- Claims -------------------------------------------------------------------------------------


def claims_told(entries: Iterable[Said]) -> Iterable[Said]:
    """The claims, each against what its side said on the same point before."""
    groups: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for entry in entries:
        if entry.what == CLAIM:
            groups[entry.side, entry.row["point"]].append(entry)
    for group in groups.values():
        yield from claims_on_a_point(group)


def claims_on_a_point(group: Sequence[Said]) -> Iterable[Said]:
    space = space_of(group[0].row["answer_type"] or "", group[0].row["answers"] or ())
    voices = [voice_of(entry) for entry in group]
    position = position_of(space, voices)
    counted = position.claims if position else frozenset()
    before = None
    for entry, voice in zip(group, voices, strict=True):
        left = voice.leaves(space)
        change = Change.NO_POSITION
        if left is not None:
            change = compared(before, left)
            before = left
        yield replace(entry, change=change, stands=entry.slug in counted)


def compared(before: Any, left: Any) -> Change:
    if before is None:
        return Change.FIRST
    if before == left:
        return Change.AGAIN
    return Change.CHANGED if before & left else Change.SHIFTED


def voice_of(entry: Said) -> Voice:
    row = entry.row
    return Voice(
        claim=entry.slug,
        sides=(entry.side,),
        stance=row["stance"],
        answer=row["answer"],
        dated=entry.dated,
        on_record=row["on_record"],
    )


# --- Statements and terms -----------------------------------------------------------------------


def words_told(entries: Iterable[Said]) -> Iterable[Said]:
    """Statements and terms, each against the side's others on the same issue."""
    words = [entry for entry in entries if entry.what != CLAIM]
    last: dict[tuple[str, ...], date] = {}
    for entry in words:
        if entry.dated and entry.dated.earliest:
            for matter in matters_of(entry):
                last[matter] = max(last.get(matter, date.min), entry.dated.earliest)
    seen: set[tuple[str, ...]] = set()
    for entry in words:
        matters = matters_of(entry)
        new = [matter for matter in matters if matter not in seen]
        seen.update(matters)
        yield replace(
            entry,
            change=Change.FIRST if new else Change.AGAIN,
            stands=any(not is_displaced(entry, last.get(matter)) for matter in matters),
        )


def matters_of(entry: Said) -> list[tuple[str, ...]]:
    """What it is about: each issue, for terms in the direction they point."""
    return [(entry.side, entry.what, entry.row["stance"], issue) for issue in entry.issues]


def is_displaced(entry: Said, last: date | None) -> bool:
    """Whether the side came back to the matter on a day that is certainly later."""
    if last is None:
        return False
    if entry.dated is None:
        return True
    return entry.dated.latest is not None and last > entry.dated.latest


# --- What is asked of the database --------------------------------------------------------------

OF_PROCESSES = """wanted (id) as (
  select id from negotiations_process where slug = any (%s)
  union
  select child.id from negotiations_process as child join wanted on child.parent_id = wanted.id
)"""
OF_SIDES = """named (side) as (
  select top.side from negotiations_party as party join top on top.id = party.id
  where party.slug = any (%s)
)"""


def in_wanted(kind: str, key: str) -> str:
    return (
        f"exists (select from negotiations_{kind}_processes as listed "
        f"where listed.{kind}_id = {key} and listed.process_id in (select id from wanted))"
    )


SPEAKING = f"""speaking (what, key, party, person) as (
  select '{CLAIM}', claim.id, speaker.party,
    case when speaker.party is null then claim.person_id end
  from chosen join negotiations_point as point on point.issue_id = chosen.id
  join negotiations_claim as claim on claim.point_id = point.id and claim.source_id is null
  join lateral (
    select claim.party_id where claim.party_id is not null or claim.agreement_id is null
    union select signed.party_id from negotiations_agreement_parties as signed
    where signed.agreement_id = claim.agreement_id
  ) as speaker (party) on true
  where not exists (select from wanted) or point.process_id in (select id from wanted)
    or {in_wanted("event", "point.event_id")} or {in_wanted("offer", "point.offer_id")}
    or {in_wanted("agreement", "point.agreement_id")}
    or {in_wanted("statement", "point.statement_id")}
  union
  select '{STATEMENT}', said.id, speaker.party,
    case when speaker.party is null then said.speaker_id end
  from chosen join negotiations_statement_issues as about on about.issue_id = chosen.id
  join negotiations_statement as said on said.id = about.statement_id
    and said.variant_of_id is null
  join lateral (
    select said.party_id where said.party_id is not null or said.on_behalf_of_id is null
    union select said.on_behalf_of_id where said.on_behalf_of_id is not null
    union select other.party_id from negotiations_statement_co_parties as other
    where other.statement_id = said.id
  ) as speaker (party) on true
  where (not exists (select from wanted) or {in_wanted("statement", "said.id")})
    and not exists (
      select from negotiations_statement as part
      join negotiations_statement_issues as listed on listed.statement_id = part.id
      where part.part_of_id = said.id and listed.issue_id in (select id from chosen))
  union
  select '{TERM}', term.id, proposer.party_id, null
  from chosen join negotiations_term as term on term.issue_id = chosen.id
  join negotiations_offer as offer on offer.id = term.offer_id and offer.variant_of_id is null
    and offer.put <> '{Put.PLANNED}'
  join negotiations_offer_proposers as proposer on proposer.offer_id = offer.id
  where not exists (select from wanted) or {in_wanted("offer", "offer.id")}
)"""
#: By which of its parties a side speaks: the first by name, where a joint text has several.
SIDED = """sided (what, key, side, party, named) as (
  select speaking.what, speaking.key,
    case when side.id is not null then 'party:' || side.slug else 'person:' || person.slug end,
    min(party.slug), side.id in (select side from named)
  from speaking left join top on top.id = speaking.party
  left join negotiations_party as party on party.id = speaking.party
  left join negotiations_party as side on side.id = top.side
  left join negotiations_person as person on person.id = speaking.person
  where side.id is not null or person.id is not null
  group by 1, 2, 3, side.id
)"""
PARTS = (OF_PROCESSES, TOP, OF_SIDES, SPEAKING, SIDED)

ENTRIES = f"""select sided.what, sided.side, coalesce(claim.slug, said.slug, term.slug) as slug,
  coalesce(nullif(claim.date, ''), words.date, said.date, offer.date, '') as date,
  sided.party, person.slug as speaker, actor.slug as actor,
  coalesce(claim.stance, term.side, '') as stance, coalesce(claim.answer, '') as answer,
  coalesce(claim.on_record, said.on_record, '') as on_record,
  coalesce(nullif(claim.text, ''), words.text, said.text, term.action, '') as text,
  point.slug as point, point.question, point.answer_type, point.answers, offer.slug as offer,
  coalesce(claim.certainty, said.certainty, term.certainty) as certainty,
  case sided.what when '{STATEMENT}' then array(
      select issue.slug from negotiations_statement_issues as about
      join negotiations_issue as issue on issue.id = about.issue_id
      where about.statement_id = said.id and about.issue_id in (select id from chosen) order by 1)
    else array[issue.slug]::text[] end as issues
from sided
left join negotiations_claim as claim on sided.what = '{CLAIM}' and claim.id = sided.key
left join negotiations_point as point on point.id = claim.point_id
left join negotiations_statement as words on words.id = claim.statement_id
left join negotiations_statement as said on sided.what = '{STATEMENT}' and said.id = sided.key
left join negotiations_term as term on sided.what = '{TERM}' and term.id = sided.key
left join negotiations_offer as offer on offer.id = term.offer_id
left join negotiations_issue as issue on issue.id = coalesce(point.issue_id, term.issue_id)
left join negotiations_party as actor on actor.id = term.actor_id
left join negotiations_person as person on person.id = coalesce(claim.person_id, said.speaker_id)
where named or not exists (select from named)
order by
  case when claim.date <> '' then claim.date_earliest
    else coalesce(words.date_earliest, said.date_earliest, offer.date_earliest, 'infinity') end,
  coalesce(words."time", said."time", offer."time", ''),
  coalesce(words.seq, said.seq, offer.seq) nulls last,
  case when claim.date <> '' then claim.date_latest
    else coalesce(words.date_latest, said.date_latest, offer.date_latest, 'infinity') end,
  sided.side, slug, sided.what"""
