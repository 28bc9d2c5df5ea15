"""All checks in reading order."""

from negotiations.reports.integrity import (
    agreements,
    doubles,
    events,
    offers,
    participation,
    points,
    sources,
    statements,
    vocabulary,
)
from negotiations.reports.integrity.explanations import explanations_of
from negotiations.reports.integrity.findings import Check, Weight

_OF_TOPICS: tuple[Check, ...] = (
    events.still_planned,
    events.held_in_future,
    events.part_outside_event,
    events.event_outside_process,
    events.link_runs_backwards,
    participation.attended_not_held,
    participation.participation_outside_attested,
    participation.statement_outside_attested,
    participation.tenure_outside_party,
    statements.said_on_another_day,
    statements.excerpt_outside_act,
    statements.reply_before_its_cause,
    offers.answer_before_offer,
    offers.accepted_twice,
    offers.telling_outside_offer,
    agreements.kept_before_promised,
    agreements.kept_after_renounced,
    points.silence_unknowable,
    points.unreadable_answer,
    sources.cites_hidden_source,
    doubles.same_event,
    doubles.same_person,
    doubles.same_party,
    doubles.same_place,
    doubles.same_source,
    points.point_without_form,
    points.point_without_accounts,
    points.claim_without_position,
    offers.unanswered_offer,
    offers.offer_without_terms,
    offers.telling_tells_nothing,
    agreements.agreement_without_commitments,
    agreements.keeping_unknown,
    statements.quotation_without_locator,
    sources.only_unseen_sources,
    sources.only_undated_sources,
    sources.no_archived_copy,
    vocabulary.process_missing,
    vocabulary.unused_issue,
)

CHECKS: tuple[Check, ...] = (
    *_OF_TOPICS,
    explanations_of({check.code for check in _OF_TOPICS}),
)
CHECKS_BY_CODE = {check.code: check for check in CHECKS}

__all__ = ["CHECKS", "CHECKS_BY_CODE", "Weight"]
