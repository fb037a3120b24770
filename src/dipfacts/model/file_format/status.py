"""The statuses of relations and events, with their classes: the one list of either.

A relation's class on a day is decided by `class_on`, from its status and its period; the lifetimes
of its parties are added in `answers.occurrences.relation_class`.
"""

from typing import Literal, get_args

from dipfacts.model.periods.period import Period

_NotYet = Literal["proposed", "under-discussion", "initialled", "signed", "ratified"]
_Standing = Literal["in-force", "provisionally-applied", "adopted"]
_Paused = Literal["suspended"]
_Over = Literal[
    "ended",
    "expired",
    "terminated",
    "withdrawn",
    "denounced",
    "abrogated",
    "annulled",
    "superseded",
    "replaced",
    "severed",
    "dissolved",
    "lapsed",
]
RelationStatus = Literal[_NotYet, _Standing, _Paused, _Over]
EventStatus = Literal["held", "planned", "reported", "postponed", "cancelled", "denied"]
StatusClass = Literal["standing", "paused", "not-yet", "over", "unknown"]

CLASSES: dict[StatusClass, tuple[str, ...]] = {
    "standing": get_args(_Standing),
    "paused": get_args(_Paused),
    "not-yet": get_args(_NotYet),
    "over": get_args(_Over),
    "unknown": (),
}
"""The statuses of each class, in the order in which answers list the classes."""

WORDS: dict[StatusClass, str] = {
    "standing": "in force",
    "paused": "paused",
    "not-yet": "not recorded as in force",
    "over": "over",
    "unknown": "of unknown duration",
}
"""The words for a class of relations in a sentence."""

ON_A_DAY = ("proposed", "initialled", "signed", "ratified")
"""The statuses of relations that are reached on a day: nothing is "signed since"."""

CALLED_OFF: tuple[EventStatus, ...] = ("postponed", "cancelled", "denied")
"""The statuses of an event that is not to take place, or did not, when it was said to."""
NOT_HELD: tuple[EventStatus, ...] = ("planned", *CALLED_OFF)
"""The statuses that stand before the kind of an event, in capital letters."""

OTHER_WORDS = {
    "in-force": "active valid effective in-effect standing entered-into-force came-into-force",
    "provisionally-applied": "applied-provisionally",
    "suspended": "paused frozen",
    "proposed": "draft",
    "under-discussion": "negotiated",
    "signed": "not-in-force not-yet-in-force",
    "ratified": "not-yet-in-force",
    "ended": "not-in-force no-longer-in-force finished over ceased completed done",
    "terminated": "cancelled canceled",
    "abrogated": "repealed revoked",
    "severed": "broken-off",
    "held": "took-place completed done",
    "planned": "scheduled announced upcoming tentative",
    "postponed": "delayed put-off",
    "cancelled": "called-off",
    "provisional": "preliminary",
    "forecast": "projected projection",
}
"""Words that people write for a status; of some it is not plain which one they mean."""

_CLASS_OF = {status: name for name, statuses in CLASSES.items() for status in statuses}
ORDER = {status: nth for nth, status in enumerate(get_args(RelationStatus))}
"""The place of each status of a relation among those of one day."""


def class_of(status: str | None) -> StatusClass:
    """Return the class of a status; a relation without one stands.

    >>> class_of("signed"), class_of("suspended"), class_of("denounced"), class_of(None)
    ('not-yet', 'paused', 'over', 'standing')
    """
    return _CLASS_OF[status] if status else "standing"


def class_on(day: int, status: str | None, period: Period | None) -> StatusClass:
    """Return the class of a relation on a day, an ordinal, by its status and its period.

    A status that is over needs no end, but where its end is still to come, the relation stands, as
    it does until the first day of its suspension. A period that is one date, or whose end is
    unknown, does not tell how long a relation without a status lasts; nor does one date beside
    `in-force`. Of what follows a suspension nothing is said.
    """
    if period is None:
        return class_within(day, status, None, 0, 0)
    return class_within(day, status, period.text, period.start_day or 0, period.end_day or day + 1)


def class_within(
    day: int, status: str | None, text: str | None, first: int, after: int
) -> StatusClass:
    """Return the class as `class_on` does, by the text of a period, its first day and that after.

    0 is the first day of what has no known beginning, and one after `day` stands for no known end.
    """
    by_status = class_of(status)
    if text is None:
        return by_status if status else "unknown"
    is_interval = "/" in text
    if is_interval and after <= day:
        return "unknown" if by_status == "paused" else "over"
    if by_status == "over":
        if is_interval and not text.endswith(("/", "/..")):
            return "not-yet" if first > day else "standing"
        return "standing" if first > day and not is_interval else "over"
    if by_status == "paused" and first > day:
        return "standing"
    if by_status == "standing":
        if first > day:
            return "not-yet"
        if not is_interval or (status is None and text.endswith("/")):
            return "unknown"
    return by_status
