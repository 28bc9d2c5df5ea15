"""What an import writes, and what it leaves alone."""

import pytest
from django.db import IntegrityError, connection, transaction

from negotiations.choices import Status
from negotiations.exchange.writing import Writer
from negotiations.models import (
    KINDS,
    Changeset,
    Citation,
    Claim,
    Event,
    EventLink,
    Offer,
    Participation,
    Party,
    Place,
    Source,
    Term,
)
from tests.factories import make

from .packages import SOUND, counts, everything, lines_of


def test_one_record_of_every_kind_is_imported(sound):
    assert [model.__name__ for model in KINDS if not model.objects.exists()] == []


def test_new_records_are_at_their_first_version(sound):
    assert {row.version for model in KINDS for row in model.objects.all()} == {1}


def test_an_import_is_one_changeset_that_names_it(sound):
    changeset = Changeset.objects.get()
    assert (changeset.channel, changeset.batch) == ("import", sound.batch)


@pytest.mark.usefixtures("sound")
def test_no_new_word_waits_outside_its_index():
    def waiting():
        with connection.cursor() as cursor:
            cursor.execute("select gin_clean_pending_list('statement_search')")
            return cursor.fetchone()[0]

    assert waiting() == 0
    make("Statement")
    assert waiting() == 1


@pytest.mark.usefixtures("sound")
def test_the_same_files_again_write_nothing(imported):
    before = everything()

    outcome = imported(SOUND, status="published")

    assert {(new, changed) for new, changed, _ in counts(outcome).values()} == {(0, 0)}
    assert not outcome.is_written
    assert everything() == before


@pytest.mark.usefixtures("sound")
def test_rewriting_every_row_would_be_noticed(imported):
    before = everything()
    Place.objects.update(name="Elsewhere")
    Place.objects.update(name="Stockholm")
    assert everything() != before


@pytest.mark.django_db
def test_a_dry_run_tells_the_plan_and_writes_nothing(imported):
    before = everything()
    outcome = imported(SOUND, status="published", dry_run=True)
    assert counts(outcome)["events"] == (2, 0, 0)
    assert everything() == before


@pytest.mark.parametrize(
    ("column", "stated", "expected"),
    [
        ("", None, "draft"),
        ("", "published", "published"),
        ("in_review", "published", "in_review"),
        ("published", None, "published"),
        ("published", "draft", "published"),
    ],
)
def test_the_status_is_the_rows_own_or_else_the_one_stated_or_else_draft(
    imported, column, stated, expected
):
    imported({"parties": f"slug,status,name\nus,{column},United States\n"}, status=stated)
    assert Party.objects.get().status == expected


def test_without_a_status_a_published_record_stays_published(imported):
    imported({"parties": "slug,name\nus,United States\n"}, status="published")
    outcome = imported({"parties": "slug,status,name\nus,,United States\n"})
    assert counts(outcome)["parties"] == (0, 0, 1)


def test_a_withdrawn_record_is_revived_by_a_row_that_is_published(imported):
    row = {"parties": "slug,status,name\nus,published,United States\n"}
    imported(row)
    Party.objects.update(status=Status.WITHDRAWN)

    outcome = imported(row)

    party = Party.objects.get()
    assert (party.status, party.version) == ("published", 3)
    assert outcome.plan[0].changes[0].fields == {"status": ("withdrawn", "published")}


@pytest.mark.usefixtures("sound")
def test_what_differs_is_told_field_by_field(imported):
    outcome = imported(
        {
            "events": "slug,title,date,place\ntalks,Working talks,2019-10-05,stockholm\n",
            "offers": "slug,title,proposers\npackage,A package,\n",
        }
    )
    events, offers = outcome.plan
    assert (events.new, events.changed, events.unchanged) == (0, 1, 0)
    assert events.changes[0].slug == "talks"
    assert events.changes[0].fields == {
        "title": ("Talks", "Working talks"),
        "place": ("", "stockholm"),
    }
    assert offers.changes[0].fields == {"proposers": ("us", "")}


@pytest.mark.usefixtures("sound")
def test_a_column_left_out_leaves_the_field_as_it_is(imported):
    imported({"offers": "slug,title\npackage,Another title\n"})
    offer = Offer.objects.get()
    assert offer.title == "Another title"
    assert [party.slug for party in offer.proposers.all()] == ["us"]
    assert offer.status == "published"


@pytest.mark.usefixtures("sound")
def test_an_empty_cell_empties_the_field(imported):
    imported({"events": "slug,title,date\ntalks,Talks,\n"})
    assert Event.objects.get(slug="talks").date == ""


@pytest.mark.usefixtures("sound")
def test_what_a_package_does_not_hold_is_not_deleted(imported):
    imported({"events": "slug,title\nthird,A third event\n"})
    assert Event.objects.count() == 3


def test_references_may_go_forward_backward_and_to_the_same_file(imported):
    outcome = imported(
        {
            "parties": "slug,name,parent\nministry,Ministry,us\nus,United States,\n",
            "sources": "slug,title,publisher_party,text_of\nb,B,ministry,a\na,A,,\n",
        }
    )
    assert outcome.findings == []
    assert Party.objects.get(slug="ministry").parent.slug == "us"
    assert Source.objects.get(slug="b").text_of.slug == "a"


def test_terms_that_depend_on_each_other_are_imported(imported):
    outcome = imported(
        {
            "offers": "slug,title\npackage,A package\n",
            "terms": "slug,offer,action,depends_on\n"
            "t1,package,Suspend sanctions,t2\nt2,package,Freeze,t1\n",
        }
    )
    assert outcome.findings == []
    assert Term.objects.get(slug="t1").depends_on.slug == "t2"


def test_slugs_of_joining_rows_are_derived(sound):
    assert EventLink.objects.get().slug == "return--resumes--talks"
    assert Participation.objects.get().slug == "talks--dprk--kim-myong-gil--head-of-delegation"


@pytest.mark.usefixtures("sound")
def test_a_second_row_of_one_key_gets_a_number(imported):
    rows = "source,target,locator\nwpr,event:talks,p. 1\nwpr,event:talks,p. 2\n"
    outcome = imported({"citations": rows})
    assert counts(outcome)["citations"] == (1, 1, 0)
    slugs = Event.objects.get(slug="talks").citations.values_list("slug", "locator")
    assert set(slugs) == {("wpr--event--talks", "p. 1"), ("wpr--event--talks--2", "p. 2")}


def test_a_claim_may_be_held_by_a_person_for_a_party(imported):
    tables = SOUND | {
        "claims": "slug,point,holder\nhow-long--p1,how-long,party:dprk;person:kim-myong-gil\n"
    }
    assert lines_of(imported(tables, status="published")) == []
    claim = Claim.objects.get()
    assert (claim.party.slug, claim.person.slug) == ("dprk", "kim-myong-gil")


def test_a_party_may_change_sides_as_the_offer_ceases_to_be_joint(imported):
    parties = {"parties": "slug,name\nus,US\ndprk,DPRK\n"}
    header = "slug,title,kind,proposers,recipients\n"
    imported({**parties, "offers": f"{header}o,O,joint_undertaking,dprk;us,dprk;us\n"})
    outcome = imported({"offers": f"{header}o,O,proposal,dprk,us\n"})
    assert outcome.findings == []
    assert [party.slug for party in Offer.objects.get().recipients.all()] == ["us"]


def test_a_tenure_and_who_spoke_in_it_may_pass_to_another_person(imported):
    people = {"people": "slug,name\nkim,Kim\nchoe,Choe\n"}
    tables = {
        "parties": "slug,name\ndprk,DPRK\n",
        "tenures": "slug,person,party,title\nchief,{0},dprk,Chief negotiator\n",
        "events": "slug,title,date\ntalks,Talks,2019-10-05\n",
        "participations": "slug,event,party,person,tenure\np,talks,dprk,{0},chief\n",
    }
    imported(people | {name: text.format("kim") for name, text in tables.items()})
    outcome = imported({name: text.format("choe") for name, text in tables.items()})
    assert outcome.findings == []
    participation = Participation.objects.get()
    assert participation.person.slug == participation.tenure.person.slug == "choe"


@pytest.mark.usefixtures("sound")
def test_keys_are_asked_by_the_statement_that_writes_them():
    """Else all keys of an import wait in the server's memory for its end."""
    with transaction.atomic():
        Citation.objects.update(source_id=0)
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        Writer(cursor, []).ask_keys_at_once()
    with pytest.raises(IntegrityError, match="foreign key"), transaction.atomic():
        Citation.objects.update(source_id=0)
