"""A server and imports that may be killed, and what must hold after it.

The server is one of its own, for the death of one of its processes is felt by all its clients. It
keeps what it said it has, as one in use does, as long as the machine stands.
"""

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from bisect import bisect
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import psycopg2
from django.conf import settings

from negotiations.exchange.load import LOCK
from timeline.embedded import throwaway_cluster

from .packages import write

PATIENCE = 120
BEFORE, DATABASE = "before", "interrupted"
IMPORTER = "from tests.exchange.importer import main; main()"
#: What is there before the import, which adds to it, changes it and moves a side of the offer.
STANDING = {
    "places": "slug,status,name\nplace-1,published,A place\nelsewhere,published,Elsewhere\n",
    "parties": "slug,name\nparty-1,A party\nparty-2,Another\nparty-3,A third\n",
    "people": "slug,status,name\nperson-1,published,Somebody\n",
    "offers": "slug,title,proposers,recipients\noffer-1,An offer,party-3,party-1\n",
}
#: Only when and under which name something was written differs between two imports of one package.
OF_THE_MOMENT = ["created_at", "updated_at", "at", "batch"]
COLUMNS = """
select format('%%I.%%I', c.relnamespace::regnamespace, c.relname),
  string_agg(format('%%I', a.attname), ', ' order by a.attnum)
from pg_class as c join pg_attribute as a on a.attrelid = c.oid
where c.relkind = 'r' and c.relnamespace in ('public'::regnamespace, 'history'::regnamespace)
  and a.attnum > 0 and not a.attisdropped and a.attname <> all (%s)
group by c.oid order by 1
"""
#: The same whatever the order of the rows.
HASH = "select count(*), sum(hashtextextended(row({columns})::text, 0)::numeric) from {table}"
COUNTERS = "select format('%I.%I', schemaname, sequencename), last_value from pg_sequences"
SET_COUNTER = "select setval(%s::regclass, coalesce(%s, 1), %s)"
IS_LOCKED = """
select count(*) from pg_locks as l join pg_database as d on d.oid = l.database
where l.locktype = 'advisory' and l.objid = %s and l.granted and d.datname = %s
"""
IS_CONNECTED = "select count(*) from pg_stat_activity where datname = %s"


def twenty_thousand_rows(folder):
    """A package of several kinds, with references and lists, that is quick to read and write."""
    rows = {
        "places": ["slug,name", *(f"place-{n},Place {n}" for n in range(9_000))],
        "people": ["slug,name", *(f"person-{n},Person {n}" for n in range(7_000))],
        "parties": ["slug,name", *(f"party-{n},Party {n}" for n in range(1_000))],
        "events": [
            "slug,title,date,place",
            *(f"event-{n},Event {n},2019-10-05,place-{n}" for n in range(1_000)),
        ],
        "participations": [
            "event,party,person,role",
            *(f"event-{n},party-{n},person-{n},head_of_delegation" for n in range(1_000)),
        ],
        "offers": [
            "slug,title,proposers,recipients",
            *(f"offer-{n},Offer {n},party-{n},party-{(n + 1) % 1_000}" for n in range(1_000)),
        ],
    }
    assert sum(len(lines) - 1 for lines in rows.values()) == 20_000
    return write(folder, {name: "\n".join(lines) + "\n" for name, lines in rows.items()})


class Moment(NamedTuple):
    """So many seconds after the process told something for so many times."""

    place: int
    seconds: float


class Told(NamedTuple):
    what: str
    at: float
    value: int | None


class Run(NamedTuple):
    """What a command came to: its exit code, what a terminal showed, and what was told when."""

    code: int
    said: str
    told: list[Told]
    #: Seconds from the kill until nobody held the lock any more.
    freed_after: float = 0

    def place(self, what):
        return [told.what for told in self.told].index(what)

    def at(self, seconds):
        """The moment so long after the beginning."""
        start = self.told[0].at
        place = bisect([told.at - start for told in self.told], seconds) - 1
        return Moment(place, seconds - (self.told[place].at - start))

    def lasted(self, first, last):
        return self.told[self.place(last)].at - self.told[self.place(first)].at


def killed_client(server, client, backend):
    os.kill(client, signal.SIGKILL)


def killed_backend(server, client, backend):
    """Which the whole server takes for a crash: it ends all others, and recovers."""
    os.kill(backend, signal.SIGKILL)


def ended_backend(server, client, backend):
    server.ask("select pg_terminate_backend(%s)", backend)


class Server:
    """A server that may be killed, a database in it, and a program that imports there."""

    def __init__(self, cluster, folder):
        self.cluster = cluster
        self.said = folder / "said"
        self.temporary = folder / "temporary"
        self.temporary.mkdir()
        self.connection = None
        host = str(cluster.socket_folder).replace("/", "%2F")
        url = f"postgres://parley@{host}/{DATABASE}"
        self.environment = {**os.environ, "DATABASE_URL": url, "TMPDIR": str(self.temporary)}
        self.program = subprocess.Popen(
            [sys.executable, "manage.py", "shell", "--verbosity=0", "-c", IMPORTER],
            cwd=settings.BASE_DIR,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.unread = ""

    # --- The database -----------------------------------------------------------------------------

    def ask(self, statement, *values):
        """The first row of the answer, from a connection that is kept while it can be."""
        if self.connection is None:
            self.connection = self.cluster.connect("postgres")
        try:
            with self.connection.cursor() as cursor:
                cursor.execute(statement, values or None)
                return cursor.fetchone() if cursor.description else None
        except psycopg2.Error:
            self.connection.close()
            self.connection = None
            raise

    @contextmanager
    def connected(self, database=DATABASE):
        connection = self.cluster.connect(database)
        try:
            with connection.cursor() as cursor:
                yield cursor
        finally:
            connection.close()

    def make(self, standing):
        """The database as it is before any import that is killed."""
        # Servers of tests forget what they had said was written when they are killed; not this one.
        self.ask("alter role parley set synchronous_commit = on")
        self.ask(f"create database {DATABASE}")
        for words in (["migrate"], ["import_data", str(standing)]):
            run = self.run([*words, "--verbosity=0"])
            assert run.code == 0, run.said
        with self.connected() as cursor:
            cursor.execute(COUNTERS)
            self.counters = cursor.fetchall()
        self.ask(f"alter database {DATABASE} rename to {BEFORE}")
        self.restore()

    def restore(self):
        self.ask(f"drop database if exists {DATABASE} with (force)")
        self.ask(f"create database {DATABASE} template {BEFORE}")

    def set_counters_back(self):
        """What was not written has used up numbers: so that the next import gives the same ids."""
        with self.connected() as cursor:
            for name, value in self.counters:
                cursor.execute(SET_COUNTER, [name, value, value is not None])

    def state(self):
        """The hashes of all records, lists, revisions, changesets and changes, with their ids."""
        with self.connected() as cursor:
            cursor.execute(COLUMNS, [OF_THE_MOMENT])
            return [self.hash(cursor, *of_table) for of_table in cursor.fetchall()]

    @staticmethod
    def hash(cursor, table, columns):
        cursor.execute(HASH.format(table=table, columns=columns))
        return table, *cursor.fetchone()

    # --- Runs, killed or not ----------------------------------------------------------------------

    def run(self, words, moment=None, kill=None):
        """Run a command of manage.py; at the moment, if one is given, kill."""
        self.program.stdin.write(json.dumps([str(self.said), *words]) + "\n")
        self.program.stdin.flush()
        told, killed_at = [], 0.0
        while not told or told[-1].what != "ended":
            told.append(self.next())
            if moment and len(told) - 1 == moment.place:
                time.sleep(moment.seconds)
                ids = {one.what: one.value for one in told}
                with suppress(ProcessLookupError):
                    kill(self, ids["process"], ids.get("server process"))
                killed_at = time.monotonic()
        freed_after = self.freed() - killed_at if killed_at else 0
        return Run(told[-1].value, self.said.read_text(), told, freed_after)

    def next(self):
        """What is told next."""
        while "\n" not in self.unread:
            ready, _, _ = select.select([self.program.stdout], [], [], PATIENCE)
            assert ready, "the importer hangs"
            more = os.read(self.program.stdout.fileno(), 65_536).decode()
            assert more, "the importer has ended"
            self.unread += more
        line, _, self.unread = self.unread.partition("\n")
        return Told(*json.loads(line))

    def freed(self):
        """Wait until nobody holds the lock, and then until nobody is there; answers when it was."""
        freed = self.waited_for(IS_LOCKED, LOCK, DATABASE)
        self.waited_for(IS_CONNECTED, DATABASE)
        return freed

    def waited_for(self, count, *values):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            # A server that recovers refuses all.
            with suppress(psycopg2.Error):
                if self.ask(count, *values) == (0,):
                    return time.monotonic()
            time.sleep(0.01)
        raise AssertionError("waited in vain")

    def leftovers(self):
        """Temporary files of the program, and of the server."""
        of_server = [
            *self.cluster.data.glob("base/pgsql_tmp/*"),
            *self.cluster.data.glob("base/*/t[0-9]*_*"),
        ]
        return [*self.temporary.iterdir(), *of_server]

    def close(self):
        if self.connection:
            self.connection.close()
        self.program.stdin.close()
        self.program.wait(PATIENCE)
        self.program.stdout.close()


@contextmanager
def server_to_kill(standing):
    """A server with what is there before the import."""
    with tempfile.TemporaryDirectory() as folder, throwaway_cluster() as cluster:
        cluster.start()
        server = Server(cluster, Path(folder))
        try:
            server.make(standing)
            yield server
        finally:
            server.close()
