"""Every rule that a file can break is told with its sentence, its file, its row and its column."""

import pytest

from negotiations.exchange.columns import (
    DecimalColumn,
    ListColumn,
    ManyColumn,
    NumberColumn,
    OneOfColumn,
    ReferenceColumn,
    kind_of,
)
from negotiations.exchange.questions import Questions, rules_of_fields
from negotiations.exchange.sheets import SHEETS
from negotiations.fields import CleanText, DurationField, ImpreciseDateField, VocabularyField
from negotiations.models import KINDS
from negotiations.models.refusals import NO_CIRCLES, refusals

from .packages import everything

#: A rule, the table whose second row breaks it (or the row given), and the column told.
BROKEN = {
    "party_is_not_its_own_parent": ("parties", "slug,name,parent\nus,US,us\n", "parent"),
    "party_iso3_names_one_party": ("parties", "slug,name,iso3\nus,US,USA\nx,X,USA\n", "iso3", 3),
    "party_cow_names_one_party": ("parties", "slug,name,cow\nus,US,2\nx,X,2\n", "cow", 3),
    "party_gw_names_one_party": ("parties", "slug,name,gw\nus,US,2\nx,X,2\n", "gw", 3),
    "party_wikidata_names_one_party": (
        "parties",
        "slug,name,wikidata\nus,US,Q30\nx,X,Q30\n",
        "wikidata",
        3,
    ),
    "person_wikidata_names_one_person": (
        "people",
        "slug,name,wikidata\nkim,Kim,Q1\nx,X,Q1\n",
        "wikidata",
        3,
    ),
    "external_id_names_one_record": (
        "places",
        "slug,name,external_ids\nstockholm,S,geonames:1;x:2\np,P,geonames:1\n",
        "external_ids",
        3,
    ),
    "place_lies_on_the_globe": (
        "places",
        "slug,name,latitude,longitude\np,P,91,0\n",
        "latitude",
    ),
    "issue_is_not_its_own_parent": ("issues", "slug,label,parent\ni,I,i\n", "parent"),
    "process_is_not_its_own_parent": ("processes", "slug,title,parent\np,P,p\n", "parent"),
    "source_does_not_reprint_itself": ("sources", "slug,title,text_of\ns,S,s\n", "text_of"),
    "membership_is_in_one_process_or_coalition": (
        "memberships",
        "party,process,coalition\nus,summitry,dprk\n",
        "process",
    ),
    "membership_of_itself_is_refused": ("memberships", "party,coalition\nus,us\n", "coalition"),
    "membership_is_entered_once": (
        "memberships",
        "slug,party,process,role\na,us,summitry,side\n",
        "party",
    ),
    "event_is_not_part_of_itself": ("events", "slug,title,part_of\ntalks,T,talks\n", "part_of"),
    "event_duration_is_a_range": (
        "events",
        "slug,title,duration_hours_min,duration_hours_max\ntalks,T,8.5,8\n",
        "duration_hours_max",
    ),
    "event_is_cited_once_published": ("events", "slug,title\nnew,N\n", ""),
    "event_link_joins_two_events": (
        "event_links",
        "from_event,to_event,kind\ntalks,talks,follows\n",
        "to_event",
    ),
    "event_link_is_entered_once": (
        "event_links",
        "slug,from_event,to_event,kind\na,return,talks,resumes\n",
        "from_event",
    ),
    "participation_has_a_participant": ("participations", "event,role\ntalks,host\n", "party"),
    "participation_is_entered_once": (
        "participations",
        "slug,event,party,person,role\na,talks,,kim-myong-gil,host\nb,talks,,kim-myong-gil,host\n",
        "event",
        3,
    ),
    "participation_tenure_has_a_person": (
        "participations",
        "event,party,tenure\ntalks,dprk,kim-chief\n",
        "person",
    ),
    "participation_tenure_is_of_its_person": (
        "participations",
        "event,person,tenure\ntalks,biegun,kim-chief\n",
        "tenure",
    ),
    "participation_is_within_its_tenure": (
        "participations",
        "event,person,tenure\ntalks,kim-myong-gil,kim-early\n",
        "tenure",
    ),
    "offer_is_between_two_parties": (
        "offers",
        "slug,title,proposers,recipients\npackage,P,us,dprk;us\n",
        "recipients",
    ),
    "offer_in_reply_to_another_offer": (
        "offers",
        "slug,title,in_reply_to\npackage,P,package\n",
        "in_reply_to",
    ),
    "offer_revises_another_offer": ("offers", "slug,title,revises\npackage,P,package\n", "revises"),
    "offer_variant_of_another_offer": (
        "offers",
        "slug,title,variant_of\npackage,P,package\n",
        "variant_of",
    ),
    "offer_variant_is_of_a_root": (
        "offers",
        "slug,status,title,variant_of\na,draft,A,package\nb,draft,B,a\n",
        "variant_of",
        3,
    ),
    "offer_is_cited_once_published": ("offers", "slug,title\nnew,N\n", ""),
    "term_quantity_has_a_unit": ("terms", "slug,offer,action,quantity\nt,package,A,5\n", "unit"),
    "term_quantity_max_is_a_maximum": (
        "terms",
        "slug,offer,action,quantity,quantity_max,unit\nt,package,A,5,4,tonnes\n",
        "quantity_max",
    ),
    "term_duration_max_is_a_maximum": (
        "terms",
        "slug,offer,action,duration,duration_max\nt,package,A,P3Y,P18M\n",
        "duration_max",
    ),
    "term_does_not_depend_on_itself": (
        "terms",
        "slug,offer,action,depends_on\nt,package,A,t\n",
        "depends_on",
    ),
    "term_depends_on_a_term_of_its_offer": (
        "terms",
        "slug,offer,action,depends_on\nt,other,A,package--t1\n",
        "depends_on",
    ),
    "statement_is_cited_once_published": ("statements", "slug,text\nnew,N\n", ""),
    **{
        f"statement_{field}_another_statement": (
            "statements",
            f"slug,text,{field}\nst-kim,S,st-kim\n",
            field,
        )
        for field in ("part_of", "variant_of", "reply_to")
    },
    "statement_variant_is_of_no_variant": (
        "statements",
        "slug,status,text,variant_of\na,draft,A,st-kim\nb,draft,B,a\n",
        "variant_of",
        3,
    ),
    "statement_tenure_has_a_speaker": (
        "statements",
        "slug,text,tenure\nst-kim,S,kim-chief\n",
        "speaker",
    ),
    "statement_tenure_is_of_its_speaker": (
        "statements",
        "slug,text,speaker,tenure\nst-kim,S,biegun,kim-chief\n",
        "tenure",
    ),
    "statement_is_within_its_tenure": (
        "statements",
        "slug,text,date,speaker,tenure\nst-kim,S,2019-10-05,kim-myong-gil,kim-early\n",
        "tenure",
    ),
    "response_counters_with_another_offer": (
        "responses",
        "slug,offer,party,counter_offer\nr,package,us,package\n",
        "counter_offer",
    ),
    "agreement_is_cited_once_published": ("agreements", "slug,title\nnew,N\n", ""),
    **{
        f"agreement_{field}_another_agreement": (
            "agreements",
            f"slug,title,{field}\nframework,F,framework\n",
            field,
        )
        for field in ("renews", "replaces")
    },
    "commitment_quantity_has_a_unit": (
        "commitments",
        "slug,agreement,action,quantity\nc,framework,A,5\n",
        "unit",
    ),
    "commitment_quantity_max_is_a_maximum": (
        "commitments",
        "slug,agreement,action,quantity,quantity_max,unit\nc,framework,A,5,4,tonnes\n",
        "quantity_max",
    ),
    **{
        f"commitment_{field}_another_commitment": (
            "commitments",
            f"slug,agreement,action,{field}\nc,framework,A,c\n",
            field,
        )
        for field in ("depends_on", "variant_of")
    },
    "commitment_depends_on_one_of_its_agreement": (
        "commitments",
        "slug,agreement,action,depends_on\nc,other,A,framework--c1\n",
        "depends_on",
    ),
    "commitment_variant_is_of_no_variant": (
        "commitments",
        "slug,agreement,action,variant_of\na,framework,A,framework--c1\nb,framework,B,a\n",
        "variant_of",
        3,
    ),
    "claim_has_one_holder": (
        "claims",
        "slug,point,holder\nhow-long--p1,how-long,party:us;source:wpr\n",
        "holder",
    ),
    "claim_is_cited_once_published": ("claims", "slug,point,holder\nnew,how-long,party:us\n", ""),
    "claim_silence_could_be_known": (
        "claims",
        "slug,point,holder,stance\nhow-long--p1,how-long,party:us,silent\n",
        "stance",
    ),
    "published_record_never_returns_to_draft": (
        "places",
        "slug,status,name\nstockholm,draft,Stockholm\n",
        "status",
    ),
}

#: What rows of other kinds the broken ones lean on.
BESIDE = {
    "people": "slug,name\nkim-myong-gil,Kim\nbiegun,Stephen Biegun\n",
    "tenures": "slug,person,party,title,date\nkim-early,kim-myong-gil,dprk,Clerk,1990/1995\n",
    "offers": "slug,status,title\nother,draft,Another\n",
    "agreements": "slug,status,title\nother,draft,Another\n",
}

#: What no file can break, and why.
OUT_OF_REACH = {
    "one cell names one": {
        f"{kind}_is_told_by_one"
        for kind in ("participation", "offer", "term", "response", "commitment", "fulfilment")
    }
    | {"citation_has_one_target", "point_has_one_target", "fulfilment_has_one_target"},
    "the field says it first, of the cell alone": {"statement_tone_is_on_the_scale"},
    "the slug is the key by which rows are matched": {
        name for name in refusals() if name.endswith("_slug_key")
    }
    | {"slug_is_fixed_once_published"},
    "no file brings snapshots": {"snapshot_is_named_by_a_sum", "snapshot_has_a_sum"},
    "the database fills these columns itself": {
        name for name in refusals() if "_copies_" in name or "_with_its_" in name
    },
    "a circle has more rows than one, each of them told": {
        refusal.constraint for refusal in NO_CIRCLES.values()
    },
    "an import neither deletes nor states versions nor touches history or users": {
        "published_record_is_withdrawn_not_deleted",
        "version_is_the_present_one",
        "history_is_append_only",
        "record_keeps_its_number",
        "changeset_is_never_changed",
        "negotiations_changeset_seq_key",
        "public_change_is_never_changed",
        "public_change_is_told_once",
        "negotiations_user_username_key",
    },
}


def test_every_rule_is_broken_here_or_is_out_of_reach():
    of_fields = set().union(*(rules_of_fields(model) for model in KINDS))
    out_of_reach = set().union(*OUT_OF_REACH.values())
    assert set(refusals()) - of_fields - out_of_reach == set(BROKEN)


@pytest.mark.parametrize("rule", BROKEN)
def test_a_broken_rule_is_told_at_its_place(imported, sound_throughout, rule):
    name, table, column, row = (*BROKEN[rule], 2)[:4]
    beside = {other: rows for other, rows in BESIDE.items() if other != name}
    # Something else is wrong as well: what only the database refuses, in writing, is told too late.
    elsewhere = "places" if name == "issues" else "issues"
    before = everything()

    findings = imported(
        {**beside, name: table, elsewhere: "slug\nNo slug\n"}, status=stated(rule)
    ).findings
    (finding,) = (found for found in findings if found.file != f"{elsewhere}.csv")

    assert len(findings) == 2
    assert finding.reason.startswith(refusals()[rule].message)
    assert (finding.file, finding.row, finding.column) == (f"{name}.csv", row, column)
    assert everything() == before


@pytest.mark.parametrize("kind", NO_CIRCLES)
def test_a_circle_is_told_at_each_of_its_rows_and_not_below_it(imported, sound_throughout, kind):
    column = NO_CIRCLES[kind].field
    (name,) = (name for name, sheet in SHEETS.items() if kind_of(sheet.model) == kind)
    title = {"party": "name", "issue": "label", "statement": "text"}.get(kind, "title")
    rows = f"slug,{title},{column}\na,A,c\nb,B,a\nc,C,b\nbelow,D,a\nabove,E,\n"

    findings = imported({name: rows}, status="draft").findings

    assert [(found.row, found.column, found.value) for found in findings] == [
        (2, column, "c"),
        (3, column, "a"),
        (4, column, "b"),
    ]
    assert {found.reason for found in findings} == {NO_CIRCLES[kind].message}


def stated(rule):
    return "published" if "published" in rule or "silence" in rule else None


@pytest.mark.parametrize("name", SHEETS)
def test_a_broken_cell_is_told_in_every_column(imported, sound_throughout, name):
    columns = SHEETS[name].columns.values()
    broken = {column.name: broken_cell(column) for column in columns}
    header, cells = ",".join(broken), ",".join(broken.values())

    findings = imported({name: f"{header}\n{cells}\n"}).findings

    told = {finding.column for finding in findings}
    assert {(finding.file, finding.row) for finding in findings} == {(f"{name}.csv", 2)}
    assert told == set(broken)


def broken_cell(column):
    """A cell that the column's field refuses, without comma or quote."""
    if isinstance(column, NumberColumn | DecimalColumn):
        return "many"
    if isinstance(column, OneOfColumn | ReferenceColumn | ManyColumn):
        return "nothing such"
    if isinstance(column, ListColumn):
        return "A;A"
    if isinstance(column.field, CleanText):
        return "\x1b"
    assert isinstance(column.field, VocabularyField | ImpreciseDateField | DurationField) or (
        column.name == "slug"
    )
    return "No Such_Thing"


def test_a_rule_that_only_the_writing_tells_is_located(imported, sound_throughout, monkeypatch):
    """The last resort: what no question asked is refused by the database itself."""
    monkeypatch.setattr("negotiations.exchange.questions.Questions.ask", lambda self: None)
    before = everything()
    tables = {"events": "slug,title,part_of\nnew,New,\ntalks,Talks,talks\n"}

    (finding,) = imported(tables).findings

    assert (finding.file, finding.row, finding.column) == ("events.csv", 3, "part_of")
    assert everything() == before


def test_a_key_that_only_the_writing_tells_is_located(imported, sound_throughout, monkeypatch):
    monkeypatch.setattr("negotiations.exchange.questions.Questions.ask", lambda self: None)
    tables = {
        "offers": "slug,title\nother,Other\n",
        "terms": "slug,offer,action,depends_on\nu,package,B,\nt,other,A,package--t1\n",
    }
    (finding,) = imported(tables).findings
    assert (finding.file, finding.row, finding.column) == ("terms.csv", 3, "depends_on")


@pytest.mark.parametrize("rule", BROKEN)
def test_what_nobody_asked_the_database_refuses(imported, sound_throughout, rule, monkeypatch):
    """Two imports at once, or a rule that was forgotten: nothing is written, and it is told."""
    monkeypatch.setattr(Questions, "ask", lambda questions: None)
    name, table, *_ = BROKEN[rule]
    beside = {other: rows for other, rows in BESIDE.items() if other != name}
    before = everything()

    findings = imported({**beside, name: table}, status=stated(rule)).findings

    assert any(found.reason.startswith(refusals()[rule].message) for found in findings)
    # The database does not always say of which row it speaks.
    assert {found.file for found in findings} <= {f"{name}.csv", ""}
    assert everything() == before
