"""What a reader finds on the public pages, with the real data set."""

import re

import pytest
from django.test import Client
from django.utils.html import strip_tags

from negotiations.models import Event, Offer, Process
from negotiations.reports.side_by_side import side_by_side
from tests.factories import make, publish

pytestmark = pytest.mark.django_db
STOCKHOLM = "/events/stockholm-talks-2019-10-05/"


def words_of(page):
    return re.sub(r"\s+", " ", strip_tags(page.content.decode()))


def test_the_first_page_leads_to_every_process(us_dprk, client):
    page = client.get("/").content.decode()
    for process in Process.objects.all():
        assert f'href="/processes/{process.slug}/"' in page


def test_every_process_and_many_offers_and_events_answer(us_dprk, client):
    events = Event.objects.order_by("slug")[::16]
    for record in [*Process.objects.all(), *Offer.objects.order_by("slug")[::6], *events]:
        assert client.get(record.get_absolute_url()).status_code == 200, record.slug


def test_an_umbrella_shows_the_events_of_its_tracks(us_dprk, client):
    page = words_of(client.get("/processes/us-dprk/"))
    assert "Stockholm working-level talks" in page


def test_stockholm_is_told_by_both_sides(us_dprk, client):
    page = words_of(client.get(STOCKHOLM))
    assert "good discussions" in page
    assert "sickening negotiations" in page
    assert "Democratic People's Republic of Korea" in page.replace("&#x27;", "'")
    assert "United States of America" in page


def test_stockholm_shows_its_contradicted_points_first(us_dprk, client):
    standings = re.findall(r'class="standing (\w+)" title', client.get(STOCKHOLM).content.decode())
    assert standings.count("contradicted") >= 2
    assert standings[0] == "contradicted"


def test_the_stockholm_package_is_a_reported_offer_in_its_variants(us_dprk, client):
    page = client.get("/offers/of-stockholm-package/")
    words = words_of(page)
    assert "Reported" in words and "Inferred" in words
    assert page.context["thread"].state == "rejected"
    assert page.context["thread"].state_certainty == "inferred"
    assert len(page.context["thread"].tellings) >= 4
    assert "3 years" in words and "36 months" in words


def test_every_footnote_leads_to_a_source_on_the_page(us_dprk, client):
    page = client.get(STOCKHOLM).content.decode()
    asked = set(re.findall(r'href="#(source-\d+)"', page))
    assert asked and asked == set(re.findall(r'id="(source-\d+)"', page))


def test_one_footnote_is_named_once_at_a_fact(us_dprk, client):
    page = client.get("/offers/of-stockholm-package/").content.decode()
    for marks in re.findall(r'<sup class="marks">(.*?)</sup>', page):
        numbers = re.findall(r">(\d+)<", marks)
        assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("address", ["/events/nope/", "/offers/nope/", "/processes/nope/"])
def test_an_unknown_record_is_not_found(address, client, db):
    assert client.get(address).status_code == 404


def test_a_draft_has_no_page_for_the_public(client, db, administrator_client):
    draft = make("Event")
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert "Draft" in words_of(administrator_client.get(draft.get_absolute_url()))


def test_text_is_never_markup(client, db):
    event = publish(make("Event", title="<script>alert(1)</script>", summary="<b>bold</b>"))
    page = client.get(event.get_absolute_url()).content.decode()
    assert "<script>alert(1)" not in page and "<b>bold" not in page


@pytest.mark.parametrize(
    ("address", "most"),
    [("/", 14), ("/processes/us-dprk-summitry/", 12), (STOCKHOLM, 30)],
)
def test_a_page_asks_a_fixed_number_of_questions(
    us_dprk, client, address, most, django_assert_max_num_queries
):
    with django_assert_max_num_queries(most):
        client.get(address)


def test_pages_hold_nothing_inline(us_dprk):
    client = Client()
    for address in ("/", "/processes/us-dprk-summitry/", STOCKHOLM):
        response = client.get(address)
        page = response.content.decode()
        assert "style=" not in page and "<script" not in page and "onclick" not in page
        policy = response["Content-Security-Policy"]
        assert "unsafe-inline" not in policy and "default-src 'none'" in policy


def test_a_page_leads_to_the_same_in_the_api_and_for_editors_to_the_form(
    client, db, administrator_client
):
    event = publish(make("Event"))
    page = client.get(event.get_absolute_url()).content.decode()
    assert f'href="/api/v1/events/{event.slug}/"' in page
    assert "/admin/" not in page
    form = f"/admin/negotiations/event/{event.pk}/change/"
    editors_page = administrator_client.get(event.get_absolute_url()).content.decode()
    assert f'href="{form}"' in editors_page
    assert client.get(f"/api/v1/events/{event.slug}/").status_code == 200
    assert administrator_client.get(form).status_code == 200


def test_a_page_says_how_to_cite_it(client, db):
    event = publish(make("Event", title="Talks in Geneva"))
    page = client.get(event.get_absolute_url()).content.decode()
    assert f"http://testserver/events/{event.slug}/" in page
    assert "@misc{parley-" in page


def test_the_first_page_shows_events_on_which_sides_contradict_each_other(us_dprk, client):
    shown = client.get("/").context["contradicted"]
    assert shown
    for found in shown:
        points = {p.point.question: p.standing for p in side_by_side(found.event).points}
        assert {points[question] for question in found.questions} == {"contradicted"}
    latest = max(found.event.date_earliest for found in shown)
    assert latest == shown[0].event.date_earliest


def test_a_withdrawn_record_leaves_its_reason_in_its_place(client, db):
    event = publish(make("Event", slug="twice-entered"))
    event.status, event.withdrawn_reason = "withdrawn", "It was the same meeting."
    event.save()
    response = client.get("/events/twice-entered/")
    assert response.status_code == 410
    assert "It was the same meeting." in response.content.decode()


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize("address", ["/nowhere/", "/events/nowhere/", "/events/nowhere/deeper/"])
def test_a_mistyped_address_meets_the_house_s_own_page(address, debug, client, db, settings):
    settings.DEBUG = debug
    response = client.get(address)
    assert response.status_code == 404
    assert "There is no such page" in response.content.decode()


def test_an_address_without_its_slash_is_sent_on(client, db):
    assert client.get("/nowhere")["Location"] == "/nowhere/"
