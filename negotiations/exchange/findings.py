"""What is wrong with a package, each thing with its place: file, row, column, value, reason.

A row is the number of its first line as a text editor counts them, the header being 1. Not here:
what is asked (rows.py, questions.py), and how findings are shown (the command, the admin).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from typing import Any

LONGEST_VALUE = 60
MOST_KEPT = 1_000
#: Findings of one file that are told.
MOST_TOLD = 10_000
MORE = f"More than {MOST_TOLD:,} things are wrong in it, of which these are told."


class PackageError(Exception):
    """A package that cannot be opened at all, as a sentence."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason to refuse a package. Row 0 is the file as such, column "" the whole row."""

    file: str
    row: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.row or "", self.column)).rstrip(":")
        return ": ".join(part for part in (place, shown(self.value), self.reason) if part)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


Teller = Callable[[Finding], Finding]


class Findings:
    """The findings of one import, kept in the order of its files and rows."""

    def __init__(self) -> None:
        self._found: list[Finding] = []
        self._counted: Counter[str] = Counter()
        #: Columns of a row whose cells were refused; later questions leave them alone.
        self._spoilt: dict[tuple[str, int], set[str]] = {}
        #: Files of which some rows could not be read, so that absence from them means nothing.
        self.torn: set[str] = set()
        #: By file: what tells a finding in the words of whoever made the file.
        self._tellers: dict[str, Teller] = {}

    def tell_as(self, file: str, teller: Teller) -> None:
        self._tellers[file] = teller

    def add(self, file: str, row: int, column: str, value: str, reason: str) -> None:
        self._counted[file] += 1
        if self._counted[file] > MOST_TOLD:
            self.tell_of_more(file)
            return
        self._found.append(Finding(file, row, column, value[:MOST_KEPT], reason))
        if column:
            self.spoil(file, row, column)

    def tell_of_more(self, file: str) -> None:
        """Whoever refers to the rest is told nothing of it."""
        if self._counted[file] == MOST_TOLD + 1:
            self.torn.add(file)
            self._found.append(Finding(file, 0, "", "", MORE))

    def tear(self, file: str, row: int, reason: str) -> None:
        """A finding after which some rows of the file are unknown."""
        self.torn.add(file)
        self.add(file, row, "", "", reason)

    def spoil(self, file: str, row: int, column: str) -> None:
        """The cell's meaning is unknown, so no rule is to be asked of it."""
        self._spoilt.setdefault((file, row), set()).add(column)

    def spoilt(self, file: str, row: int) -> set[str]:
        return self._spoilt.get((file, row), set())

    def in_order(self, files: Iterable[str]) -> list[Finding]:
        """By file, row and column, each once."""
        places = {file: place for place, file in enumerate(files)}
        found = sorted(
            self._found,
            key=lambda found: (places.get(found.file, -1), found.row, found.column, found.reason),
        )
        return list(dict.fromkeys(map(self.told, found)))

    def told(self, finding: Finding) -> Finding:
        teller = self._tellers.get(finding.file)
        return teller(finding) if teller else finding

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


class FileFindings:
    """The findings of one file while its cells are read, before anybody asks what they mean."""

    def __init__(self, file: str, findings: Findings) -> None:
        self.file = file
        self.findings = findings
        self.header: list[str] = []

    def watched(self, records: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
        """The records, of which the first names the columns."""
        for record in records:
            self.header = self.header or record[1]
            yield record

    def tear(self, line: int, reason: str) -> None:
        """A finding after which some rows of the file are unknown."""
        self.findings.tear(self.file, line, reason)

    def refuse_cell(self, line: int, place: int, value: str, reason: str) -> None:
        is_named = place < len(self.header) and self.header[place]
        column = self.header[place] if is_named else f"column {place + 1}"
        self.refuse(line, column, value, reason)

    def refuse(self, line: int, column: str, value: str, reason: str) -> None:
        self.findings.add(self.file, line, column, value, reason)

    def spoil(self, line: int, columns: Iterable[str]) -> None:
        """What these cells would mean is unknown."""
        for column in columns:
            self.findings.spoil(self.file, line, column)


def shown(value: str) -> str:
    """The value as a report prints it: on one line, without control characters, not too long."""
    cut = value if len(value) <= LONGEST_VALUE else f"{value[: LONGEST_VALUE - 3]}..."
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in cut)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known words most like this one, as the end of a sentence; "" when none is near."""
    near = get_close_matches(word, list(known), n=3, cutoff=0.6)
    return f"; the nearest: {', '.join(near)}" if near else ""


def nearest_or_all(word: str, known: Iterable[str]) -> str:
    """As `nearest`, for a list that can be read through: where none is near, all of them."""
    words = list(known)
    return nearest(word, words) or f"; there are: {', '.join(words)}"
