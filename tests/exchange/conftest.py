"""What the tests of exchange share."""

import pytest

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
