"""Filters: what each asks, on rows made for it, and on the real data set beside Python."""

import pytest

from negotiations.api.filters import EDITORS_ONLY, DatedFilter, Named
from negotiations.api.urls import router
from negotiations.dates import ImpreciseDate
from tests.factories import make, publish

pytestmark = pytest.mark.django_db

IN = {"possible": ImpreciseDate.possibly_in, "certain": ImpreciseDate.certainly_in}
FILTERS = {path: views.filterset_class.base_filters for path, views, _ in router.registry}


def value_for(condition):
    """Something that a filter can be asked on the real data set."""
    if isinstance(condition, Named):
        return condition.kind.objects.first().slug
    schema = condition.field.schema
    member = schema.get("items", schema)
    value = {"integer": 0, "boolean": "true"}.get(member.get("type"))
    if value is None:
        value = [*member.get("enum", []), *member.get("examples", []), "us"][0]
    return value


@pytest.fixture
def slugs(read):
    """The slugs of a list, in order."""

    def ask(path):
        joined = "&" if "?" in path else "?"
        page = read(f"{path}{joined}page_size=500&fields=slug")
        assert page["next"] is None
        return [row["slug"] for row in page["results"]]

    return ask


def shown(kind, /, **more):
    return make(kind, status="published", **more)


# --- Which filters there are ------------------------------------------------------------------


def test_the_shared_filters_have_the_same_names_everywhere():
    for path, filters in FILTERS.items():
        assert {"certainty", "external_id", "status", "q"} - set(filters) <= {"q"}, path
        assert ("date_from" in filters) == ("date_to" in filters) == ("date_mode" in filters)


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("events", "process party person issue kind certainty contested external_id source event "
                   "place date_from date_to date_mode q occurrence outcome level party__exact "
                   "party__all"),
        ("statements", "process party person issue kind certainty contested external_id source "
                       "event place date_from date_to date_mode q speaker tone_min tone_max"),
        ("offers", "process party issue kind certainty contested external_id source event place "
                   "date_from date_to date_mode q proposer recipient term_issue answer open"),
    ],
)  # fmt: skip
def test_the_filters_of_the_contract_are_there(path, names):
    assert set(names.split()) <= set(FILTERS[path])


def test_every_kind_with_a_main_date_filters_by_it():
    for path, views, _ in router.registry:
        assert bool(views.model.main_date) == issubclass(views.filterset_class, DatedFilter), path


# --- Trees ------------------------------------------------------------------------------------


def test_a_party_includes_its_bodies_unless_exactly_it_is_asked(slugs):
    state = shown("Party", slug="us")
    ministry = shown("Party", slug="us-state-department", parent=state)
    bureau = shown("Party", slug="us-bureau", parent=ministry)
    for party in (state, ministry, bureau, shown("Party")):
        publish(make("Statement", slug=f"by-{party.slug}", party=party))
    assert slugs("statements/?party=us") == ["by-us", "by-us-bureau", "by-us-state-department"]
    assert slugs("statements/?party__exact=us") == ["by-us"]
    assert slugs("statements/?party=us-bureau") == ["by-us-bureau"]


def test_a_comma_means_any_and_all_means_all(slugs):
    us, dprk, sweden = (shown("Party", slug=slug) for slug in ("us", "dprk", "sweden"))
    mission = shown("Party", slug="mission", parent=us)
    for slug, parties in {"a": [us], "b": [us, dprk], "c": [mission, dprk], "d": [sweden]}.items():
        event = publish(make("Event", slug=slug))
        for party in parties:
            shown("Participation", event=event, party=party)
    assert slugs("events/?party=us,dprk") == ["a", "b", "c"]
    assert slugs("events/?party__all=us,dprk") == ["b", "c"]
    assert slugs("events/?party__all=us,dprk&party=sweden") == []


def test_an_issue_includes_those_within_it(slugs):
    wide = shown("Issue", slug="sanctions")
    narrow = shown("Issue", slug="sanctions-suspend", parent=wide)
    shown("Term", slug="wide", offer=publish(make("Offer", slug="o-wide")), issue=wide)
    shown("Term", slug="narrow", offer=publish(make("Offer", slug="o-narrow")), issue=narrow)
    shown("Term", slug="other", offer=publish(make("Offer", slug="o-other")), issue=shown("Issue"))
    assert slugs("terms/?issue=sanctions") == ["narrow", "wide"]
    assert slugs("offers/?term_issue=sanctions-suspend") == ["o-narrow"]
    assert slugs("issues/?issue=sanctions") == ["sanctions", "sanctions-suspend"]


def test_a_process_includes_those_within_it(slugs):
    wide = shown("Process", slug="talks")
    narrow = shown("Process", slug="round", parent=wide)
    for process in (wide, narrow, shown("Process", slug="other")):
        publish(make("Event", slug=f"in-{process.slug}")).processes.add(process)
    assert slugs("events/?process=talks") == ["in-round", "in-talks"]
    assert slugs("processes/?process=talks") == ["round", "talks"]


def test_a_row_reached_by_many_ways_stands_once(slugs):
    us = shown("Party", slug="us")
    event = publish(make("Event", slug="talks"))
    for role in ("host", "principal"):
        shown("Participation", event=event, party=us, role=role)
    assert slugs("events/?party=us") == ["talks"]


# --- Slugs that nobody bears --------------------------------------------------------------------


def test_a_slug_that_nobody_bears_is_refused_with_the_nearest(refused):
    shown("Party", slug="us-state-department")
    fault = refused("events/?party=us-state-departement")["errors"][0]
    assert fault["parameter"] == "party"
    assert fault["value"] == "us-state-departement"
    assert fault["nearest"] == "us-state-department"
    assert "no party us-state-departement" in fault["detail"]


def test_each_unknown_slug_is_named_by_itself(refused):
    shown("Party", slug="dprk")
    faults = refused("events/?party__all=dprk,zz&process=nosuch&party=dprk")["errors"]
    named = [(fault["parameter"], fault["value"]) for fault in faults]
    assert sorted(named) == [("party__all", "zz"), ("process", "nosuch")]


@pytest.mark.parametrize("status", ["draft", "in_review", "withdrawn"])
def test_a_hidden_slug_answers_as_one_that_nobody_bears(status, get):
    make("Party", slug="secret-a", status=status)
    hidden, unknown = (get(f"events/?party={slug}") for slug in ("secret-a", "secret-b"))
    assert hidden.status_code == unknown.status_code == 400
    assert hidden.content == unknown.content.replace(b"secret-b", b"secret-a")


def test_a_hidden_slug_is_never_the_nearest(refused):
    make("Party", slug="us-state-department")
    assert "nearest" not in refused("events/?party=us-state-departement")["errors"][0]


def test_what_was_not_yet_known_finds_nothing_then_and_is_no_mistake(slugs, refused):
    source = shown("Source", slug="later", published_on="2020")
    event = publish(make("Event", slug="talks"), source)
    publish(make("Statement", slug="said", said_at=event), source)
    assert slugs("statements/?event=talks&as_known_on=2021-01-01") == ["said"]
    assert slugs("statements/?event=talks&as_known_on=2019-10-06") == []
    refused("statements/?event=talkss&as_known_on=2019-10-06")


def test_commas_without_a_value_are_refused(refused):
    assert refused("events/?process=,")["errors"][0]["parameter"] == "process"


# --- Dates ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("date_from=2019-10-05", ["span", "about", "month", "day", "later"]),
        ("date_to=2019-10-05", ["span", "about", "month", "day"]),
        ("date_from=2019-10&date_to=2019-10", ["span", "about", "month", "day"]),
        ("date_from=2019-10&date_to=2019-10&date_mode=possible", ["span", "about", "month", "day"]),
        ("date_from=2019-10&date_to=2019-10&date_mode=certain", ["span", "about", "month", "day"]),
        ("date_from=2019-10-05&date_to=2019-10-05&date_mode=certain", ["span", "day"]),
        ("date_from=2019-10-20&date_mode=certain", ["span", "later"]),
        ("date_from=2019-21", ["span", "about", "month", "day", "later"]),
    ],
)
def test_possible_and_certain(query, found, slugs):
    for slug, edtf in {
        "day": "2019-10-05",
        "month": "2019-10",
        "about": "2019-10-20~",
        "span": "2019-09-30/2019-10-31",
        "later": "2020",
        "unknown": "",
    }.items():
        publish(make("Event", slug=slug, date=edtf))
    assert slugs(f"events/?{query}") == found


def test_a_source_is_dated_by_its_publication_and_a_commitment_by_its_deadline(slugs):
    shown("Source", slug="old", published_on="2018")
    shown("Source", slug="new", published_on="2019-10-05")
    assert slugs("sources/?date_from=2019") == ["new"]
    agreement = publish(make("Agreement"))
    shown("Commitment", slug="due", agreement=agreement, deadline="2019-10")
    shown("Commitment", slug="undue", agreement=agreement)
    assert slugs("commitments/?date_to=2020") == ["due"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("party=us&date_from=2019&date_to=2019", ["month", "during"]),
        ("party=us&date_from=2019-10-05&date_to=2019-10-05&date_mode=certain", ["during"]),
        ("party=us&date_to=2018", ["before"]),
        ("party=us&date_from=2020", ["open"]),
        ("party__exact=us&date_from=2019-10", ["month", "during", "open"]),
        ("party__all=us,dprk&date_from=2019", ["during"]),
        ("party__all=us,dprk&date_from=2020", []),
    ],
)
def test_a_party_s_events_of_a_period(query, found, slugs):
    us, dprk = (shown("Party", slug=slug) for slug in ("us", "dprk"))
    for slug, edtf in {
        "before": "2018-06-12",
        "during": "2019-10-05",
        "month": "2019-10",
        "open": "2020-01-01/..",
        "unknown": "",
    }.items():
        event = publish(make("Event", slug=slug, date=edtf))
        for party in (us, dprk) if slug in ("before", "during") else (us,):
            shown("Participation", event=event, party=party)
    assert slugs(f"events/?{query}") == found


# --- One by one -------------------------------------------------------------------------------


def test_statements_by_speaker_tone_and_event(slugs):
    speaker = shown("Person", slug="kim-myong-gil")
    event = publish(make("Event", slug="talks"))
    publish(make("Statement", slug="cold", speaker=speaker, tone=-2, said_at=event))
    publish(make("Statement", slug="warm", tone=2)).events.add(event)
    publish(make("Statement", slug="toneless"))
    assert slugs("statements/?speaker=kim-myong-gil") == ["cold"]
    assert slugs("statements/?person=kim-myong-gil") == ["cold"]
    assert slugs("statements/?tone_max=-1") == ["cold"]
    assert slugs("statements/?tone_min=0") == ["warm"]
    assert slugs("statements/?event=talks") == ["cold", "warm"]


def test_offers_by_proposer_recipient_and_answer(slugs):
    us, dprk = shown("Party", slug="us"), shown("Party", slug="dprk")
    ministry = shown("Party", slug="dprk-mfa", parent=dprk)
    offer = publish(make("Offer", slug="package"))
    offer.proposers.add(us)
    offer.recipients.add(ministry)
    telling = publish(make("Offer", slug="telling", variant_of=offer))
    shown("Response", offer=telling, party=dprk, kind="rejects")
    assert slugs("offers/?proposer=us") == ["package"]
    assert slugs("offers/?recipient=dprk") == ["package"]
    assert slugs("offers/?proposer=dprk") == []
    assert slugs("offers/?answer=rejects,vetoes") == ["package", "telling"]
    assert slugs("offers/?answer=accepts") == []
    assert slugs("offers/?open=true") == []
    assert slugs("offers/?open=false") == ["package", "telling"]


def test_events_by_occurrence_outcome_and_level(slugs):
    publish(make("Event", slug="held", occurrence="held", outcome="none", level="envoy"))
    publish(make("Event", slug="not", occurrence="cancelled", outcome="not_applicable"))
    assert slugs("events/?occurrence=cancelled,lapsed") == ["not"]
    assert slugs("events/?outcome=none") == ["held"]
    assert slugs("events/?level=envoy&occurrence=held") == ["held"]


def test_events_by_place_source_and_external_id(slugs):
    source = shown("Source", slug="wpr")
    place = shown("Place", slug="stockholm")
    publish(make("Event", slug="there", place=place, external_ids=["gdelt:1", "icb:2"]), source)
    publish(make("Event", slug="elsewhere"))
    assert slugs("events/?place=stockholm") == ["there"]
    assert slugs("events/?source=wpr") == ["there"]
    assert slugs("events/?external_id=icb:2,none:3") == ["there"]
    assert slugs("statements/?external_id=icb:2") == []


def test_search_asks_for_every_word_in_any_text(slugs):
    publish(make("Event", slug="a", title="Talks in Stockholm", summary="Two delegations met."))
    publish(make("Event", slug="b", title="Talks in Berlin", summary="They spoke of 50% more."))
    assert slugs("events/?q=stockholm+DELEGATIONS") == ["a"]
    assert slugs("events/?q=talks") == ["a", "b"]
    assert slugs("events/?q=50%25") == ["b"]
    assert slugs("events/?q=stockholm+berlin") == []


def test_contested_is_asked_with_true_or_false(slugs):
    event = publish(make("Event", slug="denied"))
    publish(make("Event", slug="plain"))
    point = shown("Point", event=event)
    publish(make("Claim", point=point, party=shown("Party"), stance="denies"))
    assert slugs("events/?contested=true") == ["denied"]
    assert slugs("events/?contested=false") == ["plain"]


def test_only_editors_filter_by_status(administrator_client, refused):
    publish(make("Event", slug="public"))
    make("Event", slug="draft")
    assert refused("events/?status=draft")["errors"][0]["parameter"] == "status"
    found = administrator_client.get("/api/v1/events/?status=draft").json()
    assert [row["slug"] for row in found["results"]] == ["draft"]
    assert administrator_client.get("/api/v1/events/").json()["count"] == 2


# --- On the real data set ---------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.usefixtures("us_dprk")
class TestRealData:
    @pytest.mark.parametrize("path", sorted(FILTERS))
    def test_every_filter_of_every_kind_can_be_asked(self, path, get):
        for name, condition in FILTERS[path].items():
            response = get(f"{path}/?{name}={value_for(condition)}&page_size=2")
            assert response.status_code == (400 if name in EDITORS_ONLY else 200), name

    @pytest.mark.parametrize("mode", ["possible", "certain"])
    @pytest.mark.parametrize(
        ("first", "last"), [("2019-10", "2019-10"), ("2018", ""), ("", "2003-01-10"), ("201X", "")]
    )
    def test_periods_mean_the_same_as_in_python(self, first, last, mode, slugs, read):
        rows = read("events/?page_size=500&fields=slug,date")["results"]
        bounds = (
            ImpreciseDate.parse(first).earliest if first else None,
            ImpreciseDate.parse(last).latest if last else None,
        )
        expected = [
            row["slug"]
            for row in rows
            if row["date"] and IN[mode](ImpreciseDate.parse(row["date"]["edtf"]), *bounds)
        ]
        query = f"date_from={first}&date_to={last}&date_mode={mode}"
        assert slugs(f"events/?{query}") == expected

    def test_what_a_party_said_is_what_its_bodies_said(self, slugs):
        bodies = slugs("parties/?party=us")
        assert len(bodies) > 3
        said = [set(slugs(f"statements/?party__exact={body}")) for body in bodies]
        assert set(slugs("statements/?party=us")) == set().union(*said)

    def test_today_nothing_is_hidden_from_an_editor(self, administrator_client, read):
        theirs = administrator_client.get("/api/v1/claims/?page_size=500&fields=slug").json()
        assert theirs["results"] == read("claims/?page_size=500&fields=slug")["results"]
