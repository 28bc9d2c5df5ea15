"""Lists of references as rows: each joins the record that holds the list to one of its members."""

from typing import Any

from django.db.models import Manager

from negotiations.models import Record


def rows_of_list(model: type[Record], name: str) -> Manager[Any]:
    """The rows of the list `name` of a kind; their columns are named after the two kinds."""
    field: Any = model._meta.get_field(name)
    rows: Manager[Any] = field.remote_field.through._default_manager
    return rows
