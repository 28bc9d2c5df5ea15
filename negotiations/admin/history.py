"""Changesets in the admin: to be read, never changed."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from negotiations.models import Changeset


@admin.register(Changeset)
class ChangesetAdmin(admin.ModelAdmin):
    list_display = ("seq", "at", "channel", "actor", "batch")
    list_filter = ("channel", ("actor", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("actor",)
    date_hierarchy = "at"
    ordering = ("-seq",)
    search_fields = ("batch", "actor__username")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
