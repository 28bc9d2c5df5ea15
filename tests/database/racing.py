"""Two writers at once, in an order that is sure; and a guard taken away for a while."""

import threading
from contextlib import contextmanager

from django.db import connection, transaction


def in_two_transactions(first, second, meanwhile=lambda: None):
    """The first writes and holds its transaction until the second waits for it, or is done."""
    written, finished = threading.Event(), threading.Event()

    def write_second():
        try:
            written.wait(5)
            second()
        finally:
            finished.set()
            connection.close()

    thread = threading.Thread(target=write_second)
    thread.start()
    with transaction.atomic():
        first()
        written.set()
        while not finished.wait(0.02) and not somebody_waits():
            pass
        meanwhile()
    thread.join()


def somebody_waits():
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select from pg_locks where not granted and pid in ("
            "select pid from pg_stat_activity where datname = current_database()))"
        )
        return cursor.fetchone()[0]


def elsewhere(ask):
    """What another connection answers, which sees only what is committed."""
    answers = []

    def work():
        try:
            answers.append(ask())
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return answers[0]


@contextmanager
def changed_function(name, old, new):
    with connection.cursor() as cursor:
        cursor.execute("select pg_get_functiondef(%s::regproc)", [f"engine.{name}"])
        (definition,) = cursor.fetchone()
        assert old in definition
        cursor.execute(definition.replace(old, new))
        yield
        cursor.execute(definition)
