"""Make the columns by which very many figures are ranked and counted unread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dipfacts.model.agreement import AHEAD
from dipfacts.model.period import is_unspecified
from dipfacts.model.rounding import LOWER_BOUNDS, UPPER_BOUNDS
from dipfacts.model.tables import Number
from dipfacts.text import fold

NUMBER, BOUND, ABSENT = 0, 1, 2
"""Kinds of value, in the column `bound`: a number, a bound on one, or none."""


def size_of(period: str, value: Number | None) -> float | None:
    """Return the number of a figure as near as a float is; None where it is of some time in a span.

    >>> size_of("2021", 4), size_of("199X", 4)
    (4.0, None)
    """
    return None if value is None or is_unspecified(period) else float(value)


def apart_of(manner: Mapping[str, Any]) -> tuple[str | None, str | None, int]:
    """Return the unit of a figure, what else parts its question from others, and its kind.

    The second is "STATUS|SCOPE" of a forecast, a target or a part, else None: see series_key in
    model/agreement.
    """
    scope, status = manner["scope"], manner["status"]
    scope = scope and (fold(scope) or scope)
    ahead = status if status in AHEAD else None
    apart = f"{ahead or ''}|{scope or ''}" if ahead or scope else None
    is_bound = manner["qualifier"] in LOWER_BOUNDS + UPPER_BOUNDS
    return manner["unit"], apart, ABSENT if manner["absent"] else BOUND if is_bound else NUMBER
