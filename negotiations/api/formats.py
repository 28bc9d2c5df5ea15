"""In which form an answer is given: by the suffix of its address, else `format`, else Accept.

The REST framework chooses; the forms a view declares as its renderers are what it chooses from.
Not here: how rows become the text of a form (rows.py).
"""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from rest_framework.exceptions import NotFound
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request

from negotiations.api.errors import BadParameter, Fault, Problem, nearest
from negotiations.exchange.extras import PARQUET, MissingExtraError, demand

FORMAT = "format"
JSON = JSONRenderer.format


class Form(JSONRenderer):
    """A form that the view writes itself; what is rendered here are its refusals."""


class Csv(Form):
    """Comma-separated values in UTF-8, the names of the columns first."""

    media_type = "text/csv"
    format = "csv"


class JsonLines(Form):
    """One JSON object to a line."""

    media_type = "application/jsonl"
    format = "jsonl"


class Parquet(Form):
    """Columns with types: Parquet. An extra, which not every server has."""

    media_type = "application/vnd.apache.parquet"
    format = "parquet"


class GeoJson(Form):
    """A map: GeoJSON, a feature to each event."""

    media_type = "application/geo+json"
    format = "geojson"


class Calendar(Form):
    """A calendar: iCalendar, an entry of whole days to each event that has a date."""

    media_type = "text/calendar"
    format = "ics"


class Atom(Form):
    """A feed: Atom, those changed last first."""

    media_type = "application/atom+xml"
    format = "atom"


class TimelineJs(Form):
    """A timeline: the JSON that TimelineJS reads, a slide to each event that has a date."""

    media_type = "application/vnd.timelinejs+json"
    format = "timelinejs.json"


class JsonLd(Form):
    """Linked data: JSON-LD with the words of schema.org."""

    media_type = "application/ld+json"
    format = "jsonld"


#: What every list can be asked for as; without being told, it is the first.
LIST_FORMS = (JSONRenderer, Csv, JsonLines, Parquet)
#: What the list of events can be asked for as.
EVENT_FORMS = (*LIST_FORMS, GeoJson, Calendar, Atom, TimelineJs, JsonLd)
#: What one event can be asked for as.
ONE_EVENT_FORMS = (JSONRenderer, JsonLd)


class Missing(Problem):
    """A form that this server could give if an extra were installed."""

    status_code = HTTPStatus.NOT_ACCEPTABLE
    kind = "missing-extra"
    title = "Not installed here"


class Negotiation(DefaultContentNegotiation):
    """Refuses by name what the view does not have, and what the server has no means to write."""

    def select_renderer(
        self,
        request: Request,
        renderers: Sequence[BaseRenderer],
        format_suffix: str | None = None,
    ) -> tuple[BaseRenderer, str]:
        chosen = self.chosen(request, renderers, format_suffix)
        if isinstance(chosen[0], Parquet):
            demand_parquet()
        return chosen

    def chosen(
        self, request: Request, renderers: Sequence[BaseRenderer], suffix: str | None
    ) -> tuple[BaseRenderer, str]:
        asked = suffix or request.query_params.get(FORMAT)
        if not asked:
            return super().select_renderer(request, renderers)
        known = {renderer.format: renderer for renderer in renderers}
        if asked in known:
            return known[asked], known[asked].media_type
        told = f"There is this as {', '.join(known)}."
        if suffix:
            raise NotFound(told)
        raise BadParameter([Fault(told, FORMAT, value=asked, nearest=nearest(asked, known))])


def demand_parquet() -> None:
    try:
        demand(PARQUET)
    except MissingExtraError as error:
        raise Missing(str(error), extra=error.extra) from error


def form_of(request: Any) -> str:
    """The form chosen: `json`, `csv` and so on."""
    return str(request.accepted_renderer.format)
