"""The examples that join the record to other data sets print what the page shows."""

import pytest

from tests.examples import ADDRESS, BLOCK, hold
from tests.joining import PAGE, ask

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_the_answers_on_the_page_are_those_of_the_data(us_dprk, request):
    """`python -m tests.joining` runs this to write them."""
    hold(PAGE, request, python=ask)


def test_an_address_that_is_refused_is_noticed(us_dprk):
    with pytest.raises(AssertionError, match="no_such"):
        ask(f"import pandas\npandas.read_csv('{ADDRESS}/api/v1/offers/?no_such=1')")


def test_the_page_answers_what_it_asks():
    answers = [block["answer"] for block in BLOCK.finditer(PAGE.read_text(encoding="utf-8"))]
    assert len(answers) == 2 and all(answers)
