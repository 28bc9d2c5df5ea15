"""Records for the checks of the integrity report: small groups, each about one thing."""

from tests.factories import make, publish


def with_list(record, **lists):
    for name, members in lists.items():
        getattr(record, name).set(members)
    return record


def in_process(date_of_event, date_of_process):
    process = make("Process", date=date_of_process)
    return with_list(make("Event", date=date_of_event), processes=[process])


def link(kind, from_date, to_date, **more):
    return make(
        "EventLink",
        kind=kind,
        from_event=make("Event", date=from_date),
        to_event=make("Event", date=to_date, **more),
    )


def in_office(event_date, **tenure):
    person = make("Person")
    held = make("Tenure", person=person, **tenure)
    return make("Participation", person=person, tenure=held, event=make("Event", date=event_date))


def speaking_in_office(day, **tenure):
    speaker = make("Person")
    held = make("Tenure", person=speaker, **tenure)
    return make("Statement", speaker=speaker, tenure=held, date=day)


def acceptances(*acts, **shared):
    """Answers of one party to one offer, each given as (kind, date); answers the last."""
    common = {"offer": make("Offer"), "party": make("Party"), **shared}
    return [make("Response", kind=kind, date=day, **common) for kind, day in acts][-1]


def acceptances_of(*terms_of_each):
    """Two acceptances, each of the terms with these numbers."""
    offer, party = make("Offer"), make("Party")
    terms = {number: make("Term", offer=offer) for number in (1, 2, 3)}
    for day, numbers in enumerate(terms_of_each, start=1):
        answer = make("Response", offer=offer, party=party, kind="accepts", date=f"2019-10-0{day}")
        answer.terms.set([terms[number] for number in numbers])
    return answer


def told_acceptance(*tellers):
    offer, party = make("Offer"), make("Party")
    for day, teller in enumerate(tellers, start=1):
        answer = make(
            "Response",
            offer=offer,
            party=party,
            kind="accepts",
            date=f"2019-10-0{day}",
            according_to_party=teller,
        )
    return answer


def kept(promised, day):
    commitment = make("Commitment", agreement=make("Agreement", date=promised))
    return make("Fulfilment", commitment=commitment, date=day, level="3")


def kept_term(promised, day):
    term = make("Term", offer=make("Offer", date=promised))
    return make("Fulfilment", commitment=None, term=term, date=day, level="3")


def life_of_a_promise(*levels, renewed=""):
    """Levels of one commitment in consecutive years from 2000; answers the last."""
    commitment = make("Commitment")
    if renewed:
        make("Agreement", renews=commitment.agreement, date=renewed)
    return [
        make("Fulfilment", commitment=commitment, level=level, date=str(year))
        for year, level in enumerate(levels, start=2000)
    ][-1]


def claim(answer, stance="asserts", **point):
    return make("Claim", point=make("Point", **point), answer=answer, stance=stance)


def silence(statement=None, **source):
    silent = make("Claim", stance="silent", statement=statement)
    if source:
        make("Citation", event=None, claim=silent, source=make("Source", **source))
    return silent


def point_with(*statuses):
    point = make("Point")
    for status in statuses:
        make("Claim", point=point, status=status)
    return point


def cited_by(*sources, **citation):
    event = make("Event")
    for source in sources:
        make("Citation", event=event, source=make("Source", **source), **citation)
    return event


def meeting(**fields):
    return make("Event", **{"kind": "talks", "date": "2019-10-05", **fields})


def two_meetings(first=None, second=None, who=("us", "dprk"), link=False):
    """Two records of what may be one meeting; answers the second."""
    place, parties = make("Place"), [make("Party", slug=slug) for slug in who]
    events = []
    for number, fields in enumerate((first or {}, second or {}), start=1):
        fields = {"place": place, "slug": f"meeting-{number}", **fields}
        if fields.pop("inside", False):
            fields["part_of"] = events[0]
        events.append(meeting(**fields))
    for event in events:
        for party in parties:
            make("Participation", event=event, party=party)
    if link:
        make("EventLink", from_event=events[1], to_event=events[0], kind="prepares")
    return events[1]


def two(kind, first, second):
    make(kind, slug="a-first", **first)
    return make(kind, slug="b-second", **second)


def put(**fields):
    return make("Offer", **{"put": "put", "kind": "proposal", **fields})


def answered(offer):
    make("Response", offer=offer)


def offer_in_agreement():
    with_list(make("Agreement"), offers=[put()])


def telling(root=None, **fields):
    return make("Offer", variant_of=root or make("Offer", date="2019-10-05"), **fields)


def in_a_process():
    return with_list(make("Event"), processes=[make("Process")])


def commitments(*kept_ones):
    agreement = make("Agreement")
    for is_kept in kept_ones:
        commitment = make("Commitment", agreement=agreement)
        if is_kept:
            make("Fulfilment", commitment=commitment)
    return agreement


def kept_in_a_telling():
    agreement = make("Agreement")
    commitment = make("Commitment", agreement=agreement)
    told = make("Commitment", agreement=agreement, variant_of=commitment)
    make("Fulfilment", commitment=told)


def quotation(wording="verbatim", locator=None):
    said = make("Statement", wording=wording)
    if locator is not None:
        make("Citation", event=None, statement=said, locator=locator)
    return said


def of_hidden_source(status, source_status):
    event = publish(make("Event"))
    source = make("Source", status=source_status)
    return make("Citation", event=event, source=source, status=status)


def used_issue(kind, **fields):
    make(kind, issue=make("Issue"), **fields)


def issue_below():
    """The wider one is used by having a narrower one, which is itself unused."""
    wider = make("Issue", slug="a-wider")
    return make("Issue", slug="b-narrower", parent=wider)
