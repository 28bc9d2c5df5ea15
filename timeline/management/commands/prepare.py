"""`manage.py prepare`: what must be there before the first page, each step skipped when done.

The environment and the packages are bootstrap.py's; how requests are served is serving.py's.
"""

import contextlib
import fcntl
import os
import secrets
import signal
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import NotSupportedError, OperationalError, connection, connections
from django.db.migrations.executor import MigrationExecutor

from negotiations.models.base import Record
from timeline import serving
from timeline.embedded import Cluster

FIRST_DATA = Path("fixtures", "us-dprk")
ADMINISTRATOR = "admin"
#: For how long a session that is about to end may look like somebody else's.
FAREWELL_SECONDS = 2


class Command(BaseCommand):
    help = (
        "Bring the database up to date, give an empty one its first data and its first "
        "administrator; with --serve, then serve."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--serve", action="store_true", help="serve when everything is there")
        parser.add_argument("--port", default="8000", help="where to serve (default: 8000)")

    def handle(self, *, serve: bool, port: str, **options: Any) -> None:
        if serve:
            self.prepare_and_serve(port_number(port))
        else:
            self.prepare()

    def prepare_and_serve(self, port: int) -> None:
        if not serving.is_free(port):
            raise CommandError(
                f"Port {port} is taken by another program: end that one, or choose another "
                f"port: PORT={port + 1} make run."
            )
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
        try:
            with embedded_server_ended_after():
                self.prepare()
                connections.close_all()
                serving.serve(port, welcome(port))
                self.say("ended")
        except KeyboardInterrupt:
            sys.exit(128 + signal.SIGINT)

    def say(self, line: str) -> None:
        self.stdout.write(f"parley: {line}")
        self.stdout.flush()

    def prepare(self) -> None:
        with one_at_a_time():
            self.open_database()
            self.migrate()
            self.load_first_data()
            if not settings.DEBUG:
                call_command("collectstatic", interactive=False, verbosity=0)
            self.make_first_administrator()

    def open_database(self) -> None:
        try:
            connection.ensure_connection()
        except (NotSupportedError, OperationalError) as error:
            raise CommandError(f"The database cannot be reached: {error}") from error

    def migrate(self) -> None:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            self.say(f"bringing the database up to date ({len(plan)} migrations)")
            call_command("migrate", interactive=False, verbosity=0, skip_checks=True)

    def load_first_data(self) -> None:
        package = settings.BASE_DIR / FIRST_DATA
        if not package.exists() or any(kind.objects.exists() for kind in kinds()):
            return
        self.say(f"loading {FIRST_DATA} into the empty database")
        call_command("import_data", str(package), status="published")

    def make_first_administrator(self) -> None:
        users = get_user_model().objects
        if users.filter(is_superuser=True).exists():
            return
        password = secrets.token_urlsafe(12)
        users.create_superuser(ADMINISTRATOR, password=password)
        self.say(
            f"made the user {ADMINISTRATOR} with the password {password}  (shown only this once)"
        )


def port_number(text: str) -> int:
    if text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    raise CommandError(f"PORT must be a number from 1 to 65535, not {text!r}.")


def kinds() -> list[type[Record]]:
    """Every kind of record."""
    found = apps.get_app_config("negotiations").get_models()
    return [model for model in found if issubclass(model, Record)]


def welcome(port: int) -> str:
    """The last lines before the first visitor."""
    address = f"http://{serving.HOST}:{port}/"
    return (
        f"\n  Parley   {address}"
        f"\n  log in   {address}admin/   as {ADMINISTRATOR}"
        f"   (a new password: .venv/bin/python manage.py changepassword {ADMINISTRATOR})"
        "\n  end      Ctrl-C\n"
    )


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two starts at once: the second waits, then finds everything done."""
    settings.DATA_HOME.mkdir(parents=True, exist_ok=True)
    lock = os.open(settings.DATA_HOME, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


@contextlib.contextmanager
def embedded_server_ended_after() -> Iterator[None]:
    """Stop the embedded server in the end if it was started here and nobody else uses it."""
    home = settings.DATABASES["default"].get("DATA_HOME")
    if home is None or Cluster(Path(home)).status().is_running:
        yield
        return
    try:
        yield
    finally:
        if not is_used_by_others():
            connections.close_all()
            Cluster(Path(home)).stop()


def is_used_by_others() -> bool:
    """Whether others stay connected; sessions of workers that have just ended are given time."""
    until = time.monotonic() + FAREWELL_SECONDS
    while others_are_connected():
        if time.monotonic() > until:
            return True
        time.sleep(0.05)
    return False


def others_are_connected() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity "
            "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        return cursor.fetchone()[0] > 0
