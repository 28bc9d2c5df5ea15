"""Refusals that no view answers: on the API as problems, elsewhere as a plain sentence."""

from django.http import HttpRequest, HttpResponse

from negotiations.api.errors import RETRY_AFTER, Unavailable, problem_page

API = "/api/"
READS = ("GET", "HEAD")
AWAY = "The database is away or took too long; ask again in a moment."


def unavailable(request: HttpRequest) -> HttpResponse:
    if request.path_info.startswith(API):
        response: HttpResponse = problem_page(request, Unavailable(AWAY))
    else:
        response = HttpResponse(AWAY, status=503, content_type="text/plain")
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response
