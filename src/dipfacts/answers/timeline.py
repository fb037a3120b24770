"""Events, and the starts and ends of relations, in order of time."""

from __future__ import annotations

from datetime import date

from dipfacts.answers.answer import Answer, Entry, blank_head, described, empty, names
from dipfacts.model import display
from dipfacts.model.period import Period
from dipfacts.model.tables import Event, Relation
from dipfacts.query.base import Base, Fact, Query


def timeline(base: Base, query: Query, upcoming: str | None = None) -> Answer:
    """Return the events, and the starts and ends of relations, in order of time, undated last.

    With `upcoming`, a span such as "90d", only what lies ahead. The lines are in `answer.entries`.
    Raises QuestionError for a span that is not valid.
    """
    if upcoming is not None:
        from dipfacts.answers import upcoming as ahead  # seldom asked for

        return ahead.upcoming(base, query, upcoming)
    query = query._replace(types=("event", "relation"))
    answer = Answer(base, described(query, "timeline"))
    limit, query = query.limit, query._replace(limit=None)
    if limit and not query.parties:  # of everything only what is shown is read
        entries = [_entry(*moment) for moment in base.moments(query._replace(limit=limit))]
        count = base.count_moments(query) if len(entries) == limit else len(entries)
    else:
        entries = sorted(
            (e for fact in base.find(query) for e in _entries(fact) if _asked(e, query)),
            key=lambda e: (e.day is None, e.day or 0),
        )
        count = len(entries)
    if not entries:
        return empty(answer, query, "the timeline")
    if limit:
        answer.left_out = max(0, count - limit)
        entries = entries[:limit]
    answer.facts = list({entry.fact.id: entry.fact for entry in entries}.values())
    who = names(base, query.parties)
    events = sum(fact.type == "event" for fact in answer.facts)
    planned = sum(getattr(fact.claim, "status", None) == "planned" for fact in answer.facts)
    text = f"{f'{display.between(who)}: ' if who else ''}{display.counted(events, 'event')}"
    text += f" ({planned} planned)" if planned else ""
    text += f" and {display.counted(len(answer.facts) - events, 'relation')} on the timeline"
    years = [e.fact.period for e in entries if e.fact.period and e.day]
    if years:
        first, last = (date.fromordinal(e.day).year for e in _ends(entries) if e.day)
        text += f", {first} to {last}" if first != last else f", {first}"
    answer.head = {**blank_head(), "text": text + ".", "facts": [f.id for f in answer.facts]}
    answer.entries = entries
    return answer


def _ends(entries: list[Entry]) -> tuple[Entry, Entry]:
    dated = [entry for entry in entries if entry.day]
    return dated[0], dated[-1]


def _entries(fact: Fact) -> list[Entry]:
    """An event's one line; a relation's start and, if known, its end."""
    period, claim = fact.period, fact.claim
    if period is None:
        return [Entry(fact, None, "undated", _mark(claim))]
    if isinstance(claim, Event):
        day = period.start_day or (period.end_day - 1 if period.end_day else None)
        return [Entry(fact, day, period.show(), _mark(claim))]
    first, final = [*str(period).split("/"), ""][:2] if period.is_interval else (str(period), "")
    found = []
    if first not in ("", ".."):
        start = Period.parse(first)
        found.append(Entry(fact, start.start_day, start.show(), "begins"))
    if final not in ("", ".."):
        end = Period.parse(final)
        found.append(Entry(fact, (end.end_day or 1) - 1, end.show(), "ends"))
    return found


def _entry(fact: Fact, which: int) -> Entry:
    """The line of a claim that begins (0) or ends (1) then."""
    return next(entry for entry in _entries(fact) if (entry.mark == "ends") == (which == 1))


def first_asked(fact: Fact, which: int, query: Query) -> bool:
    """Whether this is the first line of the claim that lies in the dates asked for."""
    first = next(entry for entry in _entries(fact) if _asked(entry, query))
    return (first.mark == "ends") == (which == 1)


def _mark(claim: object) -> str:
    status = getattr(claim, "status", None)
    return status if status in ("planned", "reported") else ""


def _asked(entry: Entry, query: Query) -> bool:
    """Whether the line itself lies in the dates asked for (a relation's start may not)."""
    bounds = (query.since, query.until, query.within)
    if not isinstance(entry.fact.claim, Relation) or not any(bounds):
        return True
    if entry.day is None:
        return False
    first = max([(p.start_day or 0) for p in (query.since, query.within) if p] or [0])
    ends = [p.end_day for p in (query.until, query.within) if p and p.end_day]
    return first <= entry.day and (not ends or entry.day < min(ends))
