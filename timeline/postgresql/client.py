"""`manage.py dbshell`: psql, which the embedded server brings along."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db.backends.postgresql import client

from timeline.embedded import Cluster
from timeline.embedded.binaries import packaged


class DatabaseClient(client.DatabaseClient):
    @classmethod
    def settings_to_cmd_args_env(
        cls, settings_dict: dict[str, Any], parameters: Iterable[str]
    ) -> tuple[list[str], dict[str, str] | None]:
        home = settings_dict.get("DATA_HOME")
        if home is None:
            return super().settings_to_cmd_args_env(settings_dict, parameters)
        socket_folder = Cluster(Path(home)).socket_folder
        settings = settings_dict | {"HOST": str(socket_folder)}
        arguments, environment = super().settings_to_cmd_args_env(settings, parameters)
        return [str(packaged() / arguments[0]), *arguments[1:]], environment

    def runshell(self, parameters: Iterable[str]) -> None:
        self.connection.ensure_connection()
        super().runshell(parameters)
