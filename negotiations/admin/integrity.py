"""The integrity report as a page: doubtful rows by check, each with the way to its form.

What is asked of the records stands in reports/integrity/; who wired the page up is the site.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.http import urlencode

from negotiations.admin.permissions import may_here
from negotiations.models import KINDS
from negotiations.reports.integrity.catalogue import CHECKS, CHECKS_BY_CODE
from negotiations.reports.integrity.findings import Check, Finding
from negotiations.reports.integrity.report import Explained, Result, integrity
from negotiations.roles import Permission

#: Rows of one check that a page of all checks shows; asked for the check alone, it shows all.
MOST_SHOWN = 50
#: Each kind as a finding writes it, with its name in words.
KIND_NAMES = {str(kind._meta.verbose_name).replace(" ", "_"): kind for kind in KINDS}


@dataclass(frozen=True)
class Section:
    """What one check found, as the page shows it."""

    check: Check
    rows: Sequence[Finding]
    unshown: int
    count: int
    explained: Sequence[Explained]
    #: Shows this check alone.
    link: str


def integrity_report(request: HttpRequest) -> HttpResponse:
    """One query for each check that is asked, whatever they find."""
    if not may_here(request, Permission.SEE_DRAFTS):
        raise PermissionDenied
    code = known(request, "check", CHECKS_BY_CODE)
    kind = known(request, "kind", KIND_NAMES)
    results = integrity([CHECKS_BY_CODE[code]] if code else CHECKS)
    if kind:
        results = [result.of_kind(kind) for result in results]
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": "Integrity report",
        "sections": [section(result, code, kind) for result in results if found(result)],
        "sound": [result.check for result in results if not found(result)],
        "checks": CHECKS,
        "kinds": [(name, model._meta.verbose_name) for name, model in KIND_NAMES.items()],
        "chosen_check": code,
        "chosen_kind": kind,
    }
    return TemplateResponse(request, "admin/negotiations/integrity.html", context)


def known(request: HttpRequest, name: str, words: Any) -> str:
    """The word chosen in the address; one that is none of the words chooses nothing."""
    word = request.GET.get(name, "")
    return word if word in words else ""


def found(result: Result) -> bool:
    return bool(result.rows or result.explained)


def section(result: Result, code: str, kind: str) -> Section:
    shown = result.rows if code else result.rows[:MOST_SHOWN]
    return Section(
        check=result.check,
        rows=shown,
        unshown=len(result.rows) - len(shown),
        count=len(result.rows),
        explained=result.explained,
        link=f"?{urlencode({'check': result.check.code, **({'kind': kind} if kind else {})})}",
    )
