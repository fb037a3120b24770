"""UCDP GED: events of violence, of which those between two states are taken."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import partial
from operator import itemgetter

from dipfacts.importing.derive import (
    LeftOutError,
    UnreadableError,
    check_period,
    check_sides,
    derived,
    whole_cell,
)
from dipfacts.importing.inputs import Input
from dipfacts.importing.plan import LIFETIME, DerivedTable, Keys, Plan
from dipfacts.importing.wording import years
from dipfacts.model.display import are, counted
from dipfacts.read.table.numbers import NumberError, number
from dipfacts.text import plain, short

_WHY = "how exact its dates are stands beside them"
_STATUS = "code_status"
_PRECISIONS = ("1", "2", "3", "4", "5", "", "NA")
_HEADS = ["row", "id", "gwnoa", "gwnob", "title", "period", "best", "place", "note", "spread"]


def recognise(file: Input) -> bool:
    """Return whether a file has the states, the dates and the deaths of GED."""
    return {"id", "gwnoa", "gwnob", "date_prec", "date_start", "date_end", "best"} <= {*file.heads}


def plan(file: Input) -> Plan:
    """Return the plan of a file: an event for each, and the deaths in it."""
    events = _told_apart(derived(_HEADS, _WHY, file.numbered(), partial(_lines, file)))
    parties = ["gw:{gwnoa}", "gw:{gwnob}"]
    shared = {"parties": parties, "period": "{period}", "allow": LIFETIME, "locator": "row {row}"}
    return Plan(
        title="UCDP, georeferenced events (GED)",
        id="ucdp-ged",
        seen=f"{counted(len(events.rows), 'event')} between states, "
        f"{years(it.strip('[') for it in events.column('period'))}",
        source={
            "publisher": "Uppsala Conflict Data Program",
            "title": "UCDP Georeferenced Event Dataset",
            "url": "https://ucdp.uu.se/downloads/",
        },
        tables=[
            {
                "id": "ucdp-ged-event",
                "claim": "event",
                "key": "{id}",
                "topic": "conflict",
                "kind": "armed-clash",
                "title": "{title}",
                "status": "reported",
                **shared,
                "place": "{place}",
                "note": "{note}",
            },
            {
                "id": "ucdp-ged-deaths",
                "claim": "figure",
                "key": "{id}",
                "measure": "conflict-deaths",
                "value": "{best}",
                "unit": "deaths",
                "scope": "event {id}",
                **shared,
                "note": "best estimate{spread}",
                "missing": ["", "NA"],
            },
        ],
        declares={
            "topic": [{"id": "conflict", "label": "Armed conflict"}],
            "measure": [
                {
                    "id": "conflict-deaths",
                    "topic": "conflict",
                    "label": "Deaths in armed conflict",
                    "nature": "flow",
                    "counts": "deaths in one event, as best estimated",
                }
            ],
            "kind": [{"id": "armed-clash", "of": "event", "label": "Armed clash"}],
        },
        notes=("licence: CC BY 4.0, Uppsala Conflict Data Program", *_unchecked(file, events)),
        derived=events,
        distinct="the data set numbers its events",
    )


def _unchecked(file: Input, events: DerivedTable) -> list[str]:
    """Return a note on the events taken that the data set has yet to check."""
    statuses = {str(nth): str(cells.get(_STATUS, "")) for nth, cells in file.numbered()}
    unchecked = sum(statuses[it].strip() not in ("", "Clear") for it in events.column("row"))
    events_are = f"{counted(unchecked, 'event')} {are(unchecked)}"
    note = f"{events_are} yet to be checked: {_STATUS} is not Clear"
    return [note] if unchecked else []


def _lines(file: Input, number_of_row: int, cells: Keys) -> list[list[str]]:
    """Return a line for an event between two states. Raises LeftOutError and UnreadableError."""
    one, other = whole_cell(cells["gwnoa"]), whole_cell(cells["gwnob"])
    if {"", "NA"} & {one, other}:
        raise LeftOutError("not between two states")
    if any(";" in side or "," in side for side in (one, other)):
        raise LeftOutError("of more than two states")
    period = _period(cells)
    if one != other:
        check_period(period, "columns date_start and date_end")
    check_sides("gw", one, other, period)
    best, low, high = (_estimate(file, key, cells) for key in ("best", "low", "high"))
    if low and high and number(low) > number(high):
        message = f"low: {low} is more than {high}, which is high"
        raise UnreadableError(message, "correct its columns low and high")
    spread = f"{low} to {high}" if low and high and low != high else ""
    title = cells["dyad_name"].strip() or "Armed conflict"
    place = cells.get("where_coordinates", "").strip()
    line = {"row": str(number_of_row), "id": cells["id"], "gwnoa": one, "gwnob": other}
    line |= {"title": title, "period": period, "best": best, "place": place}
    line |= {"note": spread and f"deaths: {spread}", "spread": spread and f"; {spread}"}
    return [[line[head] for head in _HEADS]]


def _told_apart(events: DerivedTable) -> DerivedTable:
    """Return events with the number in the title of each that would be taken for another.

    So would several clashes on a day.
    """
    what = itemgetter("gwnoa", "gwnob", "title", "period")
    lines = [*events.lines()]
    times = Counter(map(what, lines))
    for line in lines:
        if times[what(line)] > 1:
            line["title"] += f", event {line['id']}"
    return replace(events, rows=[[*line.values()] for line in lines])


def _estimate(file: Input, key: str, cells: Keys) -> str:
    """Return an estimate of deaths; nothing where there is none. Raises UnreadableError."""
    text = str(cells.get(key, "")).strip()
    text = "" if file.is_missing(text) else text
    try:
        deaths = number(text or "0")
    except NumberError as error:
        raise UnreadableError(f"{key}: {error.message}", f"correct its column {key}") from None
    if deaths < 0 or deaths % 1:
        message = f"{key}: {text} is no number of deaths"
        raise UnreadableError(message, f"correct its column {key}")
    return text


def _period(cells: Keys) -> str:
    """Return when an event was, as exactly as `date_prec` says: a day, some day within, a month.

    A date that is not written as GED does is returned as it is.

    Raises UnreadableError for a `date_prec` that it does not have.

    >>> _period({"date_prec": "4", "date_start": "2003-03-01 00:00", "date_end": "2003-03-31"})
    '2003-03'
    """
    begin, end = (str(cells[key]).strip()[:10] for key in ("date_start", "date_end"))
    precision = whole_cell(cells["date_prec"])
    if precision not in _PRECISIONS:
        message = f'date_prec: "{short(plain(precision))}" is none of 1, 2, 3, 4 and 5'
        raise UnreadableError(message, "correct its column date_prec")
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", begin):
        return begin
    if precision == "4" and begin[:7] == end[:7]:
        return begin[:7]
    if precision == "5" and begin[5:] == "01-01" and end == f"{begin[:4]}-12-31":
        return begin[:4]
    if begin == end or not end:
        return begin
    return f"{begin}/{end}" if precision == "1" else f"[{begin}..{end}]"
