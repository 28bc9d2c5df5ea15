"""The tour of the record shows what the shipped data answer today."""

import pytest

from tests.examples import ADDRESS, BLOCK, hold
from tests.tour import PAGE, asker, opened

pytestmark = pytest.mark.django_db
LONGEST, WIDEST = 25, 112


@pytest.mark.slow
def test_the_answers_on_the_page_are_those_of_the_data(us_dprk, request):
    """`python -m tests.tour` runs this to write them."""
    hold(PAGE, request, python=asker())


def test_one_session_runs_through_the_page():
    ask = asker()
    ask("def two():\n    return 2\n")
    assert ask("print(two())\n") == "2\n"


def test_an_address_that_is_refused_is_noticed(us_dprk):
    with pytest.raises(AssertionError, match="no_such"):
        opened(ADDRESS + "/api/v1/offers/?no_such=1")


def test_the_page_asks_five_questions_and_answers_each():
    page = PAGE.read_text(encoding="utf-8")
    answers = [found["answer"] for found in BLOCK.finditer(page) if found["answer"] is not None]
    assert len(answers) == page.count("\n## ") == page.count("```text\n") == 5
    for answer in answers:
        lines = answer.splitlines()
        assert 1 < len(lines) <= LONGEST
        assert max(map(len, lines)) <= WIDEST
