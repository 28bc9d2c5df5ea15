"""Whether the public sees a row stands in the row; what it leans on tells it when that turns."""

import pytest
from django.db import connection

from negotiations.models import Commitment, Fulfilment, Person, Tenure
from negotiations.worlds.reading import public_record
from tests.database.breaking import ask_deferred_rules, execute
from tests.database.racing import changed_function, in_two_transactions
from tests.factories import build, make, publish


def is_visible(row):
    return type(row).objects.values_list("visible", flat=True).get(pk=row.pk)


def make_public(kind, **given):
    return make(kind, status="published", **given)


def move(row, status):
    type(row).objects.filter(pk=row.pk).update(status=status)


def revisions(row):
    with connection.cursor() as cursor:
        table = row._meta.db_table
        cursor.execute(
            f"select version, visible from history.{table} where id = %s order by revision",
            [row.pk],
        )
        return cursor.fetchall()


def test_a_record_is_visible_once_it_is_published(db):
    person = make("Person")
    assert not is_visible(person)
    move(person, "published")
    assert is_visible(person)
    move(person, "withdrawn")
    assert not is_visible(person)


@pytest.mark.parametrize("claimed", [True, False, None])
def test_a_writer_is_not_believed(db, claimed):
    drafted, published = make("Person"), make("Person", status="published")
    execute("update negotiations_person set visible = %s", claimed)
    assert (is_visible(drafted), is_visible(published)) == (False, True)
    assert not is_visible(make("Tenure", person=drafted, status="published", visible=True))


def test_withdrawing_reaches_over_three_steps_and_back(db):
    agreement = publish(make("Agreement"))
    commitment = make("Commitment", agreement=agreement, status="published")
    fulfilment = make("Fulfilment", commitment=commitment, status="published")
    source = make_public("Source")
    cited = make_public("Citation", source=source, event=None, fulfilment=fulfilment)
    chain = [agreement, commitment, fulfilment, cited]
    told = []
    for status in ("published", "withdrawn", "published"):
        move(agreement, status)
        told.append([is_visible(row) for row in chain])
    assert told == [[True] * 4, [False] * 4, [True] * 4]
    move(commitment, "withdrawn")
    assert [is_visible(row) for row in chain] == [True, False, False, False]
    with public_record():
        assert (Commitment.objects.count(), Fulfilment.objects.count()) == (0, 0)


def test_moving_to_another_record_works_it_out_anew(db):
    hidden, seen = make("Person"), make("Person", status="published")
    tenure = make("Tenure", person=hidden, status="published", party=make_public("Party"))
    assert not is_visible(tenure)
    Tenure.objects.update(person=seen)
    assert is_visible(tenure)
    Tenure.objects.update(person=hidden)
    assert not is_visible(tenure)


def test_what_a_record_can_do_without_does_not_hide_it(db):
    statement = publish(make("Statement", said_at=make("Event")))
    assert is_visible(statement)


def test_becoming_visible_by_another_moves_no_version_but_leaves_a_revision(db):
    person = make("Person")
    tenure = make("Tenure", person=person, party=make_public("Party"), status="published")
    stamp = tenure.updated_at
    move(person, "published")
    tenure.refresh_from_db()
    assert revisions(tenure) == [(1, False), (1, True)]
    assert tenure.updated_at == stamp


def test_rows_may_come_before_those_they_lean_on(db):
    party, someone = make_public("Party"), make("Person")
    keys = range(someone.pk + 1000, someone.pk + 1005)
    rows = [build("Tenure", party=party, person=someone, status="published") for _ in keys]
    for key, row in zip(keys, rows, strict=True):
        row.person_id = key
    Tenure.objects.bulk_create(rows)
    assert not Tenure.objects.filter(visible=True).exists()
    Person.objects.bulk_create(build("Person", pk=key, status="published") for key in keys)
    assert Tenure.objects.filter(visible=True).count() == len(rows)
    ask_deferred_rules()


# --- Two writers at once ---------------------------------------------------------------------


def enter_a_tenure(person, party):
    return lambda: make("Tenure", person=person, party=party, status="published")


def race(entered_first, end):
    """A tenure is entered while its person comes to that status; whether it stands right then."""
    person = make("Person", status="draft" if end == "published" else "published")
    writers = [enter_a_tenure(person, make_public("Party")), lambda: move(person, end)]
    in_two_transactions(*(writers if entered_first else reversed(writers)))
    return is_visible(Tenure.objects.get()) is (end == "published")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("end", ["published", "withdrawn"])
@pytest.mark.parametrize("entered_first", [True, False])
def test_a_record_entered_while_another_moves_stands_right(entered_first, end):
    assert race(entered_first, end)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("entered_first", "end"), [(True, "published"), (False, "withdrawn")])
def test_without_the_lock_it_would_stand_wrong(entered_first, end):
    """The control: the same race where a row looks at what it leans on without locking it."""
    with changed_function("negotiations_tenure_visible", "for share", ""):
        assert not race(entered_first, end)
