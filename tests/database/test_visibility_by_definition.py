"""Whatever is published, withdrawn or moved: what is stored is what the definition says."""

import pytest

from negotiations.models import KINDS
from tests.database.breaking import ask_deferred_rules, execute
from tests.database.chance import change_at_random
from tests.database.visibility import visible_as_stored, visible_by_definition


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
