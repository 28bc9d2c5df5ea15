"""The SQL that migrations run, one file to a topic."""

from pathlib import Path

from django.db.migrations import RunSQL

FOLDER = Path(__file__).resolve().parent


def run_sql_file(name: str) -> RunSQL:
    """The file as a migration's operation. What it makes is dropped with the database only."""
    return RunSQL((FOLDER / name).read_text(encoding="utf-8"), RunSQL.noop)
