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
    "3": ("observer", "Observer"),
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
    left_out, rows, last = Counter[str](), 0, 0
    for row, cells in sorted(file.rows(), key=lambda it: (it[1]["ccode"], it[1]["year"])):
        rows += 1
        year_text = cells["year"].strip()
        known = year_text.isascii() and year_text.isdigit() and len(year_text) == 4
        if why := trouble("cow", cells["ccode"], year_text) if known else "no year":
            left_out[why] += 1
            continue
        year = int(year_text)
        last = max(last, year)
        standing = [(head, cells[head].strip()) for head in organisations if cells[head] in _KINDS]
        if not standing:
            left_out["in no organisation"] += 1
        for head, value in standing:
            spells.setdefault((cells["ccode"], head, value), []).append((year, row.number))
    lines = [
        line
        for (code, head, value), held in spells.items()
        for line in _lines(code, head, value, held, last)
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
            "kind": kinds(it for it in _KINDS.values() if it[0] in used_kinds),
            "party": [{"id": _id(it), "kind": "organisation", "name": f"{it} (COW)"} for it in new],
        },
        notes=("free to use with citation; the licence allows no copies of the file",),
        derived=Derived(_HEADS, lines, "its years are folded to spells", rows, left_out),
    )


def _lines(
    code: str, head: str, value: str, held: Sequence[tuple[int, int]], last: int
) -> list[list[str]]:
    """Return a line for each spell: years that follow one another in the data."""
    spells: list[list[tuple[int, int]]] = []
    for year, row in held:
        gap = 5 if year <= _FREQUENT_SINCE else 1
        if spells and year - spells[-1][-1][0] <= gap:
            spells[-1].append((year, row))
        else:
            spells.append([(year, row)])
    kind, label = _KINDS[value]
    lines = []
    for spell in spells:
        begin, end = spell[0][0], spell[-1][0]
        censored = end == last
        period = f"{begin}/" if censored else f"{begin}/{end}" if end > begin else f"{begin}"
        note = "in force when the data end" if censored else ""
        title = f"{label}: {head}"
        lines.append([str(spell[0][1]), code, _id(head), kind, title, period, str(begin), note])
    return lines


def _known(head: str) -> str:
    """Return the id of a known organisation with this acronym; an acronym of a country is none."""
    found = [it for it in countries.meant(head.upper()) if it in countries.kinds()]
    return found[0] if len(found) == 1 else ""


def _id(head: str) -> str:
    return _known(head) or f"igo-{as_id(head)}"
