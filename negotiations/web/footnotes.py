"""The numbered sources of one page: asked for at each fact, listed once at its foot."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch

from negotiations.models import Citation
from negotiations.models.base import Record


@dataclass
class Footnote:
    """One citation as a reader sees it: its number, its source, where in the source."""

    number: int
    citation: Citation

    @property
    def anchor(self) -> str:
        return f"source-{self.number}"


@dataclass
class Footnotes:
    """Numbers citations as the page asks for them; one number to a place in a source."""

    numbered: dict[tuple[int, str], Footnote] = field(default_factory=dict)

    def of(self, record: Record) -> list[Footnote]:
        notes = {note.number: note for note in map(self.number, record.citations.all())}
        return list(notes.values())

    def number(self, citation: Citation) -> Footnote:
        key = (citation.source_id, citation.locator)
        if key not in self.numbered:
            self.numbered[key] = Footnote(len(self.numbered) + 1, citation)
        return self.numbered[key]

    def __iter__(self) -> Any:
        return iter(self.numbered.values())


def with_citations(path: str = "") -> Prefetch:
    """Loads the citations of the records at the path together with their sources."""
    lookup = f"{path}__citations" if path else "citations"
    return Prefetch(lookup, Citation.objects.select_related("source").order_by("source__slug"))
