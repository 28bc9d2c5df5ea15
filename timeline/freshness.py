"""Answers given without reading the record: 304 to who has them, and bytes kept from before.

One small query tells the version of the data; it moves with the public record, never with a draft.
Not here: what an answer depends on (asking.py), and where bytes are kept (kept.py).
"""

from collections.abc import Callable
from hashlib import blake2b

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified

from negotiations.reports.changes import data_version
from negotiations.reports.clocks import noted_days, today
from timeline.asking import NO_DAY, Asked, is_by_nobody
from timeline.kept import KeptPage, KeptPages
from timeline.refusals import API, READS, unavailable

MEGABYTE = 1_000_000


class Freshness:
    """Gives each answer under /api/ its validator, and each but once where it need not be read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.pages = KeptPages(settings.PAGE_CACHE_MEGABYTES * MEGABYTE)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in READS or not request.path_info.startswith(API):
            return self.get_response(request)
        if not is_by_nobody(request):
            return with_own_validator(self.get_response(request))
        try:
            asked = Asked.of(request, data_version())
        except (OperationalError, InterfaceError):
            return unavailable(request)
        day = today().isoformat()
        if etag := asked.held(request.headers.get("If-None-Match", ""), day):
            return HttpResponseNotModified(headers={"ETag": etag})
        page = self.pages.get(asked.address)
        if page and page.version == asked.version and page.day in (NO_DAY, day):
            return page.answer()
        return self.read(request, asked, day)

    def read(self, request: HttpRequest, asked: Asked, day: str) -> HttpResponseBase:
        with noted_days() as noted:
            response = self.get_response(request)
        if response.status_code != 200 or response.has_header("Cache-Control"):
            return response
        valid_on = day if noted else NO_DAY
        response.headers["ETag"] = asked.etag(record_version(response), valid_on)
        if isinstance(response, HttpResponse) and not response.cookies and request.method == "GET":
            kept = KeptPage(asked.version, valid_on, dict(response.items()), response.content)
            self.pages.keep(asked.address, kept)
        return response


def with_own_validator(response: HttpResponseBase) -> HttpResponseBase:
    """A record read by somebody who may see drafts: its version, then what was read in short."""
    version = record_version(response)
    if version is not None and isinstance(response, HttpResponse):
        digest = blake2b(response.content, digest_size=8).hexdigest()
        response.headers["ETag"] = f'"{version}-{digest}"'
    return response


def record_version(response: HttpResponseBase) -> int | None:
    """The version of the record that the answer is; none where it is a list or a report."""
    return getattr(response, "record_version", None)
