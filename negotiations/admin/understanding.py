"""What the project makes of a date while it is being typed: an address that answers, and the words.

What a date means stands in dates.py; here it is only said.
"""

from datetime import date

from django.http import HttpRequest, JsonResponse

from negotiations.dates import DateError, ImpreciseDate


def understood(text: str) -> dict[str, str]:
    """The bounds and the reading of a date's text, or why it is none; an open end is ""."""
    answer = {"earliest": "", "latest": "", "text": "", "error": ""}
    if not text:
        return answer
    try:
        found = ImpreciseDate.parse(text)
    except DateError as error:
        return answer | {"error": str(error)}
    return answer | {
        "earliest": day(found.earliest),
        "latest": day(found.latest),
        "text": found.text,
    }


def day(bound: date | None) -> str:
    return bound.isoformat() if bound else ""


def in_words(text: str) -> str:
    """One line below the field: the reading, and the days between which it lies."""
    answer = understood(text)
    if answer["error"]:
        return answer["error"]
    if not answer["text"]:
        return ""
    earliest, latest = answer["earliest"], answer["latest"]
    if earliest == latest:
        return answer["text"]
    return f"{answer['text']}: {earliest or 'open'} to {latest or 'open'}"


def read_aloud(text: str) -> str:
    """A stored date as a list shows it; "" is unknown."""
    return understood(text)["text"] or text


def understand_date(request: HttpRequest) -> JsonResponse:
    text = request.GET.get("text", "").strip()
    return JsonResponse(understood(text) | {"line": in_words(text)})
