"""Every page of every kind answers, whoever is signed in as administrator."""

import re

import pytest
from django.urls import reverse

from negotiations.models import KINDS
from tests.factories import make

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
kinds = pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)


#: What the content policy would refuse to run or to paint.
INLINE = re.compile(r"<[^>]*\s(style|on[a-z]+)=|<style|<script(?![^>]*\ssrc=)", re.IGNORECASE)


def address(model, page, *args):
    return reverse(f"admin:negotiations_{model._meta.model_name}_{page}", args=args)


@kinds
def test_the_list_of_a_kind_answers(administrator_client, model):
    row = make(model.__name__)
    page = administrator_client.get(address(model, "changelist"))
    assert page.status_code == 200
    assert f"/{row.pk}/change/" in page.content.decode()
    assert not INLINE.search(page.content.decode())


@kinds
def test_the_list_of_a_kind_answers_with_counts_beside_its_filters(administrator_client, model):
    make(model.__name__)
    assert administrator_client.get(address(model, "changelist"), {"_facets": 1}).status_code == 200


@kinds
def test_a_kind_can_be_searched(administrator_client, model):
    make(model.__name__)
    assert administrator_client.get(address(model, "changelist"), {"q": "a"}).status_code == 200


@kinds
def test_the_form_for_a_new_row_answers(administrator_client, model):
    page = administrator_client.get(address(model, "add"))
    assert page.status_code == 200
    assert not INLINE.search(page.content.decode())


@kinds
def test_the_form_of_a_row_answers(administrator_client, model):
    row = make(model.__name__)
    page = administrator_client.get(address(model, "change", row.pk))
    assert page.status_code == 200
    assert row.slug in page.content.decode()
    assert not INLINE.search(page.content.decode())


@pytest.mark.parametrize(
    "planted",
    [
        '<td class="a" style="width: 3px">',
        "<a href='#' onclick=\"go()\">",
        "<style>",
        "<script>",
        '<script type="module">',
    ],
)
def test_an_inline_style_or_script_is_found(planted):
    assert INLINE.search(f"<p>{planted}</p>")


def test_a_linked_script_is_left_alone():
    assert not INLINE.search('<script id="a" src="/static/admin/js/theme.js"></script>')
