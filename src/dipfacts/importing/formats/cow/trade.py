"""Correlates of War, Trade 4.0: dyads (flow1 is what ccode1 imports from ccode2) and states."""

from __future__ import annotations

import re
import shlex

from dipfacts.importing.formats.cow.cells import LICENCE, PUBLISHER
from dipfacts.importing.inputs import Cells, Input
from dipfacts.importing.known_declarations import flow, trade
from dipfacts.importing.plan import LIFETIME, Keys, Plan
from dipfacts.importing.skips import Skips
from dipfacts.importing.wording import years

_SOURCE = {
    "publisher": PUBLISHER,
    "title": "Trade, version 4.0",
    "url": "https://correlatesofwar.org/data-sets/bilateral-trade/",
}
_MISSING = ("-9", "-9.0", "-9,0", "", "NA")  # -9.0 as other programs write it
_NEGATIVE = re.compile(r"-\.?[0-9].*")
_GOODS = "goods alone, as states reported them"  # others count services, too


def recognise(file: Input) -> bool:
    """Return whether a file is one of dyads."""
    return {"ccode1", "ccode2", "year", "flow1", "flow2"} <= {*file.heads}


def recognise_states(file: Input) -> bool:
    """Return whether a file is one of states, with all imports and exports."""
    return {"ccode", "statename", "year", "imports", "exports"} <= {*file.heads}


def plan(file: Input) -> Plan:
    """Return the plan of a file of dyads: the imports of either state from the other."""
    skips, results, doubted = Skips("year"), set(), {}
    for number, cells in file.numbered():
        results.add(cells["year"])
        if why := _negative(file, cells, ("flow1", "flow2")):
            doubted[number] = why
        for nth in "12":
            name = cells.get(f"importer{nth}", "")
            skips.see("cow", f"ccode{nth}", cells[f"ccode{nth}"], cells["year"], name)
        skips.see_pair("cow", "ccode1", "ccode2", cells)
    skip, reasons = skips.result()
    tables = [
        _millions(
            f"cow-trade-{mine}",
            f"{{ccode{mine}}}-{{ccode{other}}}-{{year}}",
            f"{{flow{mine}}}",
            skip,
            flow("imports", f"cow:{{ccode{mine}}}", f"cow:{{ccode{other}}}"),
        )
        for mine, other in (("1", "2"), ("2", "1"))
    ]
    return Plan(
        title="Correlates of War, trade of dyads",
        id="cow-trade",
        seen=f"imports of both states, {years(results)}",
        source=_SOURCE,
        tables=tables,
        declares=trade(["imports"]),
        reasons=reasons,
        notes=(
            "the smoothed columns are interpolated and are not taken",
            LICENCE,
        ),
        doubted=doubted,
    )


def plan_states(file: Input) -> Plan:
    """Return the plan of a file of states: the trade of each with the whole world."""
    skips, results, doubted = Skips("year"), set(), {}
    for number, cells in file.numbered():
        results.add(cells["year"])
        if why := _negative(file, cells, ("imports", "exports")):
            doubted[number] = why
        skips.see("cow", "ccode", cells["ccode"], cells["year"], cells["statename"])
    skip, reasons = skips.result()
    state = "cow:{ccode}"
    whose = {"parties": [state], "reporter": state, "definition": _GOODS}
    tables = [
        _millions(
            f"cow-trade-states-{column}",
            "{ccode}-{year}",
            f"{{{column}}}",
            skip,
            {"measure": f"{column}-total", **whose},
        )
        for column in ("imports", "exports")
    ]
    return Plan(
        title="Correlates of War, trade of states",
        id="cow-trade-states",
        seen=f"imports and exports, {years(results)}",
        source=_SOURCE,
        tables=tables,
        declares=trade(["imports-total", "exports-total"]),
        reasons=reasons,
        notes=(LICENCE,),
        doubted=doubted,
    )


def _negative(file: Input, cells: Cells, columns: tuple[str, ...]) -> tuple[str, str] | None:
    """Return the fault of a row of trade below 0, and the remedy; None where there is none."""
    for column in columns:
        cell = cells[column].strip()
        if _NEGATIVE.fullmatch(cell) and cell not in _MISSING and not file.is_missing(cell):
            message = f"column {column}: {cell} is less than 0, and only -9 is nothing recorded"
            nothing = f", or add --map {shlex.quote(f'missing={cell}')} if it says nothing"
            is_one = "," not in cell or file.given.get("decimal") == ","
            return message, f"correct it{nothing if is_one else ''}"
    return None


def _millions(id_: str, key: str, value: str, skip: Keys, about: Keys) -> Keys:
    """Return a table of millions of dollars by year."""
    return {
        "id": id_,
        "claim": "figure",
        "key": key,
        **about,
        "period": "{year}",
        "value": value,
        "scale": 1_000_000,
        "allow": LIFETIME,
        "unit": "USD",
        "missing": [*_MISSING],
        "skip": skip,
    }
