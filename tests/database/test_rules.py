"""Every rule of the database is violated here through SQL, and its sentence and field are found.

Rules that a field brings with it are violated by a bad value of that field, generated from the
rule's claim; the others have a line each. A rule without a violation fails the first test.
"""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from negotiations.models import KINDS, Changeset, PublicChange
from negotiations.models.refusals import refusals
from negotiations.rules import Rule
from tests.database.breaking import ask_deferred_rules, execute, update, violated
from tests.factories import build, make, publish

BAD_VALUES = {
    "is_clean": "bell \x07",
    "is_given": " ",
    "is_well_formed": "<not a form>",
    "is_in_the_vocabulary": "no-such-word",
    "is_in_the_subset": "2019-10-05/2019-10-04",
    "is_a_clean_list": ["twice", "twice"],
    "is_a_duration": "-P3Y",
}
FIELD_RULES = {
    rule.name: (model, rule.field, BAD_VALUES[rule.name.partition(f"{rule.field}_")[2]])
    for model in KINDS
    for rule in model._meta.constraints
    if isinstance(rule, Rule) and rule.name.partition(f"{rule.field}_")[2] in BAD_VALUES
}


def same_key_twice(kind, *columns):
    first = make(kind)
    second = make(kind, **NEEDED_APART.get(kind, dict)())
    update(second, **{column: getattr(first, column) for column in columns})


NEEDED_APART = {
    "Membership": lambda: {"process": make("Process")},
    "Participation": lambda: {"event": make("Event")},
    "EventLink": lambda: {"kind": "prepares"},
}


def itself(kind, column):
    def break_rule():
        row = make(kind)
        update(row, **{column: row.pk})

    return break_rule


def circle(kind, column):
    def break_rule():
        inner = make(kind)
        middle = make(kind, **{column: inner.pk})
        update(inner, **{column: make(kind, **{column: middle.pk}).pk})
        ask_deferred_rules()

    return break_rule


def two_tellers(kind):
    def break_rule():
        update(
            make(kind),
            according_to_party_id=make("Party").pk,
            according_to_source_id=make("Source").pk,
        )

    return break_rule


def variant_of_a_variant(kind):
    def break_rule():
        root = make(kind)
        variant = make(kind, variant_of=root)
        make(kind, variant_of=variant)

    return break_rule


def depends_elsewhere(kind):
    def break_rule():
        make(kind, depends_on=make(kind))

    return break_rule


def published_without_citation(kind):
    def break_rule():
        make(kind, status="published")

    return break_rule


def shared_code(kind, /, **given):
    def break_rule():
        make(kind, **given)
        make(kind, **given)

    return break_rule


def tenure_of_somebody_else(kind, person):
    def break_rule():
        make(kind, tenure=make("Tenure"), **{person: make("Person")})

    return break_rule


def outside_tenure(kind, person, /, **given):
    def break_rule():
        tenure = make("Tenure", date="2001/2003")
        make(kind, tenure=tenure, **{person: tenure.person}, **given)

    return break_rule


def wrong_copy(kind, person, column):
    """A copy that is not the target's value can only come about past the trigger that fills it."""

    def break_rule():
        tenure = make("Tenure", date="2001/2003")
        row = make(kind, tenure=tenure, **{person: tenure.person})
        ask_deferred_rules()
        trigger = "copy_event_bounds" if column.startswith("event") else "copy_tenure_bounds"
        execute(f"alter table {row._meta.db_table} disable trigger {trigger}")
        update(row, **{column: "2002-05-05"})

    return break_rule


def offer_to_itself():
    party = make("Party")
    offer = make("Offer", kind="proposal")
    offer.proposers.add(party)
    offer.recipients.add(party)


def side_with_a_wrong_copy():
    offer = make("Offer", kind="proposal")
    offer.proposers.add(make("Party"))
    execute("update negotiations_offerside set is_joint = true where offer_id = %s", offer.pk)


def stale_version():
    event = make("Event")
    update(event, title="First")
    update(event, title="Second", version=1)


def silence_from_an_excerpt():
    claim = make("Claim", stance="silent", statement=make("Statement", complete="no"))
    publish(claim)


def change_history():
    make("Party")
    execute("update history.negotiations_party set name = 'Another'")


def tell(**given):
    changeset, _ = Changeset.objects.get_or_create(pk=0, channel="sql")
    entry = {"seq": 1, "kind": "party", "record_id": 1, "slug": "us", "change": "updated"}
    return PublicChange.objects.create(**{**entry, "changeset": changeset, **given})


def tell_twice():
    tell()
    tell(seq=2)


def change_what_was_told():
    tell()
    execute("update negotiations_publicchange set slug = 'dprk'")


def change_changeset():
    make("Party")
    execute("update negotiations_changeset set channel = 'api'")


def two_with_one_identifier():
    make("Event", external_ids=["ucdp:1"])
    make("Event", external_ids=["ucdp:1"])


VIOLATIONS = {
    "place_lies_on_the_globe": lambda: update(make("Place"), latitude=91, longitude=0),
    **{
        f"party_{code}_names_one_party": shared_code("Party", **{code: value})
        for code, value in {"iso3": "SWE", "cow": "380", "gw": "380", "wikidata": "Q34"}.items()
    },
    "party_is_in_no_circle_of_parents": circle("Party", "parent_id"),
    "process_is_in_no_circle_of_parents": circle("Process", "parent_id"),
    "issue_is_in_no_circle_of_parents": circle("Issue", "parent_id"),
    "event_is_in_no_circle_of_parts": circle("Event", "part_of_id"),
    "statement_is_in_no_circle_of_excerpts": circle("Statement", "part_of_id"),
    "source_is_in_no_circle_of_reprints": circle("Source", "text_of_id"),
    "party_is_not_its_own_parent": itself("Party", "parent_id"),
    "person_wikidata_names_one_person": shared_code("Person", wikidata="Q1"),
    "source_does_not_reprint_itself": itself("Source", "text_of_id"),
    "issue_is_not_its_own_parent": itself("Issue", "parent_id"),
    "process_is_not_its_own_parent": itself("Process", "parent_id"),
    "membership_is_in_one_process_or_coalition": lambda: update(
        make("Membership"), coalition_id=make("Party").pk
    ),
    "membership_of_itself_is_refused": lambda: (
        lambda party: make("Membership", party=party, process=None, coalition=party)
    )(make("Party")),
    "membership_is_entered_once": lambda: same_key_twice("Membership", "party_id", "process_id"),
    "event_is_not_part_of_itself": itself("Event", "part_of_id"),
    "event_duration_is_a_range": lambda: update(
        make("Event"), duration_hours_min=9, duration_hours_max=8
    ),
    "event_link_joins_two_events": lambda: (
        lambda event: make("EventLink", from_event=event, to_event=event)
    )(make("Event")),
    "event_link_is_entered_once": lambda: same_key_twice(
        "EventLink", "from_event_id", "to_event_id", "kind"
    ),
    "participation_is_told_by_one": two_tellers("Participation"),
    "participation_has_a_participant": lambda: update(make("Participation"), party_id=None),
    "participation_is_entered_once": lambda: same_key_twice(
        "Participation", "event_id", "party_id"
    ),
    "participation_tenure_has_a_person": lambda: make("Participation", tenure=make("Tenure")),
    "participation_tenure_is_of_its_person": tenure_of_somebody_else("Participation", "person"),
    "participation_copies_event_bounds": wrong_copy("Participation", "person", "event_earliest"),
    "participation_copies_tenure_bounds": wrong_copy("Participation", "person", "tenure_earliest"),
    "participation_is_within_its_tenure": lambda: outside_tenure(
        "Participation", "person", event=make("Event", date="2019-10-05")
    )(),
    "offer_is_told_by_one": two_tellers("Offer"),
    "offer_in_reply_to_another_offer": itself("Offer", "in_reply_to_id"),
    "offer_revises_another_offer": itself("Offer", "revises_id"),
    "offer_variant_of_another_offer": itself("Offer", "variant_of_id"),
    "offer_variant_is_of_a_root": variant_of_a_variant("Offer"),
    "offer_is_between_two_parties": offer_to_itself,
    "offer_side_copies_joint": side_with_a_wrong_copy,
    **{
        f"{kind.lower()}_{claim}": (lambda kind=kind, values=values: update(make(kind), **values))
        for kind in ("Term", "Commitment")
        for claim, values in {
            "quantity_has_a_unit": {"quantity": 3},
            "quantity_max_is_a_maximum": {"quantity": 3, "quantity_max": 2, "unit": "tonnes"},
        }.items()
    },
    "term_is_told_by_one": two_tellers("Term"),
    "term_depends_on_a_term_of_its_offer": depends_elsewhere("Term"),
    "term_does_not_depend_on_itself": itself("Term", "depends_on_id"),
    "term_duration_max_is_a_maximum": lambda: update(
        make("Term"), duration="P3Y", duration_max="P18M"
    ),
    "statement_part_of_another_statement": itself("Statement", "part_of_id"),
    "statement_variant_of_another_statement": itself("Statement", "variant_of_id"),
    "statement_reply_to_another_statement": itself("Statement", "reply_to_id"),
    "statement_variant_is_of_no_variant": variant_of_a_variant("Statement"),
    "statement_tenure_has_a_speaker": lambda: make("Statement", tenure=make("Tenure")),
    "statement_tenure_is_of_its_speaker": tenure_of_somebody_else("Statement", "speaker"),
    "statement_copies_tenure_bounds": wrong_copy("Statement", "speaker", "tenure_latest"),
    "statement_is_within_its_tenure": outside_tenure("Statement", "speaker", date="2019-10-05"),
    "statement_tone_is_on_the_scale": lambda: update(make("Statement"), tone=3),
    "response_is_told_by_one": two_tellers("Response"),
    "response_counters_with_another_offer": lambda: (
        lambda offer: make("Response", offer=offer, counter_offer=offer)
    )(make("Offer")),
    "agreement_renews_another_agreement": itself("Agreement", "renews_id"),
    "agreement_replaces_another_agreement": itself("Agreement", "replaces_id"),
    "commitment_is_told_by_one": two_tellers("Commitment"),
    "commitment_depends_on_one_of_its_agreement": depends_elsewhere("Commitment"),
    "commitment_depends_on_another_commitment": itself("Commitment", "depends_on_id"),
    "commitment_variant_of_another_commitment": itself("Commitment", "variant_of_id"),
    "commitment_variant_is_of_no_variant": variant_of_a_variant("Commitment"),
    "fulfilment_is_told_by_one": two_tellers("Fulfilment"),
    "fulfilment_has_one_target": lambda: update(make("Fulfilment"), term_id=make("Term").pk),
    "point_has_one_target": lambda: update(make("Point"), event_id=None),
    "claim_has_one_holder": lambda: update(make("Claim"), source_id=make("Source").pk),
    "claim_silence_could_be_known": silence_from_an_excerpt,
    "citation_has_one_target": lambda: update(make("Citation"), event_id=None),
    **{
        f"{kind.lower()}_is_cited_once_published": published_without_citation(kind)
        for kind in ("Event", "Statement", "Claim", "Offer", "Agreement")
    },
    **{
        f"{model._meta.db_table}_slug_key": (
            lambda kind=model.__name__: (make(kind, slug="same"), make(kind, slug="same"))
        )
        for model in KINDS
    },
    "version_is_the_present_one": stale_version,
    "slug_is_fixed_once_published": lambda: update(publish(make("Event")), slug="another"),
    "published_record_never_returns_to_draft": lambda: update(
        publish(make("Event")), status="draft"
    ),
    "published_record_is_withdrawn_not_deleted": lambda: execute(
        "delete from negotiations_party where id = %s", make("Party", status="published").pk
    ),
    "history_is_append_only": change_history,
    "record_keeps_its_number": lambda: update(make("Event"), id=2_000_000_000),
    "changeset_is_never_changed": change_changeset,
    "public_change_is_never_changed": change_what_was_told,
    "public_change_is_told_once": tell_twice,
    "external_id_names_one_record": two_with_one_identifier,
}
#: Keys that only serve composed keys: what they forbid, a primary key forbids already.
SERVING = {
    name
    for name in refusals()
    if name.endswith(
        (
            "_with_its_bounds",
            "_with_its_person",
            "_with_its_offer",
            "_with_its_agreement",
            "_as_root",
            "_as_joint",
        )
    )
}
OTHER_TABLES = {
    name
    for name in refusals()
    if name.startswith(("negotiations_user", "negotiations_changeset", "snapshot_"))
}


def test_every_rule_is_violated_here():
    assert set(refusals()) - SERVING - OTHER_TABLES == set(VIOLATIONS) | set(FIELD_RULES)


def test_every_check_of_the_database_has_a_sentence(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "select conname from pg_constraint where connamespace = 'public'::regnamespace "
            "and contype in ('c', 'x', 't') and conrelid::regclass::text like 'negotiations_%' "
            "and conname not like '%_check'"
        )
        named = {name for (name,) in cursor.fetchall()}
    speaking_for_others = {name for name in named if "_stays_cited_by_what_" in name}
    numbering = {"number_changeset", "number_changeset_again"}
    assert named - numbering - speaking_for_others <= set(refusals())


@pytest.mark.parametrize("name", VIOLATIONS)
def test_the_database_refuses(name, db):
    refusal = violated(VIOLATIONS[name])
    assert refusal.constraint == name
    assert refusal.message.endswith(".")


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_the_database_refuses_a_bad_value_in_any_field(model, db):
    row = make(model.__name__)
    rules = {name: rule for name, rule in FIELD_RULES.items() if rule[0] is model}
    for name, (_, field, value) in rules.items():
        refusal = violated(lambda field=field, value=value: update(row, **{field: value}))
        assert refusal.constraint == name
        assert refusal.field == field


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_a_form_names_the_field_of_a_bad_value(model, db):
    rules = {name: rule for name, rule in FIELD_RULES.items() if rule[0] is model}
    for _, field, value in rules.values():
        row = build(model.__name__, **{field: value})
        with pytest.raises(ValidationError) as refused:
            row.clean_fields()
        assert field in refused.value.message_dict


def test_a_joint_undertaking_may_stand_on_both_sides(db):
    party = make("Party")
    offer = make("Offer", kind="joint_undertaking")
    offer.proposers.add(party)
    offer.recipients.add(party)
    assert violated(lambda: update(offer, kind="proposal")).constraint == (
        "offer_is_between_two_parties"
    )


@pytest.mark.parametrize("text", ["e\N{COMBINING ACUTE ACCENT}tat", "tab\there", "bell\x7f"])
def test_text_outside_nfc_or_with_control_characters_is_refused(text, db):
    event = make("Event")
    assert violated(lambda: update(event, title=text)).constraint == "event_title_is_clean"


def test_newlines_are_welcome_in_long_texts_only(db):
    event = make("Event")
    update(event, summary="One.\nTwo.")
    assert violated(lambda: update(event, title="One\nTwo")).constraint == "event_title_is_clean"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://example.org", "http://a b"])
def test_a_source_leads_to_the_web_only(address, db):
    source = make("Source", url="https://example.org/page?x=1")
    assert violated(lambda: update(source, url=address)).constraint == "source_url_is_well_formed"


def test_what_others_refer_to_cannot_be_deleted(db):
    event = make("Event")
    make("Participation", event=event)
    refusal = violated(lambda: execute("delete from negotiations_event where id = %s", event.pk))
    assert "refer" in refusal.message


@pytest.mark.parametrize("half", [{"latitude": 59}, {"longitude": 18}])
def test_half_a_place_is_no_place(half, db):
    place = make("Place")
    assert violated(lambda: update(place, **half)).constraint == "place_lies_on_the_globe"


def test_a_withdrawn_row_leaves_its_key_to_another(db):
    first = make("Participation", status="published")
    update(first, status="withdrawn")
    again = make("Participation", event=first.event, party=first.party)
    assert again.pk != first.pk


def test_another_teller_may_tell_the_same_participation(db):
    first = make("Participation", according_to_source=make("Source"))
    make("Participation", event=first.event, party=first.party)
    assert type(first).objects.count() == 2


def test_silence_is_accepted_from_a_complete_statement(db):
    claim = make("Claim", stance="silent", statement=make("Statement", complete="yes"))
    publish(claim)
    ask_deferred_rules()
    assert claim.version == 2


def test_an_unknown_date_of_a_tenure_excludes_nothing(db):
    tenure = make("Tenure", date="")
    row = make("Statement", tenure=tenure, speaker=tenure.person, date="2019-10-05")
    assert row.version == 1
