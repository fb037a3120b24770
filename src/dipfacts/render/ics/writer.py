"""A timeline as a calendar (RFC 5545).

Only what is known to the day becomes a day; all else is left out and counted. What an entry is
called (UID) depends on its claim and its base alone, so that calendars know it again; that it
changed is told by its claims and, where a calendar is written anew, by the earlier one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from string import punctuation
from typing import Any, TextIO
from urllib.parse import quote

from icalendar import Calendar, Timezone, TimezoneStandard
from icalendar import Event as CalendarEvent

from dipfacts.answers.answer import Answer, names, once
from dipfacts.answers.occurrences.counterparties import title_of
from dipfacts.answers.occurrences.date_words import unheard_of
from dipfacts.answers.occurrences.entry import Entry
from dipfacts.answers.occurrences.last_days import over_with_party
from dipfacts.answers.occurrences.occasions import Occasion, days_of
from dipfacts.answers.occurrences.occurrences import (
    class_at,
    details_of,
    marks,
    places,
    publishers,
    status_words,
)
from dipfacts.answers.occurrences.relation_class import Standing
from dipfacts.answers.source_notes import in_sentences, source_notes
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.file_format.inferred_keys import inferred_with_reason
from dipfacts.model.file_format.status import CALLED_OFF
from dipfacts.model.file_format.tables import Event
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.occurrences.stages.stage import relation_or_event, status_of
from dipfacts.model.request import Request
from dipfacts.model.web_address import web_address
from dipfacts.query.base import Base
from dipfacts.render.ics.ids import base_name, uid_of
from dipfacts.render.ics.revisions import earlier_entries, revise
from dipfacts.render.ics.years import anniversaries_paused, last_day
from dipfacts.render.page.document import citation_line
from dipfacts.text import capitalised, plain

_STATUSES: dict[str, str] = {
    "held": "CONFIRMED",
    "planned": "TENTATIVE",
    **dict.fromkeys(CALLED_OFF, "CANCELLED"),
}
_TOLD = 20  # claims that the description of a day names
_NOT_KNOWN = date(1970, 1, 1)  # of a claim that nobody knows when it was public


def write(answer: Answer, request: Request, out: TextIO) -> str | None:
    """Write the calendar; return how many entries it leaves out, or that it has none.

    The same claims give the same bytes: an entry is stamped with the day its claim was public.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//dipfacts//timeline//EN")
    calendar.add("version", "2.0")
    who = names(answer.base, answer.asked.parties)
    calendar.add("x-wr-calname", display.listed(who) or "Timeline")
    lines = zip(answer.timeline.entries, answer.timeline.occasions, strict=False)
    ahead = {id(entry): it for entry, it in lines}
    base, earlier = (
        base_name(answer.base.paths),
        earlier_entries(request.output, CalendarEvent.from_ical),
    )
    head, _, end = calendar.to_ical().decode("utf-8").rpartition("END:")
    out.write(head)
    several = set[str]()  # entries of what several claims tell of, which have lines each
    newest = dict[str, datetime]()
    made = left_out = 0
    for entry, is_own in _entries(answer):
        event = _calendar_days(answer, entry, ahead.get(id(entry)))
        uid = f"{uid_of(entry, is_own)}.{base}@dipfacts"
        if event is None or uid in several:
            left_out += 1
            continue
        event.add("uid", uid)
        _describe(answer, event, entry)
        claims = _claims(entry)
        revise(event, len(claims), _newest(entry, newest), earlier.get(uid))
        out.write(event.to_ical().decode("utf-8"))
        several.update([uid] if len(claims) > 1 else ())
        made += 1
    if not made:
        out.write(_no_entry().to_ical().decode("utf-8"))
    out.write(f"END:{end}")
    if not left_out:
        return None if made else "the calendar has no entry"
    what = "1 entry is" if left_out == 1 else f"{left_out:,} entries are"
    return f"{what} not in the calendar: not known to the day"


def _no_entry() -> Any:
    """Return the entry that makes a calendar without another valid: it must hold something."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", "Etc/UTC")
    standard.add("dtstart", datetime(1970, 1, 1))
    standard.add("tzoffsetfrom", timedelta(0))
    standard.add("tzoffsetto", timedelta(0))
    zone.add_component(standard)
    return zone


def _entries(answer: Answer) -> Iterator[tuple[Entry, bool]]:
    """Yield one line of each event; of a relation one beginning, and from when on it is over.

    Of several stages the beginning is that of the latest in force, else of the one on the day; of
    what is ahead the others stand beside it. Each comes with whether it is the relation's own.
    """
    begun: dict[str, tuple[tuple[bool, ...], str]] = {}  # rank and claim: there may be very many
    others = list[str]()
    for entry in answer.each_entry():
        occurrence = entry.occurrence
        if occurrence is None or entry.mark != "begins" or class_at(entry) == "over":
            yield entry, True
            continue
        before, own = begun.get(occurrence.id), (_rank(answer, entry), entry.fact.id)
        if before is None or before[0] <= own[0]:
            begun[occurrence.id] = own
            others += [before[1]] if before else []
        else:
            others.append(entry.fact.id)
    for entry in answer.beginnings([id_ for _, id_ in begun.values()]):
        yield entry, not _is_next(answer, entry)
    if answer.timeline.occasions:
        yield from ((entry, False) for entry in answer.beginnings(others))


def _is_next(answer: Answer, entry: Entry) -> bool:
    """Return whether a relation that stands has another stage ahead, beside its anniversaries.

    As what is applied provisionally comes into force.
    """
    occurrence, standing = entry.occurrence, answer.standings.get(entry.fact.id)
    if occurrence is None or standing is None or standing.name != "standing":
        return False
    if not answer.timeline.occasions:
        return False
    is_ahead = class_at(entry) == "standing" and (entry.day or 0) > answer.day
    return is_ahead and not _is_now(answer, occurrence, entry.fact)


def _rank(answer: Answer, entry: Entry) -> tuple[bool, ...]:
    """Return the key that puts the stages of a relation in order, the highest last."""
    occurrence = entry.occurrence
    is_now = occurrence is not None and _is_now(answer, occurrence, entry.fact)
    is_own = occurrence is None or entry.fact.id not in occurrence.participation.irrelevant
    return is_own, class_at(entry) == "standing", is_now


def _is_now(answer: Answer, occurrence: Occurrence, fact: Fact) -> bool:
    """Return whether a claim is of the stage in which a relation is on the day of the answer.

    What one claim tells of has no other; its stage is made anew each time that it is asked for.
    """
    return len(occurrence.counting) == 1 or occurrence.stage_of(fact) is occurrence.stage_on(
        answer.day
    )


def _besides(answer: Answer, entry: Entry) -> list[str]:
    """Return the other dates that claims give, and the stages, as lines of a description."""
    if entry.occurrence is None:
        return []
    is_over = entry.mark == "ends" or (entry.mark == "begins" and class_at(entry) == "over")
    only = entry if is_over else None
    details = details_of(answer, entry.occurrence, partial(publishers, answer.base), only)
    return [f"{capitalised(it.text)}." for it in details]


def _calendar_days(answer: Answer, entry: Entry, occasion: Occasion | None) -> Any:
    """Return the days of one line of the timeline, or None; it has an occasion if it is ahead."""
    claim, standing = relation_or_event(entry.fact), answer.standings.get(entry.fact.id)
    if entry.period is None:
        return None
    first, last = days_of(entry, occasion, answer.day)
    if isinstance(claim, Event):
        return _event_days(answer, entry, first, last) if first and last else None
    if entry.mark == "ends":
        what = "Suspension ends" if class_at(entry) == "paused" else "Ends"
        title = f"{what}: {title_of(answer, claim, entry.occurrence)}"
        return _days(title, last, last) if last else None
    if not first or standing is None:
        return None
    since = _since(answer, entry, standing, first)
    title = title_of(answer, claim, entry.occurrence, since)
    made = _days(title, first, first)
    if standing.name == class_at(entry) == "standing" and not _is_next(answer, entry):
        until = _lasts_until(answer, entry)
        made.add("rrule", {"freq": "yearly"} | ({"until": until} if until else {}))
        if paused := [*anniversaries_paused(entry, first)]:
            made.add("exdate", paused, parameters={"VALUE": "DATE"})
    return made


def _lasts_until(answer: Answer, entry: Entry) -> date | None:
    """Return the last day on which a relation is known to stand, by claims or by its parties."""
    occurrence, asked = entry.occurrence, answer.asked.parties
    over = over_with_party(answer.base, occurrence, answer.day, asked) if occurrence else None
    days = [last_day(entry), date.fromordinal(over - 1) if over else None]
    return min(filter(None, days), default=None)


def _event_days(answer: Answer, entry: Entry, first: date, last: date) -> Any:
    """Return the days of an event, with its status.

    One that was called off says so in words, as does a plan of which nothing came, and what sources
    differ on: that is tentative.
    """
    occurrence, status = entry.occurrence, entry.mark or "held"
    unheard = occurrence is not None and unheard_of(occurrence, answer.as_of)
    is_open = occurrence is not None and "status" in occurrence.differ
    said = marks(answer, occurrence)[:1] if occurrence and (unheard or is_open) else []
    title = title_of(answer, relation_or_event(entry.fact), occurrence, *said)
    if status in CALLED_OFF and not is_open:
        title = f"{status_words(entry).capitalize()}: {title}"
    made = _days(title, first, last)
    if is_open or status in _STATUSES:
        made.add("status", "TENTATIVE" if is_open else _STATUSES[status])
    return made


def _since(answer: Answer, entry: Entry, standing: Standing, first: date) -> str:
    """Return 'since 1992' of a relation in force; else '2010, signed' or 'from 2001, now over'.

    What is to stand from a day to come is '2027, not yet in force'.
    """
    if class_at(entry) != "standing" or _is_next(answer, entry):
        return f"{first.year}, {status_of(entry.fact).replace('-', ' ')}"
    if standing.name == "standing":
        return f"since {first.year}"
    if first.toordinal() > answer.day and (
        standing.name == "not-yet" or _is_resumed(answer, entry)
    ):
        return f"{first.year}, not yet in force"
    if standing.name in ("over", "paused"):
        return f"from {first.year}, now {standing.text}"
    return f"{first.year}, {standing.text}"


def _is_resumed(answer: Answer, entry: Entry) -> bool:
    # lazy: most relations have one claim
    from dipfacts.model.occurrences.resumption import is_resumed_later

    occurrence = entry.occurrence
    return occurrence is not None and is_resumed_later(occurrence, entry.fact, answer.day)


def _days(title: str, first: date, last: date) -> Any:
    """Return an entry of whole days; the end of a calendar's entry is the day after its last."""
    made = CalendarEvent()
    days = {"dtstart": first, "dtend": last + timedelta(days=1)}
    for name, value in {**days, "summary": title, "transp": "TRANSPARENT"}.items():
        made.add(name, value)
    return made


def _described(entry: Entry, base: Base) -> str:
    """Return other titles, and of each claim the source, its note and the id, in order.

    Of very many claims those of the same stage come first, and the rest is counted: each day tells
    of them, so that a calendar would grow with the square of their number.
    """
    facts = _claims(entry)
    more = len(facts[_TOLD:])
    alike = entry.occurrence.stage_of(entry.fact).facts if more and entry.occurrence else []
    facts = once([entry.fact, *alike[:_TOLD], *facts[:_TOLD]])[:_TOLD]
    own = plain(relation_or_event(entry.fact).title)
    titles = dict.fromkeys(plain(relation_or_event(fact).title) for fact in facts)
    lines = [f"Also called: {title}" for title in titles if title != own]
    for fact in facts:
        where = f", {plain(fact.claim.locator)}" if fact.claim.locator else ""
        source = base.source(fact.claim.source)
        lines += [f"Source{where}: {citation_line(source)}"]
        lines += in_sentences(source_notes(base, source))
        lines += [f"Claim: {fact.id}"]
    if more:
        lines += [f"{display.counted(more, 'more claim')}: dipfacts show {entry.fact.id}"]
    return "\n".join(lines)


def _location(entry: Entry) -> str | None:
    """Return the most precise place that claims give; None where they differ on it."""
    occurrence = entry.occurrence
    if occurrence is None or "place" in occurrence.stage_of(entry.fact).differ:
        return relation_or_event(entry.fact).place if occurrence is None else None
    return places(occurrence, entry.fact)


def _claims(entry: Entry) -> list[Fact]:
    """Return the claims about what an entry is about."""
    return entry.occurrence.facts if entry.occurrence else [entry.fact]


def _newest(entry: Entry, known: dict[str, datetime]) -> datetime:
    """Return when the newest claim about what an entry is about was public.

    That of several claims is kept in `known`: each of them may have a day.
    """
    occurrence = entry.occurrence
    if occurrence is None or len(occurrence.facts) == 1:
        return _public_since(entry.fact)
    if occurrence.id not in known:
        known[occurrence.id] = max(map(_public_since, occurrence.facts))
    return known[occurrence.id]


def _public_since(fact: Fact) -> datetime:
    """Return the beginning of the day by which a claim was public."""
    known = date.fromordinal(fact.known_day) if fact.known_day else _NOT_KNOWN
    return datetime(known.year, known.month, known.day, tzinfo=UTC)


def _describe(answer: Answer, made: Any, entry: Entry) -> None:
    claim = relation_or_event(entry.fact)
    made.add("dtstamp", _public_since(entry.fact))
    kind = answer.base.kinds.get(claim.kind)
    made.add("categories", [plain(kind.label if kind else claim.kind)])
    if place := _location(entry):
        made.add("location", plain(place))
    note = f"{plain(claim.note)}\n" if claim.note else ""
    note += f"{capitalised(inferred_with_reason(claim.inferred))}\n" if claim.inferred else ""
    note += "".join(f"{line}\n" for line in _besides(answer, entry))
    made.add("description", note + _described(entry, answer.base))
    if address := web_address(answer.base.source(claim.source).url):
        made.add("url", quote(address, safe=punctuation))  # calendars take ASCII alone
