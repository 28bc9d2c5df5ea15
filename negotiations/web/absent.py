"""What stands in the place of a page that is not there: withdrawn, with the reason, or unknown."""

from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from negotiations.models import Record
from negotiations.reports.tombstones import Tombstone, tombstone_of

AnyRecord = TypeVar("AnyRecord", bound=Record)


class Absent(Http404):
    """There is no such record in the public record; a tombstone says that there was one."""

    def __init__(self, slug: str, tombstone: Tombstone | None) -> None:
        super().__init__(slug)
        self.slug = slug
        self.tombstone = tombstone


def record_or_absent(rows: QuerySet[AnyRecord], slug: str) -> AnyRecord:
    found = rows.filter(slug=slug).first()
    if found is None:
        raise Absent(slug, tombstone_of(rows.model, slug))
    return found


class AbsentPages:
    """Middleware: answers what is absent with the house's own page, also while debugging."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return absent(request, error) if isinstance(error, Absent) else None


def absent(request: HttpRequest, error: Absent) -> HttpResponse:
    if error.tombstone is None:
        return no_such_page(request)
    context = {"slug": error.slug, "tombstone": error.tombstone}
    return render(request, "negotiations/withdrawn.html", context, status=410)


def no_such_page(request: HttpRequest, address: str = "") -> HttpResponse:
    return render(request, "404.html", status=404)
