"""The columns of the index by which very many figures are ranked and counted unread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dipfacts.index.rows.lines import NEVER
from dipfacts.index.rows.schema import SqlValues
from dipfacts.index.rows.shared_pieces import ClaimColumns
from dipfacts.model.fact import FAR
from dipfacts.model.figures import agreement
from dipfacts.model.figures.rounding import LOWER_BOUNDS, UPPER_BOUNDS
from dipfacts.model.file_format.tables import Number
from dipfacts.model.periods.period import is_unspecified
from dipfacts.text import fold

NUMBER, BOUND, ABSENT = 0, 1, 2
"""Kinds of value, in the column `bound`: a number, a bound on one, or none."""


PLAIN, PART, UNSURE, WITHOUT, AHEAD, DEPRECATED = range(6)
"""Kinds of figures: numbers of what happened in a known span; the same of a part of it; bounds,
and what is of some time in a span, or of one of which an end is not known; without a number;
forecasts and targets; and deprecated ones. The table `unusual_figure` has those after parts, each
with its kind."""


_BAR = "|"  # how a `status_scope` of actual figures begins: "STATUS|SCOPE"
IS_AHEAD = f"(claim.status_scope IS NOT NULL AND claim.status_scope NOT LIKE '{_BAR}%')"
"""The condition on forecasts and targets."""
IS_PART = f"claim.status_scope LIKE '{_BAR}%'"
"""The condition on what is of a part, such as goods, and neither forecast nor target."""


def size_of(period: str, value: Number | None, first: int) -> float | None:
    """Return the number of a figure as near as a float is; None where its days are not known.

    Of figures of a part, forecasts and targets an index has no size. `first` is the day on which
    the period begins.

    >>> size_of("2021", 4, 737791), size_of("199X", 4, 726468), size_of("/2021", 4, NEVER)
    (4.0, None, None)
    """
    if value is None or first == NEVER or is_unspecified(period):
        return None
    return float(value)


def figure_columns(manner: Mapping[str, Any]) -> tuple[str | None, str | None, int]:
    """Return the unit of a figure, what else parts its question from others, and its kind.

    The second is "STATUS|SCOPE" of a forecast, a target or a part, else None: see series_key in
    model/figures/agreement.
    """
    scope, status = manner["scope"], manner["status"]
    scope = scope and (fold(scope) or scope)
    ahead = status if status in agreement.AHEAD else None
    status_scope = f"{ahead or ''}{_BAR}{scope or ''}" if ahead or scope else None
    is_bound = manner["qualifier"] in LOWER_BOUNDS + UPPER_BOUNDS
    bound = ABSENT if manner["absent"] else BOUND if is_bound else NUMBER
    return manner["unit"], status_scope, bound


def figure_kind(status_scope: str | None, bound: int, *, deprecated: bool) -> int:
    """Return the kind of figures in a manner: see `PLAIN`."""
    if deprecated:
        return DEPRECATED
    if status_scope is not None and not status_scope.startswith(_BAR):
        return AHEAD
    if bound == ABSENT:
        return WITHOUT
    return PART if status_scope else UNSURE if bound else PLAIN


def unusual_rows(
    given: ClaimColumns, sizes: Iterable[float | None], after: Iterable[int]
) -> Iterator[SqlValues]:
    """Yield the rows of figures that are neither plain nor a part."""
    each = zip(given.places, given.subjects, given.manners, sizes, after, strict=True)
    for n, subject, manner, size, end in each:
        kind = manner.figure_kind
        if kind > PART or (kind == PLAIN and (size is None or end >= FAR)):
            yield subject.measure, subject.number, n, kind or UNSURE
