"""The limit: the least that a server can do to answer, on the same server and the same data.

A bare WSGI function asks one prepared statement through psycopg2 and hands its text on. No server
in Python that asks PostgreSQL can be much faster; how near ours comes is what the table tells.

    python -m benchmarks.serve benchmarks.limit:application 8002
"""

import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from benchmarks.statements import QUESTIONS, statement
from timeline.embedded import Cluster

#: Before everything, for the first page.
FIRST = {"after_earliest": "-infinity", "after_latest": "-infinity", "after_slug": ""}
#: The parameters of each question, in the order of its statement.
PARAMETERS: dict[str, tuple[str, ...]] = {
    "list": ("party", "date_from", "date_to", "after_earliest", "after_latest", "after_slug"),
    "event": ("slug",),
    "search": ("q",),
    "by_year": (),
}
local = threading.local()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    name = environ["PATH_INFO"].strip("/")
    given = {**FIRST, **{key: found[0] for key, found in parse_qs(environ["QUERY_STRING"]).items()}}
    body = ask(name, [given[parameter] for parameter in PARAMETERS[name]], environ["HTTP_HOST"])
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    start_response("200 OK", headers)
    return [body]


def ask(name: str, values: list[str], host: str) -> bytes:
    places = f"({', '.join(['%s'] * len(values))})" if values else ""
    with connection(host).cursor() as cursor:
        cursor.execute(f"execute {name} {places}", values)
        return str(cursor.fetchone()[0]).encode()


def connection(host: str) -> Any:
    """Each thread keeps one, with every statement prepared on it."""
    if not hasattr(local, "connection"):
        found = Cluster(Path(os.environ["DATA_HOME"], "postgresql")).connect()
        with found.cursor() as cursor:
            # No question here reads so many rows that a hash would pay.
            cursor.execute("set jit = off; set enable_hashjoin = off")
            for name in QUESTIONS:
                sql, types = statement(name, f"http://{host}/api/v1/")
                cursor.execute(f"prepare {name} {given(types)} as {sql}")
        local.connection = found
    return local.connection


def given(types: tuple[str, ...]) -> str:
    return f"({', '.join(types)})" if types else ""
