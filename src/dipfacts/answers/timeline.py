"""Events, and the starts and ends of relations, in order of time."""

from __future__ import annotations

from collections.abc import Iterator

from dipfacts.answers.answer import Answer, Entry, asked_about, described, empty, head_of, once
from dipfacts.model import display
from dipfacts.model.period import Period
from dipfacts.model.tables import Event, Relation
from dipfacts.query.base import Base, Fact, Query


def timeline(base: Base, query: Query, upcoming: str | None = None) -> Answer:
    """Return events, and the starts and ends of relations, in order of time, undated last.

    With `upcoming`, a span such as "90d", only what lies ahead. The lines are in `answer.entries`.
    Raises QuestionError for a span that is not valid.
    """
    if upcoming is not None:
        from dipfacts.answers import upcoming as ahead  # seldom asked for

        return ahead.upcoming(base, query, upcoming)
    query = query._replace(types=("event", "relation"))
    answer = Answer(base, described(query, "timeline"))
    entries, count = _limited(base, query)
    if not entries:
        return empty(answer, query._replace(limit=None), "the timeline")
    answer.entries = entries
    answer.left_out = count - len(entries)
    answer.facts = once(entry.fact for entry in entries)
    answer.head = head_of(_sentence(base, query, answer), answer.facts)
    return answer


def stream(base: Base, query: Query) -> Iterator[Fact]:
    """Yield the events and relations of all parties, each where its first line stands."""
    query = query._replace(types=("event", "relation"), limit=None)
    for fact, which in base.moments(query):
        asked = (entry for entry in _entries(fact) if _is_asked(entry, query))
        if next(asked) == _entry(fact, which):
            yield fact


def _limited(base: Base, query: Query) -> tuple[list[Entry], int]:
    """Return the lines up to the limit, and how many there are without it."""
    limit, query = query.limit, query._replace(limit=None)
    if limit and not query.parties:  # only what is shown is read, however many there are
        entries = [_entry(*moment) for moment in base.moments(query._replace(limit=limit))]
        return entries, base.count_moments(query) if len(entries) == limit else len(entries)
    entries = [e for fact in base.find(query) for e in _entries(fact) if _is_asked(e, query)]
    entries.sort(key=lambda entry: (entry.day is None, entry.day or 0))
    return entries[: limit or None], len(entries)


def _sentence(base: Base, query: Query, answer: Answer) -> str:
    """Return '9 events (2 planned) and 5 relations on the timeline, 1992 to 2022.'."""
    events = sum(fact.type == "event" for fact in answer.facts)
    planned = sum(getattr(fact.claim, "status", None) == "planned" for fact in answer.facts)
    text = asked_about(base, query) + display.counted(events, "event")
    text += f" ({planned} planned)" if planned else ""
    text += f" and {display.counted(len(answer.facts) - events, 'relation')} on the timeline"
    years = [entry.years for entry in answer.entries if entry.years]
    if years:
        first, last = min(begin for begin, _ in years), max(end for _, end in years)
        text += f", {first} to {last}" if first != last else f", {first}"
    return f"{text}."


def _entries(fact: Fact) -> list[Entry]:
    """Return an event's one line; a relation's start and, if known, its end."""
    period, claim = fact.period, fact.claim
    status = getattr(claim, "status", None)
    mark = status if status in ("planned", "reported") else ""
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
