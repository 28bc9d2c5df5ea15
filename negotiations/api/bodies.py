"""How the body of a request is read."""

from typing import Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class Json(JSONParser):
    """JSON that is nested no deeper than Python reads it."""

    def parse(self, *given: Any, **named: Any) -> Any:
        try:
            return super().parse(*given, **named)
        except RecursionError as error:
            raise ParseError("The JSON is nested too deeply.") from error
