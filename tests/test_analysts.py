"""The examples for analysts print what the page shows, in pandas, in the shell and in R."""

import pytest
from django.core.management import call_command

from tests.analysts import (
    PAGE,
    at,
    figure,
    printed_by,
    run_pandas,
    run_r,
    run_shell,
    translations,
    words,
)
from tests.conftest import US_DPRK, analyze_records
from tests.examples import BLOCK, hold

LONGEST, WIDEST = 30, 112


@pytest.fixture
def parley(live_server):
    """The address of a server that has the shipped data, as after the first `make run`."""
    call_command("import_data", str(US_DPRK), verbosity=0)
    analyze_records()
    return live_server.url


@pytest.mark.slow
def test_pandas_and_curl_answer_as_the_page_shows(parley, request):
    """`python -m tests.analysts` runs this to write the answers."""
    hold(PAGE, request, python=at(parley, run_pandas), sh=at(parley, run_shell))


@pytest.mark.slow
@pytest.mark.r
def test_r_answers_as_pandas_does(parley, rscript):
    run = at(parley, run_r(rscript))
    for code, answer in translations(PAGE.read_text(encoding="utf-8")):
        assert words(run(code)) == words(answer), code


def test_an_answer_is_the_same_in_every_layout():
    assert words("a  2\nb NaN") == words("  b <NA>\n  a 2.0")
    assert words("a 2\nb 3") != words("a 3\nb 3")
    assert words("a 2") != words("a 2\na 2")
    assert figure("2.50") == figure("2.5") != figure("2.51")


def test_a_program_that_fails_or_complains_is_noticed():
    for code in ("exit 1", "echo no >&2"):
        with pytest.raises(AssertionError):
            printed_by(["sh", "-c", code])


def test_a_refusal_that_curl_prints_is_noticed():
    assert run_shell("echo 1") == "1\n"
    with pytest.raises(AssertionError, match="bad-parameter"):
        run_shell("""echo '{"type":"urn:parley:problem:bad-parameter"}'""")


def test_every_question_is_answered_three_times_and_shows_one_answer():
    page = PAGE.read_text(encoding="utf-8")
    questions = page.split("\n## ")[1:]
    for question in questions:
        languages = [block["language"] for block in BLOCK.finditer(question)]
        assert sorted(languages) == ["python", "r", "sh"], question
    answers = [block["answer"] for block in BLOCK.finditer(page) if block["language"] != "r"]
    for answer in answers:
        lines = answer.splitlines()
        assert 1 <= len(lines) <= LONGEST
        assert max(map(len, lines)) <= WIDEST
