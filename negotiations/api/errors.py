"""Every refusal of the API as a problem document (RFC 9457): what is wrong, where, what would do.

Never a stack, never SQL, never HTML. The errors that the views raise themselves stand here too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DataError, IntegrityError, OperationalError
from django.http import Http404, HttpRequest, JsonResponse
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from negotiations.models.refusals import refusal_of

MEDIA_TYPE = "application/problem+json"
ABOUT = "urn:parley:problem:"
RETRY_AFTER = 5
LONGEST_ECHO = 200
LONGEST_INSTANCE = 2_000
#: How alike two words must be, from 0 to 1, for one to be taken for the other mistyped.
ALIKE = 0.7
#: What other interfaces call what ours has.
CALLED_ELSEWHERE = {
    "limit": "page_size",
    "per_page": "page_size",
    "pagesize": "page_size",
    "page": "cursor",
    "offset": "cursor",
    "after": "cursor",
    "sort": "ordering",
    "sort_by": "ordering",
    "order_by": "ordering",
    "search": "q",
    "query": "q",
    "select": "fields",
    "columns": "fields",
    "exclude": "omit",
    "from": "date_from",
    "since": "date_from",
    "start": "date_from",
    "start_date": "date_from",
    "to": "date_to",
    "until": "date_to",
    "end": "date_to",
    "end_date": "date_to",
    "actor": "party",
    "country": "party",
    "type": "kind",
    "created": "created_at",
    "updated": "updated_at",
}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: at a parameter, or at a pointer into the body."""

    detail: str
    parameter: str | None = None
    pointer: str = ""
    value: Any = None
    nearest: str = ""

    def document(self) -> dict[str, Any]:
        named = self.parameter is not None
        place = {"parameter": self.parameter} if named else {"pointer": self.pointer}
        value = self.value[:LONGEST_ECHO] if isinstance(self.value, str) else self.value
        nearest = {"nearest": self.nearest} if self.nearest else {}
        return {**place, "detail": self.detail, "value": value, **nearest}


class Problem(exceptions.APIException):
    """A refusal that names its faults."""

    status_code = HTTPStatus.BAD_REQUEST
    kind = "bad-request"
    title = "Bad request"

    def __init__(self, detail: str, faults: Sequence[Fault] = (), **told: Any) -> None:
        super().__init__(detail)
        self.faults = faults
        self.told = told


class UnknownParameter(Problem):
    """A query parameter that this address does not have."""

    kind = "unknown-parameter"
    title = "Unknown query parameter"

    def __init__(self, unknown: Mapping[str, str], known: Sequence[str]) -> None:
        faults = [unknown_parameter(name, value, known) for name, value in unknown.items()]
        super().__init__(" ".join(fault.detail for fault in faults), faults)


class BadParameter(Problem):
    """A query parameter whose value cannot be read."""

    kind = "bad-parameter"
    title = "Bad query parameter"

    def __init__(self, faults: Sequence[Fault]) -> None:
        told = " ".join(f"{fault.parameter}: {fault.detail}" for fault in faults)
        super().__init__(told, faults)


class Withdrawn(Problem):
    """A record that was public and is no longer; says when it was withdrawn and why."""

    status_code = HTTPStatus.GONE
    kind = "withdrawn"
    title = "Withdrawn"

    def __init__(self, at: datetime, reason: str) -> None:
        told = f"This record was withdrawn on {at:%Y-%m-%d}."
        super().__init__(f"{told} {reason}".strip(), withdrawn_at=at.isoformat(), reason=reason)


class Unavailable(Problem):
    """The database is away, or a query took longer than it may."""

    status_code = HTTPStatus.SERVICE_UNAVAILABLE
    kind = "unavailable"
    title = "Not available now"


def unknown_parameter(name: str, value: str, known: Sequence[str]) -> Fault:
    close = nearest(name, known)
    hint = f" Did you mean {close}?" if close else ""
    shown = name[:LONGEST_ECHO]
    told = f"{shown or 'A parameter without a name'} is not a parameter here.{hint}"
    return Fault(told, shown, value=value, nearest=close)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that means the same elsewhere or looks most like it; empty where none does."""
    words = list(known)
    if (ours := CALLED_ELSEWHERE.get(word.lower())) in words:
        return str(ours)
    return next(iter(get_close_matches(word[:LONGEST_ECHO], words, n=1, cutoff=ALIKE)), "")


def problem(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """The REST framework's exception handler; None leaves what nobody foresaw to the server."""
    known = recognised(error)
    if known is None:
        return None
    set_rollback()
    document = document_of(known, context["request"])
    headers = {
        name: value
        for name, value in (
            ("WWW-Authenticate", getattr(known, "auth_header", None)),
            ("Retry-After", retry_after(known)),
        )
        if value is not None
    }
    return Response(document, known.status_code, headers=headers, content_type=MEDIA_TYPE)


def recognised(error: Exception) -> exceptions.APIException | None:
    if isinstance(error, exceptions.APIException):
        return error
    if isinstance(error, Http404):
        return exceptions.NotFound()
    if isinstance(error, PermissionDenied):
        return exceptions.PermissionDenied()
    if isinstance(error, IntegrityError):
        return refused(error)
    if isinstance(error, DataError):
        return Problem("The database cannot hold one of these values.")
    if isinstance(error, OperationalError):
        return Unavailable("The database is away or took too long; ask again in a moment.")
    return None


def refused(error: IntegrityError) -> Problem:
    """A rule of the database, in its own sentence and at its own field."""
    refusal = refusal_of(error)
    found = Problem(refusal.message, [Fault(refusal.message, pointer=f"/{refusal.field}")])
    found.status_code = HTTPStatus.CONFLICT
    found.kind, found.title = refusal.constraint or "database-rule", "Refused by the database"
    return found


def retry_after(error: exceptions.APIException) -> str | None:
    if isinstance(error, Unavailable):
        return str(RETRY_AFTER)
    wait = getattr(error, "wait", None)
    return None if wait is None else str(int(wait))


def document_of(error: exceptions.APIException, request: HttpRequest) -> dict[str, Any]:
    if isinstance(error, Problem):
        document = bare_document(error.status_code, str(error.detail), request)
        document |= {"type": ABOUT + error.kind, "title": error.title}
        faults = [fault.document() for fault in error.faults]
        return {**document, "errors": faults, **error.told}
    document = bare_document(error.status_code, "", request)
    if isinstance(error.detail, str):
        document["detail"] = str(error.detail)
        return document
    return document | {"errors": [fault.document() for fault in faults_in(error.detail)]}


def faults_in(detail: Any, pointer: str = "") -> list[Fault]:
    """The framework's nested messages, each with a pointer to its place in the body."""
    if isinstance(detail, Mapping):
        inner = ((f"{pointer}/{name}", found) for name, found in detail.items())
    elif any(isinstance(found, Mapping | list) for found in detail):
        inner = ((f"{pointer}/{place}", found) for place, found in enumerate(detail))
    else:
        return [Fault(str(message), pointer=pointer or "/") for message in detail]
    return [fault for place, found in inner if found for fault in faults_in(found, place)]


def bare_document(status: int, detail: str, request: HttpRequest) -> dict[str, Any]:
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": detail,
        "instance": request.get_full_path()[:LONGEST_INSTANCE],
    }


def problem_page(request: HttpRequest, error: exceptions.APIException) -> JsonResponse:
    """A problem that no view answers."""
    return JsonResponse(
        document_of(error, request), status=error.status_code, content_type=MEDIA_TYPE
    )


def problem_of_status(request: HttpRequest, status: int) -> JsonResponse:
    """A problem of which only the status is known."""
    document = bare_document(status, HTTPStatus(status).description, request)
    return JsonResponse(document, status=status, content_type=MEDIA_TYPE)
