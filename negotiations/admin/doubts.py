"""What is doubtful about answers that were just saved: told at once, refused never.

The checks are those of the integrity report (reports/integrity/); here they are asked about few
records, and one more with them: who answers his own offer.
"""

from collections.abc import Iterable

from django.contrib import messages
from django.db.models import F, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from negotiations.choices import ResponseKind, Status
from negotiations.models import Offer, Record, Response
from negotiations.reports.integrity.catalogue import CHECKS_BY_CODE
from negotiations.reports.integrity.findings import Finding
from negotiations.reports.integrity.report import integrity

#: The checks that are asked once an offer or an answer to one was saved.
ASKED = ("answer-before-offer", "accepted-twice")
#: What a proposer may well say of his own offer.
OWN_WORDS = (
    ResponseKind.WITHDRAWS_OFFER,
    ResponseKind.DENIES_OFFER,
    ResponseKind.DISPUTES_ACCOUNT,
)
DOUBTFUL = 'Saved, but doubtful: <a href="{}">{}</a>: {}. {}'
IN_REPORT = ' The <a href="{}">integrity report</a> says how a row that is sound is explained.'


def tell_doubts(request: HttpRequest, saved: Iterable[Record]) -> None:
    keys = {(type(record), record.pk) for record in saved}
    if not any(issubclass(kind, (Offer, Response)) for kind, _ in keys):
        return
    for answer in own_answers(keys):
        told = f"{answer.party} answers an offer of its own"
        advice = "Is it another's answer, or does it withdraw the offer?"
        messages.warning(request, format_html(DOUBTFUL, page_of(answer), answer, told, advice))
    for result in integrity([CHECKS_BY_CODE[code] for code in ASKED]):
        for row in result.rows:
            if keys & set(named_in(row)):
                tell(request, row, result.check.code, result.check.advice)


def tell(request: HttpRequest, row: Finding, code: str, advice: str) -> None:
    report = f"{reverse('admin:integrity')}?check={code}"
    told = format_html(DOUBTFUL + IN_REPORT, row.address, row.slug, row.told, advice, report)
    messages.warning(request, told)


def own_answers(keys: set[tuple[type[Record], int]]) -> Iterable[Response]:
    """Answers by a proposer of the offer; what was undertaken jointly each side may accept."""
    answers = {key for kind, key in keys if kind is Response}
    offers = {key for kind, key in keys if kind is Offer}
    rows = Response.objects.filter(Q(pk__in=answers) | Q(offer__in=offers))
    rows = rows.filter(offer__proposers=F("party"), offer__is_joint=False)
    return rows.exclude(kind__in=OWN_WORDS).exclude(status=Status.WITHDRAWN).select_related("party")


def named_in(row: Finding) -> Iterable[tuple[type[Record], int]]:
    kinds: dict[str, type[Record]] = {"offer": Offer, "response": Response}
    for kind, key in ((row.kind, row.pk), *((other.kind, other.pk) for other in row.beside)):
        if kind in kinds:
            yield kinds[kind], key


def page_of(answer: Response) -> str:
    return reverse("admin:negotiations_response_change", args=[answer.pk])
