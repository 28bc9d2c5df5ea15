"""A release described for catalogues of data: in the words of schema.org, and in those of DCAT.

Both are JSON-LD, and say the same of the same files. Not here: what a package says of its columns
(package.py), and how a release is cited (citing.py).
"""

from collections.abc import Iterable
from typing import Any

from negotiations.exchange.citing import AUTHOR, TITLE
from negotiations.exchange.package import DESCRIPTION, LICENCE
from negotiations.exchange.releases import Release, ReleasedFile

MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
LANGUAGE = "en"
DCAT_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def schema_org(release: Release, address: str, files: str) -> dict[str, Any]:
    """A Dataset. `address` is that of its page, `files` that of the folder of its files."""
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": address,
        "url": address,
        "name": TITLE,
        "description": DESCRIPTION,
        "license": LICENCE["path"],
        "creator": {"@type": "Organization", "name": AUTHOR},
        "version": release.version,
        "datePublished": release.day,
        "isAccessibleForFree": True,
        **({"temporalCoverage": release.covers} if release.covers else {}),
        "spatialCoverage": [country(code) for code in release.countries],
        "distribution": [download(file, files) for file in release.files.values()],
    }


def country(code: str) -> dict[str, str]:
    return {"@type": "Country", "identifier": code}


def download(file: ReleasedFile, files: str) -> dict[str, str]:
    return {
        "@type": "DataDownload",
        "name": file.name,
        "contentUrl": f"{files}{file.name}",
        "encodingFormat": file.media_type,
        "contentSize": f"{file.size} B",
        "sha256": file.sha256,
    }


def dcat(release: Release, files: Iterable[ReleasedFile]) -> dict[str, Any]:
    """A dcat:Dataset. Its addresses are relative to the folder it lies in."""
    return {
        "@context": DCAT_CONTEXT,
        "@id": "./",
        "@type": "dcat:Dataset",
        "dct:title": {"@value": TITLE, "@language": LANGUAGE},
        "dct:description": {"@value": DESCRIPTION, "@language": LANGUAGE},
        "dct:license": {"@id": LICENCE["path"]},
        "dct:creator": {"@type": "foaf:Agent", "foaf:name": AUTHOR},
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": AUTHOR},
        "dct:issued": typed(release.day, "xsd:date"),
        "dcat:version": release.version,
        **({"dct:temporal": period(release.covers)} if release.covers else {}),
        "dct:spatial": [location(code) for code in release.countries],
        "dcat:distribution": [distribution(file) for file in files],
    }


def typed(value: str, what: str) -> dict[str, str]:
    return {"@value": value, "@type": what}


def period(covers: str) -> dict[str, Any]:
    first, _, last = covers.partition("/")
    return {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": typed(first, "xsd:date"),
        "dcat:endDate": typed(last, "xsd:date"),
    }


def location(code: str) -> dict[str, str]:
    return {"@type": "dct:Location", "dct:identifier": code}


def distribution(file: ReleasedFile) -> dict[str, Any]:
    return {
        "@id": f"#{file.name}",
        "@type": "dcat:Distribution",
        "dct:title": file.name,
        "dcat:downloadURL": {"@id": file.name},
        "dcat:mediaType": {"@id": f"{MEDIA_TYPES}{file.media_type}"},
        "dcat:byteSize": typed(str(file.size), "xsd:nonNegativeInteger"),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": typed(file.sha256, "xsd:hexBinary"),
        },
    }
