"""CEPII BACI: thousands of current USD by exporter, importer and product, reconciled.

The rows of all products are summed; each by itself would be claims by the ten million. A sum
without the number of a product is a lower bound, and that of few products has a scope.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal

from dipfacts.importing.derive import (
    LeftOutError,
    UnreadableError,
    check_period,
    check_sides,
    derived,
    whole_cell,
)
from dipfacts.importing.inputs import Input
from dipfacts.importing.known_declarations import trade
from dipfacts.importing.plan import LIFETIME, Keys, Plan
from dipfacts.importing.wording import years
from dipfacts.model.display import counted
from dipfacts.read.table.numbers import NumberError, number
from dipfacts.text import plain

_ALL = 1000  # products, at least, of a whole file: an edition of HS has some 5,000
_CHAPTERS = 48  # of the 96 of HS, at least, of a whole file: goods of all kinds
_NAMED = 3  # products that a scope names
_HEADS = ["year", "exporter", "importer", "value", "row", "qualifier"]
# What BACI is made from, whichever files of it are imported: all have this publisher and title.
_ORIGIN = {"id": "un-comtrade", "publisher": "United Nations", "title": "UN Comtrade"}
_NAME = re.compile(r"BACI_(HS[0-9]{2})_Y[0-9]{4}(?:_V([0-9]{4})([0-9]{2}))?", re.IGNORECASE)


def recognise(file: Input) -> bool:
    """Return whether a file has the six short heads of BACI."""
    return file.named_heads == ("t", "i", "j", "k", "v", "q")


def explains(file: Input) -> bool:
    """Return whether a file is BACI's list of country codes, or that of product codes."""
    return _lists_countries(file) or file.named_heads == ("code", "description")


def _lists_countries(file: Input) -> bool:
    return file.named_heads[:1] == ("country_code",) and len(file.named_heads) in (4, 5)


def plan(file: Input) -> Plan:
    """Return the plan of a file of BACI: a table of sums over all products."""
    sums = _Sums(file)
    read = derived(_HEADS, "its rows are products, and are summed", file.numbered(), sums.add)
    match = _NAME.search(os.path.basename(file.path))
    revision = match[1].upper() if match else "HS"
    published = f"{match[2]}-{match[3]}" if match and match[2] else None
    scope = _scope(sums.products, revision)
    return Plan(
        title=f"CEPII BACI, {revision}",
        id="baci",
        seen=f"{counted(len(sums.of), 'pair')} of states, {years(pair[0] for pair in sums.of)}",
        source={
            "publisher": "CEPII",
            "title": f"BACI, {revision}",
            "url": "https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37",
            "derived_from": [_ORIGIN["id"]],
            **({"published": published} if published else {}),
        },
        tables=[
            {
                "id": "baci-exports",
                "claim": "figure",
                "key": "{exporter}-{importer}-{year}",
                "measure": "exports",
                "from": "m49:{exporter}",
                "to": "m49:{importer}",
                "period": "{year}",
                "value": "{value}",
                "qualifier": "{qualifier}",
                "scale": 1000,
                "allow": LIFETIME,
                "unit": "USD",
                "valuation": "fob",
                "definition": "reconciled by BACI from what both sides report",
                **({"scope": scope} if scope else {}),
                "inferred": "sum of the rows of all products",
                "locator": "{row}",
                "missing": ["", "NA"],
            }
        ],
        declares={
            **trade(["exports"]),
            "source": [_ORIGIN],
        },
        notes=(
            "a flow of nothing is not in the file, which tells nothing about it",
            "quantities are not taken",
            *(["the file is of some products alone: each sum has a scope"] if scope else []),
        ),
        derived=replace(read, rows=sums.lines(), is_computed=True),
    )


class _Sums:
    """The sums of all products, by year, exporter and importer."""

    def __init__(self, file: Input) -> None:
        self.products: dict[str, int] = {}  # each with its number
        self.of: dict[tuple[str, str, str], Decimal] = {}
        self._file, self._names = file, _names(file)
        self._first: dict[tuple[str, str, str], tuple[int, int]] = {}  # row, and how many
        self._bounded = set[tuple[str, str, str]]()
        self._seen: dict[tuple[str, str, str], int] = {}  # a bit for each product

    def add(self, number_of_row: int, cells: Keys) -> list[list[str]]:
        """Add a row to its sum; it makes no line of its own."""
        product = whole_cell(cells["k"]).zfill(6)
        bit = 1 << self.products.setdefault(product, len(self.products))
        year, exporter, importer = pair = (
            whole_cell(cells["t"]),
            whole_cell(cells["i"]),
            whole_cell(cells["j"]),
        )
        check_period(year, "column t")
        names = {code: self._names.get(code, code) for code in (exporter, importer)}
        check_sides("m49", exporter, importer, year, names)
        seen = self._seen.get(pair, 0)
        if seen & bit:
            about = f"product {plain(product)} of {exporter} and {importer} in {year}"
            message = f"a second row about {about}"
            raise UnreadableError(message, "remove one of the two rows")
        self._seen[pair] = seen | bit
        if self._file.is_missing(text := cells["v"].strip()):
            self._bounded.add(pair)
            raise LeftOutError(f"no number ({text or 'blank'})")
        try:
            value = Decimal(number(text, self._file.given.get("decimal")))
        except NumberError as error:
            raise UnreadableError(f"v: {error.message}", error.remedy) from None
        self.of[pair] = self.of.get(pair, Decimal(0)) + value
        begun, count = self._first.get(pair, (number_of_row, 0))
        self._first[pair] = (begun, count + 1)
        return []

    def lines(self) -> list[list[str]]:
        """Return a line for each sum, which is a lower bound where a row of it has no number."""
        bounds = dict.fromkeys(self._bounded, "at-least")
        return [
            [*pair, str(value), _rows(*self._first[pair]), bounds.get(pair, "")]
            for pair, value in self.of.items()
        ]


def _scope(products: Collection[str], revision: str) -> str:
    """Return the products that the sums of a file are of, where those are not all.

    >>> _scope([f"{nth:06}" for nth in range(10_000, 210_000, 100)], "HS22")
    '20 chapters of HS22'
    >>> _scope([f"{nth:06}" for nth in range(270_000, 272_000)], "HS17")
    '1 chapter of HS17'
    """
    chapters = {product[:2] for product in products}
    if len(products) >= _ALL and len(chapters) >= _CHAPTERS:
        return ""
    if len(products) >= _ALL:
        return f"{counted(len(chapters), 'chapter')} of {revision}"
    if len(products) > _NAMED:
        return f"{len(products)} products of {revision}"
    return f"{revision} {', '.join(sorted(products))}"


def _rows(first: int, count: int) -> str:
    """Return where the rows of a sum begin, and how many there are."""
    return f"row {first}" if count == 1 else f"{count} rows from row {first}"


def _names(file: Input) -> dict[str, str]:
    """Return the names of codes, if their list is at hand."""
    for helper in file.beside:
        if _lists_countries(helper):
            code, name, *_ = helper.named_heads
            return {cells[code]: cells[name] for _, cells in helper.rows()}
    return {}
