"""The lines of a timeline: read from claims, and of them the newest, the latest or the undated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from dipfacts.answers.answer import LIMITS
from dipfacts.answers.occurrences import occurrences
from dipfacts.answers.occurrences.entry import Entry
from dipfacts.answers.occurrences.memberships import is_undated_membership
from dipfacts.model.fact import FAR, Fact
from dipfacts.model.file_format.status import NOT_HELD
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.query import Query
from dipfacts.query.base import Base
from dipfacts.query.timeline_lines import TimelineCounts
from dipfacts.record import Record

_UNDATED = 10  # lines without a date, on a page for which no limit was given


def lines(base: Base, query: Query, facts: list[Fact] | None = None) -> list[Entry]:
    """Return all lines in order, or those of some claims: those of one day as their claims."""
    from dipfacts.query.timeline_lines import place  # lazy: of use to timelines only

    days = query.days if query != query.undated else None
    if facts is None:
        from dipfacts.query.over_before import claims_left  # lazy: of use to timelines only

        # A kind or a topic chooses what happened, and all that is said of that gives its dates.
        left = claims_left(base, query)
        facts = base.find(query.undated if query.kind or query.topic else query, besides=left)
    order = {fact.id: nth for nth, fact in enumerate(facts)}
    results = [
        (line, occurrence)
        for occurrence in occurrences.gather_occurrences(base, query, facts)
        for line in (occurrence.within(*days) if days else occurrence.lines())
    ]
    results.sort(key=lambda pair: place(order.get(pair[0].fact.id, FAR), pair[0]))
    return [occurrences.entry_of(occurrence, line) for line, occurrence in results]


def undated_lines(base: Base, query: Query, most: int | None = None) -> list[Entry]:
    """Return the lines that have no date, those of which nobody says since when at the end.

    With `most` only so many claims are read.
    """
    from dipfacts.query.timeline_lines import UNDATED  # lazy: of use to timelines only

    facts = base.find(query.undated.replaced(limit=most), besides=UNDATED)
    every = occurrences.gather_occurrences(base, query.undated, facts)
    entries = [
        occurrences.entry_of(occurrence, line)
        for occurrence in every
        for line in occurrence.lines()
    ]
    return sorted(_parted(entries)[1], key=_is_of_body)


def counted(entries: list[Entry]) -> TimelineCounts:
    """Count lines as `Base.count_timeline` does."""
    results = occurrences.occurrences_of(entries)
    events = Counter(occurrence.main.words for occurrence in results if occurrence.is_event)
    spans = [entry.span for entry in entries if entry.span]
    return TimelineCounts(
        lines=len(entries),
        events=dict(events),
        relations=len(results) - events.total(),
        first=min((first for first, _ in spans), default=None),
        last=max((last for _, last in spans), default=None),
        claims=sum(len(occurrence.facts) for occurrence in results),
    )


class LimitedLines(Record, frozen=True):
    """The lines up to a limit, what there is without it, and all of it if that is few."""

    entries: list[Entry]
    counts: TimelineCounts
    listed: Sequence[Occurrence] = ()
    of_bodies: Sequence[Occurrence] = ()  # memberships of which nobody says since when


def limited_lines(
    base: Base, query: Query, latest: tuple[int, int] | None, *, few_undated: bool
) -> LimitedLines:
    """Return the lines up to the limit: of all, or of the `latest` so many, by a day."""
    whole = query.replaced(limit=None)
    if (query.limit or latest) and are_counted_sooner(base, query):
        counts = base.count_timeline(whole)
        if counts.claims > LIMITS.held:  # only what is shown is read
            few = _read_come(base, query, *latest) if latest else read_newest(base, query)
            return LimitedLines(first_undated(few) if few_undated else few, counts)
    entries = lines(base, whole)
    counts, every = counted(entries), occurrences.occurrences_of(entries)
    undated = [] if latest else occurrences.occurrences_of(_parted(entries)[1])
    selected = _come(entries, *latest) if latest else entries
    selected = first_undated(selected) if few_undated else selected
    return LimitedLines(
        newest(selected, query.limit),
        counts,
        listed=every if counts.claims <= LIMITS.held else [],
        of_bodies=[relation for relation in undated if is_undated_membership(relation)],
    )


def are_counted_sooner(base: Base, query: Query) -> bool:
    """Return whether lines are counted, and the first of them found, sooner than all are read.

    Of parties only the claims are looked for, unless these are very many.
    """
    return not query.parties or (
        query == query.undated and base.has_more(query, LIMITS.sharing_parties)
    )


def read_newest(base: Base, query: Query) -> list[Entry]:
    """Return the newest lines, without reading others."""
    from dipfacts.answers.occurrences.many_lines import entries_at  # lazy: most are not long

    return newest(entries_at(base, query, [*base.moments(query)]), query.limit)


def _read_come(base: Base, query: Query, latest: int, day: int) -> list[Entry]:
    """Return the latest lines that have come, up to the limit, and read few others."""
    most = 2 * latest  # some of the last lines are of what has not come
    while True:
        entries = read_newest(base, query.replaced(limit=most))
        come = _come(entries, latest, day)
        read = min((entry.day for entry in entries if entry.day), default=FAR)
        are_latest = len(come) == latest and all(_come_on(day, it) >= read for it in come)
        if are_latest or len(entries) < most:
            return newest(come, query.limit)
        most *= 4


def _come(entries: list[Entry], latest: int, day: int) -> list[Entry]:
    """Return the latest lines of what has come by a day, and was no mere plan."""
    come = [entry for entry in entries if entry.span and entry.span[0] <= day]
    come = [entry for entry in come if entry.mark not in NOT_HELD or entry.mark == "reported"]
    last = {id(entry) for entry in sorted(come, key=partial(_come_on, day))[-latest:]}
    return [entry for entry in come if id(entry) in last]


def _come_on(day: int, entry: Entry) -> int:
    """Return the day on which a line has come by a day: its own, or the first on which it may have.

    An end that by one claim is to come has come by another.
    """
    own, first = entry.day or FAR, entry.span[0] if entry.span else FAR
    return own if own <= day else first


def newest(entries: list[Entry], limit: int | None) -> list[Entry]:
    """Return the newest lines, in order, and where there is room those without a date."""
    if not limit:
        return entries
    dated, undated = _parted(entries)
    return [*dated[-limit:], *undated[: max(0, limit - len(dated))]]


def newest_first(entries: Sequence[Entry]) -> list[Entry]:
    """Return lines that are in order with the newest first; those without a date stay last."""
    dated, undated = _parted(entries)
    return [*dated[::-1], *undated]


def first_undated(entries: list[Entry]) -> list[Entry]:
    """Return lines with a few of those without a date, which come last.

    Memberships of which nobody says since when would fill a page: they come last of all.
    """
    dated, undated = _parted(entries)
    undated.sort(key=_is_of_body)
    return [*dated, *undated[:_UNDATED]]


def _is_of_body(entry: Entry) -> bool:
    """Return whether a line tells of a membership of which nobody says since when."""
    return bool(entry.occurrence and is_undated_membership(entry.occurrence))


def _parted(entries: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Return the lines with a date, and those without."""
    undated = [entry for entry in entries if entry.day is None]
    return [entry for entry in entries if entry.day is not None], undated
