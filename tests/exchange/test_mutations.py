"""A good table with one thing broken at random is imported whole or refused whole, with a place."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from negotiations.exchange.importing import import_path

from .packages import SOUND, everything, write

MUTATIONS = 100


def cut(chance, content):
    return content[: chance.randrange(len(content))]


def flip(chance, content):
    place = chance.randrange(len(content))
    return content[:place] + bytes([chance.randrange(256)]) + content[place + 1 :]


def insert(chance, content):
    place = chance.randrange(len(content))
    odd = [b"\0", b'"', b"\xff\xfe", b";", b",", b"\n", b"\r", b"\\", b"'", b"\xef\xbb\xbf", b"%s"]
    return content[:place] + chance.choice(odd) + content[place:]


def repeat_line(chance, content):
    lines = content.splitlines(keepends=True)
    return b"".join(lines) + chance.choice(lines)


def swap_columns(chance, content):
    header, _, rows = content.partition(b"\n")
    names = header.split(b",")
    chance.shuffle(names)
    return b",".join(names) + b"\n" + rows


def replace_cell(chance, content):
    cells = content.split(b",")
    odd = [b"9" * 5_000, b"10^5000", b"2019/2018", b"us;us", b"party:", b"-", b" ", b"x" * 200]
    cells[chance.randrange(len(cells))] = chance.choice(odd)
    return b",".join(cells)


def other_encoding(chance, content):
    return content.decode().encode(chance.choice(["utf-16", "utf-32", "utf-8-sig", "cp037"]))


MUTATE = [cut, flip, insert, repeat_line, swap_columns, replace_cell, other_encoding]


@pytest.mark.slow
@settings(
    max_examples=MUTATIONS,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    name=st.sampled_from(list(SOUND)),
    mutate=st.sampled_from(MUTATE),
    chance=st.randoms(use_true_random=False),
)
def test_a_mutated_table_is_imported_or_refused_with_its_place(
    sound_throughout, db, tmp_path, name, mutate, chance
):
    before = everything()
    mutated = mutate(chance, SOUND[name].encode())

    outcome = import_path(write(tmp_path, {name: mutated}) / f"{name}.csv", dry_run=True)

    assert everything() == before
    for finding in outcome.findings:
        assert finding.file == f"{name}.csv"
        assert finding.reason
        assert finding.row or "empty" in finding.reason
