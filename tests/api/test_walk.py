"""A walk through all pages while another connection adds, changes, moves and removes events."""

from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from django.db import connection

from benchmarks.disturbed import Writer, broken, present_events, walked
from negotiations.models import Event
from tests.api.pages import API, slugs
from tests.factories import make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

EVENTS, PAGE, A_TURN = 90, 7, 2
BEGIN = f"events/?party=us&fields=slug&page_size={PAGE}"
NOTHING = {"left out": [], "twice": []}


@pytest.fixture
def writer(us):
    """Somebody with a record of a party with many events."""
    source = make("Source", slug="a-source", status="published")
    found = Writer(us, source, Random(20191005))
    for _ in range(EVENTS):
        found.add()
    return found


@pytest.fixture
def meanwhile(writer):
    """Has it written by another connection, as another process would."""

    def write_and_leave():
        try:
            writer.write(A_TURN)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as elsewhere:
        yield lambda: elsewhere.submit(write_and_leave).result()


def by_cursor(read):
    def page_at(address):
        page = read(address)
        return slugs(page), (page["next"] or "").removeprefix(API)

    return page_at


def by_number(party):
    """Pages as they are numbered elsewhere: so many rows are passed over."""
    rows = Event.objects.filter(participations__party=party, status="published")
    ordered = rows.order_by(*Event.public_order()).values_list("slug", flat=True)

    def page_at(number):
        found = list(ordered[int(number) * PAGE : (int(number) + 1) * PAGE])
        return found, str(int(number) + 1) if len(found) == PAGE else ""

    return page_at


@pytest.mark.parametrize("order", ["", "&ordering=-date", "&ordering=title"])
def test_every_event_that_stays_comes_exactly_once(read, us, writer, meanwhile, order):
    before = present_events(us)
    met = list(walked(BEGIN + order, by_cursor(read), meanwhile))
    if "title" in order:
        # In this order it is the title that moves an event.
        writer.moved |= writer.changed
    assert broken(before, writer, met) == NOTHING
    assert len(before - writer.moved - writer.removed) > EVENTS / 4
    assert writer.moved and writer.removed & set(met) and (writer.added - before) & set(met)


def test_the_way_back_is_as_safe(read, us, writer, meanwhile):
    last = read(f"{BEGIN}&ordering=date")
    while last["next"]:
        last = read(last["next"].removeprefix(API))
    before = present_events(us)

    def page_before(address):
        page = read(address)
        return slugs(page), (page["previous"] or "").removeprefix(API)

    met = [
        *slugs(last),
        *walked(last["previous"].removeprefix(API), page_before, meanwhile),
    ]
    assert broken(before, writer, met) == NOTHING


def test_pages_by_number_leave_out_and_repeat(us, writer, meanwhile):
    """The control: the same changes, and pages counted from the beginning."""
    before = present_events(us)
    found = broken(before, writer, list(walked("0", by_number(us), meanwhile)))
    assert found["left out"] and found["twice"]
