"""Units: those that heads of numbers and lines above them say, and those that `--map` says."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence

from dipfacts import countries
from dipfacts.errors import QuestionError
from dipfacts.importing.codes import party_codes
from dipfacts.importing.inputs import Input
from dipfacts.importing.name_meanings import country_in
from dipfacts.importing.own_tables.heads.head_scales import power_said, scale_notes
from dipfacts.importing.own_tables.heads.second_heads import lines_beside, words_below
from dipfacts.importing.own_tables.table.given import Given
from dipfacts.importing.own_tables.table.map_keys import PARTIES
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.own_tables.table.party_templates import split_parties
from dipfacts.importing.own_tables.units_and_parts.physical_units import (
    CODES,
    is_physical,
    physical_unit,
)
from dipfacts.importing.own_tables.units_and_parts.unit_columns import (
    NO_MONEY,
    is_of_equal_power,
    is_other_unit,
    prices_said,
    unit_options,
    unit_said,
)
from dipfacts.importing.units import foreign_notes
from dipfacts.importing.wording import first_of, map_option, shortened
from dipfacts.model.display import is_currency
from dipfacts.model.units.currency_words import MONEY
from dipfacts.model.units.unit_words import money_of, shared_money_of
from dipfacts.read.table.ids import as_id
from dipfacts.read.table.possible_faults import code_meant, unit_meant
from dipfacts.read.table.table_rules import places
from dipfacts.record import Record
from dipfacts.text import plain, short

_BRACKET = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
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
_PER_HEAD = re.compile(
    r"\bper (?:capita|person|head|inhabitant|(?:[0-9][0-9,. ]*|hundred |thousand |million )"
    r"(?:people|persons|inhabitants|population|live births))\b",
    re.I,
)
_PRICES = re.compile(r"(?:at )?(?:(constant|current) )?(?:([12][0-9]{3}) )?(.+)", re.I)
_LOCAL = re.compile(r"(?:constant |current )?(?:lcu|(?:local|national|domestic) currency)", re.I)
_SHORT = re.compile(r"(?i:pct|index|tonnes?|tons?|kg|[kmgt]wh)")
"""Words at the end of a head that are a unit."""
_NO_MONEY_THERE = ("ALL", "TOP", "TRY", "CHE", "SLE")
"""Codes of currencies that are words, or codes of countries, where no bracket is around them."""
_ANYTHING = re.compile(r"(?i:numbers?)")
_SEVERAL = 2


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
    if _is_money(unit) or _LOCAL.fullmatch(unit):
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
    return unit in MONEY or unit in countries.currencies()


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
    outside = _BRACKET.sub(";", head)
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
    yield from _BRACKET.findall(head)
    yield from _BETWEEN.split(outside)
    for bracket in _BRACKET.findall(head):
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


def unit_notes(table: MappedTable) -> Iterator[str]:
    """Yield the note on several units or scales; else those on a scale and on another unit."""
    if several := _several_units(table):
        yield several
    else:
        yield from scale_notes(table)
        yield from _other_unit_notes(table)


def _several_units(table: MappedTable) -> str:
    """Return the note on columns of numbers whose heads say several units or scales; else nothing.

    None of them is proposed for all.
    """
    given, said = table.given, dict[tuple[int, str], tuple[str, str]]()
    below = words_below(table)
    is_of_parties = "{column}" in {given.get("from"), given.get("to")}
    for column in table.wide:
        words = [it for line in below if (it := line.get(column, ""))]
        text = " ".join(words if is_of_parties else [column, *words])
        units = {it.unit for part in (column, *words) if part in text for it in units_in(part)}
        power = power_said(text, given.unit)
        if power or units:
            unit = given.unit if given.unit in units or not units else min(units)
            said.setdefault((power, unit), (column, text))
    if len(said) < _SEVERAL:
        return ""
    such = first_of([short(text) for _, text in said.values()])
    (power, unit), (column, _) = next(iter(said.items()))
    options = [map_option(f"columns={column}")]
    is_other = is_other_unit(unit, given.unit) or (power and units and "{" in given.unit)
    options += [unit_options(unit, "", given)] if is_other else []
    options += [f"--map scale={10**power}"] if power else []
    alone = f"{' '.join(options)} --id {as_id(column)}"
    how = f"take the columns of each alone, as with {alone}, and the others in the same way"
    return f"the columns of numbers are of several units or scales ({plain(such)}): {how}"


def _other_unit_notes(table: MappedTable) -> Iterator[str]:
    """Yield the note on a head of numbers, else on a line above or below it, of another unit."""
    given, file = table.given, table.file
    candidates = [*_texts(table)]
    local = [it for it in candidates if _LOCAL.search(it[1])]
    if local and (alone := _countries_alone(file, given)):
        if len({*alone}) == 1:
            yield from foreign_notes(given.unit, alone[0], file.published)
        candidates = [it for it in candidates if it not in local]
    if any(it.unit == given.get("unit") for _, text in candidates for it in units_in(text)):
        others = (it for it in candidates[1:] if not _others_said(it[1], given.unit))
        candidates = [*candidates[:1], *others]
    each = (note for place, text in candidates if (note := unit_note(text, given, place)))
    yield from [*each][:1]


def _texts(table: MappedTable) -> Iterator[tuple[str, str]]:
    """Yield the head that may say a unit, then the lines above and below the heads, as such."""
    of_matrix = [] if table.heads_of_numbers else [it for it in table.wide if _BRACKET.search(it)]
    heads = [*table.heads_of_numbers, *of_matrix]
    others = (it for it in heads if unit_note(it, table.given, "head"))
    yield "head", next(others, next(iter(heads), ""))
    yield from lines_beside(table)


def _countries_alone(file: Input, given: Given) -> list[str]:
    """Return the codes of the countries that alone are on a side, "" for one that is unknown."""
    texts = (text for key in PARTIES for text in split_parties(given.get(key, "")))
    columns = [it for text in texts for it in places(text) if it in file.heads]
    rows = [cells for _, cells in file.rows()] if columns else []
    each = ({row[it].strip() for row in rows} - {""} for it in columns)
    return [_country(*cells) for cells in each if len(cells) == 1]


def _country(cell: str) -> str:
    """Return the code of the country that a cell names; nothing for a number of some list."""
    party = "" if cell.isdigit() else country_in(cell, "")
    return next(iter(party_codes(party, "")), "")


def unit_note(head: str, given: Given, place: str, how: str = "") -> str:
    """Return the note on a head, or a line above the heads, that says another unit; else nothing.

    It names the options for that unit, after the words that say `how`.

    >>> unit_note("Value in EUR", Given(unit="USD", measure="exports"), "head")
    'the head "Value in EUR" says EUR, not USD: --map unit=EUR'
    >>> [unit_note(it, Given(unit="USD"), "head") for it in ("Value (USD)", "EUR (USD)")]
    ['', '']
    """
    own = given.unit
    what = f'the {place} "{shortened(head)}" says'
    if "{" in own or not head:
        return ""
    if others := _others_said(head, own):
        local = _LOCAL.fullmatch(others[0].unit)
        remedy = f"{how}{unit_options(others[0].unit, others[0].rate, given)}"
        remedy = "import the rows of one country, with its currency" if local else remedy
        return f"{what} {plain(others[0].words)}, not {plain(own)}: {remedy}"
    per = _PER_HEAD.search(head.replace("_", " "))
    if per and "per" not in re.split(r"\W+", f"{own} {given.measure}"):
        return f"{what} {per[0]}: {how}{unit_options(f'{own} {per[0]}', per[0], given)}"
    prices = prices_said(head, given.get("period", "{Year}"))
    if prices and is_currency(own) and "definition" not in given:
        return f"{what} of which prices: {how}{map_option(f'definition={prices}')}"
    return ""


def _others_said(text: str, own: str) -> list[Said]:
    """Return the units that a text says if all of them are others than that which is given."""
    said = [*units_in(text)]
    return said if all(_is_other(it, own) for it in said) else []


def _is_other(said: Said, own: str) -> bool:
    """Return whether a unit is not that which is given, nor what that is a rate of."""
    is_other = is_other_unit(said.unit, own, unit_said(said.text)[0])
    return is_other and not own.startswith(f"{said.unit} ")


def unit_in_words(given: Mapping[str, str], scalable: bool) -> QuestionError | None:
    """Return the error for a unit that is the same in all rows and says a scale, or money in words.

    Where a file is not `scalable`, its format fixes what its numbers are multiplied by.
    """
    unit = given.get("unit", "")
    if "{" not in unit and (shared := shared_money_of(unit)):
        message = f'--map unit="{short(unit)}" may be money of several currencies'
        return QuestionError(message, code_meant(shared[1]))
    power, plainly = unit_meant(unit)
    if "{" in unit or plainly == unit:
        return None
    such = "write" if plainly else "say what is counted, as in"
    hint = f"{such} --map unit={shlex.quote(plain(plainly) or 'visitors')}"
    if power and scalable:
        hint += "; --map scale is given" if "scale" in given else f" --map scale={10**power}"
    elif power:
        hint += f", and scale = {10**power} in the [[table]] that is written"
    other = f"means {plainly}" if plainly in ("percent", "persons") else "is no currency code"
    what = f"multiplies its numbers by {10**power:,}" if power else other
    return QuestionError(f'--map unit="{short(unit)}" {what}', hint)
