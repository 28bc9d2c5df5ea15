"""How a release is cited: in words, and as programs that keep references read it.

The address is that of the release where it is served, which the files of a release do not know.
"""

import json
from datetime import date
from typing import Any

from negotiations.exchange.package import LICENCE
from negotiations.exchange.releases import NAME, Release

AUTHOR = "Parley contributors"
TITLE = "Parley: A Database of Diplomatic Negotiations"


def in_words(release: Release, address: str) -> str:
    return (
        f"{AUTHOR}. {TITLE}. Release {release.version}, {release.day}. {address}. "
        f"{LICENCE['name']}."
    )


def bibtex(release: Release, address: str) -> str:
    """Of the kind `misc`, which every style knows."""
    return (
        f"@misc{{{NAME}-{release.version},\n"
        f"  author = {{{{{AUTHOR}}}}},\n"
        f"  title = {{{{{TITLE}}}}},\n"
        f"  year = {{{release.day[:4]}}},\n"
        f"  version = {{{release.version}}},\n"
        f"  howpublished = {{\\url{{{address}}}}},\n"
        f"  note = {{Data set, release {release.version} of {release.day}, {LICENCE['name']}}}\n"
        "}"
    )


def csl(release: Release, address: str) -> dict[str, Any]:
    """An item of CSL-JSON, as Zotero and pandoc take it."""
    day = date.fromisoformat(release.day)
    return {
        "id": f"{NAME}-{release.version}",
        "type": "dataset",
        "title": TITLE,
        "author": [{"literal": AUTHOR}],
        "version": release.version,
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "URL": address,
        "license": LICENCE["name"],
    }


def csl_json(release: Release, address: str) -> str:
    return json.dumps([csl(release, address)], indent=2)


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
