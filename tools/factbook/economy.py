"""Exports, imports, GDP and population of each country by year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from factbook.entries import (
    PARTS,
    LeftOut,
    amount,
    digits,
    fields,
    note_of,
    plain,
)
from factbook.partners import SAME_AS_OTHER

COLUMNS = ("measure", "country", "year", "usd", "status", "scope", "definition", "entry", "field")
POPULATION = ("id", "country", "period", "persons", "status", "scope", "entry")
_FIELDS = {
    "GDP (official exchange rate)": "gdp",
    "Real GDP (purchasing power parity)": "gdp-ppp",
    "GDP (purchasing power parity) - real": "gdp-ppp",
    "Exports": "exports-total",
    "Imports": "imports-total",
}
_MONEY = re.compile(
    r"\$(?P<number>[\d,.]+)(?P<scale> (?:million|billion|trillion)|)"
    r" \((?P<year>\d{4})(?P<est> est\.)?\)"
)
_PEOPLE = re.compile(r"(?P<number>[\d,]+) \((?P<july>July )?(?P<year>\d{4})(?P<est> est\.)?\)")
_YEAR = re.compile(r" \d{4}$")

_ALL_TRADE = r"(?:ex|im)ports of goods and services in current dollars"
_DEFINITIONS = (
    (f"balance of payments - {_ALL_TRADE}", "balance of payments"),
    (f"GDP expenditure basis - {_ALL_TRADE}", "GDP by expenditure"),
    (
        f"figures complied according to the General Trade System - {_ALL_TRADE}",
        "general trade system",
    ),
    ("trade data exclude trade with Switzerland", "without trade with Switzerland"),
    (
        "Data are in current year dollars and do not include illicit exports or re-exports",
        "without illicit exports and re-exports",
    ),
    ("data in current dollars at official exchange rate", ""),
    (r"data (?:are )?in (\d{4}) dollars", r"in dollars of \1"),
    (
        r"GDP estimate includes US subsidy; data are in (\d{4}) dollars",
        r"in dollars of \1 with the US subsidy",
    ),
    (r"supplemented by annual payments from France of about \$60 million", ""),
    ("NA|", ""),
)
"""Notes on the numbers, and the words for them in the table."""
_MISPRINTS = {("aq", "$666.9 billion (2014 est.)")}  # a thousand times the years beside it
_UNCLEAR = "data uses New Zealand Dollar (NZD) as the currency of exchange"
_INCLUDES = {
    "; entry includes Jersey and Guernsey": "Guernsey and Jersey together",
    "; entry includes West Bank and Gaza Strip": "",  # the whole of what has the code PS
}


def rows() -> Iterator[tuple[str, ...] | LeftOut]:
    """Yield the rows of the economy's table, and what is left out of it; each number once."""
    for name, measure in _FIELDS.items():
        texts = {entry.code: numbers(field) for entry, field in fields("Economy", name)}
        assert texts.get("gz") == texts.get("we")
        for entry, field in fields("Economy", name):
            if (note := note_of(field)) == _UNCLEAR:
                for text in numbers(field):
                    yield LeftOut("in whose dollars is not clear", entry.name, text)
                continue
            scope, definition = meaning(note)
            for text in numbers(field):
                found = _MONEY.fullmatch(text)
                if not found:
                    yield LeftOut("not available" if text == "NA" else "in words", entry.name, text)
                elif entry.country is None:
                    yield LeftOut("a place without a code", entry.name, text)
                elif (entry.code, text) in _MISPRINTS:
                    yield LeftOut("a misprint", entry.name, text)
                elif entry.code == "gz":
                    yield LeftOut(SAME_AS_OTHER, entry.name, text)
                else:
                    usd = digits(amount(found["number"], found["scale"]))
                    assert usd.isdigit(), (entry.code, text)
                    of = (measure, entry.country, found["year"], usd, _status(found))
                    yield (*of, scope, definition, entry.name, name)


def population() -> Iterator[tuple[str, ...] | LeftOut]:
    """Yield the rows of the population's table, and what is left out of it; each number once."""
    for entry, field in fields("People and Society", "Population"):
        text = plain(field.get("total", field)["text"])
        found = _PEOPLE.fullmatch(text)
        if entry.country is None:
            yield LeftOut("a place without a code", entry.name, text)
        elif not found:
            yield LeftOut("in words", entry.name, text)
        else:
            period = f"{found['year']}-07" if found["july"] else found["year"]
            persons = digits(amount(found["number"]))
            scope = PARTS.get(entry.code, "")
            id_ = "-".join(filter(None, (entry.country, *scope.split(), period))).lower()
            yield (id_, entry.country, period, persons, _status(found), scope, entry.name)


def numbers(field: dict[str, Any]) -> list[str]:
    """Return the texts of a field that hold one number each; NA where it has only a note."""
    if "text" in field:
        return [plain(field["text"])]
    return [plain(part["text"]) for name, part in field.items() if _YEAR.search(name)] or ["NA"]


def meaning(note: str) -> tuple[str, str]:
    """Return the scope and the definition that a note gives to numbers.

    >>> meaning("data in 2021 dollars")
    ('', 'in dollars of 2021')
    """
    scope = ""
    for words, said in _INCLUDES.items():
        if note.endswith(words):
            note, scope = note.removesuffix(words), said
    for pattern, said in _DEFINITIONS:
        if found := re.fullmatch(pattern, note):
            return scope, found.expand(said)
    raise ValueError(f"what this note means is not known: {note}")


def _status(found: re.Match[str]) -> str:
    return "estimate" if found["est"] else ""
