"""How the database plans the reading of whole rows from a world."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import InternalError, connection

WHOLE_LIST = "32MB"


@contextmanager
def joins_as_written() -> Iterator[None]:
    """Keep the planner from trying every order of the joins of a view.

    A row shows each reference only if its target shows, by a join along the target's key: for rows
    chosen by their own keys one order is as good as another, and trying all of them for ten
    references took 75 ms where reading took one. Not for choosing rows: there the order matters.
    """
    with changed("join_collapse_limit", "1"):
        yield


@contextmanager
def rows_by_their_keys() -> Iterator[None]:
    """Keep the planner from reading a small table whole for each row that names one of its rows.

    It takes the table for cheaper than its index, and so it is, once; for the documents of a list
    it was read for each reference of each row, which made half of the database's work.
    """
    with changed("enable_seqscan", "off"):
        yield


@contextmanager
def room_for_whole_lists() -> Iterator[None]:
    """Memory in which a whole list is joined and sorted: with less, all of it goes over the disk.

    Together with lists that are not unpacked where they are empty, a tenth of the database's work.
    """
    with changed("work_mem", WHOLE_LIST):
        yield


@contextmanager
def changed(setting: str, value: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("select set_config(%s, %s, false)", [setting, value])
    try:
        yield
    finally:
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"reset {setting}")
        except InternalError:
            # A failed transaction: its rollback takes the setting back.
            pass
