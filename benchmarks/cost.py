"""What a step costs beside its time: the processor's seconds, memory, and the disk it takes.

The processor's seconds are of the step's own processes and of the whole server, so that they say
the same on a machine which does other work besides. Not here: what is measured (importing.py).
"""

import contextlib
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

EVERY = 1.0
MEGABYTE, GIGABYTE = 1_000_000, 1_000_000_000


@dataclass
class Cost:
    """Of one step. Memory and disk are the most at any moment, in bytes."""

    seconds: float = 0
    processor: float = 0
    of_server: float = 0
    memory: int = 0
    memory_of_server: int = 0
    disk_before: int = 0
    disk_most: int = 0
    disk_after: int = 0

    @property
    def of_processor(self) -> float:
        """Seconds of it, of both sides."""
        return self.processor + self.of_server

    @property
    def note(self) -> str:
        return (
            f"{self.seconds:,.0f} s, of the processor {self.processor:,.0f} in Python and "
            f"{self.of_server:,.0f} in the server; at most {self.memory / MEGABYTE:,.0f} MB in "
            f"Python and {self.memory_of_server / MEGABYTE:,.0f} in one process of the server; "
            f"disk {self.disk_before / GIGABYTE:,.1f} GB before, {self.disk_most / GIGABYTE:,.1f} "
            f"at most, {self.disk_after / GIGABYTE:,.1f} after"
        )


@contextlib.contextmanager
def counted(home: Path, server: int) -> Iterator[Cost]:
    """What everything inside costs: the processes this one runs, and a server with its folder.

    `server` is the id of PostgreSQL's first process, `home` the folder with its data.
    """
    cost, over = Cost(disk_before=size(home)), threading.Event()
    watching = threading.Thread(target=watch, args=(cost, home, server, over), daemon=True)
    before, before_server, begun = of_children(), of_all(server), time.perf_counter()
    watching.start()
    try:
        yield cost
    finally:
        cost.seconds = time.perf_counter() - begun
        over.set()
        watching.join()
        cost.processor = of_children() - before
        cost.of_server = of_all(server) - before_server
        cost.disk_after = size(home)
        cost.disk_most = max(cost.disk_most, cost.disk_after)


def watch(cost: Cost, home: Path, server: int, over: threading.Event) -> None:
    """Keep the most that is seen of what comes and goes."""
    while not over.wait(EVERY):
        cost.disk_most = max(cost.disk_most, size(home))
        backends = processes(server)
        not_steps = {server, *(one.pid for one in backends)}
        steps = [one for one in processes(os.getpid()) if one.pid not in not_steps]
        cost.memory = max(cost.memory, sum(map(private, steps)))
        cost.memory_of_server = max(cost.memory_of_server, *map(private, backends), 0)


def size(folder: Path) -> int:
    """Bytes on the disk of all files below, however they come and go meanwhile."""
    total = 0
    for place, _, files in os.walk(folder):
        for file in files:
            with contextlib.suppress(OSError):
                total += (Path(place) / file).stat().st_blocks * 512
    return total


def processes(parent: int) -> list[psutil.Process]:
    """Those below one, without itself."""
    return psutil.Process(parent).children(recursive=True)


def private(process: psutil.Process) -> int:
    """Memory that is the process's own; what PostgreSQL's processes share counts for none."""
    with contextlib.suppress(psutil.Error):
        memory = process.memory_info()
        return int(memory.rss - memory.shared)
    return 0


def of_children() -> float:
    """The processor's seconds of all processes that this one has waited for."""
    times = psutil.Process().cpu_times()
    return float(times.children_user + times.children_system)


def of_all(parent: int) -> float:
    """The processor's seconds of a process and of all below it, those that have ended as well."""
    total = 0.0
    for process in (psutil.Process(parent), *processes(parent)):
        with contextlib.suppress(psutil.Error):
            times = process.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
    return float(total)
