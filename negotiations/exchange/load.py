"""An import: everything is checked, then everything is written in one transaction, or nothing.

The way: files.py finds the tables, rows.py reads them, staging.py brings them into the database,
questions.py asks what is wrong with them, writing.py writes what is new or differs. A dry run goes
the same way to its end, and is then taken back.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import DatabaseError, Error, IntegrityError, connection, transaction
from django.db.backends.utils import CursorWrapper

from negotiations.choices import ChangesetChannel
from negotiations.exchange.delimited import Tell, ignored
from negotiations.exchange.drafts import ask_for_drafts_only
from negotiations.exchange.files import digest, tables_in
from negotiations.exchange.findings import Finding, Findings
from negotiations.exchange.foreseen import foreseen, refuse_another
from negotiations.exchange.mapping import NOTHING_MAPPED, Map
from negotiations.exchange.plan import Plan
from negotiations.exchange.questions import Questions
from negotiations.exchange.rows import Rows
from negotiations.exchange.sheets import SHEETS
from negotiations.exchange.staging import Staging
from negotiations.exchange.writing import Writer
from negotiations.models.history import writing

#: The advisory lock that one import at a time holds until its transaction ends.
LOCK = 7272002
IS_TAKEN = """
select exists (select from pg_locks where locktype = 'advisory' and objid = %s and granted
  and pid <> pg_backend_pid()
  and database = (select oid from pg_database where datname = current_database()))
"""
#: One statement joins up to thirty tables, each by a hash of its own in so much memory.
MEMORY_OF_STATEMENTS = "set local work_mem = '32MB'; set local hash_mem_multiplier = 1"
#: New words wait in a list beside their index, which takes them in all at once at the end.
LIST_OF_NEW_WORDS = "set local gin_pending_list_limit = '256MB'"
TAKE_NEW_WORDS_IN = """
select pg_catalog.gin_clean_pending_list(words.oid)
from pg_catalog.pg_class as words join pg_catalog.pg_am as method on method.oid = words.relam
where method.amname = 'gin' and words.relnamespace = 'public'::regnamespace
  and words.relname like '%\\_search' and pg_catalog.pg_has_role(words.relowner, 'usage')
"""


class Busy(Exception):
    """Another import is running."""


class Unsure(DatabaseError):
    """The connection was lost in the commit: all was written, or nothing."""


class Refused(Exception):
    """The package has findings; nothing is written."""


class TakenBack(Exception):
    """A dry run has reached its end."""


@dataclass
class Outcome:
    """What became of an import."""

    batch: str
    dry_run: bool
    plan: Plan = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    #: What it met (foreseen.py); empty where there are findings, and for a fixture.
    foreseen: str = ""

    @property
    def is_written(self) -> bool:
        return not self.dry_run and not self.findings and any(share.writes for share in self.plan)

    def as_dict(self) -> dict[str, Any]:
        return {
            "batch": self.batch,
            "dry_run": self.dry_run,
            "written": self.is_written,
            "foreseen": self.foreseen,
            "plan": {share.sheet: share.as_dict() for share in self.plan},
            "findings": [finding.as_dict() for finding in self.findings],
        }


def import_package(
    path: Path,
    *,
    mapped: Map = NOTHING_MAPPED,
    status: str | None = None,
    dry_run: bool = False,
    as_checked: str = "",
    drafts_only: bool = False,
    actor: Any = None,
    tell: Tell = ignored,
) -> Outcome:
    """Import a folder, .zip, CSV file or workbook. `tell` is told how many more bytes were read.

    `as_checked` is what a dry run foresaw: raises PackageError where it would be another now.
    With `drafts_only` whatever touches more than drafts is a finding.
    """
    findings = Findings()
    with tables_in(path, findings, mapped) as tables:
        content = digest(tables, mapped)
        outcome = Outcome(batch_name(content), dry_run)
        with suppress(Refused), recording(outcome.batch, actor, dry_run) as cursor:
            given = [Rows(table, findings, tell) for table in tables]
            staging = staged(cursor, given, status, findings, drafts_only)
            sheets = [rows.sheet for rows in staging.given]
            outcome.foreseen = foreseen(cursor, sheets, f"{content} {staging.status}")
            refuse_another(outcome.foreseen, as_checked)
            outcome.plan = write(staging, findings)
    outcome.findings = findings.in_order([sheet.file for sheet in SHEETS.values()])
    return outcome


@contextmanager
def recording(
    batch: str, actor: Any, dry_run: bool, channel: ChangesetChannel = ChangesetChannel.IMPORT
) -> Iterator[CursorWrapper]:
    """The one transaction of an import or its undoing, under the lock; of a dry run taken back.

    Raises Unsure where nobody can know how it ended; after any other error nothing was written.
    """
    is_ending = False
    connection.ensure_connection()
    # Django may have opened another by the time it tells that this one was lost.
    own = connection.connection
    try:
        with (
            suppress(TakenBack),
            writing(channel=channel, actor=actor, batch=batch),
            connection.cursor() as cursor,
        ):
            take_lock(cursor)
            yield cursor
            if dry_run:
                raise TakenBack
            is_ending = True
    except Error as error:
        if is_ending and own.closed:
            raise Unsure(*error.args) from error
        raise


def staged(
    cursor: CursorWrapper,
    tables: list[Rows],
    status: str | None,
    findings: Findings,
    drafts_only: bool,
) -> Staging:
    """The rows inside the database, with nothing wrong found in them. Raises Refused."""
    staging = Staging(cursor, [rows for rows in tables if rows.read_header()], status)
    staging.drop()
    staging.fill()
    questions = Questions(cursor, staging, findings)
    questions.ask()
    if drafts_only:
        ask_for_drafts_only(questions)
    if len(findings):
        raise Refused
    return staging


def write(staging: Staging, findings: Findings) -> Plan:
    """Raises Refused where the database refuses what no question foresaw."""
    cursor = staging.cursor
    try:
        with transaction.atomic():
            plan = Writer(cursor, staging.given).write()
            cursor.execute(TAKE_NEW_WORDS_IN)
            cursor.execute("set constraints all immediate")
    except IntegrityError as error:
        Questions(cursor, staging, findings).ask_after(error)
        raise Refused from error
    cursor.execute("set constraints all deferred")
    return plan


def refuse_when_busy() -> None:
    """Before anything is read, which takes its time; who has the lock is settled by taking it."""
    with connection.cursor() as cursor:
        cursor.execute(IS_TAKEN, [LOCK])
        if cursor.fetchone()[0]:
            raise Busy


def take_lock(cursor: CursorWrapper) -> None:
    """Or tell that it is taken. A killed process loses it within half a second."""
    cursor.execute("set local client_connection_check_interval = '500ms'")
    cursor.execute(MEMORY_OF_STATEMENTS)
    cursor.execute(LIST_OF_NEW_WORDS)
    cursor.execute("select pg_try_advisory_xact_lock(%s)", [LOCK])
    if not cursor.fetchone()[0]:
        raise Busy


def batch_name(content: str) -> str:
    """The moment and the content of an import."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}-{content[:16]}"
