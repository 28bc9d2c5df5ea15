"""From the name of a constraint to what it says and the field to look at.

Every refusal of the database carries such a name; surfaces and the importer answer with what is
found here.
"""

from functools import cache

from django.apps import apps
from django.db import IntegrityError, models

from negotiations.rules import Refusal

#: The reference by which records of a kind contain each other: none is within itself, over however
#: many steps.
NO_CIRCLES = {
    "event": Refusal(
        "event_is_in_no_circle_of_parts", "An event cannot be part of a part of itself.", "part_of"
    ),
    "statement": Refusal(
        "statement_is_in_no_circle_of_excerpts",
        "A statement cannot be an excerpt of an excerpt of itself.",
        "part_of",
    ),
    "source": Refusal(
        "source_is_in_no_circle_of_reprints",
        "A source cannot reprint what reprints it.",
        "text_of",
    ),
    **{
        kind: Refusal(
            f"{kind}_is_in_no_circle_of_parents",
            "What stands above a record cannot stand below it too.",
            "parent",
        )
        for kind in ("process", "issue", "party")
    },
}

#: Rules which triggers, tables beside the records, or PostgreSQL itself keep.
KEPT_BY_TRIGGERS = (
    Refusal("version_is_the_present_one", "Somebody else changed this record meanwhile.", ""),
    Refusal(
        "slug_is_fixed_once_published", "The slug of a published record cannot change.", "slug"
    ),
    Refusal(
        "published_record_never_returns_to_draft",
        "A published record can be withdrawn, not made a draft again.",
        "status",
    ),
    Refusal(
        "published_record_is_withdrawn_not_deleted",
        "What was ever published is withdrawn, not deleted.",
        "status",
    ),
    Refusal("record_keeps_its_number", "The number of a record never changes.", ""),
    Refusal("changeset_is_never_changed", "A changeset is never changed or deleted.", ""),
    Refusal("public_change_is_never_changed", "What was told to the public is never changed.", ""),
    Refusal("history_is_append_only", "History is never changed.", ""),
    *(
        Refusal(
            f"{kind}_is_cited_once_published",
            "A published record of this kind has at least one published citation of its own.",
            "citations",
        )
        for kind in ("event", "statement", "claim", "offer", "agreement")
    ),
    Refusal(
        "claim_silence_could_be_known",
        "Silence is claimed only from a complete statement or a source read in full.",
        "stance",
    ),
    *NO_CIRCLES.values(),
)

REFERRED_TO = "Other records refer to this one, or it refers to one that does not exist."
#: How PostgreSQL begins when the row referred to goes, rather than when the row that refers comes.
STILL_REFERRED_TO = "update or delete on table"
NOT_STATED = "The database refuses this value."


@cache
def refusals() -> dict[str, Refusal]:
    """Every named rule of the records."""
    found = {refusal.constraint: refusal for refusal in KEPT_BY_TRIGGERS}
    for model in apps.get_app_config("negotiations").get_models():
        for constraint in model._meta.constraints:
            found[constraint.name] = Refusal(
                constraint.name, str(constraint.violation_error_message), field_of(constraint)
            )
        for field in model._meta.concrete_fields:
            if field.unique and not field.primary_key:
                name = f"{model._meta.db_table}_{field.column}_key"
                message = f"Another {model._meta.verbose_name} has this {field.name}."
                found[name] = Refusal(name, message, field.name)
    return found


#: Rules of kept tables are answered at the field of the record they are kept for.
FIELDS_OF_KEPT_TABLES = {
    "external_id_names_one_record": "external_ids",
    "offer_is_between_two_parties": "recipients",
    "offer_side_copies_joint": "kind",
}


def field_of(constraint: models.BaseConstraint) -> str:
    """The field an editor should look at: the one the constraint names, or the first of several."""
    if named := FIELDS_OF_KEPT_TABLES.get(constraint.name) or getattr(constraint, "field", ""):
        return named
    fields = getattr(constraint, "fields", ())
    return next((name for name in fields if name != "id"), "")


def refusal_of(error: IntegrityError) -> Refusal:
    """What a violated constraint says; a foreign key says that records refer to one another."""
    if isinstance(error, models.ProtectedError | models.RestrictedError):
        return Refusal("", REFERRED_TO, "")
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None) or ""
    primary = getattr(diagnosis, "message_primary", None) or ""
    if primary.startswith(STILL_REFERRED_TO):
        return Refusal(name, REFERRED_TO, "")
    if name in refusals():
        return refusals()[name]
    state = getattr(error.__cause__, "pgcode", "")
    if state == "23502":
        column = getattr(diagnosis, "column_name", "") or ""
        return Refusal(name, "This value is missing.", column.removesuffix("_id"))
    return Refusal(name, REFERRED_TO if state == "23503" else NOT_STATED, "")
