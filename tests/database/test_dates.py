"""Imprecise dates in the database: the same answers as in Python, for every text."""

import itertools
import re
import time
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, connection
from hypothesis import given
from hypothesis import strategies as st

from negotiations import dates
from negotiations.dates import DateError, ImpreciseDate, duration_length
from tests import date_texts as texts

pytestmark = pytest.mark.django_db

SQL = (Path(dates.__file__).parent / "sql" / "dates.sql").read_text("utf-8")

FORMS = tuple(
    form + qualifier
    for year in (1, 9, 1900, 2000, 2019, 2020, 9999)
    for form in texts.forms_of(year)
    for qualifier in texts.QUALIFIERS
)
ENUMERATED = (*FORMS, *texts.SPANS, *texts.OPEN_ENDS, *texts.REFUSED)


def answers(written):
    """Per text: earliest and latest as the database prints them, and whether its ends are exact."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select engine.date_earliest(edtf)::text, engine.date_latest(edtf)::text,
                   engine.date_has_exact_ends(edtf)
            from unnest(%s::text[]) with ordinality as given (edtf, place) order by place
            """,
            [list(written)],
        )
        return cursor.fetchall()


def expected(text):
    if not text:
        return "infinity", "infinity", False
    try:
        found = ImpreciseDate.parse(text)
    except DateError:
        return "infinity", "-infinity", False
    return str(found.earliest or "-infinity"), str(found.latest or "infinity"), found.exact_ends


def check_dates(written):
    for text, answer in zip(written, answers(written), strict=True):
        assert answer == expected(text), text


def check_durations(written):
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select engine.duration_length(duration)
            from unnest(%s::text[]) with ordinality as given (duration, place) order by place
            """,
            [list(written)],
        )
        lengths = [length for (length,) in cursor.fetchall()]
    for text, length in zip(written, lengths, strict=True):
        assert length == length_or_none(text), text


def length_or_none(text):
    try:
        return duration_length(text)
    except DateError:
        return None


# --- Python and SQL agree ------------------------------------------------------------------------


@pytest.mark.slow
@texts.in_batches
@given(texts.batches)
def test_python_and_sql_agree_on_any_texts(written):
    check_dates(written)


def test_python_and_sql_agree_on_every_written_form_and_every_refused_text():
    check_dates(ENUMERATED)


@pytest.mark.slow
@texts.in_batches
@given(st.lists(texts.durations, min_size=texts.BATCH, max_size=texts.BATCH))
def test_python_and_sql_agree_on_durations(written):
    check_durations(written)


def test_python_and_sql_refuse_the_same_durations():
    check_durations(texts.NO_DURATIONS)


@texts.in_batches
@given(st.lists(texts.dates(), min_size=texts.BATCH, max_size=texts.BATCH))
def test_python_and_sql_sort_alike(written):
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select edtf from unnest(%s::text[]) as given (edtf)
            order by engine.date_earliest(edtf), engine.date_latest(edtf), edtf collate "C"
            """,
            [written],
        )
        in_database = [text for (text,) in cursor.fetchall()]
    assert in_database == [str(found) for found in sorted(map(ImpreciseDate.parse, written))]


# The file with one slip each. The checks above must notice every one of them.
SLIPS = {
    "months end a day early": ("'1 month - 1 day'", "'1 month - 2 days'"),
    "reversed spans pass": ("earliest <= latest and (", "("),
    "spans open at both ends pass": ("earliest > '-infinity' or latest < 'infinity'", "true"),
    "qualifiers widen nothing": ("  if qualified then", "  if false then"),
    "winter has two months": ("last_month := first_month + 2", "last_month := first_month + 1"),
    "the calendar does not end": ("least(last_month, 9999 * 12 + 11)", "last_month"),
    "there is a year 0": ("greatest(first_month, 12)", "first_month"),
    "every month has 31 days": ("between '01' and '28'", "between '01' and '31'"),
    "approximate is not a qualifier": ("in ('?', '~', '%')", "in ('?', '%')"),
    "months are exact": ("'0000-00-00/0000-00-00')", "'0000-00-00/0000-00-00', '0000-00-XX')"),
    "unknown is not last": ("if edtf = '' then", "if edtf = '-' then"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_the_check_of_dates_finds_a_slip(slip):
    right, wrong = SLIPS[slip]
    assert right in SQL
    with connection.cursor() as cursor:
        cursor.execute(SQL.replace(right, wrong))
    with pytest.raises((AssertionError, DatabaseError)):
        check_dates((*ENUMERATED, ""))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("* 2629746", "* 2629745"),
        (", 9), 0)", ", 9), -1)"),
        ("* 1.000000000", ""),
        ("{1,6}W", "{1,7}W"),
        ("in ('P', 'T')", "in ('P')"),
    ],
)
def test_the_check_of_durations_finds_a_slip(right, wrong):
    assert right in SQL
    with connection.cursor() as cursor:
        cursor.execute(SQL.replace(right, wrong))
    with pytest.raises((AssertionError, DatabaseError)):
        check_durations((*texts.NO_DURATIONS, "P1M", "P1234567W", "P999999YT1H"))


# --- What the functions promise ------------------------------------------------------------------


def functions():
    """How the database defines each function of the file."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select pg_get_functiondef(oid), provolatile, proparallel from pg_proc
            where pronamespace = 'engine'::regnamespace and proname = any(%s) order by proname
            """,
            [re.findall(r"create or replace function engine\.(\w+)", SQL)],
        )
        return cursor.fetchall()


def test_the_database_holds_the_functions_of_the_file():
    migrated = functions()
    with connection.cursor() as cursor:
        cursor.execute(SQL)
    assert functions() == migrated
    assert len(migrated) == SQL.count("create or replace function")


def test_the_functions_may_stand_in_columns_checks_and_parallel_plans():
    assert {(volatile, parallel) for _, volatile, parallel in functions()} == {("i", "s")}


def test_the_functions_need_no_search_path_as_when_a_dump_is_restored():
    with connection.cursor() as cursor:
        cursor.execute("set local search_path to ''")
        check_dates(ENUMERATED)
        check_durations(["P1Y6M", "PT8H30M", "P"])
        cursor.execute("reset search_path")


def test_null_stays_null():
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select engine.date_earliest(null), engine.date_latest(null),
                   engine.date_has_exact_ends(null), engine.duration_length(null)
            """
        )
        assert cursor.fetchone() == (None, None, None, None)


@pytest.fixture
def meetings(db):
    """A table whose bounds are derived, with the rule under its own name."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            create temporary table meeting (
              date text not null,
              earliest date not null generated always as (engine.date_earliest(date)) stored,
              latest date not null generated always as (engine.date_latest(date)) stored,
              constraint date_is_in_the_subset check (earliest <= latest)
            ) on commit drop
            """
        )
        yield cursor


@pytest.mark.parametrize("text", ["2019-02-30", "2019/2018", "../..", "5 October 2019"])
def test_a_wrong_text_is_refused_by_the_name_of_the_rule(meetings, text):
    with pytest.raises(IntegrityError, match="date_is_in_the_subset"):
        meetings.execute("insert into meeting (date) values (%s)", [text])


def test_an_unknown_date_is_kept_and_sorts_last(meetings):
    for text in ("", "1993-06/..", "2019", "../2019"):
        meetings.execute("insert into meeting (date) values (%s)", [text])
    meetings.execute("select date from meeting order by earliest, latest")
    assert list(itertools.chain(*meetings)) == ["../2019", "1993-06/..", "2019", ""]


def test_no_text_takes_the_database_five_milliseconds():
    def seconds_taken(text):
        started = time.perf_counter()
        answers([text])
        return time.perf_counter() - started

    hostile = (*texts.SPANS[::7], *texts.REFUSED)
    assert max(min(seconds_taken(text) for _ in range(3)) for text in hostile) < 0.005
