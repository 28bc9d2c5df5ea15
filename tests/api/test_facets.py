"""Facets: each count is what the list counts when that word is asked for as well."""

import pytest

from negotiations.api.facets import YEAR, facet_names
from negotiations.api.filters import EDITORS_ONLY
from negotiations.api.urls import router
from negotiations.reports import facets
from tests.factories import make, publish

pytestmark = pytest.mark.django_db

FACETS = {
    path: [name for name in facet_names(views.filterset_class) if name not in EDITORS_ONLY]
    for path, views, _ in router.registry
}


def words(read, query, name):
    found = read(f"{query}&facets={name}")["facets"][name]
    return {word["word"]: word["count"] for word in found["words"]}


def test_a_record_with_several_words_is_counted_to_each(read):
    us, dprk = (make("Party", slug=slug, status="published") for slug in ("us", "dprk"))
    for slug, parties in {"a": (us, dprk), "b": (us,), "c": ()}.items():
        event = publish(make("Event", slug=slug))
        for party in parties:
            make("Participation", event=event, party=party, status="published")
    found = read("events/?facets=party")["facets"]["party"]
    assert words(read, "events/?", "party") == {"us": 2, "dprk": 1}
    assert found["words"][0] == {"word": "us", "label": "Sweden", "count": 2}
    assert (found["without"], found["more"], found["exact"]) == (1, False, True)


def test_what_is_within_counts_to_what_it_is_within(read):
    state = make("Party", slug="us", status="published")
    ministry = make("Party", slug="us-state", parent=state, status="published")
    for party in (state, ministry, ministry):
        publish(make("Statement", party=party))
    assert words(read, "statements/?", "party") == {"us": 3, "us-state": 2}
    assert words(read, "statements/?", "party__exact") == {"us-state": 2, "us": 1}


def test_facets_count_what_the_filters_leave(read):
    publish(make("Event", kind="talks", date="2019-10-05"))
    publish(make("Event", kind="summit", date="2018"))
    publish(make("Event", kind="summit", date="../2018"))
    assert words(read, "events/?", "kind") == {"summit": 2, "talks": 1}
    assert words(read, "events/?date_from=2019", "kind") == {"talks": 1}
    assert words(read, "events/?", "year") == {"2018": 1, "2019": 1}
    assert words(read, "events/?", "contested") == {"false": 3}


def test_without_facets_asked_the_answer_has_none(read):
    assert "facets" not in read("events/")


@pytest.mark.parametrize(
    ("path", "names"),
    [("events", "kinds"), ("events", "q"), ("events", "status"), ("places", "year")],
)
def test_a_facet_that_a_list_does_not_have_is_refused(path, names, refused):
    fault = refused(f"{path}/?facets={names}")["errors"][0]
    assert fault["parameter"] == "facets"
    assert fault.get("nearest") == {"kinds": "kind"}.get(names)


def test_at_most_ten_facets_are_counted_at_once(refused):
    names = ",".join(FACETS["statements"][:11])
    assert "At most 10 facets" in refused(f"statements/?facets={names}")["detail"]


def test_what_was_not_counted_is_told(read, monkeypatch):
    for number in range(3):
        publish(make("Event", slug=f"e-{number}", external_ids=[], kind="talks"))
    monkeypatch.setattr(facets, "MOST_COUNTED", 1)
    assert read("events/?facets=kind")["facets"]["kind"]["exact"] is False


@pytest.mark.slow
@pytest.mark.usefixtures("us_dprk")
class TestRealData:
    @pytest.mark.parametrize("path", sorted(FACETS))
    def test_each_count_is_that_of_the_list(self, path, read):
        names = FACETS[path]
        total = read(f"{path}/?page_size=1")["count"]
        for some in (names[start : start + 10] for start in range(0, len(names), 10)):
            found = read(f"{path}/?page_size=1&facets={','.join(some)}")["facets"]
            assert list(found) == some
            for name in some:
                self.check(path, name, found[name], total, read)

    def check(self, path, name, facet, total, read):
        assert facet["without"] <= total
        for word in facet["words"][:1] + facet["words"][-1:]:
            query = f"{name}={word['word']}"
            if name == YEAR:
                query = f"date_from={word['word']}&date_to={word['word']}"
            counted = read(f"{path}/?page_size=1&fields=slug&{query}")["count"]
            if name == YEAR:
                assert word["count"] <= counted <= total
            elif "," not in word["word"]:
                assert word["count"] == counted <= total, (name, word)

    def test_facets_take_one_query_more(self, read, django_assert_max_num_queries):
        with django_assert_max_num_queries(20):
            read("events/?page_size=1&fields=slug&facets=kind,party,year,issue,contested")
