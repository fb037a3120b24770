"""The columns of a table of one's own that say another unit than is given."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from dipfacts.errors import QuestionError
from dipfacts.importing.inputs import Rows
from dipfacts.importing.known_declarations import nature_known
from dipfacts.importing.own_tables.table.given import Given
from dipfacts.importing.own_tables.table.head_words import in_english
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.own_tables.units_and_parts.physical_units import are_others, physical_unit
from dipfacts.importing.wording import map_option
from dipfacts.model.display import is_currency
from dipfacts.model.units.unit_words import money_of, shared_money_of
from dipfacts.read.table.ids import as_id
from dipfacts.read.table.possible_faults import unit_meant
from dipfacts.text import plain, short

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
_YEAR = r"(?:1[89]|20)[0-9]{2}"
_OF_YEAR = rf"(?:\({_YEAR}(?: ?= ?100)?\)|{_YEAR}(?: ?= ?100)?)"
_MONEY = r"(?:us ?dollars?|us ?\$|[$€£]|dollars?|euros?|usd|eur|gbp)(?![a-z])"
_TERM = (
    rf"(?:,? ?(?:of |in |at )?(?:{_OF_YEAR}|prices?|lcu|(?:local|national) currency|base year)"
    rf"| ?(?:{_MONEY}|\((?:{_YEAR} )?{_MONEY}\)))"
)
_OF_PRICES = re.compile(
    rf"\b(?:constant|const\.?|deflated|inflation[- ]adjusted){_TERM}+"
    rf"|\breal {_YEAR}(?: {_MONEY})?|\b{_YEAR} constant {_MONEY}|\b{_YEAR} prices"
    rf"|\bprices of {_YEAR}|\bchain[ -]linked(?: volumes?)?|\bin real terms"
    rf"|(?<![^\W\d])(?:usd|eur|us\$){_YEAR}(?![^\W_])",
    re.I,
)
"""Words that say of which year's prices money is."""
_OF_YEARS_MONEY = re.compile(
    rf"\b({_YEAR}) {_MONEY}|(?<!current )(?<![a-z])(?:usd|eur|us ?\$) \(?({_YEAR})(?!\d)", re.I
)
"""A year beside money: of its prices, unless it is when the number is of."""
NO_UNIT = re.compile(r"(?!1(?:000)+$)[-+]?[0-9.,\s]+|(?i:n\.?/?a\.?|none)|[-–.:]+")
"""Cells of a column of units that are numbers or codes, or say nothing."""
_BRACKET = re.compile(r"\(([^()]+)\)")
_COUNTED = re.compile(
    r"(?:^|[(\[,;:–—]|\b(?!(?:about|above|and|at|below|by|each|every|exceeding|first|for|from|having"
    r"|last|least|max|min|of|or|over|per|some|than|to|top|under|up|with)\b)[^\W\d_]+(?=\s))"
    r"\s*[x×]? ?(10{0,2}(?:[,. ’']?000)+) ?(?:metric |cubic |square )?"
    r"(?:m?t|tonn?[aei]?s?|tonneau|tonnes?|toneladas|tonnellate|hectar(?:e?s?|en)|ha|heads?|animals"
    r"|met(?:er|re)s|[mм][23²³]|pcs|pieces|units?|stück|stk|sht|bbls?|barrels|h?l|lit(?:er|re)s"
    r"|persons|people|passengers|inhabitants|workers|employees|birds|carats|bales|bags|pairs|dozens?"
    r"|teus?|[km]wh|dt|quintals|т|тонн|га|шт|голов|штук|чел)(?![^\W_])",
    re.I,
)
"""A thousand or more before a unit that is counted, as a part of a head of its own."""
_TIMES = re.compile(r"1(0+)\s*([^\W\d].*)")


def names_units(column: str) -> bool:
    """Return whether a column says the units of the numbers.

    >>> [*map(names_units, ("Unit", "Currency code", "Qty unit", "United Nations member"))]
    [True, True, False, False]
    """
    return bool(UNITS.search(in_english(column))) and not _OF_OTHERS.search(in_english(column))


def unit_said(cell: str) -> tuple[int, str]:
    """Return the power of ten that a cell says, and its unit as it is to be written.

    >>> [unit_said(it) for it in ("1000 USD", "million euro", "100 USD", "1000 t", "1 000 USD")]
    [(3, 'USD'), (6, 'EUR'), (2, 'USD'), (3, 't'), (3, 'USD')]
    """
    if times := _TIMES.fullmatch(cell.replace(" 000", "000")):
        power, unit = unit_meant(times[2])
        return power + len(times[1]), unit
    return unit_meant(cell)


def are_codes_of_units(column: str, rows: Rows) -> bool:
    """Return whether each cell of a column is the provider's code of a unit that another says.

    >>> of = "Million US dollar"
    >>> are_codes_of_units("Unit Code", [{"Unit Code": "USM", "Unit": of}])
    True
    >>> are_codes_of_units("Unit Code", [{"Unit Code": "EUR", "Unit": "euro"}])
    False
    """
    others = (it for it in (rows[0] if rows else ()) if it != column and names_units(it))
    for other in others:
        pairs = {(row.get(column, "").strip(), row.get(other, "").strip()) for row in rows}
        is_one_each = len({code for code, _ in pairs}) == len(pairs)
        if is_one_each and all(_is_in_words(unit, code) for code, unit in pairs):
            return True
    return False


def _is_in_words(cell: str, code: str) -> bool:
    """Return whether a cell has words of a known unit, of which a code beside it is not the code.

    >>> _is_in_words("Million US dollar", "USM"), _is_in_words("US dollar", "USD")
    (True, False)
    """
    _, unit = said = unit_said(cell)
    is_known = is_currency(unit) or bool(NO_MONEY.fullmatch(unit))
    return is_known and said != (0, cell) and unit != unit_said(code)[1]


def power_in_bracket(head: str) -> int:
    """Return the power of ten that a bracket in a head says of its unit; else 0.

    >>> [*map(power_in_bracket, ("Weight (100 kg)", "Tax (100 USD)", "Sales (100 largest firms)"))]
    [2, 2, 0]
    >>> [*map(power_in_bracket, ("Wheat (1,000 MT)", "Area, 1000 ha", "Weizen in 1.000 t"))]
    [3, 3, 3]
    >>> [*map(power_in_bracket, ("Ships over 1000 t", "Deaths (1000 births)", "Trips, 1000 km"))]
    [0, 0, 0]
    """
    said = map(unit_said, _BRACKET.findall(head))
    known = (it for it, unit in said if NO_MONEY.fullmatch(unit) or is_currency(unit))
    counted = (sum(map(str.isdigit, it)) - 1 for it in _COUNTED.findall(head.replace("_", " ")))
    return next(known, next(counted, 0))


def is_other_unit(unit: str, own: str, power: int = 0) -> bool:
    """Return whether a unit is not that which is given, as far as that is certain.

    `power` is the power of ten that is said with the unit.

    >>> [is_other_unit(it, "USD") for it in ("t", "An", "EUR", "Percent of GDP", "USD per person")]
    [True, True, True, True, True]
    >>> [is_other_unit(it, "USD") for it in ("USD", "", "Value", "current US$", "USD, nominal")]
    [False, False, False, False, False]
    >>> [is_other_unit(it, "tonnes") for it in ("metric tons", "percent", "kg", "GWh")]
    [False, True, True, True]
    >>> is_other_unit("persons", "percent"), is_other_unit("% of GDP", "percent")
    (True, False)
    >>> is_other_unit("barrels", "BBL"), is_other_unit("kg", "quintals", power=2)
    (False, False)
    """
    if unit == own or "{" in own or _NEUTRAL.fullmatch(unit):
        return False
    if (meant := physical_unit(unit)) and meant == physical_unit(own):
        return False
    if is_of_equal_power(unit) != is_of_equal_power(own):
        return True
    if is_currency(own):
        words = [it for it in re.split(r"[\s,;()]+", unit) if it]
        is_rate = "/" in unit or "per" in words
        return is_rate or not any(_is_money(it, own) for it in words)
    of_percent = bool(_PERCENT.search(unit)), bool(_PERCENT.search(own))
    other_kind = of_percent[0] != of_percent[1] and (of_percent[0] or NO_MONEY.fullmatch(unit))
    return bool(is_currency(unit) or other_kind or are_others(unit, own, power))


def prices_said(text: str, period: str = "{Year}") -> str:
    """Return the words of a text that say of which year's prices money is; nothing for none.

    A year that is the period of the number is none of prices.

    >>> [*map(prices_said, ("Value (constant 2015 US$)", "Amount (Constant USD 2021)", "USD2010"))]
    ['constant 2015 US$', 'Constant USD 2021', 'USD2010']
    >>> [*map(prices_said, ("Constant prices (2010=100)", "GDP in 2010 USD", "GDP (current US$)"))]
    ['Constant prices (2010=100)', '2010 USD', '']
    >>> prices_said("Exports 2019 USD", "2019"), prices_said("Exports, USD (2019)", "2019")
    ('', '')
    """
    words = text.replace("_", " ")
    if said := _OF_PRICES.search(words):
        return said[0]
    said = _OF_YEARS_MONEY.search(words)
    is_when = said and (said[1] in period if said[1] else "{" not in period)
    return said[0].replace("(", "") if said and not is_when else ""


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


def other_power(cells: Sequence[str], given: Given) -> int | None:
    """Return the power of ten by which units differ from the one given; 0 if in more, None if not.

    >>> given = Given(unit="USD")
    >>> [other_power(it, given) for it in (["tonnes"], ["percent"], ["Percent"])]
    [0, 0, 0]
    >>> [other_power(it, given) for it in (["USD", "EUR"], ["EUR"], ["million dollars"])]
    [0, 0, 6]
    >>> [other_power(it, given) for it in (["1000 USD"], ["000s"], ["1000 t"], ["An"])]
    [3, 3, 0, 0]
    >>> [other_power(it, given) for it in (["US dollars", "USD"], ["5", "6"], ["Value"])]
    [None, None, None]
    """
    meant = {unit_said(cell) for cell in cells if not NO_UNIT.fullmatch(cell)}
    if len(meant) != 1:
        return 0 if meant else None
    ((power, unit),) = meant
    if is_other_unit(unit, given.unit):
        return 0
    return power if power and _is_other_scale(10**power, given) else None


def _is_other_scale(factor: int, given: Given) -> bool:
    """Return whether numbers are to be multiplied by another factor; a 1 that is given is meant."""
    return given.get("scale") not in ("1", str(factor))


def check_unit_column(table: MappedTable) -> None:
    """Raise QuestionError for a column of one unit that says a scale while one is given besides."""
    given, column = table.given, table.given.column_of("unit")
    cells = table.column(column).cells if column and "scale" in given else ()
    if len(cells) != 1:
        return
    (power, unit), scale = unit_said(cells[0]), given["scale"]
    if not power or not unit or not scale.isdecimal() or scale == "1":
        return
    what = f'the unit "{plain(short(cells[0]))}" multiplies its numbers by {10**power:,}'
    if scale == str(10**power):
        hint = f"write {map_option(f'unit={unit}')}, as the scale is given"
        raise QuestionError(f"{what}, as --map scale={scale} does", hint)
    written = f"{map_option(f'unit={unit}')} {map_option(f'scale={10**power}')}"
    raise QuestionError(f"{what}, not by {int(scale):,}", f"if that is right, write {written}")


def written_unit(cells: Sequence[str], given: Given) -> str:
    """Return the options for the unit that all rows have, where it is not the one given.

    It is nothing for one of which the currency is not known.

    >>> given = Given(unit="USD")
    >>> written_unit(["million EUR"], given), written_unit(["dollars"], given)
    ('--map unit=EUR --map scale=1000000', '')
    >>> written_unit(["Percent"], given), written_unit(["rupees"], given)
    ('--map unit=percent', '')
    """
    if len(cells) != 1 or other_power(cells, given) is None:
        return ""
    return _written(cells[0], given)


def _written(cell: str, given: Given) -> str:
    power, unit = unit_said(cell)
    if shared_money_of(unit):
        return ""
    options = [] if unit in ("", given.unit) else [unit_options(unit, "", given)]
    if power and _is_other_scale(10**power, given):
        options.append(f"--map scale={10**power}")
    return " ".join(options)


def is_plain_unit(cell: str) -> bool:
    """Return whether a cell can be the unit of a claim as it stands.

    >>> [*map(is_plain_unit, ("EUR", "tonnes", "euros", "Percent", "1000 t", "rupees", ""))]
    [True, True, False, False, False, False, False]
    """
    return bool(cell) and unit_said(cell) == (0, cell) and not shared_money_of(cell)


def unit_remedy(column: str, cells: Collection[str], given: Given) -> str:
    """Return the remedy for a column of units other than the one given."""
    named = map_option(f"unit={{{column}}}")
    if all(map(is_plain_unit, filter(None, cells))):
        return f"say in which unit each is, as with {named}"
    odd = (it for it in cells if it and not is_plain_unit(it) and _written(it, given))
    if first := next(odd, ""):
        unit = _written(first, given)
        alone = f"{given.where_option(column, [first])} {unit} --id {as_id(first)}"
        return f"take those of one unit alone, as with {alone}, and the others in the same way"
    return f"write in it the code of each currency, and say so with {named}"


def unit_options(unit: str, rate: str, given: Given) -> str:
    """Return the options for a unit; of a rate, also for a measure that it fits.

    >>> unit_options("EUR", "", Given())
    '--map unit=EUR'
    >>> unit_options("percent", "", Given(measure="exports"))
    '--map unit=percent --map measure=exports-percent'
    """
    measure, options = given.measure, [map_option(f"unit={unit}")]
    nature = "" if "{" in measure else nature_known(measure)
    if nature not in ("", "ratio") and (rate or unit == "percent"):
        options.append(map_option(f"measure={as_id(f'{measure} {rate or unit}')}"))
    return " ".join(options)
