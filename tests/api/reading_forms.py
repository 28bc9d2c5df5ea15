"""Events in the forms of other tools, read as those tools read them.

Each function takes a whole document and gives what a reader finds in it, or raises Unreadable: the
document is not what the rules of its format demand. The readers are libraries that know nothing of
us, with schemas and what the formats say in words beside them. Not here: what our documents should
say (test_event_forms.py).
"""

import json
import re
from collections import Counter
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import feedparser
from geojson_pydantic import FeatureCollection
from icalendar import Calendar
from jsonschema import Draft202012Validator
from lxml import etree
from pydantic import ValidationError
from pyld import jsonld

DATA = Path(__file__).parent.parent / "data"
ATOM = "{http://www.w3.org/2005/Atom}"
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
SCHEMA_ORG = json.loads((DATA / "schema.org.json").read_text())
SCHEMA = "http://schema.org/"
OTHER_WORDS = {"http://purl.org/dc/terms/date"}
TIMELINE = Draft202012Validator(json.loads((DATA / "timelinejs.schema.json").read_text()))
ONCE = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "STATUS", "URL", "LOCATION")
NEEDED = ("UID", "DTSTAMP", "DTSTART", "SUMMARY")
STATUSES = ("CONFIRMED", "TENTATIVE", "CANCELLED")


class Unreadable(ValueError):
    """The document breaks a rule of its format."""


def demand(holds, fault):
    if not holds:
        raise Unreadable(fault)


def each_once(names, what):
    twice = [name for name, times in Counter(names).items() if times > 1]
    demand(not twice, f"{what} given twice: {twice}")


# --- iCalendar --------------------------------------------------------------------------------


def read_calendar(document):
    """The entries of a calendar."""
    lines = document.split(b"\r\n")
    check_parts(lines)
    demand(lines.pop() == b"", "The last line does not end.")
    demand(all(len(line) <= 75 for line in lines), "A line has more than 75 octets.")
    demand(not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", b"".join(lines)), "A control character.")
    try:
        (found,) = Calendar.from_ical(document, multiple=True)
    except ValueError as error:
        raise Unreadable(str(error)) from error
    demand({"VERSION", "PRODID"} <= set(found), "The calendar does not say what it is.")
    demand(found.subcomponents, "The calendar holds nothing.")
    faults = [fault for part in found.walk() for fault in part.errors]
    demand(not faults, f"{faults}")
    entries = found.walk("VEVENT")
    each_once([str(entry["UID"]) for entry in entries if "UID" in entry], "UID")
    for entry in entries:
        check_entry(entry)
    return entries


def check_parts(lines):
    """What begins ends, before what holds it does; the reader would let it pass."""
    begun = []
    for line in lines:
        if line.startswith(b"BEGIN:"):
            begun.append(line[6:])
        elif line.startswith(b"END:"):
            demand(begun and begun.pop() == line[4:], f"{line!r} ends what did not begin.")
    demand(not begun, f"{begun} does not end.")


def check_entry(entry):
    missing = [name for name in NEEDED if name not in entry]
    demand(not missing, f"An entry lacks {missing}.")
    demand(not any(isinstance(entry.get(name), list) for name in ONCE), "A property stands twice.")
    demand(entry.get("STATUS", "CONFIRMED") in STATUSES, "No such status.")
    if "DTEND" in entry:
        demand(entry.decoded("DTSTART") < entry.decoded("DTEND"), "It ends before it begins.")


# --- Atom -------------------------------------------------------------------------------------


def read_feed(document):
    """The entries of a feed."""
    try:
        feed = etree.fromstring(document)
    except etree.XMLSyntaxError as error:
        raise Unreadable(str(error)) from error
    grammar = etree.RelaxNG(etree.parse(DATA / "atom.rng"))
    demand(grammar.validate(feed), f"{grammar.error_log}")
    for name in ("updated", "published"):
        texts = [instant.text for instant in feed.iter(f"{ATOM}{name}")]
        demand(all(map(INSTANT.fullmatch, texts)), f"An instant is not one of RFC 3339: {texts}")
    for name in feed.iter(f"{ATOM}id"):
        demand(re.match(r"[a-z][a-z0-9+.-]*:", name.text), "An identity is relative.")
    each_once([entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")], "id")
    for entry in feed.iter(f"{ATOM}entry"):
        check_links(entry)
    read = feedparser.parse(document)
    demand(not read.bozo and read.version == "atom10", f"{read.get('bozo_exception')}")
    return read.entries


def check_links(entry):
    links = entry.findall(f"{ATOM}link")
    alternates = [link for link in links if link.get("rel", "alternate") == "alternate"]
    each_once([(link.get("type"), link.get("hreflang")) for link in alternates], "alternate")
    content = entry.find(f"{ATOM}content")
    demand(alternates or content is not None, "An entry leads nowhere and says nothing.")


# --- GeoJSON ----------------------------------------------------------------------------------


def read_map(document):
    """The features of a map."""
    try:
        found = FeatureCollection.model_validate_json(document, strict=True)
    except ValidationError as error:
        raise Unreadable(str(error)) from error
    demand("crs" not in json.loads(document), "RFC 7946 knows one reference system.")
    each_once([feature.id for feature in found.features], "id")
    for feature in found.features:
        if feature.geometry:
            longitude, latitude = feature.geometry.coordinates[:2]
            demand(abs(longitude) <= 180 and abs(latitude) <= 90, "A point is not on the earth.")
    return found.features


# --- JSON-LD ----------------------------------------------------------------------------------


def read_linked_data(document):
    """The nodes of a document, expanded, each with nothing that schema.org does not know."""
    dropped = []
    try:
        nodes = jsonld.expand(
            json.loads(document),
            {"documentLoader": schema_org, "processingMode": "json-ld-1.1"},
            on_property_dropped=dropped.append,
        )
    except (jsonld.JsonLdError, json.JSONDecodeError) as error:
        raise Unreadable(str(error)) from error
    demand(not dropped, f"These say nothing: {dropped}")
    each_once([node.get("@id") for node in nodes], "@id")
    for node in nodes:
        check_node(node)
    return nodes


def schema_org(address, options):
    """The context of schema.org, without asking for it."""
    demand(address == "https://schema.org", f"Nobody knows {address}.")
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": address,
        "document": {"@context": SCHEMA_ORG["context"]},
    }


def kinds_of(node):
    named = [kind.removeprefix(SCHEMA) for kind in node.get("@type", ())]
    demand(named and all(kind in SCHEMA_ORG["kinds"] for kind in named), f"No such kind: {named}")
    return {*named, *(wider for kind in named for wider in SCHEMA_ORG["kinds"][kind])}


def check_node(node):
    kinds = kinds_of(node)
    for name, values in node.items():
        if name.startswith("@") or name in OTHER_WORDS:
            continue
        known = SCHEMA_ORG["properties"].get(name.removeprefix(SCHEMA))
        demand(known, f"schema.org has no {name}.")
        demand(kinds & set(known["of"]), f"{name} is not for {sorted(kinds)}.")
        for value in values:
            check_value(name, value, known["holds"])


def check_value(name, value, holds):
    if "@type" in value and "@value" not in value:
        demand(kinds_of(value) & set(holds), f"{name} does not hold {value['@type']}.")
        check_node(value)
        return
    told = value.get("@value", value.get("@id"))
    forms = {
        "Text": isinstance(told, str),
        "Number": isinstance(told, int | float) and not isinstance(told, bool),
        "Boolean": isinstance(told, bool),
        "Date": is_day(told),
        "URL": "@id" in value and bool(re.match("https?://", value["@id"])),
        "EventStatusType": str(told).removeprefix("https://schema.org/") in SCHEMA_ORG["statuses"],
    }
    demand(any(forms.get(form) for form in holds), f"{name} does not hold {told!r}.")


def is_day(told):
    try:
        return bool(date.fromisoformat(told))
    except (TypeError, ValueError):
        return False


# --- TimelineJS -------------------------------------------------------------------------------


def read_timeline(document):
    """The slides of a timeline. A timeline without slides is shown as an error, but is one."""
    found = json.loads(document)
    faults = [fault.message for fault in TIMELINE.iter_errors(found)]
    demand(not faults, f"{faults}")
    slides = found["events"]
    each_once([slide["unique_id"] for slide in slides if "unique_id" in slide], "unique_id")
    for slide in slides:
        # It makes dates of JavaScript of them, which take 31 February for 3 March.
        first = day_of(slide["start_date"])
        demand(first <= day_of(slide.get("end_date", slide["start_date"])), "It ends too early.")
        for text in slide.get("text", {}).values():
            check_markup(text)
    return slides


def day_of(told):
    try:
        return date(told["year"], told.get("month", 1), told.get("day", 1))
    except ValueError as error:
        raise Unreadable(str(error)) from error


def check_markup(text):
    """It sanitizes texts as HTML; what we send must come out whole: paragraphs, and no more."""
    found = Tags()
    found.feed(text)
    found.close()
    demand(found.names <= {"p"}, f"Markup of a text is live: {found.names}")


class Tags(HTMLParser):
    """The names of all elements of a text."""

    def __init__(self):
        super().__init__()
        self.names = set()

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
