"""An import that is held to its dry run: what was shown is written, or nothing."""

import pytest
from django.core.management import CommandError, call_command

from negotiations.exchange.findings import PackageError
from negotiations.models import Party

from .packages import write

pytestmark = pytest.mark.django_db
PARTIES = {"parties": "slug,name\nus,United States\nse,Sweden\n"}


def test_what_was_foreseen_is_written(imported):
    word = imported(PARTIES, dry_run=True).foreseen
    assert imported(PARTIES, as_checked=word).is_written


def test_the_word_is_the_same_while_nothing_moves(imported):
    words = {imported(PARTIES, dry_run=True).foreseen for _ in range(2)}
    assert len(words) == 1 and words != {""}


def made_meanwhile(imported):
    Party.objects.create(slug="se", name="Sverige")


def changed_meanwhile(imported):
    Party.objects.update(short_name="US")


def imported_meanwhile(imported):
    imported(PARTIES)


@pytest.mark.parametrize("meanwhile", [made_meanwhile, changed_meanwhile, imported_meanwhile])
def test_what_came_meanwhile_is_not_written_over(imported, meanwhile):
    Party.objects.create(slug="us", name="US")
    word = imported(PARTIES, dry_run=True).foreseen
    meanwhile(imported)
    before = list(Party.objects.order_by("slug").values())
    with pytest.raises(PackageError, match="Since this was checked"):
        imported(PARTIES, as_checked=word)
    assert list(Party.objects.order_by("slug").values()) == before


def test_other_rows_and_another_status_are_not_what_was_foreseen(imported):
    word = imported(PARTIES, dry_run=True).foreseen
    for tables, status in (
        ({"parties": "slug,name\nus,USA\nse,Sweden\n"}, None),
        (PARTIES, "published"),
    ):
        with pytest.raises(PackageError, match="Since this was checked"):
            imported(tables, status=status, as_checked=word)
    assert not Party.objects.exists()


def test_the_command_tells_the_word_and_takes_it(tmp_path, capsys):
    folder = str(write(tmp_path / "package", PARTIES))
    call_command("import_data", folder, dry_run=True)
    word = capsys.readouterr().out.partition("--as-checked ")[2].split()[0]
    with pytest.raises(CommandError, match="Since this was checked"):
        call_command("import_data", folder, as_checked=word[::-1])
    call_command("import_data", folder, as_checked=word, verbosity=0)
    assert Party.objects.count() == 2


def test_a_fixture_foresees_nothing(tmp_path):
    (tmp_path / "records.json").write_text("[]")
    with pytest.raises(CommandError, match="Only what a check of tables foresaw"):
        call_command("import_data", str(tmp_path / "records.json"), as_checked="x")
