"""Triggers that compare all rows before and after a statement never do so row by row.

A session keeps a trigger's first plan, made perhaps for a statement that changed no row at all.
"""

import pytest
from django.db import connection

JOINING = """
select p.proname from pg_proc as p join pg_namespace as n on n.oid = p.pronamespace
where n.nspname in ('engine', 'history') and p.prosrc ~ 'join removed'
and not coalesce(p.proconfig @> array['enable_nestloop=off'], false)
"""
pytestmark = pytest.mark.django_db


def joining_row_by_row():
    with connection.cursor() as cursor:
        cursor.execute(JOINING)
        return [name for (name,) in cursor.fetchall()]


def test_no_trigger_may_compare_all_rows_with_all():
    assert joining_row_by_row() == []


def test_a_trigger_that_may_is_found():
    with connection.cursor() as cursor:
        cursor.execute(
            "create function engine.careless() returns trigger language plpgsql as $$ begin "
            "perform from added as n join removed as o on o.id = n.id; return null; end $$"
        )
    assert joining_row_by_row() == ["careless"]
