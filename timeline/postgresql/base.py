"""The connection: as Django's, but the embedded server is started by whoever first needs it."""

import contextlib
import select
from pathlib import Path
from typing import Any

import psycopg2
from django.db.backends.postgresql import base
from psycopg2.extensions import TRANSACTION_STATUS_INERROR

from timeline.embedded import Cluster, EmbeddedServerError
from timeline.postgresql.client import DatabaseClient
from timeline.postgresql.features import DatabaseFeatures


class DatabaseWrapper(base.DatabaseWrapper):
    """With DATA_HOME among the database's settings it reaches the embedded server there."""

    client_class = DatabaseClient
    features_class = DatabaseFeatures

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        home = self.settings_dict.get("DATA_HOME")
        if home is None:
            return super().get_new_connection(conn_params)
        cluster = Cluster(Path(home), self.settings_dict.get("SERVER_SETTINGS"))
        try:
            return self._reach(cluster, conn_params)
        except EmbeddedServerError as error:
            raise psycopg2.OperationalError(str(error)) from error

    def init_connection_state(self) -> None:
        """Have no query compiled (jit): many conditions on few rows took a second to compile."""
        super().init_connection_state()
        with self.connection.cursor() as cursor:
            cursor.execute("set jit = off")
        if not self.get_autocommit():
            self.connection.commit()

    def is_usable(self) -> bool:
        """Django asks once a request, by a query. The socket knows, and no server has to answer.

        Nothing waits on a connection at rest; on one that was closed, its end does.
        """
        if self.connection is None or self.connection.closed:
            return False
        if self.connection.info.transaction_status == TRANSACTION_STATUS_INERROR:
            return False
        socket = select.poll()
        socket.register(self.connection.fileno(), select.POLLIN)
        return not socket.poll(0) or bool(super().is_usable())

    def _reach(self, cluster: Cluster, conn_params: dict[str, Any]) -> Any:
        """Connect; where that fails, see to it that the server answers, and connect then."""
        with contextlib.suppress(psycopg2.OperationalError, EmbeddedServerError):
            return self._connect(cluster, conn_params)
        cluster.start()
        return self._connect(cluster, conn_params)

    def _connect(self, cluster: Cluster, conn_params: dict[str, Any]) -> Any:
        cluster.require_private_socket()
        place = {"host": str(cluster.socket_folder), "hostaddr": ""}
        return super().get_new_connection(conn_params | place)
