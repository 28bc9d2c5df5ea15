"""Pages of the real data set: every row once, in the public order, onward and back."""

from itertools import pairwise

import pytest

from negotiations.api.ordering import ways_of
from negotiations.api.pagination import EXACT_COUNT
from negotiations.models import KINDS, Agreement, Event, Issue, Person
from tests.api.pages import API, slugs, walk

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("us_dprk")]


def path_of(model):
    return str(model._meta.verbose_name_plural).replace(" ", "-")


@pytest.mark.parametrize("model", KINDS)
def test_pages_hold_every_row_once_and_lead_back(model, read):
    path = f"{path_of(model)}/?fields=slug&page_size="
    whole = [slug for page in walk(read, f"{path}500") for slug in slugs(page)]
    size = min(max(len(whole) // 4, 1), 500)
    onward = walk(read, f"{path}{size}")
    assert [slug for page in onward for slug in slugs(page)] == whole
    assert len(set(whole)) == len(whole) == min(onward[0]["count"], EXACT_COUNT)
    last = onward[-1]["previous"].removeprefix(API)
    back = [slugs(page) for page in walk(read, last, "previous")]
    assert back[::-1] == [slugs(page) for page in onward[:-1]]


@pytest.mark.parametrize(
    ("model", "ordering"),
    [(model, way) for model in (Event, Person, Issue, Agreement) for way in ways_of(model)],
)
def test_every_ordering_can_be_walked(model, ordering, read):
    path = f"{path_of(model)}/?fields=slug&ordering={ordering}&page_size="
    walked = [slug for page in walk(read, f"{path}37") for slug in slugs(page)]
    assert walked == slugs(read(f"{path}500"))


def test_the_public_order_is_that_of_the_records(read):
    walked = slugs(read("events/?fields=slug&page_size=500"))
    assert walked == list(Event.objects.in_order().values_list("slug", flat=True))
    backwards = slugs(read("events/?fields=slug&page_size=500&ordering=-date"))
    assert backwards == walked[::-1]


def test_unknown_dates_come_last(read):
    dates = [row["date"] for row in read("offers/?page_size=500&fields=date")["results"]]
    known = [date is not None for date in dates]
    assert all(before or not after for before, after in pairwise(known))
    assert False in known
