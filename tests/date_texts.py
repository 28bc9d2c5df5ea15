"""Texts that are dates, nearly are, or are anything at all. Shared by the tests of dates.

Here: hypothesis strategies, the list of every written form, and how many examples a run takes.
Not here: what the texts mean; that is what the tests ask.
"""

from calendar import monthrange
from datetime import date

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

# The default run proves 5,000 texts, the long form (--hypothesis-profile=long) 100,000. The oracle
# takes 7 to 17 ms a date, so it is asked about fewer, and about every written form besides.
LONG = settings.get_current_profile_name() == "long"
EXAMPLES = 100_000 if LONG else 5_000
ORACLE_EXAMPLES = 10_000 if LONG else 600
BATCH = 50

many = settings(max_examples=EXAMPLES, deadline=None)
fewer = settings(max_examples=EXAMPLES // 10, deadline=None)
oracle_many = settings(max_examples=ORACLE_EXAMPLES, deadline=None)
in_batches = settings(
    max_examples=EXAMPLES // BATCH,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

EDGE_YEARS = (1, 9, 10, 99, 100, 1899, 1900, 1999, 2000, 2018, 2019, 2020, 9989, 9990, 9998, 9999)
QUALIFIERS = ("", "?", "~", "%")


def forms_of(year: int) -> list[str]:
    """Every single date of a year without qualifier, but only the outer days of each month."""
    months = range(1, 13)
    days = [(m, d) for m in months for d in (1, 9, 28, monthrange(year, m)[1])]
    return [
        f"{year:04}",
        f"{year:04}-XX",
        f"{year:04}"[:3] + "X",
        *(f"{year:04}-{season}" for season in (21, 22, 23, 24)),
        *(f"{year:04}-{month:02}" for month in months),
        *(f"{year:04}-{month:02}-XX" for month in months),
        *(f"{year:04}-{month:02}-{day:02}" for month, day in days),
    ]


ONE_OF_EACH = (
    "2018",
    "2018-XX",
    "201X",
    "2018-21",
    "2018-22",
    "2018-23",
    "2018-24",
    "2018-02",
    "2018-02-XX",
    "2018-02-28",
)
# Each form with each other, as spans of both kinds, the second in a later decade; and open ends.
SPANS = tuple(
    shape.format(first, last.replace("201", "202"))
    for first in ONE_OF_EACH
    for last in ONE_OF_EACH
    for shape in ("{}/{}", "[{}..{}]")
)
OPEN_ENDS = tuple(shape.format(one) for one in ONE_OF_EACH for shape in ("../{}", "{}/.."))

# What a hurried coder, another tool or an attacker might send. None of it is a date here.
REFUSED = (
    *("0000", "0000-05", "0000-01-01", "10000", "-0044", "Y20190", "19", "20XX", "2XXX", "XXXX"),
    *("2019-00", "2019-13", "2019-20", "2019-25", "2019-99", "2019-1", "2019-1-5", "201X-05"),
    *("2019-02-29", "2019-02-30", "2019-04-31", "2019-10-00", "2019-10-32", "2019-21-05"),
    *("2019-XX-05", "2019-XX-XX", "2019-1X", "2019-10-0X", "2019-21-XX", "2019-x", "201x"),
    *("?", "?2019", "2019?~", "2019??", "2019-?10", "2019?-10", "2019 ?", "~2019-10", "2019-10#"),
    *("../..", "/", "..", "/..", "../", "2019/", "/2019", "2019/2020/2021", "2019..2020", "a/b"),
    *("2019/2018", "2019-10-05/2019-10-04", "2019-06/2018", "2020~/2009", "[2019..2018]"),
    *("[]", "[", "]", "[..]", "[..2019]", "[2019..]", "[2019]", "[2019,2020]", "[2018..2019"),
    *("2018..2019]", "[2018..2019]?", "[[2018..2019]]", "[2018..[2019..2020]]", "[2018/2019]"),
    *("[2017..2018..2019]", "[2018...2019]", "{2018..2019}", "../../2019", "[2018..2019]/2020"),
    *(
        "2019-10-05T10:00",
        "20191005",
        "05.10.2019",
        "5 October 2019",
        "10/05/2019",
        "today",
        "open",
    ),
    *(
        " 2019",
        "2019 ",
        "2019\n",
        "\n2019",
        "2019\t",
        "\ufeff2019",
        "2019\u200b",
        "\uff12\uff10\uff11\uff19",
        "٢٠١٩",
    ),
    *(
        "2019-10-0५",
        "²019",
        "2019\u201010\u201005",
        "2019–2020",
        "NaN",
        "inf",
        "infinity",
        "-infinity",
        "%s",
    ),
    *("9" * 64, "9" * 65, "2019" + "?" * 100_000, "[" * 100_000, "2019/" * 20_000, "1" * 100_000),
    *("2018-10-05/" + "2019-10-05" * 9, "'; drop table x; --", "\\", "$$", "\x7f", "\x01"),
)
# Neither can reach a database: psycopg refuses them before it sends anything.
REFUSED_BY_PYTHON = ("", "\0", "2019\0", "\ud800", "2019-10-05\udfff", "\0" * 100_000)


NO_DURATIONS = (
    *("", "P", "PT", "P1YT", "3Y", "P3", "P3Y ", " P3Y", "P3Y\n", "p3y", "-P3Y", "+P3Y", "P-3Y"),
    *("P0D", "P0Y0M", "PT0S", "P1W2D", "P1D1Y", "P1M1Y", "PT1S1H", "P1H", "PT1D", "P1.5Y", "P1,5Y"),
    *(
        "P1000000Y",
        "P٣Y",
        "P\uff13Y",
        "P3Y/P4Y",
        "P3Y?",
        "3 years",
        "P1Y1Y",
        "PP1Y",
        "PT1HT1M",
        "P1S",
    ),
    *("P" + "9" * 100_000 + "Y", "P" + "1Y" * 50_000, "R3/P1Y", "infinity", "P1Y2", "P\x01Y"),
)
durations = st.builds(
    "P{}{}{}".format,
    st.sampled_from(("", "1Y", "18M", "2W", "10D", "1Y6M", "999999Y", "0Y", "1M1D", "P", "1.5D")),
    st.sampled_from(("", "T", "-")),
    st.text("0123456789HMSD", max_size=8) | st.sampled_from(("", "8H30M", "90M", "0S", "999999H")),
)

EDGE_DAYS = tuple(date(year, *rest) for year in EDGE_YEARS for rest in ((1, 1), (2, 28), (12, 31)))
days = st.dates() | st.sampled_from(EDGE_DAYS)


def single(day, form, qualifier):
    """The date of a day, written as finely as the form says."""
    season = 21 + day.month % 4
    return (
        form.format(f"{day.year:04}", f"{day:%m}", f"{day:%d}", season, day.year // 10) + qualifier
    )


FORMS = ("{0}-{1}-{2}", "{0}-{1}", "{0}-{1}-XX", "{0}-{3}", "{0}", "{0}-XX", "{4:03}X")


def singles(qualifiers=QUALIFIERS):
    """A date that is no span."""
    return st.builds(single, days, st.sampled_from(FORMS), st.sampled_from(qualifiers))


def span(shape, one, other):
    """A span that does not end before it begins: every date of a later year ends after it."""
    first, last = sorted((one, other))
    same_year = first[0].year == last[0].year
    return shape.format(single(*first), single(*(first if same_year else last)))


def spans(qualifiers=QUALIFIERS):
    """A span of either kind, or with an open end."""
    shapes = st.sampled_from(("{}/{}", "[{}..{}]", "../{}", "{}/.."))
    parts = st.tuples(days, st.sampled_from(FORMS), st.sampled_from(qualifiers))
    return st.builds(span, shapes, parts, parts)


def dates(qualifiers=QUALIFIERS):
    """Any accepted text."""
    return singles(qualifiers) | spans(qualifiers)


def mutated(text, place, removed, written):
    place = min(place, len(text))
    return text[:place] + written + text[place + removed :]


SLIPS = (*"0123456789X-/.[]?~% \n٣", "", "", "", "..", "-0", "XX", "-31", "2019-10")


def mutations():
    """An accepted text after one slip of the pen; it may still be accepted."""
    place, removed = st.integers(0, 30), st.integers(0, 2)
    return st.builds(mutated, dates(), place, removed, st.sampled_from(SLIPS))


any_order = st.builds("{}/{}".format, singles(), singles())
# Without NUL and surrogates, which no PostgreSQL text can hold.
sendable = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
batches = st.lists(dates() | any_order | mutations() | sendable, min_size=BATCH, max_size=BATCH)
