"""The page of imports: for whom, what it shows of a check and an import, and how to undo one."""

import os

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from negotiations.admin import importing
from negotiations.exchange.load import Busy
from negotiations.models import Changeset, Party

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
PAGE = "/admin/imports/"
GOOD = "slug,name\nus,United States\n"
#: A .zip that holds nothing.
EMPTY = "PK\5\6" + 18 * "\0"


@pytest.fixture(autouse=True)
def data_home(settings, tmp_path):
    settings.DATA_HOME = tmp_path


def table(text=GOOD, name="parties.csv"):
    return SimpleUploadedFile(name, text.encode())


def sent(client, step="import", **given):
    return client.post(PAGE, {"file": table(), "status": "draft", step: "1", **given})


def test_an_upload_is_imported_in_the_name_of_who_sent_it(administrator_client, administrator):
    page = sent(administrator_client)
    changeset = Changeset.objects.get()
    assert f"Imported as {changeset.batch}" in page.content.decode()
    assert (changeset.channel, changeset.actor) == ("import", administrator)
    assert Party.objects.get().status == "draft"


def test_a_check_shows_the_plan_and_writes_nothing(administrator_client):
    page = sent(administrator_client, "check", status="published")
    assert "Checked; nothing was written" in page.content.decode()
    (share, new, changes), *more = page.context["plan"]
    assert (share.sheet, share.new, new, changes, more) == ("parties", 1, ["us"], [], [])
    assert not Party.objects.exists() and not Changeset.objects.exists()


@pytest.fixture
def other_client(db):
    other = get_user_model().objects.create_superuser("bea", "bea@example.org", "correct horse")
    client = Client()
    client.force_login(other, backend="django.contrib.auth.backends.ModelBackend")
    return client


def as_checked(client, word):
    return client.post(PAGE, {"as_checked": word, "import": "1"})


def test_what_was_checked_is_imported_without_sending_it_again(administrator_client, tmp_path):
    page = sent(administrator_client, "check", status="published")
    word = page.context["outcome"].foreseen
    assert f'name="as_checked" value="{word}"' in page.content.decode()
    page = as_checked(administrator_client, word)
    assert "Imported as" in page.content.decode()
    assert Party.objects.get().status == "published"
    assert not list((tmp_path / "uploads").iterdir())
    assert importing.GONE in as_checked(administrator_client, word).content.decode()


def test_what_was_checked_is_not_imported_over_what_came_meanwhile(administrator_client):
    word = sent(administrator_client, "check").context["outcome"].foreseen
    Party.objects.create(slug="us", name="Made meanwhile")
    page = as_checked(administrator_client, word)
    assert "Since this was checked" in page.content.decode()
    assert Party.objects.get().name == "Made meanwhile"


def test_each_has_an_upload_of_their_own(administrator_client, other_client):
    word = sent(administrator_client, "check").context["outcome"].foreseen
    assert importing.GONE in as_checked(other_client, word).content.decode()
    assert "Imported as" in as_checked(administrator_client, word).content.decode()


def test_what_cannot_be_imported_is_not_kept(administrator_client, tmp_path):
    page = sent(administrator_client, "check", file=table("slug,name\nus,\n"))
    assert "as_checked" not in page.content.decode()
    assert not list((tmp_path / "uploads").iterdir())


def test_an_upload_goes_after_a_day(administrator_client, other_client, tmp_path):
    sent(administrator_client, "check")
    (kept,) = (tmp_path / "uploads").iterdir()
    os.utime(kept, (0, 0))
    sent(other_client, "check")
    assert [one.name for one in (tmp_path / "uploads").iterdir()] != [kept.name]
    assert not kept.exists()


def test_an_upload_that_goes_meanwhile_hinders_nobody(administrator_client, tmp_path):
    (tmp_path / "uploads").mkdir()
    # As listed, and gone when it is looked at.
    (tmp_path / "uploads" / "of-9").symlink_to("nowhere")
    assert sent(administrator_client, "check").context["outcome"].plan


def test_what_is_published_is_corrected_and_stays_so(administrator_client):
    sent(administrator_client, status="published")
    sent(administrator_client, file=table("slug,name\nus,The United States\n"))
    party = Party.objects.get()
    assert (party.name, party.status) == ("The United States", "published")


def test_findings_are_shown_with_their_place(administrator_client):
    page = sent(administrator_client, file=table("slug,name,colour\nus,,<b>blue</b>\n"))
    text = page.content.decode()
    assert "2 findings; nothing was written" in text and "<code>colour</code>" in text
    assert "<b>blue</b>" not in text


def test_a_map_is_taken_along(administrator_client):
    text = '[[table]]\nsheet = "Sides"\nkind = "parties"\ncolumns = { name = "Side" }\n'
    mapping = SimpleUploadedFile("map.toml", (text + 'made = { slug = "{Side|slug}" }\n').encode())
    sent(administrator_client, file=table("Side\nUnited States\n", "Sides.csv"), map=mapping)
    assert Party.objects.get().slug == "united-states"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            {"file": table("x", "notes.txt")},
            "The name must end in one of .csv, .jsonl, .zip, .xlsx, .json.",
        ),
        ({"file": table("PK", "book.xlsx")}, "book.xlsx cannot be opened"),
        ({"map": table("]", "map.toml")}, "The map map.toml cannot be read"),
        (
            {"map": table("x = " + "[" * 9_000 + "]" * 9_000, "map.toml")},
            "The map map.toml cannot be read",
        ),
        ({"file": table(EMPTY, "none.zip")}, ">none.zip holds no table"),
        ({"file": table("x", "ä" * 250 + ".csv")}, "The upload cannot be kept: File name too long"),
        ({"status": "withdrawn"}, "Select a valid choice"),
        ({"file": ""}, "This field is required."),
    ],
)
def test_what_cannot_be_read_is_told(administrator_client, given, told):
    assert told in sent(administrator_client, **given).content.decode()
    assert not Changeset.objects.exists()


def test_a_large_upload_is_refused(administrator_client, monkeypatch):
    monkeypatch.setattr(importing, "MOST_BYTES", 10)
    assert "An upload may have 10 bytes." in sent(administrator_client).content.decode()


def test_another_import_is_waited_for(administrator_client, monkeypatch):
    def busy(*_, **__):
        raise Busy

    monkeypatch.setattr(importing, "import_path", busy)
    assert "Another import is running" in sent(administrator_client).content.decode()


def test_an_import_is_taken_back_in_two_steps(administrator_client):
    sent(administrator_client)
    batch = Changeset.objects.get().batch
    page = administrator_client.post(PAGE, {"batch": batch})
    assert "would be" in page.content.decode() and Party.objects.exists()
    page = administrator_client.post(PAGE, {"batch": batch, "sure": "1"})
    assert not Party.objects.exists() and page.context["imports"] == []
    again = administrator_client.post(PAGE, {"batch": batch, "sure": "1"})
    assert "was taken back already" in again.content.decode()


def test_what_stands_in_the_way_is_shown(administrator_client):
    sent(administrator_client)
    Party.objects.update(name="USA")
    page = administrator_client.post(PAGE, {"batch": Changeset.objects.first().batch, "sure": "1"})
    assert "cannot be taken back" in page.content.decode()
    assert Party.objects.get().name == "USA"


@pytest.mark.parametrize(
    ("role", "seen", "importing", "undoing"),
    [
        ("reader", 403, 403, 403),
        ("coder", 200, 200, 403),
        ("reviewer", 200, 200, 200),
        ("administrator", 200, 200, 200),
    ],
)
def test_who_may(request, role, seen, importing, undoing):
    client = request.getfixturevalue(f"{role}_client")
    assert client.get(PAGE).status_code == seen
    assert sent(client).status_code == importing
    assert client.post(PAGE, {"batch": "x"}).status_code == undoing
    is_linked = f'href="{PAGE}"' in client.get(reverse("admin:index")).content.decode()
    assert is_linked == (seen == 200)
    assert Party.objects.exists() == (importing == 200)


PUBLISHING = "slug,name,status\nus,United States,published\n"
WITHDRAWING = "slug,status,withdrawn_reason\nse,withdrawn,A reason\n"
CHANGING = "slug,short_name\nse,SE\n"


@pytest.mark.parametrize("content", [PUBLISHING, WITHDRAWING, CHANGING])
@pytest.mark.parametrize(
    ("role", "may"), [("coder", False), ("reviewer", False), ("administrator", True)]
)
def test_only_administrators_import_what_is_public(request, role, may, content):
    Party.objects.create(slug="se", name="Sweden", status="published")
    before = Changeset.objects.count()
    page = sent(request.getfixturevalue(f"{role}_client"), file=table(content))
    assert (Changeset.objects.count() > before) == may
    assert bool(page.context["findings"]) != may


@pytest.mark.parametrize("role", ["coder", "reviewer"])
def test_drafts_are_not_published_by_the_form_either(request, role):
    page = sent(request.getfixturevalue(f"{role}_client"), status="published")
    assert "Select a valid choice" in page.content.decode()
    assert not Party.objects.exists()


def test_what_a_coder_checked_is_held_to_drafts_as_it_is_imported(coder_client, administrator):
    page = sent(coder_client, "check", file=table("slug,name,note\nus,US,A note\n"))
    as_checked(coder_client, page.context["outcome"].foreseen)
    assert Party.objects.get().status == "draft"
    sent(coder_client, "check", file=table("slug,note\nus,Another\n"))
    Party.objects.update(status="published")
    page = sent(coder_client, "import", file=table("slug,note\nus,Another\n"))
    assert [found.column for found in page.context["findings"]] == ["note"]
    assert Party.objects.get().note == "A note"
