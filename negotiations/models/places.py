"""Where things happened."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from negotiations.choices import PlaceKind, PlacePrecision
from negotiations.fields import LineField, ListField, VocabularyField
from negotiations.models.base import Record
from negotiations.rules import Rule
from negotiations.vectors import SearchField


class Place(Record):
    """A city, building, site or region. A room without a place of its own is an event's venue."""

    label_field = "name"

    name = LineField(required=True, help_text="The name in English as most sources give it.")
    kind = VocabularyField(vocabulary=PlaceKind, help_text="What sort of place it is.")
    countries = ListField(
        form="^[A-Z]{2}$",
        means="an ISO 3166-1 alpha-2 code such as SE",
        help_text="ISO 3166-1 alpha-2 codes; two where the place lies on a border.",
    )
    latitude = models.DecimalField(
        max_digits=9, decimal_places=6, null=True, blank=True, help_text="Degrees north, WGS 84."
    )
    longitude = models.DecimalField(
        max_digits=9, decimal_places=6, null=True, blank=True, help_text="Degrees east, WGS 84."
    )
    precision = VocabularyField(
        vocabulary=PlacePrecision, help_text="What the coordinates point to."
    )
    search = SearchField(names=("name",))

    class Meta(Record.Meta):
        constraints: ClassVar = [
            Rule(
                name="place_lies_on_the_globe",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__gte=-90,
                    latitude__lte=90,
                    longitude__gte=-180,
                    longitude__lte=180,
                ),
                message="A place has both coordinates, within 90 and 180 degrees, or neither.",
                field="latitude",
            ),
        ]

    class Exposure(Record.Exposure):
        public = ("name", "kind", "countries", "latitude", "longitude", "precision")
