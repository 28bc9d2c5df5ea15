"""Search over all kinds: ranked, with passages and counts, in every world."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client

from negotiations.api.urls import router
from negotiations.models import KINDS, Event
from negotiations.reports.search import finding, statement
from negotiations.reports.search.kinds import LIMITS, SEARCHED
from negotiations.vectors import SearchField
from tests.factories import make, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(read):
    """What a search finds, as pairs of kind and slug."""

    def ask(query, **more):
        rows = read(f"search/?q={query}", **more)["results"]
        return [(row["kind"], row["slug"]) for row in rows]

    return ask


def shown(kind, **given):
    return make(kind, status="published", **given)


@pytest.fixture
def talks():
    party = shown("Party", slug="sweden", name="Sweden")
    ministry = shown("Party", slug="ministry", name="Ministry", parent=party)
    event = publish(
        make(
            "Event",
            slug="talks",
            title="Working-level talks in Stockholm",
            summary="The delegations <b>met</b> near Stockholm & parted.",
            date="2019-10-05",
        )
    )
    shown("Participation", event=event, party=ministry)
    shown("Place", slug="stockholm", name="Stockholm")
    publish(
        make("Statement", slug="remark", text="We said in Oslo, not in Stockholm, what we want.")
    )
    return event


@pytest.mark.usefixtures("talks")
def test_names_come_before_texts_that_mention_them(found):
    assert found("stockholm") == [
        ("place", "stockholm"),
        ("event", "talks"),
        ("statement", "remark"),
    ]


@pytest.mark.usefixtures("talks")
def test_a_finding_names_its_record_and_shows_a_passage_in_plain_text(read):
    (row,) = read("search/?q=delegations")["results"]
    assert row["kind"] == "event"
    assert row["label"] == "Working-level talks in Stockholm"
    assert row["url"].endswith("/api/v1/events/talks/")
    assert row["date"]["edtf"] == "2019-10-05"
    assert row["snippet"] == "The delegations <b>met</b> near Stockholm & parted."
    assert [row["snippet"][first:last] for first, last in row["marks"]] == ["delegations"]


def test_what_was_sought_is_marked_in_its_own_spelling(read):
    publish(make("Statement", text="Comrade Chŏe Sŏnhŭi spoke, and the German Außenminister too."))
    (row,) = read("search/?q=choe+sonhui")["results"]
    marked = [row["snippet"][first:last] for first, last in row["marks"]]
    assert marked == ["Chŏe", "Sŏnhŭi"]


def test_a_note_is_shown_only_where_it_alone_holds_what_was_sought(read):
    shown("Place", slug="hall", name="The hall", note="Named after a poet.")
    assert read("search/?q=poet")["results"][0]["snippet"] == "Named after a poet."
    assert read("search/?q=hall")["results"][0]["snippet"] == ""


@pytest.mark.usefixtures("talks")
def test_facets_count_kinds_parties_and_years(read):
    facets = read("search/?q=stockholm")["facets"]
    assert facets["kind"] == [
        {"value": "event", "count": 1},
        {"value": "place", "count": 1},
        {"value": "statement", "count": 1},
    ]
    assert facets["year"] == [{"value": 2019, "count": 1}]
    # The ministry belongs to its state, and the filter of that name takes it so.
    assert facets["party"] == [
        {"value": "ministry", "count": 1, "label": "Ministry"},
        {"value": "sweden", "count": 1, "label": "Sweden"},
    ]


@pytest.mark.usefixtures("talks")
@pytest.mark.parametrize(
    ("limit", "left"),
    [
        ("party=sweden", ["talks"]),
        ("kind=place,statement", ["stockholm", "remark"]),
        ("date_from=2019&date_to=2019-10", ["talks"]),
        ("date_from=2020", []),
    ],
)
def test_limits_leave_what_they_name(limit, left, found):
    assert [slug for _, slug in found(f"stockholm&{limit}")] == left


@pytest.mark.usefixtures("talks")
@pytest.mark.parametrize("searched", SEARCHED, ids=lambda searched: searched.kind)
def test_one_kind_alone_is_answered_as_among_all(searched, read):
    """For one kind there is a statement of its own."""
    every, alone = read("search/?q=stockholm"), read(f"search/?q=stockholm&kind={searched.kind}")
    assert alone["results"] == [one for one in every["results"] if one["kind"] == searched.kind]
    assert alone["count"] == len(alone["results"]) and every["count"] > 2


@pytest.mark.usefixtures("talks")
def test_a_kind_that_has_no_date_is_not_found_in_a_period(found):
    assert found("stockholm&kind=place") and not found("stockholm&kind=place&date_from=2019")


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("", "q"),
        ("q=%00", "q"),
        ("q=%ED%A0%80", "q"),
        (f"q={'a' * 201}", "q"),
        (f"q={'a+' * 11}", "q"),
        ("q=-talks", "q"),
        ("q=a&page_size=101", "page_size"),
        ("q=a&page_size=0", "page_size"),
        ("q=a&kind=events", "kind"),
        ("q=a&party=nobody", "party"),
        ("q=a&date_from=soon", "date_from"),
        ("q=a&date_from=2020&date_to=2019", "date_to"),
        ("q=a&language=%00", "language"),
        ("q=a&language=english!", "language"),
        ("q=a&cursor=abc", "cursor"),
        ("q=a&cursor=WyJvbndhcmQiLCJyYW5rIixbIngiXV0", "cursor"),
        ("q=a&certainty=stated", "certainty"),
        ("q=a&ordering=date", "ordering"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(query, parameter, refused):
    assert refused(f"search/?{query}")["errors"][0]["parameter"] == parameter


def test_pages_lead_through_all_findings_and_back(read):
    for number in range(7):
        shown("Place", slug=f"hall-{number}", name="Hall")
    first = read("search/?q=hall&page_size=3")
    second = read(first["next"].partition("/api/v1/")[2])
    third = read(second["next"].partition("/api/v1/")[2])
    slugs = [row["slug"] for page in (first, second, third) for row in page["results"]]
    assert slugs == [f"hall-{number}" for number in range(7)]
    assert first["previous"] is third["next"] is None
    assert {page["count"] for page in (first, second, third)} == {7}
    assert read(third["previous"].partition("/api/v1/")[2])["results"] == second["results"]
    assert read(second["previous"].partition("/api/v1/")[2])["results"] == first["results"]


def test_the_answer_says_when_not_all_was_ranked(read, monkeypatch):
    for number in range(3):
        shown("Place", slug=f"hall-{number}", name="Hall")
    assert read("search/?q=hall")["ranked_all"] is True
    monkeypatch.setattr(statement, "MOST_OF_A_KIND", 2)
    monkeypatch.setattr(finding, "MOST_OF_A_KIND", 2)
    statement.statement.cache_clear()
    finding.prepared.cache_clear()
    found = read("search/?q=hall")
    statement.statement.cache_clear()
    finding.prepared.cache_clear()
    assert (found["count"], found["count_exact"], found["ranked_all"]) == (2, False, False)


def test_drafts_are_found_by_editors_alone(found):
    make("Event", slug="secret", title="Secret channel")
    hidden = make("Event", slug="plan")
    publish(make("Statement", slug="word", text="A channel", said_at=hidden))
    assert found("channel") == [("statement", "word")]
    user = get_user_model().objects.create_user("carl", password="correct horse", is_staff=True)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    rows = client.get("/api/v1/search/?q=channel").json()["results"]
    assert {row["slug"] for row in rows} == {"secret", "word"}


def test_a_hidden_party_is_counted_nowhere(read):
    publish(make("Statement", slug="word", text="A channel", party=make("Party", slug="ghost")))
    assert read("search/?q=channel")["facets"]["party"] == []


def test_only_what_was_known_is_found(found):
    early = shown("Source", title="Early report", published_on="2019-10-05")
    late = shown("Source", title="Late report", published_on="2020-10-05")
    publish(make("Event", slug="known", title="Talks"), early)
    publish(make("Event", slug="unknown", title="Talks"), late)
    assert found("talks&as_known_on=2019-10-06") == [("event", "known")]
    assert found("report&as_known_on=2019-10-06") == [("source", early.slug)]


@pytest.mark.django_db(transaction=True)
def test_what_was_recorded_is_found_by_the_words_it_had(found):
    event = publish(make("Event", slug="talks", title="Talks in Oslo"))
    publish(make("Event", slug="same", title="Talks in Oslo too"))
    with connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        (then,) = cursor.fetchone()
    Event.objects.filter(pk=event.pk).update(title="Talks in Stockholm")
    at = f"&as_recorded_at={then.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
    assert found("oslo") == [("event", "same")]
    assert sorted(found(f"oslo{at}")) == [("event", "same"), ("event", "talks")]
    assert found(f"stockholm{at}") == []
    before = (datetime.now(UTC) - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert found(f"oslo&as_recorded_at={before}") == []


@pytest.mark.usefixtures("talks")
def test_the_findings_are_there_as_flat_rows(get):
    answer = get("search.csv?q=stockholm")
    assert answer["Content-Type"].startswith("text/csv")
    head, first, *_ = answer.content.decode().splitlines()
    assert head == "kind,slug,label,url,date,date_earliest,date_latest,date_precision,rank"
    assert first.startswith("place,stockholm,Stockholm,http://testserver/api/v1/places/stockholm/,")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("talks")
def test_a_search_is_one_query(read, django_assert_num_queries):
    freshness = 1
    with django_assert_num_queries(freshness + 1):
        read("search/?q=stockholm")
    # The slug is looked up first.
    with django_assert_num_queries(freshness + 2):
        read("search/?q=stockholm&party=sweden")


def test_every_kind_with_words_is_searched_or_left_out_on_purpose():
    worded = {
        model for model in KINDS if any(isinstance(f, SearchField) for f in model._meta.fields)
    }
    names = {model.__name__ for model in worded - {searched.model for searched in SEARCHED}}
    assert names == {"Participation", "Citation"}


@pytest.mark.parametrize("searched", SEARCHED, ids=lambda searched: searched.kind)
def test_a_kind_is_limited_by_the_paths_of_its_list(searched):
    (views,) = [views for _, views, _ in router.registry if views.model is searched.model]
    filters = views.filterset_class.base_filters
    for limit in LIMITS:
        paths = filters[limit].paths if limit in filters else ()
        assert set(paths) == set(searched.paths(limit)), limit


def test_the_schema_tells_what_can_be_asked(get):
    told = get("schema/").json()["paths"]["/api/v1/search/"]["get"]
    parameters = {parameter["name"]: parameter for parameter in told["parameters"]}
    assert parameters["q"]["required"] is True
    assert {"kind", "party", "date_from", "page_size", "cursor", "as_known_on"} <= set(parameters)
    assert parameters["page_size"]["schema"]["maximum"] == 100
    assert "text/csv" in told["responses"]["200"]["content"]
