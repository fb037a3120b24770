"""Correlates of War, Diplomatic Exchange: snapshots, of every fifth year, never spells."""

from __future__ import annotations

from functools import partial

from dipfacts.countries import country_names
from dipfacts.countries.code_lists import resolve_in
from dipfacts.importing.derive import LeftOutError, check_period, check_sides, derived
from dipfacts.importing.formats.cow.cells import LICENCE, PUBLISHER, check_codes, whole_rows
from dipfacts.importing.inputs import Input
from dipfacts.importing.known_declarations import DIPLOMACY
from dipfacts.importing.plan import LIFETIME, Keys, Plan
from dipfacts.importing.wording import years
from dipfacts.model.display import with_article

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
    """Return the plan of a file: a relation for each year in which there was an exchange."""
    exchanges = derived(_HEADS, "its levels are numbers", whole_rows(file), partial(_lines, file))
    return Plan(
        title="Correlates of War, diplomatic exchange",
        id="cow-diplomatic-exchange",
        seen=f"snapshots, {years(exchanges.column('year'))}",
        source={
            "publisher": PUBLISHER,
            "title": "Diplomatic Exchange",
            "url": "https://correlatesofwar.org/data-sets/diplomatic-exchange/",
        },
        tables=[
            {
                "id": "cow-diplomatic-exchange",
                "claim": "relation",
                "key": "{ccode1}-{ccode2}-{year}",
                "topic": DIPLOMACY["id"],
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
            "topic": [DIPLOMACY],
            "kind": [
                {
                    "id": "diplomatic-exchange",
                    "of": "relation",
                    "label": "Diplomatic exchange",
                    "note": "a snapshot of one year: when it began and ended is not said",
                }
            ],
        },
        notes=(
            "each year is a snapshot: what was between two of them is not known",
            LICENCE,
        ),
        derived=exchanges,
    )


def _lines(file: Input, number: int, cells: Keys) -> list[list[str]]:
    """Return a line for a row of an exchange. Raises LeftOutError and UnreadableError."""
    one, other, year, exchange = (cells[head] for head in ("ccode1", "ccode2", "year", "DE"))
    check_period(year, "column year")
    check_codes(file, cells, ["DR_at_1", "DR_at_2"], _LEVELS)
    check_codes(file, cells, ["DE"], ("0", "1"))
    check_sides("cow", one, other, year)
    if exchange == "0":
        raise LeftOutError("no exchange in that year (DE 0)")
    if exchange != "1":
        raise LeftOutError(f"DE is {exchange or 'blank'}")
    levels = [_LEVELS.get(cells[f"DR_at_{nth}"], "level not known") for nth in "12"]
    at = [_name(code, year) for code in (one, other)]
    note = f"at {at[0]}: {levels[0]}; at {at[1]}: {levels[1]}"
    return [[str(number), one, other, year, note]]


def _name(code: str, year: str) -> str:
    """Return the name of the state that a code means in a year.

    >>> _name("2", "1970"), _name("365", "1980")
    ('the United States', 'the Soviet Union')
    """
    return with_article(country_names.title(resolve_in("cow", code, year)[0]))
