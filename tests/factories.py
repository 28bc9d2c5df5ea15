"""One small valid row of any kind. A test states only what it is about."""

from itertools import count

from negotiations.models import KINDS

NUMBERS = count(1)
BY_NAME = {model.__name__: model for model in KINDS}

#: What a kind cannot do without, as values or as the kind of a row to be made.
NEEDED = {
    "Place": {"name": "Stockholm"},
    "Party": {"name": "Sweden"},
    "Person": {"name": "A Person"},
    "Tenure": {"person": "Person", "party": "Party", "title": "Envoy"},
    "Source": {"title": "A report"},
    "Issue": {"label": "Sanctions"},
    "Process": {"title": "A process"},
    "Membership": {"party": "Party", "process": "Process"},
    "Event": {"title": "Talks"},
    "EventLink": {"from_event": "Event", "to_event": "Event", "kind": "follows"},
    "Participation": {"event": "Event", "party": "Party"},
    "Offer": {"title": "A package"},
    "Term": {"offer": "Offer", "action": "Lift a sanction"},
    "Statement": {"text": "Good discussions"},
    "Response": {"offer": "Offer", "party": "Party"},
    "Agreement": {"title": "A framework"},
    "Commitment": {"agreement": "Agreement", "action": "Freeze a reactor"},
    "Fulfilment": {"commitment": "Commitment"},
    "Point": {"event": "Event", "question": "How long did it last?"},
    "Claim": {"point": "Point", "party": "Party"},
    "Citation": {"source": "Source", "event": "Event"},
}


def build(kind, /, **given):
    """A row that is not saved; what it refers to is."""
    fields = {"slug": f"{kind.lower()}-{next(NUMBERS)}", **NEEDED[kind], **given}
    for name, value in fields.items():
        if isinstance(value, str) and value in BY_NAME:
            fields[name] = make(value)
    return BY_NAME[kind](**fields)


def make(kind, /, **given):
    row = build(kind, **given)
    row.save()
    return row


def publish(row, source=None):
    """Publish a row together with a published citation of it."""
    source = source or make("Source", status="published")
    field = {"EventLink": "event_link"}.get(type(row).__name__, type(row).__name__.lower())
    make("Citation", **{"event": None, field: row}, source=source, status="published")
    row.status = "published"
    row.save()
    return row
