"""A timeline as a calendar (RFC 5545).

Only what is known to the day becomes a day; all else is left out and counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, TextIO

from icalendar import Calendar
from icalendar import Event as CalendarEvent

from dipfacts.answers.answer import Answer, Entry, names
from dipfacts.answers.occurrences import told_apart
from dipfacts.answers.relations import Standing, standings
from dipfacts.answers.upcoming import exact, lasts_until
from dipfacts.answers.whom import title_of, with_whom
from dipfacts.model import display
from dipfacts.model.request import Request
from dipfacts.model.status import CALLED_OFF, class_of
from dipfacts.model.tables import Event, Relation, Source
from dipfacts.render.page.document import citation, happening
from dipfacts.text import plain

_ADDRESS = re.compile(r"https?://[!-~]+")
_STATUSES = {"held": "CONFIRMED", "planned": "TENTATIVE", **dict.fromkeys(CALLED_OFF, "CANCELLED")}
_NOT_KNOWN = date(1970, 1, 1)  # of a claim that nobody knows when it was public


def write(answer: Answer, request: Request, out: TextIO) -> str | None:
    """Write the calendar; return how many entries it leaves out, as not known to the day.

    The same claims give the same bytes: an entry is stamped with the day its claim was public.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//dipfacts//timeline//EN")
    calendar.add("version", "2.0")
    who = names(answer.base, answer.query["parties"])
    calendar.add("x-wr-calname", display.listed(who) or "Timeline")
    sources = answer.sources()
    found = standings(answer.base, answer.facts, answer.as_of or 0)
    entries = [*_entries(answer.entries)]
    for entry in entries:
        if (made := _of(answer, entry, found.get(entry.fact.id))) is not None:
            _describe(answer, made, entry, sources[entry.fact.claim.source])
            calendar.add_component(made)
    out.write(calendar.to_ical().decode("utf-8"))
    left_out = len(entries) - len(calendar.subcomponents)
    if not left_out:
        return None
    what = "1 entry is" if left_out == 1 else f"{left_out:,} entries are"
    return f"{what} not in the calendar: not known to the day"


def _entries(lines: list[Entry]) -> Iterator[Entry]:
    """Yield one line of each event, and of a relation one beginning and its end.

    Of several stages the beginning is that of the one that holds, else of the latest.
    """
    begun: dict[str, Entry] = {}
    for entry in lines:
        one = entry.occurrence
        if one is None or entry.mark != "begins" or len(one.stages) == 1:
            yield entry
        elif one.id not in begun or class_of(one.stage_of(begun[one.id].fact).status) != "standing":
            begun[one.id] = entry
    yield from begun.values()


def _besides(answer: Answer, entry: Entry) -> list[str]:
    """Return the other dates that claims give, and the stages, as lines of a description."""
    if entry.occurrence is None:
        return []
    end = entry.mark if entry.mark == "ends" else None
    return [f"{text[0].upper()}{text[1:]}." for text in told_apart(answer, entry.occurrence, end)]


def _of(answer: Answer, entry: Entry, standing: Standing | None) -> Any:
    """Return the days of one line of the timeline, or None; `standing` is that of a relation."""
    claim, period = happening(entry.fact), entry.fact.period
    if period is None:
        return None
    first, last = exact(period)
    if isinstance(claim, Event):
        return _of_event(claim, title_of(answer, claim), first, last) if first and last else None
    if entry.mark == "ends":
        title = f"Ends: {title_of(answer, claim)}"
        return _days(f"{claim.id}-end@dipfacts", title, last, last) if last else None
    if not first or standing is None:
        return None
    since = _since(claim, standing, first)
    title = display.bracketed(plain(claim.title), with_whom(answer, claim), since)
    made = _days(f"{claim.id}@dipfacts", title, first, first)
    if standing.name == "standing":
        until = lasts_until(period)
        made.add("rrule", {"freq": "yearly"} | ({"until": until} if until else {}))
    return made


def _of_event(claim: Event, title: str, first: date, last: date) -> Any:
    """Return the days of an event; one that was called off says so, in words and as a status."""
    if claim.status in CALLED_OFF:
        title = f"{claim.status.capitalize()}: {title}"
    made = _days(f"{claim.id}@dipfacts", title, first, last)
    if claim.status in _STATUSES:
        made.add("status", _STATUSES[claim.status])
    return made


def _since(claim: Relation, standing: Standing, first: date) -> str:
    """Return 'since 1992' of a relation in force; else '2010, signed' or '2001, over'."""
    if standing.name == "standing":
        return f"since {first.year}"
    if class_of(claim.status) == standing.name:
        return f"{first.year}, {(claim.status or '').replace('-', ' ')}"
    return f"{first.year}, {standing.text}"


def _days(uid: str, title: str, first: date, last: date) -> Any:
    """Return an entry of whole days; the end of a calendar's entry is the day after its last."""
    made = CalendarEvent()
    days = {"dtstart": first, "dtend": last + timedelta(days=1)}
    for name, value in {"uid": uid, **days, "summary": title, "transp": "TRANSPARENT"}.items():
        made.add(name, value)
    return made


def _describe(answer: Answer, made: Any, entry: Entry, source: Source) -> None:
    fact, claim = entry.fact, happening(entry.fact)
    known = date.fromordinal(fact.known_day) if fact.known_day else _NOT_KNOWN
    made.add("dtstamp", datetime(known.year, known.month, known.day, tzinfo=UTC))
    kind = answer.base.kinds.get(claim.kind)
    made.add("categories", [plain(kind.label if kind else claim.kind)])
    if claim.place:
        made.add("location", plain(claim.place))
    where = f", {plain(claim.locator)}" if claim.locator else ""
    note = f"{plain(claim.note)}\n" if claim.note else ""
    note += "".join(f"{line}\n" for line in _besides(answer, entry))
    made.add("description", f"{note}Source{where}: {citation(source)}\nClaim: {claim.id}")
    if source.url and _ADDRESS.fullmatch(source.url):
        made.add("url", source.url)
