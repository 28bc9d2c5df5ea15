"""Checks of offers, their tellings, their terms and the answers to them."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from negotiations.choices import Occurrence, OfferKind, Put, ResponseKind
from negotiations.models import Agreement, Offer, Response, Term
from negotiations.models.tellings import TELLERS
from negotiations.reports.integrity.findings import (
    Finding,
    Weight,
    check,
    concerning,
    findings,
    live,
    named,
    same,
    same_or_none,
)
from negotiations.reports.integrity.times import DATE_LINE, apart, before
from negotiations.reports.lists import rows_of_list

#: Moves that wait for nobody's answer.
NEED_NO_ANSWER = (OfferKind.UNILATERAL_STEP, OfferKind.JOINT_UNDERTAKING)


@check(
    "answer-before-offer",
    Weight.DOUBTFUL,
    "Answers earlier than their offer",
    "Correct one of the dates, or answer the offer that was there by then.",
)
def answer_before_offer(today: date) -> list[Finding]:
    rows = live(Response).filter(before("date", "offer__date", DATE_LINE))
    told = "{kind} on {date}, the offer was made on {offer__date}"
    return findings(concerning(rows, told, "offer"))


@check(
    "accepted-twice",
    Weight.DOUBTFUL,
    "Second acceptances of one offer by one party, and no withdrawal between",
    "Is it the same act entered twice? Else say which terms each accepts, or what undid the first.",
)
def accepted_twice(today: date) -> list[Finding]:
    rows = live(Response).filter(kind=ResponseKind.ACCEPTS)
    rows = rows.annotate(first=named(earlier_acceptances(), "date_earliest", "slug"))
    rows = rows.filter(Exists(earlier_acceptances()))
    return findings(concerning(rows, "accepts again on {date}", "first", "offer"))


def earlier_acceptances() -> QuerySet[Response]:
    """Acceptances by the same, of something in common, that nothing took back before the row's."""
    is_earlier = Q(date_earliest__lt=OuterRef("date_earliest")) | Q(
        date_earliest=OuterRef("date_earliest"), slug__lt=OuterRef("slug")
    )
    return live(Response).filter(
        is_earlier,
        in_common(),
        ~Exists(taken_back()),
        *(same_or_none(teller) for teller in TELLERS),
        **same("offer", "party", "kind"),
    )


def in_common() -> Q:
    """That the answer and the outer one are about some common term; without terms, about all."""
    terms = rows_of_list(Response, "terms").order_by()
    outer = terms.filter(response=OuterRef(OuterRef("pk")))
    own = terms.filter(response=OuterRef("pk"))
    of_outer = terms.filter(response=OuterRef(OuterRef(OuterRef("pk")))).values("term")
    return Q(~Exists(own) | ~Exists(outer) | Exists(own.filter(term__in=of_outer)))


def taken_back() -> QuerySet[Response]:
    """Withdrawals between the answer and the outer one, by the offer's side or the answerer's."""
    by_whom = Q(kind=ResponseKind.WITHDRAWS_OFFER) | Q(
        kind=ResponseKind.WITHDRAWS_ACCEPTANCE, party=OuterRef("party")
    )
    return live(Response).filter(
        by_whom,
        offer=OuterRef("offer"),
        date_latest__gte=OuterRef("date_earliest"),
        date_earliest__lte=OuterRef(OuterRef("date_latest")),
    )


@check(
    "telling-outside-offer",
    Weight.DOUBTFUL,
    "Tellings with another date than the offer they tell of",
    "A telling bears the date of the offer as told, not of the telling: correct it, or see whether "
    "it tells of another offer; if the sides differ on the day, that is a point.",
)
def telling_outside_offer(today: date) -> list[Finding]:
    rows = live(Offer).filter(apart("date", "variant_of__date"))
    told = "made on {date} as told, the offer on {variant_of__date}"
    return findings(concerning(rows, told, "variant_of"))


@check(
    "telling-tells-nothing",
    Weight.INCOMPLETE,
    "Tellings that tell nothing",
    "Enter the terms as told, or at least a summary; one teller alone needs no root beside him.",
)
def telling_tells_nothing(today: date) -> list[Finding]:
    rows = live(Offer).filter(~has_terms(), variant_of__isnull=False, summary="", conditions="")
    return findings(concerning(rows, "no terms, no summary", "variant_of"))


@check(
    "offer-without-terms",
    Weight.INCOMPLETE,
    "Offers without terms",
    "Enter what was offered or asked, at the offer or at its tellings.",
)
def offer_without_terms(today: date) -> list[Finding]:
    """An invitation needs none: what it asks is the meeting it proposes."""
    told_terms = live(Term).filter(offer__variant_of=OuterRef("pk"))
    rows = live(Offer).filter(~has_terms(), ~Exists(told_terms))
    rows = rows.filter(variant_of__isnull=True, proposes__isnull=True)
    return findings(concerning(rows, "{kind}, no terms"))


def has_terms() -> Exists:
    return Exists(live(Term).filter(offer=OuterRef("pk")))


@check(
    "unanswered-offer",
    Weight.INCOMPLETE,
    "Offers that were put and found no answer",
    "Enter the answer; no_reply where a source says that none came; or when it ran out.",
)
def unanswered_offer(today: date) -> list[Finding]:
    """What met an offer is an answer: words, another offer, an agreement, its revision."""
    replies = (
        live(Response).filter(offer=OuterRef("pk")),
        live(Response).filter(offer__variant_of=OuterRef("pk")),
        live(Offer).filter(in_reply_to=OuterRef("pk")),
        live(Offer).filter(revises=OuterRef("pk")),
        rows_of_list(Agreement, "offers").filter(offer=OuterRef("pk")),
    )
    rows = live(Offer).filter(*(~Exists(reply) for reply in replies))
    rows = rows.filter(~Q(expires_latest__lt=today), put=Put.PUT, variant_of__isnull=True)
    rows = rows.exclude(kind__in=NEED_NO_ANSWER).exclude(proposes__occurrence=Occurrence.LAPSED)
    return findings(concerning(rows, "{kind} of {date}"))
