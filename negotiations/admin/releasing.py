"""The page of releases: what there is, what changed since the last, and a button that makes one.

It does what the command does, by the same code (exchange/); here is only what the page shows.
"""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from negotiations.admin.permissions import may_here
from negotiations.exchange.failing import failure
from negotiations.exchange.proposing import proposed
from negotiations.exchange.releases import releases
from negotiations.exchange.releasing import ReleaseError, gives_parquet, make_release
from negotiations.roles import Permission


def may_release(request: HttpRequest) -> bool:
    return may_here(request, Permission.MAKE_RELEASE)


@require_http_methods(["GET", "POST"])
def releases_page(request: HttpRequest) -> HttpResponse:
    """For whoever may make releases. Making one takes seconds; the answer waits for it."""
    if not may_release(request):
        raise PermissionDenied
    told = released(request.POST.get("version", "")) if request.method == "POST" else {}
    context = {
        **admin.site.each_context(request),
        "title": "Releases",
        "releases": releases(),
        "proposal": proposed(),
        "gives_parquet": gives_parquet(),
        **told,
    }
    return TemplateResponse(request, "admin/negotiations/releases.html", context)


def released(version: str) -> dict[str, Any]:
    """What became of it, as the page shows it."""
    try:
        return {"made": make_release(version.strip())}
    except ReleaseError as error:
        return {"refusal": str(error)}
    except Error as error:
        return {"refusal": failure(error, "Nothing was released.")}
    except OSError as error:
        return {"refusal": f"The release cannot be written: {error}"}
