"""Pages: every row once, in order, onward and back, whatever the ordering and the size."""

import base64
import json

import pytest

from negotiations.api.ordering import orderings_of
from negotiations.models import KINDS, Event
from tests.api.pages import API, slugs, walk
from tests.factories import make, publish


@pytest.fixture
def few(db):
    """Five events of one day; one knows its time, one its place in the day."""
    source = make("Source", status="published")
    for slug, more in {
        "e-none": {},
        "a-none": {},
        "c-second": {"seq": 2},
        "d-first": {"seq": 1},
        "b-timed": {"time": "09:30+02:00"},
        "f-undated": {"date": ""},
        "g-open": {"date": "../2019-10-04"},
    }.items():
        publish(make("Event", **{"slug": slug, "date": "2019-10-05", **more}), source)


IN_ORDER = ["g-open", "d-first", "c-second", "a-none", "e-none", "b-timed", "f-undated"]


@pytest.mark.parametrize("size", range(1, 8))
@pytest.mark.usefixtures("few")
def test_ties_are_broken_alike_on_every_page_size(size, read):
    pages = walk(read, f"events/?fields=slug&page_size={size}")
    assert [slug for page in pages for slug in slugs(page)] == IN_ORDER
    back = walk(read, f"events/?fields=slug&ordering=-date&page_size={size}")
    assert [slug for page in back for slug in slugs(page)] == IN_ORDER[::-1]


@pytest.mark.usefixtures("few")
def test_a_record_that_goes_while_somebody_reads_skips_no_other(read):
    first = read("events/?page_size=3&fields=slug")
    Event.objects.filter(slug="c-second").update(status="withdrawn")
    assert slugs(read(first["next"].removeprefix(API))) == IN_ORDER[3:6]


@pytest.mark.usefixtures("few")
def test_pages_keep_the_filters(read):
    page = read("events/?page_size=1&date_from=2019-10-05&date_mode=certain")
    assert page["count"] == 5
    rest = read(page["next"].removeprefix(API))
    assert rest["count"] == 5 and slugs(page) == ["d-first"] and slugs(rest) == ["c-second"]


@pytest.fixture
def taking_part(few):
    """Two parties at the few events, twice at each; one stands below the other."""
    source = make("Source", status="published")
    us = make("Party", slug="us", status="published")
    state = make("Party", slug="us-state", status="published", parent=us)
    for event in Event.objects.exclude(slug="a-none"):
        for party in (us, state) if event.slug > "d" else (us,):
            for role in ("principal", "delegate"):
                publish(make("Participation", event=event, party=party, role=role), source)
    make("Participation", event=Event.objects.get(slug="a-none"), party=us)


PERIODS = ["", "&date_from=2019", "&date_to=2019", "&date_from=2019-10-05&date_mode=certain"]


@pytest.mark.parametrize("party", ["party=us", "party__exact=us,us-state", "party__all=us"])
@pytest.mark.parametrize("period", [*PERIODS, "&kind="])
@pytest.mark.usefixtures("taking_part")
def test_the_count_for_a_party_is_that_of_the_events_found(party, period, read):
    """It is told by participations, of which an event has several for one party."""
    page = read(f"events/?{party}{period}")
    assert page["count"] == len(page["results"]) > 0


@pytest.mark.parametrize("size", range(1, 7))
@pytest.mark.parametrize("party", ["party=us", "party__exact=us", "party__exact=us-state"])
@pytest.mark.parametrize("period", ["", "&date_from=2019", "&date_to=2019"])
@pytest.mark.usefixtures("taking_part")
def test_the_pages_of_a_party_stand_in_the_order_of_all(party, period, size, read):
    """They are read along its participations, which know a part of the order alone."""
    some = set(slugs(read(f"events/?{party}{period}&fields=slug")))
    expected = [slug for slug in IN_ORDER if slug in some]
    for ordering, found in (("date", expected), ("-date", expected[::-1])):
        asked = f"events/?{party}{period}&fields=slug&page_size={size}&ordering={ordering}"
        assert [slug for page in walk(read, asked) for slug in slugs(page)] == found
    assert len(expected) > 1


@pytest.mark.usefixtures("taking_part")
def test_the_pages_of_a_party_go_back_as_they_went_on(read):
    first = read("events/?party=us&page_size=2&fields=slug")
    second = read(first["next"].removeprefix(API))
    assert slugs(read(second["previous"].removeprefix(API))) == slugs(first)


@pytest.mark.usefixtures("taking_part")
def test_a_party_s_events_are_ordered_otherwise_where_that_is_asked(read):
    found = slugs(read("events/?party=us&ordering=-slug&fields=slug"))
    assert found == sorted(found, reverse=True) and len(found) == 6


@pytest.mark.usefixtures("taking_part")
def test_parties_too_many_to_be_followed_are_looked_for_at_once(read, monkeypatch):
    followed = read("events/?party__exact=us,us-state")
    monkeypatch.setattr("negotiations.api.events.FOLLOWED", 1)
    assert read("events/?party__exact=us,us-state") == followed


@pytest.mark.usefixtures("few")
def test_a_whole_list_has_neither_next_nor_previous(read):
    page = read("events/")
    assert (page["next"], page["previous"], page["count_exact"]) == (None, None, True)


@pytest.mark.usefixtures("few")
def test_links_are_in_the_head_too(get):
    response = get("events/?page_size=2")
    assert response["Link"] == f'<{response.json()["next"]}>; rel="next"'
    second = get(response.json()["next"].removeprefix(API))
    assert 'rel="next"' in second["Link"] and 'rel="prev"' in second["Link"]


@pytest.mark.usefixtures("few")
def test_a_cursor_holds_slugs_and_no_ids(read):
    link = read("events/?page_size=2")["next"]
    cursor = link.partition("cursor=")[2].partition("&")[0]
    _, _, position = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    assert position == ["2019-10-05", "", 1, "2019-10-05", "d-first"]


def cursor(*parts):
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "broken",
    [
        "x",
        "%00",
        "W10",
        "null",
        "a" * 5000,
        "W" * 900,
        cursor(),
        cursor("onward", "date"),
        cursor("onward", "date", {}),
        cursor("sideways", "date", ["2019-10-05", "", None, "2019-10-05", "a"]),
        cursor("onward", "slug", ["a"]),
        cursor("onward", "date", ["a"]),
        cursor("onward", "date", ["2019-13-05", "", None, "2019-10-05", "a"]),
        cursor("onward", "date", ["2019-10-05", "noon", None, "2019-10-05", "a"]),
        cursor("onward", "date", ["2019-10-05", "", "1", "2019-10-05", "a"]),
        cursor("onward", "date", ["2019-10-05", "", 10**30, "2019-10-05", "a"]),
        cursor("onward", "date", ["2019-10-05", "", True, "2019-10-05", "A b"]),
        cursor("onward", "date", ["2019-10-05", "", None, "2019-10-05", "a\x00"]),
        cursor("onward", "date", [None, None, None, None, None]),
        cursor("onward", "title", ["Talks\x00", "a"]),
        cursor("onward", "title", ["\ud800", "a"]),
        cursor("onward", "title", [1, "a"]),
        cursor("onward", "created_at", ["yesterday", "a"]),
    ],
)
def test_a_broken_cursor_is_refused(broken, refused):
    for ordering in ("date", "title", "created_at"):
        problem = refused(f"events/?ordering={ordering}&cursor={broken}")
        assert problem["errors"][0]["parameter"] == "cursor"


@pytest.mark.django_db
def test_a_cursor_of_another_ordering_is_refused(refused):
    broken = cursor("onward", "slug", ["a"])
    problem = refused(f"events/?cursor={broken}")
    assert problem["errors"][0]["parameter"] == "cursor"


@pytest.mark.django_db
@pytest.mark.parametrize("size", ["0", "501", "-1", "1.5", "many", "9" * 30, "%00", "\u0661"])
def test_a_page_holds_1_to_500(size, refused):
    problem = refused(f"events/?page_size={size}")
    assert problem["errors"][0]["parameter"] == "page_size"
    assert "500" in problem["detail"]


@pytest.mark.django_db
def test_an_unknown_ordering_is_refused_with_the_nearest(refused):
    problem = refused("events/?ordering=dates")
    assert problem["errors"][0] == {
        "parameter": "ordering",
        "detail": problem["errors"][0]["detail"],
        "value": "dates",
        "nearest": "date",
    }


def test_every_kind_can_be_ordered_and_ends_with_its_slug():
    for model in KINDS:
        for keys in orderings_of(model).values():
            assert keys[-1].column == "slug"


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 2, 7])
def test_what_has_the_same_title_is_in_the_order_of_slugs(size, read):
    titles = {"d": "Talks", "a": "Talks", "c": "회담 " * 300, "b": "Another", "e": "Talks"}
    for slug, title in titles.items():
        publish(make("Event", slug=slug, title=title.strip()))
    for ordering, found in (("title", "badec"), ("-title", "cedab")):
        pages = walk(read, f"events/?fields=slug&ordering={ordering}&page_size={size}")
        assert "".join(slug for page in pages for slug in slugs(page)) == found


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("Event", "date slug title created_at updated_at"),
        ("Person", "slug name sort_name created_at updated_at"),
        ("Issue", "slug label created_at updated_at"),
        ("Statement", "date slug created_at updated_at"),
    ],
)
def test_a_kind_is_ordered_by_what_a_reader_would_look_it_up_by(path, names):
    (model,) = (model for model in KINDS if model.__name__ == path)
    assert list(orderings_of(model)) == names.split()


@pytest.mark.django_db
@pytest.mark.slow
def test_the_count_is_exact_up_to_ten_thousand(read, monkeypatch):
    monkeypatch.setattr("negotiations.api.pagination.EXACT_COUNT", 3)
    for _ in range(3):
        make("Place", status="published")
    page = read("places/")
    assert (page["count"], page["count_exact"]) == (3, True)
    make("Place", status="published")
    page = read("places/")
    assert (page["count"], page["count_exact"], len(page["results"])) == (3, False, 4)
