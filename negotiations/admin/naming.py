"""How records are named without a query for each: which relations a name is made of."""

from django.db.models import Model, QuerySet

from negotiations.models import (
    Citation,
    EventLink,
    Fulfilment,
    Membership,
    Participation,
    Record,
    Response,
    Tenure,
)

#: What `str()` of a record follows.
NAMED_BY: dict[type[Record], tuple[str, ...]] = {
    Tenure: ("person",),
    Membership: ("party", "process", "coalition"),
    EventLink: ("from_event", "to_event"),
    Participation: ("party", "person", "event"),
    Response: ("party",),
    Fulfilment: ("commitment", "term"),
    Citation: ("source",),
}


def with_names(records: QuerySet) -> QuerySet:
    """The records with all that their names are made of."""
    names = NAMED_BY.get(records.model, ())
    return records.select_related(*names) if names else records


def with_references(records: QuerySet, fields: tuple[str, ...]) -> QuerySet:
    """The records with the targets of these foreign keys, and all that their names are made of."""
    paths = [*NAMED_BY.get(records.model, ())]
    for field in fields:
        target = records.model._meta.get_field(field).related_model
        paths += [field, *(f"{field}__{name}" for name in NAMED_BY.get(target, ()))]
    return records.select_related(*paths) if paths else records


def long_name(record: Model) -> str:
    """The name in a chooser: what tells it from others, and that it is not public yet."""
    about = [getattr(record, "date", ""), "" if record.status == "published" else record.status]
    told = ", ".join(word.replace("_", " ") for word in about if word)
    return f"{record} [{told}]" if told else str(record)
