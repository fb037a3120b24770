"""The column of the index by which many relations and events are classed and counted unread."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple, get_args

from dipfacts.model.file_format.status import EventStatus, StatusClass, class_within


class ClassesByDay(NamedTuple):
    """The classes of a relation on days after its end, before its first day, and on any other.

    `is_span` tells whether its period has two ends, of which none need be known.
    """

    past: StatusClass
    ahead: StatusClass
    now: StatusClass
    is_span: bool


# An index holds the places in both lists. The first two take no room.
CLASSES_BY_DAY = (
    ClassesByDay("over", "not-yet", "standing", is_span=True),
    ClassesByDay("over", "over", "over", is_span=True),
    ClassesByDay("unknown", "not-yet", "unknown", is_span=False),
    ClassesByDay("over", "not-yet", "unknown", is_span=True),
    ClassesByDay("over", "not-yet", "not-yet", is_span=True),
    ClassesByDay("unknown", "standing", "paused", is_span=True),
    ClassesByDay("unknown", "unknown", "unknown", is_span=False),
    ClassesByDay("standing", "standing", "standing", is_span=False),
    ClassesByDay("not-yet", "not-yet", "not-yet", is_span=False),
    ClassesByDay("paused", "paused", "paused", is_span=False),
    ClassesByDay("over", "over", "over", is_span=False),
    ClassesByDay("over", "standing", "over", is_span=False),
    ClassesByDay("paused", "standing", "paused", is_span=False),
)
"""The classes that relations have by days, in all the ways that there are."""

STANDS_AHEAD = tuple(
    state
    for place, classes in enumerate(CLASSES_BY_DAY)
    if classes.ahead == "standing"
    for state in (place, -1 - place)
)
"""The states of relations that stand until the first day that is given, as `state_of` has them."""

EVENTS: tuple[EventStatus, ...] = get_args(EventStatus)
"""The statuses of events."""


@lru_cache(maxsize=65536)
def state_of(type_: str, status: str | None, deprecated: bool, period: str | None) -> int:
    """Return the place of a relation in `CLASSES_BY_DAY`, of an event in `EVENTS`.

    Below 0 if it is deprecated.

    >>> state_of("relation", "in-force", False, "1999-05-04/..")
    0
    >>> [state_of("event", "held", deprecated, "1999") for deprecated in (False, True)]
    [0, -1]
    """
    place = EVENTS.index(status) if type_ == "event" else _class_number(status, period)
    return -1 - place if deprecated else place


def _class_number(status: str | None, period: str | None) -> int:
    day = 2  # any one, with a day before and after it
    past, ahead, now = (
        class_within(day, status, period, *span) for span in ((0, 1), (3, 4), (1, 3))
    )
    is_span = period is not None and "/" in period
    return CLASSES_BY_DAY.index(ClassesByDay(past, ahead, now, is_span))
