"""The admin site: Django's own, with the records grouped into sections."""

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig


class ParleyAdminConfig(AdminConfig):
    """Django's admin with Parley's site."""

    default_site = "timeline.adminsite.ParleyAdminSite"


class ParleyAdminSite(admin.AdminSite):
    """The index lists the kinds by what a researcher does with them."""

    site_header = "Parley"
    site_title = "Parley"
    index_title = "Records"
