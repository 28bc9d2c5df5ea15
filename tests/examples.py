"""Pages of examples: runs their code and puts behind each block what it prints.

A test compares the page with what comes; `python -m tests.<page>` lets the same test write it.
Which program answers a block, and what is there to be asked, is told by each page's own module.
"""

import io
import re
import runpy
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

#: The address that every page names: where `make run` serves.
ADDRESS = "http://127.0.0.1:8000"
REWRITE = "--rewrite-examples"
#: A block of code with, if one follows, the answer it prints.
BLOCK = re.compile(
    r"^```(?P<language>python|sh|r)\n(?P<code>.*?)^```\n(?:\n```text\n(?P<answer>.*?)^```\n)?",
    re.MULTILINE | re.DOTALL,
)


def answered(page, **programs):
    """The page with the answers that its code gives now; programs are called by language."""

    def asked(block):
        if block["language"] not in programs:
            return block.group()
        printed = programs[block["language"]](block["code"])
        code = f"```{block['language']}\n{block['code']}```\n"
        if block["answer"] is None:
            assert not printed, "A block that prints has its answer behind it."
            return code
        return f"{code}\n```text\n{printed}```\n"

    return BLOCK.sub(asked, page)


def run_python(code, session=None):
    """What the code prints; the names it makes are left in the session."""
    session = {} if session is None else session
    printed = io.StringIO()
    with TemporaryDirectory() as folder:
        file = Path(folder, "example.py")
        file.write_text(code, encoding="utf-8")
        with redirect_stdout(printed):
            session.update(runpy.run_path(str(file), session))
    return printed.getvalue()


def hold(path, request, **programs):
    """Fail where the page shows other answers than come now, or write these if asked to."""
    page = path.read_text(encoding="utf-8")
    now = answered(page, **programs)
    if request.config.getoption(REWRITE, default=False):
        path.write_text(now, encoding="utf-8", newline="\n")
    else:
        module = request.path.stem.removeprefix("test_")
        assert page == now, f"run python -m tests.{module}"


class Rewriting:
    """Tells a test to write its page instead of comparing it."""

    @staticmethod
    def pytest_addoption(parser):
        parser.addoption(REWRITE, action="store_true", help="Write the answers into the page.")


def rewrite(test_file):
    """Run the tests of a page so that they write it; what the program ends with."""
    return pytest.main(["-q", REWRITE, test_file], plugins=[Rewriting()])
