"""An import that is killed leaves nothing; two at once are one."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from negotiations.exchange.load import LOCK
from negotiations.models import KINDS, Changeset

from .packages import everything

MANAGE = Path(settings.BASE_DIR) / "manage.py"
US_DPRK = Path(settings.BASE_DIR) / "fixtures" / "us-dprk"
ROWS = sum(file.read_bytes().count(b"\n") for file in US_DPRK.glob("*.csv"))
#: Seconds from the taking of the lock to the kill.
DELAYS = (0, 0.2, 0.5, 0.9, 1.4)
PATIENCE = 60

#: The control: an importer that commits each kind by itself, as one would write it first.
BY_KIND = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "timeline.settings"
import django
django.setup()
from pathlib import Path
from negotiations.exchange.importing import import_path
from negotiations.exchange.sheets import SHEETS
for sheet in SHEETS.values():
    import_path(Path(sys.argv[1]) / sheet.file)
"""

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def environment():
    """What a child needs to reach the database of the tests."""
    connection.ensure_connection()
    place = connection.settings_dict
    host = str(place["HOST"]).replace("/", "%2F")
    port = connection.connection.info.port
    user = connection.connection.info.user
    url = f"postgres://{user}@{host}:{port}/{place['NAME']}"
    return {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "timeline.settings"}


def start(command, environment):
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def lock_is_held():
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_locks where locktype = 'advisory' and objid = %s "
            "and granted and pid <> pg_backend_pid() "
            "and database = (select oid from pg_database where datname = current_database())",
            [LOCK],
        )
        return cursor.fetchone()[0] > 0


def wait_until(condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def records():
    return sum(model.objects.count() for model in KINDS)


def killed(command, environment, delay):
    """Start an importer, kill it that long after it took the lock, wait until the server knows."""
    child = start(command, environment)
    try:
        wait_until(lambda: lock_is_held() or child.poll() is not None)
        time.sleep(delay)
        child.send_signal(signal.SIGKILL)
    finally:
        child.kill()
        child.communicate()
    dead = time.monotonic()
    wait_until(lambda: not lock_is_held())
    return time.monotonic() - dead


def test_a_killed_import_leaves_nothing_and_the_next_one_everything(environment):
    whole = [str(MANAGE), "import_data", str(US_DPRK)]
    for delay in DELAYS:
        freed_after = killed(whole, environment, delay)
        if records():
            assert records() == ROWS - len(KINDS), "partly written"
            break
        assert not Changeset.objects.exists()
        assert freed_after < 5

    call_command("import_data", str(US_DPRK), verbosity=0)

    before = everything()
    call_command("import_data", str(US_DPRK), verbosity=0)
    assert everything() == before


def test_an_importer_that_commits_by_kind_is_caught(environment):
    killed(["-c", BY_KIND, str(US_DPRK)], environment, 0.5)
    assert 0 < records() < ROWS - len(KINDS)


def test_of_two_imports_at_once_one_is_told_that_the_other_runs(environment):
    command = [str(MANAGE), "import_data", str(US_DPRK)]
    children = [start(command, environment) for _ in range(2)]
    ended = [(child.communicate()[1], child.returncode) for child in children]

    codes = sorted(code for _, code in ended)
    assert codes in ([0, 2], [0, 0]), ended
    assert Changeset.objects.count() == 1
    if codes == [0, 2]:
        told = next(text for text, code in ended if code == 2)
        assert "Another import is running" in told
