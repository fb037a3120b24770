"""Planned events, beginnings, ends and anniversaries that lie ahead."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from datetime import date, timedelta
from typing import NamedTuple

from dipfacts.answers.answer import (
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
from dipfacts.answers.relations import Standing, standings
from dipfacts.errors import QuestionError
from dipfacts.model import display
from dipfacts.model.calendar import LAST_YEAR
from dipfacts.model.period import Period
from dipfacts.model.status import CALLED_OFF, class_of
from dipfacts.model.tables import Event, Relation
from dipfacts.query.base import Base, Fact, Query
from dipfacts.text import plain

_SPAN = re.compile(r"([1-9][0-9]{0,3})([dwmy])")
_WORDS = {
    "anniversary": ("anniversary", ""),
    "planned": ("planned event", ""),
    "reported": ("reported event", ""),
    "held": ("other event", ""),
    "begins": ("relation", " beginning"),
    "ends": ("relation", " ending"),
}


class Occasion(NamedTuple):
    """A day ahead: `what` is "planned" of any event, "anniversary", "begins" or "ends".

    `on` is None where it is not known to the day, `years` where it is no anniversary.
    """

    what: str
    on: date | None
    years: int | None


def is_ahead(fact: Fact, day: int) -> bool:
    """Return whether an event is still to come on a day, an ordinal.

    It is if it begins later, or is planned and may not be over; not if it was called off.
    """
    assert isinstance(fact.claim, Event)
    status, period = fact.claim.status, fact.period
    if status == "planned":
        return period is None or (period.end_day or day + 1) > day
    begins = (period.start_day if period else None) or 0
    return status not in CALLED_OFF and begins > day


def exact(period: Period) -> tuple[date | None, date | None]:
    """Return the first and the last day of a period.

    None for one that is open, coarser than a day, uncertain or approximate.
    """
    both = period.ends if period.is_interval else (period, period)
    first, last = (end.exact_day if end else None for end in both)
    return first, last


def lasts_until(period: Period) -> date | None:
    """Return the last day on which a period is known to hold; None where no end is known."""
    end = period.ends[1] if period.is_interval else period
    return end.start if end else None


def upcoming(base: Base, query: Query, span: str) -> Answer:
    """Return the timeline from today, or the day of --known-by, as far ahead as a span (`90d`).

    Anniversaries are of the first days of relations in force, where these are known to the day; of
    what is over no beginning lies ahead, and its end only where its status came before that. Up to
    a limit, what comes first is kept.
    Raises QuestionError for a span that is not valid, or given beside other dates.
    """
    if query.since or query.until or query.within:
        hint = "give --upcoming alone, or --since and --until"
        raise QuestionError("--upcoming says already from when to when", hint)
    today = date.fromordinal(as_of(query))
    last = _ahead(today, span)
    ahead = query._replace(within=Period.parse(f"{today}/{last}"), limit=None)
    answer = Answer(base, {**described(query, "timeline"), "upcoming": span})
    lines = _found(base, ahead, today, last)
    if undated := of_undated(ahead):
        answer.undated = len(once(line[0].fact for line in _found(base, undated, today, last)))
    if not lines:
        return empty(answer, ahead._replace(types=("event", "relation")), "the timeline")
    answer.as_of = today.toordinal()
    answer.entries = [entry for entry, _ in lines[: query.limit or None]]
    answer.occasions = [occasion for _, occasion in lines[: query.limit or None]]
    answer.left_out = len(lines) - len(answer.entries)
    answer.facts = [entry.fact for entry in answer.entries]
    answer.standings = standings(base, answer.facts, answer.as_of)
    counts = Counter(_counted_as(*line) for line in lines)
    stages = {what: ("relation", f" {what.replace('-', ' ')}") for what in counts}
    words = _WORDS | stages | _WORDS
    kinds = [(counts[what], *words[what]) for what in words if counts[what]]
    parts = [display.counted(count, noun) + doing for count, noun, doing in kinds]
    text = f"{asked_about(base, query)}{display.listed(parts)} from"
    text += f" {display.day(today)} to {display.day(last)}.{as_known(query)}"
    facts = few(entry.fact for entry, _ in lines)
    answer.head = head_of(text, facts, period=str(ahead.within))
    return answer


def _counted_as(entry: Entry, occasion: Occasion) -> str:
    """Return what a line counts as in the sentence: of an event, or a signing, its status."""
    claim = entry.fact.claim
    if isinstance(claim, Event):
        return claim.status
    is_stage = isinstance(claim, Relation) and class_of(claim.status) in ("not-yet", "paused")
    status = claim.status if is_stage and occasion.what == "begins" else None
    return status or occasion.what


def _found(base: Base, ahead: Query, today: date, last: date) -> list[tuple[Entry, Occasion]]:
    """Return what lies ahead, the nearest first."""
    since = Period.parse(f"{today}")  # an anniversary is of a relation that began long ago
    facts = base.find(ahead._replace(types=("event",)))
    facts += base.find(ahead._replace(types=("relation",), within=None, since=since))
    found = standings(base, facts, today.toordinal())
    lines = [line for fact in facts for line in _lines(fact, found.get(fact.id), today, last)]
    return sorted(lines, key=lambda line: line[0].day or 0)


def _ahead(today: date, span: str) -> date:
    """Return the last day of the span that starts today. Raises QuestionError."""
    match = _SPAN.fullmatch(span.strip().lower())
    if not match:
        hint = "write 90d for days, 12w for weeks, 6m for months or 1y for years"
        raise QuestionError(f'--upcoming: "{plain(span)[:40]}" is no span of time', hint)
    count, unit = int(match[1]), match[2]
    months = today.year * 12 + today.month - 1 + count * {"y": 12, "m": 1}.get(unit, 0)
    days = count * {"w": 7, "d": 1}.get(unit, 0)
    year, month = divmod(months, 12)
    if year + days // 365 >= LAST_YEAR:
        raise QuestionError(f"--upcoming {match[0]} reaches too far", "ask for a shorter time")
    same_day = min(today.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, same_day) + timedelta(days=days)


def _lines(
    fact: Fact, standing: Standing | None, today: date, last: date
) -> list[tuple[Entry, Occasion]]:
    """Return what of a claim lies ahead, today included; `standing` is None for an event."""
    period = fact.period
    if period is None:
        return []
    first_day = exact(period)[0]
    if standing is None:
        if not is_ahead(fact, today.toordinal()):
            return []
        day = period.start_day or (period.end_day or 1) - 1
        status = getattr(fact.claim, "status", "held")
        mark, within = "" if status == "held" else status, period if period.unspecified else None
        entry = Entry(fact, day, period.show(), mark, within)
        return [(entry, Occasion("planned", first_day, None))]
    lines = []
    for what, end, on in zip(("begins", "ends"), period.ends, exact(period), strict=True):
        if end and _is_to_come(fact, standing, what) and _is_near(end, what, today, last):
            within = end if end.unspecified else None
            entry = Entry(fact, end.start_day, end.show(), what, within)
            lines.append((entry, Occasion(what, on, None)))
    if first_day and standing.name == "standing":
        yearly = next_anniversary(first_day, today)
        if yearly and yearly <= min(last, lasts_until(period) or last):
            years = yearly.year - first_day.year
            mark = display.counted(years, "year")
            entry = Entry(fact, yearly.toordinal(), display.day(yearly), mark)
            lines.append((entry, Occasion("anniversary", yearly, years)))
    return lines


def _is_near(end: Period, what: str, today: date, last: date) -> bool:
    """Return whether a start or an end lies from today to a last day.

    What began in this month, or may have begun before today, is in force and not ahead; an end may
    still come on any day of its span.
    """
    if end.start is None or end.start > last:
        return False
    return end.start >= today if what == "begins" else end.last is not None and end.last >= today


def _is_to_come(fact: Fact, standing: Standing, what: str) -> bool:
    """Return whether the start or the end of a relation can lie ahead, given its class."""
    if standing.name != "over":
        return True
    # "denounced" is said before the day on which the treaty ends.
    is_denounced = isinstance(fact.claim, Relation) and class_of(fact.claim.status) == "over"
    return what == "ends" and is_denounced


def next_anniversary(first: date, today: date) -> date | None:
    """Return the next anniversary, today or later; that of 29 February is in leap years only."""
    begin = max(today.year, first.year + 1)
    years = range(begin, min(begin + 9, LAST_YEAR + 1))
    leaps = (first.month, first.day) == (2, 29)
    days = (first.replace(year=year) for year in years if not leaps or calendar.isleap(year))
    return next((day for day in days if day >= today), None)
