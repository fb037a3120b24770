"""Prompts for the columns of a table of no known format, each until its answer makes sense."""

from __future__ import annotations

import re
from collections.abc import Callable

from dipfacts.countries import code_lists, country_names
from dipfacts.importing.codes import period_problem
from dipfacts.importing.name_meanings import meanings
from dipfacts.importing.own_tables.mapped import OF_SOURCE, ONE_TEXT
from dipfacts.importing.own_tables.table.map_keys import PARTIES
from dipfacts.importing.own_tables.table.party_templates import split_parties
from dipfacts.model.file_format.tables import CLAIM_TYPES, ID_PATTERN
from dipfacts.model.units.unit_words import shared_money_of
from dipfacts.read.table.ids import as_id
from dipfacts.read.table.possible_faults import code_meant, unit_meant
from dipfacts.read.table.table_rules import places
from dipfacts.text import did_you_mean, plain

_FIGURE, _OTHER = ("figure",), ("relation", "event")
_NEEDED = ("claim", "measure", "value", "unit", "kind", "title", "parties", "publisher")
_OF_COLUMNS = ("value", "title", "period", *PARTIES)
PROMPTS = (
    ("claim", CLAIM_TYPES, "What is each row: a figure, a relation or an event"),
    ("measure", _FIGURE, "What is measured, such as exports or {product}"),
    ("value", _FIGURE, "The column of numbers"),
    ("unit", _FIGURE, "Their unit, such as USD or {currency}"),
    ("scale", _FIGURE, "What to multiply them by, such as 1000 (nothing for 1)"),
    (
        "decimal",
        _FIGURE,
        'What stands before their decimals: "," or "." (nothing if they have none)',
    ),
    ("kind", _OTHER, "What kind it is, such as treaty or {type}"),
    ("title", _OTHER, "Its title, such as Visit to {place}"),
    ("from", CLAIM_TYPES, "The column of the country it comes from (nothing if none)"),
    ("to", CLAIM_TYPES, "The column of the country it goes to (nothing if none)"),
    ("parties", CLAIM_TYPES, "Or the columns of countries, if it has no direction"),
    ("period", CLAIM_TYPES, "The column of time"),
    ("publisher", CLAIM_TYPES, "Who published the data, such as Statistics Norway"),
    ("title-of-source", CLAIM_TYPES, "What the source is called (nothing for the file's name)"),
)
"""Prompts for a table of no known format: the key, which claims have it, and the words."""


def ask_mapping(heads: tuple[str, ...], ask: Callable[[str], str]) -> dict[str, str]:
    """Return the answer as `--map` would say it; what is mostly a column needs no braces.

    What cannot be meant is told, with the nearest name, and asked again.
    """
    given: dict[str, str] = {}
    for key, types, question in PROMPTS:
        if given.get("claim", "figure") not in types:
            continue
        if key == "parties" and {"from", "to"} <= given.keys():
            continue
        result = _template(key, ask(f"{question}: "), heads)
        while wrong := answer_problem(key, result, given.get("claim", "figure"), heads):
            result = _template(key, ask(f"  {plain(wrong)}\n{question}: "), heads)
        if result:
            given[key] = result
    return given


def _template(key: str, answer: str, heads: tuple[str, ...]) -> str:
    """Return an answer with braces around columns, if it is one of columns."""
    if key not in _OF_COLUMNS:
        return answer
    parts = [answer] if answer in heads or key not in PARTIES else split_parties(answer)
    if key in PARTIES:
        parts = [part if part in heads else (_party(part) or part) for part in parts]
    return ", ".join(f"{{{part}}}" if part in heads else part for part in parts)


def _party(name: str) -> str:
    """Return the id of the party that a name or a code means; nothing for none or several.

    >>> _party("Deutschland"), _party("America"), _party("Congo")
    ('germany', 'united-states', '')
    """
    results = code_lists.resolve("iso2", name) or country_names.meant(name) or meanings(name)
    return country_names.id_of(results[0]) if len(results) == 1 else ""


def answer_problem(key: str, template: str, claim: str, heads: tuple[str, ...]) -> str:
    """Return the fault of an answer, and the remedy; nothing where it can be meant."""
    if not template:
        needed = key in _NEEDED or (key == "period" and claim == "figure")
        return "this cannot be left out" if needed else ""
    for column in places(template):
        if column not in heads:
            return _no_column(column, heads)
    return _SLIPS[key](template, heads) if key in _SLIPS else ""


def _of_claim(template: str, heads: tuple[str, ...]) -> str:
    if template in CLAIM_TYPES:
        return ""
    return did_you_mean(template, CLAIM_TYPES, f"there are {', '.join(CLAIM_TYPES)}")


def _of_measure(template: str, heads: tuple[str, ...]) -> str:
    is_valid = "{" in template or re.fullmatch(ID_PATTERN, template)
    return "" if is_valid else f"write it as an id: {as_id(template) or 'exports'}"


def _of_unit(template: str, heads: tuple[str, ...]) -> str:
    if "{" not in template and (shared := shared_money_of(template)):
        return code_meant(shared[1])
    power, plainly = unit_meant(template)
    if "{" in template or plainly == template:
        return ""
    scaled = f", and {10**power} when asked what to multiply by" if power else ""
    return f"write {plainly or 'what is counted'}{scaled}"


def _of_scale(template: str, heads: tuple[str, ...]) -> str:
    is_number = template.replace("_", "").isdecimal() and template.strip("0_")
    return "" if is_number else f'"{template}" is no number to multiply by: write such as 1000000'


def _of_decimal(template: str, heads: tuple[str, ...]) -> str:
    return "" if template in (",", ".") else 'write "," or "."'


def _of_value(template: str, heads: tuple[str, ...]) -> str:
    return "" if "{" in template else _no_column(template, heads)


def _of_source(template: str, heads: tuple[str, ...]) -> str:
    return ONE_TEXT if places(template) else ""


def _of_period(template: str, heads: tuple[str, ...]) -> str:
    return _no_column(template, heads) if "{" not in template and period_problem(template) else ""


def _of_parties(template: str, heads: tuple[str, ...]) -> str:
    alone = [part for part in split_parties(template) if "{" not in part]
    unknown = [part for part in alone if ":" not in part and not _party(part)]
    return _no_column(unknown[0], heads) if unknown else ""


_SLIPS: dict[str, Callable[[str, tuple[str, ...]], str]] = {
    "claim": _of_claim,
    "measure": _of_measure,
    "unit": _of_unit,
    "scale": _of_scale,
    "decimal": _of_decimal,
    "value": _of_value,
    "period": _of_period,
    **dict.fromkeys(OF_SOURCE, _of_source),
    **dict.fromkeys(PARTIES, _of_parties),
}
"""The checks of an answer whose columns are there, by key; each gives "" where it can be meant."""


def _no_column(name: str, heads: tuple[str, ...]) -> str:
    near = did_you_mean(name, heads, f"it has {', '.join(heads[:12])}")
    return f'there is no column "{name}"; {near}'
