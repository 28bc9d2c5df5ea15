"""The programs beside Python that tests start: Chromium, R; and what becomes of tests without them.

A test marked `browser` takes the fixture `chromium`, one marked `r` the fixture `rscript`: the path
of the program, which it starts itself. Where there is none those tests are skipped and the run says
so last of all; with REQUIRE_BROWSER=1 or REQUIRE_R=1, which CI sets, they fail instead.
"""

import os
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Program:
    """One program, the marker of the tests that need it, and what is said where it is missing."""

    marker: str
    name: str
    #: The variable that names its path, and the one that forbids to do without.
    variable: str
    required: str
    package: str
    loss: str
    commands: tuple[str, ...]
    places: tuple[Path, ...] = ()

    @property
    def missing(self) -> str:
        return f"no {self.name} on this machine"

    @property
    def advice(self) -> str:
        return f"install it (Debian: apt install {self.package})"

    def find(self) -> str | None:
        """The one that its variable names, else one on the path, else one in a known place."""
        candidates = [os.environ.get(self.variable), *self.commands, *map(str, self.places)]
        return next(filter(None, (shutil.which(name) for name in candidates if name)), None)

    def found_for_a_test(self) -> str:
        path = self.find()
        assert path, f"Mark this test with @pytest.mark.{self.marker}: it needs {self.name}."
        return path


CHROMIUM = Program(
    marker="browser",
    name="Chromium",
    variable="CHROMIUM",
    required="REQUIRE_BROWSER",
    package="chromium",
    loss="the pages were not looked at",
    commands=("chromium", "chromium-browser", "google-chrome-stable", "google-chrome"),
    places=(
        Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
        Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    ),
)
R = Program(
    marker="r",
    name="R",
    variable="RSCRIPT",
    required="REQUIRE_R",
    package="r-base-core",
    loss="the R examples were not tried",
    commands=("Rscript",),
)
PROGRAMS = (CHROMIUM, R)


@pytest.fixture(scope="session")
def chromium() -> str:
    return CHROMIUM.found_for_a_test()


@pytest.fixture(scope="session")
def rscript() -> str:
    return R.found_for_a_test()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Before any fixture. Only what a test reports is heard of where workers run the tests."""
    for program in PROGRAMS:
        if not item.get_closest_marker(program.marker) or program.find():
            continue
        if os.environ.get(program.required) == "1":
            pytest.fail(
                f"This test needs {program.name} and {program.required}=1 forbids to skip it: "
                f"{program.advice} or name it in {program.variable}.",
                pytrace=False,
            )
        pytest.skip(program.missing)


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter):
    reasons = Counter(report.longrepr[2] for report in terminalreporter.stats.get("skipped", ()))
    for program in PROGRAMS:
        if skipped := reasons[f"Skipped: {program.missing}"]:
            terminalreporter.section(f"NO {program.name.upper()}", sep="!", red=True, bold=True)
            terminalreporter.line(
                f"{skipped} {program.marker} tests were SKIPPED: {program.loss}. "
                f"To run them {program.advice}.",
                red=True,
            )
