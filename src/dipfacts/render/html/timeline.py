"""The view of a timeline that its template prints, and the strip of events, as briefs have it."""

from __future__ import annotations

from datetime import date
from typing import Any

from dipfacts.answers.answer import Answer
from dipfacts.answers.coverage import newest_source
from dipfacts.answers.occurrences.entry import Entry
from dipfacts.answers.occurrences.occurrences import status_words
from dipfacts.answers.occurrences.relation_class import Standing
from dipfacts.model import display
from dipfacts.model.fact import FAR
from dipfacts.model.file_format.status import CALLED_OFF, NOT_HELD
from dipfacts.model.periods.period import Period
from dipfacts.render.html import drawing
from dipfacts.render.html.references import References, TextPart
from dipfacts.render.page.document import parties_listed
from dipfacts.render.page.draft import undated
from dipfacts.render.page.occurrences.events import by_years
from dipfacts.render.page.occurrences.occurrence_cells import (
    differences_of,
    marks_of,
    titled,
    when_of,
)
from dipfacts.render.page.occurrences.stages import marked_kind

_LANE, _TOP = 8, 6  # pixels from one lane of a strip to the next, and above the uppermost
_ROOM = 30  # percent of a width that the name of a day needs
MOST_LANES = 14  # lanes of a strip; where more are needed it shows only the latest events


def view(answer: Answer) -> dict[str, Any]:
    """Return the values for templates/timeline.html."""
    entries, refs = answer.timeline.entries, References(answer)
    days = [day for entry in entries if (period := _period(entry)) for day in _ends(period)]
    calendar = drawing.Calendar(days) if days else None
    return {
        "title": parties_listed(answer) or "All parties",
        "kicker": "Timeline",
        "text": answer.sentence,
        "newest": newest_source(answer),
        "undated": [*answer.remark_lines, *undated(answer)],
        "empty": not entries,
        "strip": strip(answer, [entry for entry in entries if entry.fact.type == "event"], 0),
        "years": (  # its rows, as there may be very many, are made while they are written
            (
                year,
                (_row(answer, calendar, e, answer.standings.get(e.fact.id), refs) for e in of_year),
            )
            for year, of_year in by_years(entries, answer.options.reverse)
        ),
        "ticks": calendar.ticks(4) if calendar else [],
        "left_out": answer.more(),
        "notes": refs.notes,
    }


def strip(
    answer: Answer, entries: list[Entry], left_out: int, now: int | None = None
) -> dict[str, Any] | None:
    """Return events on one line to scale: a dot for a day, a bar for what is known less exactly.

    The line reaches to `now`, the day of the page, and marks it.
    """
    dated = [(entry, period) for entry in entries if (period := _period(entry))]
    if not dated:
        return None
    calendar, marks = _laid_out([period for _, period in dated], now)
    left_out += len(dated) - len(marks)
    dated = dated[-len(marks) :]
    base = _TOP + (1 + max(mark.lane for mark in marks)) * _LANE
    items: list[dict[str, Any]] = [
        {
            "mark": mark,
            "y": base - _LANE // 2 - mark.lane * _LANE - 1,
            "planned": entry.mark in NOT_HELD,
            "text": f"{entry.when}: {titled(answer, entry.fact)}"
            + (f", {status_words(entry)}" if entry.mark in CALLED_OFF else ""),
        }
        for (entry, _), mark in zip(dated, marks, strict=True)
    ]
    events = display.counted(len(dated), "event")
    span = " to ".join(map(str, dict.fromkeys((calendar.first, calendar.after - 1))))
    return {
        "marks": items,
        "ticks": calendar.ticks(),
        "now": drawing.percent(calendar.at(now)) if now else "",
        "day": display.day(date.fromordinal(now)) if now else "",
        "base": base,
        "height": base + 20,
        "text": f"{events} to scale, {span}",
        "left_out": left_out,
        "has_spans": any(not item["mark"].is_day for item in items),
        "has_planned": any(item["planned"] for item in items),
        "has_called_off": any(entry.mark in CALLED_OFF for entry, _ in dated),
    }


def _laid_out(
    periods: list[Period], now: int | None
) -> tuple[drawing.Calendar, list[drawing.Mark]]:
    """Return a line and the marks of periods on it: of as many of the last as its lanes hold."""
    while True:
        days = [day for period in periods for day in _ends(period)]
        calendar = drawing.Calendar([*days, now] if now else days)
        lanes = calendar.lanes(periods)
        count = 1 + max(lanes)
        if count <= MOST_LANES or len(periods) == 1:
            return calendar, [*map(calendar.mark, periods, lanes)]
        periods = periods[-max(1, len(periods) * MOST_LANES // count) :]


def _row(
    answer: Answer,
    calendar: drawing.Calendar | None,
    entry: Entry,
    standing: Standing | None,
    refs: References,
) -> dict[str, Any]:
    is_not_held = entry.mark in NOT_HELD
    period = _period(entry)
    whole = _holds(entry, standing) if standing else None
    mark = calendar.mark(period) if calendar and period else None
    return {
        "when": when_of(entry, standing),
        "id": entry.fact.id,
        "title": titled(answer, entry.fact),
        "kind": marked_kind(answer, entry.replaced(mark="") if is_not_held else entry, standing),
        "label": status_words(entry) if is_not_held else "",
        "mark": mark,
        "ends": _labels(mark, entry) if mark else [],
        "lasts": calendar.mark(whole) if calendar and whole else None,
        "mentions": refs.pieces(marks_of(entry, refs.numbering)),
        "remarks": _remarks(answer, entry, refs),
    }


def _holds(entry: Entry, standing: Standing) -> Period | None:
    """Return the period of a relation, of a line that tells its beginning; None where not known.

    What was over with a party held no longer than that.
    """
    period = entry.fact.period
    if entry.mark != "begins" or period is None or not period.is_interval:
        return None
    if standing.after and standing.after < (period.end_day or FAR):
        begin, last = period.ends[0], date.fromordinal(standing.after - 1)
        is_before = begin is not None and (begin.start_day or 0) < standing.after
        return Period.parse(f"{begin}/{last}") if is_before else None
    # Over, but nobody says since when; or not yet in force.
    is_open = period.end is None and standing.name not in ("standing", "paused")
    return None if is_open else period


def _remarks(answer: Answer, entry: Entry, refs: References) -> list[tuple[list[TextPart], bool]]:
    """Return the remarks on differences of sources, on stages, and on plans that came to nothing.

    Each is a text with links to its sources, and whether it tells of a doubt.
    """
    rows = differences_of(answer, entry, refs.numbering)
    return [(refs.pieces(row.cells[1].removeprefix("· ")), row.is_doubt) for row in rows]


def _labels(mark: drawing.Mark, entry: Entry) -> list[dict[str, str]]:
    """Return the two days between which claims differ, beside the ends of a mark."""
    if not entry.is_disputed or entry.span is None:
        return []
    first, last = (display.day(date.fromordinal(day)) for day in entry.span)
    before = {"at": mark.start, "dx": "-5", "anchor": "end"}
    after = {"at": mark.end, "dx": "5", "anchor": "start"}
    if mark.at < _ROOM:
        return [after | {"text": f"{first} – {last}"}]
    if mark.after > 100 - _ROOM:
        return [before | {"text": f"{first} – {last}"}]
    return [before | {"text": first}, after | {"text": last}]


def _period(entry: Entry) -> Period | None:
    """Return the period of an event; of a relation its start, its end or its yearly day."""
    period = entry.period
    if entry.is_disputed and entry.span:
        return Period.parse("/".join(date.fromordinal(day).isoformat() for day in entry.span))
    if entry.fact.type == "relation" and entry.day and not entry.is_end:
        return Period.parse(date.fromordinal(entry.day).isoformat())  # a yearly day of it
    if period is None or entry.fact.type == "event" or not period.is_interval:
        return period
    if entry.day is None:  # none of its days is known
        return None
    begin, end = period.ends
    return end if entry.mark == "ends" else begin


def _ends(period: Period) -> list[int]:
    """Return the first and the last day, as far as they are known."""
    return [day for day in (period.start_day, (period.end_day or 1) - 1) if day]
