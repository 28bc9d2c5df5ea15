"""The page of the data: what there is to download, how to load, cite and follow it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from negotiations.exchange.citing import bibtex, csl_json, in_words
from negotiations.exchange.describing import schema_org
from negotiations.exchange.extras import PARQUET
from negotiations.exchange.releases import Release, ReleasedFile, releases
from negotiations.exchange.releasing import gives_parquet
from negotiations.exchange.sheets import SHEETS, Sheet
from negotiations.reports.changes import data_version
from negotiations.web.absent import no_such_page
from negotiations.web.linked import as_script

#: What each kind can be had as, at any moment and in a release.
FORMS = {"csv": "CSV", "jsonl": "JSON lines", "parquet": "Parquet"}


@dataclass(frozen=True)
class Table:
    """A kind in each form: the addresses of its rows as they stand now, its files in a release."""

    sheet: Sheet
    live: list[tuple[str, str]]
    files: list[ReleasedFile | None]
    rows: int | None

    @property
    def title(self) -> str:
        return str(self.sheet.model._meta.verbose_name_plural)


def data(request: HttpRequest) -> HttpResponse:
    """The latest release, and what stands now."""
    found = releases()
    return page(request, found[0] if found else None, found)


def release(request: HttpRequest, version: str) -> HttpResponse:
    """The page of one release: its address is what a citation names."""
    found = releases()
    release = next((one for one in found if one.version == version), None)
    return page(request, release, found) if release else no_such_page(request)


def page(request: HttpRequest, release: Release | None, found: list[Release]) -> HttpResponse:
    context = {
        "release": release,
        "releases": found,
        "tables": [table(sheet, release) for sheet in SHEETS.values()],
        "forms": FORMS,
        "root": request.build_absolute_uri(reverse("api:root")),
        "data_version": data_version(),
        **(of_release(request, release) if release else {}),
    }
    return render(request, "negotiations/data.html", context)


def of_release(request: HttpRequest, release: Release) -> dict[str, Any]:
    address = request.build_absolute_uri(reverse("release", args=[release.version]))
    folder = request.build_absolute_uri(reverse("api:release", args=[release.version]))
    tables = {f"{name}.{form}" for name in SHEETS for form in FORMS}
    return {
        "folder": folder,
        "others": [file for name, file in release.files.items() if name not in tables],
        "citation": in_words(release, address),
        "bibtex": bibtex(release, address),
        "csl": csl_json(release, address),
        "description": as_script(schema_org(release, address, folder)),
    }


def table(sheet: Sheet, release: Release | None) -> Table:
    files = release.files if release else {}
    counts = {one["sheet"]: one["rows"] for one in release.counts} if release else {}
    folder = sheet.name.replace("_", "-")
    return Table(
        sheet=sheet,
        live=[
            (told, reverse(f"api:{folder}-list-as", args=[form]))
            for form, told in FORMS.items()
            if form != PARQUET or gives_parquet()
        ],
        files=[files.get(f"{sheet.name}.{form}") for form in FORMS],
        rows=counts.get(sheet.name),
    )
