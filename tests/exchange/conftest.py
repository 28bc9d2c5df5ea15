"""What the tests of exchange share."""

import pytest
from django.db import connection, transaction

from negotiations.exchange.importing import import_path

from .packages import SOUND, write


@pytest.fixture
def imported(db, tmp_path):
    """Import tables given as texts; each call is a package of its own."""

    def import_tables(tables, **options):
        folder = tmp_path / f"package-{len(list(tmp_path.iterdir()))}"
        return import_path(write(folder, tables), **options)

    return import_tables


@pytest.fixture
def sound(imported):
    """One published record of every kind is there."""
    outcome = imported(SOUND, status="published")
    assert outcome.findings == []
    return outcome


@pytest.fixture(scope="module")
def sound_throughout(django_db_setup, django_db_blocker, tmp_path_factory):
    """One published record of every kind, for a module whose tests leave them as they are."""
    folder = write(tmp_path_factory.mktemp("sound"), SOUND)
    with django_db_blocker.unblock(), transaction.atomic():
        assert import_path(folder, status="published").findings == []
        drop_what_was_staged()
        yield
        transaction.set_rollback(True)


def drop_what_was_staged():
    """As the commit would; else every import of the same transaction drops it anew."""
    with connection.cursor() as cursor:
        cursor.execute("discard temporary")
