"""What every page of a record carries besides its content: how to cite it, and where else it is."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.urls import reverse

from negotiations.models.base import Record


@dataclass(frozen=True)
class PageCitation:
    """How to cite a page, with the version of the record and the day on which it was read."""

    title: str
    address: str
    version: int
    read_on: date
    key: str
    api_address: str
    admin_address: str

    @property
    def text(self) -> str:
        day = f"{self.read_on.day} {self.read_on:%B %Y}"
        return (
            f"Parley: A Database of Diplomatic Negotiations. \N{LEFT DOUBLE QUOTATION MARK}"
            f"{self.title}.\N{RIGHT DOUBLE QUOTATION MARK} Record version {self.version}. "
            f"{self.address} (read {day})."
        )

    @property
    def bibtex(self) -> str:
        title = self.title.replace("{", "").replace("}", "")
        return (
            f"@misc{{parley-{self.key},\n"
            f"  title = {{{title}}},\n"
            "  author = {{Parley}},\n"
            f"  howpublished = {{\\url{{{self.address}}}}},\n"
            f"  note = {{Record version {self.version}, read {self.read_on.isoformat()}}}\n"
            "}"
        )


def page_citation(request: HttpRequest, record: Record, today: date) -> PageCitation:
    return PageCitation(
        title=str(record),
        address=request.build_absolute_uri(record.get_absolute_url()),
        version=record.version,
        read_on=today,
        key=record.slug,
        api_address=reverse(f"api:{kinds_of(record)}-detail", args=[record.slug]),
        admin_address=reverse(
            f"admin:negotiations_{record._meta.model_name}_change", args=[record.pk]
        ),
    )


def kinds_of(record: Record) -> str:
    """The kind in the plural, as addresses write it: event-links."""
    return str(record._meta.verbose_name_plural).replace(" ", "-")
