"""Imports taken back in whatever order: from the latest on all is as it was, else told or sound."""

import csv
import random

import pytest
from django.core.management import call_command
from django.db import connection

from negotiations.exchange.undoing import undo_import
from negotiations.models import KINDS, Event, Party, Process
from negotiations.reports.integrity.catalogue import CHECKS
from negotiations.reports.integrity.report import in_doubt, integrity

from .packages import lines_of

# Each import and each taking back is a changeset of its own only where it is committed.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

SEEDS = (1, 2)
IMPORTS = 4
PUBLIC = ("published", "withdrawn")


def package(chance):
    """New and changed records, drafts and published ones, that name one another."""
    parties = sorted({*Party.objects.values_list("slug", flat=True), *some(chance, "party", 5)})
    processes = sorted({*Process.objects.values_list("slug", flat=True), *some(chance, "talk", 4)})
    events = some(chance, "event", 3)
    statuses = {event: status(chance, Event, event) for event in events}
    cited = [event for event in events if statuses[event] == "published"]
    return {
        "sources": "slug,title,status\npaper,A paper,published\n",
        "parties": "slug,status,name,parent\n"
        + "".join(
            f"{one},{status(chance, Party, one)},{chance.random()},{before(chance, parties, one)}\n"
            for one in parties
        ),
        "processes": "slug,status,title\n"
        + "".join(f"{one},{status(chance, Process, one)},Talks\n" for one in processes),
        "events": "slug,status,title,date,processes\n"
        + "".join(
            f"{one},{statuses[one]},{chance.random()},2019,{';'.join(part(chance, processes))}\n"
            for one in events
        ),
        "offers": "slug,title,proposers,recipients\n"
        + "".join(f"{one},An offer,{sides(chance, parties)}\n" for one in some(chance, "offer", 3)),
        "citations": "source,target,status\n"
        + "".join(f"paper,event:{event},published\n" for event in cited),
    }


def some(chance, kind, most):
    return [f"{kind}-{number}" for number in range(most) if chance.random() < 0.5]


def status(chance, model, slug):
    is_public = model.objects.filter(slug=slug, status__in=PUBLIC).exists()
    return "published" if is_public else chance.choice(["draft", "published"])


def before(chance, slugs, slug):
    """One that comes before it, so that no circle closes; or none."""
    return chance.choice(["", *slugs[: slugs.index(slug)]])


def part(chance, slugs):
    return [slug for slug in slugs if chance.random() < 0.5]


def sides(chance, slugs):
    proposers = part(chance, slugs)
    return f"{';'.join(proposers)},{';'.join(part(chance, sorted({*slugs} - {*proposers})))}"


def exported(folder):
    """Every record as an export writes it, without how public it is; and that."""
    call_command("export_data", str(folder), format="csv", replace=True, verbosity=0)
    values, statuses = {}, {}
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                name = file.stem, row["slug"]
                statuses[name] = row.pop("status")
                row.pop("withdrawn_reason", None)
                values[name] = row
    return values, statuses


@pytest.fixture(params=SEEDS)
def chance(request):
    return random.Random(request.param)


@pytest.fixture
def batches(imported, chance):
    """Some imports after a first one that stays."""
    outcomes = [imported(package(chance)) for _ in range(IMPORTS)]
    assert [lines_of(outcome) for outcome in outcomes] == [[]] * IMPORTS
    return [outcome.batch for outcome in outcomes]


def undone(batch):
    """Whether the import was taken back; else there must be reasons."""
    outcome = undo_import(batch)
    assert outcome.plan or outcome.obstacles
    assert all(obstacle.sheet and obstacle.slug for obstacle in outcome.obstacles)
    return not outcome.obstacles


def test_from_the_latest_on_all_is_as_it_was(imported, chance, tmp_path):
    assert lines_of(imported(package(chance))) == []
    values, statuses = exported(tmp_path / "before")
    batches = [imported(package(chance)).batch for _ in range(IMPORTS)]
    assert all(undone(batch) for batch in reversed(batches))
    now, now_statuses = exported(tmp_path / "after")
    assert {name: now[name] for name in values} == values
    changed = {name for name in values if now_statuses[name] != statuses[name]}
    assert {now_statuses[name] for name in changed} <= {"withdrawn"}
    assert {statuses[name] for name in changed} <= {"draft"}
    assert {now_statuses[name] for name in now if name not in values} <= {"withdrawn", "draft"}


def test_in_any_order_it_is_refused_or_leaves_what_is_sound(batches, chance, imported, tmp_path):
    chance.shuffle(batches)
    for batch in batches:
        before, taken_back = exported(tmp_path / batch), undone(batch)
        assert taken_back or exported(tmp_path / batch) == before
    connection.check_constraints()
    assert not in_doubt(integrity(CHECKS))
    assert any(model.objects.exists() for model in KINDS)
