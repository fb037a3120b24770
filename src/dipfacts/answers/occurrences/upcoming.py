"""Planned events, beginnings, ends and anniversaries that lie ahead."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dipfacts.answers.answer import (
    Answer,
    asked_about,
    begin,
    claims_to_name,
    head_of,
    once,
)
from dipfacts.answers.empty import AHEAD, empty
from dipfacts.answers.occurrences.date_words import alternatives, begun
from dipfacts.answers.occurrences.entry import Entry
from dipfacts.answers.occurrences.exact_days import bounds, in_year, lasts_until, next_anniversary
from dipfacts.answers.occurrences.filling import fill
from dipfacts.answers.occurrences.last_days import over_with_party
from dipfacts.answers.occurrences.occasions import Occasion, kinds_in_words, what_comes
from dipfacts.answers.occurrences.occurrences import (
    claims_of,
    class_at,
    entry_of,
    gather_occurrences,
    occurrences_of,
)
from dipfacts.answers.occurrences.relation_class import Standing, standings
from dipfacts.answers.parts import Timeline
from dipfacts.errors import QuestionError
from dipfacts.model import display
from dipfacts.model.fact import FAR
from dipfacts.model.file_format.status import CALLED_OFF, class_of
from dipfacts.model.file_format.tables import Event
from dipfacts.model.occurrences.ends import BEGINS, ENDS, begin_and_end
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.occurrences.occurrence_lines import Line
from dipfacts.model.periods.calendar import LAST_YEAR, LONGEST_YEAR, SHORTEST_YEAR
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.model.request import Options
from dipfacts.query.ahead import may_come as relations_ahead
from dipfacts.query.base import Base
from dipfacts.text import capitalised, short

if TYPE_CHECKING:  # to load it would slow down every look-up
    from dipfacts.remedy import AnyRemedy

_SPAN = re.compile(r"([1-9][0-9]{0,3})([dwmy])")


def is_to_come(line: Line | Entry, day: int) -> bool:
    """Return whether an event is still to come on a day, an ordinal.

    It is if it begins later, or today and no claim says that it was held; and if it is planned and
    may not be over. Not if it was called off.
    """
    assert isinstance(line.fact.claim, Event)
    first, after = begin_and_end(line.period)
    after = max(after, (line.spread or 0) + 1)  # where sources differ it may be any of their days
    return may_come(line.fact.claim.status, first, after, day)


def may_come(status: str | None, first: int, after: int, day: int) -> bool:
    """Return whether an event of that status and these days is still to come, as `is_to_come` does.

    The first day is 0, and the day after the last FAR, where it is not known.
    """
    if status == "planned":
        return after > day
    begins = day if status == "reported" else day + 1  # nobody says that it was held
    return status not in CALLED_OFF and FAR > first >= begins


def upcoming(base: Base, query: Query, span: str) -> Answer:
    """Return the timeline from today, or the day of --known-by, as far ahead as a span (`90d`).

    Anniversaries are of the first days of relations in force, where these are known to the day; of
    what is over no beginning lies ahead, and its end only where its status came before that. Up to
    a limit, what comes first is kept. Where all that is recorded was called off, that is listed.
    Raises QuestionError for a span that is not valid, or given beside other dates.
    """
    today, last = days_ahead(query, span)
    ahead = query.replaced(within=Period.parse(f"{today}/{last}"), limit=None)

    def count(undated: Query) -> int:
        lines, _ = _lines_ahead(base, undated.replaced(within=ahead.within), today, last)
        return len(once(entry.fact for entry, _ in lines))

    answer = begin(base, query, "timeline", Options(upcoming=span), count)
    lines, called_off = _lines_ahead(base, ahead, today, last)
    if not (lines or called_off):
        query = ahead.replaced(types=("event", "relation"))
        return empty(answer, query, "the timeline", state=AHEAD)
    entries = [entry for entry, _ in lines] or called_off
    answer.as_of = today.toordinal()
    kept = entries[: query.limit or None]
    occasions = [occasion for _, occasion in lines[: query.limit or None]]
    answer.timeline = Timeline(kept, occasions)
    answer.leave_out(len(entries) - len(kept), "line")
    fill(answer, occurrences_of(kept), query.parties)
    listed = [entry.fact for entry in kept]
    there = {fact.id for fact in listed}
    answer.facts = [*listed, *(fact for fact in answer.facts if fact.id not in there)]
    is_long = last > today + timedelta(days=LONGEST_YEAR)
    what = display.listed(kinds_in_words(lines, is_long)) or "nothing is ahead"
    what = what if query.parties else capitalised(what)
    text = f"{asked_about(base, query)}{what} from"
    text += f" {display.day(today)} to {display.day(last)}"
    if called_off:
        events = display.counted(len(called_off), "event")
        text += f"; {events} of that time {'was' if len(called_off) == 1 else 'were'} called off"
    facts = claims_to_name(entry.fact for entry in entries)
    answer.head = head_of(f"{text}.", facts, period=str(ahead.within))
    return answer


def _lines_ahead(
    base: Base, ahead: Query, today: date, last: date
) -> tuple[list[tuple[Entry, Occasion]], list[Entry]]:
    """Return the lines ahead, the nearest first, and those of events called off in that time."""
    since = Period.parse(f"{today}")  # an anniversary is of a relation that began long ago
    facts = base.find(ahead.replaced(types=("event",)))
    relations = ahead.replaced(types=("relation",), within=None, since=since)
    facts += base.find(relations, besides=relations_ahead(today, last))
    occurrences = gather_occurrences(base, ahead, facts)
    standing_of = standings(base, claims_of(occurrences), today.toordinal(), ahead.parties)
    lines = [
        line
        for occurrence in occurrences
        for line in _lines(occurrence, standing_of.get(occurrence.fact.id), today, last)
        if line[1].what != "anniversary" or _stands_then(base, occurrence, line[1], ahead)
    ]
    off = [
        entry_of(event, line)
        for event in occurrences
        if event.is_event and event.main.status in CALLED_OFF
        for line in event.within(*ahead.days)
    ]
    off = [entry for entry in off if entry.day and entry.mark in CALLED_OFF]
    return sorted(lines, key=_day_of), sorted(off, key=lambda it: it.day or 0)


def _day_of(line: tuple[Entry, Occasion]) -> int:
    """Return the day by which a line has its place."""
    entry, occasion = line
    return occasion.on.toordinal() if occasion.on else entry.day or 0


def days_ahead(query: Query, span: str) -> tuple[date, date]:
    """Return the first and the last day of a span: from today, or the day of --known-by.

    Raises QuestionError for a span that is not valid, or given beside other dates.
    """
    if query.since or query.until or query.within:
        from dipfacts.remedy import Option, Remedy  # lazy: only for a slip

        both = Option("since"), " and ", Option("until")
        remedy = Remedy.of("give ", Option("upcoming"), " alone, or ", *both)
        raise _slip(" says already from when to when", remedy)
    today = date.fromordinal(query.as_of)
    return today, _last_day(today, span)


def _slip(wrong: str, remedy: AnyRemedy, span: str = "") -> QuestionError:
    """Return the mistake that something is wrong with the option, with a span or without one."""
    from dipfacts.remedy import Option, Remedy  # lazy: only for a slip

    return QuestionError(Remedy.of(Option("upcoming", span), wrong), remedy)


def _last_day(today: date, span: str) -> date:
    """Return the last day of the span that starts today. Raises QuestionError."""
    match = _SPAN.fullmatch(span.strip().lower())
    if not match:
        hint = "write 90d for days, 12w for weeks, 6m for months or 1y for years"
        raise _slip(f': "{short(span)}" is no span of time', hint)
    count, unit = int(match[1]), match[2]
    months = today.year * 12 + today.month - 1 + count * {"y": 12, "m": 1}.get(unit, 0)
    days = count * {"w": 7, "d": 1}.get(unit, 0)
    year, month = divmod(months, 12)
    if year + days // SHORTEST_YEAR >= LAST_YEAR:
        raise _slip(" reaches too far", "ask for a shorter time", match[0])
    same_day = min(today.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, same_day) + timedelta(days=days)


def _lines(
    occurrence: Occurrence, standing: Standing | None, today: date, last: date
) -> Iterator[tuple[Entry, Occasion]]:
    """Yield the lines ahead, today's included; `standing` is None for an event."""
    for line in occurrence.lines():
        entry = entry_of(occurrence, line)
        if standing is None:
            if entry.day and is_to_come(line, today.toordinal()) and _begins_by(line, last):
                yield entry, Occasion("planned", _on(line, today, last), None)
        elif _is_to_come(entry, line, standing, today) and _is_near(entry, line, today, last):
            if line.side == ENDS and line.spread is None:  # perhaps on the first day of its span
                entry = entry.replaced(day=line.periods[0].start_day)
            yield entry, Occasion(what_comes(entry), _on(line, today, last), None)
    if standing and standing.name == "standing" and (yearly := _yearly(occurrence, today, last)):
        yield yearly


def _begins_by(line: Line, last: date) -> bool:
    """Return whether an event may begin by a last day; it is found by any claim about it."""
    return min(period.start_day or 0 for period in line.periods) <= last.toordinal()


def _on(line: Line, today: date, last: date) -> date | None:
    """Return the day of a line, the first ahead where claims differ; None where none is known."""
    days = [first for period in line.periods if (first := bounds(period)[0])]
    if len(line.periods) > 1:
        days = [day for day in days if today <= day <= last]
    return min(days, default=None)


def _yearly(occurrence: Occurrence, today: date, last: date) -> tuple[Entry, Occasion] | None:
    """Return the next anniversary of a relation, if it stands today and on that day.

    Where sources differ on the day it began, each has its day in the line, and its years.
    """
    stage = occurrence.stage_on(today.toordinal())
    firsts = [first for period in begun(occurrence, stage) if (first := bounds(period)[0])]
    coming = [(day, first) for first in firsts if (day := next_anniversary(first, today))]
    if class_of(stage.status) != "standing" or not coming:
        return None
    day, first = min(coming)
    if day > last or not is_in_force(occurrence, day):
        return None
    dated = sorted(
        (near, near.year - first_day.year)
        for first_day in firsts
        if (near := _yearly_near(first_day, first, day))
    )
    days = list(dict.fromkeys(it for it, _ in dated))
    ages = list(dict.fromkeys(age for _, age in dated))
    mark = f"{display.listed(map(str, ages), 'or')} {'year' if ages == [1] else 'years'}"
    when = alternatives([Period.parse(f"{it}") for it in days])
    entry = Entry(stage.fact, day.toordinal(), when, mark, occurrence=occurrence)
    return entry, Occasion("anniversary", day, ages[0] if len(ages) == 1 else None)


def _stands_then(base: Base, occurrence: Occurrence, yearly: Occasion, query: Query) -> bool:
    """Return whether a relation is not over with a party before a yearly day."""
    over = over_with_party(base, occurrence, query.as_of, query.parties)
    return over is None or yearly.on is None or yearly.on.toordinal() < over


def _yearly_near(start: date, first: date, day: date) -> date | None:
    """Return the anniversary of a beginning that stands beside a day, that of the first of all.

    Of a beginning in the same year that of the same number of years, else the nearest.
    """
    if start.year == first.year:
        return in_year(day.year, start)
    years = range(max(day.year - 1, start.year + 1), min(day.year + 1, LAST_YEAR) + 1)
    each = (it for year in years if (it := in_year(year, start)))
    return min(each, key=lambda it: abs(it - day), default=None)


def is_in_force(occurrence: Occurrence, day: date) -> bool:
    """Return whether claims say that a relation stands on a day."""
    stage = occurrence.stage_on(day.toordinal())
    period = stage.lasts(day.toordinal()).period
    until = lasts_until(period) if period else None
    return class_of(stage.status) == "standing" and (until is None or day <= until)


def _is_near(entry: Entry, line: Line, today: date, last: date) -> bool:
    """Return whether a start or an end lies from today to a last day.

    What may have begun before today is in force, and not ahead unless claims differ; what ends or
    pauses it may still come on any day of its span.
    """
    first_day, last_day = today.toordinal(), last.toordinal()
    is_end = line.side == ENDS or class_at(entry) in ("over", "paused")
    if not is_end:
        starts = [first for first, _ in line.spans]
        starts = starts if len(line.periods) > 1 else starts[:1]  # it may be in force
        return any(first_day <= day <= last_day for day in starts)
    least = 0
    if line.side == ENDS and entry.occurrence:  # which is not before the beginning
        lines = entry.occurrence.lines()
        begins = (line.day for line in lines if line.side == BEGINS and line.day)
        least = min(begins, default=0)
    known = [(first, end if end < FAR - 1 else first) for first, end in line.spans]
    each = [(max(first, least), max(end, least)) for first, end in known]
    return any(first <= last_day and end >= first_day for first, end in each)


def _is_to_come(entry: Entry, line: Line, standing: Standing, today: date) -> bool:
    """Return whether the start or the end of a relation can lie ahead, given its class.

    Of what is over, what ends it does: on a day that may be past or still to come, or at the end
    after a denunciation; and the day from which it is in force again. Nothing of what was over with
    a party.
    """
    if standing.name != "over":
        return True
    if standing.after or entry.occurrence is None:
        return False
    if line.side == BEGINS and len(entry.occurrence.counting) > 1:
        # lazy: most have one claim
        from dipfacts.model.occurrences.resumption import is_resumed_later

        if is_resumed_later(entry.occurrence, entry.fact, today.toordinal()):
            return True
    may_be_past = (line.day or FAR) <= today.toordinal()
    return (line.side == ENDS or may_be_past) and class_at(entry) == "over"
