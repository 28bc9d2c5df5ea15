"""Runs the code of docs/analysts.md against a running server and holds the answers to the page.

`python -m tests.analysts` writes the answers into the page; test_analysts.py compares them. The
answer behind a block of Python is what pandas prints; the block of R below it has none of its own,
for it must print the same words and figures in R's own layout.
"""

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from tests.examples import ADDRESS, BLOCK, rewrite, run_python

#: Not from conftest, which pytest has to load by itself.
PAGE = Path(__file__).resolve().parent.parent / "docs" / "analysts.md"
#: In every refusal of the API.
PROBLEM = '"urn:parley:problem:'
#: How the two write what is not there; neither is a word of an answer.
NOTHING = {"nan", "NaN", "NA", "<NA>", "None"}


def at(url, run):
    """The program, with the address that the page names replaced by that of the live server."""
    return lambda code: run(code.replace(ADDRESS, url)).replace(url, ADDRESS)


def run_pandas(code):
    """On its own: whoever copies a block needs no other."""
    return run_python(code)


def run_shell(code):
    """curl prints refusals and ends well; none is an answer."""
    printed = printed_by(["bash", "-eu", "-c", code])
    assert PROBLEM not in printed, printed
    return printed


def run_r(rscript):
    return lambda code: printed_by([rscript, "--vanilla", "-e", code])


def printed_by(command):
    """What the program prints; that it complains is a failure, whatever it ends with."""
    environment = os.environ | {"LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and not done.stderr, done.stderr
    return done.stdout


def words(text):
    """The words and figures of an answer, in whatever layout; a figure is the same as 2 and 2.0."""
    return Counter(figure(word) for word in text.split() if word not in NOTHING)


def figure(word):
    return f"{float(word):g}" if re.fullmatch(r"-?\d+(\.\d+)?", word) else word


def translations(page):
    """Each block of R with the answer of the block of Python that it translates."""
    answer = ""
    for block in BLOCK.finditer(page):
        if block["language"] == "python":
            answer = block["answer"]
        elif block["language"] == "r":
            yield block["code"], answer


if __name__ == "__main__":
    sys.exit(rewrite("tests/test_analysts.py"))
