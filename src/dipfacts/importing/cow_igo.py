"""Correlates of War, membership in organisations (IGO 3) by state and year: folded to spells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dipfacts import countries
from dipfacts.errors import QuestionError
from dipfacts.importing.codes import trouble
from dipfacts.importing.inputs import Input
from dipfacts.importing.plan import LIFETIME, Derived, Plan, kinds, years
from dipfacts.read.table_templates import as_id
from dipfacts.text import plain

_KINDS = {
    "1": ("membership", "Member"),
    "2": ("associate-membership", "Associate member"),
    "3": ("observer-status", "Observer"),
}
_OTHER = ("ccode", "year", "state", "stateabb", "statename", "version", "statenme")
_FREQUENT_SINCE = 1965  # before, the data are of every fifth year
_HEADS = ["row", "ccode", "organisation", "kind", "title", "period", "begin", "note"]


def recognise(file: Input) -> bool:
    """Return whether a file has states by year and many acronyms of organisations."""
    heads = {*map(str.lower, file.heads)}
    by_state = {"ccode", "year"} <= heads and ("un" in heads or "igo" in " ".join(heads))
    return (by_state or {"ccode1", "ccode2", "year", "country1"} <= heads) and len(heads) > 4


def plan(file: Input) -> Plan:
    """Return what is to be written: a relation for each spell of a state in an organisation."""
    if "ccode1" in file.heads:
        message = f"{plain(file.path)} has every pair of members, which says nothing more"
        raise QuestionError(message, "take the file of states by year: state_year_formatv3.csv")
    organisations = [head for head in file.heads if head.lower() not in _OTHER]
    spells: dict[tuple[str, str, str], list[tuple[int, int]]] = {}  # years and rows of a spell
    known_years: dict[tuple[str, str], list[int]] = {}  # of a state in an organisation
    left_out, rows = Counter[str](), 0
    for row, cells in sorted(file.rows(), key=lambda it: (it[1]["ccode"], it[1]["year"])):
        rows += 1
        year_text = cells["year"].strip()
        known = year_text.isascii() and year_text.isdigit() and len(year_text) == 4
        if why := trouble("cow", cells["ccode"], year_text) if known else "no year":
            left_out[why] += 1
            continue
        year = int(year_text)
        told = {head: cells[head].strip() for head in organisations}
        if not any(value in _KINDS for value in told.values()):
            left_out["in no organisation"] += 1
        for head, value in told.items():
            if _is_known(value):
                known_years.setdefault((cells["ccode"], head), []).append(year)
            if value in _KINDS:
                spells.setdefault((cells["ccode"], head, value), []).append((year, row.number))
    lines = [
        line
        for (code, head, value), held in spells.items()
        for line in _lines(code, head, value, held, known_years[code, head])
    ]
    used = {line[2]: line[4] for line in lines}
    used_kinds = {line[3] for line in lines}
    new = [head for head in organisations if _id(head) in used and not _known(head)]
    return Plan(
        title="Correlates of War, membership in organisations",
        id="cow-igo",
        seen=f"{len(used)} organisations, {years(line[6] for line in lines)}",
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
                "allow": LIFETIME,
                "note": "{note}",
                "locator": "from row {row}",
            }
        ],
        declares={
            "topic": [{"id": "membership", "label": "Membership"}],
            "kind": kinds(it for it in _KINDS.values() if it[0] in used_kinds),
            "party": [{"id": _id(it), "kind": "organisation", "name": f"{it} (COW)"} for it in new],
        },
        notes=("free to use with citation; the licence allows no copies of the file",),
        derived=Derived(_HEADS, lines, "its years are folded to spells", rows, left_out),
    )


def _lines(
    code: str, head: str, value: str, held: Sequence[tuple[int, int]], known: Sequence[int]
) -> list[list[str]]:
    """Return a line for each spell: years that follow one another, with none known between."""
    spells: list[list[tuple[int, int]]] = []
    place = {year: nth for nth, year in enumerate(known)}
    for year, row in held:
        gap = 5 if year <= _FREQUENT_SINCE else 1
        before = spells[-1][-1][0] if spells else year - gap - 1
        if year - before <= gap and place[year] - place[before] <= 1:
            spells[-1].append((year, row))
        else:
            spells.append([(year, row)])
    kind, label = _KINDS[value]
    lines = []
    for spell in spells:
        begin, end = spell[0][0], spell[-1][0]
        open_ = end == known[-1]
        period = f"{begin}/" if open_ else f"{begin}/{end}" if end > begin else f"{begin}"
        note = f"in force in {end}, the last year that is known" if open_ else ""
        title = f"{label}: {head}"
        lines.append([str(spell[0][1]), code, _id(head), kind, title, period, str(begin), note])
    return lines


def _is_known(value: str) -> bool:
    """Return whether a cell says what a state is in an organisation; -9 and -1 say nothing."""
    return value == "0" or value in _KINDS


def _known(head: str) -> str:
    """Return the id of a known organisation with this acronym; an acronym of a country is none."""
    found = [it for it in countries.meant(head.upper()) if it in countries.kinds()]
    return found[0] if len(found) == 1 else ""


def _id(head: str) -> str:
    return _known(head) or f"igo-{as_id(head)}"
