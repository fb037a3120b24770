"""The yearly days of a relation in a calendar: the last one, and those that are left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dipfacts.answers.occurrences.entry import Entry
from dipfacts.answers.occurrences.exact_days import lasts_until, next_anniversary
from dipfacts.model.fact import FAR
from dipfacts.model.file_format.status import class_of
from dipfacts.model.occurrences.stages.stage import Stage
from dipfacts.model.occurrences.stages.stage_order import without_notices


def anniversaries_paused(entry: Entry, first: date) -> Iterator[date]:
    """Yield the anniversaries of a first day that lie in a suspension of which an end is known."""
    for stage in entry.occurrence.stages if entry.occurrence else ():
        ends = [end.after - 1 for end in stage.ends_with_rivals if end.after < FAR]
        if class_of(stage.status) != "paused" or not ends or not stage.beginnings:
            continue
        day = date.fromordinal(min(begin.first for begin in stage.beginnings))
        while (day := next_anniversary(first, day) or date.max).toordinal() <= max(ends):
            yield day
            day += timedelta(days=1)


def last_day(entry: Entry) -> date | None:
    """Return the last day on which a relation is known to stand, if any claim gives an end."""
    relation, period = entry.occurrence, entry.fact.period
    stages = without_notices(relation.stages) if relation else []
    over = [
        s.status_day
        for s in stages
        if _is_over_for_good(s) and relation and not relation.is_contested(s)
    ]
    days = [date.fromordinal(day - 1) for day in over if day > (entry.day or 0)]
    known = lasts_until(period) if period else None
    return min([*days, *([known] if known else [])], default=None)


def _is_over_for_good(stage: Stage) -> bool:
    """Return whether a stage is an end, or a pause of which no end is known."""
    name = class_of(stage.status)
    return name == "over" or (name == "paused" and not stage.ends_with_rivals)
