"""The door for those who write: every kind of record in Django's admin.

One file per topic, as in models/; base, inlines, forms and their like are what the topics share.
Which section of the index a kind stands in is said by the site (timeline/adminsite.py).
"""

from negotiations.admin import (
    agreements,
    citations,
    events,
    history,
    issues,
    offers,
    participation,
    parties,
    people,
    places,
    points,
    processes,
    responses,
    sources,
    statements,
    users,
)

__all__ = [
    "agreements",
    "citations",
    "events",
    "history",
    "issues",
    "offers",
    "participation",
    "parties",
    "people",
    "places",
    "points",
    "processes",
    "responses",
    "sources",
    "statements",
    "users",
]
