"""Load on a server: many requests at once, or one after another, and how long they took.

With wrk where it is installed, else with a driver in Python, which itself takes more of the machine
(the table says which). Every request of a run asks for another address, so that a kept page answers
only where that is the question.
"""

import http.client
import re
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

HOST = "127.0.0.1"
WRK = shutil.which("wrk")
#: Asks for the paths of a file in turn.
SCRIPT = """
local paths, place = {}, 0
for line in io.lines(wrk.headers["Paths"]) do paths[#paths + 1] = line end
wrk.headers["Paths"] = nil
function request()
  place = place % #paths + 1
  return wrk.format("GET", paths[place])
end
"""
UNITS = {"us": 1e-3, "ms": 1.0, "s": 1e3}


class Measure(NamedTuple):
    """Requests answered in a second, and the median of their milliseconds."""

    rate: float
    median: float


class FailedError(RuntimeError):
    """Some answers were no answers."""


def tool() -> str:
    return "wrk" if WRK else "a driver in Python"


def load(port: int, paths: Sequence[str], clients: int, seconds: float) -> Measure:
    """What the server carries from so many clients."""
    return (by_wrk if WRK else by_threads)(port, paths, clients, seconds)


# --- wrk ------------------------------------------------------------------------------------------


def by_wrk(port: int, paths: Sequence[str], clients: int, seconds: float) -> Measure:
    with tempfile.TemporaryDirectory() as folder:
        listed, script = Path(folder, "paths"), Path(folder, "script.lua")
        listed.write_text("\n".join(paths))
        script.write_text(SCRIPT)
        told = subprocess.run(
            [
                *(
                    str(WRK),
                    "-t1",
                    "--timeout",
                    "60s",
                    f"-c{clients}",
                    f"-d{max(1, round(seconds))}s",
                    "--latency",
                ),
                *("-s", str(script), "-H", f"Paths: {listed}", f"http://{HOST}:{port}/"),
            ],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    return read_wrk(told)


def read_wrk(told: str) -> Measure:
    """What wrk printed."""
    if re.search(r"Non-2xx|Socket errors", told):
        raise FailedError(told)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    median = re.search(r"50%\s+([\d.]+)(us|ms|s)", told)
    if rate is None or median is None:
        raise FailedError(told)
    return Measure(float(rate[1]), float(median[1]) * UNITS[median[2]])


# --- Without wrk ----------------------------------------------------------------------------------


def by_threads(port: int, paths: Sequence[str], clients: int, seconds: float) -> Measure:
    times: list[float] = []
    numbers, until = count(), time.perf_counter() + seconds
    threads = [
        threading.Thread(target=ask_until, args=(port, paths, numbers, until, times))
        for _ in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if not times or min(times) < 0:
        raise FailedError("A request failed.")
    return Measure(len(times) / seconds, statistics.median(times))


def ask_until(
    port: int, paths: Sequence[str], numbers: Iterator[int], until: float, times: list[float]
) -> None:
    """Ask until it is time to end; a failure counts as less than no time."""
    with Client(port) as client:
        while time.perf_counter() < until:
            answer = client.get(paths[next(numbers) % len(paths)])
            times.append(answer.milliseconds if answer.status == 200 else -1.0)


# --- One after another ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Answer:
    """What came back, and when its first byte and its last."""

    status: int
    body: bytes
    headers: dict[str, str]
    first_byte: float
    milliseconds: float


class Client:
    """One connection that is kept."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection(HOST, port, timeout=600)

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *told: object) -> None:
        self.connection.close()

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        begun = time.perf_counter()
        self.connection.request("GET", path, headers=headers or {})
        response = self.connection.getresponse()
        first = time.perf_counter() - begun
        body = response.read()
        taken = (time.perf_counter() - begun) * 1000
        told = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, body, told, first, taken)

    def size(self, path: str) -> tuple[int, float, float]:
        """Bytes of an answer that is not kept, seconds to its first, seconds to its last."""
        begun = time.perf_counter()
        self.connection.request("GET", path)
        response = self.connection.getresponse()
        read, first = 0, 0.0
        while block := response.read1(1 << 20):
            first = first or time.perf_counter() - begun
            read += len(block)
        if response.status != 200:
            raise FailedError(f"{path}: {response.status}")
        return read, first, time.perf_counter() - begun


def some(paths: Iterator[str], number: int) -> list[str]:
    return list(islice(paths, number))
