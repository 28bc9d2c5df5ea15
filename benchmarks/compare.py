"""Whether two servers answer the same: as JSON, without what one is known to leave out."""

import json
import re
from typing import Any

from benchmarks.load import Client

OWN_ADDRESS = re.compile(rb"http://127\.0\.0\.1:\d+")


class DifferentError(AssertionError):
    """Two servers do not answer the same."""


def same(ours: tuple[int, str], theirs: tuple[int, str], left_out: tuple[str, ...]) -> None:
    """Raises DifferentError with the first place where the answers differ."""
    first, second = (answer(port, path, left_out) for port, path in (ours, theirs))
    if place := difference(first, second):
        raise DifferentError(f"{ours[1]} and {theirs[1]}: {place}")


def answer(port: int, path: str, left_out: tuple[str, ...]) -> Any:
    with Client(port) as client:
        found = client.get(path)
    if found.status != 200:
        raise DifferentError(f"{path}: {found.status} {found.body[:300]!r}")
    body = json.loads(OWN_ADDRESS.sub(b"", found.body))
    return {name: value for name, value in body.items() if name not in left_out}


def difference(one: Any, other: Any, place: str = "") -> str:
    """Where two JSON values differ first; nothing where they are the same."""
    if isinstance(one, dict) and isinstance(other, dict):
        if one.keys() != other.keys():
            return f"{place}: {sorted(one.keys() ^ other.keys())}"
        parts = [(f"{place}.{name}", one[name], other[name]) for name in one]
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        parts = [(f"{place}[{n}]", *pair) for n, pair in enumerate(zip(one, other, strict=True))]
    else:
        return "" if one == other else f"{place}: {str(one)[:200]} against {str(other)[:200]}"
    return next((told for told in (difference(a, b, p) for p, a, b in parts) if told), "")
