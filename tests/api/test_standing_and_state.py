"""Words that are worked out, not stored: filters say what the reports say of each record."""

import pytest

from negotiations.api import filters
from negotiations.choices import Standing, ThreadState
from negotiations.models import Point
from negotiations.reports.points import points_with_claims, standings_of
from tests.factories import make, publish

pytestmark = pytest.mark.django_db


def test_it_can_be_asked_together_with_other_filters(read):
    for slug in ("a", "b"):
        point = make("Point", slug=f"on-{slug}", event=publish(make("Event", slug=slug)))
        point.status = "published"
        point.save()
    found = read("points/?standing=open,agreed&event=a")["results"]
    assert [row["slug"] for row in found] == ["on-a"]


def test_of_too_many_records_it_is_not_worked_out(refused, monkeypatch):
    monkeypatch.setattr(filters, "MOST_WORKED_OUT", 2)
    event = publish(make("Event", slug="talks"))
    for _ in range(3):
        make("Point", event=event, status="published")
    fault = refused("points/?standing=open")["errors"][0]
    assert fault["parameter"] == "standing"
    assert "at most 2 records" in fault["detail"]


def test_a_telling_has_no_state_and_is_no_root(read):
    offer = publish(make("Offer", slug="package"))
    publish(make("Offer", slug="telling", variant_of=offer))
    for query, slugs in {
        "root=true": ["package"],
        "root=false": ["telling"],
        "state=open": ["package"],
    }.items():
        assert [row["slug"] for row in read(f"offers/?{query}")["results"]] == slugs


@pytest.mark.slow
@pytest.mark.usefixtures("us_dprk")
class TestRealData:
    def test_the_list_says_of_each_point_what_its_report_says(self, read):
        told = {
            report.point.slug: report.standing for report in points_with_claims(Point.objects.all())
        }
        rows = read("points/?page_size=500&fields=slug,standing")["results"]
        assert {row["slug"]: row["standing"] for row in rows} == told

    @pytest.mark.parametrize("standing", Standing.values)
    def test_the_filter_finds_the_points_that_stand_so(self, standing, read):
        rows = read("points/?page_size=500&fields=slug,standing")["results"]
        found = read(f"points/?page_size=500&fields=slug,standing&standing={standing}")["results"]
        assert found == [row for row in rows if row["standing"] == standing]

    def test_a_point_stood_otherwise_before(self, read):
        day = "as_known_on=2019-10-06"
        before, now = (
            {row["slug"] for row in read(f"points/?standing=contradicted&{clock}")["results"]}
            for clock in (day, "")
        )
        assert before != now

    @pytest.mark.parametrize("state", ThreadState.values)
    def test_the_filter_finds_the_offers_in_that_state(self, state, read):
        found = read(f"offers/?page_size=500&fields=slug&state={state}")["results"]
        for row in found[:3]:
            assert read(f"offers/{row['slug']}/thread/")["state"] == state

    def test_open_is_the_same_asked_either_way(self, read):
        assert read("offers/?state=open&fields=slug") == read("offers/?open=true&fields=slug")


@pytest.mark.usefixtures("us_dprk")
def test_it_takes_the_same_queries_for_few_and_for_many(django_assert_max_num_queries):
    keys = list(Point.objects.values_list("pk", flat=True))
    for some in (keys[:3], keys):
        with django_assert_max_num_queries(4):
            standings_of(some)
