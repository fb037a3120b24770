"""The relations and events of a brief: what stands, what is over, the latest and the next."""

from __future__ import annotations

from dipfacts.answers.answer import Answer
from dipfacts.answers.briefs.recorded import Recorded
from dipfacts.answers.occurrences.entry import Entry
from dipfacts.answers.occurrences.memberships import is_undated_membership
from dipfacts.answers.occurrences.relations import by_weight, weightiest
from dipfacts.answers.occurrences.timeline_reading import lines
from dipfacts.answers.occurrences.upcoming import is_to_come
from dipfacts.model.file_format.status import StatusClass
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.query import Query
from dipfacts.record import Record

CURRENT: tuple[StatusClass, ...] = ("standing", "paused", "not-yet")
PAST: tuple[StatusClass, ...] = ("over", "unknown")

_ByClass = dict[StatusClass, list[Occurrence]]


class RelationsAndEvents(Record, frozen=True):
    """The relations that matter now by class, and the events by what became of them."""

    standing: _ByClass  # those that matter now, the weightiest first
    past: _ByClass  # those over or of unknown duration, where no other is on record
    beside: list[Occurrence]  # those over or of unknown duration beside others
    ended: int  # the number of relations in `past` and `beside`, with those that are not read
    bodies: list[Occurrence]  # of one party, the memberships that began at an unknown date
    entries: list[Entry]  # the events that are read, in order
    events: int  # the number of all events
    held: list[Entry]
    planned: list[Entry]
    overdue: list[Entry]
    called_off: list[Entry]
    unread: dict[str, int]  # counts of what is not read, by the part of a page


def relations_and_events(
    answer: Answer, query: Query, on_record: Recorded, most: int, drawn: int = 0
) -> RelationsAndEvents:
    """Set the standings of relations; return these and events that fit, all or `most` of each part.

    Of events the last ones, too, of which so many are `drawn`.
    """
    every, to_come = _events(answer, query, most, drawn)
    entries = [entry for entry in every if entry.fact.type == "event"]
    over = on_record.by_type["event"] - len(entries) - to_come if most else 0
    held, planned, overdue, called_off = _split(entries, answer.day)
    listed = weightiest(answer.base, query, most, answer.day, CURRENT)
    unlisted = listed.unread
    answer.standings = listed.standings
    is_pair = query.is_of_dyad
    current, past = by_weight(listed, CURRENT, is_pair), by_weight(listed, PAST, is_pair)
    bodies = list[Occurrence]()
    if len(query.parties) == 1:
        bodies = [*filter(is_undated_membership, current.get("standing", ()))]
    part, classes = ("in_force", CURRENT) if current else ("past", PAST)
    unread = {part: sum(unlisted[name] for name in classes), "latest": over, "planned": to_come}
    return RelationsAndEvents(
        standing=_relations_without(current, bodies),
        past={} if current else past,
        beside=[relation for of_class in past.values() for relation in of_class] if current else [],
        ended=sum(map(len, past.values())) + sum(unlisted[name] for name in PAST),
        bodies=bodies,
        entries=entries,
        events=len(entries) + over + to_come,
        held=held,
        planned=planned,
        overdue=overdue,
        called_off=called_off,
        unread=unread,
    )


def _events(answer: Answer, query: Query, most: int, drawn: int) -> tuple[list[Entry], int]:
    """Return the lines of events, all or `most` of them, and how many of those ahead are unread."""
    query = query.replaced(types=("event",))
    if not most:
        return lines(answer.base, query), 0
    # lazy: only very many are not all read
    from dipfacts.answers.occurrences.many_events import nearest_events

    return nearest_events(answer.base, query, most, answer.day, drawn)


def _relations_without(by_class: _ByClass, others: list[Occurrence]) -> _ByClass:
    """Return the relations by class without some, and without classes that then have none."""
    ids = {relation.id for relation in others}
    left = {
        name: [relation for relation in relations if relation.id not in ids]
        for name, relations in by_class.items()
    }
    return {name: relations for name, relations in left.items() if relations}


def _split(entries: list[Entry], day: int) -> tuple[list[Entry], ...]:
    """Return the latest events, those ahead, those planned that are overdue, and those called off.

    The latest come first, and last what has no date. What was called off before its day, which is
    to come, is none of the latest.
    """
    held, ahead, overdue, called_off = (list[Entry]() for _ in range(4))
    for entry in entries:
        if is_to_come(entry, day):
            ahead.append(entry)
        elif entry.mark == "planned":
            overdue.append(entry)
        else:
            (called_off if (entry.day or 0) > day else held).append(entry)
    held.reverse()
    held.sort(key=lambda entry: entry.day is None)
    return held, ahead, overdue, called_off
