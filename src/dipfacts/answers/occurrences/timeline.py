"""Events, and the starts and ends of relations, in order of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from dipfacts.answers.answer import (
    LIMITS,
    Answer,
    as_known,
    asked_about,
    begin,
    claims_to_name,
    head_of,
)
from dipfacts.answers.empty import PAST, RECORDED, empty
from dipfacts.answers.occurrences import occurrences
from dipfacts.answers.occurrences.claims_left_out import is_choosing, told_in_part
from dipfacts.answers.occurrences.filling import fill
from dipfacts.answers.occurrences.memberships import memberships
from dipfacts.answers.occurrences.relation_class import standings
from dipfacts.answers.occurrences.relations import Batch
from dipfacts.answers.occurrences.timeline_reading import (
    are_counted_sooner,
    counted,
    limited_lines,
    lines,
    newest_first,
    undated_lines,
)
from dipfacts.answers.occurrences.timeline_words import events_in_words, plans_of, timeline_in_words
from dipfacts.answers.parts import Timeline, Unread
from dipfacts.answers.remark import Remark
from dipfacts.model.fact import Fact
from dipfacts.model.groups import batches
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.query import Query
from dipfacts.model.request import HELD, Options, Reading
from dipfacts.query.base import Base
from dipfacts.query.timeline_lines import TimelineCounts


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
    count = partial(_count_claims, base)
    answer = begin(base, query, "timeline", Options(latest=latest), count)
    answer.as_of = query.as_of
    in_order = not (latest or reverse)
    if in_order and (counts := _counts_of_unread(base, query, reading)):
        answer.unread = _unread(base, query, answer.as_of, reading)
        answer.head = head_of(_text(answer.base, query, [], counts))
        return answer
    until = (latest, answer.as_of) if latest else None
    limited = limited_lines(base, query, until, few_undated=reading.few_undated)
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


def _count_claims(base: Base, query: Query) -> int:
    """Return the number of claims on which the lines of a timeline rest."""
    return len(occurrences.claims_of(occurrences.occurrences_of(lines(base, query))))


def _counts_of_unread(base: Base, query: Query, reading: Reading) -> TimelineCounts | None:
    """Return how many lines are left unread: they are counted sooner than read, and are very many.

    None where they are read. Where conditions choose from the claims about one thing, written lines
    are read for what they leave out.
    """
    is_unread = reading.is_streamed or reading.is_in_lines
    is_chosen = reading.is_in_lines and is_choosing(query)
    if not is_unread or is_chosen or not are_counted_sooner(base, query):
        return None
    counts = base.count_timeline(query)
    return counts if counts.claims > LIMITS.held else None


def _unread(base: Base, query: Query, day: int, reading: Reading) -> Unread:
    """Return what reads the lines, or the relations and events, while they are written."""
    query = query.replaced(limit=None)
    if not reading.is_in_lines:
        return Unread(occurrences=partial(_parts, base, query, day))
    # lazy: seldom asked for
    from dipfacts.answers.occurrences.duplicates_of_many import Watch
    from dipfacts.answers.occurrences.many_lines import ManyLines

    return Unread(lines=ManyLines(base, query, day), watch=Watch(base, query))


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
    seen = set[str]()  # of which another line may come
    for some in batches(base.moments(query)):
        new: dict[str, Fact] = {}
        for fact, _ in some:
            name = fact.occurrence or fact.id
            if name not in seen:
                new.setdefault(name, fact)
        seen.update(name for name, fact in new.items() if _has_another_line(fact))
        yield occurrences.gather_occurrences(base, query, [*new.values()])


def _has_another_line(fact: Fact) -> bool:
    """Return whether what a claim is about may have several lines on a timeline; most has one."""
    if fact.occurrence:  # of several claims
        return True
    return fact.type == "relation" and fact.period is not None and fact.period.end is not None


def _parts(base: Base, query: Query, day: int) -> Iterator[Batch]:
    """Yield relations and events as `_in_order` does, with the class of each relation on a day."""
    for result in _in_order(base, query):
        yield Batch(result, standings(base, occurrences.claims_of(result), day, query.parties))


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
