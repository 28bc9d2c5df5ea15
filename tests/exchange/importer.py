"""A program that runs commands of manage.py, each in a process of its own that may be killed.

It reads a list of words a line, of which the first is the file that takes what the command says,
and tells on its output, in lines of JSON, what the process comes to: the ids of itself and of the
server's process, each statement it sends, the commit, the end. Who starts it is interrupting.py.
"""

import json
import os
import sys
import time
import traceback
from pathlib import Path

from django.core.management import call_command, execute_from_command_line
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from negotiations.exchange.sheets import SHEETS

#: Instead of a command: an importer that commits each kind by itself, as one would write it first.
BY_KIND = "import-by-kind"


def tell(name, value):
    os.write(sys.stdout.fileno(), f"{json.dumps([name, time.monotonic(), value])}\n".encode())


def main():
    for line in sys.stdin:
        words = json.loads(line)
        child = os.fork()
        if not child:
            os._exit(run(words))
        _, status = os.waitpid(child, 0)
        tell("ended", os.waitstatus_to_exitcode(status))


def run(words):
    """As manage.py does; answers the exit code."""
    os.dup2(os.open(words.pop(0), os.O_WRONLY | os.O_CREAT | os.O_TRUNC), sys.stderr.fileno())
    tell("process", os.getpid())
    connection.ensure_connection()
    tell("server process", connection.connection.info.backend_pid)
    BaseDatabaseWrapper._commit = told_commit
    try:
        with connection.execute_wrapper(told_statement):
            if words[0] == BY_KIND:
                import_by_kind(Path(words[1]))
            else:
                execute_from_command_line(["manage.py", *words])
    except SystemExit as end:
        return end.code or 0
    except BaseException:
        traceback.print_exc()
        return 1
    finally:
        sys.stderr.flush()
    return 0


def import_by_kind(folder):
    for sheet in SHEETS.values():
        if (folder / sheet.file).exists():
            call_command("import_data", str(folder / sheet.file), verbosity=0)


def told_statement(execute, sql, params, many, context):
    tell("statement", None)
    return execute(sql, params, many, context)


def told_commit(wrapper, commit=BaseDatabaseWrapper._commit):
    tell("commit", None)
    commit(wrapper)
    tell("committed", None)
