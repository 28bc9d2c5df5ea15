"""Comparisons of imprecise dates: what holds whatever the true days are."""

from datetime import date
from typing import Any

from django.db.models import DateField, F, Func, Q

from negotiations.models.base import CertainSpan

#: A date is local: what answers a call from across the date line can bear the day before.
DATE_LINE = 1


class DaysBefore(Func):
    """So many days before a bound; infinity stays where it is."""

    output_field = DateField()
    template = "(%(expressions)s - %(days)s)"

    def __init__(self, bound: str, days: int) -> None:
        super().__init__(F(bound), days=int(days))


def before(one: str, other: str, days: int = 0) -> Q:
    """The date at the one path certainly ends more than so many days before the other begins.

    Unknown and open dates are before nothing.
    """
    begins: Any = DaysBefore(f"{other}_earliest", days)
    return Q(**{f"{one}_latest__lt": begins}) & given(other)


def given(path: str) -> Q:
    """The date is known. Not the negation of unknown, which would ask all members of a list."""
    return Q(**{f"{path}__gt": ""})


def apart(one: str, other: str) -> Q:
    """The two dates certainly have no day in common."""
    return before(one, other) | before(other, one)


def outside(child: str, parent: str) -> Q:
    """Some day of the child is certainly no day of the parent."""
    known = given(child) & given(parent)
    begins_earlier = Q(**{f"{child}_earliest__lt": F(f"{parent}_earliest")})
    ends_later = Q(**{f"{child}_latest__gt": F(f"{parent}_latest")})
    return apart(child, parent) | (known & Q(CertainSpan(F(child))) & (begins_earlier | ends_later))


def covers(span: str, day: str) -> Q:
    """Both ends of the span are known, and the whole day lies between them."""
    return Q(
        **{
            f"{span}_earliest__lte": F(f"{day}_earliest"),
            f"{span}_latest__gte": F(f"{day}_latest"),
            f"{span}_latest__lte": date.max,
        }
    )
