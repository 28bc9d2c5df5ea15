"""The three doors: admin, API, public pages."""

from django.contrib import admin
from django.templatetags.static import static
from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/v1/", include("negotiations.api.urls")),
    path("favicon.ico", RedirectView.as_view(url=static("negotiations/icon.svg"))),
    path("", include("negotiations.web.urls")),
]
