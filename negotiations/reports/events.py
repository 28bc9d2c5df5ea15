"""What lists count for each event, and what an event in full holds beside what refers to it.

Each is SQL on the key of the event, `{key}`. Whoever takes keys from it looks the records up.
"""

#: The keys of the statements at the event or about it.
STATEMENTS_ON = (
    "select statement_id from negotiations_statement_events_entered where event_id = {key} "
    "union select id from negotiations_statement where said_at_id = {key}"
)
#: Speech acts, excerpts left out.
COUNT_OF_STATEMENTS = (
    f"select count(*) from ({STATEMENTS_ON}) as k (id) where ("
    "select said.part_of_id is null from negotiations_statement as said where said.id = k.id)"
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
    "union select point.id from negotiations_offer as offer "
    "join negotiations_point as point on point.offer_id = offer.id where offer.event_id = {key} "
    "union select point.id from negotiations_agreement as agreement "
    "join negotiations_point as point on point.agreement_id = agreement.id "
    "where agreement.event_id = {key} "
    "union select point.id from negotiations_statement as statement "
    "join negotiations_point as point on point.statement_id = statement.id "
    "where statement.said_at_id = {key}"
)
