"""Lengths of ISO 8601 durations, in pure Python."""

import contextlib
import time
from decimal import Decimal

import pytest

from negotiations.dates import DateError, duration_length
from tests import date_texts as texts


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("P1Y", "365.2425"),
        ("P12M", "365.2425"),
        ("P1M", "30.436875"),
        ("P2W", "14"),
        ("P10D", "10"),
        ("P1Y6M", "547.86375"),
        ("P1DT12H", "1.5"),
        ("PT8H30M", "0.354166667"),
        ("PT1S", "0.000011574"),
        ("P0Y3D", "3"),
        ("P999999W", "6999993"),
    ],
)
def test_a_duration_has_a_length_in_days(text, days):
    assert duration_length(text) == Decimal(days)


@pytest.mark.parametrize("text", texts.NO_DURATIONS, ids=lambda text: ascii(text[:20]))
def test_what_is_no_duration_is_refused(text):
    with pytest.raises(DateError, match=r"is not accepted: .* P3Y, P18M"):
        duration_length(text)


def test_no_text_takes_five_milliseconds():
    for text in (*texts.NO_DURATIONS, "PT" * 50_000, "P" + "1" * 100_000):
        started = time.perf_counter()
        for _ in range(3):
            with contextlib.suppress(DateError):
                duration_length(text)
        assert time.perf_counter() - started < 0.015, text[:20]
