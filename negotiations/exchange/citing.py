"""How a release or a snapshot is cited: in words, and as programs that keep references read it.

The address is that where it is served, which the files of a release do not know.
"""

import json
from datetime import date
from typing import Any, Protocol

from negotiations.exchange.package import LICENCE
from negotiations.exchange.releases import NAME, Release

AUTHOR = "Parley contributors"
TITLE = "Parley: A Database of Diplomatic Negotiations"


class Citable(Protocol):
    """Data that stay as they are."""

    @property
    def version(self) -> str:
        """By which they are told from others."""

    @property
    def what(self) -> str:
        """What they are, in words."""

    @property
    def day(self) -> str:
        """The day they are of, in ISO 8601."""


def in_words(cited: Citable, address: str) -> str:
    return f"{AUTHOR}. {TITLE}. {cited.what}, {cited.day}. {address}. {LICENCE['name']}."


def bibtex(cited: Citable, address: str) -> str:
    """Of the kind `misc`, which every style knows."""
    return (
        f"@misc{{{NAME}-{cited.version},\n"
        f"  author = {{{{{AUTHOR}}}}},\n"
        f"  title = {{{{{TITLE}}}}},\n"
        f"  year = {{{cited.day[:4]}}},\n"
        f"  version = {{{cited.version}}},\n"
        f"  howpublished = {{\\url{{{address}}}}},\n"
        f"  note = {{Data set. {cited.what}, {cited.day}. {LICENCE['name']}}}\n"
        "}"
    )


def csl(cited: Citable, address: str) -> dict[str, Any]:
    """An item of CSL-JSON, as Zotero and pandoc take it."""
    day = date.fromisoformat(cited.day)
    return {
        "id": f"{NAME}-{cited.version}",
        "type": "dataset",
        "title": TITLE,
        "author": [{"literal": AUTHOR}],
        "version": cited.version,
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "URL": address,
        "license": LICENCE["name"],
    }


def csl_json(cited: Citable, address: str) -> str:
    return json.dumps([csl(cited, address)], indent=2)


def cff(release: Release) -> str:
    """The file CITATION.cff, in the Citation File Format."""
    return "\n".join(
        (
            "cff-version: 1.2.0",
            "message: Please cite this data set with its version.",
            "type: dataset",
            f"title: '{TITLE}'",
            "authors:",
            f"  - name: {AUTHOR}",
            f"version: {release.version}",
            f"date-released: {release.day}",
            f"license: {LICENCE['name']}",
            "",
        )
    )
