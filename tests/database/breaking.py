"""How tests break a rule past everything that Python could refuse first."""

import psycopg2
import pytest
from django.db import IntegrityError, connection, transaction

from negotiations.models.refusals import refusal_of


def execute(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def update(row, **values):
    """Plain SQL, so that nothing in Python can refuse first."""
    columns = ", ".join(f'"{column}" = %s' for column in values)
    execute(f'update "{row._meta.db_table}" set {columns} where id = %s', *values.values(), row.pk)


def ask_deferred_rules():
    execute("set constraints all immediate")


def violated(break_rule):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        break_rule()
        ask_deferred_rules()
    return refusal_of(refused.value)


def lose_the_server():
    """The server ends this connection, as one that is shut down does."""
    other = psycopg2.connect(**connection.get_connection_params())
    with other.cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid]
        )
    other.close()
