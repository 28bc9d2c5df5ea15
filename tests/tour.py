"""Runs the code of docs/tour-of-the-record.md and holds its answers against the page.

`python -m tests.tour` writes the answers into the page; test_tour.py compares them.
"""

import io
import re
import runpy
import sys
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from django.test import Client

#: Not from conftest, which pytest has to load by itself.
ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "tour-of-the-record.md"
REWRITE = "--rewrite-tour"
#: A block of code with, if one follows, the answer it prints.
BLOCK = re.compile(
    r"^```python\n(?P<code>.*?)^```\n(?:\n```text\n(?P<answer>.*?)^```\n)?",
    re.MULTILINE | re.DOTALL,
)
ADDRESS = "http://127.0.0.1:8000"


def answered(page):
    """The page with the answers that its code gives now.

    One session asks the API; what is put to the shell of manage.py finds nothing of it.
    """
    session = {}

    def asked(block):
        in_the_shell = "from negotiations" in block["code"]
        printed = run(block["code"], {} if in_the_shell else session)
        code = f"```python\n{block['code']}```\n"
        if block["answer"] is None:
            assert not printed, "A block that prints has its answer behind it."
            return code
        return f"{code}\n```text\n{printed}```\n"

    return BLOCK.sub(asked, page)


def run(code, session):
    """What the code prints; the names it makes are left in the session."""
    printed = io.StringIO()
    with TemporaryDirectory() as folder:
        file = Path(folder, "tour.py")
        file.write_text(code, encoding="utf-8")
        with redirect_stdout(printed), patch("urllib.request.urlopen", opened):
            session.update(runpy.run_path(str(file), session))
    return printed.getvalue()


def opened(address):
    """What a server would answer; there is none that sees the data of a test."""
    assert address.startswith(ADDRESS), address
    response = Client(SERVER_NAME="127.0.0.1", SERVER_PORT="8000").get(address[len(ADDRESS) :])
    assert response.status_code == 200, response.content
    return io.BytesIO(response.content)


class Rewriting:
    """Tells test_tour.py to write the page instead of comparing it."""

    @staticmethod
    def pytest_addoption(parser):
        parser.addoption(REWRITE, action="store_true", help="Write the answers into the tour.")


if __name__ == "__main__":
    sys.exit(pytest.main(["-q", REWRITE, "tests/test_tour.py"], plugins=[Rewriting()]))
