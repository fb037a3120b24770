"""The occasions ahead on a day: an anniversary, a planned event, or what comes of a relation."""

from __future__ import annotations

from collections import Counter
from datetime import date

from dipfacts.answers.occurrences.date_words import begun
from dipfacts.answers.occurrences.entry import Entry
from dipfacts.answers.occurrences.exact_days import Dates, bounds, next_anniversary
from dipfacts.answers.occurrences.occurrences import class_at
from dipfacts.model import display
from dipfacts.model.file_format.tables import Event
from dipfacts.model.occurrences.stages.stage import relation_or_event
from dipfacts.model.occurrences.stages.stage_order import without_notices
from dipfacts.record import Record

_WORDS = {
    "anniversary": ("anniversary", ""),
    "planned": ("planned event", ""),
    "reported": ("reported event", ""),
    "held": ("other event", ""),
    "begins": ("relation", " beginning"),
    "ends": ("relation", " ending"),
    "suspension-ends": ("suspension", " ending"),
}


class Occasion(Record, frozen=True):
    """A day ahead."""

    what: str  # "planned" of any event, "anniversary", or what comes of a relation
    on: date | None
    """The first day ahead on which claims differ; None where none is known to the day."""
    years: int | None  # None where it is no anniversary


def what_comes(entry: Entry) -> str:
    """Return the word for what comes of a relation by a line ahead, its beginning or its end.

    That it was denounced ends nothing where other claims say when it is over.
    """
    name = class_at(entry)
    if entry.mark == "ends":
        return "suspension-ends" if name == "paused" else "ends"
    if name == "over":
        return "reached" if _is_notice(entry) else "ends"
    return {"paused": "suspended", "not-yet": "reached"}.get(name, "begins")


def _is_notice(entry: Entry) -> bool:
    """Return whether a line is of notice given, where it is said when the relation ends."""
    relation = entry.occurrence
    if relation is None or len(relation.stages) == 1:
        return False
    stage = relation.stage_of(entry.fact)
    return stage in relation.stages and stage not in without_notices(relation.stages)


def kinds_in_words(lines: list[tuple[Entry, Occasion]], is_long: bool) -> list[str]:
    """Return the number of lines of each kind, in words; of a long time not of anniversaries."""
    counts = Counter((_counted_as(*line), _is_of_others(line[0])) for line in lines)
    named = dict.fromkeys(what for what, _ in counts)
    whats = [*_WORDS, *(what for what in named if what not in _WORDS)]
    kinds = [each for what in whats for each in ((what, False), (what, True)) if counts[each]]
    parts = []
    for what, is_of_others in kinds:
        noun, doing = _WORDS.get(what) or ("relation", f" {what.replace('-', ' ')}")
        whom = " for others" if is_of_others else ""
        parts.append(display.counted(counts[what, is_of_others], noun) + doing + whom)
    if (yearly := counts["anniversary", False]) and is_long:  # of each the next alone
        parts[0] = f"the next anniversary of {display.counted(yearly, 'relation')}"
    return parts


def _is_of_others(entry: Entry) -> bool:
    """Return whether a line is of what others alone of several have ended, or begun."""
    occurrence = entry.occurrence
    if not occurrence or not occurrence.asked:
        return False
    own, asked = occurrence.participation.irrelevant.get(entry.fact.id), frozenset(occurrence.asked)
    return own is not None and not (own <= asked or asked <= own)


def _counted_as(entry: Entry, occasion: Occasion) -> str:
    """Return the word by which a sentence counts a line: of an event, or a signing, its status."""
    claim = relation_or_event(entry.fact)
    if isinstance(claim, Event):
        return claim.status
    is_stage = entry.mark == "begins" and occasion.what != "begins"
    return (claim.status if is_stage else None) or occasion.what


def days_of(entry: Entry, occasion: Occasion | None, day: int) -> Dates:
    """Return the first and the last day of a line, as of a day, an ordinal.

    Where claims differ, and it is ahead, of that which is ahead.
    """
    occurrence, on = entry.occurrence, occasion.on if occasion else None
    own = bounds(entry.period) if entry.period else (None, None)
    if occurrence is None or occasion is None or on is None:
        return own
    if occasion.what == "planned":
        each = map(bounds, occurrence.lines()[0].periods)
        return next((days for days in each if days[0] == on), own)
    if occasion.what == "anniversary":
        firsts = (bounds(period)[0] for period in begun(occurrence, occurrence.stage_on(day)))
        today = date.fromordinal(day)
        days = (it for it in firsts if it and next_anniversary(it, today) == on)
        return next(days, own[0]), own[1]
    return on, on
