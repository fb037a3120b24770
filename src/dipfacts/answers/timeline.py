"""Events, and the starts and ends of relations, in order of time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from dipfacts.answers.answer import (
    MOST_NAMED,
    Answer,
    Entry,
    as_known,
    as_of,
    asked_about,
    described,
    empty,
    few,
    head_of,
    of_undated,
    once,
)
from dipfacts.answers.relations import standings
from dipfacts.model import display
from dipfacts.model.period import Period
from dipfacts.model.query import FAR, Moments
from dipfacts.model.status import CALLED_OFF
from dipfacts.model.tables import Event, Relation
from dipfacts.query.base import Base, Fact, Query


def timeline(base: Base, query: Query, upcoming: str | None = None) -> Answer:
    """Return events, and the starts and ends of relations, in order of time, undated last.

    With `upcoming`, a span such as "90d", only what lies ahead. The lines are in `answer.entries`,
    up to a limit the newest.
    Raises QuestionError for a span that is not valid.
    """
    if upcoming is not None:
        from dipfacts.answers import upcoming as ahead  # seldom asked for

        return ahead.upcoming(base, query, upcoming)
    query = query._replace(types=("event", "relation"))
    answer = Answer(base, described(query, "timeline"))
    if undated := of_undated(query):
        answer.undated = len(once(entry.fact for entry in _lines(base, undated)))
    answer.as_of = as_of(query)
    answer.entries, counts, facts = _shown(base, query)
    if not answer.entries:
        return empty(answer, query, "the timeline")
    answer.left_out = counts.lines - len(answer.entries)
    answer.facts = once(entry.fact for entry in answer.entries)
    answer.standings = standings(base, answer.facts, answer.as_of)
    planned = _planned(facts, counts, answer.as_of)
    text = asked_about(base, query) + _sentence(counts, planned) + as_known(query)
    answer.head = head_of(text, facts)
    return answer


def stream(base: Base, query: Query) -> Iterator[Fact]:
    """Yield the events and relations of all parties, each where its first line stands."""
    query = query._replace(types=("event", "relation"), limit=None)
    for fact, which in base.moments(query):
        asked = (entry for entry in _entries(fact) if _is_asked(entry, query))
        if next(asked) == _entry(fact, which):
            yield fact


def newest(entries: list[Entry], limit: int | None) -> list[Entry]:
    """Return the newest lines, in order, and undated ones only where there is room."""
    if not limit or len(entries) <= limit:
        return entries
    dated = [entry for entry in entries if entry.day is not None]
    undated = [entry for entry in entries if entry.day is None]
    return [*dated[-limit:], *undated[: max(0, limit - len(dated))]]


def _shown(base: Base, query: Query) -> tuple[list[Entry], Moments, list[Fact]]:
    """Return the lines up to the limit, what there is without it, and the claims to name."""
    whole = query._replace(limit=None)
    if query.limit and not query.parties:
        counts = base.count_moments(whole)
        if counts.claims > MOST_NAMED:  # only what is shown is read
            return [_entry(*moment) for moment in base.moments(query)], counts, []
    entries = _lines(base, whole)
    facts = few(entry.fact for entry in entries)
    return newest(entries, query.limit), _counted(entries), facts


def _lines(base: Base, query: Query) -> list[Entry]:
    """Return all lines in order."""
    entries = [e for fact in base.find(query) for e in _entries(fact) if _is_asked(e, query)]
    return sorted(entries, key=lambda entry: (entry.day is None, entry.day or 0))


def _counted(entries: list[Entry]) -> Moments:
    """Count lines as `Base.count_moments` does."""
    facts = once(entry.fact for entry in entries)
    events = Counter[str](fact.claim.status for fact in facts if isinstance(fact.claim, Event))
    spans = [entry.span for entry in entries if entry.span]
    return Moments(
        lines=len(entries),
        events=dict(events),
        relations=len(facts) - events.total(),
        first=min((first for first, _ in spans), default=None),
        last=max((last for _, last in spans), default=None),
    )


def _planned(facts: list[Fact], counts: Moments, day: int) -> list[str]:
    """Return '1 planned' and '2 once planned for a time now past', as far as there are any.

    Where the claims are too many to look at each, which of the two it is remains open.
    """
    planned = [f for f in facts if isinstance(f.claim, Event) and f.claim.status == "planned"]
    if not facts and (every := counts.events.get("planned")):
        return [f"{every:,} planned or once planned"]
    past = sum(f.period is not None and (f.period.end_day or FAR) <= day for f in planned)
    ahead = len(planned) - past
    found = [f"{ahead:,} planned"] if ahead else []
    return [*found, f"{past:,} once planned for a time now past"] if past else found


def _sentence(counts: Moments, planned: list[str]) -> str:
    """Return '9 events (2 planned) and 5 relations on the timeline, 1992 to 2022.'."""
    marked = [f"{counts.events[s]:,} {s}" for s in CALLED_OFF if counts.events.get(s)]
    marked = [*planned, *marked]
    text = display.counted(sum(counts.events.values()), "event")
    text += f" ({', '.join(marked)})" if marked else ""
    text += f" and {display.counted(counts.relations, 'relation')} on the timeline"
    if counts.first and counts.last:
        first, last = (date.fromordinal(day).year for day in (counts.first, counts.last))
        text += f", {first} to {last}" if first != last else f", {first}"
    return f"{text}."


def _entries(fact: Fact) -> list[Entry]:
    """Return an event's one line; a relation's start and, if known, its end."""
    period, claim = fact.period, fact.claim
    mark = claim.status if isinstance(claim, Event) and claim.status != "held" else ""
    if period is None:
        return [Entry(fact, None, "undated", mark)]
    if isinstance(claim, Event):
        day = period.start_day or (period.end_day - 1 if period.end_day else None)
        return [Entry(fact, day, period.show(), mark, _within(period))]
    begin, end = period.ends
    if begin is end is None:  # still going, start unknown
        return [Entry(fact, None, period.show(), mark)]
    entries = []
    if begin:
        entries.append(Entry(fact, begin.start_day, begin.show(), "begins", _within(begin)))
    if end:
        last = (end.end_day or 1) - 1
        entries.append(Entry(fact, last, end.show(), "ends", _within(end)))
    return entries


def _within(period: Period) -> Period | None:
    return period if period.unspecified else None


def _entry(fact: Fact, which: int) -> Entry:
    """Return the line of a claim that begins (0) or ends (1) then."""
    return next(entry for entry in _entries(fact) if (entry.mark == "ends") == (which == 1))


def _is_asked(entry: Entry, query: Query) -> bool:
    """Return whether the line itself lies in the dates asked for: a relation's start may not."""
    if not isinstance(entry.fact.claim, Relation) or query == query.undated:
        return True
    first, after = query.days
    return entry.day is not None and first <= entry.day < after
