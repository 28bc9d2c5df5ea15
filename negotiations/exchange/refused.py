"""The rows that an import refused, as files of their own, with what was found wrong with each.

They have the columns of the file they came from, so that they can be mended and come in again: the
column of findings is taken out first.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from negotiations.exchange.delimited import Form, ignored
from negotiations.exchange.files import Source, sources_in
from negotiations.exchange.findings import Finding

FINDINGS = "findings"
#: What was found, by row.
ByRow = Mapping[int, list[str]]


def write_refused(folder: Path, path: Path, form: Form, findings: Iterable[Finding]) -> list[str]:
    """Write them into the folder; answer the names of the files, of which none is without rows."""
    found: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        found[finding.file][finding.row].append(told(finding))
    return [
        write_rows(folder, source, found[source.shown])
        for source in sources_in(path, form)
        if any(row > source.header for row in found[source.shown])
    ]


def told(finding: Finding) -> str:
    return f"{finding.column}: {finding.reason}" if finding.column else finding.reason


def write_rows(folder: Path, source: Source, found: ByRow) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{source.name}.csv"
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows(refused_rows(source, found))
    return name


def refused_rows(source: Source, found: ByRow) -> Iterator[list[str]]:
    """The header, and the rows with findings, behind which these stand; none of an unread file."""
    records = source.records(lambda *_: None, lambda *_: None, ignored)
    _, header = next(records, (0, []))
    if not header:
        return
    yield [*header, FINDINGS]
    for line, cells in records:
        if line in found:
            yield [*cells, " ".join(found[line])]
