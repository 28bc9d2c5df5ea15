"""What is visible by the definition alone, worked out in Python: no view or trigger is asked."""

from functools import cache

from negotiations.fields import TargetReference
from negotiations.models import KINDS


def hiding_keys(model):
    """The references without which a record of the kind does not show."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.related_model in KINDS and (not field.null or isinstance(field, TargetReference))
    ]


def visible_by_definition():
    """Every record that is published and leans on none that is not visible itself."""
    rows = {}
    for model in KINDS:
        keys = hiding_keys(model)
        names = ["pk", "status", *(key.attname for key in keys)]
        for pk, status, *targets in model.objects.values_list(*names):
            leant_on = zip((key.related_model for key in keys), targets, strict=True)
            rows[model, pk] = (status, [one for one in leant_on if one[1] is not None])

    @cache
    def shows(record):
        status, leant_on = rows.get(record, ("", []))
        return status == "published" and all(map(shows, leant_on))

    return {record for record in rows if shows(record)}


def visible_as_stored():
    return {
        (model, pk)
        for model in KINDS
        for pk in model.objects.filter(visible=True).values_list("pk", flat=True)
    }
