"""UCDP GED: events of violence, of which those between two states are taken."""

from __future__ import annotations

import re
from collections import Counter

from dipfacts.importing.codes import trouble, unreadable
from dipfacts.importing.inputs import Input
from dipfacts.importing.plan import LIFETIME, Derived, Keys, Plan, years
from dipfacts.model.display import counted
from dipfacts.read.numbers import NumberError, number

_HEADS = ["row", "id", "gwnoa", "gwnob", "title", "period", "best", "place", "note", "spread"]


def recognise(file: Input) -> bool:
    """Return whether a file has the states, the dates and the deaths of GED."""
    return {"id", "gwnoa", "gwnob", "date_prec", "date_start", "date_end", "best"} <= {*file.heads}


def plan(file: Input) -> Plan:
    """Return what is to be written: an event for each, and the deaths in it."""
    left_out, lines, rows = Counter[str](), [], 0
    wrong: dict[int, tuple[str, str]] = {}
    for row, cells in file.rows():
        rows += 1
        period = _period(cells)
        unread = unreadable(period or "blank")
        if why := _not_between(cells) or ("" if unread else _codes(cells, period)):
            left_out[why] += 1
            continue
        if bad := _no_number(cells):
            wrong[row.number] = bad
            continue
        if unread:
            wrong[row.number] = unread[0], "correct its columns date_start and date_end"
            continue
        lines.append(
            [
                *(str(row.number), cells["id"], cells["gwnoa"].strip(), cells["gwnob"].strip()),
                *(cells["dyad_name"].strip() or "Armed conflict", period),
                *(cells["best"].strip(), cells.get("where_coordinates", "").strip()),
                *_spread(*_estimates(cells)),
            ]
        )
    parties = ["gw:{gwnoa}", "gw:{gwnob}"]
    shared = {"parties": parties, "period": "{period}", "allow": LIFETIME, "locator": "row {row}"}
    return Plan(
        title="UCDP, georeferenced events (GED)",
        id="ucdp-ged",
        seen=f"{counted(len(lines), 'event')} between states, "
        f"{years(line[5].strip('[') for line in lines)}",
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
        notes=("licence: CC BY 4.0, Uppsala Conflict Data Program",),
        derived=Derived(
            _HEADS, lines, "how exact its dates are stands beside them", rows, left_out, wrong
        ),
        apart="the data set numbers its events",
    )


def _spread(low: str, high: str) -> tuple[str, str]:
    """Return the lowest and the highest estimate of deaths in words: alone, and after another."""
    return (
        ("", "")
        if low == high or not (low and high)
        else (f"deaths: {low} to {high}", f"; {low} to {high}")
    )


def _estimates(cells: Keys) -> list[str]:
    """Return the lowest and the highest estimate; nothing for one that is not there."""
    texts = (str(cells.get(key, "")).strip() for key in ("low", "high"))
    return ["" if text == "NA" else text for text in texts]


def _no_number(cells: Keys) -> tuple[str, str] | None:
    """Return which estimate is no number, and the remedy; None where each is one."""
    for key, text in zip(("low", "high"), _estimates(cells), strict=True):
        try:
            number(text or "0")
        except NumberError as error:
            return f"{key}: {error.message}", f"correct its column {key}"
    return None


def _not_between(cells: Keys) -> str:
    """Return why a row is of no two states; nothing where it is."""
    sides = [cells["gwnoa"].strip(), cells["gwnob"].strip()]
    if {"", "NA"} & {*sides}:
        return "not between two states"
    if any(";" in side or "," in side for side in sides):
        return "of more than two states"
    return "a country with itself" if sides[0] == sides[1] else ""


def _codes(cells: Keys, period: str) -> str:
    """Return what is wrong with the codes of both states in a period, if anything."""
    sides = (cells["gwnoa"].strip(), cells["gwnob"].strip())
    return next((why for side in sides if (why := trouble("gw", side, period))), "")


def _period(cells: Keys) -> str:
    """Return when an event was, as exactly as `date_prec` says: a day, some day within, a month.

    A date that is not written as GED does is returned as it is.

    >>> _period({"date_prec": "4", "date_start": "2003-03-01 00:00", "date_end": "2003-03-31"})
    '2003-03'
    """
    begin, end = (str(cells[key]).strip()[:10] for key in ("date_start", "date_end"))
    precision = cells["date_prec"].strip()
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", begin):
        return begin
    if precision == "4" and begin[:7] == end[:7]:
        return begin[:7]
    if precision == "5" and begin[5:] == "01-01" and end == f"{begin[:4]}-12-31":
        return begin[:4]
    if begin == end or not end:
        return begin
    return f"{begin}/{end}" if precision == "1" else f"[{begin}..{end}]"
