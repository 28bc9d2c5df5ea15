"""Checks of agreements: commitments, and how they were kept."""

from datetime import date

from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from negotiations.choices import FulfilmentLevel
from negotiations.models import Agreement, Commitment, Fulfilment
from negotiations.models.tellings import TELLERS
from negotiations.reports.integrity.findings import (
    Finding,
    Weight,
    check,
    concerning,
    findings,
    live,
    named,
    same_or_none,
)
from negotiations.reports.integrity.times import before

KEPT = (FulfilmentLevel.MINIMAL, FulfilmentLevel.INTERMEDIATE, FulfilmentLevel.FULL)


@check(
    "kept-before-promised",
    Weight.DOUBTFUL,
    "Fulfilments earlier than the agreement or offer they fulfil",
    "Correct one of the dates; what was done before a promise is an event.",
)
def kept_before_promised(today: date) -> list[Finding]:
    told = "on {date}, promised on {promised}"
    return findings(
        *(
            concerning(
                live(Fulfilment)
                .filter(before("date", f"{path}__date"))
                .annotate(promised=F(f"{path}__date")),
                told,
                path,
            )
            for path in ("commitment__agreement", "term__offer")
        )
    )


@check(
    "kept-after-renounced",
    Weight.DOUBTFUL,
    "Promises kept again after they were renounced, without a new agreement",
    "What was declared void is not kept: was it only suspended? Else enter what renewed it.",
)
def kept_after_renounced(today: date) -> list[Finding]:
    rows = live(Fulfilment).filter(Exists(renounced_before()), level__in=KEPT)
    rows = rows.annotate(renounced=named(renounced_before(), "date_earliest", "slug"))
    return findings(concerning(rows, "level {level} on {date}", "renounced"))


def renounced_before() -> QuerySet[Fulfilment]:
    """Renunciations of the outer row's promise, by one teller, that nothing renewed until then."""
    renewals = live(Agreement).filter(
        Q(renews=OuterRef("commitment__agreement")) | Q(replaces=OuterRef("commitment__agreement")),
        date_latest__gte=OuterRef("date_earliest"),
        date_earliest__lte=OuterRef(OuterRef("date_latest")),
    )
    return live(Fulfilment).filter(
        ~Exists(renewals),
        same_or_none("commitment"),
        same_or_none("term"),
        *(same_or_none(teller) for teller in TELLERS),
        level=FulfilmentLevel.RENOUNCED,
        date_latest__lt=OuterRef("date_earliest"),
    )


@check(
    "agreement-without-commitments",
    Weight.INCOMPLETE,
    "Agreements without commitments",
    "Enter who undertook what, as far as the sources show the text.",
)
def agreement_without_commitments(today: date) -> list[Finding]:
    commitments = live(Commitment).filter(agreement=OuterRef("pk"))
    return findings(concerning(live(Agreement).filter(~Exists(commitments)), "{kind}"))


@check(
    "keeping-unknown",
    Weight.INCOMPLETE,
    "Agreements of which it is not recorded how they were kept",
    "Enter at least one dated fulfilment for each commitment, if a source tells.",
)
def keeping_unknown(today: date) -> list[Finding]:
    """A row for an agreement, not for each commitment; one side's telling of one is not asked."""
    kept = live(Fulfilment).filter(
        Q(commitment=OuterRef("pk")) | Q(commitment__variant_of=OuterRef("pk"))
    )
    own = live(Commitment).filter(agreement=OuterRef("pk"), variant_of__isnull=True)
    rows = live(Agreement).annotate(
        all=number_of(own), lacking=number_of(own.filter(~Exists(kept)))
    )
    told = "{lacking} of {all} commitments without a fulfilment"
    return findings(concerning(rows.filter(lacking__gt=0), told))


def number_of(rows: QuerySet[Commitment]) -> Coalesce:
    counted = rows.annotate(number=Func("pk", function="count")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
