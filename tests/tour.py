"""Runs the code of docs/tour-of-the-record.md and holds its answers against the page.

`python -m tests.tour` writes the answers into the page; test_tour.py compares them.
"""

import io
import sys
from pathlib import Path
from unittest.mock import patch

from django.test import Client

from tests.examples import ADDRESS, rewrite, run_python

#: Not from conftest, which pytest has to load by itself.
PAGE = Path(__file__).resolve().parent.parent / "docs" / "tour-of-the-record.md"


def asker():
    """One session asks the API."""
    session = {}

    def ask(code):
        with patch("urllib.request.urlopen", opened):
            return run_python(code, session)

    return ask


def opened(address):
    """What a server would answer; there is none that sees the data of a test."""
    assert address.startswith(ADDRESS), address
    response = Client(SERVER_NAME="127.0.0.1", SERVER_PORT="8000").get(address[len(ADDRESS) :])
    assert response.status_code == 200, response.content
    return io.BytesIO(response.content)


if __name__ == "__main__":
    sys.exit(rewrite("tests/test_tour.py"))
