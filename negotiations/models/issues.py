"""What terms, points and statements are about."""

from typing import ClassVar

from django.db.models import F, Q

from negotiations.fields import CodeField, LineField, OptionalReference, ProseField
from negotiations.models.base import Record
from negotiations.rules import Rule
from negotiations.vectors import SearchField


class Issue(Record):
    """A subject of negotiation, in a tree with roots such as nuclear, sanctions, security."""

    label_field = "label"

    label = LineField(required=True, help_text="The name of the issue.")
    definition = ProseField(help_text="What belongs to it and what does not, with an example.")
    parent = OptionalReference("self", related_name="children", help_text="The wider issue.")
    cameo = CodeField(
        form="^[0-9]{2,4}$", means="a CAMEO code such as 0354", help_text="CAMEO code, if one fits."
    )
    plover = CodeField(
        form="^[A-Z]+( [a-z -]+)*$",
        means="a PLOVER event with its modes, such as AGREE",
        help_text="PLOVER event and mode, if they fit.",
    )
    pax = CodeField(
        form="^[A-Za-z]+$",
        means="a PA-X variable such as TjSan",
        help_text="PA-X variable, if one fits.",
    )
    search = SearchField(names=("label",), body=("definition",))

    class Meta(Record.Meta):
        constraints: ClassVar = [
            Rule(
                name="issue_is_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                message="An issue cannot be its own parent.",
                field="parent",
            ),
        ]

    class Exposure(Record.Exposure):
        public = ("label", "definition", "parent", "cameo", "plover", "pax")
