"""Changes of the real data drawn by lot: what a rule refuses is passed over."""

import random

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
    Process,
    Source,
    Statement,
    Term,
)
from tests.database.breaking import ask_deferred_rules, execute
from tests.database.visibility import hiding_keys
from tests.factories import make

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


def edit_some(chance):
    """Words for readers, words for the team, lists, and references to what one can do without."""
    Event.objects.filter(pk__in=some(chance, Event)).update(title=f"Talks {chance.random()}")
    Offer.objects.filter(pk__in=some(chance, Offer)).update(editor_note=f"Ask {chance.random()}")
    Statement.objects.filter(pk__in=some(chance, Statement)).update(
        said_at=chance.choice([None, some(chance, Event)[0]])
    )
    Event.objects.get(pk=some(chance, Event)[0]).processes.set(some(chance, Process))


CHANGES = (withdraw_some, withdraw_some, publish_some, move_some, enter_some)


def change_at_random(seed, changes=CHANGES, operations=60):
    """Yields after each change that the rules let pass; outside a transaction each is committed."""
    chance = random.Random(seed)
    for number in range(operations):
        try:
            with transaction.atomic():
                chance.choice(changes)(chance)
                ask_deferred_rules()
                execute("set constraints all deferred")
        except IntegrityError:
            continue
        yield number
