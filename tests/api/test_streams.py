"""Whole lists while they are read: from a connection of their own, broken off visibly."""

import json
import time

import pytest
from django.db import OperationalError, connection
from django.test import Client

from negotiations.api.writers import BREAKING_CSV, BREAKING_LINE
from negotiations.worlds.copying import Running, copied
from negotiations.worlds.planning import room_for_whole_lists
from negotiations.worlds.reading import public_record
from tests.factories import make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

ENDLESS = "copy (select repeat('x', 1000) || generate_series(1, 100000000)) to stdout"
FAILS_LATE = "copy (select 1 / (20000 - g) from generate_series(1, 30000) g) to stdout"
FAILS_AT_ONCE = "copy (select 1 / 0) to stdout"
GOES_ON = "copy (select repeat('x', 100000), pg_sleep(0.15) from generate_series(1, 5)) to stdout"
SLOW = "copy (select pg_sleep(60)) to stdout"


def backends():
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_stat_activity where query like 'copy (%' "
            "and state = 'active' and datname = current_database()"
        )
        return cursor.fetchone()[0]


def test_rows_come_from_the_public_record_on_a_connection_of_its_own():
    make("Place", slug="shown", status="published")
    make("Place", slug="draft")
    response = Client().get("/api/v1/places.csv?fields=slug")
    assert isinstance(response.streaming_content, map)
    assert b"".join(response.streaming_content) == b"slug\nshown\n"


def test_a_whole_list_has_room_and_takes_it_from_nobody_afterwards():
    def room():
        with connection.cursor() as cursor:
            cursor.execute("show work_mem")
            return cursor.fetchone()[0]

    before = room()
    with room_for_whole_lists():
        assert room() == "32MB" != before
    assert room() == before


def test_a_reader_who_goes_away_ends_the_copy():
    rows = copied(ENDLESS, public_record, 30)
    next(rows)
    assert backends() == 1
    rows.close()
    wait_until(lambda: backends() == 0)


def test_a_reader_who_is_slow_holds_the_copy_back_and_is_not_cut_off():
    rows = Running(ENDLESS, public_record, 0.5)
    rows.begin()
    time.sleep(0.8)
    assert all(len(next(rows)) <= 1 << 16 for _ in range(100))
    rows.close()


def test_a_database_that_lets_wait_too_long_is_told_to_end():
    rows = Running(SLOW, public_record, 0.3)
    with pytest.raises(OperationalError, match="too long"):
        rows.begin()
    wait_until(lambda: backends() == 0)


def test_a_list_that_goes_on_coming_is_not_cut_off():
    rows = Running(GOES_ON, public_record, 0.4)
    rows.begin()
    assert sum(piece.count(b"\n") for piece in rows) == 5


def test_what_fails_before_the_first_row_is_raised_at_once():
    with pytest.raises(Exception, match="division by zero"):
        copied(FAILS_AT_ONCE, public_record, 30)


def test_what_fails_later_is_raised_where_the_reading_has_come_to():
    rows, read = copied(FAILS_LATE, public_record, 30), []
    with pytest.raises(Exception, match="division by zero"):
        read.extend(rows)
    assert b"".join(read)


@pytest.mark.parametrize(("form", "breaking"), [("csv", BREAKING_CSV), ("jsonl", BREAKING_LINE)])
def test_an_answer_that_breaks_off_cannot_be_taken_for_a_whole_one(monkeypatch, form, breaking):
    monkeypatch.setattr("negotiations.api.streams.copied", lambda *_: copied(FAILS_LATE, *_[1:]))
    response = Client().get(f"/api/v1/places.{form}")
    pieces = []
    with pytest.raises(Exception, match="division by zero"):
        pieces.extend(response.streaming_content)
    assert pieces[-1] == breaking
    assert breaking.count(b'"') % 2 == 1 or not is_json(breaking)


def test_parquet_that_breaks_off_has_no_end(monkeypatch):
    monkeypatch.setattr("negotiations.api.streams.copied", lambda *_: copied(FAILS_LATE, *_[1:]))
    response = Client().get("/api/v1/places.parquet?fields=version")
    pieces = []
    with pytest.raises(Exception, match="division by zero"):
        pieces.extend(response.streaming_content)
    assert not b"".join(pieces).endswith(b"PAR1")


def is_json(text):
    try:
        return json.loads(text) is not None
    except ValueError:
        return False


def wait_until(holds):
    for _ in range(100):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError("It never came to hold.")
