"""`manage.py database`: the embedded server by hand, its backups and their restoration.

What is done stands in timeline/embedded/; a server named by DATABASE_URL has its own tools.
"""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from timeline.embedded import Cluster, EmbeddedServerError, backups
from timeline.embedded.cluster import DATABASE, ROLE

# What pg_ctl and service scripts answer for a server that is not running.
NOT_RUNNING = 3


class Command(BaseCommand):
    help = "Start, stop or look at the embedded PostgreSQL; back its data up, restore them."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
        actions.add_parser("start", help="start the server (the first connection does so too)")
        actions.add_parser("stop", help="stop the server in good order")
        actions.add_parser("status", help="tell whether it runs, where, and how to reach it")
        backup = actions.add_parser("backup", help="write all data to a new file")
        backup.add_argument("file", type=Path, metavar="FILE")
        restore = actions.add_parser("restore", help="replace all data by those of a backup")
        restore.add_argument("file", type=Path, metavar="FILE")
        actions.add_parser("undo-restore", help="go back to the data before the last restore")

    def handle(self, *, action: str, **options: Any) -> None:
        cluster = embedded_cluster()
        try:
            getattr(self, action.replace("-", "_"))(cluster, options)
        except EmbeddedServerError as error:
            raise CommandError(str(error)) from error

    def start(self, cluster: Cluster, options: dict[str, Any]) -> None:
        was_running = cluster.status().is_running
        cluster.start()
        self.stdout.write("It runs already." if was_running else "Started.")
        self.status(cluster, options)

    def stop(self, cluster: Cluster, options: dict[str, Any]) -> None:
        self.stdout.write("Stopped." if cluster.stop() else "It was not running.")

    def status(self, cluster: Cluster, options: dict[str, Any]) -> None:
        status = cluster.status()
        self.stdout.write(f"state    {status.state}")
        if not status.is_running:
            self.stdout.write(f"data     {status.data}")
            sys.exit(NOT_RUNNING)
        self.stdout.write(f"process  {status.pid}")
        self.stdout.write(f"data     {status.data}")
        self.stdout.write(f"psql     psql -h {status.socket_folder} -U {ROLE} {DATABASE}")

    def backup(self, cluster: Cluster, options: dict[str, Any]) -> None:
        file = options["file"].absolute()
        backups.back_up(cluster, file)
        size = file.stat().st_size / 1_000_000
        self.stdout.write(f"Wrote {file} ({size:.1f} MB).")

    def restore(self, cluster: Cluster, options: dict[str, Any]) -> None:
        backups.restore(cluster, options["file"].absolute())
        self.stdout.write(
            "Restored. The data from before are kept until the next restore "
            "(manage.py database undo-restore).\n"
            "If the backup is from an older version of Parley: manage.py migrate."
        )

    def undo_restore(self, cluster: Cluster, options: dict[str, Any]) -> None:
        backups.undo_restore(cluster)
        self.stdout.write("The data from before the restore are back (once more exchanges again).")


def embedded_cluster() -> Cluster:
    database = settings.DATABASES["default"]
    if "DATA_HOME" not in database:
        raise CommandError(
            "The database is the one of DATABASE_URL, not the embedded one: "
            "use its own tools (pg_ctl, pg_dump, pg_restore)."
        )
    return Cluster(Path(database["DATA_HOME"]), database.get("SERVER_SETTINGS"))
