"""The public pages in a real browser: nothing breaks the content policy, nothing stored runs."""

import pytest
from django.core.management import call_command
from django.db import connections
from playwright.sync_api import sync_playwright

from negotiations.exchange.releasing import make_release
from tests.factories import make, publish

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

ADDRESSES = (
    "/",
    "/processes/us-north-korea-talks/",
    "/events/us-dprk-stockholm-2019/",
    "/offers/us-offer-stockholm-2019/",
    "/data/",
)
PAYLOADS = (
    "<script>document.title='run'</script>",
    "<img src=x onerror=\"document.title='run'\">",
    "\"'><svg onload=\"document.title='run'\">",
)


@pytest.fixture
def look(live_server, chromium, monkeypatch):
    """Opens a page and returns it with all that its console said; data must be there before."""
    # Playwright's loop runs in this thread; Django must still be allowed to clean up after it.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        said = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))

        def open_page(address):
            said.clear()
            page.goto(f"{live_server.url}{address}")
            return page, said

        yield open_page
        browser.close()
        # Under a running loop Django keeps connections apart; nobody else would close these.
        connections.close_all()


@pytest.fixture
def stockholm(transactional_db):
    call_command("loaddata", "fixtures/stockholm-2019.json", verbosity=0)


@pytest.fixture
def released(stockholm, settings, tmp_path):
    settings.DATA_HOME = tmp_path
    make_release("1.0.0")


def test_no_page_breaks_the_content_policy(released, look):
    for address in ADDRESSES:
        _, said = look(address)
        assert said == [], address


def test_what_search_engines_read_is_in_the_page_of_the_data(released, look):
    """It is a script by name only: the policy that forbids inline scripts lets it be."""
    page, said = look("/data/")
    told = page.evaluate(
        "() => JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').text)"
    )
    assert (told["@type"], told["version"]) == ("Dataset", "1.0.0")
    assert said == []


def test_an_inline_script_would_be_caught(stockholm, look):
    """The control: what breaks the policy is heard, and does not run."""
    page, said = look("/")
    page.evaluate(
        "() => { const script = document.createElement('script');"
        " script.textContent = 'document.title = 1'; document.body.append(script); }"
    )
    page.wait_for_timeout(200)
    assert any("Content Security Policy" in text for text in said)
    assert page.title() != "1"


def test_stored_markup_does_not_run(transactional_db, look):
    text = " ".join(PAYLOADS)
    event = publish(make("Event", title=text, summary=text, venue=text, note=text))
    statement = make("Statement", text=text, said_at=event, speaker_label=text)
    publish(statement)
    point = make("Point", event=event, question=text, status="published")
    publish(
        make("Claim", point=point, text=text, party=make("Party", name=text, status="published"))
    )
    page, said = look(event.get_absolute_url())
    assert page.title().startswith("<script>")
    assert said == []


def test_a_keyboard_reaches_the_content_first(stockholm, look):
    page, _ = look("/")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "Skip to the content"


def test_a_narrow_page_does_not_scroll_sideways(released, look):
    for address in ADDRESSES:
        page, _ = look(address)
        page.set_viewport_size({"width": 360, "height": 800})
        width = page.evaluate("() => document.documentElement.scrollWidth")
        assert width <= 360, address
