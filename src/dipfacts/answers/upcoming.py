"""What lies ahead: planned events, beginnings and ends, anniversaries of relations."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from datetime import date, timedelta
from typing import NamedTuple

from dipfacts.answers.answer import Answer, Entry, as_of, asked_about, described, empty, head_of
from dipfacts.answers.relations import in_force
from dipfacts.errors import QuestionError
from dipfacts.model import display
from dipfacts.model.calendar import LAST_YEAR
from dipfacts.model.period import Period
from dipfacts.model.tables import Relation
from dipfacts.query.base import Base, Fact, Query
from dipfacts.text import plain

_SPAN = re.compile(r"([1-9][0-9]{0,3})([dwmy])")
_WORDS = {
    "anniversary": ("anniversary", ""),
    "planned": ("planned event", ""),
    "begins": ("relation", " beginning"),
    "ends": ("relation", " ending"),
}


class Occasion(NamedTuple):
    """A day ahead: `what` is "planned", "anniversary", "begins" or "ends".

    `on` is None where it is not known to the day, `years` where it is no anniversary.
    """

    what: str
    on: date | None
    years: int | None


class Exact(NamedTuple):
    """The first and the last day of a period; None where it is not known to the day."""

    first: date | None
    last: date | None


def exact(period: Period) -> Exact:
    """Return the ends that are neither coarser than a day nor uncertain or approximate."""
    first, slash, last = str(period).partition("/")
    return Exact(_day(first), _day(last if slash else first))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if len(text) == 10 else None


def lasts_until(period: Period) -> date | None:
    """Return the last day on which a period is known to hold; None where no end is known."""
    final = str(period).partition("/")[2] if period.is_interval else str(period)
    return None if final in ("", "..") else _day(final) or Period.parse(final).start


def upcoming(base: Base, query: Query, span: str) -> Answer:
    """Return the timeline from today, or the day of --known-by, as far ahead as a span (`90d`).

    Anniversaries are of the first days of relations in force, where these are known to the day.
    Raises QuestionError for a span that is not valid, or given beside other dates.
    """
    if query.since or query.until or query.within:
        hint = "give --upcoming alone, or --since and --until"
        raise QuestionError("--upcoming says already from when to when", hint)
    today = date.fromordinal(as_of(query))
    last = _ahead(today, span)
    ahead = query._replace(within=Period.parse(f"{today}/{last}"), limit=None)
    answer = Answer(base, {**described(query, "timeline"), "upcoming": span})
    since = Period.parse(f"{today}")  # an anniversary is of a relation that began long ago
    facts = base.find(ahead._replace(types=("event",)))
    facts += base.find(ahead._replace(types=("relation",), within=None, since=since))
    lines = [(fact, day, o) for fact in facts for day, o in _occasions(fact, today, last)]
    lines.sort(key=lambda line: line[1])
    if not lines:
        return empty(answer, ahead._replace(types=("event", "relation")), "the timeline")
    if query.limit:
        answer.left_out = max(0, len(lines) - query.limit)
        lines = lines[: query.limit]
    answer.facts = [fact for fact, _, _ in lines]
    answer.occasions = [occasion for _, _, occasion in lines]
    counts = Counter(occasion.what for occasion in answer.occasions)
    parts = [
        display.counted(counts[what], noun) + doing
        for what, (noun, doing) in _WORDS.items()
        if counts[what]
    ]
    text = f"{asked_about(base, query)}{display.listed(parts)} from"
    text += f" {display.day(today)} to {display.day(last)}."
    answer.head = {**head_of(text, answer.facts), "period": str(ahead.within)}
    answer.entries = [Entry(f, day, _shown(f, o), _mark(o)) for f, day, o in lines]
    return answer


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


def _occasions(fact: Fact, today: date, last: date) -> list[tuple[int, Occasion]]:
    """Return what of a claim lies ahead, each with the ordinal of the day that it is sorted by."""
    period = fact.period
    if period is None:
        return []
    if not isinstance(fact.claim, Relation):
        planned = getattr(fact.claim, "status", None) == "planned"
        day = period.start_day or (period.end_day or 1) - 1
        return [(day, Occasion("planned", exact(period).first, None))] if planned else []
    occasions = _beginning_and_end(period, today, last)
    first_day = exact(period).first
    if first_day and in_force(fact, today.toordinal()):
        yearly = next_anniversary(first_day, today)
        if yearly and yearly <= min(last, lasts_until(period) or last):
            years = yearly.year - first_day.year
            occasions.append((yearly.toordinal(), Occasion("anniversary", yearly, years)))
    return occasions


def _beginning_and_end(period: Period, today: date, last: date) -> list[tuple[int, Occasion]]:
    """Return the beginning and the end of a relation that lie ahead."""
    first, _, final = str(period).partition("/")
    occasions = []
    for what, text, day in zip(("begins", "ends"), (first, final), exact(period), strict=True):
        end = Period.parse(text) if text not in ("", "..") else None
        if end and end.start and end.last and end.start <= last and end.last > today:
            occasions.append((end.start.toordinal(), Occasion(what, day, None)))
    return occasions


def next_anniversary(first: date, today: date) -> date | None:
    """Return the next anniversary, today or later; that of 29 February is in leap years only."""
    begin = max(today.year, first.year + 1)
    for year in range(begin, min(begin + 9, LAST_YEAR + 1)):
        if (first.month, first.day) == (2, 29) and not calendar.isleap(year):
            continue
        if (day := first.replace(year=year)) >= today:
            return day
    return None


def _shown(fact: Fact, occasion: Occasion) -> str:
    """Return the day, or the time as precisely as it is known."""
    if occasion.on is not None and occasion.what != "planned":
        return display.day(occasion.on)
    assert fact.period is not None
    first, _, final = str(fact.period).partition("/")
    if occasion.what == "planned":
        return fact.period.show()
    return Period.parse(final if occasion.what == "ends" else first).show()


def _mark(occasion: Occasion) -> str:
    if occasion.years is None:
        return occasion.what
    return display.counted(occasion.years, "year")
