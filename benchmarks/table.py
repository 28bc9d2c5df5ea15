"""The one table that the bench prints, and its place in README.md."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

README = Path(__file__).resolve().parent / "README.md"
#: In the order of the columns.
SERVERS = ("ours", "limit", "naive", "datasette")
HEADINGS = (
    *("question", "goal, x limit", "ours", "limit", "ours x limit", "naive x limit"),
    *("Datasette x limit", "note"),
)


@dataclass(frozen=True)
class Line:
    """One figure of every server, and its ratio to the limit."""

    question: str
    goal: str
    values: Mapping[str, float]
    ratios: Mapping[str, float] = field(default_factory=dict)
    note: str = ""

    @property
    def cells(self) -> list[str]:
        return [
            *(self.question, self.goal),
            *(shown(self.values.get(name)) for name in SERVERS[:2]),
            *(shown(self.ratios.get(name)) for name in ("ours", *SERVERS[2:])),
            self.note,
        ]


def by(values: Mapping[str, float], best: str) -> dict[str, float]:
    """Each value as a multiple of the best server's."""
    return {name: value / values[best] for name, value in values.items() if values.get(best)}


def shown(value: float | None) -> str:
    if value is None:
        return ""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2g}" if value < 0.1 else f"{value:.2f}"


def markdown(lines: Iterable[Line]) -> str:
    rows: list[Sequence[str]] = [HEADINGS, ["---"] * len(HEADINGS)]
    rows += [line.cells for line in lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def write(size: str, text: str, readme: Path = README) -> None:
    """Put the results of a size where the last ones stand."""
    begin, end = f"<!-- results {size} -->\n", f"<!-- end {size} -->\n"
    told = readme.read_text(encoding="utf-8")
    before, _, rest = told.partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        raise ValueError(f"{readme.name} has no place for the results of {size}.")
    readme.write_text(f"{before}{begin}\n{text}\n\n{end}{after}", encoding="utf-8")
