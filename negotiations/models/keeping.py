"""Tables that the database keeps by itself beside the records, so that an index can refuse.

Nobody writes here but triggers (sql/records.sql, sql/rules.sql); fixtures and packages leave them
out.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from negotiations.models.offers import Offer
from negotiations.models.parties import Party
from negotiations.rules import ComposedKey


class ExternalIdentifier(models.Model):
    """That a record of a kind bears an external identifier; no other of its kind may."""

    kind = models.TextField(help_text="The table of the record.")
    external_id = models.TextField(help_text="The identifier as scheme:id.")
    record_id = models.BigIntegerField(help_text="The record.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "external_id"],
                name="external_id_names_one_record",
                violation_error_message=(
                    "Another record of this kind has one of these external identifiers."
                ),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kind", "record_id"], name="external_id_by_record"),
        ]


class OfferSide(models.Model):
    """That a party stands on a side of an offer; on both only in a joint undertaking."""

    offer = models.ForeignKey(
        Offer, on_delete=models.CASCADE, related_name="+", help_text="The offer."
    )
    party = models.ForeignKey(
        Party, on_delete=models.CASCADE, related_name="+", help_text="The party."
    )
    side = models.TextField(help_text="proposer or recipient.")
    is_joint = models.BooleanField(help_text="Copied from the offer.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["offer", "party"],
                name="offer_is_between_two_parties",
                condition=Q(is_joint=False),
                violation_error_message=(
                    "A party cannot make an offer to itself, unless the offer is a joint "
                    "undertaking."
                ),
            ),
            ComposedKey(
                name="offer_side_copies_joint",
                key="offer",
                fields=("offer", "is_joint"),
                to_fields=("id", "is_joint"),
                message="The kind of the offer was changed meanwhile.",
                cascade=True,
            ),
        ]
