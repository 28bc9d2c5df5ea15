"""Which fields an answer shows: `fields` and `omit`, read against those that there are."""

from collections.abc import Mapping, Sequence

from rest_framework.request import Request

from negotiations.api.errors import BadParameter, Fault, nearest

FIELDS, OMIT = "fields", "omit"
SELECTION = (FIELDS, OMIT)


def chosen_names(
    request: Request, every: Sequence[str], parts: Mapping[str, Sequence[str]] | None = None
) -> frozenset[str]:
    """Those of `fields`, or all, without those of `omit`; a name may stand for its parts too."""
    known = parts or {}
    asked = {
        parameter: frozenset(
            part
            for name in named(request, parameter, (*every, *known))
            for part in known.get(name, (name,))
        )
        for parameter in SELECTION
    }
    chosen = frozenset(asked[FIELDS] or every) - asked[OMIT]
    if not chosen:
        left_out = ",".join(sorted(asked[OMIT]))
        raise BadParameter([Fault("Nothing is left to show.", OMIT, value=left_out)])
    return chosen


def named(request: Request, parameter: str, every: Sequence[str]) -> frozenset[str]:
    text = request.query_params.get(parameter, "")
    names = frozenset(filter(None, (name.strip() for name in text.split(","))))
    faults = [
        Fault(f"{name[:80]} is not a field.", parameter, value=name, nearest=nearest(name, every))
        for name in sorted(names - set(every))
    ]
    if faults:
        raise BadParameter(faults)
    return names
