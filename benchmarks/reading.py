"""The questions of one answer: how many a second, how soon, against the limit and the naive build.

Rounds go from server to server, so that whatever else the machine does hits all of them; what is
told is the median of the rounds, and the ratio to the limit in the same run.
"""

import json
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from benchmarks import datasette
from benchmarks.compare import DifferentError
from benchmarks.generate import SIZES
from benchmarks.load import Client, Measure, load
from benchmarks.table import SERVERS, Line, by
from benchmarks.words import COMMON, RARE, vocabulary

OURS, LIMIT, NAIVE, DATASETTE = SERVERS
#: Addresses asked in one round.
ADDRESSES = 3_000
DAYS = range(10, 32)
BUSY_PARTY = "party-000"


@dataclass(frozen=True)
class Question:
    """By server the addresses of one question, all different and all of about one size."""

    name: str
    goal: str
    paths: Mapping[str, Sequence[str]]
    #: Where one address is asked again and again.
    is_kept: bool = False


def lists(chance: Random) -> list[str]:
    """Filters of one party and a period, each with more than a hundred events from S on."""
    found = [
        f"party={BUSY_PARTY}&date_from={year}-{month:02}-{day:02}&date_to={last}-{end:02}-15"
        for year in (1990, 1991, 1992, 1993)
        for month in range(1, 13)
        for day in range(1, 29)
        for last in (2023, 2024, 2025)
        for end in range(1, 13)
    ]
    return chance.sample(found, len(found))


def slugs(size: str, chance: Random) -> list[str]:
    events = range(SIZES[size])
    return [f"event-{number:07}" for number in chance.sample(events, min(len(events), 60_000))]


def sought(chance: Random) -> tuple[list[str], list[str]]:
    """Pairs of words that stand together in some texts, and single words of many."""
    words = vocabulary()
    some, rare = words[COMMON : COMMON + 300], words[RARE : RARE + 300]
    pairs = [f"{chance.choice(some)}+{chance.choice(rare)}" for _ in range(2 * ADDRESSES)]
    return pairs, list(words[:60])


def questions(size: str) -> list[Question]:
    chance = Random(5)
    filters, events = lists(chance), slugs(size, chance)
    page = "/api/v1/events/?page_size=100&"
    return [
        Question(
            "list page, party and period, 100 events",
            ">= 0.70",
            {
                OURS: [f"{page}{query}" for query in filters],
                LIMIT: [f"/list?{query}" for query in filters],
                NAIVE: [f"/events/?page_size=100&{query}" for query in filters],
                DATASETTE: [datasette.page(query) for query in filters],
            },
        ),
        Question(
            "one event in full",
            ">= 0.60",
            {
                OURS: [f"/api/v1/events/{slug}/" for slug in events],
                LIMIT: [f"/event?slug={slug}" for slug in events],
                NAIVE: [f"/events/{slug}/" for slug in events],
                DATASETTE: [datasette.path("event", f"slug={slug}") for slug in events],
            },
        ),
        *searches(*sought(chance)),
        Question(
            "offers by year, proposer and answer",
            ">= 0.75",
            {
                OURS: [f"/api/v1/analytics/offers-by-year/?date_to=2025-12-{day}" for day in DAYS],
                LIMIT: ["/by_year"],
                DATASETTE: [datasette.path("by_year")],
            },
        ),
        Question(
            "that list page asked again",
            ">= 2",
            {
                OURS: [f"{page}{filters[0]}"],
                LIMIT: [f"/list?{filters[0]}"],
                DATASETTE: [datasette.page(filters[0])],
            },
            is_kept=True,
        ),
    ]


def searches(pairs: Sequence[str], common: Sequence[str]) -> list[Question]:
    return [
        Question(
            "search of statements, two words, 20 best with passages",
            ">= 0.75",
            {
                OURS: [f"/api/v1/search/?kind=statement&q={pair}" for pair in pairs],
                LIMIT: [f"/search?q={pair}" for pair in pairs],
                NAIVE: [f"/statements/?page_size=20&search={pair}" for pair in pairs],
                DATASETTE: [datasette.path("search", f"q={pair}") for pair in pairs],
            },
        ),
        Question(
            "search of statements, one common word",
            "",
            {
                OURS: [f"/api/v1/search/?kind=statement&q={word}" for word in common],
                LIMIT: [f"/search?q={word}" for word in common],
                NAIVE: [f"/statements/?page_size=20&search={word}" for word in common],
                DATASETTE: [datasette.path("search", f"q={word}") for word in common],
            },
        ),
    ]


def measured(
    question: Question, ports: Mapping[str, int], rounds: int, seconds: float
) -> list[Line]:
    """Two lines: requests a second from four clients, milliseconds for one."""
    rates, medians = timed(question, ports, rounds, seconds)
    best = LIMIT if LIMIT in rates else OURS
    return [
        Line(f"{question.name}, requests/s", question.goal, rates, by(rates, best)),
        Line(f"{question.name}, ms for one client", "", medians, by(medians, best)),
    ]


def timed(
    question: Question, ports: Mapping[str, int], rounds: int, seconds: float
) -> tuple[dict[str, float], dict[str, float]]:
    found: dict[str, list[tuple[Measure, Measure]]] = {}
    for number in range(rounds):
        for server, paths in question.paths.items():
            if server not in ports:
                continue
            turn = turned(paths, number, rounds)
            many, one = (
                load(ports[server], part, clients, seconds)
                for part, clients in zip(turn, (4, 1), strict=True)
            )
            found.setdefault(server, []).append((many, one))
    return (
        {name: statistics.median(many.rate for many, _ in all_) for name, all_ in found.items()},
        {name: statistics.median(one.median for _, one in all_) for name, all_ in found.items()},
    )


def turned(paths: Sequence[str], number: int, rounds: int) -> tuple[Sequence[str], Sequence[str]]:
    """Other addresses in each round, and others again for one client alone."""
    if len(paths) == 1:
        return paths, paths
    share = len(paths) // (2 * rounds)
    start = 2 * number * share
    middle, end = start + share, start + 2 * share
    return paths[start:middle][:ADDRESSES], paths[middle:end][:ADDRESSES]


def unchanged(port: int, path: str, times: int = 200) -> Line:
    """How soon the reader is told that what he holds is still right."""
    with Client(port) as client:
        etag = client.get(path).headers["etag"]
        taken = []
        for _ in range(times):
            answer = client.get(path, {"If-None-Match": etag})
            if answer.status != 304:
                raise AssertionError(f"{path}: {answer.status} in place of 304")
            taken.append(answer.milliseconds)
    found = {OURS: statistics.median(taken)}
    return Line("that list page where the client has it (304), ms for one client", "", found)


# --- A walk through all pages ---------------------------------------------------------------------


@dataclass(frozen=True)
class Walk:
    """All pages of one party: how long, the first and the last, how many events."""

    seconds: float
    first: float
    last: float
    slugs: tuple[str, ...]

    @property
    def steepness(self) -> float:
        return self.last / self.first


Step = Callable[[Client, str], tuple[float, list[str], str]]


def walk(port: int, begin: str, step: Step) -> Walk:
    times, found, following = [], [], begin
    with Client(port) as client:
        while following:
            taken, slugs_found, following = step(client, following)
            times.append(taken)
            found += slugs_found
    ends = max(1, min(3, len(times) // 4))
    # The last page may be short: the one before it is not.
    whole = times[:-1] or times
    return Walk(
        sum(times) / 1000,
        statistics.median(whole[1 : 1 + ends] or whole),
        statistics.median(whole[-ends:]),
        tuple(found),
    )


def step_of_ours(client: Client, path: str) -> tuple[float, list[str], str]:
    answer = client.get(path)
    page = json.loads(answer.body)
    following = (page["next"] or "").partition("/api/v1/")[2]
    found = [event["slug"] for event in page["results"]]
    return answer.milliseconds, found, f"/api/v1/{following}" if following else ""


def step_of_limit(client: Client, path: str) -> tuple[float, list[str], str]:
    """Behind the last event of the page, by the dates and slug that order them."""
    answer = client.get(path)
    events = json.loads(answer.body)["results"] or []
    if len(events) < 100:
        return answer.milliseconds, [event["slug"] for event in events], ""
    last, begin = events[-1], path.partition("&after")[0]
    told = "&after_earliest={earliest}&after_latest={latest}".format(**last["date"])
    return (
        answer.milliseconds,
        [event["slug"] for event in events],
        f"{begin}{told}&after_slug={last['slug']}",
    )


def step_of_naive(client: Client, path: str) -> tuple[float, list[str], str]:
    answer = client.get(path)
    page = json.loads(answer.body)
    following = (page["next"] or "").partition("/events/")[2]
    found = [event["slug"] for event in page["results"]]
    return answer.milliseconds, found, f"/events/{following}" if following else ""


def walks(ports: Mapping[str, int], rounds: int) -> list[Line]:
    """Every page of the busiest party, in turn by each server."""
    period = f"party={BUSY_PARTY}&date_from=1980-01-01&date_to=2030-12-31"
    begins = {
        OURS: (f"/api/v1/events/?page_size=100&{period}", step_of_ours),
        LIMIT: (f"/list?{period}", step_of_limit),
        NAIVE: (f"/events/?page_size=100&{period}", step_of_naive),
        DATASETTE: (datasette.page(period), datasette.step),
    }
    found: dict[str, list[Walk]] = {}
    for _ in range(rounds):
        for server, (begin, step) in begins.items():
            if server in ports:
                found.setdefault(server, []).append(walk(ports[server], begin, step))
    if len({walked[0].slugs for name, walked in found.items() if name != NAIVE}) != 1:
        raise DifferentError("The walks do not meet the same events in the same order.")
    seconds = {name: statistics.median(w.seconds for w in walked) for name, walked in found.items()}
    steep = {name: statistics.median(w.steepness for w in walked) for name, walked in found.items()}
    events = f"{len(found[OURS][0].slugs)} events"
    return [
        Line(
            "walk through all pages of one party, s", "<= 1.5", seconds, by(seconds, LIMIT), events
        ),
        Line("last pages of the walk, x the first", "<= 1.2", steep),
    ]
