"""How a request reads: in which world, and what every answer of the API carries beside its body.

Not here: what a world shows (negotiations/worlds), what the views answer, the shape of a problem
(negotiations/api/errors.py), validators and kept answers (freshness.py).
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers

from negotiations.api.errors import (
    MEDIA_TYPE,
    BadParameter,
    Fault,
    problem_of_status,
    problem_page,
)
from negotiations.models import Source
from negotiations.reports.clocks import ClockError, Clocks
from negotiations.worlds.reading import public_record
from timeline.refusals import API, READS, unavailable

UNDATED_SOURCES = "Parley-Undated-Sources"
#: What a script of another site may read of an answer.
EXPOSED = ("ETag", "Link", "Retry-After", UNDATED_SOURCES)
#: What a problem keeps of the answer it replaces.
KEPT = ("Allow", "Retry-After", "WWW-Authenticate")

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class Reading(HttpRequest):
    """What a request that reads the record is told on its way."""

    clocks: Clocks
    #: Whether it reads the tables themselves, drafts included.
    sees_drafts: bool


class World:
    """Lets every reading but the editors' read in the public record, by the clocks it asks for.

    The innermost middleware: who asks is known by now, and whatever is read from here on is the
    record. The admin and whatever writes read the tables themselves.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Reading) -> HttpResponseBase:
        if request.method not in READS or is_outside_the_record(request.path_info):
            return self.get_response(request)
        try:
            request.clocks = Clocks.read(request.GET)
        except ClockError as error:
            return refusal_of_clock(request, error)
        request.sees_drafts = sees_drafts(request.user) and not request.clocks.are_set
        if request.sees_drafts:
            return self.get_response(request)
        try:
            return self.read(request, request.clocks)
        except OperationalError:
            return unavailable(request)

    def read(self, request: HttpRequest, clocks: Clocks) -> HttpResponseBase:
        undated = undated_sources(clocks) if clocks.known_on else None
        with public_record(
            known_on=clocks.known_on,
            recorded_at=clocks.recorded_at,
            seconds=settings.STATEMENT_SECONDS,
            at_first_query=True,
        ):
            response = self.get_response(request)
        if undated is not None:
            response.headers[UNDATED_SOURCES] = str(undated)
        return response


def is_outside_the_record(path: str) -> bool:
    return path.startswith(("/admin/", f"/{settings.STATIC_URL.strip('/')}/"))


def sees_drafts(user: AbstractBaseUser | AnonymousUser) -> bool:
    return bool(user.is_active and getattr(user, "is_staff", False))


def undated_sources(clocks: Clocks) -> int:
    """How many sources are left out of what was known: nobody knows since when they are public."""
    with public_record(recorded_at=clocks.recorded_at):
        return Source.objects.filter(published_on="").count()


def refusal_of_clock(request: HttpRequest, error: ClockError) -> HttpResponse:
    if not request.path_info.startswith(API):
        return HttpResponse(f"{error.parameter}: {error}", status=400, content_type="text/plain")
    return problem_page(
        request, BadParameter([Fault(str(error), error.parameter, value=error.value)])
    )


class ApiAnswers:
    """What every answer under /api/ carries: who may keep and read it, a problem if it fails.

    The outermost middleware, so that also what never reached a view is answered as a problem.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(API):
            return self.get_response(request)
        if is_preflight(request):
            return with_cors(HttpResponse(status=204), request)
        response = self.get_response(request)
        if response.status_code >= 400 and response.headers.get("Content-Type") != MEDIA_TYPE:
            response = as_problem(request, response)
        return with_cors(with_cache_rules(response, request), request)


def as_problem(request: HttpRequest, response: HttpResponseBase) -> HttpResponse:
    """A problem in place of an error that no view of the API answered."""
    found = problem_of_status(request, response.status_code)
    for name in KEPT:
        if name in response.headers:
            found.headers[name] = response.headers[name]
    return found


def with_cache_rules(response: HttpResponseBase, request: HttpRequest) -> HttpResponseBase:
    """Anybody may keep what anybody may read, if they ask each time whether it still holds."""
    user = getattr(request, "user", None)
    is_known = "Authorization" in request.headers or (user is not None and user.is_authenticated)
    if is_known:
        response.headers["Cache-Control"] = "private, no-store"
    else:
        response.headers.setdefault("Cache-Control", "public, max-age=0, must-revalidate")
    patch_vary_headers(response, ("Accept", "Authorization", "Cookie"))
    return response


def is_preflight(request: HttpRequest) -> bool:
    return request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers


def with_cors(response: HttpResponseBase, request: HttpRequest) -> HttpResponseBase:
    """Pages of other sites may read, as anybody; they may not write, nor read as somebody."""
    if request.method in (*READS, "OPTIONS"):
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = ", ".join(EXPOSED)
    if is_preflight(request):
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
        response.headers["Access-Control-Max-Age"] = "86400"
    return response
