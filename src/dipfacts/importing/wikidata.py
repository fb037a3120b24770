"""Wikidata: results of a query for statements, with their dates and precisions.

A query for mere values (`wdt:`) loses when they held and how exactly that is known, so only
results of `query` are taken.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from dipfacts.errors import QuestionError
from dipfacts.importing.codes import trouble
from dipfacts.importing.inputs import Input
from dipfacts.importing.plan import LIFETIME, Derived, Keys, Plan, kinds, years
from dipfacts.model.display import counted
from dipfacts.text import plain

_KINDS = {
    "P463": ("membership", "Member of"),
    "P530": ("diplomatic-relations", "Diplomatic relations"),
    "P47": ("shared-border", "Shared border"),
    "P361": ("part-of", "Part of"),
}
PROPERTIES = ("membership", "diplomatic-relations", "shared-border")
"""The kinds of relations for which there is a query."""
_QUERY = """SELECT ?statement ?property ?from ?to ?start ?startPrecision ?end ?endPrecision
WHERE {{
  BIND("{property}" AS ?property)
  ?from p:{property} ?statement .
  ?statement ps:{property} ?to ; wikibase:rank ?rank .
  FILTER(?rank != wikibase:DeprecatedRank)
  ?from wdt:P31/wdt:P279* wd:Q3624078 .
  OPTIONAL {{
    ?statement pqv:P580 ?first .
    ?first wikibase:timeValue ?start ; wikibase:timePrecision ?startPrecision .
  }}
  OPTIONAL {{
    ?statement pqv:P582 ?last .
    ?last wikibase:timeValue ?end ; wikibase:timePrecision ?endPrecision .
  }}
}}"""
_NEEDED = ("statement", "property", "from", "to")
_HEADS = ["row", "statement", "property", "from", "to", "kind", "title", "period"]
_LENGTHS = {"9": 4, "10": 7, "11": 10}  # precision of a year, a month, a day


def query(kind_: str) -> str:
    """Return the query to run at query.wikidata.org for a kind of relation, such as membership."""
    codes = (code for code, (kind, _) in _KINDS.items() if kind == kind_)
    return _QUERY.format(property=next(codes))


def recognise(file: Input) -> bool:
    """Return whether a file holds results of a query, as JSON or as CSV with addresses of items."""
    if file.data is not None:
        results, head = (_object(file.data, key) for key in ("results", "head"))
        rows = results.get("bindings")
        if not isinstance(rows, list) or not isinstance(head.get("vars"), list):
            return False
        each = (row.values() if isinstance(row, dict) else [None] for row in rows)
        return all(isinstance(it, dict) for cells in each for it in cells)
    return _first_is_item(file)


def _object(data: Any, key: str) -> Keys:
    found = data.get(key) if isinstance(data, dict) else None
    return found if isinstance(found, dict) else {}


def _first_is_item(file: Input) -> bool:
    row = next(iter(file.rows()), None) if file.heads else None
    return row is not None and any("wikidata.org/entity/" in cell for cell in row[1].values())


def plan(file: Input) -> Plan:
    """Return what is to be written: a relation for each statement. Raises QuestionError."""
    names, rows = _rows(file)
    if rows and not {*_NEEDED} <= {*names}:
        message = f"{plain(file.path)} holds no statements: their dates, and how exact, are lost"
        hint = "run at query.wikidata.org what dipfacts import --query membership prints"
        raise QuestionError(message, hint)
    left_out, lines, seen = Counter[str](), [], set()
    for nth, row in enumerate(rows, 1):
        line = _line(str(nth), row)
        why = _no_claim(row) or ("the same statement again" if line[1] in seen else "")
        if why:
            left_out[why] += 1
            continue
        seen.add(line[1])
        lines.append(line)
    used = sorted({(line[5], line[2]) for line in lines})
    return Plan(
        title="Wikidata, results of a query",
        id="wikidata",
        seen=f"{counted(len(lines), 'statement')}, {years(line[7] for line in lines)}"
        if rows
        else "nothing: the query found nothing",
        source={
            "publisher": "Wikidata",
            "title": "Results of a query",
            "url": "https://query.wikidata.org",
            "note": "written by volunteers; each statement has references of its own",
        },
        tables=[
            {
                "id": f"wikidata-{kind}",
                "claim": "relation",
                "key": "{statement}",
                "kind": kind,
                "title": "{title}",
                **_who(kind),
                "period": "{period}",
                "allow": LIFETIME,
                "locator": "statement {statement}",
                "where": {"kind": [kind]},
            }
            for kind, _ in used
        ],
        declares={"kind": kinds((kind, _KINDS.get(of, (kind, kind))[1]) for kind, of in used)},
        notes=("licence: CC0",),
        derived=Derived(_HEADS, lines, "JSON is no table", len(rows), left_out),
    )


def _who(kind: str) -> Keys:
    if kind == "membership":
        return {"from": "wd:{from}", "to": "wd:{to}"}
    return {"parties": ["wd:{from}", "wd:{to}"]}


def _rows(file: Input) -> tuple[list[str], list[Keys]]:
    """Return the names of the variables, and the rows with the value of each."""
    if file.data is None:
        return [*file.heads], [cells for _, cells in file.rows()]
    found: list[Any] = file.data["results"]["bindings"]
    rows = [{name: str(it.get("value", "")) for name, it in row.items()} for row in found]
    return [*file.data["head"].get("vars", [])], rows


def _item(address: str) -> str:
    return address.rpartition("/")[2]


def _line(row: str, cells: Keys) -> list[str]:
    start = _date(cells.get("start", ""), cells.get("startPrecision", ""))
    end = _date(cells.get("end", ""), cells.get("endPrecision", ""))
    property_ = _item(cells.get("property", ""))
    kind, label = _KINDS.get(property_, (property_.lower(), property_))
    period = f"{start}/{end}" if start or end else ""
    statement, *sides = (_item(cells.get(key, "")) for key in ("statement", "from", "to"))
    return [row, statement, property_, *sides, kind, label, period]


def _date(text: str, precision: str) -> str:
    """Return a date of Wikidata, no more exact than its precision.

    >>> _date("1992-01-01T00:00:00Z", "9"), _date("2016-07-13T00:00:00Z", "11")
    ('1992', '2016-07-13')
    """
    text = text.removeprefix("+")
    length = _LENGTHS.get(precision)
    return text[:length] if length and text[:4].isdigit() else ""


def _no_claim(cells: Keys) -> str:
    for side in ("from", "to"):
        item = _item(cells.get(side, ""))
        if not item.startswith("Q") or not cells.get("statement"):
            return "no value"
        if why := trouble("wd", item, "2020"):
            return "no country known" if why == "no country" else why
    return ""
