"""Runs the code of docs/crosswalk.md, which joins the record to other data sets.

`python -m tests.joining` writes the answers into the page; test_joining.py compares them.
"""

import io
import sys
from pathlib import Path
from unittest.mock import patch

from django.test import Client

from tests.examples import ADDRESS, rewrite, run_python

PAGE = Path(__file__).resolve().parent.parent / "docs" / "crosswalk.md"


class Answer(io.BytesIO):
    """What pandas reads of an answer."""

    headers: dict[str, str] = {}


def ask(code):
    with patch("urllib.request.urlopen", opened):
        return run_python(code)


def opened(request):
    """What a server would answer; there is none that sees the data of a test."""
    address = request.full_url
    assert address.startswith(ADDRESS), address
    response = Client(SERVER_NAME="127.0.0.1", SERVER_PORT="8000").get(address[len(ADDRESS) :])
    assert response.status_code == 200, response.content
    return Answer(b"".join(response))


if __name__ == "__main__":
    sys.exit(rewrite("tests/test_joining.py"))
