"""The addresses under /api/v1/."""

from django.urls import URLPattern, include, path, register_converter
from rest_framework.routers import SimpleRouter

from negotiations.api.agreements import AgreementViews, CommitmentViews, FulfilmentViews
from negotiations.api.analytics import (
    ConcessionsViews,
    DivergenceViews,
    MeetingGapsViews,
    OffersByYearViews,
    ResponseTimesViews,
)
from negotiations.api.changes import ChangesView
from negotiations.api.chronology import ChronologyViews
from negotiations.api.citations import CitationViews
from negotiations.api.events import EventLinkViews, EventViews
from negotiations.api.issues import IssueViews
from negotiations.api.keeping import KeepingViews
from negotiations.api.ledger import LedgerViews
from negotiations.api.meta import CodebookView, DocsView, MetaView, RootView, SchemaView
from negotiations.api.offers import OfferViews, TermViews
from negotiations.api.participation import ParticipationViews
from negotiations.api.parties import PartyViews
from negotiations.api.people import PersonViews, TenureViews
from negotiations.api.places import PlaceViews
from negotiations.api.points import ClaimViews, PointViews
from negotiations.api.positions import PositionViews
from negotiations.api.processes import MembershipViews, ProcessViews
from negotiations.api.releases import ReleasedFileView, ReleasesView, ReleaseView
from negotiations.api.responses import ResponseViews
from negotiations.api.search import SearchViews
from negotiations.api.side_by_side import SideBySideViews
from negotiations.api.snapshots import SnapshotRowsView, SnapshotsView, SnapshotView
from negotiations.api.sources import SourceViews
from negotiations.api.statements import StatementViews
from negotiations.api.threads import ThreadViews
from negotiations.api.views import Reading

app_name = "api"

READ = {"get": "retrieve"}
SLUG = "<slug:slug>"


class Form:
    """What an address can end with: `csv`, `timelinejs.json`."""

    regex = "[a-z][a-z.]*"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Form, "form")


def with_forms(
    address: str, views: type[Reading], name: str, action: str = "retrieve"
) -> list[URLPattern]:
    """The address of a report, and the same with a form at its end: `ledger/`, `ledger.csv`."""
    view = views.as_view({"get": action})
    return [path(f"{address}/", view, name=name), in_a_form(address, views, name, action)]


def in_a_form(address: str, views: type[Reading], name: str, action: str) -> URLPattern:
    return path(f"{address}.<form:format>", views.as_view({"get": action}), name=f"{name}-as")


router = SimpleRouter()
for folder, views in {
    "sources": SourceViews,
    "places": PlaceViews,
    "parties": PartyViews,
    "people": PersonViews,
    "tenures": TenureViews,
    "issues": IssueViews,
    "processes": ProcessViews,
    "memberships": MembershipViews,
    "events": EventViews,
    "event-links": EventLinkViews,
    "participations": ParticipationViews,
    "statements": StatementViews,
    "points": PointViews,
    "claims": ClaimViews,
    "offers": OfferViews,
    "terms": TermViews,
    "responses": ResponseViews,
    "agreements": AgreementViews,
    "commitments": CommitmentViews,
    "fulfilments": FulfilmentViews,
    "citations": CitationViews,
}.items():
    router.register(folder, views, basename=folder)

urlpatterns = [
    path("", RootView.as_view(), name="root"),
    path("codebook/", CodebookView.as_view(), name="codebook"),
    path("meta/", MetaView.as_view(), name="meta"),
    path("changes/", ChangesView.as_view(), name="changes"),
    path("changes.<form:format>", ChangesView.as_view(), name="changes-as"),
    path("releases/", ReleasesView.as_view(), name="releases"),
    path("releases/<str:version>/", ReleaseView.as_view(), name="release"),
    path("releases/<str:version>/<str:file>", ReleasedFileView.as_view(), name="release-file"),
    path("snapshots/", SnapshotsView.as_view(), name="snapshots"),
    path("snapshots/<str:id>/", SnapshotView.as_view(), name="snapshot"),
    path("snapshots/<str:id>/rows.<str:form>", SnapshotRowsView.as_view(), name="snapshot-rows"),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", DocsView.as_view(), name="docs"),
    *with_forms(f"processes/{SLUG}/chronology", ChronologyViews, "chronology"),
    *with_forms(f"events/{SLUG}/side-by-side", SideBySideViews, "side-by-side"),
    *with_forms(f"offers/{SLUG}/thread", ThreadViews, "thread"),
    *with_forms("ledger", LedgerViews, "ledger", "list"),
    *with_forms("keeping", KeepingViews, "keeping"),
    *with_forms("positions", PositionViews, "positions"),
    *with_forms("analytics/offers-by-year", OffersByYearViews, "offers-by-year"),
    *with_forms("search", SearchViews, "search"),
    *with_forms("analytics/response-times", ResponseTimesViews, "response-times"),
    *with_forms("analytics/divergence", DivergenceViews, "divergence"),
    *with_forms("analytics/concessions", ConcessionsViews, "concessions"),
    *with_forms("analytics/meeting-gaps", MeetingGapsViews, "meeting-gaps"),
    *(in_a_form(folder, views, f"{folder}-list", "list") for folder, views, _ in router.registry),
    path("", include(router.urls)),
]
