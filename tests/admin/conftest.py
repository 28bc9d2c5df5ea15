"""People of each role, signed in."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from negotiations.models import User
from negotiations.roles import Role


def signed_in(role):
    user = User.objects.create_user(role.value, password="correct horse", is_staff=True)
    user.groups.add(Group.objects.get_or_create(name=role.value)[0])
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    client.user = user
    return client


@pytest.fixture
def reader_client(db):
    return signed_in(Role.READER)


@pytest.fixture
def coder_client(db):
    return signed_in(Role.CODER)


@pytest.fixture
def reviewer_client(db):
    return signed_in(Role.REVIEWER)
