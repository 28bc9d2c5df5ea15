"""Questions that people ask of the real data set, and what must stand first."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("us_dprk")]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Stockholm", ("place", "stockholm")),
        ("김정은", ("person", "kim-jong-un")),
        ("Choe Son Hui", ("person", "choe-son-hui")),
        ("Chŏe Sŏn-hŭi", ("person", "choe-son-hui")),
        ("Kim Yo-jong", ("person", "kim-yo-jong")),
        ("KIM YO JON", ("person", "kim-yo-jong")),
        ("Hanoi", ("place", "hanoi")),
        ("United States", ("party", "us")),
        ("end-of-war declaration", ("issue", "security-end-of-war-declaration")),
    ],
)
def test_what_was_meant_comes_first(question, first, read):
    row = read("search/", data={"q": question})["results"][0]
    assert (row["kind"], row["slug"]) == first


def test_facets_lead_to_what_they_count(read):
    whole = read("search/", data={"q": "sanctions"})
    assert whole["count"] > 100
    assert whole["ranked_all"]
    assert sum(kind["count"] for kind in whole["facets"]["kind"]) == whole["count"]
    for facet in ("kind", "party"):
        for counted in whole["facets"][facet][:5]:
            narrower = read("search/", data={"q": "sanctions", facet: counted["value"]})
            assert narrower["count"] == counted["count"], counted


def test_a_list_and_the_search_find_the_same(read):
    asked = {"q": "sanctions or nuclear", "party": "dprk"}
    for kind, path in (("event", "events"), ("statement", "statements"), ("offer", "offers")):
        listed = read(f"{path}/", data={**asked, "page_size": 500, "fields": "slug"})
        found = read("search/", data={**asked, "kind": kind, "page_size": 100})
        assert found["count"] == listed["count"]
        slugs = {row["slug"] for row in listed["results"]}
        assert {row["slug"] for row in found["results"]} <= slugs


def test_every_marked_piece_answers_in_its_snippet(read):
    for row in read("search/", data={"q": "denuclearization", "page_size": 100})["results"]:
        for first, last in row["marks"]:
            assert row["snippet"][first:last].lower().startswith("denuclear")
