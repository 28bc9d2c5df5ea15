"""The embedded PostgreSQL: a server of our own, for trial, tests and single-user work.

Nothing here knows Django; timeline/database.py and timeline/postgresql/ make a database of it.
docs/embedded-database.md tells users how it behaves.
"""

from timeline.embedded.cluster import Cluster, Status
from timeline.embedded.problems import EmbeddedServerError
from timeline.embedded.throwaway import throwaway_cluster, throwaway_databases

__all__ = [
    "Cluster",
    "EmbeddedServerError",
    "Status",
    "throwaway_cluster",
    "throwaway_databases",
]
