"""A timeline as a calendar (RFC 5545): the only user of icalendar.

Only what is known to the day becomes a day; all else is left out and counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, TextIO

from icalendar import Calendar
from icalendar import Event as CalendarEvent

from dipfacts.answers.answer import Answer, Entry, names
from dipfacts.answers.relations import OVER
from dipfacts.answers.upcoming import exact, lasts_until
from dipfacts.model.display import between
from dipfacts.model.tables import Event, Figure, Source
from dipfacts.query.base import Fact
from dipfacts.render.page.document import citation
from dipfacts.text import plain

_ADDRESS = re.compile(r"https?://[!-~]+")
_NOT_KNOWN = date(1970, 1, 1)  # of a claim that nobody knows when it was public
_DAY = timedelta(days=1)


def write(answer: Answer, entries: Sequence[Entry], out: TextIO) -> int:
    """Write the calendar; returns how many entries are left out, as not known to the day.

    The same claims give the same bytes: an entry is stamped with the day its claim was public.
    """
    found = Calendar()
    found.add("prodid", "-//dipfacts//timeline//EN")
    found.add("version", "2.0")
    who = names(answer.base, answer.query["parties"])
    found.add("x-wr-calname", between(who) if who else "Timeline")
    sources = answer.sources()
    left_out = 0
    for entry in entries:
        made = _of(entry, answer)
        if made is None:
            left_out += 1
            continue
        _describe(made, entry.fact, sources[entry.fact.claim.source])
        found.add_component(made)
    out.write(found.to_ical().decode("utf-8"))
    return left_out


def _of(entry: Entry, answer: Answer) -> Any:
    """The days of one line of the timeline with what recurs, or None."""
    claim, period = entry.fact.claim, entry.fact.period
    assert not isinstance(claim, Figure)
    if period is None:
        return None
    first, last = exact(period)
    title = plain(claim.title)
    if isinstance(claim, Event):
        if not first or not last:
            return None
        made = _days(f"{claim.id}@dipfacts", title, first, last)
        if claim.status in ("planned", "held"):
            made.add("status", "TENTATIVE" if claim.status == "planned" else "CONFIRMED")
        return made
    if entry.mark == "ends":
        return _days(f"{claim.id}-end@dipfacts", f"Ends: {title}", last, last) if last else None
    if not first:
        return None
    made = _days(f"{claim.id}@dipfacts", f"{title} (since {first.year})", first, first)
    until = lasts_until(period)
    if until is not None:
        made.add("rrule", {"freq": "yearly", "until": until})
    elif claim.status not in OVER:
        made.add("rrule", {"freq": "yearly"})
    return made


def _days(uid: str, title: str, first: date, last: date) -> Any:
    """An entry of whole days; the end of a calendar's entry is the day after its last."""
    made = CalendarEvent()
    made.add("uid", uid)
    made.add("dtstart", first)
    made.add("dtend", last + _DAY)
    made.add("summary", title)
    made.add("transp", "TRANSPARENT")
    return made


def _describe(made: Any, fact: Fact, source: Source) -> None:
    claim = fact.claim
    assert not isinstance(claim, Figure)
    known = date.fromordinal(fact.known_day) if fact.known_day else _NOT_KNOWN
    made.add("dtstamp", datetime(known.year, known.month, known.day, tzinfo=UTC))
    made.add("categories", [plain(claim.kind)])
    if claim.place:
        made.add("location", plain(claim.place))
    where = f", {plain(claim.locator)}" if claim.locator else ""
    lines = [plain(claim.note)] if claim.note else []
    lines += [f"Source{where}: {citation(source)}", f"Claim: {claim.id}"]
    made.add("description", "\n".join(lines))
    if source.url and _ADDRESS.fullmatch(source.url):
        made.add("url", source.url)
