"""How many queries an answer takes: a fixed number, whatever it holds."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from negotiations.api.events import EventSerializer
from negotiations.api.reading import Compiled
from negotiations.api.urls import router
from negotiations.models import Event, Offer
from tests.factories import make, publish

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("us_dprk")]

#: Within a transaction of a test, entering and leaving the world and a planner setting take two
#: statements each. Without one, they travel in the message that asks.
WORLD = 4
#: The version of the data is asked for first.
FRESHNESS = 1
PATHS = [path for path, _, _ in router.registry]


def queries(get, path):
    with CaptureQueriesContext(connection) as captured:
        response = get(path)
    assert response.status_code == 200, response.content
    return len(captured) - FRESHNESS


@pytest.mark.parametrize("path", PATHS)
def test_a_list_takes_one_query_whatever_its_size(path, get):
    counted = {queries(get, f"{path}/?page_size={size}") for size in (5, 20, 200)}
    assert counted == {WORLD + 1}


@pytest.mark.parametrize(
    "path",
    [
        "parties/us/",
        "statements/st-ortagus-2019-10-05-1/",
        "points/stockholm-outcome/",
        "agreements/agreed-framework-1994/",
        "offers/of-stockholm-package/",
        "events/stockholm-talks-2019-10-05/",
        "processes/us-dprk-summitry/chronology/",
    ],
)
def test_a_detail_or_a_chronology_takes_one_query(path, get):
    assert queries(get, path) == WORLD + 1


@pytest.mark.parametrize(
    ("path", "most"),
    [
        # Reports read keys before rows (docs/decisions/0010): a query more each time.
        ("events/stockholm-talks-2019-10-05/side-by-side/", 12),
        ("offers/of-stockholm-package/thread/", 13),
        ("ledger/?page_size=20", 13),
        ("ledger.csv", 1),
        ("analytics/offers-by-year/", 1),
        ("analytics/response-times/", 1),
        ("analytics/divergence/", 3),
        ("analytics/concessions/", 3),
        ("analytics/concessions/?issue=sanctions", 5),
        ("analytics/meeting-gaps/", 2),
        ("processes/us-dprk-summitry/chronology.csv", 4),
        ("events/stockholm-talks-2019-10-05/side-by-side.csv", 11),
        ("offers/of-stockholm-package/thread.csv", 15),
        ("keeping.csv", 6),
        ("positions/?issue=sanctions", 2),
        ("positions/?issue=sanctions&party=us&on=2019-03-15", 2),
        ("meta/", 5),
        ("", 0),
    ],
)
def test_a_report_takes_no_more_than_this(path, most, get):
    assert queries(get, path) - WORLD <= most


def test_an_event_with_twice_as_much_takes_no_more(get):
    def grown(slug, times):
        event = publish(make("Event", slug=slug))
        party = make("Party", status="published")
        for _ in range(times):
            said = publish(make("Statement", party=party, said_at=event))
            said.events.add(event)
            made = publish(make("Offer", event=event))
            make("Term", offer=made, status="published")
            publish(make("Offer", variant_of=made, event=event))
            make("Response", offer=made, party=party, status="published")
            point = make("Point", event=event, status="published")
            publish(make("Claim", point=point, party=party, statement=said))
            make("Participation", event=event, party=make("Party", status="published"),
                 status="published")  # fmt: skip
        return slug

    for report in ("", "side-by-side/"):
        few, many = (
            queries(get, f"events/{grown(f'grown-{times}{report[:1]}', times)}/{report}")
            for times in (2, 6)
        )
        assert few == many


def test_filters_add_no_queries_but_one_for_all_slugs(get):
    bare = queries(get, "events/?page_size=5&fields=slug")
    filtered = queries(get, "events/?page_size=5&fields=slug&contested=false&date_from=2018&q=the")
    named = queries(
        get,
        "events/?page_size=5&fields=slug&party=us&party__all=us,dprk&process=us-dprk-summitry",
    )
    assert filtered == bare
    assert named == bare + 1


def test_what_is_not_shown_is_not_read():
    whole, short = (
        Compiled.of(EventSerializer, chosen).page().sql
        for chosen in (None, frozenset({"slug", "title"}))
    )
    assert "negotiations_participation" in whole
    assert "negotiations_participation" not in short


def test_there_are_rows_to_count():
    assert Event.objects.count() > 200
    assert Offer.objects.count() > 50
