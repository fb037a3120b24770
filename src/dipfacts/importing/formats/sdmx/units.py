"""Codes and labels of units in SDMX: the unit, its factor, and what they say besides."""

from __future__ import annotations

import re
from functools import lru_cache

from dipfacts.importing.formats.sdmx.coded_units import CODED_UNITS, head_of_coded
from dipfacts.importing.formats.sdmx.national import (
    LOCAL,
    LOCAL_ANYWHERE,
    LOCAL_WORDS,
    OF_PRICES,
    is_money,
    local_abroad,
    local_in,
    local_in_code,
)
from dipfacts.importing.formats.sdmx.observation import Kind, Observation
from dipfacts.importing.own_tables.table.head_words import in_english
from dipfacts.importing.units import Unit
from dipfacts.model.display import midway
from dipfacts.model.units.scales import scale_of
from dipfacts.model.units.unit_words import money_of, usual_unit

UNITS = ("UNIT_MEASURE", "UNIT_MEAS", "UNIT", "INDICATORS")
"""The columns of units, the first of which that has one says it."""
_TRANSFORMATIONS = "TYPE_OF_TRANSFORMATION"
"""The dimension of the IMF that is the unit of most rows, and of others a way to compute them."""

POINTS = "percentage points"

_PERCENT = re.compile(r"PT|PC|PCT|PCPA|per ?cent(?:age)?(?: per annum)?|%", re.I)
_SHARE = re.compile(
    r"(?:PT|PC|PCT|PCH|RCH)_(?!PNT)\w+|(?:\w+_)?(?:PCH|RCH|RT[0-9]*)(?:_(?!PNT)\w+)?|\w+_PT"
)
_POINTS = re.compile(r"(?:\w+_)?PPCH(?:_\w+)?")  # of Eurostat: a change in percentage points
_SHARE_WORDS = re.compile(
    r"per ?cent(?:age)?\b(?! points?\b).*|.*\bper ?cent(?:age)? change\b.*|.*, per ?cent", re.I
)
_PRICES = re.compile(r"CP|KP|PY[PR]|CRC|CLV[0-9]*|N?SA|S?CA|CIF|FOB|EXC|NV")
_PRICES_WORDS = re.compile(r"(?:current|constant|previous year) prices.*|chain.linked vol.*", re.I)
_BESIDES_WORDS = re.compile(
    rf"{_PRICES_WORDS.pattern}|(?:current|previous year) replacement costs|exchange rate converted"
    r"|nominal value|cost,? insurance,? (?:and )?freight.*|free on board.*"
    r"|.*\b(?:(?:seasonally|calendar|working.day)\b.* adjusted|unadjusted)\b.*",
    re.I,
)
"""The remarks on an amount of money that leave it in its currency."""
_RATE = re.compile(
    r"(?:.+ )?per .+|.*\bindex\b.*|\w+_(?:[HTM]*HAB|POP|PER_KM2)(?:_\w+)?"
    r"|(?:\w+_)?(?:I[0-9]{2}|INX|IX|IDX|IVOL|IVU|IUV|PD[0-9]{2}|PPCH)(?:_\w+)?",
    re.I,
)
_POWERS = {"THS": 3, "MIO": 6, "MLN": 6, "BIO": 9, "BN": 9}
_OF_NO_CURRENCY = re.compile(r"\bind(?:ex|ices)\b|\bper ?cent|%|\bratio\b", re.I)
_NAMES = {"PER": "persons", "PERS": "persons", "PS": "persons", "T": "tonnes"}

_OF_ALL = re.compile(r"(?:.*_)?(?:PC|PCH|PT|SHARE|CONT|RT[0-9]*)(?:_.*)?")  # PC_TOT_IMP
_OF_ALL_WORDS = re.compile(
    r"(?<![0-9])%|\bper ?cent(?:age)?\b(?! ?points?\b)|\bpercentage change\b|\bgrowth rates?\b",
    re.I,
)
_INDEX = re.compile(r"(?:.*_)?(?:IVOL|IVU|IUV|INX|IDX|IX|I[0-9]{2})(?:_.*)?")
_WAYS_TO_COMPUTE = re.compile(r"(?:\w+_)?RT")  # the rate of a period's average, or at its end
_HYPHENED = re.compile(r"[A-Z0-9_]+(?:-[A-Z0-9_]+)+")
_INDEX_WORDS = re.compile(r"\bind(?:ex|ices)(?: numbers?)?(?= *(?:$|[,;:()=-]|[0-9]))", re.I)
_SCALED = re.compile(r"(MIO|THS)_.*|TRD_VAL(?:_N?SA|_S?CA)*")  # of Eurostat: MIO_IMP_VAL
_SCALED_WORDS = re.compile(r"(?:.*\bin )?millions? (?:of )?ECU/EUROS?\b.*", re.I)


@lru_cache(maxsize=1024)
def unit_of(code: str, label: str, currency: str) -> Unit:
    """Return the unit that a code and its label mean, or else the code or label of a currency.

    >>> [unit_of(it, "", "")[:2] for it in ("Million euro", "MIO_EUR", "THS_T", "Percentage")]
    [('EUR', 1000000), ('EUR', 1000000), ('tonnes', 1000), ('percent', 1)]
    >>> unit_of("CLV10_MEUR", "", "")[:3]
    ('EUR', 1000000, 'UNIT CLV10')
    >>> unit_of("CP_MEUR", "Current prices, million euro", "")[:3]
    ('EUR', 1000000, 'Current prices')
    >>> unit_of("PS", "Persons", "").name, unit_of("USD_POP", "USD per person", "").name
    ('persons', 'USD per person')
    >>> unit_of("", "", "NZD").name, unit_of("XDC", "", "EUR").name
    ('NZD', 'EUR')
    >>> [unit_of(it, "", "").local for it in ("CP_MNAC", "NAC_HAB", "XDC_USD", "EUR")]
    ['{}', '{}_hab', '{} per USD', '']
    >>> unit_of("X", "Current prices, national currency per capita", "")[2:]
    ('Current prices', '{} per capita')
    >>> [unit_of("", "", it)[:2] for it in ("MIO_EUR", "Million euro", "TO1")]
    [('EUR', 1000000), ('EUR', 1000000), ('', 1)]
    >>> unit_of("MIO", "", "EUR")[:2], unit_of("CON_PPCH_PRE", "Contribution to growth", "").name
    (('EUR', 1000000), 'percentage points')
    >>> [unit_of(it, "", "")[::2] for it in ("PD_PCH_SM_EUR", "RT12")]
    [('percent', 'PD_PCH_SM_EUR'), ('percent', 'RT12')]
    """
    by_code, by_label = _of_code(code), _of_words(label or code)
    if by_code and label and by_code.besides:
        by_code = by_code._replace(besides=by_label.besides or label)
    result = by_code or by_label
    if result.local and (by_label.local or is_money(by_label.name)):
        result = by_label._replace(besides=result.besides)
    if not result.name and (of_currency := _of_code(currency) or _money(currency)):
        factor = max(result.factor, of_currency.factor)  # one may say what the other does
        if result.local and of_currency.name:
            return result.given(of_currency.name)._replace(factor=factor, local="")
        return of_currency._replace(factor=factor, besides=result.besides)
    return result


def unit_of_row(row: Observation) -> Unit:
    """Return the unit of a row, which in doubt what it measures says."""
    code, label = cell_of_unit(row)
    if code:
        return unit_of(code, label, row.of("CURRENCY"))
    if coded := head_of_coded(row):
        return CODED_UNITS[row.code(coded)]
    said = [*map(_unit_said, row.kinds)]
    if rate := next((it for it in said if it.name), None):
        part = rate_in_place_of_unit(row)
        is_share = part and rate.name == "percent"
        return rate._replace(besides=part.code) if part and is_share else rate
    result = unit_of("", "", row.of("CURRENCY"))
    if not result.name:
        result = next((it for it in said if it.local), result)
    return result._replace(factor=max([result.factor, *(it.factor for it in said)]))


def cell_of_unit(row: Observation) -> tuple[str, str]:
    """Return code and label of the unit of a row, blank where no column has it."""
    code, label = row.first(*UNITS) if row.of(*UNITS) else _transformed(row)
    return (_plain_code(code), label)


@lru_cache(maxsize=1024)
def _plain_code(code: str) -> str:
    """Return a code as others of its kind are written, which Euro-indicators are not.

    >>> [*map(_plain_code, ("MIO-EUR-NSA", "RT1-SA", "US-DOLLAR", "CP_MEUR", "Non-food"))]
    ['MIO_EUR_NSA', 'RT1_SA', 'US-DOLLAR', 'CP_MEUR', 'Non-food']
    """
    is_code = _HYPHENED.fullmatch(code) and not money_of(code)
    return code.replace("-", "_") if is_code else code


def head_of_unit(row: Observation) -> str:
    """Return the head of the dimension that says the unit of a row; nothing for a mere unit."""
    if row.of(*UNITS):
        return ""
    is_said = _transformed(row) != ("", "")
    return row.columns.codes[_TRANSFORMATIONS] if is_said else head_of_coded(row)


def _transformed(row: Observation) -> tuple[str, str]:
    """Return code and label of how a row is computed, if that is a unit."""
    code, label = row.first(_TRANSFORMATIONS)
    return (code, label) if code and _is_unit(code, label) else ("", "")


@lru_cache(maxsize=1024)
def _is_unit(code: str, label: str) -> bool:
    """Return whether a transformation is a unit, and not a way to compute a rate.

    >>> [_is_unit(it, "") for it in ("CIF_XDC", "YOY_PCH_PA_PT", "SRP_IX", "PA_RT", "WGT")]
    [True, True, True, False, False]
    >>> [_is_unit(it, "") for it in ("Domestic currency", "Index", "Period average, rate")]
    [True, True, False]
    """
    if _WAYS_TO_COMPUTE.fullmatch(code):
        return False
    unit = unit_of(code, label, "")
    has_money = unit.local or is_money(unit.name) or any(map(is_money, _scaled(code)[1]))
    return bool(has_money) or unit.name == "percent" or is_rate(code, label)


def _unit_said(kind: Kind) -> Unit:
    return unit_of_indicator(kind.code, kind.label, kind.of_eurostat)


def rate_in_place_of_unit(row: Observation) -> Kind | None:
    """Return the part of a row that in place of a unit says that it is a share or an index."""
    if cell_of_unit(row)[0]:
        return None
    return next((it for it in row.kinds if it.is_part and _unit_said(it).name), None)


@lru_cache(maxsize=1024)
def unit_of_indicator(code: str, label: str, of_eurostat: bool) -> Unit:
    """Return the unit that an indicator names: percent, an index, or a factor of any.

    Only the codes of Eurostat have parts that are known.

    >>> codes = ("PC_TOT_IMP", "IVOL_EXP", "TRD_VAL_SCA_RT1", "OUT")
    >>> [unit_of_indicator(it, "", True).name for it in codes]
    ['percent', 'index', 'percent', '']
    >>> codes = ("MIO_IMP_VAL", "THS_T", "TRD_VAL_SCA", "NR")
    >>> [unit_of_indicator(it, "", True).factor for it in codes]
    [1000000, 1000, 1000000, 1]
    >>> labels = ("Share of exports (%)", "Price index", "Deaths, upper bound (95% confidence)")
    >>> [unit_of_indicator("S", it, True).name for it in labels]
    ['percent', 'index', '']
    >>> unit_of_indicator("Imports in million of ECU/EURO", "", True).factor
    1000000
    """
    words = label or code
    if (of_eurostat and _OF_ALL.fullmatch(code)) or _OF_ALL_WORDS.search(words):
        return Unit("percent")
    if (of_eurostat and _INDEX.fullmatch(code)) or _INDEX_WORDS.search(words):
        return Unit("index")
    if of_eurostat and (scaled := _SCALED.fullmatch(code)):
        return Unit("", 10 ** _POWERS[scaled[1] or "MIO"])
    if _SCALED_WORDS.fullmatch(words):
        return Unit("", 10**6)
    return Unit("", local=local_in_code(code) or local_in(words))


def is_rate(code: str, label: str = "") -> bool:
    """Return whether a unit that is no percentage is an index, or so much for each of others.

    >>> [is_rate(it) for it in ("CLV_I15", "CP_EUR_HAB", "IX", "MIO_EUR", "THS_PER", "HAB")]
    [True, True, True, False, False, False]
    >>> is_rate("USD_PPP_PS", "US dollars per person"), is_rate("2010", "Index, 2010 = 100")
    (True, True)
    """
    return bool(_RATE.fullmatch(code) or _RATE.fullmatch(label))


def _money(label: str) -> Unit | None:
    """Return the unit that a label means, if it is money."""
    result = _of_words(label)
    return result if result.local or is_money(result.name) else None


def _of_code(code: str) -> Unit | None:
    """Return the unit that a code means by its parts: money or a share; None for any other."""
    if result := CODED_UNITS.get(code):
        return result
    if _PERCENT.fullmatch(code):
        return Unit("percent")
    if _POINTS.fullmatch(code):
        return Unit(POINTS)
    if _SHARE.fullmatch(code):
        return Unit("percent", besides=code)
    power, parts = _scaled(code)
    money = [part for part in parts if is_money(part)]
    if len(money) > 1 and power and parts[0] == "CRC":  # replacement costs, and no colones
        money.remove("CRC")
    besides = [part for part in parts if part not in money]
    if local := _local_name(parts, money):
        return Unit("", 10**power, local=local)
    if len(money) != 1 or not all(map(_PRICES.fullmatch, besides)):
        return None
    besides_text = f"UNIT {'_'.join(besides)}" if besides else ""
    if money[0] in LOCAL:
        return Unit("", 10**power, besides_text, local="{}")
    return Unit(money[0], 10**power, besides_text)


def _local_name(parts: list[str], money: list[str]) -> str:
    """Return the name of what is so much national currency for another thing; else nothing.

    >>> [_local_name(it.split("_"), []) for it in ("CP_NAC_HAB", "XDC_IX", "EUR_HAB")]
    ['cp_{}_hab', '', '']
    >>> _local_name(["XDC", "USD"], ["XDC", "USD"]), _local_name(["USD", "XDC"], ["USD", "XDC"])
    ('{} per USD', 'USD per {}')
    >>> _local_name(["CP", "NAC"], ["NAC"])
    ''
    """
    local = next((part for part in parts if part in LOCAL_ANYWHERE), "")
    if not local or _INDEX.fullmatch("_".join(parts)) or all(map(_is_price, parts)):
        return ""
    if parts == money and len(money) == 2:
        return " per ".join("{}" if part == local else part for part in parts)
    return "_".join("{}" if part == local else part.lower() for part in parts)


def _is_price(part: str) -> bool:
    return part in LOCAL or bool(_PRICES.fullmatch(part))


def _scaled(code: str) -> tuple[int, list[str]]:
    """Return the power of ten that the parts of a code say, and its other parts.

    >>> _scaled("CLV10_MEUR"), _scaled("THS_PER"), _scaled("MWH")
    ((6, ['CLV10', 'EUR']), (3, ['PER']), (0, ['MWH']))
    """
    power, others = 0, list[str]()
    for part in code.split("_"):
        is_glued = part[:1] == "M" and (is_money(part[1:]) or part == "MPPS")
        power += 6 if is_glued else _POWERS.get(part, 0)
        others += [part[1:]] if is_glued else [] if part in _POWERS else [part]
    return power, others


def _money_among(text: str) -> Unit | None:
    """Return the unit of words of which one part is money, and the others no other unit.

    >>> _money_among("US dollars, exchange rate converted")[::2]
    ('USD', 'exchange rate converted')
    >>> _money_among("Million euro, seasonally adjusted data, not calendar adjusted data")[:2]
    ('EUR', 1000000)
    >>> [_money_among(it) for it in ("US dollars, PPP converted", "US dollars, index", "Euro")]
    [None, None, None]
    >>> _money_among("Jeweilige Preise, Millionen Euro")
    Unit(name='EUR', factor=1000000, besides='Jeweilige Preise', local='')
    """
    parts = text.split(", ")
    money = [it for it in parts if money_of(it) or LOCAL_WORDS.search(it)]
    others = [it for it in parts if it not in money]
    known = map(_BESIDES_WORDS.fullmatch, map(in_english, others))
    if not others or len(money) != 1 or not all(known):
        return None
    return _of_words(money[0])._replace(besides=", ".join(others))


def _of_words(text: str) -> Unit:
    """Return the unit that a label means; of a code that has none, its name in small letters."""
    if _PERCENT.fullmatch(text):
        return Unit("percent")
    if _SHARE_WORDS.fullmatch(in_english(text)):
        return Unit("percent", besides=text)
    if money := money_of(text):
        return Unit(money[1], 10 ** money[0])
    if found := _money_among(text):
        return found
    prices, _, rest = text.partition(", ")
    if rest and _PRICES_WORDS.fullmatch(prices):
        result = _of_words(rest)
        besides_text = f"{prices}, {result.besides}" if result.besides else prices
        return result._replace(besides=besides_text)
    if re.fullmatch(r"[A-Z0-9_]+", text):
        power, parts = _scaled(text)
        name = "_".join(parts)
        return Unit(_NAMES.get(name, name.lower()), 10**power)
    power, name = scale_of(text)
    if LOCAL_WORDS.search(name) and not _OF_NO_CURRENCY.search(name):
        said = re.match(OF_PRICES, name, re.I)
        name = name[said.end() :] if said else name
        besides = said[0].strip() if said else ""
        return Unit("", 10**power, besides, LOCAL_WORDS.sub("{}", name, count=1))
    if local := local_abroad(name):
        return Unit("", 10**power, *local)
    name = usual_unit(name)
    return Unit(midway(name), 10**power)
