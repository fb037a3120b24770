"""Wikidata: results of a query for statements, with their dates and precisions.

A query for mere values (`wdt:`) loses when they held and how exactly that is known, so only
results of `query` are taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from dipfacts.errors import QuestionError
from dipfacts.importing.codes import code_problem
from dipfacts.importing.derive import LeftOutError, UnreadableError, check_period, derived
from dipfacts.importing.inputs import Input
from dipfacts.importing.known_declarations import DIPLOMACY, MEMBERSHIP, relation_kinds
from dipfacts.importing.name_meanings import is_body, meanings, not_one
from dipfacts.importing.plan import LIFETIME, DerivedTable, Keys, Plan
from dipfacts.importing.reasons import NoParty, texts_of
from dipfacts.importing.skips import ITSELF
from dipfacts.importing.wording import first_of, years
from dipfacts.model.display import are, counted
from dipfacts.model.groups import grouped
from dipfacts.model.occurrences.ends import begin_and_end
from dipfacts.model.periods.period import Period
from dipfacts.read.table.ids import as_id
from dipfacts.text import plain, short

_KINDS = {
    "P463": ("membership", "Membership"),
    "P530": ("diplomatic-relations", "Diplomatic relations"),
    "P47": ("shared-border", "Shared border"),
    "P361": ("part-of", "Part of"),
}
_TOPICS = {
    "membership": MEMBERSHIP,
    "diplomatic-relations": DIPLOMACY,
    "shared-border": {"id": "borders", "label": "Borders"},
}
_ONCE = ("membership", "diplomatic-relations")
"""The kinds of relations that two have once at a time."""
PROPERTIES = ("membership", "diplomatic-relations", "shared-border")
"""The kinds of relations for which there is a query."""
_QUERY = """SELECT ?statement ?property ?from ?to ?{label} ?start ?startPrecision ?end ?endPrecision
WHERE {{
  BIND("{property}" AS ?property)
  ?from p:{property} ?statement .
  ?statement ps:{property} ?to ; wikibase:rank ?rank .
  FILTER(?rank != wikibase:DeprecatedRank)
  ?from wdt:P31/wdt:P279* wd:Q3624078 .
  OPTIONAL {{ ?to rdfs:label ?{label} . FILTER(LANG(?{label}) = "en") }}
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
_LABELS = ("organisationLabel", "countryLabel", "toLabel")  # columns with the name of `to`
_HEADS = [
    *("row", "statement", "property", "from", "to", "kind", "title", "period", "note"),
    "same_as",
]
_AGAIN = "the query of dipfacts import --query asks for names of organisations"
_DIRECTED = {"from": "{from}", "to": "{to}"}
_ENDS = "ends"
_LENGTHS = {8: 3, 9: 4, 10: 7}  # precision of a decade, a year, a month; others are of a day
_DATE = re.compile(r"[+]?(-?[0-9]{4,}-[0-9]{2}-[0-9]{2})(T.*)?")
_UNKNOWN = re.compile(r"(t[0-9]+|_:.*|http.*/genid/.*)?")  # nothing, or "unknown value"
_PRECISIONS = tuple(str(one) for one in range(15))


def query(kind_: str) -> str:
    """Return the query to run at query.wikidata.org for a kind of relation, such as membership."""
    codes = (code for code, (kind, _) in _KINDS.items() if kind == kind_)
    label = _LABELS[0] if kind_ == "membership" else _LABELS[1]
    return _QUERY.format(property=next(codes), label=label)


def recognise(file: Input) -> bool:
    """Return whether a file holds results of a query, as JSON or as CSV with addresses of items.

    JSON is that of the standard (SPARQL), or a list of records: the site offers both.
    """
    if isinstance(file.data, list):
        return all(isinstance(row, dict) and {*_NEEDED} <= {*row} for row in file.data)
    if file.data is not None:
        results, head = (_object(file.data, key) for key in ("results", "head"))
        rows = results.get("bindings")
        if not isinstance(rows, list) or not isinstance(head.get("vars"), list):
            return False
        each = (row.values() if isinstance(row, dict) else [None] for row in rows)
        return all(isinstance(it, dict) for cells in each for it in cells)
    return {*_NEEDED} <= {*file.heads} or _first_is_item(file)


def _object(data: Any, key: str) -> Keys:
    result = data.get(key) if isinstance(data, dict) else None
    return result if isinstance(result, dict) else {}


def _first_is_item(file: Input) -> bool:
    row = next(iter(file.rows()), None) if file.heads else None
    return row is not None and any("wikidata.org/entity/" in cell for cell in row[1].values())


def plan(file: Input) -> Plan:
    """Return the plan of a file: a relation for each statement. Raises QuestionError."""
    names, rows = _rows(file)
    if rows and not {*_NEEDED} <= {*names}:
        message = f"{file.label} holds no statements: their dates, and how exact, are lost"
        hint = "run at query.wikidata.org what dipfacts import --query membership prints"
        raise QuestionError(message, hint)
    seen: dict[str, list[str]] = {}
    why = "its items and dates must be read"
    statements = _with_dates_of_others(
        derived(_HEADS, why, enumerate(rows, 1), partial(_lines, seen))
    )
    nameless = texts_of("nameless", statements.left_out)
    used = sorted({*zip(statements.column("kind"), statements.column("property"), strict=True)})
    return Plan(
        title="Wikidata, results of a query",
        id="wikidata",
        seen=f"{counted(len(statements.rows), 'statement')}, {years(statements.column('period'))}",
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
                **({"topic": _TOPICS[kind]["id"]} if kind in _TOPICS else {}),
                "kind": kind,
                "title": "{title}",
                **(_DIRECTED if kind == "membership" else {"parties": ["{from}", "{to}"]}),
                "period": "{period}",
                "allow": LIFETIME,
                "note": "{note}",
                **({"same_as": f"wikidata-{kind}-{{same_as}}"} if kind in _ONCE else {}),
                "locator": "statement {statement}",
                "where": {"kind": [kind]},
            }
            for kind, _ in used
        ],
        declares={
            "topic": [topic for kind, topic in _TOPICS.items() if kind in {it for it, _ in used}],
            "kind": relation_kinds((kind, _KINDS.get(of, (kind, kind))[1]) for kind, of in used),
        },
        notes=(
            "licence: CC0",
            *([_AGAIN] if nameless else []),
            *_note_on_dates(seen),
            *_note_on_joined(statements),
        ),
        derived=statements,
        distinct="each is a statement of its own",
    )


def _rows(file: Input) -> tuple[list[str], list[Keys]]:
    """Return the names of the variables, and the rows with the value of each."""
    if file.data is None:
        return [*file.heads], [cells for _, cells in file.rows()]
    if isinstance(file.data, list):
        return [*_NEEDED], [
            {key: "" if it is None else str(it) for key, it in row.items()} for row in file.data
        ]
    results: list[Any] = file.data["results"]["bindings"]
    rows = [{name: str(it.get("value", "")) for name, it in row.items()} for row in results]
    return [*map(str, file.data["head"]["vars"])], rows


def _item(address: str) -> str:
    return address.rpartition("/")[2]


def _note_on_dates(seen: Mapping[str, list[str]]) -> Iterator[str]:
    several = [plain(statement) for statement, dates in seen.items() if len(dates) > 1]
    if several:
        text = f"{counted(len(several), 'statement')} with several dates: {first_of(several)}"
        yield f"{text}; each date is a claim"


def _with_dates_of_others(statements: DerivedTable) -> DerivedTable:
    """Return statements of which those without a date name the last of the same two to begin.

    So they do of kinds that two have once at a time: Wikidata has diplomatic relations in the item
    of each country, often with the date in one alone. What has an end is none that they are about,
    as they give none.
    """
    lines = [*statements.lines()]
    standing = grouped((_pair(it), it) for it in lines if _is_without_end(it))

    def same_as(line: Mapping[str, str]) -> str:
        is_undated = line["kind"] in _ONCE and not line["period"] and not line["note"]
        others = standing.get(_pair(line), []) if is_undated else []
        return as_id(max(others, key=_begin)["statement"]) if others else ""

    rows = zip(statements.rows, lines, strict=True)
    return replace(statements, rows=[[*row[:-1], same_as(line)] for row, line in rows])


def _is_without_end(line: Mapping[str, str]) -> bool:
    """Return whether a statement has a beginning, and no end, not even one that a note tells."""
    return line["period"].endswith("/") and _ENDS not in line["note"]


def _begin(line: Mapping[str, str]) -> tuple[int, int]:
    """Return the days on which a statement with a date may begin, to sort by."""
    return begin_and_end(Period.parse(line["period"]).ends[0])


def _pair(line: Mapping[str, str]) -> tuple[str, ...]:
    """Return the kind and the two parties of a statement, in any order but of a membership."""
    sides = [line["from"], line["to"]]
    return line["kind"], *(sides if line["kind"] == "membership" else sorted(sides))


def _note_on_joined(statements: DerivedTable) -> Iterator[str]:
    """Yield a note on statements without a date that are joined to another, if there are any."""
    if number := len([*filter(None, statements.column("same_as"))]):
        what = f"{counted(number, 'statement')} without a date {are(number)} taken to be about"
        yield f"{what} the same as the dated one of the same two that has no end"


def _lines(seen: dict[str, list[str]], number: int, cells: Keys) -> list[list[str]]:
    """Return a line for a statement, or for other dates of it than are `seen` yet.

    Raises LeftOutError, UnreadableError.
    """
    statement = _item(cells.get("statement", ""))
    sides = _party(cells.get("from", "")), _party(cells.get("to", ""), _label(cells))
    _check_sides(cells, *sides)
    _check_dates(cells)
    vague = (_vague(cells, side, word) for side, word in (("start", "begins"), ("end", _ENDS)))
    note = "; ".join(filter(None, vague))
    dates = seen.setdefault(statement, [])
    if (when := f"{_period(cells)} {note}") in dates:
        raise LeftOutError("the same statement again")
    dates.append(when)
    statement += f"-{len(dates)}" if len(dates) > 1 else ""
    property_ = _item(cells.get("property", ""))
    kind, label = _KINDS.get(property_, (property_.lower(), property_))
    return [[str(number), statement, property_, *sides, kind, label, _period(cells), note, ""]]


def _label(cells: Keys) -> str:
    return next((str(cells[it]) for it in _LABELS if it in cells), "")


def _party(address: str, label: str = "") -> str:
    """Return a country by its item, or an organisation by its name; nothing for an unknown one.

    >>> _party("http://www.wikidata.org/entity/Q227"), _party("Q7184", "NATO"), _party("Q7184")
    ('wd:Q227', 'nato', '')
    """
    if not code_problem("wd", item := _item(address), "2020"):
        return f"wd:{item}"
    return meanings(label)[0] if label and is_body(label) else ""


def _period(cells: Keys) -> str:
    dates = _date(*_written(cells, "start")), _date(*_written(cells, "end"))
    return "/".join(dates) if any(dates) else ""


def _written(cells: Keys, side: str) -> tuple[str, str]:
    """Return a date as Wikidata writes it, and its precision; nothing for an unknown value."""
    text = str(cells.get(side, "")).strip()
    precision = str(cells.get(f"{side}Precision", "")).strip()
    return ("", "") if _UNKNOWN.fullmatch(text) else (text, precision)


def _date(text: str, precision: str) -> str:
    """Return a date of Wikidata, no more exact than its precision; nothing for a century.

    That of Wikidata is 1901 to 2000, which EDTF has no form for.

    >>> _date("1992-01-01T00:00:00Z", "9"), _date("2016-07-13T00:00:00Z", "11")
    ('1992', '2016-07-13')
    >>> _date("1950-01-01T00:00:00Z", "8"), _date("1950-01-01T00:00:00Z", "7")
    ('195X', '')
    """
    match = _DATE.fullmatch(text)
    if not match or match[1].startswith("-") or int(precision) < 8:
        return ""
    date = match[1][: _LENGTHS.get(int(precision), 10)]
    return f"{date}X" if precision == "8" else date


def _vague(cells: Keys, side: str, word: str) -> str:
    """Return a note on a date that no period can tell; nothing where one can."""
    text, precision = _written(cells, side)
    if not text or _date(text, precision):
        return ""
    if text.startswith("-"):
        return f"{word} before the year 1"
    return (
        f"{word} about {text.removeprefix('+')[:4]}, known to {10 ** (9 - int(precision)):,} years"
    )


def _check_dates(cells: Keys) -> None:
    """Raise UnreadableError for dates that cannot be read."""
    for side in ("start", "end"):
        text, precision = _written(cells, side)
        if text and not _DATE.fullmatch(text):
            message = f'cannot read "{short(text)}" as a date'
            raise UnreadableError(message, f"correct its column {side}")
        if text and precision not in _PRECISIONS:
            message = f'"{short(precision)}" is no precision of a date'
            hint = f"correct its column {side}Precision, such as 9 for a year"
            raise UnreadableError(message, hint)
    if period := _period(cells):
        check_period(period, "columns start and end")


def _check_sides(cells: Keys, one: str, other: str) -> None:
    """Raise LeftOutError where a value is missing, or a party is not known by its name."""
    for side, party in (("from", one), ("to", other)):
        item = _item(cells.get(side, ""))
        if not item.startswith("Q") or not cells.get("statement"):
            raise LeftOutError("no value")
        if not party:
            if side == "from":
                raise LeftOutError(f"{item}, no country that is known by its item")
            label = _label(cells)
            raise LeftOutError(
                not_one(label) if label not in ("", item) else NoParty("nameless", item)
            )
    if one == other:
        raise LeftOutError(ITSELF)
