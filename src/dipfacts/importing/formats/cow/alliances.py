"""Correlates of War, Formal Alliances 4.1 by dyad: what kind a pact is stands in four flags."""

from __future__ import annotations

from dipfacts.importing.codes import NO_COUNTRY
from dipfacts.importing.derive import (
    LeftOutError,
    UnreadableError,
    check_period,
    check_sides,
    derived,
)
from dipfacts.importing.formats.cow.cells import LICENCE, PUBLISHER, check_codes, whole_rows
from dipfacts.importing.inputs import Input
from dipfacts.importing.known_declarations import relation_kinds
from dipfacts.importing.plan import LIFETIME, Keys, Plan
from dipfacts.importing.wording import years
from dipfacts.model.display import counted

_KINDS = {
    "defense": ("defence-pact", "Defence pact"),
    "neutrality": ("neutrality-pact", "Neutrality pact"),
    "nonaggression": ("non-aggression-pact", "Non-aggression pact"),
    "entente": ("entente", "Entente"),
}
_HEADS = ["row", "alliance", "ccode1", "ccode2", "kind", "title", "period", "begin", "note"]
_WHY = "its dates stand in six columns, its kinds in four"
_CENSORED = ("left_censor", "right_censor")
_UNKNOWN = ("", "0", "-9", "NA")
_ENDS = "in force when the data end"
_BEGINS = "in force already on {0}, when the data begin"


def recognise(file: Input) -> bool:
    """Return whether a file has the flags and the days of dyads."""
    return {"version4id", "ccode1", "ccode2", "dyad_st_year", *_KINDS} <= {*file.heads}


def plan(file: Input) -> Plan:
    """Return the plan of a file of alliances: a relation for each flag of a row."""
    seen: set[tuple[str, ...]] = set()

    def read(number: int, cells: Keys) -> list[list[str]]:
        _check(file, cells)
        lines = _lines(str(number), cells)
        new = [line for line in lines if _pact(line) not in seen]
        seen.update(map(_pact, lines))
        if not new:
            raise LeftOutError("the same as another row")
        return new

    pacts = derived(_HEADS, _WHY, whole_rows(file), read)
    used = {*pacts.column("kind")}
    alliances = counted(len({*pacts.column("alliance")}), "alliance")
    return Plan(
        title="Correlates of War, formal alliances of dyads",
        id="cow-alliances",
        seen=f"{alliances}, {years(pacts.column('begin'))}",
        source={
            "publisher": PUBLISHER,
            "title": "Formal Alliances",
            "url": "https://correlatesofwar.org/data-sets/formal-alliances/",
        },
        tables=[
            {
                "id": "cow-alliances",
                "claim": "relation",
                "key": "{alliance}-{ccode1}-{ccode2}-{begin}-{kind}",
                "topic": "security",
                "kind": "{kind}",
                "title": "{title}",
                "parties": ["cow:{ccode1}", "cow:{ccode2}"],
                "period": "{period}",
                "allow": LIFETIME,
                "note": "{note}",
                "locator": "row {row}",
            }
        ],
        declares={
            "topic": [{"id": "security", "label": "Security"}],
            "kind": relation_kinds(it for it in _KINDS.values() if it[0] in used),
        },
        notes=(
            "an end that the data do not hold is unknown: that the pact stands is not said",
            LICENCE,
        ),
        derived=pacts,
        distinct="the data set numbers its alliances",
    )


def _pact(line: list[str]) -> tuple[str, ...]:
    """Return the pact of a line, which files of directed dyads hold in both orders."""
    _, alliance, one, other, *rest = line
    return (alliance, *sorted((one, other)), *rest)


def _check(file: Input, cells: Keys) -> None:
    """Raise an error for a row that is no claim, or cannot be read."""
    dated = cells["dyad_st_year"] not in _UNKNOWN
    period = _period_of_codes(cells)
    if dated:
        check_period(period, "columns dyad_st_… and dyad_end_…")
    check_codes(file, cells, (*_KINDS, *_CENSORED), ("0", "1"))
    if not dated:
        raise LeftOutError("no year of its beginning")
    one, other = cells["ccode1"], cells["ccode2"]
    if one != other and not any(cells[flag] == "1" for flag in _KINDS):
        if blank := [flag for flag in _KINDS if cells[flag] in ("", "NA")]:
            message = f"no flag is 1, and of {', '.join(blank)} nothing is said"
            raise UnreadableError(message, "fill them in, or remove the row")
        raise LeftOutError("none of the four flags")
    names = {
        cells[f"ccode{it}"]: f"{cells.get(f'state_name{it}', '')}: {NO_COUNTRY}" for it in "12"
    }
    check_sides("cow", one, other, period, names)


def _period_of_codes(cells: Keys) -> str:
    """Return the period in which the codes of a row mean a state."""
    begin, end = _date(cells, "st"), _date(cells, "end")
    return f"{begin}/{end}" if end and cells["right_censor"] != "1" else f"{begin}/"


def _date(cells: Keys, which: str) -> str:
    """Return a date of three columns, as precise as it is known."""
    parts: list[str] = []
    for part, width in (("year", 4), ("month", 2), ("day", 2)):
        text = cells[f"dyad_{which}_{part}"]
        if text in _UNKNOWN:
            break
        parts.append(text.zfill(width))
    return "-".join(parts)


def _lines(row: str, cells: Keys) -> list[list[str]]:
    begin, end = _date(cells, "st"), _date(cells, "end")
    notes = []
    period_begin = begin
    if cells["left_censor"] == "1":
        period_begin = ""
        notes.append(_BEGINS.format(begin))
    if not end or cells["right_censor"] == "1":
        end = ""
        notes.append(_ENDS)
    period = f"{period_begin}/{end}" if period_begin or end else ""
    alliance = cells["version4id"]
    return [
        [row, alliance, cells["ccode1"], cells["ccode2"], kind,
         f"{label} (COW alliance {alliance})", period, begin, "; ".join(notes)]
        for flag, (kind, label) in _KINDS.items()
        if cells[flag] == "1"
    ]  # fmt: skip
