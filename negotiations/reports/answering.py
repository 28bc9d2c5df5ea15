"""The answers to many offers at once, asked of the database: parts for the statements of reports.

Lists are read with their hidden members (worlds/views.py), which the joins to both ends leave out.
Each part is a common table expression over `chosen`, the keys of the offers (no tellings) that the
statement is about (asking.py). Not here: the answers to one offer (states.py); a test holds
the two against each other.
"""

from collections.abc import Sequence

from negotiations.choices import Occurrence, OfferKind, Put, ResponseKind, ThreadState
from negotiations.reports.states import DECIDES, GRADES

#: What is said of an offer by those it was put to, and no answer to what it proposes.
NO_ANSWER = (
    ResponseKind.NO_REPLY,
    ResponseKind.DENIES_OFFER,
    ResponseKind.DISPUTES_ACCOUNT,
    ResponseKind.WITHDRAWS_OFFER,
)
#: Promises made alone and threats wait for no answer.
NO_ANSWER_DUE = (OfferKind.UNILATERAL_STEP, OfferKind.THREAT)


def quoted(words: Sequence[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


#: That an offer was laid before somebody who was to answer it.
AWAITS = f"(offer.put = '{Put.PUT}' and offer.kind not in ({quoted(NO_ANSWER_DUE)}))"

#: Each party with the key and the name of its side.
TOP = """top (id, side, name) as (
  select id, id, slug::text from negotiations_party where parent_id is null
  union all
  select child.id, top.side, top.name from negotiations_party as child
  join top on top.id = child.parent_id
)"""

#: The offers with their tellings, each with the offer it tells of.
TOLD = """told (id, root) as (
  select id, id from chosen
  union all
  select telling.id, telling.variant_of_id from negotiations_offer as telling
  join chosen on chosen.id = telling.variant_of_id
)"""

#: The sides that each offer was put to.
PUT_TO = """put_to (root, side) as (
  select distinct recipient.offer_id, top.side
  from negotiations_offer_recipients_entered as recipient
  join chosen on chosen.id = recipient.offer_id join top on top.id = recipient.party_id
)"""

#: What was done about each offer by a side that it was put to (by any, where no recipient is
#: named), or by one who takes it back: a response, an offer in reply, an agreement.
ACT = f"""act (root, side, name, made_in, key, kind, counters, certainty,
  earliest, "time", seq, latest, slug) as (
  select done.* from (
    select told.root, top.side, top.name, 'response', said.id, said.kind,
      said.counter_offer_id is not null, said.certainty,
      said.date_earliest, said."time", said.seq, said.date_latest, said.slug
    from told join negotiations_response as said on said.offer_id = told.id
    join top on top.id = said.party_id
    union all
    select told.root, top.side, top.name, 'offer', made.id, '{ResponseKind.COUNTERS}', true,
      made.certainty, made.date_earliest, made."time", made.seq, made.date_latest, made.slug
    from told join negotiations_offer as made on made.in_reply_to_id = told.id
      and made.variant_of_id is null
    join negotiations_offer_proposers_entered as proposer on proposer.offer_id = made.id
    join top on top.id = proposer.party_id
    union all
    select chosen.id, top.side, top.name, 'agreement', made.id, '{ResponseKind.ACCEPTS}', false,
      made.certainty, made.date_earliest, '', null, made.date_latest, made.slug
    from chosen join negotiations_agreement_offers_entered as led on led.offer_id = chosen.id
    join negotiations_agreement as made on made.id = led.agreement_id
    join negotiations_agreement_parties_entered as signed on signed.agreement_id = made.id
    join top on top.id = signed.party_id
  ) as done (root, side, name, made_in, key, kind, counters, certainty,
    earliest, "time", seq, latest, slug)
  where done.kind = '{ResponseKind.WITHDRAWS_OFFER}'
    or (done.root, done.side) in (select root, side from put_to)
    or done.root not in (select root from put_to)
)"""

#: What a statement about answers begins with, after `chosen`.
ANSWERS = (TOP, TOLD, PUT_TO, ACT)

# --- The first answer ---------------------------------------------------------------------------

#: How long each answer took: at least and at most so many days, as imprecise dates allow.
WAIT = f"""wait (root, side, made_in, key, kind, certainty, slug, place, least, most) as (
  select act.root, act.side, act.made_in, act.key, act.kind, act.certainty, act.slug,
    row_number() over (
      partition by act.root order by act.earliest, act."time", act.seq nulls last, act.latest,
        act.slug, act.name),
    case when isfinite(act.earliest) and isfinite(offer.date_latest)
      then greatest(act.earliest - offer.date_latest, 0) end,
    case when isfinite(act.latest) and isfinite(offer.date_earliest)
      then greatest(act.latest - offer.date_earliest, 0) end
  from act join negotiations_offer as offer on offer.id = act.root
  where act.kind not in ({quoted(NO_ANSWER)})
)"""
# One answer without a date may have been the first, on the day of the offer itself.
LEAST = "case when count(least) > 0 then min(coalesce(least, 0)) end"
MOST = "min(most)"

# --- Where an offer stands ----------------------------------------------------------------------

IN_PART = """act.made_in = 'response' and exists (
      select from negotiations_response_terms as said where said.response_id = act.key
    ) and exists (
      select from negotiations_term as term where term.offer_id = act.root and not exists (
        select from negotiations_response_terms as said
        where said.response_id = act.key and said.term_id = term.id))"""

#: The acts that decide, in their order, each with the state it brings about.
DECISION = f"""decision (root, side, state, certainty, place) as (
  select act.root, act.side, case when {IN_PART} then '{ThreadState.MIXED}'
      else coalesce(decides.state, '{ThreadState.COUNTERED}') end, act.certainty,
    row_number() over (
      partition by act.root
      order by act.earliest, act."time", act.seq nulls last, act.latest, act.slug, act.name)
  from act left join (
    values {", ".join(f"('{kind}', '{state}')" for kind, state in DECIDES.items())}
  ) as decides (kind, state) on decides.kind = act.kind
  where act.made_in <> 'agreement' and (decides.state is not null or act.counters)
)"""

#: The last decision of each side; of an offer taken back at last, that one alone.
LATEST = f"""latest (root, side, state, certainty, final) as (
  select root, side, state, certainty, final from (
    select decision.*, first_value(state) over backwards as final,
      row_number() over backwards as from_end,
      row_number() over (partition by root, side order by place desc) as from_end_of_side
    from decision window backwards as (partition by root order by place desc)
  ) as counted
  where case when final = '{ThreadState.WITHDRAWN}' then from_end = 1
    else from_end_of_side = 1 and state <> '{ThreadState.WITHDRAWN}' end
)"""

#: One state for each offer; an acceptance needs every side that the offer was put to.
DECIDED = f"""decided (root, state, grade) as (
  select together.root, case when states > 1 then '{ThreadState.MIXED}'
      when state = '{ThreadState.ACCEPTED}' and not asked.sides <@ together.sides
      then '{ThreadState.MIXED}'
      else state end, grade
  from (
    select root, count(distinct state), min(state), array_agg(side),
      max(array_position(array[{quoted(GRADES)}], certainty::text))
    from latest group by root
  ) as together (root, states, state, sides, grade)
  left join (
    select root, array_agg(side) from put_to group by root
  ) as asked (root, sides) on asked.root = together.root
)"""

#: Where each offer stands on the day, and the weakest grade of the offer and what decided it.
VERDICT = f"""verdict (root, state, certainty) as (
  select offer.id, coalesce(decided.state, case
      when agreed.root is not null then '{ThreadState.ACCEPTED}'
      when meeting.occurrence = '{Occurrence.LAPSED}' or offer.expires_latest < %s
        then '{ThreadState.LAPSED}'
      else '{ThreadState.OPEN}' end),
    coalesce((array[{quoted(GRADES)}])[greatest(
      array_position(array[{quoted(GRADES)}], offer.certainty::text),
      case when decided.root is null then agreed.grade else decided.grade end)], '')
  from chosen join negotiations_offer as offer on offer.id = chosen.id
  left join decided on decided.root = offer.id
  left join (
    select led.offer_id, max(array_position(array[{quoted(GRADES)}], made.certainty::text))
    from negotiations_agreement_offers_entered as led
    join negotiations_agreement as made on made.id = led.agreement_id group by led.offer_id
  ) as agreed (root, grade) on agreed.root = offer.id
  left join negotiations_event as meeting on meeting.id = offer.proposes_id
)"""
VERDICTS = (*ANSWERS, DECISION, LATEST, DECIDED, VERDICT)
