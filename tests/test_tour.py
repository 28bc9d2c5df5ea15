"""The tour of the record shows what the shipped data answer today."""

import pytest

from tests.tour import ADDRESS, BLOCK, PAGE, REWRITE, answered, opened

pytestmark = pytest.mark.django_db
LONGEST, WIDEST = 25, 112


def block(code, answer):
    return f"```python\n{code}\n```\n\n```text\n{answer}\n```\n"


@pytest.mark.slow
def test_the_answers_on_the_page_are_those_of_the_data(us_dprk, request):
    """`python -m tests.tour` runs this to write them."""
    page = PAGE.read_text(encoding="utf-8")
    now = answered(page)
    if request.config.getoption(REWRITE, default=False):
        PAGE.write_text(now, encoding="utf-8", newline="\n")
    else:
        assert page == now, "run python -m tests.tour"


def test_an_answer_that_has_changed_is_noticed():
    assert answered(block("print(1 + 1)", "2")) == block("print(1 + 1)", "2")
    assert answered(block("print(1 + 2)", "2")) == block("print(1 + 2)", "3")


def test_code_that_prints_without_an_answer_behind_it_is_noticed():
    with pytest.raises(AssertionError, match="has its answer"):
        answered("```python\nprint(1)\n```\n")


def test_one_session_runs_through_the_page():
    page = "```python\ndef two():\n    return 2\n```\n" + block("print(two())", "2")
    assert answered(page) == page


def test_what_is_put_to_the_shell_needs_nothing_of_the_session():
    shell = block("from negotiations.dates import period\nprint(two())", "2")
    with pytest.raises(NameError, match="two"):
        answered("```python\ndef two():\n    return 2\n```\n" + shell)


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
