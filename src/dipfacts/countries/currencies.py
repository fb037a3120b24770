"""Currencies: the codes of ISO 4217 that are in use."""

from __future__ import annotations

from functools import cache

from dipfacts.countries import tables


@cache
def currencies() -> frozenset[str]:
    """Return all codes, those of funds and metals included."""
    return frozenset(tables.read("cldr_currencies.tsv").decode().split("\n")[1:-1])


def is_currency(code: str) -> bool:
    """Return whether ISO 4217 lists a currency in use with this code.

    >>> is_currency("AZN"), is_currency("DEM"), is_currency("azn")
    (True, False, False)
    """
    return code in currencies()
