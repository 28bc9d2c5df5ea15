"""The admin in a real browser: its scripts work, nothing breaks the content policy or the width."""

import pytest
from django.conf import settings
from django.db import connections
from django.urls import reverse
from playwright.sync_api import expect, sync_playwright

from negotiations.models import Event, Participation
from tests.admin.forms import address
from tests.factories import make, publish

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
KINDS = ("Event", "Offer", "Statement", "Point", "Citation", "Source", "Participation")


@pytest.fixture
def page(live_server, chromium, administrator_client, monkeypatch):
    """A page in which an administrator is signed in; `said` is what its console said."""
    # Playwright's loop runs in this thread; Django must still be allowed to clean up after it.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    session = administrator_client.cookies[settings.SESSION_COOKIE_NAME].value
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": 1300, "height": 900}
        )
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: page.said.extend(told(message)))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        yield page
        browser.close()
        # Under a running loop Django keeps connections apart; nobody else would close these.
        connections.close_all()


def told(message):
    """What the console says, but for an icon that browsers ask for unasked."""
    return [] if message.location["url"].endswith("/favicon.ico") else [message.text]


@pytest.fixture
def event():
    event = publish(make("Event", title="Talks", date="2019-10-05", occurrence="held"))
    make("Participation", event=event, person=make("Person"), role="delegate")
    return event


def too_wide(page):
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


#: How much of a list lies beyond the edge of its box.
HIDDEN_WIDTH = """() => {
  const box = document.querySelector("#changelist .results");
  return box ? box.scrollWidth - box.clientWidth : 0;
}"""


def test_no_page_breaks_the_content_policy_or_the_width(page, event):
    draft = make("Event")
    addresses = [reverse("admin:index"), reverse("admin:imports"), reverse("admin:integrity")]
    addresses += [address(event), address(draft, "delete")]
    for kind in KINDS:
        addresses += [address(kind), address(kind).replace("add/", ""), address(make(kind))]
    for target in addresses:
        page.goto(target)
        page.wait_for_load_state("networkidle")
        assert page.said == [], target
        assert not too_wide(page), target


def test_an_inline_script_would_be_caught(page):
    """The control: what breaks the policy is heard, and does not run."""
    page.goto(reverse("admin:index"))
    page.evaluate(
        "() => { const script = document.createElement('script');"
        " script.textContent = 'document.title = 1'; document.body.append(script); }"
    )
    page.wait_for_timeout(200)
    assert any("Content Security Policy" in text for text in page.said)


def test_a_form_fits_a_telephone(page, event):
    page.set_viewport_size({"width": 400, "height": 800})
    page.goto(address(event))
    assert not too_wide(page)


def test_a_date_is_understood_while_it_is_typed(page):
    page.goto(address("Event"))
    understood = page.locator('output[for="id_date"]')
    page.locator("#id_date").press_sequentially("2019-02-27/2019-02-28")
    expect(understood).to_have_text("27 to 28 February 2019: 2019-02-27 to 2019-02-28")
    page.fill("#id_date", "27/2/2019")
    expect(understood).to_contain_text("is not accepted")
    expect(page.locator("#id_date")).to_have_attribute("aria-invalid", "true")
    assert page.said == []


def test_the_slug_follows_the_title_and_the_definition_the_word(page):
    page.goto(address("Event"))
    page.locator("#id_title").press_sequentially("Talks in Stockholm")
    expect(page.locator("#id_slug")).to_have_value("talks-in-stockholm")
    page.select_option("#id_occurrence", "lapsed")
    chosen = page.locator("#id_occurrence option:checked").get_attribute("title")
    expect(page.locator('output[for="id_occurrence"]')).to_have_text(chosen)


def test_a_row_is_added_with_its_references_found_by_typing(page, event):
    make("Party", name="Kingdom of Norway")
    page.goto(address(event))
    page.get_by_text("Add another Participation").click()
    page.locator("#participations-1 .field-party .select2-selection").click()
    page.locator(".select2-container--open .select2-search__field").press_sequentially("norw")
    page.get_by_role("option", name="Kingdom of Norway").click()
    page.select_option("#id_participations-1-role", "host")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".messagelist .success")).to_contain_text("was changed successfully")
    added = Participation.objects.get(role="host")
    assert (added.party.name, added.event, added.status) == (
        "Kingdom of Norway",
        event,
        "published",
    )
    assert page.said == []


def test_a_record_that_is_missing_is_entered_beside_its_reference(page):
    page.goto(address("Event"))
    with page.expect_popup() as opened:
        page.click("#add_id_place")
    opened.value.fill("#id_name", "Stockholm")
    opened.value.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#id_place option:checked")).to_have_text("Stockholm")
    assert page.said == []


def test_a_reference_to_several_kinds_asks_for_the_kind_first(page):
    page.goto(address("Point"))
    about = page.locator("fieldset", has_text="About").first
    offer = about.locator(".fieldBox.field-offer")
    expect(offer).to_be_hidden()
    about.get_by_label("Target").select_option(label="offer")
    expect(offer).to_be_visible()
    expect(about.locator(".fieldBox.field-event")).to_be_hidden()
    assert page.said == []


def test_a_step_of_review_says_how_many_and_goes_back(page):
    for _ in range(2):
        publish(make("Event"))
    page.goto("/admin/negotiations/event/")
    page.check("#action-toggle")
    page.select_option("select[name=action]", "withdraw")
    page.get_by_role("button", name="Go").click()
    expect(page.get_by_role("heading", name="Withdraw 2 events?")).to_be_visible()
    page.fill("#id_reason", "Entered twice.")
    page.get_by_role("button", name="Withdraw 2 events").click()
    expect(page.locator(".messagelist .success")).to_have_text("2 events withdrawn.")
    assert set(Event.objects.values_list("withdrawn_reason", flat=True)) == {"Entered twice."}


def test_no_list_is_cut_off_beside_its_filters(page):
    """Long words in every column, at the width of a small screen."""
    make(
        "Point",
        event=make("Event", title="Denuclearisation: working-level talks in Stockholm"),
        issue=make("Issue", label="Denuclearisation as a whole"),
        question="Was the denuclearisation of the peninsula named before the other delegation?",
        kind="responsibility",
        resolution="reconciled_in_part",
        status="published",
    )
    page.set_viewport_size({"width": 1280, "height": 900})
    for kind in KINDS:
        page.goto(address(kind).replace("add/", ""))
        assert page.evaluate(HIDDEN_WIDTH) == 0, kind

    # The control: were the filters wide, the last column would lie beyond the edge.
    page.goto(address("Point").replace("add/", ""))
    page.evaluate("document.querySelector('#changelist-filter').style.flexBasis = '500px'")
    assert page.evaluate(HIDDEN_WIDTH) > 0
