"""The number of events and relations on a timeline, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dipfacts.answers.occurrences.date_words import unheard_of
from dipfacts.model import display
from dipfacts.model.file_format.status import CALLED_OFF
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.query.timeline_lines import TimelineCounts

Plans = tuple[int, int]
"""The number of events planned, and of those planned for a time now past."""


def plans_of(occurrences: Iterable[Occurrence], day: int) -> Plans:
    """Return the numbers of some events that are planned, and that were for a past time."""
    plans = [event for event in occurrences if event.is_event and event.main.status == "planned"]
    past = sum(bool(unheard_of(event, day)) for event in plans)
    return len(plans) - past, past


def events_in_words(counts: TimelineCounts, plans: Plans | None) -> str:
    """Return '9 events (2 planned)' or '9 events (1 planned, 1 once planned for a time now past)'.

    Where the claims are too many to look at each, which of the two it is may remain open.
    """
    marked = []
    if plans is not None:
        words = ("planned", "once planned for a time now past")
        marked = [f"{count:,} {text}" for count, text in zip(plans, words, strict=True) if count]
    elif every := counts.events.get("planned"):
        marked = [f"{every:,} planned or once planned"]
    each = sorted(counts.events)
    off = (it for status in CALLED_OFF for it in each if it.startswith(status))
    marked += [f"{counts.events[it]:,} {it}" for it in off if counts.events[it]]
    text = display.counted(sum(counts.events.values()), "event")
    return text + (f" ({', '.join(marked)})" if marked else "")


def timeline_in_words(counts: TimelineCounts, events: str, asked: tuple[int, int]) -> str:
    """Return '9 events (2 planned) and 5 relations (17 claims) on the timeline, 1992 to 2022'.

    An event that begins before the dates that are `asked` about, and goes on in them, is of these.
    """
    text = f"{events} and {display.counted(counts.relations, 'relation')}"
    text += f"{display.claim_count(counts.occurrences, counts.claims)} on the timeline"
    if counts.first and counts.last:
        begins, after = asked
        days = (max(begins, min(day, after - 1)) for day in (counts.first, counts.last))
        first, last = (date.fromordinal(day).year for day in days)
        text += f", {first} to {last}" if first != last else f", {first}"
    return text
