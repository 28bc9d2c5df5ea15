"""Nothing hidden shows: one public record, with and without hidden rows, answers alike to the byte.

The requests are made from what the API declares, so that a new filter, ordering or kind adds its
own.
"""

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client

from negotiations.api.facets import facet_names
from negotiations.api.filters import Named
from negotiations.api.ordering import orderings_of
from negotiations.api.parameters import Edtf, SearchWords, Slugs, TrueOrFalse, WholeNumber, WordsOf
from negotiations.api.urls import router
from negotiations.exchange.releasing import make_release
from negotiations.models import (
    KINDS,
    Citation,
    Claim,
    Event,
    Offer,
    Participation,
    Point,
    Process,
)
from tests.api.hidden import Hiding, Picks, remove_hidden
from timeline.middleware import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PAIRS = 520
SEED = 20191005
CLOCKS = ("as_known_on=2019-10-06", "as_recorded_at=2999-01-01T00:00:00Z")
FLAT = (
    "ledger",
    "keeping",
    "analytics/offers-by-year",
    "analytics/response-times",
    "analytics/divergence",
    "analytics/concessions",
    "analytics/meeting-gaps",
)
VIEWS = {views.model: (path, views) for path, views, _ in router.registry}


class Requests:
    """Addresses drawn from the declared kinds, filters, orderings and reports."""

    def __init__(self, hiding):
        self.picks = Picks(SEED)
        self.hiding = hiding
        self.public = {kind: [row.slug for row in rows] for kind, rows in hiding.public.items()}
        self.hidden = {kind: [row.slug for row in rows] for kind, rows in hiding.hidden.items()}

    def draw(self):
        always, sometimes = [], []
        for kind, (path, views) in VIEWS.items():
            always += [f"{path}/?page_size=7", *self.details(kind, path)]
            queries = [
                query
                for name, condition in views.filterset_class.base_filters.items()
                for query in self.asked(condition, name)
            ]
            ways = [f"{way}{name}" for name in orderings_of(kind) for way in ("", "-")]
            queries += [f"ordering={way}" for way in ways]
            names = facet_names(views.filterset_class)
            queries += [f"facets={name}" for name in self.picks.sample(names, 3)]
            sometimes += [f"{path}/?{query}&page_size=9" for query in queries]
            sometimes += [f"{path}/?{clock}&page_size=5" for clock in CLOCKS]
        always += [*self.reports(), "", "meta/"]
        left = self.picks.sample(sometimes, PAIRS - len(always))
        return [*always, *left]

    def details(self, kind, path):
        slugs = [*self.picks.sample(self.public[kind], 2), *self.some_hidden(kind)]
        slugs += [row.slug for row in self.hiding.tombstones if type(row) is kind]
        return [f"{path}/{slug}/" for slug in slugs]

    def reports(self):
        for kind, path, report in (
            (Event, "events", "side-by-side"),
            (Offer, "offers", "thread"),
            (Process, "processes", "chronology"),
        ):
            slugs = [*self.picks.sample(self.public[kind], 6), *self.some_hidden(kind)]
            yield from (f"{path}/{slug}/{report}/" for slug in slugs)
            yield from (f"{path}/{slug}/{report}.csv" for slug in slugs)
        for report in FLAT:
            yield from (f"{report}/", f"{report}.csv", f"{report}.parquet")
            yield from (f"{report}/?{clock}" for clock in CLOCKS)
        for kind in (Event, Offer, Citation, Claim, Participation, Point):
            yield from (f"{VIEWS[kind][0]}.{form}" for form in ("csv", "jsonl", "parquet"))
        forms = ("geojson", "ics", "atom", "timelinejs.json", "jsonld")
        for slug in (*self.picks.sample(self.public[Event], 4), *self.some_hidden(Event)):
            yield f"events/{slug}/?format=jsonld"
        yield from (f"events.{form}?party=dprk&date_from=2019" for form in forms)
        for query in ("q=talks", "q=sanction", *(f"q=talks&{clock}" for clock in CLOCKS)):
            yield f"search/?{query}"
        yield from ("changes/?page_size=20", "changes.csv", "changes.jsonl", "codebook/")
        yield from ("releases/", "releases/1.0.0/", "releases/1.0.0/events.csv")
        for query in ("issue=sanctions", "issue=nuclear&on=2019-03-15", "issue=talks&party=us"):
            yield f"positions/?{query}"
        for clock in CLOCKS:
            yield f"positions.csv?issue=sanctions&{clock}"
            yield f"events/stockholm-talks-2019-10-05/side-by-side/?{clock}"
            yield f"events/stockholm-talks-2019-10-05/?{clock}"
            yield f"offers/of-stockholm-package/thread/?{clock}"

    def some_hidden(self, kind):
        return self.picks.sample(self.hidden[kind], 2)

    def asked(self, condition, name):
        """Queries for one filter: with public values, and with those that only hidden rows have."""
        if name == "status":
            return ["status=draft"]
        field = condition.field
        if isinstance(condition, Named) and isinstance(field, Slugs):
            public = self.picks.sample(self.public[condition.kind], 2)
            hidden = self.some_hidden(condition.kind)
            return [f"{name}={value}" for value in (*public, *hidden, ",".join(public + hidden))]
        if isinstance(field, WordsOf):
            return [f"{name}={word}" for word in self.picks.sample(field.vocabulary.values, 2)]
        if isinstance(field, TrueOrFalse):
            return [f"{name}=true", f"{name}=false"]
        if isinstance(field, Edtf):
            return [f"{name}=2019-10", f"{name}=2019-10&date_mode=certain"]
        if isinstance(field, WholeNumber):
            return [f"{name}=0"]
        if isinstance(field, SearchWords):
            return [f"{name}=talks", f"{name}=sanction", f"{name}=good+discussions"]
        return [f"{name}=secret:{number}" for number in (1, 2)] if name == "external_id" else []


def answers(addresses):
    client = Client()
    return {address: answer(client.get(f"/api/v1/{address}")) for address in addresses}


def answer(response):
    head = sorted((name, value) for name, value in response.items())
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, head, body


def with_followers(found):
    """The second pages of the lists answered, so that cursors are tried too."""
    links = []
    for _, head, _ in found.values():
        for target in dict(head).get("Link", "").split(","):
            if 'rel="next"' in target:
                links.append(target.partition("<")[2].partition(">")[0].partition("/api/v1/")[2])
    return sorted(set(links))[:60]


@pytest.fixture(scope="module")
def hiding(us_dprk, data_home_apart):
    found = Hiding(Picks(SEED))
    found.run()
    make_release("1.0.0")
    return found


@pytest.fixture(scope="module")
def addresses(hiding):
    return Requests(hiding).draw()


def answers_without_hidden(hiding, addresses):
    with transaction.atomic():
        remove_hidden(apps, hiding.tombstones)
        found = answers(addresses)
        transaction.set_rollback(True)
    return found


def test_there_are_hidden_rows_of_every_kind(hiding):
    assert {kind.__name__ for kind in KINDS if hiding.hidden[kind]} == {k.__name__ for k in KINDS}
    assert len(hiding.tombstones) >= 10


def test_answers_are_the_same_with_and_without_hidden_rows(hiding, addresses):
    found = answers(addresses)
    followers = with_followers(found)
    found |= answers(followers)
    without = answers_without_hidden(hiding, [*addresses, *followers])
    assert len(found) >= PAIRS
    assert [address for address in found if found[address] != without[address]] == []
    statuses = {status for status, _, _ in found.values()}
    assert {200, 400, 404, 410} == statuses


def test_without_the_world_the_hidden_rows_are_found(hiding, addresses, monkeypatch):
    """The control: the same comparison must fail where the world is not entered."""
    monkeypatch.setattr(World, "read", lambda world, request, clocks: world.get_response(request))
    some = [address for address in addresses if not any(c in address for c in CLOCKS)][:60]
    found, without = answers(some), answers_without_hidden(hiding, some)
    assert len([address for address in some if found[address] != without[address]]) > 20
