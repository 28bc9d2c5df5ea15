"""How much may be sent at once; what is more is refused before anybody reads it."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from negotiations.api.errors import Problem, problem_page
from timeline.refusals import API

#: Room for a filter with a hundred of the longest slugs, and a cursor.
LONGEST_ADDRESS = 16_000


class TooLong(Problem):
    """An address of more characters than are read."""

    status_code = HTTPStatus.REQUEST_URI_TOO_LONG
    kind = "address-too-long"
    title = "Address too long"

    def __init__(self) -> None:
        super().__init__(f"An address may have {LONGEST_ADDRESS:,} characters.")


class TooLarge(Problem):
    """A body of more bytes than are read."""

    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    kind = "body-too-large"
    title = "Body too large"

    def __init__(self, most: int) -> None:
        super().__init__(f"A body may have {most:,} bytes.")


class Limits:
    """Refuses on the API what is too long or too large. The admin's forms have Django's limits."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(API) and (refusal := passed(request)):
            return problem_page(request, refusal)
        return self.get_response(request)


def passed(request: HttpRequest) -> Problem | None:
    """The limit that the request passes."""
    if len(request.path_info) + len(request.META.get("QUERY_STRING", "")) > LONGEST_ADDRESS:
        return TooLong()
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    told = request.META.get("CONTENT_LENGTH") or "0"
    return TooLarge(most) if told.isdecimal() and int(told[:20]) > most else None
