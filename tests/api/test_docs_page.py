"""The page to read and try the API by, in a real browser: it works, and asks nobody else."""

import pytest
from django.db import connections
from playwright.sync_api import sync_playwright

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(live_server, chromium, monkeypatch):
    """A page; `said` is what its console said, `asked` every address it loaded."""
    # Playwright's loop runs in this thread; Django must still be allowed to clean up after it.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(base_url=live_server.url)
        page.said, page.asked = [], []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("request", lambda request: page.asked.append(request.url))
        yield page
        browser.close()
        connections.close_all()


def test_the_page_lists_the_operations_and_breaks_no_policy(page, live_server):
    page.goto("/api/v1/docs/")
    page.wait_for_selector(".opblock", timeout=30_000)
    assert page.locator(".opblock").count() > 40
    page.locator("#operations-v1-events_list, [id$=events_list]").first.click()
    page.wait_for_selector(".parameters")
    assert page.said == []
    assert all(url.startswith((live_server.url, "data:")) for url in page.asked)
