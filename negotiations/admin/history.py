"""Changesets in the admin: to be read, never changed."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from negotiations.admin.permissions import may_here
from negotiations.models import Changeset
from negotiations.roles import Permission


@admin.register(Changeset)
class ChangesetAdmin(admin.ModelAdmin):
    list_display = ("seq", "at", "channel", "actor", "batch")
    list_filter = ("channel", ("actor", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("actor",)
    date_hierarchy = "at"
    ordering = ("-seq",)
    search_fields = ("batch", "actor__username")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_here(request, Permission.SEE_FULL_HISTORY)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_here(request, Permission.SEE_FULL_HISTORY)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
