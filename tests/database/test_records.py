"""What the database keeps for every record: derived columns, the lock, lists, dates."""

from datetime import UTC, datetime
from datetime import date as Day

import pytest
from django.core import serializers
from django.core.management import call_command
from django.db import IntegrityError

from negotiations.models import KINDS, Event, Offer
from negotiations.models.refusals import refusal_of
from tests.database.breaking import ask_deferred_rules, execute, update, violated
from tests.factories import make, publish


def test_a_derived_column_is_what_the_database_says_whatever_the_writer_sent(db):
    event = publish(make("Event"))
    update(event, created_at="2001-01-01")
    update(event, updated_at="2001-01-01")
    event.refresh_from_db()
    assert event.version == 2
    assert event.created_at.year > 2001 and event.updated_at.year > 2001


@pytest.mark.parametrize(
    "stated", [{}, {"version": 7}, {"created_at": datetime(2001, 1, 1, tzinfo=UTC)}]
)
def test_a_new_record_begins_at_its_first_version_now_whatever_the_writer_sent(db, stated):
    event = make("Event", **stated)
    event.refresh_from_db()
    assert event.version == 1
    assert event.created_at == event.updated_at
    assert event.created_at.year > 2001


def test_loading_a_fixture_again_changes_nothing(db):
    call_command("loaddata", "fixtures/stockholm-2019.json", verbosity=0)
    before = list(Event.objects.order_by("slug").values_list("slug", "version"))
    call_command("loaddata", "fixtures/stockholm-2019.json", verbosity=0)
    after = list(Event.objects.order_by("slug").values_list("slug", "version"))
    ask_deferred_rules()
    assert before == after


def test_a_fixture_may_refer_to_rows_further_down(db):
    """Django saves such a row twice: without the reference, then with it."""
    root = make("Offer", slug="z-root")
    variant = make("Offer", slug="a-variant", variant_of=root, same_as="certain")
    variant.proposers.add(make("Party"))
    fixture = serializers.serialize(
        "json", [variant, root], use_natural_foreign_keys=True, use_natural_primary_keys=True
    )
    Offer.objects.all().delete()
    loaded = list(serializers.deserialize("json", fixture, handle_forward_references=True))
    for row in loaded:
        row.save()
    for row in loaded:
        if row.deferred_fields:
            row.save_deferred_fields()
    assert Offer.objects.get(slug="a-variant").variant_of.slug == "z-root"


@pytest.mark.parametrize("kind", ["Event", "Party"])
def test_a_member_of_a_list_cannot_be_deleted(kind, db):
    """Django's own tables of lists would let go of it without a word."""
    member = make("Process") if kind == "Event" else make("Party")
    holder = make("Event") if kind == "Event" else make("Offer")
    (holder.processes if kind == "Event" else holder.proposers).add(member)
    with pytest.raises(IntegrityError) as refused:
        member.delete()
    assert "refer" in refusal_of(refused.value).message
    holder.delete()
    member.delete()


def test_a_maximum_may_stand_alone(db):
    update(make("Term"), quantity_max=5, unit="tonnes", duration_max="P3Y")
    assert violated(lambda: update(make("Term"), quantity_max=5)).constraint == (
        "term_quantity_has_a_unit"
    )


def test_a_list_has_one_dimension(db):
    party = make("Party")
    refusal = violated(
        lambda: execute(
            "update negotiations_party set aliases = '{{a,b},{c,d}}' where id = %s", party.pk
        )
    )
    assert refusal.constraint == "party_aliases_is_a_clean_list"


ROADS = {
    "a second save": lambda event: (event.save(), event)[1],
    "named fields": lambda event: event,
    "deferred fields": lambda event: Event.objects.only("title").get(pk=event.pk),
}


@pytest.mark.parametrize("road", ROADS)
@pytest.mark.parametrize("stated", [0, -1, 1])
def test_a_stale_version_is_refused_by_every_road_of_saving(road, stated, db):
    event = ROADS[road](make("Event"))
    update(event, title="Another's words")
    event.title, event.expected_version = "Mine", stated
    named = {"update_fields": ["title"]} if road == "named fields" else {}
    refusal = violated(lambda: event.save(**named))
    assert refusal.constraint == "version_is_the_present_one"
    event.expected_version = 2
    event.save(**named)
    assert Event.objects.get().title == "Mine"


def test_unknown_dates_lie_in_no_period(db):
    for date in ("", "2019-10-05", "2018/2020", "../2019"):
        make("Event", date=date)
    year = (Day(2019, 1, 1), Day(2019, 12, 31))
    assert Event.objects.possibly_in(*year).count() == 3
    assert Event.objects.certainly_in(*year).count() == 1
    assert Event.objects.possibly_in(None, None).count() == 3
    assert Event.objects.certainly_in(None, None).count() == 3


def test_a_kind_refers_only_to_kinds_that_can_be_entered_before_it():
    """Imports write the kinds one after the other, and their keys are asked as they are written."""
    order = [model._meta.label for model in KINDS]
    later = [
        str(field)
        for place, model in enumerate(KINDS)
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model._meta.label in order[place + 1 :]
    ]
    assert later == []
