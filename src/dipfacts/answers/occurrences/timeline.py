"""Events, and the starts and ends of relations, in order of time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

from dipfacts.answers.answer import (
    LIMITS,
    Answer,
    as_known,
    asked_about,
    claims_to_name,
    count_dateless,
    head_of,
)
from dipfacts.answers.empty import PAST, RECORDED, empty
from dipfacts.answers.occurrences import occurrences, possible_duplicates
from dipfacts.answers.occurrences.claims_left_out import is_choosing, told_in_part
from dipfacts.answers.occurrences.entry import Entry
from dipfacts.answers.occurrences.filling import fill
from dipfacts.answers.occurrences.memberships import is_undated_membership, memberships
from dipfacts.answers.occurrences.relation_class import standings
from dipfacts.answers.occurrences.relations import Batch
from dipfacts.answers.occurrences.timeline_words import events_in_words, plans_of, timeline_in_words
from dipfacts.answers.parts import Timeline, Unread
from dipfacts.answers.remark import Remark
from dipfacts.model.fact import FAR, Fact
from dipfacts.model.file_format.status import NOT_HELD
from dipfacts.model.groups import batches
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.query import Query
from dipfacts.model.request import HELD, Options, Reading
from dipfacts.query.base import Base
from dipfacts.query.over_before import over_before
from dipfacts.query.timeline_lines import TimelineCounts
from dipfacts.record import Record

_UNDATED = 10  # lines without a date, on a page for which no limit was given


def timeline(
    base: Base,
    query: Query,
    reading: Reading = HELD,
    *,
    latest: int | None = None,
    reverse: bool = False,
) -> Answer:
    """Return events, and the starts and ends of relations, in order of time, undated last.

    Of `latest` so many of what has come, without plans. In `reverse` the newest come first. The
    lines are in `answer.timeline`, up to a limit the newest; few are without a date where the limit
    is a usual one. Where they are streamed, or written in lines, very many are left unread.
    """
    query = query.replaced(types=("event", "relation"))
    answer = Answer(base, "timeline", query, Options(latest=latest))
    answer.dateless = count_dateless(base, query)
    if by_undated := query.undated_sources:
        answer.undated = len(
            occurrences.claims_of(occurrences.occurrences_of(lines(base, by_undated)))
        )
    answer.as_of, answer.known = query.as_of, as_known(query)
    in_order = not (latest or reverse)
    if in_order and (counts := _counts_of_unread(base, query, reading)):
        answer.unread = _unread(base, query, answer.as_of, reading)
        answer.head = head_of(_text(answer.base, query, [], counts))
        return answer
    until = (latest, answer.as_of) if latest else None
    limited = _limited(base, query, until, few_undated=reading.few_undated)
    entries, counts, listed = limited.entries, limited.counts, limited.listed
    if not entries:
        return empty(answer, query, "the timeline", state=PAST if latest else RECORDED)
    left_out = counts.lines - len(entries)
    answer.timeline = Timeline(entries, earlier=left_out if latest else 0)
    if not latest:  # which asks for so many, whatever the limit
        answer.leave_out(left_out, "line")
    fill(answer, occurrences.occurrences_of(entries), query.parties)
    answer.memberships = memberships(answer, limited.of_bodies)
    answer.remarks += map(Remark, told_in_part(base, query, answer.occurrences))
    answer.head = head_of(
        _text(answer.base, query, listed, counts), claims_to_name(occurrences.claims_of(listed))
    )
    return _turned(answer, reverse)


def _counts_of_unread(base: Base, query: Query, reading: Reading) -> TimelineCounts | None:
    """Return how many lines are left unread: they are counted sooner than read, and are very many.

    None where they are read. Where conditions choose from the claims about one thing, written lines
    are read for what they leave out.
    """
    is_unread = reading.is_streamed or reading.is_in_lines
    is_chosen = reading.is_in_lines and is_choosing(query)
    if not is_unread or is_chosen or not _is_quick(base, query):
        return None
    counts = base.count_timeline(query)
    return counts if counts.claims > LIMITS.held else None


def _unread(base: Base, query: Query, day: int, reading: Reading) -> Unread:
    """Return what reads the lines, or the relations and events, while they are written."""
    query = query.replaced(limit=None)
    if not reading.is_in_lines:
        return Unread(occurrences=partial(_parts, base, query, day))
    from dipfacts.answers.occurrences.many_lines import ManyLines  # lazy: seldom asked for

    watch = possible_duplicates.Watch(base, query)
    return Unread(lines=ManyLines(base, query, day), watch=watch)


def _text(base: Base, query: Query, listed: Sequence[Occurrence], counts: TimelineCounts) -> str:
    """Return how much there is, in a sentence."""
    events = events_in_words(counts, plans_of(listed, query.as_of) if listed else None)
    text = timeline_in_words(counts, events, query.days)
    return f"{asked_about(base, query)}{text}."


def ahead(base: Base, query: Query, *, upcoming: str, reverse: bool = False) -> Answer:
    """Return what of a timeline lies ahead within a span such as "90d", as `upcoming.upcoming`."""
    from dipfacts.answers.occurrences import upcoming as looking_ahead  # lazy: seldom asked for

    return _turned(looking_ahead.upcoming(base, query, upcoming), reverse)


def _turned(answer: Answer, reverse: bool) -> Answer:
    """Put the newest lines of an answer first, if that is asked for; undated ones stay last.

    Its claims are in the order of the lines.
    """
    if reverse:
        answer.options = answer.options.replaced(reverse=True)
        entries, occasions = newest_first(answer.timeline.entries), answer.timeline.occasions[::-1]
        answer.timeline = answer.timeline.replaced(entries=entries, occasions=occasions)
        if occasions:
            count = len(occasions)  # the claims of these come first, then others about them
            answer.facts = [*answer.facts[:count][::-1], *answer.facts[count:]]
        else:
            answer.occurrences = occurrences.occurrences_of(entries)
            answer.facts = occurrences.claims_of(answer.occurrences)
    return answer


def stream(base: Base, query: Query) -> Iterator[Fact]:
    """Yield the events and relations of all parties, each where its first line stands."""
    for result in _in_order(base, query.replaced(types=("event", "relation"), limit=None)):
        yield from occurrences.claims_of(result)


def _in_order(base: Base, query: Query) -> Iterator[list[Occurrence]]:
    """Yield relations and events, some at a time, each where its first line stands."""
    seen = set[str]()
    for some in batches(base.moments(query)):
        new: dict[str, Fact] = {}
        for fact, _ in some:
            name = fact.occurrence or fact.id
            if name not in seen:
                new.setdefault(name, fact)
        # An event of one claim has one line.
        seen.update(name for name, fact in new.items() if fact.occurrence or fact.type != "event")
        yield occurrences.gather_occurrences(base, query, [*new.values()])


def _parts(base: Base, query: Query, day: int) -> Iterator[Batch]:
    """Yield relations and events as `_in_order` does, with the class of each relation on a day."""
    for result in _in_order(base, query):
        yield Batch(result, standings(base, occurrences.claims_of(result), day, query.parties))


def _parted(entries: Sequence[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Return the lines with a date, and those without."""
    undated = [one for one in entries if one.day is None]
    return [one for one in entries if one.day is not None], undated


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


class _Limited(Record, frozen=True):
    """The lines up to a limit, what there is without it, and all of it if that is few."""

    entries: list[Entry]
    counts: TimelineCounts
    listed: Sequence[Occurrence] = ()
    of_bodies: Sequence[Occurrence] = ()  # memberships of which nobody says since when


def _limited(
    base: Base, query: Query, latest: tuple[int, int] | None, *, few_undated: bool
) -> _Limited:
    """Return the lines up to the limit: of all, or of the `latest` so many, by a day."""
    whole = query.replaced(limit=None)
    if (query.limit or latest) and _is_quick(base, query):
        counts = base.count_timeline(whole)
        if counts.claims > LIMITS.held:  # only what is shown is read
            few = _read_come(base, query, *latest) if latest else read_newest(base, query)
            return _Limited(first_undated(few) if few_undated else few, counts)
    entries = lines(base, whole)
    counts, every = counted(entries), occurrences.occurrences_of(entries)
    undated = [] if latest else occurrences.occurrences_of(_parted(entries)[1])
    selected = _come(entries, *latest) if latest else entries
    selected = first_undated(selected) if few_undated else selected
    return _Limited(
        newest(selected, query.limit),
        counts,
        listed=every if counts.claims <= LIMITS.held else [],
        of_bodies=[one for one in undated if is_undated_membership(one)],
    )


def _is_quick(base: Base, query: Query) -> bool:
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


def lines(base: Base, query: Query, facts: list[Fact] | None = None) -> list[Entry]:
    """Return all lines in order, or those of some claims: those of one day as their claims."""
    from dipfacts.query.timeline_lines import place  # lazy: of use to timelines only

    days = query.days if query != query.undated else None
    if facts is None:
        # A kind or a topic chooses what happened, and all that is said of that gives its dates.
        left = over_before(base.index.all, query).claims_left
        facts = base.find(query.undated if query.kind or query.topic else query, besides=left)
    order = {fact.id: nth for nth, fact in enumerate(facts)}
    results = [
        (line, occurrence)
        for occurrence in occurrences.gather_occurrences(base, query, facts)
        for line in (occurrence.within(*days) if days else occurrence.lines())
    ]

    results.sort(key=lambda pair: place(order.get(pair[0].fact.id, FAR), pair[0]))
    return [occurrences.entry_of(occurrence, line) for line, occurrence in results]


def without_date(base: Base, query: Query) -> Answer:
    """Return the lines of a timeline that have no date, up to a limit, whatever dates are asked."""
    query = query.undated.replaced(types=("event", "relation"))
    answer = Answer(base, "timeline", query)
    answer.as_of, answer.known = query.as_of, as_known(query)
    entries = undated_lines(base, query)
    if not entries:
        return empty(answer, query, "the timeline")
    counts, kept = counted(entries), entries[: query.limit]
    answer.timeline = Timeline(kept)
    answer.leave_out(len(entries) - len(kept), "line")
    fill(answer, occurrences.occurrences_of(kept), query.parties)
    text = timeline_in_words(counts, events_in_words(counts, None), query.days)
    answer.head = head_of(f"{asked_about(base, query)}{text}, without a date.")
    return answer


def undated_lines(base: Base, query: Query, most: int | None = None) -> list[Entry]:
    """Return the lines that have no date, those of which nobody says since when at the end.

    With `most` only so many claims are read.
    """
    from dipfacts.query.timeline_lines import UNDATED  # lazy: of use to timelines only

    facts = base.find(query.undated.replaced(limit=most), besides=UNDATED)
    every = occurrences.gather_occurrences(base, query.undated, facts)
    entries = [occurrences.entry_of(one, line) for one in every for line in one.lines()]
    return sorted(_parted(entries)[1], key=_is_of_body)


def counted(entries: list[Entry]) -> TimelineCounts:
    """Count lines as `Base.count_timeline` does."""
    results = occurrences.occurrences_of(entries)
    events = Counter(one.main.words for one in results if one.is_event)
    spans = [entry.span for entry in entries if entry.span]
    return TimelineCounts(
        lines=len(entries),
        events=dict(events),
        relations=len(results) - events.total(),
        first=min((first for first, _ in spans), default=None),
        last=max((last for _, last in spans), default=None),
        claims=sum(len(one.facts) for one in results),
    )
