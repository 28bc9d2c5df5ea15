"""The feed tells each change of the public record once, in commit order, and no draft work."""

import time

import pytest
from django.db import IntegrityError, transaction

from negotiations.models import Party, Place, PublicChange
from negotiations.models.history import writing
from negotiations.reports.changes import changes_since, data_version
from negotiations.worlds.reading import public_record
from tests.database.breaking import execute, violated
from tests.database.racing import changed_function
from tests.factories import make, publish

pytestmark = pytest.mark.django_db(transaction=True)


def told(since=0):
    return [(entry.kind, entry.slug, entry.change) for entry in changes_since(since, 1000)]


def make_public(kind, **given):
    return make(kind, status="published", **given)


def move(row, status, **more):
    type(row).objects.filter(pk=row.pk).update(status=status, **more)


def test_a_record_comes_changes_goes_and_comes_back():
    party = make_public("Party", slug="us")
    Party.objects.update(name="The States")
    move(party, "withdrawn")
    move(party, "published")
    ways = ["published", "updated", "withdrawn", "published"]
    assert told() == [("party", "us", way) for way in ways]
    assert [entry.seq for entry in changes_since(0, 10)] == [1, 2, 3, 4]
    assert data_version() == 4


def test_draft_work_leaves_no_trace():
    event = make_public("Party", slug="us")
    before = data_version()
    draft = make("Event")
    draft.processes.add(make("Process"))
    draft.title = "Another"
    draft.save()
    make("Participation", event=draft, party=event, status="published")
    move(draft, "in_review")
    make("Person").delete()
    assert data_version() == before
    Party.objects.update(name="The States")
    assert [entry.seq for entry in changes_since(before, 10)] == [before + 1]


def test_what_comes_or_goes_with_its_parent_is_told():
    person = make("Person", slug="kim")
    make_public("Tenure", person=person, party=make_public("Party"), slug="chair")
    before = data_version()
    move(person, "published")
    move(person, "withdrawn")
    assert sorted(told(before)[:2]) == [
        ("person", "kim", "published"),
        ("tenure", "chair", "published"),
    ]
    assert sorted(told(before)[2:]) == [
        ("person", "kim", "withdrawn"),
        ("tenure", "chair", "withdrawn"),
    ]


def test_what_refers_to_a_record_that_comes_is_told_to_differ():
    process, place = make("Process"), make("Place")
    event = make("Event", slug="talks", place=place)
    event.processes.add(process)
    publish(event)
    make("Event", place=place)
    before = data_version()
    move(place, "published")
    move(process, "published")
    assert told(before) == [
        ("place", place.slug, "published"),
        ("event", "talks", "updated"),
        ("process", process.slug, "published"),
        ("event", "talks", "updated"),
    ]


def test_one_changeset_tells_of_a_record_once():
    with writing(channel="command"):
        party = make_public("Party", slug="us")
        Party.objects.update(name="The States")
        event = make("Event", slug="talks")
        event.processes.add(make_public("Process", slug="nuclear"))
        publish(event)
        passing = make_public("Person")
        move(passing, "withdrawn")
    assert ("party", "us", "published") in told()
    assert len(told()) == len(set(told())) == 5
    with writing(channel="command"):
        move(party, "withdrawn")
        move(party, "published")
    assert told(5) == [("party", "us", "updated")]


def test_what_is_written_after_the_rules_were_asked_early_is_told_too():
    with transaction.atomic():
        with writing(channel="command"):
            make_public("Party", slug="us")
        with writing(channel="command"):
            make_public("Party", slug="dprk")
            Party.objects.filter(slug="us").update(name="The States")
        make_public("Place", slug="stockholm")
    make_public("Place", slug="hanoi")
    assert [entry.seq for entry in changes_since(0, 10)] == [1, 2, 3, 4]
    assert told() == [
        ("party", "dprk", "published"),
        ("party", "us", "published"),
        ("place", "stockholm", "published"),
        ("place", "hanoi", "published"),
    ]


def test_what_is_left_of_a_withdrawn_record_is_public_and_told():
    person = make_public("Person")
    make_public("Tenure", person=person, party=make_public("Party"), slug="chair")
    move(person, "withdrawn")
    before = data_version()
    (tenure,) = person.tenures.all()
    move(tenure, "withdrawn", withdrawn_reason="A mistake.")
    move(tenure, "withdrawn", withdrawn_reason="A grave mistake.")
    move(tenure, "withdrawn", note="For the team.")
    move(tenure, "published")
    assert told(before) == [("tenure", "chair", "withdrawn")] * 3


def test_what_was_never_public_leaves_nothing_when_it_is_withdrawn():
    tenure = make_public("Tenure", person=make("Person"), party=make_public("Party"))
    before = data_version()
    move(tenure, "withdrawn", withdrawn_reason="A mistake.")
    assert data_version() == before


def test_the_public_reads_it_without_a_right_to_its_table():
    make_public("Party", slug="us")
    with public_record():
        assert data_version() == 1
        assert told() == [("party", "us", "published")]
        with pytest.raises(Exception, match="negotiations_publicchange"):
            PublicChange.objects.count()


def test_what_was_told_is_never_changed():
    make_public("Party")
    for attempt in ("update %s set slug = 'x'", "delete from %s"):
        refused = violated(lambda sql=attempt: execute(sql % "negotiations_publicchange"))
        assert refused.constraint == "public_change_is_never_changed"


def test_what_is_rolled_back_leaves_no_gap():
    make_public("Party")
    with pytest.raises(IntegrityError), writing(channel="command"):
        make_public("Party")
        make("Event", status="published")
    make_public("Party")
    assert data_version() == 2 == len(told())


def test_one_query_tells_the_version(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert data_version() == 0


# --- What a large changeset costs ---------------------------------------------------------------

HISTORY = 'from history."negotiations_place" as h\n      where '
TOGETHER = f"e.record_id not in (select h.id {HISTORY}"
#: As it was once written: for each record, of a changeset whose size nobody has counted.
ONE_BY_ONE = f"not exists (select {HISTORY}h.id = e.record_id and "


def seconds_to_tell(number):
    """To tell once more that so many places were withdrawn together; the least of three times."""
    slugs = [f"place-{number}-{n}" for n in range(number)]
    Place.objects.bulk_create(Place(slug=slug, name=slug, kind="city") for slug in slugs)
    Place.objects.filter(slug__in=slugs).update(status="published")
    execute("analyze")
    those = Place.objects.filter(slug__in=slugs)
    with transaction.atomic():
        those.update(status="withdrawn", withdrawn_reason="Not so.")
        first = seconds_to_ask()
        # What is written after that has the whole changeset told anew.
        Place.objects.filter(slug=slugs[0]).update(withdrawn_reason="Not so at all.")
        return min(first, seconds_to_ask())


def seconds_to_ask():
    begun = time.perf_counter()
    execute("set constraints all immediate")
    taken = time.perf_counter() - begun
    execute("set constraints all deferred")
    return taken


def growth():
    """How many times as long ten times the records take."""
    few = seconds_to_tell(300)
    return seconds_to_tell(3_000) / few


@pytest.mark.slow
def test_a_large_changeset_costs_by_its_size():
    assert growth() < 20


@pytest.mark.slow
def test_what_asks_for_each_record_would_be_noticed():
    with changed_function("note_public_changes", TOGETHER, ONE_BY_ONE):
        assert growth() > 20
