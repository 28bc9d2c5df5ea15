"""Which database the project uses: the one DATABASE_URL names, or the embedded PostgreSQL.

How the embedded server runs is in embedded/; how Django connects is in postgresql/.
"""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from timeline.embedded import Cluster
from timeline.embedded.cluster import DATABASE, PORT, ROLE

ENGINE = "timeline.postgresql"
SCHEMES = ("postgres", "postgresql", "pgsql")
CONNECTION_AGE = 600


def configuration(
    database_url: str, data_home: Path, debug: bool, allow_embedded: bool
) -> dict[str, Any]:
    """DATABASES["default"] for the settings file."""
    if database_url:
        return _named(database_url)
    if not debug and not allow_embedded:
        raise ImproperlyConfigured(
            "DATABASE_URL must name a PostgreSQL server when DEBUG is 0; ALLOW_EMBEDDED=1 permits "
            "the embedded one."
        )
    return embedded(data_home)


def _named(url: str) -> dict[str, Any]:
    scheme = url.partition("://")[0]
    if scheme not in SCHEMES:
        raise ImproperlyConfigured(
            "DATABASE_URL must begin with postgres://, for example "
            "postgres://user:password@host:5432/name."
        )
    try:
        found = dj_database_url.parse(
            url, engine=ENGINE, conn_max_age=CONNECTION_AGE, conn_health_checks=True
        )
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}.") from error
    if not found["NAME"]:
        raise ImproperlyConfigured("DATABASE_URL must end with the name of a database.")
    return dict(found)


def embedded(data_home: Path) -> dict[str, Any]:
    """The embedded server of a data home; it starts with the first connection."""
    _forget_client_settings()
    return {
        "ENGINE": ENGINE,
        "NAME": DATABASE,
        "USER": ROLE,
        "PASSWORD": "",
        "HOST": str(Cluster(data_home).socket_folder),
        "PORT": str(PORT),
        "CONN_MAX_AGE": CONNECTION_AGE,
        "CONN_HEALTH_CHECKS": True,
        "DATA_HOME": str(data_home),
    }


def _forget_client_settings() -> None:
    """Drop PGHOSTADDR, PGSERVICE and their kin: they mean some other server than ours."""
    for name in [name for name in os.environ if name.startswith("PG")]:
        del os.environ[name]
