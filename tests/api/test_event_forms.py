"""Events as maps, calendars, feeds, timelines and linked data: what each says is valid."""

import json
import re
from datetime import date
from xml.etree import ElementTree

import pytest

from negotiations.api.event_forms.calendars import days, folded, text
from negotiations.api.event_forms.linked_data import CONTEXT
from tests.factories import make, publish

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
FORMS = ("geojson", "ics", "atom", "timelinejs.json", "jsonld")


@pytest.fixture
def talks():
    place = make("Place", status="published", name="Stockholm", latitude="59.33", longitude="18.07")
    event = publish(
        make(
            "Event",
            slug="talks",
            title="Talks; first, <b>round</b>",
            summary="They met.\nThey parted.",
            date="2019-10-05",
            place=place,
            occurrence="held",
            kind="talks",
        )
    )
    party = make("Party", status="published", slug="sweden", name="Sweden")
    make("Participation", event=event, party=party, status="published")
    return event


@pytest.fixture
def uncertain():
    return publish(make("Event", slug="uncertain", title="Uncertain", date="2018-05~", place=None))


@pytest.fixture
def dateless():
    return publish(make("Event", slug="dateless", title="Dateless", date="", place=None))


@pytest.fixture
def whole(get):
    def ask(address):
        response = get(address)
        assert response.status_code == 200, response.content
        return b"".join(response.streaming_content).decode()

    return ask


def test_a_map_has_a_feature_for_each_event_and_a_point_where_its_place_has_one(
    talks, dateless, whole
):
    found = json.loads(whole("events.geojson"))
    assert found["type"] == "FeatureCollection"
    first, last = found["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [18.07, 59.33]}
    assert first["properties"]["title"] == talks.title
    assert first["properties"]["parties"] == "Sweden"
    assert (first["properties"]["date"], first["properties"]["date_earliest"]) == (
        "2019-10-05",
        "2019-10-05",
    )
    assert last["geometry"] is None and last["properties"]["date"] is None


def entries(calendar):
    """The entries of a calendar, unfolded, by their names."""
    assert calendar.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert calendar.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))
    lines = calendar.replace("\r\n ", "").split("\r\n")
    found = []
    for line in lines:
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and ":" in line:
            name, _, value = line.partition(":")
            found[-1][name.partition(";")[0]] = value
    return found


def test_a_calendar_has_whole_days_and_leaves_out_what_has_none(talks, uncertain, dateless, whole):
    vague, exact = entries(whole("events.ics"))
    assert (exact["DTSTART"], exact["DTEND"]) == ("20191005", "20191006")
    assert exact["SUMMARY"] == "Talks\\; first\\, <b>round</b>"
    assert exact["UID"] == "talks@parley" and exact["LOCATION"] == "Stockholm"
    assert "They met.\\nThey parted." in exact["DESCRIPTION"]
    assert (vague["DTSTART"], vague["DTEND"]) == ("20180101", "20190101")
    assert "The day is not known: about May 2018." in vague["DESCRIPTION"]


@pytest.mark.parametrize("words", ["é" * 200, "a" * 75, "a" * 76, "한" * 60])
def test_a_long_line_is_folded_between_signs(words):
    line = folded(words)
    assert all(len(part.encode()) <= 75 for part in line.split("\r\n"))
    assert line.replace("\r\n ", "").removesuffix("\r\n") == words


def test_what_a_calendar_reads_as_a_sign_is_escaped():
    assert text("a\\b;c,d\ne") == "a\\\\b\\;c\\,d\\ne"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("0999-05-01", "0999-05-01", ["DTSTART;VALUE=DATE:09990501", "DTEND;VALUE=DATE:09990502"]),
        ("9998-01-01", "9999-12-31", ["DTSTART;VALUE=DATE:99980101", "DTEND;VALUE=DATE:99991231"]),
        ("9999-12-31", "9999-12-31", ["DTSTART;VALUE=DATE:99991231"]),
    ],
)
def test_days_far_away_are_days(first, last, said):
    assert days(first, last) == said


def xml(text):
    return ElementTree.fromstring(text)  # noqa: S314 - what is parsed is our own answer


def test_a_feed_tells_of_what_changed_last_first(talks, uncertain, whole):
    feed = xml(whole("events.atom"))
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]
    assert titles == ["Uncertain", talks.title]
    newest = max(entry.findtext(f"{ATOM}updated") for entry in feed.findall(f"{ATOM}entry"))
    assert feed.findtext(f"{ATOM}updated") == newest
    ordered = xml(whole("events.atom?ordering=-date"))
    assert ordered.find(f"{ATOM}entry").findtext(f"{ATOM}title") == talks.title


def test_a_timeline_escapes_its_texts_and_leaves_out_what_has_no_date(talks, dateless, whole):
    (slide,) = json.loads(whole("events.timelinejs.json"))["events"]
    assert slide["start_date"] == {"year": 2019, "month": 10, "day": 5}
    assert "end_date" not in slide
    assert slide["display_date"] == "5 October 2019"
    assert slide["text"]["headline"] == "Talks; first, &lt;b&gt;round&lt;/b&gt;"


def test_linked_data_name_what_they_know(talks, dateless, whole):
    (first, last) = json.loads(whole("events.jsonld"))["@graph"]
    assert first["@type"] == "Event" and first["@id"].endswith("/api/v1/events/talks/")
    assert (first["startDate"], first["eventStatus"]) == (
        "2019-10-05",
        "https://schema.org/EventScheduled",
    )
    assert first["location"]["geo"] == {
        "@type": "GeoCoordinates",
        "latitude": 59.33,
        "longitude": 18.07,
    }
    assert [one["name"] for one in first["attendee"]] == ["Sweden"]
    assert first["subjectOf"] and "startDate" not in last


@pytest.mark.parametrize(
    "ask",
    [
        lambda get: get("events/talks/?format=jsonld"),
        lambda get: get("events/talks/", headers={"accept": "application/ld+json"}),
    ],
)
def test_one_event_as_linked_data_is_that_of_the_list(ask, talks, get, whole):
    (in_the_list,) = json.loads(whole("events.jsonld"))["@graph"]
    response = ask(get)
    assert response["Content-Type"] == "application/ld+json"
    assert response.json() == {"@context": CONTEXT, **in_the_list}


def test_the_forms_of_one_event_have_validators_of_their_own(talks, get):
    linked = {"accept": "application/ld+json"}
    plain, other = get("events/talks/")["ETag"], get("events/talks/", headers=linked)["ETag"]
    assert plain != other
    assert plain[1:].partition("-")[0] == other[1:].partition("-")[0] == str(talks.version)
    both = {plain: linked, other: {}}
    for held, accepted in both.items():
        found = get("events/talks/", headers={"if-none-match": held, **accepted})
        assert found.status_code == 200


def test_one_event_that_is_not_there_is_refused_in_every_form(talks, refused):
    make("Event", slug="a-draft")
    refused("events/a-draft/?format=jsonld", 404)
    talks.status, talks.withdrawn_reason = "withdrawn", "Entered twice."
    talks.save()
    refused("events/talks/?format=jsonld", 410)


@pytest.mark.parametrize("parameter", ["fields", "omit", "format"])
def test_what_one_event_in_a_form_cannot_be_asked_is_refused(parameter, talks, refused):
    query = "format=json-ld" if parameter == "format" else f"format=jsonld&{parameter}=slug"
    (fault,) = refused(f"events/talks/?{query}")["errors"]
    assert fault["parameter"] == parameter


def test_one_event_is_as_it_was_known(get, refused):
    source = make("Source", published_on="2019-10-06", status="published")
    publish(make("Event", slug="talks", title="Talks"), source)
    refused("events/talks/?format=jsonld&as_known_on=2019-10-05", 404)
    assert get("events/talks/?format=jsonld&as_known_on=2019-10-06").json()["name"] == "Talks"


@pytest.mark.parametrize("form", FORMS)
def test_filters_hold_and_drafts_are_left_out(form, talks, uncertain, whole):
    make("Event", slug="a-draft", title="A draft", date="2019-10-05")
    found = whole(f"events.{form}?date_from=2019")
    assert "talks" in found
    assert "uncertain" not in found.lower() and "draft" not in found.lower()


@pytest.mark.parametrize("form", FORMS)
def test_none_is_a_valid_answer(form, whole):
    found = whole(f"events.{form}")
    if form == "ics":
        assert entries(found) == []
    elif form == "atom":
        assert xml(found).findall(f"{ATOM}entry") == []
    else:
        assert [] in json.loads(found).values()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("parameter", ["fields=slug", "omit=slug", "page_size=5", "colour=red"])
def test_what_says_nothing_in_a_form_is_refused(form, parameter, refused):
    (fault,) = refused(f"events.{form}?{parameter}")["errors"]
    assert fault["parameter"] == parameter.partition("=")[0]


def test_other_kinds_have_no_such_forms(refused):
    refused("offers.geojson", 404)


def test_the_file_is_named_by_its_form(talks, get):
    name = get("events.geojson")["Content-Disposition"]
    assert re.search(rf'parley-events-{date.today().year}-[0-9-]+\.geojson"', name)
