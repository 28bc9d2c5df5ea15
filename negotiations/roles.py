"""Who may do what, as plain data: the roles, the permissions, and which role has which.

Nothing here asks who is signed in or what a record's status is; the surfaces and the actions do,
and then ask `may` or `may_publish`. A visitor who has not signed in has no role: None.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Permission(StrEnum):
    """One thing that somebody may be allowed to do; reading the public record needs none."""

    SEE_DRAFTS = "see_drafts"
    SEE_FULL_HISTORY = "see_full_history"

    WRITE_DRAFTS = "write_drafts"
    DELETE_DRAFTS = "delete_drafts"
    IMPORT_DRAFTS = "import_drafts"
    SUBMIT = "submit"
    SUGGEST = "suggest"

    PUBLISH_OF_ANOTHER = "publish_of_another"
    SEND_BACK = "send_back"
    DECIDE_SUGGESTIONS = "decide_suggestions"
    EDIT_PUBLISHED = "edit_published"
    WITHDRAW = "withdraw"
    RESTORE = "restore"
    MERGE = "merge"
    UNDO_IMPORT = "undo_import"

    PUBLISH_OWN = "publish_own"
    IMPORT_PUBLISHED = "import_published"
    MAKE_RELEASE = "make_release"
    REDACT = "redact"
    MANAGE_USERS = "manage_users"


class Role(StrEnum):
    """What a person who signs in is to the project; each role may all that the one before may."""

    READER = "reader"
    CODER = "coder"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"


_READER: Final = frozenset({Permission.SEE_DRAFTS, Permission.SEE_FULL_HISTORY})

# To import drafts is to write drafts, many at a time; a change to what is public is a suggestion.
_CODER: Final = _READER | {
    Permission.WRITE_DRAFTS,
    Permission.DELETE_DRAFTS,
    Permission.IMPORT_DRAFTS,
    Permission.SUBMIT,
    Permission.SUGGEST,
}

# Four eyes: a reviewer passes what another wrote, never a draft of his own.
_REVIEWER: Final = _CODER | {
    Permission.PUBLISH_OF_ANOTHER,
    Permission.SEND_BACK,
    Permission.DECIDE_SUGGESTIONS,
    Permission.EDIT_PUBLISHED,
    Permission.WITHDRAW,
    Permission.RESTORE,
    Permission.MERGE,
    Permission.UNDO_IMPORT,
}

PERMISSIONS: Final[Mapping[Role, frozenset[Permission]]] = MappingProxyType(
    {
        Role.READER: _READER,
        Role.CODER: _CODER,
        Role.REVIEWER: _REVIEWER,
        Role.ADMINISTRATOR: frozenset(Permission),
    }
)


def may(role: Role | None, permission: Permission) -> bool:
    """Say whether the role has the permission; a visitor without a role has none."""
    return role is not None and permission in PERMISSIONS[role]


def may_publish(role: Role | None, *, wrote_it: bool) -> bool:
    """Say whether the role may publish a record, given whether this person wrote it."""
    needed = Permission.PUBLISH_OWN if wrote_it else Permission.PUBLISH_OF_ANOTHER
    return may(role, needed)
