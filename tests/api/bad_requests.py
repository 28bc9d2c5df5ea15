"""Requests that nobody should send, made from what the API declares.

A new kind, filter or parameter adds its own: wrong values of a filter follow from the field that
reads it. A request is a method, an address under /api/v1/, the parameter that is wrong there (empty
where it may be right, or where none is) and headers and body. Not here: what a good answer is.
"""

import base64
from itertools import cycle
from typing import NamedTuple
from urllib.parse import quote

from django.urls import resolve

from negotiations.api import parameters
from negotiations.api.meta import BESIDE
from negotiations.api.urls import router
from tests.api.conftest import ROOT

TEXTS = (
    "", "\x00", "a\x00b", "-1", "0", "1", "1e400", "9" * 5000, "NaN", "true", "null", "[]", "{}",
    "'", '"', "%", "_", "\\", "(((", "[a-", "2019-02-30", "99999", "0000", "2019-10-06", "a/b",
    "2019-10-05/2019-10-04", "../..", "us", "us,us", "US", ",", ",,,,", "us,", "é", "日本",
    "\u202e", "😀", "a" * 300, "-" * 120, "a--b", "a-", "2019-10-06T00:00:00+23:59",
    "2019-10-06T25:00:00Z", "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00",
)  # fmt: skip
#: What no text can be written as: a lone surrogate, broken UTF-8.
BYTES = ("%ED%A0%80", "%FF%FE", "%C0%AF")
ANYTHING = (*map(quote, TEXTS), *BYTES)
#: How many of them each parameter and each address meets, in turn.
A_TURN = 10

CONTROLLED, HALF = "%01", "%ED%A0%80"
#: Values that a field of the kind, and of those made from it, must refuse.
WRONG = {
    parameters.Slugs: ("US", "a%20b", "-a", "a" * 121, "a,%00"),
    parameters.WordsOf: ("nosuch", "%3B", HALF, "9" * 5000),
    parameters.TrueOrFalse: ("yes", "TRUE", "01", HALF),
    parameters.OneOfWords: ("nosuch", "POSSIBLE", HALF),
    parameters.Edtf: ("2019-13", "99999", "tomorrow", "9" * 65, "2019%00"),
    parameters.WholeNumber: ("1.5", "NaN", "9" * 30, "one"),
    parameters.SearchWords: ("%00", "a" * 201, "-a", "%2B" * 3),
    parameters.ListOf: (CONTROLLED, ",,", "a,%00"),
    object: ("%00",),
}
CURSOR = base64.urlsafe_b64encode(b'["onward","nosuch",["a"]]').decode()
#: The same for the parameters that are no filters.
WRONG_SHARED = {
    "cursor": ("x", "%00", CURSOR, "e30", "9" * 5000),
    "page_size": ("0", "501", "-1", "1e2", "9" * 5000, "٣"),
    "ordering": ("nosuch", "--slug", "slug,date", "%00"),
    "fields": ("nosuch", "slug,%00", "slug.url"),
    "omit": ("nosuch", "%00"),
    "facets": ("nosuch", "kind,%00"),
    "format": ("nosuch", "html", "%00"),
    "by": ("nosuch", "year,%00"),
    "since": ("-1", "1.0", str(2**63), "9" * 5000, "x"),
    "on": ("2019-02-30", "today", "2019", "%00"),
    "as_known_on": ("2019-02-30", "today", "2019", "10000-01-01", "%00"),
    "as_recorded_at": ("now", "2019-10-06", "2019-10-06T25:00Z", "0001-01-01T00:00%2B14:00"),
}
HEADERS = {
    "Accept": ("text/html", "*/json", "application/json;q=x", ";;;", "\x7f", "a" * 5000),
    "If-None-Match": ("*", '"', "W/", '"1-', "\xff", '"a",' * 500),
    "Accept-Encoding": ("gzip;q=x", ";", "*;q=0", "br, zstd", "\xff"),
    "Range": ("bytes=0-0", "bytes=-1", "rows=1-", "bytes=9-1", "x"),
    "Content-Type": ("application/xml", "a/b;charset=nosuch", ";", "multipart/form-data", "\xff"),
    "Content-Length": ("-1", "x", "9" * 30),
    "Authorization": ("Basic", "Bearer " + "a" * 5000, "Token \xff", "Basic ///="),
    "Cookie": ("sessionid=nosuch", "sessionid=\xff", "=;=", "a" * 5000),
    "X-HTTP-Method-Override": ("DELETE",),
}
#: Without which nothing else is looked at.
DEMANDED = {"search/": ("q", "&q=talks"), "positions/": ("issue", "&issue=sanctions")}
METHODS = ("POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW")
JSON = "application/json"
BODIES = (
    (b"[" * 5000 + b"]" * 5000, JSON),
    (b'{"a": 1' + b"0" * 5000 + b"}", JSON),
    (b'{"title": "\\ud800"}', JSON),
    (b"\xff\xfe", JSON),
    (b"", JSON),
    (b"a=1", "application/x-www-form-urlencoded"),
    (b"--x\r\n", "multipart/form-data; boundary=x"),
    (b"<a/>", "application/xml"),
)


class Asked(NamedTuple):
    address: str
    wrong: str = ""
    method: str = "GET"
    header: tuple[str, str] | None = None
    body: tuple[bytes, str] | None = None


def views_of(path):
    """The view at an address, as it is when a list or a report is asked."""
    found = resolve(f"{ROOT}{path}").func
    view = found.cls()
    view.action = getattr(found, "actions", {}).get("get")
    view.request = None
    return view


LISTS = tuple(f"{path}/" for path, _, _ in router.registry)
#: Snapshots are not read at their list; what is wrong with a body, their own tests ask.
NO_REPORTS = ("schema", "docs", "snapshots")
REPORTS = tuple(f"{name}/" for name in BESIDE if name not in NO_REPORTS)


def query(path, name, value):
    """The address with the parameter, and with what must be asked there."""
    demanded, more = DEMANDED.get(path, ("", ""))
    return f"{path}?{name}={value}{'' if name == demanded else more}"


def details(slugs):
    """The address of a record of each kind, and the reports on records."""
    for (path, _, _), slug in zip(router.registry, slugs, strict=True):
        yield f"{path}/{slug}/"
    yield "events/stockholm-talks-2019-10-05/side-by-side/"
    yield "offers/of-stockholm-package/thread/"


def wrong_values(field):
    return next(WRONG[kind] for kind in type(field).__mro__ if kind in WRONG)


def filtered(path):
    """The declared filters of an address."""
    filters = getattr(views_of(path), "filterset_class", None)
    return {} if filters is None else filters.base_filters


def wrong_filters():
    """Each filter of each address with each value that it must refuse."""
    for path in (*LISTS, *REPORTS):
        for name, condition in filtered(path).items():
            for value in wrong_values(condition.field):
                yield Asked(query(path, name, value), name)


def wrong_parameters(slugs):
    """The same for the other parameters, at every address that has them."""
    for path in (*LISTS, *REPORTS, *details(slugs)):
        names = [name for name in getattr(views_of(path), "shared_parameters", ()) if name]
        for name in names:
            for value in () if name in filtered(path) else WRONG_SHARED[name]:
                yield Asked(query(path, name, value), name)
        yield Asked(query(path, "nosuch", "1"), "nosuch")


def anything():
    """Whatever can be written, in turn: it may be right here and wrong there."""
    turn = cycle(ANYTHING)
    for name in sorted({name for path in (*LISTS, *REPORTS) for name in filtered(path)}):
        path = next(path for path in (*LISTS, *REPORTS) if name in filtered(path))
        size = "" if name == "page_size" else "&page_size=1"
        yield from (Asked(f"{path}?{name}={next(turn)}{size}") for _ in range(A_TURN))
    yield from (Asked(f"places/?{value}=1") for value in ANYTHING)
    for path in LISTS:
        found = (value for value in (next(turn) for _ in range(A_TURN)) if value)
        yield from (Asked(f"{path}{value}/") for value in found)


def wrong_headers():
    addresses = cycle(("places/?page_size=1", "parties/us/", "meta/", "", "ledger.csv", "nosuch/"))
    for name, values in HEADERS.items():
        for value in values:
            for _ in range(3):
                yield Asked(next(addresses), header=(name, value))


def wrong_methods(slugs):
    bodies = cycle(BODIES)
    for path in ("", *LISTS, *REPORTS, *details(slugs)):
        yield from (Asked(path, method=method, body=next(bodies)) for method in METHODS)


def corpus(slugs):
    """All of them; `slugs` are those of a record of each kind."""
    yield from wrong_filters()
    yield from wrong_parameters(slugs)
    yield from anything()
    yield from wrong_headers()
    yield from wrong_methods(slugs)
