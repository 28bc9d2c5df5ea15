"""A disk that is full: what is written is whole or not there, and a sentence says why.

What any user can do is done for any. A server whose own disk is full stands in
test_full_disk_of_the_server.py.
"""

import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from negotiations.exchange.releasing import folder_of_releases
from negotiations.models import Changeset

from .disks import small_disk
from .packages import SOUND, write

FULL = Path("/dev/full")
NO_SPACE = "No space left on device"

pytestmark = pytest.mark.slow


@pytest.fixture(name="small_disk")
def a_small_disk(tmp_path):
    """A folder with room for a few kilobytes: less than any form of the data set takes."""
    with small_disk(tmp_path / "small", "64k") as folder:
        yield folder


@pytest.mark.parametrize(
    "name", ["out", "out.zip", "out.xlsx", "out.json", "lines", "lines.zip", "parquet"]
)
def test_an_export_to_a_full_disk_leaves_no_half(us_dprk, small_disk, name):
    form = {"lines": "jsonl", "lines.zip": "jsonl", "parquet": "parquet"}.get(name, "")
    with pytest.raises(CommandError, match=NO_SPACE) as refused:
        call_command("export_data", str(small_disk / name), *([f"--format={form}"] * bool(form)))
    assert "cannot be written" in str(refused.value)
    assert list(small_disk.iterdir()) == []


def test_a_package_that_stands_on_a_full_disk_is_not_spoilt(us_dprk, small_disk):
    standing = write(small_disk / "out", {name: SOUND[name] for name in ("parties", "events")})
    before = {file.name: file.read_bytes() for file in standing.iterdir()}
    with pytest.raises(CommandError, match=NO_SPACE):
        call_command("export_data", str(standing), "--replace")
    assert {file.name: file.read_bytes() for file in standing.iterdir()} == before


def test_a_release_on_a_full_disk_is_none(us_dprk, small_disk, settings):
    settings.DATA_HOME = small_disk
    with pytest.raises(CommandError, match=NO_SPACE):
        call_command("make_release", "1.0.0")
    assert list(folder_of_releases().iterdir()) == []


@pytest.mark.django_db(transaction=True)
def test_refused_rows_that_a_full_disk_does_not_take_are_none(small_disk, tmp_path):
    name = "x" * 100_000
    package = write(tmp_path / "package", {"parties": f"slug,name,kind\nus,{name},nothing\n"})
    with pytest.raises(CommandError, match=NO_SPACE) as refused:
        call_command("import_data", str(package), refused=small_disk / "refused")
    assert refused.value.returncode == 1
    assert list(small_disk.iterdir()) == [] and not Changeset.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("dry_run", "code", "told"), [(True, 1, "not "), (False, 3, "")])
def test_a_report_that_a_full_disk_does_not_take_hides_nothing(tmp_path, dry_run, code, told):
    if not os.access(FULL, os.W_OK):
        pytest.skip(f"NO {FULL} on this machine: a full disk was NOT TRIED")
    package = write(tmp_path / "package", SOUND)
    with pytest.raises(CommandError, match=NO_SPACE) as refused:
        call_command("import_data", str(package), status="published", dry_run=dry_run, report=FULL)
    assert f"The import itself was {told}written." in str(refused.value)
    assert refused.value.returncode == code
    assert Changeset.objects.exists() is not dry_run


def test_an_upload_that_a_full_disk_does_not_take_is_told(
    administrator_client, small_disk, settings
):
    settings.DATA_HOME = small_disk
    table = write(small_disk.parent / "package", {"parties": "slug,name\nus," + "x" * 100_000})
    with (table / "parties.csv").open("rb") as file:
        sent = {"file": file, "status": "draft", "check": "1"}
        page = administrator_client.post("/admin/imports/", sent)
    assert NO_SPACE in page.content.decode()
    assert not [path for path in small_disk.rglob("*") if path.is_file()]
