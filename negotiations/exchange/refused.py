"""The rows that an import refused, as files of their own, with what was found wrong with each.

They have the columns of the file they came from, and are written as it was, so that they can be
mended and come in again by the same map: the column of findings is taken out first.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from negotiations.exchange.delimited import UTF8, Form, ignored
from negotiations.exchange.files import Source, sources_in
from negotiations.exchange.findings import Finding
from negotiations.exchange.mapping import Map

FINDINGS = "findings"
#: What was found, by row.
ByRow = Mapping[int, list[str]]


def write_refused(folder: Path, path: Path, mapped: Map, findings: Iterable[Finding]) -> list[str]:
    """Write them into the folder; answer the names of the files, of which none is without rows.

    A map demands all the sheets that it names, so of these there is always at least the header.
    """
    found: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        found[finding.file][finding.row].append(told(finding))
    names = []
    with sources_in(path, mapped.form) as sources:
        for source in sources:
            has_rows = any(row > source.header for row in found[source.shown])
            if has_rows or mapped.of(source.name):
                write_rows(folder, source, found[source.shown], mapped.form)
            if has_rows:
                names.append(file_of(source))
    return names


def told(finding: Finding) -> str:
    return f"{finding.column}: {finding.reason}" if finding.column else finding.reason


def file_of(source: Source) -> str:
    return f"{source.name}.csv"


def write_rows(folder: Path, source: Source, found: ByRow, form: Form) -> None:
    """In the form in which the map reads them again; UTF-8 without a mark."""
    folder.mkdir(parents=True, exist_ok=True)
    encoding = "utf-8" if form.encoding == UTF8 else form.encoding
    with (folder / file_of(source)).open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, lineterminator="\n", delimiter=form.delimiter)
        writer.writerows(refused_rows(source, found))


def refused_rows(source: Source, found: ByRow) -> Iterator[list[str]]:
    """The header, and the rows with findings; none of an unread file.

    The findings stand under their heading, so of a row that is too long the rest comes after them.
    """
    records = source.records(lambda *_: None, lambda *_: None, ignored)
    _, header = next(records, (0, []))
    if not header:
        return
    width = len(header)
    yield [*header, FINDINGS]
    for line, cells in records:
        if line in found:
            short = [""] * (width - len(cells))
            yield [*cells[:width], *short, " ".join(found[line]), *cells[width:]]
