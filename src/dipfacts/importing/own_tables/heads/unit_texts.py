"""The units that a text says: a head of numbers, or a line above or below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dipfacts.countries.tender import currencies
from dipfacts.importing.name_meanings import country_in
from dipfacts.importing.own_tables.units_and_parts.physical_units import (
    CODES,
    is_physical,
    physical_unit,
)
from dipfacts.importing.own_tables.units_and_parts.unit_columns import (
    NO_MONEY,
    is_of_equal_power,
    unit_said,
)
from dipfacts.model.display import is_currency
from dipfacts.model.units.currency_words import MONEY
from dipfacts.model.units.unit_words import money_of
from dipfacts.record import Record

BRACKET = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
_BRACKETS = str.maketrans("（）［］", "()[]")
_MIL = re.compile(r"\bmil\b(?!\.)", re.I)  # a scale, of which another note tells
_BETWEEN = re.compile(r"[;:|]|,(?!\d)|\bin\b", re.I)
_TOKENS = re.compile(r"[^\W_]+\$?|[$€₽₼£₺¥₹₩₸₴₾֏₪]")
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")  # with which a word begins: ValueEUR
_PERCENT = re.compile(r"(?:.*\b(?:as|in) )?((?:%|per ?cent(?:age)?\b|pct\b)(?! ?points?).*)", re.I)
_PERCENT_BEHIND = re.compile(r"[^\W\d]\.? ?%(?![^\W_])")  # Share %, but no 5% interval
_RATE = re.compile(
    r"(?<=\w )(?:(?:growth|share)(?: rate)?|(?:%|per ?cent|pct) ?(?:change|growth|share))"
    r"(?=$|;| (?:of|in)\b)",
    re.I,
)
_ECU = re.compile(r"\bECU(?:/EUR(?:OS?)?)?(?![^\W_])", re.I)  # of which each became a euro
_PER = re.compile(r"\s*\bper\b\s*|/")
_DIVISOR = re.compile(r"(?:\b(?:per|each|je|pro|par|por|за)\s+|/ *)[^\W_]+\W*$", re.I)
_PRICES = re.compile(r"(?:at )?(?:(constant|current) )?(?:([12][0-9]{3}) )?(.+)", re.I)
LOCAL = re.compile(r"(?:constant |current )?(?:lcu|(?:local|national|domestic) currency)", re.I)
_SHORT = re.compile(r"(?i:pct|index|tonnes?|tons?|kg|[kmgt]wh)")
"""Words at the end of a head that are a unit."""
_NO_MONEY_THERE = ("ALL", "TOP", "TRY", "CHE", "SLE")
"""Codes of currencies that are words, or codes of countries, where no bracket is around them."""
_ANYTHING = re.compile(r"(?i:numbers?)")


class Said(Record, frozen=True):
    """A unit as a head says it, and for each of what it is, if it is a rate."""

    text: str
    unit: str
    rate: str = ""

    @property
    def words(self) -> str:
        """Return the unit in words."""
        return self.text if self.rate else self.unit


def said_in(text: str) -> Said | None:
    """Return the unit that a text is; None for any other text.

    >>> [said_in(it).unit for it in ("EUR", "million euro", "% of GDP", "Tonnes", "EUR per capita")]
    ['EUR', 'EUR', 'percent', 'tonnes', 'EUR per capita']
    >>> [said_in(it).unit for it in ("constant 2015 US$", "PPP, current international $", "100 kg")]
    ['USD', 'PPP, current international $', 'kg']
    >>> [said_in(it).unit for it in ("million ECU/EURO", "million of ECU", "mio EUR")]
    ['EUR', 'EUR', 'EUR']
    >>> [*map(said_in, ("FOB", "Value", "per 1000", "95% confidence"))]
    [None, None, None, None]
    """
    text = _ECU.sub("EUR", text.strip(" .,:").removeprefix("in "))
    if percent := _PERCENT.fullmatch(text):
        return Said(text, "percent", "" if len(text) < 8 else percent[1].replace("%", "percent"))
    unit = unit_said(text)[1]
    if _is_money(unit) or LOCAL.fullmatch(unit):
        return Said(text, unit)
    if NO_MONEY.fullmatch(unit):
        return Said(text, unit.lower() if unit[1:].islower() else unit)
    if is_physical(unit):
        return Said(text, physical_unit(unit))
    over, *under = _PER.split(unit, maxsplit=1)
    if under and over and said_in(over):
        return Said(text, unit, f"per {under[0]}")
    if is_of_equal_power(unit) and any(map(money_of, re.split(r"[\s,]+", unit))):
        return Said(text, unit)
    prices = _PRICES.fullmatch(unit)
    money = money_of(prices[3]) if prices else None
    return Said(text, money[1]) if money else None


def _is_money(unit: str) -> bool:
    return unit in MONEY or unit in currencies()


def units_in(head: str) -> Iterator[Said]:
    """Yield the units that a head says: in brackets, behind a comma, as its last word.

    >>> [it.unit for it in units_in("Exports, EUR")], [it.unit for it in units_in("value_usd")]
    (['EUR'], ['USD'])
    >>> [it.words for it in units_in("Exports growth")], [*units_in("Growth fund")]
    (['growth'], [])
    >>> [it.unit for it in units_in("Anteil %")], [*units_in("Exports, 5% interval")]
    (['percent'], [])
    >>> [*units_in("Exports to all"), *units_in("Exports (FOB)"), *units_in("Trade index no.")]
    []
    """
    head = _CAPITAL.sub(" ", _MIL.sub(" ", head.translate(_BRACKETS).replace("_", " ")))
    outside = BRACKET.sub(";", head)
    said = [*_in_parts([*_parts(head, outside)])]
    yield from said
    if not said and (money := _money_at_end(outside)):
        yield money
        return
    if not said and (rate := _RATE.search(outside)):
        yield Said(rate[0], "percent", rate[0].lower())
    elif not said and _PERCENT_BEHIND.search(outside):
        yield Said("%", "percent")
    tokens = _TOKENS.findall(outside)
    for token in (tokens[0], tokens[-1]) if len(tokens) > 1 and not said else ():
        is_like_code = is_currency(token.upper()) and not is_physical(token)  # BBL
        is_code = is_like_code or not token.isalpha()
        is_money = is_code and token.upper() not in _NO_MONEY_THERE and said_in(token)
        is_short = _SHORT.fullmatch(token) or _is_counted(token, outside)
        if is_money or (is_short and token == tokens[-1]):
            yield said_in(token) or Said(token, token)


def _is_counted(token: str, text: str) -> bool:
    """Return whether the last word of a text is a physical unit, and not what something is per.

    >>> _is_counted("kt", "Rice kt"), _is_counted("bbl", "Price per bbl"), _is_counted("TJ", "TJ")
    (True, False, False)
    """
    return is_physical(token) and token not in CODES and not _DIVISOR.search(text)


def _in_parts(parts: Sequence[str]) -> Iterator[Said]:
    """Yield the units that parts of a head are; none for the code of a country or beside its name.

    >>> [[it.unit for it in _in_parts(it)] for it in (["TJ"], ["TJ", "Tajikistan "], ["TJ", "Gas"])]
    [[], [], ['TJ']]
    """
    for part in parts:
        others = [it for it in parts if it.strip(" ;") not in ("", part)] if part in CODES else [""]
        if others and not any(country_in(it.strip(" ;"), "") for it in others if it):
            yield from filter(None, [_in_part(part)])


def _in_part(part: str) -> Said | None:
    """Return the unit that a part of a head is, which may be the letter of tonnes or quintals."""
    if _ANYTHING.fullmatch(part):
        return None
    letter = part.strip() in ("t", "т", "ц")
    return Said(part.strip(), physical_unit(part)) if letter else said_in(part)


def _parts(head: str, outside: str) -> Iterator[str]:
    """Yield the texts in the brackets of a head, those outside, and the parts of the former."""
    yield from BRACKET.findall(head)
    yield from _BETWEEN.split(outside)
    for bracket in BRACKET.findall(head):
        pieces = _BETWEEN.split(bracket)
        yield from pieces if len(pieces) > 1 else ()


def _money_at_end(text: str) -> Said | None:
    """Return the money with its scale that is the last words of a text: £m, MEUR, milioni di euro.

    >>> [_money_at_end(it).unit for it in ("Exports £m", "Trade MEUR", "Valore milioni di euro")]
    ['GBP', 'EUR', 'EUR']
    >>> [*map(_money_at_end, ("MEUR", "Exports USD", "Trade in millions"))]
    [None, None, None]
    """
    words = text.split()
    for some in (3, 2, 1):
        end = " ".join(words[-some:])
        money = money_of(end) if len(words) > some else None
        if money and money[0]:
            return Said(end, money[1])
    return None
