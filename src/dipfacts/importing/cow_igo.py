"""Correlates of War, membership in organisations (IGO 3) by state and year: folded to spells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from dipfacts import countries
from dipfacts.errors import QuestionError
from dipfacts.importing.codes import trouble, unreadable
from dipfacts.importing.cow_cells import check_codes, whole
from dipfacts.importing.derive import LeftOutError, UnreadableError, derived
from dipfacts.importing.inputs import Input
from dipfacts.importing.plan import LIFETIME, MEMBERSHIP, Keys, Plan, kinds, years
from dipfacts.model.display import counted
from dipfacts.read.table_templates import as_id

_KINDS = {
    "1": ("membership", "Membership"),
    "2": ("associate-membership", "Associate membership"),
    "3": ("observer-status", "Observer status"),
}
_NONE = ("0", "-1")  # no member; no such organisation in that year
_OTHER = ("ccode", "year", "state", "stateabb", "statename", "version", "statenme")
_FREQUENT_SINCE = 1965  # before, the data are of every fifth year
_HEADS = ["row", "ccode", "organisation", "kind", "title", "period", "begin", "status", "note"]


class Seen(NamedTuple):
    """The years of a state: those that say what it is in a body, and all with rows."""

    known: list[int]
    rows: set[int]


class States:
    """The standing of each state in each organisation, year by year."""

    def __init__(self, file: Input) -> None:
        self._file = file
        self.organisations = [head for head in file.heads if head.lower() not in _OTHER]
        self._held: dict[tuple[str, str, str], list[tuple[int, int]]] = {}  # years and rows
        self._known: dict[tuple[str, str], list[int]] = {}  # years, of a state in an organisation
        self._rows: dict[str, set[int]] = {}

    def note(self, number: int, cells: Keys) -> list[list[str]]:
        """Take note of what a state is in a year; a row makes no line of its own."""
        code, year_text = _state_and_year(cells)
        if not re.fullmatch("[0-9]{4}", year_text) or unreadable(year_text):
            message = f'cannot read "{year_text}" as a year'
            raise UnreadableError(message, "correct its column year")
        if why := trouble("cow", code, year_text):
            raise LeftOutError(why)
        told = {head: whole(cells[head]) for head in self.organisations}
        check_codes(self._file, told, self.organisations, (*_NONE, *_KINDS))
        year = int(year_text)
        self._rows.setdefault(code, set()).add(year)
        for head, value in told.items():
            if value in _NONE or value in _KINDS:
                self._known.setdefault((code, head), []).append(year)
            if value in _KINDS:
                self._held.setdefault((code, head, value), []).append((year, number))
        if not any(value in _KINDS for value in told.values()):
            raise LeftOutError("in no organisation")
        return []

    def lines(self) -> list[list[str]]:
        """Return a line for each spell of a state in an organisation."""
        return [
            line
            for (code, head, value), held in self._held.items()
            for line in _lines(
                code, head, value, held, Seen(self._known[code, head], self._rows[code])
            )
        ]


def recognise(file: Input) -> bool:
    """Return whether a file has states by year and many acronyms of organisations."""
    heads = {*map(str.lower, file.heads)}
    by_state = {"ccode", "year"} <= heads and ("un" in heads or "igo" in " ".join(heads))
    return (by_state or {"ccode1", "ccode2", "year", "country1"} <= heads) and len(heads) > 4


def plan(file: Input) -> Plan:
    """Return what is to be written: a relation for each spell of a state in an organisation."""
    if "ccode1" in file.heads:
        message = f"{file.shown} has every pair of members, which says nothing more"
        raise QuestionError(message, "take the file of states by year: state_year_formatv3.csv")
    states = States(file)
    by_state = sorted(file.numbered(), key=lambda it: _state_and_year(it[1]))
    read = derived(_HEADS, "its years are folded to spells", by_state, states.note)
    lines = states.lines()
    used = {line[2]: line[4] for line in lines}
    used_kinds = {line[3] for line in lines}
    new = [head for head in states.organisations if _id(head) in used and not _known(head)]
    return Plan(
        title="Correlates of War, membership in organisations",
        id="cow-igo",
        seen=f"{counted(len(used), 'organisation')}, {years(line[6] for line in lines)}",
        source={
            "publisher": "Correlates of War Project",
            "title": "Intergovernmental Organizations, version 3",
            "url": "https://correlatesofwar.org/data-sets/igos/",
        },
        tables=[
            {
                "id": "cow-igo",
                "claim": "relation",
                "key": "{ccode}-{organisation}-{begin}-{kind}",
                "topic": "membership",
                "kind": "{kind}",
                "title": "{title}",
                "from": "cow:{ccode}",
                "to": "{organisation}",
                "period": "{period}",
                "status": "{status}",
                "allow": LIFETIME,
                "note": "{note}",
                "locator": "from row {row}",
            }
        ],
        declares={
            "topic": [MEMBERSHIP],
            "kind": kinds(it for it in _KINDS.values() if it[0] in used_kinds),
            "party": [{"id": _id(it), "kind": "organisation", "name": f"{it} (COW)"} for it in new],
        },
        notes=("free to use with citation; the licence allows no copies of the file",),
        derived=replace(read, rows=lines),
    )


def _lines(
    code: str, head: str, value: str, held: Sequence[tuple[int, int]], seen: Seen
) -> list[list[str]]:
    """Return a line for each spell of a state in an organisation: years and rows in `held`."""
    kind, label = _KINDS[value]
    lines = []
    for spell in _spells(held, seen):
        (begin, row), end = spell[0], spell[-1][0]
        after = next((year for year in seen.known if year > end), 0)
        over = after == end + 1
        period = f"{begin}/{end}" if over and end > begin else f"{begin}" if over else f"{begin}/"
        notes = [f"not known in {years}" for years in _gaps(spell, seen)]
        if not over:
            last = f"not in {after}" if after else "the last year that is known"
            notes.append(f"in force in {end}, {last}")
        status = "ended" if after and not over else ""
        told = (_id(head), kind, f"{label}: {head}", period, str(begin), status, "; ".join(notes))
        lines.append([str(row), code, *told])
    return lines


def _spells(held: Sequence[tuple[int, int]], seen: Seen) -> list[list[tuple[int, int]]]:
    """Return years and rows by spell: no year that says otherwise lies within one."""
    spells: list[list[tuple[int, int]]] = []
    place = {year: nth for nth, year in enumerate(seen.known)}
    for year, row in held:
        before = spells[-1][-1][0] if spells else year
        near = year - before <= (5 if year <= _FREQUENT_SINCE else 1)
        near = near or {*range(before + 1, year)} <= seen.rows
        if spells and near and place[year] - place[before] <= 1:
            spells[-1].append((year, row))
        else:
            spells.append([(year, row)])
    return spells


def _gaps(spell: Sequence[tuple[int, int]], seen: Seen) -> Iterator[str]:
    """Yield the years within a spell whose rows do not say whether it went on."""
    for (before, _), (after, _) in pairwise(spell):
        missing = [year for year in range(before + 1, after) if year in seen.rows]
        if missing:
            yield f"{missing[0]}" if len(missing) == 1 else f"{missing[0]} to {missing[-1]}"


def _state_and_year(cells: Keys) -> tuple[str, str]:
    return whole(cells["ccode"]), whole(cells["year"])


def _known(head: str) -> str:
    """Return the id of a known organisation with this acronym; an acronym of a country is none."""
    found = [it for it in countries.meant(head.upper()) if it in countries.kinds()]
    return found[0] if len(found) == 1 else ""


def _id(head: str) -> str:
    return _known(head) or f"igo-{as_id(head)}"
