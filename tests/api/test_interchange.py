"""Maps, calendars, feeds, timelines and linked data, as the tools they are made for read them."""

import json
import re
from collections import Counter

import pytest

from negotiations.models import Event
from tests.api.reading_forms import (
    Unreadable,
    read_calendar,
    read_feed,
    read_linked_data,
    read_map,
    read_timeline,
)
from tests.factories import make, publish

pytestmark = pytest.mark.django_db

READERS = {
    "geojson": read_map,
    "ics": read_calendar,
    "atom": read_feed,
    "timelinejs.json": read_timeline,
    "jsonld": read_linked_data,
}
#: Calendars and timelines have no place for what has no date.
OF_DATED_EVENTS = ("ics", "timelinejs.json")
#: What a reader calls the title of an event.
TITLES = {
    "geojson": lambda feature: feature.properties["title"],
    "ics": lambda entry: str(entry["SUMMARY"]),
    "atom": lambda entry: entry.title,
    "jsonld": lambda node: node["http://schema.org/name"][0]["@value"],
}

QUERIES = (
    "",
    "party=dprk&date_from=2018",
    "occurrence=cancelled",
    "q=talks",
    "as_known_on=2019-10-06",
    "process=us-dprk-summitry",
)
NASTY_TEXTS = (
    "Talks; first, <b>round</b> & \"more\" 'yet' \\n \\",
    "<script>alert(1)</script>]]><!-- --> </entry>",
    "END:VEVENT\nEND:VCALENDAR",
    "شمال و جنوب: \u202eמשא ומתן\u202c \u2066a\u2069",
    "北南会谈" * 60,
    "a\u2028b\u2029c\ufeffd\u00ade",
    "not for XML: \ufffe \uffff \U0001ffff",
    "é" * 200 + "🕊️👨\u200d👩\u200d👧",
    "x" * 40_000,
    "line one\n\n line two \n",
)
NASTY_DATES = (
    "0001-01-01",
    "0099-02",
    "0999-12-31/1000-01-01",
    "9999-12-31",
    "9998/..",
    "../0004-02-29",
    "201X",
    "2019-24",
    "2016-02-29?",
    "[2018-05-03..2018-05-09]",
    "",
)


@pytest.fixture
def whole(get):
    def ask(address):
        response = get(address)
        assert response.status_code == 200, response.content
        return b"".join(response.streaming_content)

    return ask


def line(text):
    return text.replace("\n", " ")


@pytest.fixture
def nasty(db):
    """Events with texts and dates that a form may stumble over, in places and without one."""
    ends = {"latitude": "-90", "longitude": "180"}
    source = make("Source", status="published", title="A \uffff source", publisher="P & <Q>")
    larger = publish(make("Event", title="Larger", kind="round"), source)
    for number, text in enumerate(NASTY_TEXTS):
        place = make(
            "Place", name=line(text[:200]), status="published", **(ends if number % 2 else {})
        )
        event = make("Event", title=line(text), summary=text, place=place if number % 3 else None,
                     occurrence=("held", "postponed", "cancelled", "")[number % 4],
                     date="2019-10-05", part_of=larger)  # fmt: skip
        event.processes.add(make("Process", title=line(text), status="published"))
        party = make("Party", name=line(text), status="published")
        make("Participation", event=event, party=party, status="published")
        publish(event, source)
    for text in NASTY_DATES:
        publish(make("Event", title=f"On {text}", date=text), source)


@pytest.mark.parametrize("form", READERS)
def test_nasty_texts_and_dates_are_read_by_the_tools(form, nasty, whole):
    asked = "" if form not in OF_DATED_EVENTS else "date_from=../0001"
    expected = Event.objects.exclude(date="") if asked else Event.objects.all()
    assert len(READERS[form](whole(f"events.{form}"))) == expected.count()


@pytest.mark.parametrize("form", TITLES)
def test_texts_come_out_as_they_were_entered(form, nasty, whole):
    read = Counter(TITLES[form](entry) for entry in READERS[form](whole(f"events.{form}")))
    titles = (line(text) for text in NASTY_TEXTS)
    if form == "atom":
        titles = (re.sub("[\ufffe\uffff]", "\ufffd", title).strip() for title in titles)
    assert Counter(titles) <= read


@pytest.mark.parametrize("form", READERS)
def test_nothing_is_read_as_nothing(form, whole, db):
    assert len(READERS[form](whole(f"events.{form}"))) == 0


@pytest.mark.slow
@pytest.mark.usefixtures("us_dprk")
class TestRealData:
    @pytest.mark.parametrize("query", QUERIES)
    @pytest.mark.parametrize("form", READERS)
    def test_the_whole_data_set_is_read_by_the_tools(self, form, query, get, whole):
        dated = form in OF_DATED_EVENTS
        events = get(f"events/?page_size=500&{query}").json()["results"]
        expected = [event for event in events if event["date"] or not dated]
        assert expected
        assert len(READERS[form](whole(f"events.{form}?{query}"))) == len(expected)

    def test_one_event_as_linked_data_is_read(self, get):
        document = get("events/stockholm-talks-2019-10-05/?format=jsonld").content
        (node,) = read_linked_data(document)
        assert node["@id"].endswith("/events/stockholm-talks-2019-10-05/")


# --- Controls: what a reader must refuse ------------------------------------------------------

SPOILT = {
    "ics": (
        (rb"\r\n", b"\n"),
        (rb"\r\n (?=\S)", b""),
        (rb"DTSTART;VALUE=DATE:\d+", b"DTSTART;VALUE=DATE:20191305"),
        (rb"DTEND;VALUE=DATE:\d+", b"DTEND;VALUE=DATE:00010101"),
        (rb"UID:[^\r]+", b"UID:one"),
        (rb"UID:[^\r]+\r\n", b""),
        (rb"STATUS:\w+", b"STATUS:HELD"),
        (rb"END:VEVENT", b"END:VTODO"),
        (rb"SUMMARY:", b"SUMMARY:\x07"),
        (rb"VERSION:2.0\r\n", b""),
    ),
    "atom": (
        (rb"<updated>[^<]+</updated>\n</feed>", b"</feed>"),
        (rb"<id>[^<]+</id>", b"<id>one</id>"),
        (rb"<id>[^<]+", b"<id>http://one"),
        (rb"<title>", b"<title type='bold'>"),
        (rb"</entry>", b"<where/></entry>"),
        (rb"\+00:00|Z<", b"<"),
        (rb"text/html", b"application/json"),
        (rb"&lt;", b"<"),
        (rb"<title>", "<title>\uffff".encode()),
        (rb"<author>.*</author>", b""),
    ),
    "geojson": (
        (rb'"Feature"', b'"Fact"'),
        (rb'"type": "Point", ', b""),
        (rb"\[180, -90\]", b"[-90, 180]"),
        (rb"\[180, -90\]", b"[180]"),
        (rb"\[180, -90\]", b'["180", "-90"]'),
        (rb'"id": "[^"]+"', b'"id": "one"'),
        (rb'"properties"', b'"attributes"'),
        (rb'"type": "FeatureCollection"', b'"type": "FeatureCollection", "crs": {}'),
    ),
    "jsonld": (
        (rb'"name"', b'"denomination"'),
        (rb'"date": "', b'"temporalCoverage": "'),
        (rb'"subjectOf"', b'"citation"'),
        (rb'"@type": "Event"', b'"@type": "Negotiation"'),
        (rb'"@id": "[^"]+"', b'"@id": 5'),
        (rb'"startDate": "[^"]+"', b'"startDate": "2019-13"'),
        (rb"schema.org/EventCancelled", b"schema.org/EventHeld"),
        (rb"https://schema.org\"", b'https://example.org"'),
        (rb'"latitude": -90', b'"latitude": true'),
    ),
    "timelinejs.json": (
        (rb'"year": 2019', b'"year": "2019"'),
        (rb'"month": 2, "day": 29', b'"month": 2, "day": 31'),
        (rb'"start_date"', b'"date"'),
        (rb'"unique_id": "[^"]+"', b'"unique_id": "one"'),
        (rb"&lt;b&gt;", b"<b>"),
        (rb'"end_date": {"year": \d+', b'"end_date": {"year": 1'),
        (rb'"events"', b'"slides"'),
    ),
}


@pytest.mark.parametrize("form", SPOILT)
def test_a_reader_refuses_what_breaks_the_format(form, nasty, whole):
    document = whole(f"events.{form}")
    for sound, broken in SPOILT[form]:
        spoilt = re.sub(sound, lambda _, broken=broken: broken, document)
        assert spoilt != document, sound
        with pytest.raises((Unreadable, json.JSONDecodeError)):
            pytest.fail(f"{broken} passed: {READERS[form](spoilt)}")
