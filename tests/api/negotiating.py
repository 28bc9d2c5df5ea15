"""What tests of reports share: offers and answers of two sides, and rows by some columns."""

from tests.factories import make, publish


def offer(by, to, slug, date, **more):
    made = make("Offer", slug=slug, date=date, **{"put": "put", "kind": "proposal", **more})
    made.proposers.add(by)
    made.recipients.add(to)
    return publish(made)


def answer(made, by, date, kind="rejects"):
    return make("Response", offer=made, party=by, kind=kind, date=date, status="published")


def rows(answer, *columns):
    return [tuple(row[column] for column in columns) for row in answer["rows"]]
