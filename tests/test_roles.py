"""Who may do what: the table is complete, grows from role to role, and cannot be changed."""

from itertools import pairwise

import pytest

from negotiations.roles import PERMISSIONS, Permission, Role, may, may_publish


def test_every_role_stands_in_the_table():
    assert set(PERMISSIONS) == set(Role)


@pytest.mark.parametrize(("lower", "higher"), list(pairwise(Role)))
def test_each_role_may_all_that_the_one_before_may_and_more(lower, higher):
    assert PERMISSIONS[lower] < PERMISSIONS[higher]


def test_an_administrator_may_do_everything():
    assert PERMISSIONS[Role.ADMINISTRATOR] == set(Permission)


def test_the_table_cannot_be_changed():
    with pytest.raises(TypeError):
        PERMISSIONS[Role.READER] = frozenset(Permission)
    assert all(isinstance(granted, frozenset) for granted in PERMISSIONS.values())


@pytest.mark.parametrize("permission", Permission)
def test_a_visitor_without_a_role_may_nothing(permission):
    assert not may(None, permission)


def test_a_reader_sees_drafts_and_writes_nothing():
    assert PERMISSIONS[Role.READER] == {Permission.SEE_DRAFTS, Permission.SEE_FULL_HISTORY}


def test_a_coder_writes_and_submits_drafts_but_only_suggests_changes_to_the_public_record():
    assert may(Role.CODER, Permission.WRITE_DRAFTS) and may(Role.CODER, Permission.SUBMIT)
    assert may(Role.CODER, Permission.SUGGEST)
    assert not may(Role.CODER, Permission.EDIT_PUBLISHED)
    assert not may(Role.CODER, Permission.WITHDRAW)


@pytest.mark.parametrize(
    ("role", "of_another", "own"),
    [
        (None, False, False),
        (Role.READER, False, False),
        (Role.CODER, False, False),
        (Role.REVIEWER, True, False),
        (Role.ADMINISTRATOR, True, True),
    ],
)
def test_a_reviewer_publishes_only_what_another_wrote(role, of_another, own):
    assert may_publish(role, wrote_it=False) is of_another
    assert may_publish(role, wrote_it=True) is own


def test_only_an_administrator_redacts_and_manages_users():
    for permission in (Permission.REDACT, Permission.MANAGE_USERS):
        assert [role for role in Role if may(role, permission)] == [Role.ADMINISTRATOR]
