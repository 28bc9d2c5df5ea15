"""For each check of the integrity report: rows it must find, and their sound neighbours.

A case is (code, doubtful, sound): both build records; `doubtful` answers the one that is found.
"""

from datetime import date, timedelta

from tests.factories import make
from tests.reports.integrity_rows import (
    acceptances,
    acceptances_of,
    answered,
    cited_by,
    claim,
    commitments,
    in_a_process,
    in_office,
    in_process,
    issue_below,
    kept,
    kept_in_a_telling,
    kept_term,
    life_of_a_promise,
    link,
    of_hidden_source,
    offer_in_agreement,
    point_with,
    put,
    quotation,
    silence,
    speaking_in_office,
    telling,
    told_acceptance,
    two,
    two_meetings,
    used_issue,
    with_list,
)

TOMORROW = (date.today() + timedelta(days=1)).isoformat()
CHOICE = {"answer_type": "choice", "answers": ["good=Good", "bad=Bad"]}
CASES = [
    # Events
    (
        "still-planned",
        lambda: make("Event", occurrence="scheduled", date="2019-10"),
        lambda: make("Event", occurrence="cancelled", date="2019-10"),
    ),
    (
        "still-planned",
        lambda: make("Event", occurrence="proposed", date="2019-10-05"),
        lambda: make("Event", occurrence="proposed", date=f"2019-10-05/{TOMORROW}"),
    ),
    (
        "held-in-future",
        lambda: make("Event", occurrence="held", date=TOMORROW),
        lambda: make("Event", occurrence="scheduled", date=TOMORROW),
    ),
    (
        "held-in-future",
        lambda: make("Event", occurrence="held", date=f"{TOMORROW}/.."),
        lambda: make("Event", occurrence="held", date=""),
    ),
    (
        "part-outside-event",
        lambda: make(
            "Event", date="2019-10-06", part_of=make("Event", date="2019-10-04/2019-10-05")
        ),
        lambda: make(
            "Event", date="2019-10-05", part_of=make("Event", date="2019-10-04/2019-10-05")
        ),
    ),
    (
        "part-outside-event",
        lambda: make(
            "Event", date="2019-10-05/2019-10-06", part_of=make("Event", date="2019-10-05")
        ),
        lambda: make("Event", date="2019-10", part_of=make("Event", date="2019-10-05")),
    ),
    (
        "event-outside-process",
        lambda: in_process("2019-10-05", "2018"),
        lambda: in_process("2019-10-05", "2018/2019"),
    ),
    (
        "event-outside-process",
        lambda: in_process("2017/2018-02", "2018/2019") and in_process("2016", "2018/.."),
        lambda: in_process("2025", "2018/.."),
    ),
    (
        "link-runs-backwards",
        lambda: link("answers", "2019-10-01", "2019-10-05"),
        lambda: link("answers", "2019-10-05", "2019-10-01"),
    ),
    (
        "link-runs-backwards",
        lambda: link("prepares", "2019-10-05", "2019-10-01"),
        lambda: link("prepares", "2019-10-01", "2019-10-05"),
    ),
    (
        "link-runs-backwards",
        lambda: link("follows", "2019-10-03", "2019-10-05"),
        lambda: link("follows", "2019-10-04", "2019-10-05"),
    ),
    (
        "link-runs-backwards",
        lambda: link("implements", "2019-09", "2019-10-05"),
        lambda: link("cancels", "2019-09", "2019-10-05", occurrence="cancelled"),
    ),
    (
        "link-runs-backwards",
        lambda: link("answers", "2019-09", "2019-10-05", occurrence="held"),
        lambda: link("answers", "2019-09", "2019-10-05", occurrence="declined"),
    ),
    # Participation
    (
        "attended-not-held",
        lambda: make(
            "Participation", attendance="attended", event=make("Event", occurrence="lapsed")
        ),
        lambda: make(
            "Participation", attendance="expected", event=make("Event", occurrence="lapsed")
        ),
    ),
    (
        "attended-not-held",
        lambda: make(
            "Participation", attendance="walked_out", event=make("Event", occurrence="declined")
        ),
        lambda: make(
            "Participation", attendance="walked_out", event=make("Event", occurrence="held")
        ),
    ),
    (
        "participation-outside-attested",
        lambda: in_office("2019-10-05", attested="2018/2019-09"),
        lambda: in_office("2019-10-05", attested="2018/2019-10"),
    ),
    (
        "participation-outside-attested",
        lambda: in_office("2019-10-05", attested="2018", date="2018/.."),
        lambda: in_office("2019-10-05", attested="2018", date="2018-01-01/2020-01-01"),
    ),
    (
        "statement-outside-attested",
        lambda: speaking_in_office("2017-10-05", attested="2018/2019"),
        lambda: speaking_in_office("2018-10-05", attested="2018/2019"),
    ),
    (
        "tenure-outside-party",
        lambda: make("Tenure", party=make("Party", date="1995/2006"), attested="2008"),
        lambda: make("Tenure", party=make("Party", date="1995/2006"), attested="2006"),
    ),
    # Statements
    (
        "said-on-another-day",
        lambda: make("Statement", date="2019-10-06", said_at=make("Event", date="2019-10-05")),
        lambda: make(
            "Statement", date="2019-10-05", said_at=make("Event", date="2019-10-04/2019-10-05")
        ),
    ),
    (
        "excerpt-outside-act",
        lambda: make("Statement", date="2019-10-06", part_of=make("Statement", date="2019-10-05")),
        lambda: make("Statement", date="2019-10", part_of=make("Statement", date="2019-10-05")),
    ),
    (
        "excerpt-outside-act",
        lambda: make(
            "Statement", date="2019-10-06", variant_of=make("Statement", date="2019-10-05")
        ),
        lambda: make(
            "Statement", date="2019-10-05", variant_of=make("Statement", date="2019-10-05")
        ),
    ),
    (
        "reply-before-its-cause",
        lambda: make("Statement", date="2019-10-01", reply_to=make("Statement", date="2019-10-05")),
        lambda: make("Statement", date="2019-10-05", reply_to=make("Statement", date="2019-10-05")),
    ),
    (
        "reply-before-its-cause",
        lambda: make("Offer", date="2019-09", in_reply_to=make("Offer", date="2019-10-05")),
        lambda: make("Offer", date="2019-10", in_reply_to=make("Offer", date="2019-10-05")),
    ),
    (
        "reply-before-its-cause",
        lambda: make("Agreement", date="1992", renews=make("Agreement", date="1994")),
        lambda: make("Agreement", date="1995", renews=make("Agreement", date="1994")),
    ),
    ("quotation-without-locator", lambda: quotation(locator=""), lambda: quotation(locator="p. 3")),
    ("quotation-without-locator", lambda: quotation(), lambda: quotation("paraphrase")),
    # Offers
    (
        "answer-before-offer",
        lambda: make("Response", date="2019-10-01", offer=make("Offer", date="2019-10-05")),
        lambda: make("Response", date="2019-10-04", offer=make("Offer", date="2019-10-05")),
    ),
    (
        "answer-before-offer",
        lambda: make("Response", date="2018", offer=make("Offer", date="2019-10-05/..")),
        lambda: make("Response", date="2018", offer=make("Offer", date="")),
    ),
    (
        "accepted-twice",
        lambda: acceptances(("accepts", "2019-10-05"), ("accepts", "2019-11")),
        lambda: acceptances(("accepts_in_principle", "2019-10-05"), ("accepts", "2019-11")),
    ),
    (
        "accepted-twice",
        lambda: acceptances(("accepts", ""), ("accepts", "")),
        lambda: acceptances(
            ("accepts", "2018"), ("withdraws_acceptance", "2019"), ("accepts", "2020")
        ),
    ),
    ("accepted-twice", lambda: acceptances_of([1, 2], [2, 3]), lambda: acceptances_of([1], [2, 3])),
    (
        "accepted-twice",
        lambda: acceptances_of([1], []),
        lambda: told_acceptance(make("Party"), None),
    ),
    ("telling-outside-offer", lambda: telling(date="2019-10-02"), lambda: telling(date="2019-10")),
    ("telling-tells-nothing", lambda: telling(), lambda: telling(summary="To lift sanctions")),
    ("telling-tells-nothing", lambda: telling(), lambda: make("Term", offer=telling())),
    ("offer-without-terms", lambda: make("Offer"), lambda: make("Term")),
    ("offer-without-terms", lambda: make("Offer"), lambda: make("Term", offer=telling())),
    ("offer-without-terms", lambda: make("Offer"), lambda: make("Offer", proposes=make("Event"))),
    ("unanswered-offer", lambda: put(), lambda: make("Offer", put="floated")),
    ("unanswered-offer", lambda: put(), lambda: answered(put())),
    ("unanswered-offer", lambda: put(), lambda: answered(telling(put()))),
    ("unanswered-offer", lambda: put(), lambda: make("Offer", in_reply_to=put())),
    ("unanswered-offer", lambda: put(), lambda: make("Offer", revises=put())),
    ("unanswered-offer", lambda: put(), offer_in_agreement),
    ("unanswered-offer", lambda: put(expires=TOMORROW), lambda: put(expires="2019")),
    (
        "unanswered-offer",
        lambda: put(proposes=make("Event")),
        lambda: put(proposes=make("Event", occurrence="lapsed")),
    ),
    ("unanswered-offer", lambda: put(kind="demand"), lambda: put(kind="unilateral_step")),
    # Agreements
    (
        "kept-before-promised",
        lambda: kept("1994-10", "1994-09"),
        lambda: kept("1994-10", "1994-10-21"),
    ),
    (
        "kept-before-promised",
        lambda: kept_term("2018-04", "2018-03"),
        lambda: kept_term("2018-04", "2018-05"),
    ),
    (
        "kept-after-renounced",
        lambda: life_of_a_promise("3", "renounced", "2"),
        lambda: life_of_a_promise("3", "suspended", "2"),
    ),
    (
        "kept-after-renounced",
        lambda: life_of_a_promise("renounced", "3", renewed="1999"),
        lambda: life_of_a_promise("renounced", "3", renewed="2001"),
    ),
    (
        "kept-after-renounced",
        lambda: life_of_a_promise("renounced", "0", "1"),
        lambda: life_of_a_promise("3", "renounced", "0", "breached"),
    ),
    ("agreement-without-commitments", lambda: make("Agreement"), lambda: make("Commitment")),
    ("keeping-unknown", lambda: commitments(True, False), lambda: commitments(True, True)),
    ("keeping-unknown", lambda: commitments(False), kept_in_a_telling),
    # Points
    ("silence-unknowable", lambda: silence(), lambda: silence(extent_read="full")),
    (
        "silence-unknowable",
        lambda: silence(extent_read="part"),
        lambda: silence(make("Statement", complete="yes")),
    ),
    (
        "silence-unknowable",
        lambda: silence(make("Statement")),
        lambda: make("Claim", stance="asserts"),
    ),
    ("unreadable-answer", lambda: claim("fine", **CHOICE), lambda: claim("good;bad", **CHOICE)),
    (
        "unreadable-answer",
        lambda: claim("maybe", answer_type="yes_no"),
        lambda: claim("yes", answer_type="yes_no"),
    ),
    (
        "unreadable-answer",
        lambda: claim("8 hours", answer_type="number"),
        lambda: claim("8..", answer_type="number"),
    ),
    ("claim-without-position", lambda: claim("good", stance=""), lambda: claim("good")),
    ("claim-without-position", lambda: claim("", "denies"), lambda: claim("", "silent")),
    ("point-without-accounts", lambda: point_with("draft"), lambda: point_with("draft", "draft")),
    (
        "point-without-accounts",
        lambda: point_with("draft", "withdrawn"),
        lambda: point_with("in_review", "draft"),
    ),
    ("point-without-form", lambda: make("Point"), lambda: make("Point", answer_type="date")),
    (
        "point-without-form",
        lambda: make("Point", answer_type="choice"),
        lambda: make("Point", **CHOICE),
    ),
    # Sources
    (
        "cites-hidden-source",
        lambda: of_hidden_source("published", "draft"),
        lambda: of_hidden_source("published", "published"),
    ),
    (
        "cites-hidden-source",
        lambda: of_hidden_source("published", "withdrawn"),
        lambda: of_hidden_source("draft", "draft"),
    ),
    (
        "only-unseen-sources",
        lambda: cited_by({"carrier": "not_seen"}, {"carrier": "not_seen"}),
        lambda: cited_by({"carrier": "not_seen"}, {}),
    ),
    ("only-unseen-sources", lambda: cited_by({"carrier": "not_seen"}), lambda: make("Event")),
    (
        "only-undated-sources",
        lambda: cited_by({}, {}),
        lambda: cited_by({}, {"published_on": "2019"}),
    ),
    # Doubles
    ("same-event", two_meetings, lambda: two_meetings({"kind": "weapons_test"})),
    (
        "same-event",
        lambda: two_meetings({"kind": "meeting"}),
        lambda: two_meetings({"date": "2019-10-06"}),
    ),
    (
        "same-event",
        lambda: two_meetings({"time": "09:00Z"}),
        lambda: two_meetings({"time": "09:00Z"}, {"time": "14:00Z"}),
    ),
    ("same-event", two_meetings, lambda: two_meetings(second={"inside": True})),
    ("same-event", two_meetings, lambda: two_meetings(link=True)),
    ("same-event", two_meetings, lambda: two_meetings(who=())),
    (
        "same-person",
        lambda: two("Person", {"name": "Kim Kye-gwan"}, {"name": "Kim Gye Gwan"}),
        lambda: two("Person", {"name": "Kim Jong-il"}, {"name": "Kim Jong-un"}),
    ),
    (
        "same-person",
        lambda: two("Person", {"name": "Ri Yong-ho"}, {"name": "Lee", "aliases": ["Ri Yong Ho"]}),
        lambda: two(
            "Person",
            {"name": "Ri Yong-ho", "wikidata": "Q1"},
            {"name": "Ri Yong Ho", "wikidata": "Q2"},
        ),
    ),
    (
        "same-party",
        lambda: two(
            "Party", {"name": "Ministry of Foreign Affairs"}, {"name": "Ministry of Foreign Affair"}
        ),
        lambda: two("Party", {"name": "State 1 of the union"}, {"name": "State 2 of the union"}),
    ),
    (
        "same-party",
        lambda: two(
            "Party",
            {"name": "United Nations", "short_name": "UN"},
            {"name": "The Organisation", "short_name": "UN"},
        ),
        lambda: two(
            "Party",
            {"name": "United Nations", "short_name": "UN"},
            {"name": "United States", "short_name": "US"},
        ),
    ),
    (
        "same-place",
        lambda: two("Place", {"name": "Pyongyang"}, {"name": "P’yŏngyang"}),
        lambda: two(
            "Place",
            {"name": "Cambridge", "countries": ["GB"]},
            {"name": "Cambridge", "countries": ["US"]},
        ),
    ),
    (
        "same-source",
        lambda: two(
            "Source", {"url": "https://www.example.org/a/"}, {"url": "http://example.org/a#p3"}
        ),
        lambda: two(
            "Source", {"url": "https://example.org/a?id=1"}, {"url": "https://example.org/a?id=2"}
        ),
    ),
    (
        "same-source",
        lambda: two(
            "Source",
            {"url": "https://example.org/a"},
            {"url": "https://web.archive.org/web/20191006/https://example.org/a"},
        ),
        lambda: two("Source", {"url": ""}, {"url": ""}),
    ),
    # Vocabulary
    (
        "process-missing",
        lambda: make("Statement", said_at=in_a_process()),
        lambda: make("Statement", said_at=make("Event")),
    ),
    (
        "process-missing",
        lambda: with_list(make("Statement"), events=[in_a_process()]),
        lambda: with_list(make("Statement"), events=[in_a_process()], processes=[make("Process")]),
    ),
    (
        "process-missing",
        lambda: make("Offer", event=in_a_process()),
        lambda: telling(event=in_a_process()),
    ),
    (
        "process-missing",
        lambda: make("Agreement", event=in_a_process()),
        lambda: with_list(make("Agreement", event=in_a_process()), processes=[make("Process")]),
    ),
    ("unused-issue", lambda: make("Issue"), lambda: used_issue("Term")),
    ("unused-issue", issue_below, lambda: used_issue("Point")),
    (
        "unused-issue",
        lambda: make("Issue"),
        lambda: with_list(make("Statement"), issues=[make("Issue")]),
    ),
    # Explanations
    (
        "explains-nothing",
        lambda: make("Event", note="Read.\nIntegrity held-in-futur: a slip."),
        lambda: make("Event", note="Integrity held-in-future: announced. Integrity is a virtue."),
    ),
    (
        "explains-nothing",
        lambda: make("Party", note="Integrity nothing-such: no."),
        lambda: make("Party", note="See Integrity nothing-such: no."),
    ),
]
