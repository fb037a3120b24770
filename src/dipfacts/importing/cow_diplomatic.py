"""Correlates of War, Diplomatic Exchange: snapshots, of every fifth year, never spells."""

from __future__ import annotations

from collections import Counter

from dipfacts.importing.codes import trouble, unreadable
from dipfacts.importing.cow_cells import unknown_code, whole_rows
from dipfacts.importing.inputs import Input
from dipfacts.importing.plan import LIFETIME, Derived, Plan, years

_LEVELS = {
    "0": "none",
    "1": "a chargé d'affaires",
    "2": "a minister",
    "3": "an ambassador",
    "9": "another level",
}
_HEADS = ["row", "ccode1", "ccode2", "year", "note"]


def recognise(file: Input) -> bool:
    """Return whether a file has the levels of either side and whether there is an exchange."""
    return {"ccode1", "ccode2", "year", "DR_at_1", "DR_at_2", "DE"} <= {*file.heads}


def plan(file: Input) -> Plan:
    """Return what is to be written: a relation for each year in which there was an exchange."""
    left_out, lines, rows = Counter[str](), [], 0
    wrong: dict[int, tuple[str, str]] = {}
    for row, cells in whole_rows(file):
        rows += 1
        if unread := unreadable(cells["year"] or "blank"):
            wrong[row.number] = unread[0], "correct its column year"
            continue
        if unread := (
            unknown_code(file, cells, ["DR_at_1", "DR_at_2"], _LEVELS)
            or unknown_code(file, cells, ["DE"], ("0", "1"))
        ):
            wrong[row.number] = unread
            continue
        why = next(
            (why for nth in "12" if (why := trouble("cow", cells[f"ccode{nth}"], cells["year"]))),
            "",
        )
        if cells["ccode1"] == cells["ccode2"]:
            why = "a country with itself"
        if why or cells["DE"] != "1":
            left_out[why or _without(cells["DE"])] += 1
            continue
        note = "; ".join(
            f"at state {nth}: {_LEVELS.get(cells[f'DR_at_{nth}'], 'level not known')}"
            for nth in "12"
        )
        lines.append([str(row.number), cells["ccode1"], cells["ccode2"], cells["year"], note])
    return Plan(
        title="Correlates of War, diplomatic exchange",
        id="cow-diplomatic-exchange",
        seen=f"snapshots, {years(line[3] for line in lines)}",
        source={
            "publisher": "Correlates of War Project",
            "title": "Diplomatic Exchange",
            "url": "https://correlatesofwar.org/data-sets/diplomatic-exchange/",
        },
        tables=[
            {
                "id": "cow-diplomatic-exchange",
                "claim": "relation",
                "key": "{ccode1}-{ccode2}-{year}",
                "kind": "diplomatic-exchange",
                "title": "Diplomatic exchange",
                "parties": ["cow:{ccode1}", "cow:{ccode2}"],
                "period": "{year}",
                "allow": LIFETIME,
                "note": "{note}",
                "locator": "row {row}",
            }
        ],
        declares={
            "kind": [
                {
                    "id": "diplomatic-exchange",
                    "of": "relation",
                    "label": "Diplomatic exchange",
                    "note": "a snapshot of one year: when it began and ended is not told",
                }
            ]
        },
        notes=(
            "each year is a snapshot: what was between two of them is not known",
            "free to use with citation; the licence allows no copies of the file",
        ),
        derived=Derived(_HEADS, lines, "its levels are numbers", rows, left_out, wrong),
    )


def _without(value: str) -> str:
    return "no exchange in that year (DE 0)" if value == "0" else f"DE is {value or 'blank'}"
