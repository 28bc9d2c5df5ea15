"""What the person who is signed in may do with a record; what a role may do stands in roles.py.

A superuser is an administrator; everybody else has the role whose name one of their groups bears.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpRequest
from psycopg2.sql import SQL, Identifier

from negotiations.choices import Status
from negotiations.models import Record, User
from negotiations.roles import Permission, Role, may, may_publish

REVISED_BY = (
    "SELECT DISTINCT revision.id FROM history.{} AS revision "
    "JOIN public.negotiations_changeset AS changeset ON changeset.id = revision.changeset "
    "WHERE revision.id = ANY(%s) AND changeset.actor_id = %s"
)
PUBLIC_STATUSES = frozenset({Status.PUBLISHED, Status.WITHDRAWN})

#: Where a record may go from each status, and what it takes. To publish takes more: see below.
MOVES: dict[str, dict[str, Permission]] = {
    Status.DRAFT: {Status.IN_REVIEW: Permission.SUBMIT},
    Status.IN_REVIEW: {Status.DRAFT: Permission.SEND_BACK},
    Status.PUBLISHED: {Status.WITHDRAWN: Permission.WITHDRAW},
    Status.WITHDRAWN: {Status.PUBLISHED: Permission.RESTORE},
}


def role_of(user: User | AnonymousUser) -> Role | None:
    if not user.is_active or not user.is_staff:
        return None
    if user.is_superuser:
        return Role.ADMINISTRATOR
    if not hasattr(user, "known_role"):
        names = {group.name for group in user.groups.all()}
        held = [role for role in Role if role in names and role is not Role.ADMINISTRATOR]
        user.known_role = held[-1] if held else None
    return user.known_role


def may_here(request: HttpRequest, permission: Permission) -> bool:
    return may(role_of(request.user), permission)


def is_public(record: Record | None) -> bool:
    return record is not None and record.status in PUBLIC_STATUSES


def wrote(user: User, record: Record) -> bool:
    """Whether the record is new, or one of its revisions is this person's."""
    return record.pk is None or record.pk in written_among(user, type(record), [record.pk])


def written_among(user: User, model: type[Record], keys: list[int]) -> set[int]:
    """Which of these records this person had a hand in."""
    asked = SQL(REVISED_BY).format(Identifier(model._meta.db_table))
    with connection.cursor() as cursor:
        cursor.execute(asked.as_string(cursor.cursor), [keys, user.pk])
        return {key for (key,) in cursor.fetchall()}


def statuses_within_reach(
    user: User, record: Record, wrote: Callable[[User, Record], bool] = wrote
) -> set[str]:
    """The statuses which this person may give the record, its present one included."""
    role, status = role_of(user), record.status
    reach = {status} | {to for to, needed in MOVES.get(status, {}).items() if may(role, needed)}
    if status not in PUBLIC_STATUSES and publishes(role, lambda: wrote(user, record)):
        reach.add(Status.PUBLISHED)
    return reach


def publishes(role: Role | None, wrote_it: Callable[[], bool]) -> bool:
    """Whether the role may publish; who wrote the record is asked only where it matters."""
    if may_publish(role, wrote_it=True):
        return True
    return may_publish(role, wrote_it=False) and not wrote_it()


class ByRole:
    """Permissions of an admin or an inline: by role and status, not by Django's tables.

    An inline is asked about the record it hangs on.
    """

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_here(request, Permission.SEE_DRAFTS)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_here(request, Permission.SEE_DRAFTS)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_here(request, Permission.WRITE_DRAFTS)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        needed = Permission.EDIT_PUBLISHED if is_public(obj) else Permission.WRITE_DRAFTS
        return may_here(request, needed)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_here(request, Permission.DELETE_DRAFTS) and not is_public(obj)
