"""Where Chromium is, and what becomes of the browser tests where there is none.

A test marked `browser` takes the fixture `chromium`, the path of the program, and starts it itself.
Without a Chromium those tests are skipped and the run says so last of all; with REQUIRE_BROWSER=1,
which CI sets, the run is refused instead.
"""

import os
import shutil
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
APPLICATIONS = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)
SKIPPED = pytest.StashKey[int]()


def find_chromium() -> str | None:
    """The Chromium that CHROMIUM names, else one on the path, else one among the applications."""
    candidates = [os.environ.get("CHROMIUM"), *NAMES, *map(str, APPLICATIONS)]
    return next(filter(None, (shutil.which(name) for name in candidates if name)), None)


@pytest.fixture(scope="session")
def chromium() -> str:
    path = find_chromium()
    assert path, "Mark this test with @pytest.mark.browser: it needs Chromium."
    return path


def pytest_collection_modifyitems(config, items):
    browser_tests = [item for item in items if item.get_closest_marker("browser")]
    if not browser_tests or find_chromium():
        return
    if os.environ.get("REQUIRE_BROWSER") == "1":
        raise pytest.UsageError(
            f"{len(browser_tests)} tests need Chromium and REQUIRE_BROWSER=1 forbids to skip them: "
            "install it (Debian: apt install chromium) or name it in CHROMIUM."
        )
    config.stash[SKIPPED] = len(browser_tests)
    for item in browser_tests:
        item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter, config):
    if skipped := config.stash.get(SKIPPED, 0):
        terminalreporter.section("NO CHROMIUM", sep="!", red=True, bold=True)
        terminalreporter.line(
            f"{skipped} browser tests were SKIPPED: the pages were not looked at. "
            "Install Chromium (Debian: apt install chromium) to run them.",
            red=True,
        )
