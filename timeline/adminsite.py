"""The admin site: Django's own, with the records grouped into sections by what a researcher does.

It lives here because Django imports it while the apps are still being loaded: nothing in this file
may import a model, or anything that does.
"""

from typing import Any

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.module_loading import import_string
from django.utils.text import slugify

#: The sections of the index in reading order, each with the models that stand in it.
SECTIONS: dict[str, tuple[str, ...]] = {
    "Negotiations": ("Process", "Event", "EventLink"),
    "What was said and offered": (
        "Statement",
        "Offer",
        "Term",
        "Response",
        "Agreement",
        "Commitment",
        "Fulfilment",
    ),
    "Contested points": ("Point", "Claim"),
    "People and parties": ("Party", "Person", "Tenure", "Membership", "Participation"),
    "Sources": ("Source", "Citation"),
    "Vocabulary": ("Issue", "Place"),
}
#: The last section: the users, the changesets and whatever else registers itself.
ADMINISTRATION = "Administration"


class ParleyAdminConfig(AdminConfig):
    """Django's admin with Parley's site."""

    default_site = "timeline.adminsite.ParleyAdminSite"


class ParleyAdminSite(admin.AdminSite):
    """The index lists the kinds by what a researcher does with them."""

    site_header = "Parley"
    site_title = "Parley"
    index_title = "Records"
    index_template = "admin/negotiations/index.html"

    def get_urls(self) -> list[URLResolver | URLPattern]:
        understand_date = import_string("negotiations.admin.understanding.understand_date")
        integrity = import_string("negotiations.admin.integrity.integrity_report")
        imports = import_string("negotiations.admin.importing.imports_page")
        releases = import_string("negotiations.admin.releasing.releases_page")
        own = [
            path("imports/", self.admin_view(imports), name="imports"),
            path("integrity/", self.admin_view(integrity), name="integrity"),
            path("releases/", self.admin_view(releases), name="releases"),
            path("understand-date/", self.admin_view(understand_date), name="understand_date"),
        ]
        return [*own, *super().get_urls()]

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        may_see = import_string("negotiations.admin.importing.may_see")
        may_release = import_string("negotiations.admin.releasing.may_release")
        seen = {"sees_imports": may_see(request), "sees_releases": may_release(request)}
        return super().index(request, seen | (extra_context or {}))

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        names = import_string("negotiations.admin.choosing.RecordNames")
        return names.as_view(admin_site=self)(request)

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        apps = super().get_app_list(request, app_label)
        models = {model["object_name"]: model for app in apps for model in app["models"]}
        found = {
            heading: [models.pop(name) for name in names if name in models]
            for heading, names in SECTIONS.items()
        }
        found[ADMINISTRATION] = list(models.values())
        return [section(heading, rows) for heading, rows in found.items() if rows]


def section(heading: str, models: list[dict[str, Any]]) -> dict[str, Any]:
    """A group of models in the form in which Django's templates expect an app."""
    label = slugify(heading)
    anchor = f"{label}-{models[0]['object_name'].lower()}"
    return {
        "name": heading,
        "app_label": label,
        "app_url": f"{reverse('admin:index')}#{anchor}",
        "has_module_perms": True,
        "models": models,
    }
