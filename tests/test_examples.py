"""Pages of examples are held against what their code prints."""

from types import SimpleNamespace

import pytest

from tests.examples import REWRITE, answered, hold, run_python


def block(code, answer, language="python"):
    return f"```{language}\n{code}\n```\n\n```text\n{answer}\n```\n"


def request(rewriting):
    options = {REWRITE: rewriting}
    config = SimpleNamespace(getoption=lambda name, default: options.get(name, default))
    return SimpleNamespace(config=config, path=SimpleNamespace(stem="test_page"))


def test_an_answer_that_has_changed_is_noticed():
    same, other = block("print(1 + 1)", "2"), block("print(1 + 2)", "2")
    assert answered(same, python=run_python) == same
    assert answered(other, python=run_python) == block("print(1 + 2)", "3")


def test_code_that_prints_without_an_answer_behind_it_is_noticed():
    with pytest.raises(AssertionError, match="has its answer"):
        answered("```python\nprint(1)\n```\n", python=run_python)


def test_what_no_program_is_given_for_is_left_as_it_is():
    page = block("cat(1 + 1)", "3", "r") + block("print(1 + 1)", "2")
    assert answered(page, python=run_python) == page


def test_a_page_is_compared_and_written_only_on_demand(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(block("print(2)", "1"))
    with pytest.raises(AssertionError, match="run python"):
        hold(page, request(rewriting=False), python=run_python)
    assert page.read_text() == block("print(2)", "1")
    hold(page, request(rewriting=True), python=run_python)
    assert page.read_text() == block("print(2)", "2")
