"""What lists count for each event, and what an event in full holds beside what refers to it.

Each is SQL on the key of the event, `{key}`.
"""

#: The keys of the statements at the event or about it.
STATEMENTS_ON = (
    "select statement_id from negotiations_statement_events where event_id = {key} "
    "union select id from negotiations_statement where said_at_id = {key}"
)
#: Speech acts, excerpts left out.
COUNT_OF_STATEMENTS = (
    "select count(*) from negotiations_statement as said "
    f"where said.id in ({STATEMENTS_ON}) and said.part_of_id is null"
)
#: Offers themselves, tellings left out.
COUNT_OF_OFFERS = (
    "select count(*) from negotiations_offer as made where made.event_id = {key} and made.is_root"
)
COUNT_OF_SOURCES = (
    "select count(distinct cited.source_id) from negotiations_citation as cited "
    "where cited.event_id = {key}"
)
#: The keys of the points about the event, offers and agreements made at it, and words said at it.
POINTS_ON = (
    "select id from negotiations_point where event_id = {key} "
    "union select point.id from negotiations_point as point "
    "join negotiations_offer as offer on offer.id = point.offer_id where offer.event_id = {key} "
    "union select point.id from negotiations_point as point "
    "join negotiations_agreement as agreement on agreement.id = point.agreement_id "
    "where agreement.event_id = {key} "
    "union select point.id from negotiations_point as point "
    "join negotiations_statement as statement on statement.id = point.statement_id "
    "where statement.said_at_id = {key}"
)
