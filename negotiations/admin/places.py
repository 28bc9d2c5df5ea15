"""Places in the admin."""

from django.contrib import admin

from negotiations.admin.base import RecordAdmin
from negotiations.admin.filters import WithoutSource
from negotiations.admin.inlines import CitationInline
from negotiations.models import Place


@admin.register(Place)
class PlaceAdmin(RecordAdmin):
    list_display = ("name", "kind", "in_countries", "latitude", "longitude", "status")
    list_filter = ("status", "kind", "precision", WithoutSource)
    search_fields = ("name", "slug", "note")
    inlines = (CitationInline,)

    @admin.display(description="countries", ordering="countries")
    def in_countries(self, place: Place) -> str:
        return ", ".join(place.countries)
