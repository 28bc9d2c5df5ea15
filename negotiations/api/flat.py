"""Reports on one record that can also be asked for as flat rows.

Not here: what the rows of a report are (each in the file of its topic), and their text (rows.py).
"""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django.http import HttpResponse

from negotiations.api.formats import FORMAT, JSON, form_of
from negotiations.api.parameters import allow_only
from negotiations.api.rows import FORMS, Cells, Row, flat_answer
from negotiations.api.views import OF_REPORTS, Reading, Report
from negotiations.worlds.planning import joins_as_written


class FlatReading(Reading):
    """A report on one record, in full as JSON or as flat rows."""

    renderer_classes = FORMS
    row_class: ClassVar[type[Row]]

    @property
    def shared_parameters(self) -> tuple[str, ...]:
        return (FORMAT, *OF_REPORTS)

    @property
    def is_flat(self) -> bool:
        return form_of(self.request) != JSON

    def flat(
        self, slug: str, build: Report, rows: Callable[[Any], Iterable[Cells]]
    ) -> HttpResponse:
        """The rows of the report on the record with this slug."""
        allow_only(self.request, self.shared_parameters)
        with joins_as_written():
            record = self.found(self.get_queryset(), slug)
            found = list(rows(build(record, self.day)))
        return flat_answer(form_of(self.request), self.row_class, found)
