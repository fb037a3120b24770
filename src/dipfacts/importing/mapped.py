"""Any other table, by what the user says of its columns: `--map KEY=TEMPLATE`, or questions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from dipfacts.errors import QuestionError
from dipfacts.importing.codes import Skips, is_country, list_of, meanings, not_one
from dipfacts.importing.inputs import Input
from dipfacts.importing.plan import LIFETIME, Derived, Keys, Plan, declared_measures, trade, years
from dipfacts.model.tables import CLAIM_TYPES
from dipfacts.read.table_templates import as_id
from dipfacts.read.tables import declared
from dipfacts.text import did_you_mean, plain

_PARTIES = ("from", "to", "parties", "reporter", "claimant")
_COLUMN = re.compile(r"\{([^{}]+)\}")
_SIDE = re.compile(r"(?:([a-z0-9]+):)?\{([^{}]+)\}")
_NEEDED = {
    "figure": ("measure", "period", "value", "unit"),
    "relation": ("kind", "title"),
    "event": ("kind", "title"),
}
_OWN = ("topic", "publisher", "title-of-source", "nature", "resource")  # not keys of the table


def mapping(words: list[str] | None) -> dict[str, str]:
    """Return what `--map` says, by key. Raises QuestionError."""
    found = {}
    for word in words or ():
        key, equals, template = word.partition("=")
        if not equals or not key.strip():
            message = f'--map "{plain(word)[:60]}" is not KEY=TEMPLATE'
            raise QuestionError(message, "write such as --map period='{year}'")
        found[key.strip()] = template.strip()
    return found


def plan(file: Input) -> Plan:
    """Return what is to be written for a table that the user has explained."""
    given = {key: text for key, text in file.given.items() if key not in _OWN}
    claim = given.setdefault("claim", "figure")
    if claim not in CLAIM_TYPES:
        hint = did_you_mean(claim, CLAIM_TYPES, f"there are {', '.join(CLAIM_TYPES)}")
        raise QuestionError(f'--map claim="{plain(claim)[:40]}" is no claim', hint)
    if claim != "figure" and "topic" in file.given:  # that of a figure is its measure's
        given["topic"] = file.given["topic"]
    _check(file, given, claim)
    name = as_id(file.name.partition(".")[0]) or "table"
    table: Keys = {"id": name, **given, "allow": LIFETIME}
    for key in ("parties", "people"):
        if key in table:
            table[key] = [part.strip() for part in table[key].split(",")]
    for key in ("missing",):
        table[key] = table[key].split(",") if key in table else ["", "NA"]
    if "scale" in table:
        table["scale"] = _scale(table["scale"])
    table, derived, reasons = _with_codes(file, table)
    declared({"source": name, "file": file.path, **table})  # its mistakes are told before all else
    period = next(iter(_COLUMN.findall(given.get("period", ""))), "")
    return Plan(
        title=f"A table of {len(file.heads)} columns",
        id=name,
        seen=years(cells[period] for _, cells in file.rows()) if period in file.heads else claim,
        source={
            "publisher": file.given.get("publisher", "unknown"),
            "title": file.given.get("title-of-source", file.name),
        },
        tables=[table],
        declares=_declares(file, given),
        reasons=reasons,
        derived=derived,
    )


def _check(file: Input, given: dict[str, str], claim: str) -> None:
    """Raise QuestionError for a column that is not there, and for a key that is missing."""
    for key, template in given.items():
        for column in _COLUMN.findall(template):
            if column not in file.heads and column not in ("column", "cell"):
                hint = did_you_mean(column, file.heads, f"it has {', '.join(file.heads[:12])}")
                raise QuestionError(
                    f'--map {key}: there is no column "{plain(column)}"', plain(hint)
                )
    lacking = [key for key in _NEEDED[claim] if key not in given]
    if "parties" not in given and not {"from", "to"} <= given.keys():
        lacking.append("from and to, or parties")
    if lacking:
        message = f"--map does not say {', '.join(lacking)}"
        raise QuestionError(message, f"add --map {lacking[0].split()[0]}=…")


def _scale(text: str) -> int:
    if not text.replace("_", "").isdigit():
        raise QuestionError(f'--map scale="{plain(text)[:40]}" is no number', "write 1000000")
    return int(text)


def _with_codes(
    file: Input, table: Keys
) -> tuple[Keys, Derived | None, dict[tuple[str, str], str]]:
    """Return a table whose parties have the prefix of a list, and what must be skipped.

    Columns of names become codes in a table of our own.
    """
    texts = [text for key in _PARTIES if key in table for text in _each(table[key])]
    columns = [match[1] for text in texts if (match := _COLUMN.fullmatch(text))]
    rows = [cells for _, cells in file.rows()]
    lists = {column: list_of(cells[column] for cells in rows) for column in columns}
    by_name = [column for column, list_ in lists.items() if not list_]
    skip, reasons = _with_itself(table, rows)
    period = next(iter(_COLUMN.findall(str(table.get("period", "")))), "")
    for column, list_ in lists.items():
        table = _prefixed(table, column, f"{list_ or 'iso2'}:{{{column}}}")
        if list_:
            skips = Skips(list_)
            for cells in rows:
                when = cells.get(period, "") or "2000"
                skips.see(column, cells[column], when, period or column)
            found, why = skips.result()
            skip, reasons = {**skip, **found}, {**reasons, **why}
    if skip:
        table = {**table, "skip": skip}
    return table, _coded(rows, file, by_name) if by_name else None, reasons


def _each(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def _with_itself(
    table: Keys, rows: list[Keys]
) -> tuple[dict[str, list[str]], dict[tuple[str, str], str]]:
    """Return what to skip because both sides are one country, and why."""
    skips = Skips("iso2")
    sides = [_SIDE.fullmatch(str(table.get(key, ""))) for key in ("from", "to")]
    columns = [side[2] for side in sides if side]
    alike = len({side and side[1] for side in sides}) == 1  # codes of one list, or of none
    for cells in rows if len(columns) == 2 and alike else ():
        skips.see_pair((columns[0], columns[1]), (cells[columns[0]], cells[columns[1]]))
    return skips.result()


def _prefixed(table: Keys, column: str, coded: str) -> Keys:
    plain_ = f"{{{column}}}"

    def changed(value: Any) -> Any:
        if isinstance(value, list):
            return [changed(one) for one in value]
        return coded if value == plain_ else value

    return {key: changed(value) if key in _PARTIES else value for key, value in table.items()}


def _coded(rows: list[Keys], file: Input, by_name: list[str]) -> Derived:
    left_out, lines = Counter[str](), []
    for nth, cells in enumerate(rows, 1):
        names = {column: cells[column].strip() for column in by_name}
        codes = {column: meanings(name) for column, name in names.items()}
        unknown = [column for column, found in codes.items() if not _is_country(found)]
        if unknown:
            left_out[not_one(names[unknown[0]])] += 1
        else:
            coded = {**cells, **{column: code for column, (code,) in codes.items()}}
            lines.append([str(nth), *(coded[head] for head in file.heads)])
    return Derived(["row", *file.heads], lines, "its countries are names", len(rows), left_out)


def _is_country(meant: tuple[str, ...]) -> bool:
    return len(meant) == 1 and is_country(meant[0])


def _declares(file: Input, given: dict[str, str]) -> dict[str, list[Keys]]:
    measure, topic = given.get("measure", ""), file.given.get("topic", "")
    if given["claim"] != "figure":
        return {"topic": [_topic(topic)]} if topic and "{" not in topic else {}
    if "{" in measure:
        return {}
    if not topic and (known := trade([measure]))["measure"]:
        return known
    nature = file.given.get("nature", "ratio" if given["unit"] == "percent" else "flow")
    label = measure.replace("-", " ").capitalize()
    declared = {"id": measure, "label": label, "nature": nature}
    if not topic:
        return declared_measures([declared])
    return {"topic": [_topic(topic)], "measure": [{**declared, "topic": topic}]}


def _topic(id_: str) -> Keys:
    return {"id": id_, "label": id_.replace("-", " ").capitalize()}


_FIGURE, _OTHER = ("figure",), ("relation", "event")
QUESTIONS = (
    ("claim", CLAIM_TYPES, "What is each row: a figure, a relation or an event"),
    ("measure", _FIGURE, "What is measured, such as exports"),
    ("value", _FIGURE, "The column of numbers"),
    ("unit", _FIGURE, "Their unit, such as USD"),
    ("scale", _FIGURE, "What to multiply them by, such as 1000 (nothing for 1)"),
    ("decimal", _FIGURE, "What stands before their decimals, if it is a comma"),
    ("kind", _OTHER, "What kind it is, such as treaty"),
    ("title", _OTHER, "Its title, such as Visit to {place}"),
    ("from", CLAIM_TYPES, "The column of the country it comes from (nothing if none)"),
    ("to", CLAIM_TYPES, "The column of the country it goes to (nothing if none)"),
    ("parties", CLAIM_TYPES, "Or the columns of countries, if it has no direction"),
    ("period", CLAIM_TYPES, "The column of time"),
)
"""What is asked about a table of no known format: the key, of which claims, and the question."""


def answered(heads: tuple[str, ...], ask: Callable[[str], str]) -> dict[str, str]:
    """Return what `--map` would say, as asked; a column may be named without braces."""
    given: dict[str, str] = {}
    for key, types, question in QUESTIONS:
        if given.get("claim", "figure") not in types:
            continue
        if key == "parties" and {"from", "to"} <= given.keys():
            continue
        parts = [part.strip() for part in ask(f"{question}: ").split(",")]
        found = ", ".join(f"{{{part}}}" if part in heads else part for part in parts)
        if found := "," if key == "decimal" and found.strip() else found:
            given[key] = found
    return given
