"""What is ahead: planned events, what begins or ends, and the yearly days of relations."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import NamedTuple

from dipfacts.answers.answer import Answer, Entry, as_of, blank_head, described, empty, names
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
    """The days of a period as far as they are known to the day: its first, and its last one."""

    first: date | None
    last: date | None


def exact(period: Period) -> Exact:
    """The ends that are neither coarser than a day nor uncertain or approximate."""
    first, slash, last = str(period).partition("/")
    days = [_day(text) for text in (first, last if slash else first)]
    return Exact(*days)


def _day(text: str) -> date | None:
    """The day that one end of a period is, if it is one."""
    return date.fromisoformat(text) if len(text) == 10 else None


def lasts_until(period: Period) -> date | None:
    """The last day on which it is known to hold; None where no end is known."""
    final = str(period).partition("/")[2] if period.is_interval else str(period)
    return None if final in ("", "..") else _day(final) or Period.parse(final).start


def upcoming(base: Base, query: Query, span: str) -> Answer:
    """The timeline from today, or the day of --known-by, as far ahead as the span (`90d`).

    Anniversaries are those of the first days of relations in force; where that is not known to the
    day they have none. Raises QuestionError for a span that is none, or beside another.
    """
    if query.since or query.until or query.within:
        hint = "give --upcoming alone, or --since and --until"
        raise QuestionError("--upcoming says already from when to when", hint)
    today = date.fromordinal(as_of(query))
    last = _ahead(today, span)
    ahead = query._replace(within=Period.parse(f"{today}/{last}"), limit=None)
    answer = Answer(base, {**described(query, "timeline"), "upcoming": span})
    found = [
        *base.find(ahead._replace(types=("event",))),
        *base.find(
            ahead._replace(types=("relation",), within=None, since=Period.parse(f"{today}"))
        ),
    ]
    lines = sorted(
        ((fact, day, o) for fact in found for day, o in _occasions(fact, today, last)),
        key=lambda line: line[1],
    )
    if not lines:
        return empty(answer, ahead._replace(types=("event", "relation")), "the timeline")
    if query.limit:
        answer.left_out = max(0, len(lines) - query.limit)
        lines = lines[: query.limit]
    answer.facts = [fact for fact, _, _ in lines]
    answer.occasions = [occasion for _, _, occasion in lines]
    told = [
        display.counted(count, noun) + doing
        for what, (noun, doing) in _WORDS.items()
        if (count := sum(o.what == what for o in answer.occasions))
    ]
    who = names(base, query.parties)
    text = f"{f'{display.between(who)}: ' if who else ''}{display.listed(told)} from"
    text += f" {display.day(today)} to {display.day(last)}."
    ids = list(dict.fromkeys(fact.id for fact in answer.facts))
    answer.head = {**blank_head(), "text": text, "period": str(ahead.within), "facts": ids}
    answer.entries = [Entry(f, day, _shown(f, o), _mark(o)) for f, day, o in lines]
    return answer


def _ahead(today: date, span: str) -> date:
    """The last day of the span that starts today. Raises QuestionError."""
    found = _SPAN.fullmatch(span.strip().lower())
    if not found:
        hint = "write 90d for days, 12w for weeks, 6m for months or 1y for years"
        raise QuestionError(f'--upcoming: "{plain(span)[:40]}" is no span of time', hint)
    count, unit = int(found[1]), found[2]
    months = today.year * 12 + today.month - 1 + count * {"y": 12, "m": 1}.get(unit, 0)
    days = count * {"w": 7, "d": 1}.get(unit, 0)
    year, month = divmod(months, 12)
    if year + days // 365 >= LAST_YEAR:
        raise QuestionError(f"--upcoming {found[0]} reaches too far", "ask for a shorter time")
    same_day = min(today.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, same_day) + timedelta(days=days)


def _occasions(fact: Fact, today: date, last: date) -> list[tuple[int, Occasion]]:
    """What of a claim is ahead, each with the day by which it is put in order."""
    period = fact.period
    if period is None:
        return []
    first_day, final_day = exact(period)
    if not isinstance(fact.claim, Relation):
        planned = fact.claim.status == "planned"  # type: ignore[union-attr]  # an event
        day = period.start_day or (period.end_day or 1) - 1
        return [(day, Occasion("planned", first_day, None))] if planned else []
    found = []
    first, _, final = str(period).partition("/")
    for what, text, exactly in (("begins", first, first_day), ("ends", final, final_day)):
        end = Period.parse(text) if text not in ("", "..") else None
        if end and end.start and end.last and end.start <= last and end.last > today:
            found.append((end.start.toordinal(), Occasion(what, exactly, None)))
    if first_day and in_force(fact, today.toordinal()):
        yearly = _anniversary(first_day, today)
        until = min(last, lasts_until(period) or last)
        if yearly and yearly <= until:
            years = yearly.year - first_day.year
            found.append((yearly.toordinal(), Occasion("anniversary", yearly, years)))
    return found


def _anniversary(first: date, today: date) -> date | None:
    """The next one, today or later; that of 29 February is in leap years only."""
    for year in range(max(today.year, first.year + 1), max(today.year, first.year + 1) + 9):
        if (first.month, first.day) == (2, 29) and not calendar.isleap(year):
            continue
        found = first.replace(year=year) if year <= LAST_YEAR else None
        if found and found >= today:
            return found
    return None


def _shown(fact: Fact, occasion: Occasion) -> str:
    """The day, or the time as it is known."""
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
