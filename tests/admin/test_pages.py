"""Every page of every kind answers, whoever is signed in as administrator."""

import pytest
from django.urls import reverse

from negotiations.models import KINDS
from tests.factories import make

pytestmark = pytest.mark.django_db
kinds = pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)


def address(model, page, *args):
    return reverse(f"admin:negotiations_{model._meta.model_name}_{page}", args=args)


@kinds
def test_the_list_of_a_kind_answers(administrator_client, model):
    row = make(model.__name__)
    page = administrator_client.get(address(model, "changelist"))
    assert page.status_code == 200
    assert f"/{row.pk}/change/" in page.content.decode()


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
    assert administrator_client.get(address(model, "add")).status_code == 200


@kinds
def test_the_form_of_a_row_answers(administrator_client, model):
    row = make(model.__name__)
    page = administrator_client.get(address(model, "change", row.pk))
    assert page.status_code == 200
    assert row.slug in page.content.decode()
