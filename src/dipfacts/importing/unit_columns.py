"""Find the columns of a table of one's own that say another unit than is given."""

from __future__ import annotations

import re

from dipfacts.model.display import is_currency
from dipfacts.model.units import money_of, shared_money_of
from dipfacts.read.possible_faults import unit_meant

UNITS = re.compile(r"(?:^|[^a-z])(?:unit|currency|uom(?![a-z]))")
"""Heads of columns of units."""
NO_MONEY = re.compile(
    r"(?i:percent|persons?|people|number|index|tonnes?|tons?|kg|kilograms?|lit(?:er|re)s?|barrels?"
    r"|hectares?|[kmgt]wh)"
)
_PERCENT = re.compile(r"(?i:percent|%)")
_OF_OTHERS = re.compile(
    r"united|unity|qty|quantit|weight|analysis|observ|admin|statistic|geograph|territor|federal"
    r"|business|organi[sz]ation"
)
"""Heads of columns of units which are no units of the numbers."""
_NEUTRAL = re.compile(
    r"(?i:|units?|values?|amounts?|levels?|currency|money|(?:current|constant) prices|nominal|real)"
)
_OF_EQUAL_POWER = re.compile(r"(?i:\bppp\b|\binternational\b|\bint['’.]?l\b|\bint\.? ?\$)")
"""Words of money of equal purchasing power, which is none of any country."""
NO_UNIT = re.compile(r"(?!1(?:000)+$)[-+]?[0-9.,\s]+|(?i:n\.?/?a\.?|none)|[-–.:]+")
"""Cells of a column of units that are numbers or codes, or say nothing."""
_BRACKET = re.compile(r"\(([^()]+)\)")
_TIMES = re.compile(r"1(0+)\s*([^\W\d].*)")


def names_units(column: str) -> bool:
    """Return whether a column says the units of the numbers.

    >>> [*map(names_units, ("Unit", "Currency code", "Qty unit", "United Nations member"))]
    [True, True, False, False]
    """
    return bool(UNITS.search(column.lower())) and not _OF_OTHERS.search(column.lower())


def unit_said(cell: str) -> tuple[int, str]:
    """Return the power of ten that a cell says, and its unit as it is to be written.

    >>> [unit_said(it) for it in ("1000 USD", "million euro", "100 USD", "1000 t", "1 000 USD")]
    [(3, 'USD'), (6, 'EUR'), (2, 'USD'), (3, 't'), (3, 'USD')]
    """
    if times := _TIMES.fullmatch(cell.replace(" 000", "000")):
        power, unit = unit_meant(times[2])
        return power + len(times[1]), unit
    return unit_meant(cell)


def power_in_bracket(head: str) -> int:
    """Return the power of ten that a bracket in a head says of its unit; else 0.

    >>> [*map(power_in_bracket, ("Weight (100 kg)", "Tax (100 USD)", "Sales (100 largest firms)"))]
    [2, 2, 0]
    """
    said = map(unit_said, _BRACKET.findall(head))
    return next((it for it, unit in said if NO_MONEY.fullmatch(unit) or is_currency(unit)), 0)


def is_other_unit(unit: str, own: str) -> bool:
    """Return whether a unit is not that which is given, as far as that is certain.

    >>> [is_other_unit(it, "USD") for it in ("t", "An", "EUR", "Percent of GDP", "USD per person")]
    [True, True, True, True, True]
    >>> [is_other_unit(it, "USD") for it in ("USD", "", "Value", "current US$", "USD, nominal")]
    [False, False, False, False, False]
    >>> is_other_unit("metric tons", "tonnes"), is_other_unit("percent", "tonnes")
    (False, True)
    >>> is_other_unit("persons", "percent"), is_other_unit("% of GDP", "percent")
    (True, False)
    """
    if unit == own or "{" in own or _NEUTRAL.fullmatch(unit):
        return False
    if is_of_equal_power(unit) != is_of_equal_power(own):
        return True
    if is_currency(own):
        words = [it for it in re.split(r"[\s,;()]+", unit) if it]
        is_rate = "/" in unit or "per" in words
        return is_rate or not any(_is_money(it, own) for it in words)
    of_percent = bool(_PERCENT.search(unit)), bool(_PERCENT.search(own))
    other_kind = of_percent[0] != of_percent[1] and (of_percent[0] or NO_MONEY.fullmatch(unit))
    return bool(is_currency(unit) or other_kind)


def is_of_equal_power(unit: str) -> bool:
    """Return whether a unit is money of equal purchasing power.

    >>> [*map(is_of_equal_power, ("PPP USD", "Int'l $", "international-$", "current US$"))]
    [True, True, True, False]
    """
    return bool(_OF_EQUAL_POWER.search(unit))


def _is_money(word: str, own: str) -> bool:
    """Return whether a word is that of a currency, or may be."""
    money, shared = money_of(word), shared_money_of(word)
    return bool((money and money[1] == own) or (shared and own in shared[1]))
