"""Asking the API what its own description allows, and what it forbids.

Schemathesis makes the cases: those at the edges of each parameter, and others by chance that
repeats itself. Here: the schema as it takes it, and how a case is put. Not here: how many are put.

Every operation is asked and every check made. What no description can say is put right in the cases
that should be accepted: slugs are those of records, and parameters that exclude each other are not
asked for at once.
"""

import json
from contextlib import contextmanager
from functools import cache
from random import Random
from urllib.parse import parse_qs, urlsplit

import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from schemathesis.checks import load_all_checks
from schemathesis.core.failures import AcceptedNegativeData, FailureGroup
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.hypothesis.builder import (
    HypothesisTestConfig,
    HypothesisTestMode,
    create_test,
)
from schemathesis.generation.meta import TestPhase

from negotiations.api.kinds import kind_of
from negotiations.api.pagination import BACK, ONWARD, Cursor
from negotiations.api.search import RANK
from negotiations.dates import DateError, period
from negotiations.exchange.releases import releases
from negotiations.models import KINDS, Snapshot
from tests.date_texts import dates

SEED = 20191005
ADDRESS = "http://testserver"
#: Beside what schemathesis takes for a refusal: an address can be too long, whatever it asks.
TOO_LONG = "414"
REFUSED = ["400", "404", "405", "406", "410", TOO_LONG]
ACCEPTED = ["2xx", "3xx", "404", TOO_LONG]
CONFIG = {
    "seed": SEED,
    "checks": {
        "negative_data_rejection": {"expected-statuses": REFUSED},
        "positive_data_acceptance": {"expected-statuses": ACCEPTED},
    },
}
PUBLIC = [Cursor(way, "slug", [slug]) for way in (ONWARD, BACK) for slug in ("a", "m", "z")]
OF_SEARCH = Cursor(ONWARD, RANK, [0.1, "event", "a"])
#: How many parameters beside its own a case has, and what part of the cases has all.
FEW, PART_WITH_ALL = 2, 0.01
OF_PAGES = ("cursor", "page_size", "facets")
OF_SELECTION = ("fields", "omit")
#: The forms of which columns can be chosen; the others are as their formats have them.
FLAT = ("csv", "jsonl", "parquet")
EARLIER = {"as_known_on", "as_recorded_at"}


def document():
    """The description as anybody gets it."""
    return with_formats(json.loads(Client().get("/api/v1/schema/").content))


def with_formats(told):
    """Formats of our own as formats, for whoever knows how to make what has them."""
    if isinstance(told, dict):
        found = {name: with_formats(value) for name, value in told.items()}
        return found | ({"format": found["x-format"]} if "x-format" in found else {})
    return [with_formats(value) for value in told] if isinstance(told, list) else told


def register_formats():
    """What the schema calls by a name of ours."""
    schemathesis.openapi.format("cursor", st.sampled_from([str(cursor) for cursor in PUBLIC]))
    schemathesis.openapi.format("edtf", dates())
    words = st.sampled_from(("talks", "Stockholm", "kim yo jong", '"end of war"', "oil or -gas x"))
    schemathesis.openapi.format("question", words)
    lists = (
        "offers/?party=us",
        f"{ADDRESS}/api/v1/events.csv?date_from=2019",
        "terms/",
    )
    addresses = st.sampled_from([one if ":" in one else f"/api/v1/{one}" for one in lists])
    schemathesis.openapi.format("list-address", addresses)


@cache
def public_slugs():
    """Those that the record has, by the name of their format in the schema; and what is cited."""
    return {
        "release-version": [release.version for release in releases()],
        "snapshot-id": [*Snapshot.objects.values_list("id", flat=True)],
        "release-file": ["events.csv", "datapackage.json", "SHA256SUMS", "codebook.md"],
    } | {
        f"{kind_of(model).replace('_', '-')}-slug": sorted(
            model.objects.filter(visible=True).values_list("slug", flat=True)
        )
        for model in KINDS
    }


def described(told):
    """The schema as schemathesis has it, with the application behind it."""
    register_formats()
    load_all_checks()
    schema = schemathesis.openapi.from_dict(told, config=schemathesis.Config.from_dict(CONFIG))
    schema.app = get_wsgi_application()
    return schema


@contextmanager
def in_one_transaction():
    """A request would close the connection that the tests' transaction is on."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


def operations(schema):
    return [found.ok() for found in schema.get_all_operations()]


def cases_of(operation, edges, by_chance):
    """So many cases at the edges of parameters, the same each time, and so many by chance."""
    found = []

    def keep(case):
        found.append(case)

    config = HypothesisTestConfig(
        project=operation.schema.config,
        modes=list(HypothesisTestMode),
        seed=SEED,
        apply_ci_profile=False,
        settings=settings(
            max_examples=by_chance,
            deadline=None,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    create_test(operation=operation, test_func=keep, config=config)()
    at_edges = [case for case in found if not is_by_chance(case)]
    others = [case for case in found if is_by_chance(case)]
    return [*chosen_of(at_edges, edges, Random(operation.label)), *others]


def chosen_of(cases, number, chance):
    """So many of them, and more where each parameter could not be allowed and forbidden once."""
    mixed = chance.sample(cases, len(cases))
    first = {(about_of(case), case.meta.generation.mode): case for case in mixed}
    kept = {id(case) for case in first.values()}
    others = [case for case in mixed if id(case) not in kept]
    return [*first.values(), *others[: max(number - len(first), 0)]]


class NobodyThere(AssertionError):
    """A record's address is answered as nobody's."""


def ask(case):
    """Its status, and what schemathesis finds wrong with the answer, by all checks it has."""
    put_right(case)
    # Whether an answer comes compressed, other tests ask.
    answer = case.call(base_url=ADDRESS, headers={"Accept-Encoding": "identity"})
    try:
        case.validate_response(answer)
    except FailureGroup as found:
        return answer.status_code, [
            fault for fault in found.exceptions if counts(fault, case, answer)
        ]
    if answer.status_code == 404 and not may_be_nobodys(case):
        return answer.status_code, [NobodyThere(case.as_curl_command())]
    return answer.status_code, []


def counts(fault, case, answer):
    """Whether it is one: what is forbidden for its type may be a good text once it was sent."""
    is_taken = isinstance(fault, AcceptedNegativeData) and is_by_chance(case)
    return not (is_taken and allows(case, parse_qs(urlsplit(answer.request.url).query)))


def allows(case, sent):
    """Whether every parameter may be what was sent of it: a text, or several with commas."""
    schemas = {one["name"]: Draft202012Validator(one["schema"]) for one in parameters_of(case)}
    return all(
        name in schemas and len(texts) == 1 and is_allowed(schemas[name], texts[0])
        for name, texts in sent.items()
    )


def is_allowed(schema, text):
    """Nothing between two commas, and blanks around a member, are passed over."""
    members = [member.strip() for member in text.split(",") if member.strip()]
    number = int(text) if text.isdecimal() else text
    return any(map(schema.is_valid, (text, members, number)))


def faults(cases):
    return [fault for case in cases for fault in ask(case)[1]]


def may_be_nobodys(case):
    """No such address, or one of a record that an earlier world did not have yet."""
    # Of what is forbidden by chance nobody knows what it is about: it comes with other parameters.
    with_others = case.meta.generation.mode.is_positive or is_by_chance(case)
    earlier = with_others and EARLIER.intersection(case.query or {})
    return case.meta.is_negative_at(ParameterLocation.PATH) or earlier


def put_right(case):
    """Make it a case that answers for nothing but what it is about."""
    if not case.meta.is_negative_at(ParameterLocation.PATH):
        case.path_parameters = of_a_record(case)
    if case.meta.generation.mode.is_positive:
        case.query = with_few(case, case.query or {})
        case.query = without_contradictions(case.path, with_public_slugs(case))
    elif not is_by_chance(case):
        case.query = by_itself(case, case.query or {})


def of_a_record(case):
    """Somebody's address: at nobody's all is 404, and neither body nor refusal would be seen."""
    chance = Random(f"{case.operation.label} {case.meta.phase.data}")
    found = dict(case.path_parameters or {})
    for parameter in parameters_of(case):
        slugs = public_slugs().get(parameter["schema"].get("format"))
        if parameter["in"] == "path" and slugs:
            found[parameter["name"]] = chance.choice(slugs)
    return found


def by_itself(case, query):
    """What the case is about, and what is needed: nothing else may be why it is refused."""
    about = about_of(case)
    known = {one["name"] for one in parameters_of(case)}
    kept = {about, *(name for name in query if name not in known), *needed_of(case)}
    return {name: value for name, value in query.items() if name in kept}


def is_by_chance(case):
    return case.meta.phase.name is not TestPhase.COVERAGE


def about_of(case):
    """The name of the parameter at whose edge it is; nothing of a case by chance."""
    return getattr(case.meta.phase.data, "parameter", None)


def needed_of(case):
    return {one["name"] for one in parameters_of(case) if one.get("required")}


def with_few(case, query):
    """What the case is about with a few others; one in 100 has all.

    An edge comes with every other parameter set: a question that nobody asks, for which the
    database plans a hundred times as long.
    """
    about = about_of(case)
    chance = Random(f"{case.operation.label} {about} {case.meta.phase.data}")
    if about is None or chance.random() < PART_WITH_ALL:
        return query
    needed = needed_of(case)
    others = [name for name in query if name not in needed and name != about]
    few = {about, *needed, *chance.sample(others, min(FEW, len(others)))}
    return {name: value for name, value in query.items() if name in few}


def parameters_of(case):
    return case.operation.definition.raw.get("parameters", ())


def with_public_slugs(case):
    """A slug made up by its pattern is nobody's, and refused for that: somebody's in its place."""
    query = dict(case.query or {})
    for parameter in parameters_of(case):
        schema = parameter["schema"]
        slugs = public_slugs().get(schema.get("items", {}).get("format"))
        if slugs and query.get(parameter["name"]):
            asked = query[parameter["name"]]
            places = range(len(asked)) if isinstance(asked, list) else range(1)
            query[parameter["name"]] = [slugs[place % len(slugs)] for place in places]
    return query


def without_contradictions(path, asked):
    """What goes together: no description can say which values of two parameters do not."""
    query = dict(asked)
    if query.get("format") not in (None, "", "json"):
        others = OF_PAGES if query["format"] in FLAT else (*OF_PAGES, *OF_SELECTION)
        query = {name: value for name, value in query.items() if name not in others}
    if query.get("cursor"):
        query |= {"cursor": str(OF_SEARCH)} if path.endswith("search/") else {"ordering": "slug"}
    if query.get("fields"):
        query.pop("omit", None)
    if not in_order(query.get("date_from"), query.get("date_to")):
        query.pop("date_to")
    return query


def in_order(first, last):
    try:
        period(first or "", last or "")
    except DateError:
        return False
    return True
