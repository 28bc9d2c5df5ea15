"""Imprecise dates in pure Python: reading, printing, refusing, bounds, order and periods."""

import contextlib
import copy
import functools
import itertools
import re
import time
from datetime import date, timedelta
from pathlib import Path

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiations.dates import (
    MAX_LENGTH,
    PRECISIONS,
    DateError,
    ImpreciseDate,
    period,
)
from tests import date_texts as texts

parse = ImpreciseDate.parse
MANUAL = Path(__file__).parent.parent / "docs" / "dates.md"


def bounds(text):
    found = parse(text)
    return found.earliest, found.latest


# --- Reading and printing ------------------------------------------------------------------------


@pytest.mark.slow
@texts.many
@given(texts.dates())
def test_every_accepted_text_prints_as_it_was_read_and_has_its_bounds_in_order(text):
    found = parse(text)
    assert str(found) == found.edtf == text
    assert found.earliest is None or found.latest is None or found.earliest <= found.latest
    assert (found.earliest is None, found.latest is None) == ("../" in text, "/.." in text)
    assert found.precision in PRECISIONS
    assert found.text == found.text.strip() != ""
    assert len(text) <= MAX_LENGTH


def check_is_read_or_refused(text):
    try:
        assert str(parse(text)) == text
    except DateError as refusal:
        assert "Accepted are 2019-10-05" in str(refusal)


@texts.fewer
@given(texts.mutations())
def test_a_slip_of_the_pen_is_a_date_or_a_date_error(text):
    check_is_read_or_refused(text)


@texts.fewer
@given(st.text(max_size=70))
def test_any_text_is_a_date_or_a_date_error(text):
    check_is_read_or_refused(text)


@pytest.mark.parametrize(
    "text", texts.REFUSED + texts.REFUSED_BY_PYTHON, ids=lambda text: ascii(text[:20])
)
def test_what_is_no_date_is_refused_with_a_short_printable_sentence(text):
    with pytest.raises(DateError) as refusal:
        parse(text)
    message = str(refusal.value)
    assert re.match(r"^(['\"]).{0,330}\1 is not accepted: ", message)
    assert len(message) < 600 and message.isprintable()
    assert message.encode()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2019-02-30", "that month has the days 01 to 28"),
        ("2019-13", "there is no month 13"),
        ("2019-21-05", "a season has no days"),
        ("0000", "years run from 0001 to 9999"),
        ("201X-05", "only what follows the last known part may be unknown"),
        ("2019/2018", "it ends before it begins"),
        ("../..", "a span needs at least one end"),
        ("2019/", "an open end is written as two dots"),
        ("[2019..]", "one day between two dates is written [a..b] with both of them"),
        ("2017/2018/2019", "a span has one slash between its two ends"),
        ("5.10.2019", "it is not written as a date"),
        ("2019" * 20, "it is longer than 64 characters"),
    ],
)
def test_a_refusal_says_what_is_wrong(text, reason):
    with pytest.raises(DateError, match=re.escape(reason)):
        parse(text)


def test_a_refusal_in_a_span_names_the_end_that_is_wrong():
    with pytest.raises(DateError, match=r"^'2019-13' is not accepted"):
        parse("2018/2019-13")


# --- Bounds --------------------------------------------------------------------------------------


def check_widening(read):
    """A qualified date counts as its next coarser unit, and a winter touches two years."""
    for text, coarser in {
        "2019-10-05{}": "2019-10",
        "2020-02-29{}": "2020-02",
        "2019-10{}": "2019",
        "2019-10-XX{}": "2019",
        "2019-22{}": "2019",
        "2019-24{}": "2019/2020",
        "9999-24{}": "9999",
        "2019{}": "201X",
        "2019-XX{}": "201X",
        "0005{}": "000X",
        "201X{}": "201X",
        "000X{}": "000X",
    }.items():
        for qualifier in ("?", "~", "%"):
            assert read(text.format(qualifier)) == read(coarser), text


def test_a_qualified_date_counts_as_its_next_coarser_unit():
    check_widening(bounds)


def test_the_ends_of_a_span_are_widened_each_on_its_own():
    assert bounds("2019-10-05~/2019-12-31") == (date(2019, 10, 1), date(2019, 12, 31))
    assert bounds("[2018-05-03..2018-05-09?]") == (date(2018, 5, 3), date(2018, 5, 31))


@pytest.mark.parametrize("text", ["9999-24", "9999-24?", "999X", "999X~", "9999%", "9999-12-31~"])
def test_the_calendar_ends_with_the_year_9999(text):
    assert parse(text).latest == date.max


def test_the_first_decade_begins_with_the_year_1():
    assert bounds("000X") == (date(1, 1, 1), date(9, 12, 31))


@functools.cache
def strict(text):
    """The bounds the edtf package finds, open ends as None. It has a year 0, the calendar none."""
    found = edtf.parse_edtf(text)
    both = found.lower_strict(), found.upper_strict()
    return [None if isinstance(it, float) else date(max(it[0], 1), *it[1:3]) for it in both]


def oracle(text):
    """What edtf says of the two ends, each alone: it fails on some forms inside a span.

    It ends winter in December, so February is asked for instead.
    """
    if text.startswith("["):
        text = text[1:-1].replace("..", "/")
    first, _, last = text.partition("/")
    last = last or first
    if re.fullmatch("[0-9]{4}-24", last):
        year = int(last[:4])
        last = f"{year + 1:04}-02" if year < 9999 else "9999-12"
    return None if first == ".." else strict(first)[0], None if last == ".." else strict(last)[1]


def check_against_oracle(read, written):
    for text in written:
        assert read(text) == oracle(text), text


def a_day_short(text):
    earliest, latest = bounds(text)
    return earliest, latest and latest - timedelta(days=latest.day > 1)


def without_leap_years(text):
    earliest, latest = bounds(text)
    return earliest, latest.replace(day=28) if latest and latest.month == 2 else latest


def winter_within_its_year(text):
    earliest, latest = bounds(text)
    return earliest, date(earliest.year, 12, 31) if text.endswith("-24") else latest


@pytest.mark.slow
@pytest.mark.parametrize("year", [1, 9, 1900, 2000, 2019, 2020, 9999])
def test_every_written_form_of_a_year_has_the_bounds_of_the_oracle(year):
    check_against_oracle(bounds, texts.forms_of(year))


def test_every_pair_of_forms_in_a_span_has_the_bounds_of_the_oracle():
    check_against_oracle(bounds, texts.SPANS + texts.OPEN_ENDS)


@pytest.mark.parametrize("broken", [a_day_short, without_leap_years, winter_within_its_year])
def test_the_oracle_finds_wrong_bounds(broken):
    with pytest.raises(AssertionError):
        check_against_oracle(broken, texts.forms_of(2020))


@pytest.mark.slow
@texts.oracle_many
@given(texts.dates(qualifiers=("",)))
def test_generated_dates_have_the_bounds_of_the_oracle(text):
    check_against_oracle(bounds, [text])


@pytest.mark.parametrize(
    "text",
    [
        *("2019-02-27/2019-02-28", "2018/2019-06", "../2019", "../2019-10-05", "1993-06/.."),
        *("201X/2021", "2019-10-XX/2020", "2019-21/2020-22", "[2018-05-03..2018-05-09]"),
    ],
)
def test_spans_that_the_oracle_reads_whole_have_its_bounds(text):
    assert list(bounds(text)) == strict(text)


REVERSED = (
    *("2019/2018", "2019-10-05/2019-10-04", "[2018-05-09..2018-05-03]", "2020~/2009"),
    *("2019-24/2019-11", "201X/2009", "[2019-10?..2018]"),
)


def check_reversed(read):
    for text in REVERSED:
        with contextlib.suppress(DateError):
            assert not read(text), f"{text} was read"


def reads_backwards(text):
    first, last = text.strip("[]").replace("..", "/").split("/")
    return parse(first).earliest, parse(last).latest


def test_a_span_that_ends_before_it_begins_is_refused():
    check_reversed(bounds)


def test_the_check_for_reversed_spans_finds_a_reader_that_takes_them():
    with pytest.raises(AssertionError):
        check_reversed(reads_backwards)


def test_the_check_of_widening_finds_a_reader_that_ignores_qualifiers():
    with pytest.raises(AssertionError):
        check_widening(lambda text: bounds(text.rstrip("?~%")))


def test_a_span_may_end_within_the_unit_it_begins_in():
    assert bounds("2019-10/2019-10-05") == (date(2019, 10, 1), date(2019, 10, 5))
    assert bounds("2019-12-31/2019") == (date(2019, 12, 31), date(2019, 12, 31))


# --- What is said of it --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "precision", "qualifier", "exact_ends"),
    [
        ("2019-10-05", "day", "", True),
        ("2019-10-05~", "day", "~", False),
        ("2019-10", "month", "", False),
        ("2019-10-XX%", "month", "%", False),
        ("2019-23?", "season", "?", False),
        ("2019", "year", "", False),
        ("2019-XX", "year", "", False),
        ("201X", "decade", "", False),
        ("2019-02-27/2019-02-28", "interval", "", True),
        ("2019-02-27/2019-02-28?", "interval", "?", False),
        ("2019-02/2019-03", "interval", "", False),
        ("2019~/2020~", "interval", "~", False),
        ("2019~/2020?", "interval", "%", False),
        ("2019%/2020?", "interval", "%", False),
        ("2019-02-27/..", "interval", "", False),
        ("../2019-02-27?", "interval", "?", False),
        ("[2018-05-03..2018-05-09]", "one_of", "", False),
        ("[2018-05-03..2018-05-09~]", "one_of", "~", False),
    ],
)
def test_precision_is_as_written_and_a_span_is_as_doubtful_as_its_ends(
    text, precision, qualifier, exact_ends
):
    found = parse(text)
    assert (found.precision, found.qualifier) == (precision, qualifier)
    assert found.exact_ends is exact_ends


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2019-10-05", "5 October 2019"),
        ("2019-10-05~", "about 5 October 2019"),
        ("2019-10-05?", "5 October 2019 (doubted)"),
        ("2019-10-05%", "about 5 October 2019 (doubted)"),
        ("2019-10", "October 2019"),
        ("2019-10-XX", "October 2019, day unknown"),
        ("2019-XX", "2019, month unknown"),
        ("2019-21", "spring 2019"),
        ("2019-24", "winter 2019/2020"),
        ("201X~", "about 2010s"),
        ("0476", "0476"),
        ("2019-02-27/2019-02-28", "27 to 28 February 2019"),
        ("2019-02-27/2019-03-01", "27 February to 1 March 2019"),
        ("2018-12-27/2019-01-01", "27 December 2018 to 1 January 2019"),
        ("2018-10-05/2019-10-05", "5 October 2018 to 5 October 2019"),
        ("2019-02-27/2019-02-27", "27 February 2019"),
        ("2019-03/2019-05", "March to May 2019"),
        ("2019/2020", "2019 to 2020"),
        ("2019-21/2019-22", "spring to summer 2019"),
        ("2019~/2020", "from about 2019 to 2020"),
        ("2019/2020?", "from 2019 to 2020 (doubted)"),
        ("../2019", "until 2019"),
        ("1993-06/..", "from June 1993"),
        ("1993-06~/..", "from about June 1993"),
        ("[2018-05-03..2018-05-09]", "between 3 and 9 May 2018"),
        ("[2018..2019~]", "between 2018 and about 2019"),
    ],
)
def test_a_reader_sees_english(text, words):
    assert parse(text).text == words


def test_a_date_is_a_value():
    found = parse("1993-06/..")
    copied = copy.deepcopy(found)
    assert copied == found == parse("1993-06/..")
    assert len({found, copied}) == 1
    assert copied.text == "from June 1993"
    assert repr(found) == "ImpreciseDate('1993-06/..')"
    assert found != "1993-06/.."
    with pytest.raises(AttributeError):
        found.edtf = "1994"


# --- Order ---------------------------------------------------------------------------------------


@given(st.lists(texts.dates(), max_size=20))
def test_dates_are_in_one_order_whichever_way_they_came(written):
    found = sorted(map(parse, written))
    assert found == sorted(map(parse, reversed(written)))
    for one, next_one in itertools.pairwise(found):
        assert (one < next_one) is not (one == next_one)
        assert (one == next_one) is (one.edtf == next_one.edtf)
        assert (one.earliest or date.min) <= (next_one.earliest or date.min)


def test_an_open_beginning_sorts_first_and_of_one_beginning_the_shorter():
    expected = [
        *("../2018", "../2019", "0001", "201X", "2018/2019", "2019-10-05", "2019-10-05/2019-10-06"),
        *("2019-10-05/9999", "2019-10-05/..", "2019-10-06", "9999-12-31"),
    ]
    assert [str(found) for found in sorted(map(parse, reversed(expected)))] == expected


# --- Periods -------------------------------------------------------------------------------------


def days_between(earliest, latest):
    return [earliest + timedelta(days=n) for n in range((latest - earliest).days + 1)]


def truths(found):
    """Every first and last day that the date allows."""
    if found.precision != "interval":
        return [(day, day) for day in days_between(found.earliest, found.latest)]
    first, last = map(parse, found.edtf.split("/"))
    starts = days_between(first.earliest, first.latest)
    ends = days_between(last.earliest, last.latest)
    return [(start, end) for start in starts for end in ends if start <= end]


weeks = st.dates(date(2018, 12, 20), date(2019, 3, 10))
forms = st.tuples(weeks, st.sampled_from(texts.FORMS[:3]), st.just(""))
closed = st.builds(texts.span, st.sampled_from(("{}", "{}/{}", "[{}..{}]")), forms, forms)


@pytest.mark.slow
@given(closed, weeks, weeks)
def test_possible_and_certain_hold_for_every_day_the_date_allows(text, one, other):
    first, last = sorted((one, other))
    found = parse(text)
    meets = [start <= last and end >= first for start, end in truths(found)]
    certain = found.certainly_in(first, last)
    assert found.possibly_in(first, last) is any(meets)
    assert certain <= all(meets)
    if found.precision != "interval" or found.exact_ends:
        assert certain is all(meets)


@given(texts.dates(), st.none() | texts.days, st.none() | texts.days)
def test_what_is_certain_is_possible(text, first, last):
    found = parse(text)
    assert found.certainly_in(first, last) <= found.possibly_in(first, last)
    assert found.certainly_in(None, None)


def test_an_open_end_lies_only_in_an_open_period():
    ceasefire = parse("1993-06-12/..")
    assert ceasefire.possibly_in(date(2030, 1, 1), date(2030, 12, 31))
    assert ceasefire.certainly_in(date(1993, 1, 1), None)
    assert not ceasefire.certainly_in(date(1993, 1, 1), date(9999, 12, 31))
    assert not parse("../2019").certainly_in(date(1, 1, 1), date(2019, 12, 31))


def test_a_period_runs_from_the_earliest_of_one_date_to_the_latest_of_another():
    assert period("2019-10", "2019-12") == (date(2019, 10, 1), date(2019, 12, 31))
    assert period("2019~", "2019-24") == (date(2010, 1, 1), date(2020, 2, 29))
    assert period("2019", "2019") == (date(2019, 1, 1), date(2019, 12, 31))
    assert period("../2019", "2019/..") == period("", None) == period() == (None, None)


@pytest.mark.parametrize(
    ("text_from", "text_to"), [("2020", "2019"), ("2019-13", "2020"), ("2019", "\0"), ("x", None)]
)
def test_a_period_of_no_dates_or_none_in_order_is_refused(text_from, text_to):
    with pytest.raises(DateError):
        period(text_from, text_to)


# --- Cost ----------------------------------------------------------------------------------------


def seconds_taken(text):
    """The best of three, so that a busy machine is not mistaken for a slow parser."""
    taken = []
    for _ in range(3):
        started = time.perf_counter()
        with contextlib.suppress(DateError):
            hash(parse(text).text)
        taken.append(time.perf_counter() - started)
    return min(taken)


def test_no_text_takes_five_milliseconds():
    written = (*texts.SPANS, *texts.OPEN_ENDS, *texts.REFUSED, *texts.REFUSED_BY_PYTHON)
    assert max(map(seconds_taken, written)) < 0.005


# --- The manual ----------------------------------------------------------------------------------


def rows_of_manual(columns):
    """The rows of all tables of so many columns whose first cell is code; cells without marks."""
    rows = [line.strip("| ").split(" | ") for line in MANUAL.read_text("utf-8").splitlines()]
    return [
        [cell.strip("` ") for cell in row]
        for row in rows
        if len(row) == columns and row[0].startswith("`")
    ]


def day_or_open(cell):
    return None if cell == "open" else date.fromisoformat(cell)


def test_the_manual_says_what_each_form_means():
    rows = rows_of_manual(4)
    assert len(rows) >= 15
    for text, words, earliest, latest in rows:
        assert parse(text).text == words
        assert bounds(text) == (day_or_open(earliest), day_or_open(latest)), text


def test_the_manual_says_what_lies_in_a_period():
    rows = rows_of_manual(5)
    assert len(rows) >= 8
    for text, text_from, text_to, possible, certain in rows:
        asked = period(text_from, text_to)
        found = parse(text)
        assert found.possibly_in(*asked) is (possible == "yes"), text
        assert found.certainly_in(*asked) is (certain == "yes"), text


def test_the_manual_names_every_precision():
    assert not [name for name in PRECISIONS if f"`{name}`" not in MANUAL.read_text("utf-8")]
