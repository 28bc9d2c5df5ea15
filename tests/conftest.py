"""What every test may use: a server of the tests' own, people by role, the real data set."""

import gc
from contextlib import contextmanager
from pathlib import Path

import hypothesis
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.test import Client
from pytest_django.plugin import blocking_manager_key

from negotiations.worlds.tables import exposed_tables
from timeline.embedded.throwaway import throwaway_databases

# What takes the long form asks by which profile it runs.
hypothesis.settings.register_profile("long", hypothesis.settings.get_profile("default"))

ROOT = Path(__file__).resolve().parent.parent
US_DPRK = ROOT / "fixtures" / "us-dprk"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Never the developer's own server: one that forgets, stopped and removed at the end."""
    with (
        throwaway_databases(connections.settings) as data_home,
        pytest.MonkeyPatch.context() as patch,
    ):
        # For programs that tests start themselves.
        patch.setenv("DATA_HOME", str(data_home))
        yield


def pytest_collection_finish():
    """Python looks for garbage more seldom, and never among what was loaded for good."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item, nextitem):
    """History is not flushed with the records, and shall not be found by the next test."""
    yield
    if nextitem is None:
        return  # The tests' database is gone by now.
    marker = item.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & set(item.fixturenames)
    if commits or (marker and marker.kwargs.get("transaction")):
        with item.config.stash[blocking_manager_key].unblock(), connection.cursor() as cursor:
            assert connection.settings_dict["NAME"].startswith("test_")
            if tables := ", ".join(filled(cursor)):
                cursor.execute(f"truncate {tables}")


def filled(cursor):
    """The tables of history that have rows: emptying one takes longer than looking."""
    tables = [f"history.{name}" for name in exposed_tables(apps)]
    cursor.execute(
        " union all ".join(f"select '{name}' where exists (select from {name})" for name in tables)
    )
    return [name for (name,) in cursor.fetchall()]


@pytest.fixture(scope="session", autouse=True)
def passwords_cost_nothing():
    """A safe hash takes a third of a second, once for each test with a user."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def nothing_is_kept():
    """What is tested is read; and a test that rolls back moves the data, not their version."""
    settings.PAGE_CACHE_MEGABYTES = 0


@pytest.fixture(scope="session", autouse=True)
def a_busy_machine_is_waited_for():
    """Which answer comes is tested; how soon is measured elsewhere."""
    settings.STATEMENT_SECONDS = 60


@pytest.fixture(scope="session", autouse=True)
def nothing_is_written_at_home(tmp_path_factory):
    """What the developer's own data home holds is not found, and nothing is left in it."""
    settings.DATA_HOME = tmp_path_factory.mktemp("data-home")


@pytest.fixture(scope="module")
def data_home_apart(tmp_path_factory):
    """A data home for a module whose tests make releases."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "DATA_HOME", tmp_path_factory.mktemp("data-home"))
        yield settings.DATA_HOME


def analyze_records():
    """Tell the planner what is there; not of all tables, for some are shared between databases."""
    tables = [
        f"{schema}.{name}" for name in exposed_tables(apps) for schema in ("public", "history")
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"analyze {', '.join(tables)}")


@contextmanager
def in_place_of_the_default(database):
    """Whoever means the default database reaches this one."""
    default, connections["default"] = connections["default"], database
    try:
        yield
    finally:
        connections["default"] = default


@pytest.fixture(scope="session")
def us_dprk_database(django_db_setup, django_db_blocker):
    """A copy of the tests' database into which the real data set was imported, once for all."""
    creation = connection.creation
    with django_db_blocker.unblock():
        creation.clone_test_db("us_dprk", verbosity=0)
        database = connection.copy()
        database.settings_dict = creation.get_test_db_clone_settings("us_dprk")
        with in_place_of_the_default(database):
            call_command("import_data", str(US_DPRK), verbosity=0)
            analyze_records()
    yield database
    with django_db_blocker.unblock():
        database.close()
        creation.destroy_test_db(suffix="us_dprk", verbosity=0)


@pytest.fixture(scope="module")
def us_dprk(us_dprk_database, django_db_blocker):
    """The real data set, for a module whose tests read it; what they write does not stay."""
    with (
        django_db_blocker.unblock(),
        in_place_of_the_default(us_dprk_database),
        transaction.atomic(),
    ):
        yield US_DPRK
        transaction.set_rollback(True)


@pytest.fixture
def administrator(db):
    return get_user_model().objects.create_superuser("ada", "ada@example.org", "correct horse")


@pytest.fixture
def administrator_client(administrator):
    client = Client()
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
    return client
