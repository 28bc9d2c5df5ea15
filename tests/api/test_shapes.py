"""The shapes of records: what lists and details carry, how references and dates are written."""

import pytest

from negotiations.models import KINDS
from negotiations.models.base import INTERNAL, STAMPS, public_fields
from tests.factories import make, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("us_dprk"), pytest.mark.slow]

PATHS = {
    "sources", "places", "parties", "people", "tenures", "issues", "processes", "memberships",
    "events", "event-links", "participations", "statements", "points", "claims", "offers", "terms",
    "responses", "agreements", "commitments", "fulfilments", "citations",
}  # fmt: skip


def path_of(model):
    return str(model._meta.verbose_name_plural).replace(" ", "-")


def test_the_root_lists_every_kind(read):
    assert set(read()) >= PATHS
    assert {path_of(model) for model in KINDS} == PATHS


@pytest.mark.parametrize("model", KINDS)
def test_lists_and_details_carry_every_public_field_and_no_other(model, read):
    page = read(f"{path_of(model)}/?page_size=3")
    assert page["results"]
    for row in page["results"]:
        assert {*public_fields(model), *STAMPS, "url"} <= set(row)
        assert not {*INTERNAL, "id", "pk", "is_root", "date_earliest"} & set(row)
        assert row["status"] == "published"
    slug = page["results"][0]["slug"]
    detail = read(f"{path_of(model)}/{slug}/")
    assert detail["slug"] == slug
    assert set(public_fields(model)) <= set(detail)


@pytest.mark.parametrize("model", [m for m in KINDS if m.__name__ not in ("Source", "Citation")])
def test_every_detail_carries_its_citations(model, read):
    slug = read(f"{path_of(model)}/?page_size=1")["results"][0]["slug"]
    cited = read(f"{path_of(model)}/{slug}/")["citations"]
    kind = str(model._meta.verbose_name).replace(" ", "_")
    assert all(row["target"]["kind"] == kind for row in cited)
    assert all(row["target"]["slug"] == slug for row in cited)


@pytest.mark.parametrize("path", sorted(PATHS))
def test_every_address_in_a_list_can_be_followed(path, get, read):
    def addresses(value):
        if isinstance(value, dict):
            yield from ([value["url"]] if "label" in value else [])
            for inner in value.values():
                yield from addresses(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from addresses(inner)

    found = sorted(set(addresses(read(f"{path}/?page_size=4")["results"])))
    for url in found[:6]:
        assert url.startswith("http://testserver/api/v1/")
        assert get(url.removeprefix("http://testserver/api/v1/")).status_code == 200


def test_a_reference_is_slug_label_and_address(read):
    event = read("events/stockholm-talks-2019-10-05/")
    assert event["place"] == {
        "slug": "villa-elfvik-strand",
        "label": event["place"]["label"],
        "url": "http://testserver/api/v1/places/villa-elfvik-strand/",
    }
    assert event["processes"][0]["slug"] == "us-dprk-summitry"
    assert event["part_of"] is None


def test_a_reference_to_one_of_several_kinds_says_which(read):
    point = read("points/stockholm-outcome/")
    assert point["target"]["kind"] == "event"
    assert point["target"]["slug"] == "stockholm-talks-2019-10-05"


def test_a_person_who_speaks_for_a_party_stands_inside_it(read):
    holder = read("claims/stockholm-outcome--p2/")["holder"]
    assert (holder["kind"], holder["slug"]) == ("party", "dprk")
    assert holder["person"]["slug"] == "kim-myong-gil"


def test_a_date_is_an_object_and_an_unknown_one_null(read):
    event = read("events/stockholm-talks-2019-10-05/")
    assert event["date"] == {
        "edtf": "2019-10-05",
        "earliest": "2019-10-05",
        "latest": "2019-10-05",
        "precision": "day",
        "text": "5 October 2019",
    }
    assert event["occurrence_date"] is None


def test_an_open_end_is_null(read):
    tenure = make("Tenure", status="published", date="2018-08/..")
    for row in (tenure.person, tenure.party):
        row.status = "published"
        row.save()
    date = read(f"tenures/{tenure.slug}/")["date"]
    assert (date["earliest"], date["latest"]) == ("2018-08-01", None)
    assert date["precision"] == "interval"


def test_numbers_are_numbers(read):
    event = read("events/stockholm-talks-2019-10-05/")
    assert event["duration_hours_max"] == 8.5


def test_the_event_list_carries_participants_and_counts(read):
    rows = read("events/?date_from=2019-10-05&date_to=2019-10-05&q=stockholm")["results"]
    (talks,) = (row for row in rows if row["slug"] == "stockholm-talks-2019-10-05")
    assert {"party", "person", "role"} <= set(talks["participants"][0])
    assert {row["party"]["slug"] for row in talks["participants"] if row["party"]} >= {"dprk", "us"}
    detail = read("events/stockholm-talks-2019-10-05/")
    assert talks["counts"] == detail["counts"]
    assert talks["counts"]["sources"] == len({row["source"]["slug"] for row in detail["citations"]})
    acts = [row for row in detail["statements"] if row["part_of"] is None]
    assert talks["counts"]["statements"] == len(acts) > 0
    assert talks["counts"]["offers"] == len(detail["offers"]) > 0


def test_the_event_detail_carries_everything(read):
    event = read("events/stockholm-talks-2019-10-05/")
    assert {"participants", "statements", "points", "offers", "links", "citations"} <= set(event)
    point = next(row for row in event["points"] if row["slug"] == "stockholm-outcome")
    assert point["standing"] == "contradicted"
    assert {claim["stance"] for claim in point["claims"]} == {"asserts", "denies"}
    package = next(row for row in event["offers"] if row["slug"] == "of-stockholm-package")
    assert package["terms"] and package["responses"] and package["tellings"]
    assert event["links"]


def test_the_offer_detail_carries_terms_responses_and_tellings(read):
    offer = read("offers/of-stockholm-package/")
    assert offer["terms"] and offer["responses"] and offer["citations"]
    assert all(telling["variant_of"]["slug"] == offer["slug"] for telling in offer["tellings"])
    assert all("terms" in telling for telling in offer["tellings"])


def test_the_point_detail_says_how_it_stands(read):
    point = read("points/stockholm-outcome/")
    (pair,) = point["pairs"]
    assert pair["standing"] == "contradicted"
    assert [side["slug"] for side in pair["sides"]] == ["dprk", "us"]
    assert {side["kind"] for side in pair["sides"]} == {"party"}


def test_a_list_drops_a_hidden_member_and_an_optional_reference_to_it_reads_null(read):
    hidden = make("Process")
    event = publish(make("Event", slug="half-hidden", part_of=make("Event")))
    event.processes.add(hidden)
    row = read("events/half-hidden/")
    assert (row["processes"], row["part_of"]) == ([], None)


def test_a_record_without_what_it_needs_is_hidden(get):
    term = make("Term", slug="of-a-draft", status="published")
    assert get(f"terms/{term.slug}/").status_code == 404


def test_fields_and_omit_choose_what_is_shown(read):
    row = read("events/?fields=slug,title,date&page_size=1")["results"][0]
    assert list(row) == ["slug", "title", "date"]
    row = read("events/stockholm-talks-2019-10-05/?omit=statements,points")
    assert "statements" not in row and "points" not in row and "offers" in row


def test_meta_counts_the_record(read):
    meta = read("meta/")
    assert meta["counts"]["events"] == read("events/")["count"]
    assert meta["earliest"] < "1995" and meta["latest"] > "2019"


def test_labels_are_short(read):
    labels = [row["target"]["label"] for row in read("citations/?page_size=500")["results"]]
    assert max(map(len, labels)) <= 120
    assert all(labels)


def test_the_chronology_of_a_process_is_in_order(read):
    found = read("processes/us-dprk-summitry/chronology/")
    dates = [row["date"]["earliest"] for row in found["events"] if row["date"]]
    assert dates == sorted(dates)
    slugs = {row["slug"] for row in found["events"]}
    assert all(link["to_event"]["slug"] in slugs for link in found["links"])
    assert found["process"]["slug"] == "us-dprk-summitry"
