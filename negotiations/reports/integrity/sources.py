"""Checks of sources and citations: what holds a record up, and whether it will last."""

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from negotiations.choices import Carrier, CitationStance, Status
from negotiations.models import Agreement, Citation, Claim, Event, Offer, Source, Statement
from negotiations.reports.integrity.findings import (
    Finding,
    Part,
    Weight,
    check,
    concerning,
    findings,
    live,
)

#: The kinds that need a citation of their own, each with the key by which one is for it.
CITED = (
    (Event, "event"),
    (Statement, "statement"),
    (Claim, "claim"),
    (Offer, "offer"),
    (Agreement, "agreement"),
)


@check(
    "cites-hidden-source",
    Weight.DOUBTFUL,
    "Published citations of sources that are not published",
    "Readers see a footnote without its source: publish the source, or withdraw the citation.",
)
def cites_hidden_source(today: date) -> list[Finding]:
    rows = live(Citation).filter(status=Status.PUBLISHED).exclude(source__status=Status.PUBLISHED)
    return findings(concerning(rows, "source is {source__status}", "source"))


@check(
    "only-unseen-sources",
    Weight.INCOMPLETE,
    "Records held up only by sources that nobody saw",
    "Read one of the sources, or cite one that was read.",
)
def only_unseen_sources(today: date) -> list[Finding]:
    return only_by(Q(source__carrier=Carrier.NOT_SEEN), "every source is not_seen")


@check(
    "only-undated-sources",
    Weight.INCOMPLETE,
    "Records held up only by sources without a date",
    "What only undated sources tell is unknown on every day asked about: date one of them.",
)
def only_undated_sources(today: date) -> list[Finding]:
    return only_by(Q(source__published_on=""), "no source has a date")


def only_by(poor: Q, told: str) -> list[Finding]:
    """Records with citations in support, all of which are poor."""
    return findings(*(held_up(live(model), key, poor, told) for model, key in CITED))


def held_up(rows: QuerySet[Event], key: str, poor: Q, told: str) -> Part:
    support = live(Citation).filter(**{key: OuterRef("pk")})
    support = support.exclude(stance=CitationStance.CONTRADICTS)
    return concerning(rows.filter(Exists(support), ~Exists(support.exclude(poor))), told)


@check(
    "no-archived-copy",
    Weight.INCOMPLETE,
    "Sources on the web without an archived copy",
    "Addresses die: archive the pages and enter the address of the copy, best with its hash.",
)
def no_archived_copy(today: date) -> list[Finding]:
    """One row for all: as rows of their own they would bury the rest."""
    on_the_web = live(Source).exclude(url="")
    lacking = Q(archive_url="")
    counted = on_the_web.aggregate(all=Count("pk"), lacking=Count("pk", filter=lacking))
    if not counted["lacking"]:
        return []
    told = "{lacking} of {all} sources with an address have no archived copy".format(**counted)
    return [
        Finding(
            kind="source",
            pk=0,
            slug="",
            label="",
            date="",
            told=told,
            lookup={"archive_url__exact": ""},
        )
    ]
