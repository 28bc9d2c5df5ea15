"""Whatever is published, withdrawn or moved: what is stored is what the definition says."""

import random

import pytest
from django.db import IntegrityError, transaction

from negotiations.models import (
    KINDS,
    Agreement,
    Citation,
    Commitment,
    Event,
    Fulfilment,
    Offer,
    Party,
    Point,
    Source,
    Term,
)
from tests.database.breaking import ask_deferred_rules, execute
from tests.database.visibility import hiding_keys, visible_as_stored, visible_by_definition
from tests.factories import make

OPERATIONS = 60
AT_ONCE = 5
LEANT_ON = (Source, Party, Event, Offer, Agreement, Commitment, Point) * 2


def some(chance, model, **conditions):
    keys = list(model.objects.filter(**conditions).order_by("pk").values_list("pk", flat=True))
    return chance.sample(keys, min(len(keys), chance.randint(1, AT_ONCE)))


def withdraw_some(chance):
    model = chance.choice([*KINDS, *LEANT_ON])
    rows = model.objects.filter(pk__in=some(chance, model, status="published"))
    rows.update(status="withdrawn", withdrawn_reason="A mistake.")


def publish_some(chance):
    model = chance.choice([*KINDS, *LEANT_ON])
    keys = some(chance, model, status="withdrawn") or some(chance, model, status="draft")
    model.objects.filter(pk__in=keys).update(status="published")


def move_some(chance):
    """Have some rows lean on others than before, where the rules of the kind allow it."""
    model = chance.choice([Term, Commitment, Fulfilment, Point, Citation])
    key = chance.choice(hiding_keys(model))
    rows = model.objects.filter(pk__in=some(chance, model, **{f"{key.name}__isnull": False}))
    rows.update(**{key.name: some(chance, key.related_model)[0]})


def enter_some(chance):
    for status in ("draft", "published"):
        term = Term.objects.get(pk=some(chance, Term)[0])
        make("Fulfilment", commitment=None, term=term, status=status)


def change_at_random(seed):
    chance = random.Random(seed)
    for number in range(OPERATIONS):
        change = chance.choice([withdraw_some, withdraw_some, publish_some, move_some, enter_some])
        try:
            with transaction.atomic():
                change(chance)
                ask_deferred_rules()
        except IntegrityError:
            continue
        yield number


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_stored_is_what_the_definition_says(us_dprk, db, seed):
    assert visible_as_stored() == visible_by_definition()
    for number in change_at_random(seed):
        if number % 10 == 9:
            assert visible_as_stored() == visible_by_definition()
    left = visible_by_definition()
    assert visible_as_stored() == left
    assert 0 < len(left) < sum(model.objects.count() for model in KINDS)


@pytest.mark.parametrize(
    ("kind", "trigger"), [("citation", "keep_visible"), ("source", "move_dependents")]
)
def test_without_one_of_the_triggers_it_is_not(us_dprk, db, kind, trigger):
    """The control: the same changes where one kind does not ask, or does not tell."""
    ask_deferred_rules()
    execute(f"alter table negotiations_{kind} disable trigger {trigger}")
    list(change_at_random(1))
    assert visible_as_stored() != visible_by_definition()
