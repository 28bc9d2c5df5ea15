"""Importing a Django fixture (.json) under the same lock, changeset and promise as a package.

Records are known by their slugs, so a fixture is written with natural keys. As with loaddata, each
object states its record whole: a field left out gets its default.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist, ValidationError
from django.core.serializers.base import DeserializationError, DeserializedObject
from django.core.serializers.python import Deserializer
from django.db import DataError, IntegrityError, ProgrammingError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Q

from negotiations.choices import Status
from negotiations.exchange.answers import why_unreadable
from negotiations.exchange.findings import Findings, PackageError, nearest
from negotiations.exchange.load import Outcome, Refused, batch_name, recording
from negotiations.exchange.plan import MOST_NAMED, Plan, SheetPlan, differences
from negotiations.exchange.selection import selected
from negotiations.exchange.sheets import SHEETS, Sheet
from negotiations.models import Claim, Point
from negotiations.models.base import INTERNAL
from negotiations.models.refusals import refusal_of

#: What Django raises over an object of another shape than its record's.
REFUSALS = (
    *(DeserializationError, ObjectDoesNotExist, FieldDoesNotExist, ValidationError),
    *(DataError, IntegrityError, ProgrammingError, AttributeError, TypeError, ValueError),
)

LABELS = [sheet.model._meta.label_lower for sheet in SHEETS.values()]


def import_fixture(
    path: Path, *, status: str | None = None, dry_run: bool = False, actor: Any = None
) -> Outcome:
    """Import a fixture of records. A finding's row is the place of its object, from 1."""
    content = path.read_bytes()
    fixture = Fixture(path.name, nodes_of(path, content))
    outcome = Outcome(batch_name(sha256(content).hexdigest()), dry_run)
    with suppress(Refused), recording(outcome.batch, actor, dry_run) as cursor:
        outcome.plan = fixture.bring_in(cursor, status or Status.DRAFT)
    outcome.findings = fixture.findings.in_order([path.name])
    return outcome


def nodes_of(path: Path, content: bytes) -> list[Any]:
    try:
        nodes = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise PackageError(f"{path.name} is not JSON: {error}.") from error
    if not isinstance(nodes, list):
        raise PackageError(f"{path.name} is no fixture: it holds no list of objects.")
    return nodes


class Fixture:
    """The objects of one file, with what is found wrong in them."""

    def __init__(self, file: str, nodes: list[Any]) -> None:
        self.file = file
        self.nodes = nodes
        self.findings = Findings()
        #: Models that are no records, of which the file holds some.
        self.foreign: set[str] = set()

    def add(self, place: int, column: str, value: str, reason: str) -> None:
        self.findings.add(self.file, place, column, value, reason)

    def bring_in(self, cursor: CursorWrapper, status: str) -> Plan:
        for place, node in enumerate(self.nodes, 1):
            self.check(place, node)
        if len(self.findings):
            raise Refused
        known = [standing(cursor, sheet, slugs) for sheet, slugs in self.slugs()]
        self.save(status)
        self.check_answers()
        if len(self.findings):
            raise Refused
        return [planned(before, standing(cursor, before.sheet, before.asked)) for before in known]

    def check(self, place: int, node: Any) -> None:
        """That the object is one record, known by its slug."""
        fields = node.get("fields") if isinstance(node, dict) else None
        if not isinstance(fields, dict) or not isinstance(node.get("model"), str):
            self.add(place, "", "", "The object has no model and fields.")
        elif node["model"] not in LABELS:
            self.refuse_model(place, node["model"])
        elif "pk" in node:
            reason = "A record is known by its slug: write the fixture with --natural-primary."
            self.add(place, "pk", str(node["pk"]), reason)
        elif not isinstance(fields.get("slug"), str) or not fields["slug"]:
            self.add(place, "slug", "", "The record has no slug.")

    def refuse_model(self, place: int, label: str) -> None:
        """Once for each model: a dump of everything holds it many times."""
        if label in self.foreign:
            return
        self.foreign.add(label)
        if is_installed(label):
            reason = f"Only records are imported: write the fixture with --exclude {label}."
        else:
            reason = f"Only records are imported{nearest(label, LABELS)}."
        self.add(place, "model", label, reason)

    def slugs(self) -> Iterator[tuple[Sheet, list[str]]]:
        for sheet in SHEETS.values():
            label = sheet.model._meta.label_lower
            slugs = [node["fields"]["slug"] for node in self.nodes if node["model"] == label]
            if slugs:
                yield sheet, slugs

    def save(self, status: str) -> None:
        waiting: list[tuple[int, DeserializedObject]] = []
        for place, node in enumerate(self.nodes, 1):
            whole = node | {"fields": {"status": status} | node["fields"]}
            with self.located(place):
                for found in Deserializer([whole], handle_forward_references=True):
                    keep_internal(found.object, node["fields"])
                    found.save()
                    if found.deferred_fields:
                        waiting.append((place, found))
        for place, found in waiting:
            with self.located(place):
                found.save_deferred_fields()
        if not len(self.findings):
            with self.located(0), connection.cursor() as cursor:
                cursor.execute("set constraints all immediate")
                cursor.execute("set constraints all deferred")

    def check_answers(self) -> None:
        """What the file's claims answer, and what is answered to its points."""
        label, points = Claim._meta.label_lower, Point._meta.label_lower
        places = {
            (node["model"], node["fields"]["slug"]): place
            for place, node in enumerate(self.nodes, 1)
            if node["model"] in (label, points)
        }
        slugs = [slug for model, slug in places if model == label]
        asked = [slug for model, slug in places if model == points]
        claims = Claim.objects.filter(Q(slug__in=slugs) | Q(point__slug__in=asked))
        for claim in claims.exclude(status=Status.WITHDRAWN).select_related("point"):
            reason = why_unreadable(
                claim.point.answer_type, tuple(claim.point.answers), claim.answer
            )
            if reason:
                own = places.get((label, claim.slug))
                place = own or places[points, claim.point.slug]
                self.add(place, "answer" if own else "answers", claim.answer, reason)

    @contextmanager
    def located(self, place: int) -> Iterator[None]:
        """What a saving refuses becomes a finding of its object, and the saving is taken back."""
        try:
            with transaction.atomic():
                yield
        except REFUSALS as error:
            column, reason = told(error)
            self.add(place, column, "", reason)


def keep_internal(record: Any, given: dict[str, Any]) -> None:
    """What no fixture holds is no default to be written over what a record has."""
    absent = [name for name in INTERNAL if name not in given]
    held = type(record).objects.filter(pk=record.pk).values(*absent).first() if record.pk else None
    for name, value in (held or {}).items():
        setattr(record, name, value)


def is_installed(label: str) -> bool:
    try:
        apps.get_model(label)
    except (LookupError, ValueError):
        return False
    return True


def told(error: Exception) -> tuple[str, str]:
    if isinstance(error, IntegrityError):
        refusal = refusal_of(error)
        said = getattr(getattr(error.__cause__, "diag", None), "message_primary", None) or ""
        return refusal.field, f"{refusal.message} ({said})" if said else refusal.message
    return "", " ".join(str(error).split())


@dataclass(frozen=True)
class Standing:
    """What stands in the records of one sheet under the slugs asked for."""

    sheet: Sheet
    asked: list[str]
    versions: dict[str, int]
    cells: dict[str, tuple[str, ...]]


def standing(cursor: CursorWrapper, sheet: Sheet, slugs: list[str]) -> Standing:
    versions = sheet.model.objects.filter(slug__in=slugs).values_list("slug", "version")
    cursor.execute(selected(sheet, list(sheet.columns.values()), "x.slug = any(%s)"), [slugs])
    return Standing(sheet, slugs, dict(versions), {row[0]: row for row in cursor.fetchall()})


def planned(before: Standing, after: Standing) -> SheetPlan:
    new = sorted(set(after.versions) - set(before.versions))
    changed = sorted(
        slug for slug, version in before.versions.items() if after.versions[slug] != version
    )
    names = list(before.sheet.columns)
    named = changed[:MOST_NAMED]
    changes = differences(
        [before.cells[slug] for slug in named], [after.cells[slug] for slug in named], names
    )
    unchanged = len(before.versions) - len(changed)
    return SheetPlan(
        before.sheet.name, len(new), len(changed), unchanged, new[:MOST_NAMED], changes
    )
