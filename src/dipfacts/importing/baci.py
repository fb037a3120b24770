"""CEPII BACI: thousands of current USD by exporter, importer and product, reconciled.

The rows of all products are summed; each by itself would be claims by the ten million. A sum
without the number of a product is a lower bound, and that of few products has a scope.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from decimal import Decimal

from dipfacts.importing.codes import trouble, unreadable
from dipfacts.importing.inputs import Input
from dipfacts.importing.plan import LIFETIME, Derived, Plan, trade, years
from dipfacts.model.display import counted
from dipfacts.read.numbers import NumberError, number

_ALL = 1000  # products, at least, of a whole file: an edition of HS has some 5,000
_NAMED = 3  # products that a scope names
_NAME = re.compile(r"BACI_(HS[0-9]{2})_Y[0-9]{4}(?:_V([0-9]{4})([0-9]{2}))?", re.IGNORECASE)


def recognise(file: Input) -> bool:
    """Return whether a file has the six short heads of BACI."""
    return file.heads == ("t", "i", "j", "k", "v", "q")


def explains(file: Input) -> bool:
    """Return whether a file is BACI's list of country codes, or that of product codes."""
    return _lists_countries(file) or file.heads == ("code", "description")


def _lists_countries(file: Input) -> bool:
    return bool(file.heads) and file.heads[0] == "country_code" and len(file.heads) in (4, 5)


def plan(file: Input) -> Plan:
    """Return what is to be written: a table of sums over all products."""
    names = _names(file)
    sums: dict[tuple[str, str, str], Decimal] = {}
    first: dict[tuple[str, str, str], tuple[int, int]] = {}
    left_out, rows = Counter[str](), 0
    wrong: dict[int, tuple[str, str]] = {}
    bounded, products = set[tuple[str, str, str]](), set[str]()
    for row, cells in file.rows():
        rows += 1
        products.add(cells["k"].strip().zfill(6))
        year, exporter, importer = (cells[key].strip() for key in "tij")
        pair = (year, exporter, importer)
        if unread := unreadable(year or "blank"):
            wrong[row.number] = unread[0], "correct its column t"
            continue
        if exporter == importer:
            left_out["a country with itself"] += 1
            continue
        for code in (exporter, importer):
            if why := trouble("m49", code, year):
                left_out[names.get(code, code) if why == "no country" else why] += 1
                break
        else:
            if file.is_missing(text := cells["v"].strip()):
                bounded.add(pair)
                left_out[f"no number ({text or 'blank'})"] += 1
                continue
            try:
                value = Decimal(number(text))
            except NumberError as error:
                wrong[row.number] = f"v: {error.message}", error.hint
                continue
            sums[pair] = sums.get(pair, Decimal(0)) + value
            begun, count = first.get(pair, (row.number, 0))
            first[pair] = (begun, count + 1)
    match = _NAME.search(os.path.basename(file.path))
    revision = match[1].upper() if match else "HS"
    published = f"{match[2]}-{match[3]}" if match and match[2] else None
    lines = [
        [*pair, str(value), _rows(*first[pair]), "at-least" if pair in bounded else ""]
        for pair, value in sums.items()
    ]
    scope = _scope(products, revision)
    return Plan(
        title=f"CEPII BACI, {revision}",
        id="baci",
        seen=f"{counted(len(sums), 'pair')} of states, {years(pair[0] for pair in sums)}",
        source={
            "publisher": "CEPII",
            "title": f"BACI, {revision}",
            "url": "https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37",
            "derived_from": ["comtrade"],
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
            "source": [{"id": "comtrade", "publisher": "United Nations", "title": "UN Comtrade"}],
        },
        notes=(
            "a flow of nothing is not in the file, which tells nothing about it",
            "quantities are not taken",
            *(["a file of so few products is a part: each sum has a scope"] if scope else []),
        ),
        derived=Derived(
            ["year", "exporter", "importer", "value", "row", "qualifier"],
            lines,
            "its rows are products, and are summed",
            rows,
            left_out,
            wrong,
        ),
    )


def _scope(products: set[str], revision: str) -> str:
    """Return what the sums of a file are of, where that is not all products."""
    if len(products) >= _ALL:
        return ""
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
            return {cells[helper.heads[0]]: cells[helper.heads[1]] for _, cells in helper.rows()}
    return {}
