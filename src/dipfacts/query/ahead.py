"""The condition on relations that may begin, end or have an anniversary in days to come."""

from __future__ import annotations

from datetime import date

from dipfacts.model.fact import FAR
from dipfacts.model.periods.calendar import LONGEST_YEAR, SHORTEST_YEAR
from dipfacts.query.sql import Condition

_JULIAN = 1721424.5  # the Julian day before that of ordinal 1
_DAY_OF_YEAR = f"strftime('%m-%d', day + {_JULIAN})"
_OF_MONTH = f"strftime('%d', day + {_JULIAN}) = '01'"

# Of a claim that tells of something alone the lines of a timeline say enough: a beginning or an end
# in these days, or in a month or a year that may reach into them; days of which one may be the day;
# a period that ends in them or later; a first day with an anniversary in them. Where several tell
# of it, that is decided when they are read.
_MAY_COME = f"""claim.n IN (SELECT claim FROM timeline
    WHERE type = 'relation' AND root IS NULL AND (day BETWEEN ? AND ?
        OR (day BETWEEN ? AND ? AND {_OF_MONTH})
        OR (spread >= ? AND day <= ?)
        OR (after > ? AND after < {FAR} AND first <= ?)
        OR (day < ? AND {{0}}))
    UNION ALL SELECT claim FROM occurrence_row)"""


def may_come(first: date, last: date) -> Condition:
    """Return the condition on claims about relations of which something may come, and its values.

    From a first day to a last: what it leaves out has no line among those ahead.
    """
    begin, end = first.toordinal(), last.toordinal()
    yearly, more = _anniversary(first, last)
    values: list[object] = [begin, end]  # a line a condition, in the order of the statement
    # Nothing but what EDTF leaves unspecified is known to less than a year.
    values += [begin - LONGEST_YEAR, begin]
    values += [begin, end]
    values += [begin, end]
    values += [begin, *more]
    return _MAY_COME.format(yearly), values


def _anniversary(first: date, last: date) -> Condition:
    """Return the condition on a day that it has an anniversary in these days, and its values."""
    if (last - first).days >= SHORTEST_YEAR:
        return "TRUE", []
    ends = [f"{first:%m-%d}", f"{last:%m-%d}"]
    if ends[0] <= ends[1]:
        return f"{_DAY_OF_YEAR} BETWEEN ? AND ?", ends
    return f"({_DAY_OF_YEAR} >= ? OR {_DAY_OF_YEAR} <= ?)", ends
