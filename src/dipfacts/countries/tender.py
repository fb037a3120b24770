"""The currencies that are in use, and those that a country has or had, each with when."""

from __future__ import annotations

from functools import cache

from dipfacts.countries import tables


@cache
def currencies() -> frozenset[str]:
    """Return the codes of ISO 4217 that are in use, those of funds and metals included."""
    return frozenset(tables.read("cldr_currencies.tsv").decode().split("\n")[1:-1])


def tender(code: str, day: str = "") -> list[str]:
    """Return the codes of the currencies of a country on a day, as ISO 4217 has them; else today.

    >>> tender("JP"), tender("PA"), tender("HR", "2022-12-31"), tender("HR", "2024-05")
    (['JPY'], ['PAB', 'USD'], ['HRK'], ['EUR'])
    """
    return [currency for currency, *ends in _dated(code) if _is_between(day, *ends)]


def ever_tender(code: str) -> set[str]:
    """Return the codes of all currencies that a country has or had.

    >>> sorted(ever_tender("DE")), ever_tender("nobody")
    (['DEM', 'EUR'], set())
    """
    return {currency for currency, *_ in _dated(code)}


def _dated(code: str) -> list[list[str]]:
    """Return each currency of a country with its first and its last day, ".." if none."""
    lines = (cells[1:] for cells in tables.rows("cldr_tender.tsv") if cells[0] == code)
    return [cell.split(" ") for cell in next(lines, [])]


def _is_between(day: str, first: str, last: str) -> bool:
    """Return whether a day, or a month or a year, may be between two; no day is today's."""
    if not day:
        return last == ".."
    size = len(day)
    return first[:size] <= day and (last == ".." or day <= last[:size])
