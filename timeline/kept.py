"""Answers kept as bytes by a process, the least used leaving when room is short.

Django's cache in memory counts entries, not bytes, and copies each that it gives.
"""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock

from django.http import HttpResponse

#: What an answer takes beside its body: headers, address, places in the tables.
OVERHEAD = 2_000
#: No answer may take more than this part of the room.
LARGEST_PART = 16


@dataclass(frozen=True)
class KeptPage:
    """An answer, with the version of the data and the day for which it holds."""

    version: int
    day: str
    headers: dict[str, str]
    body: bytes

    @property
    def size(self) -> int:
        return len(self.body) + OVERHEAD

    def answer(self) -> HttpResponse:
        return HttpResponse(self.body, headers=self.headers)


class KeptPages:
    """The answers of one process, by what was asked."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.taken = 0
        self.pages: OrderedDict[Hashable, KeptPage] = OrderedDict()
        self.lock = Lock()

    def get(self, address: Hashable) -> KeptPage | None:
        with self.lock:
            page = self.pages.get(address)
            if page is not None:
                self.pages.move_to_end(address)
            return page

    def keep(self, address: Hashable, page: KeptPage) -> None:
        if page.size > self.room // LARGEST_PART:
            return
        with self.lock:
            self.drop(address)
            self.pages[address] = page
            self.taken += page.size
            while self.taken > self.room:
                self.drop(next(iter(self.pages)))

    def drop(self, address: Hashable) -> None:
        page = self.pages.pop(address, None)
        if page is not None:
            self.taken -= page.size
