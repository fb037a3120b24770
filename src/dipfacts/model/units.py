"""Units as people write them: money in words, and scales that belong into the value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import product

from dipfacts.model.currency_words import MONEY, OF_SEVERAL
from dipfacts.model.tables import Number
from dipfacts.record import T


def _named() -> Iterator[tuple[str, str]]:
    """Yield the names of currencies with the codes that they mean."""
    for words, codes in OF_SEVERAL.items():
        for code, before in (it.split(":") for it in codes.split() if ":" in it):
            for name, word in product(before.split(","), words.split()):
                yield f"{name}-{word}", code
    for code, words in MONEY.items():
        yield from ((word, code) for word in words.split())


_CURRENCIES = dict(_named())
_SHARED = {
    word: tuple(code.partition(":")[0] for code in codes.split())
    for words, codes in OF_SEVERAL.items()
    for word in words.split()
    if word not in _CURRENCIES
}
_SCALES = {
    2: "hundred hundreds",
    3: "thousand thousands thous thsd ths th. millier milliers tausend tsd tys тыс тысяч тисяч"
    " migliaia milhares tusen tuhatta tis tis. ezer ribu nghìn ألف آلاف",
    5: "lakh lakhs lacs",
    6: "million millions millionen millones mln mio mn mill milj млн миллион миллионов мільйонів"
    " milioni milione milhões milhão miljoner miljoen miljoonaa miliony milionów milyon mil."
    " juta triệu مليون ملايين",
    7: "crore crores",
    9: "billion billions bn bln milliard milliards milliarden mrd mlrd mld"
    " млрд миллиард миллиардов мільярдів miliardi miliardo miljarder miljard miljardia miliardy"
    " miliardów milyar miliar tỷ tỉ مليار مليارات",
    12: "trillion trillions trn tln трлн billones triliun",
}
_POWERS = {word: power for power, words in _SCALES.items() for word in words.split()}
_LETTERS = {
    **{"k": 3, "m": 6, "mm": 6, "b": 9, "tn": 12},
    **{"th": 3, "lac": 5, "cr": 7, "cr.": 7, "mdr": 9, "mdr.": 9},
    **{"miles": 3, "bin": 3, "md": 9, "md.": 9, "mds": 9, "mia": 9, "mia.": 9},
}
"""Scales of money only: m is a metre, too."""
_GLUED = (
    re.compile(r"(us\$|[$€₽₼£₺¥₹₩₸₴₾֏₪]|[a-z]{3})([a-z]+)"),  # $bn, USDm
    # kUSD, MEUR, Md€
    re.compile(
        r"(k|mm?|mn|mln|mio|mds?|mrd|bn?|tn|t(?=eur|€)|tsd)(us\$|[$€₽₼£₺¥₹₩₸₴₾֏₪]|[a-z]{3})"
    ),
)
_THOUSANDS = re.compile(r"(?:[x×]?1(0{0,2}))?((?:[,.'’`]?000)+)s?")  # '000, 10,000
_TENS = re.compile(r"[x×]?(?:10(?:\^|\*\*)|1e\+?)([0-9]{1,2})|[x×]?10([⁰¹²³⁴-⁹]{1,2})")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_TIMES = re.compile(r"(?:^|(?<=[\s(]))(?:1(0+)|tens?)[\s-]+(?:of[\s-]+)?$")  # 100 million
_OF = re.compile(r"(?:^|(?<=[\s-]))of[\s-]+$")  # thousands of millions
_BEFORE = re.compile(r"^(?:of[ -]|d['’](?=\w)|d[ei] (?=\w))")  # what is scaled
_ELIDED = re.compile(r"^d['’](?=\w)")
_LINKING = re.compile(r"\bd['’](?=\w)|\bd[ei] ", re.I)  # between a scale and what is scaled
_MILLIARDS = re.compile(r"\b(?:mil|miles de) (?:millones|milhões|milhoes)\b", re.I)
_MIL = re.compile(r"\bmil\.", re.I)  # a million in Czech, Slovak and Romanian
_IN_A_ROW = re.compile(r"(?<![\w.,])\d+(?:[,. ]000)*(?![\w.,])|[^\W\d_]+|[^\s-]")
_OF_OTHERS = {"ten": 1, "tens": 1, "mil": 3, "miles": 3}  # ten thousand, miles de millones
_EAST_ASIAN = re.compile(
    r"(?:(?<![\d.,])10*\s?)?([十百千십백천]?)([万萬만亿億억]|万亿|萬億|조)(?=[美欧歐元円圆圓人吨噸日港韩韓英卢盧ドユ달원유명톤]|\W|$)"
    r"|([千천])(?=\s?[美欧歐元円圆圓人吨噸日港韩韓ドユ달원유명톤])"
)
_EAST_ASIAN_POWERS = {
    **dict.fromkeys("十십", 1),
    **dict.fromkeys("百백", 2),
    **dict.fromkeys("千천", 3),
    **dict.fromkeys("万萬만", 4),
    **dict.fromkeys("亿億억", 8),
    "조": 12,
    "0": 1,
}
PARTS = re.compile(r"[();]|,(?!000)|\bin\b")  # what stands between those of a series' name
_WORDS = re.compile(  # of a head, with 1000 or '000 that is no divisor
    r"(?<![\d.,/])(?<!\d )(?<!per )(?:[x×]?10{0,2}|['’`])?(?:[,. ]?000)+(?!\d)"
    r"|[^\W\d_]+\$?|[$€₽₼£₺¥₹₩₸₴₾֏₪][^\W\d_]*|/"
)
_CAPITAL = re.compile(  # with which a word begins, or ends: ValueInMillions, USDmillion
    r"(?<=[a-z])(?=[A-Z][a-z])|(?<=[A-Z])(?=(?:thousand|million|billion|mio|mln|bn)s?\b)"
)
_ORDINAL = re.compile(r"\b\d+th\b", re.I)
_CROWNS = re.compile("(m|t|k|md)(kr)")
_PER = ("per", "/")
_PERCENT = re.compile(r"%|per\W?cent|pct\.?|percentage", re.I)
_PERSONS = re.compile(r"(?:number of )?(?:people|persons?|inhabitants)", re.I)
_LARGEST = 10**18


@lru_cache(maxsize=1024)
def scale_of(unit: str) -> tuple[int, str]:
    """Return the power of ten that a unit says in words or digits, and the unit without them.

    Prefixes of units, as in GWh or Mt, are no scales, nor is what follows "per".

    >>> scale_of("mln kWh"), scale_of("'000 tonnes"), scale_of("GWh"), scale_of("per 1000 people")
    ((6, 'kWh'), (3, 'tonnes'), (0, 'GWh'), (0, 'per 1000 people'))
    """
    power = 0
    kept = list[str]()
    is_divisor = False
    for word in re.split(r"([\s-]+)", _MILLIARDS.sub("milliards", unit)):
        bare = word.strip("()[],;").lower()
        exponent = 0 if is_divisor else _power(bare)
        power += exponent
        before = "".join(kept) if exponent else ""
        if tens := _TIMES.search(before):
            power += len(tens[1] or "0")
            kept = [before[: tens.start()]]
        elif 0 < exponent < power:
            kept = [_OF.sub("", before)]
        kept += [] if exponent else [word]
        is_divisor = is_divisor or bare == "per" or bare.endswith("/")
    if not power:
        return 0, unit
    rest = _BEFORE.sub("", "".join(kept).strip(" -,"))
    return power, re.sub(r"\s*\(?\bin$", "", rest)


def _power(word: str) -> int:
    """Return the power of ten that a word means; 0 for any other word."""
    if result := _POWERS.get(word) or _POWERS.get(word.rstrip(".")):
        return result
    if digits := _THOUSANDS.fullmatch(word):
        return len(digits[1] or "") + digits[2].count("0")
    if power := _TENS.fullmatch(word):
        return int((power[1] or power[2]).translate(_SUPERSCRIPTS))
    return 0


@lru_cache(maxsize=1024)
def money_of(unit: str) -> tuple[int, str] | None:
    """Return power of ten and currency code of a unit that means money in words, else None.

    >>> money_of("billion US dollars"), money_of("$bn"), money_of("USD"), money_of("m of wire")
    ((9, 'USD'), (9, 'USD'), (0, 'USD'), None)
    >>> money_of("kUSD"), money_of("bn Pakistani rupees"), money_of("rupees")
    ((3, 'USD'), (9, 'PKR'), None)
    >>> money_of("Mds d'euros"), money_of("miles de millones de USD"), money_of("10亿美元")
    ((9, 'EUR'), (9, 'USD'), (9, 'USD'))
    >>> money_of("TEUR"), money_of("mil. EUR"), money_of("US $"), money_of("milhões de reais")
    ((3, 'EUR'), (6, 'EUR'), (0, 'USD'), (6, 'BRL'))
    """
    return _money(unit, _CURRENCIES)


@lru_cache(maxsize=1024)
def shared_money_of(unit: str) -> tuple[int, tuple[str, ...]] | None:
    """Return power of ten and the currencies that a unit may mean whose word several share.

    >>> shared_money_of("billion dirhams"), shared_money_of("Moroccan dirhams")
    ((9, ('AED', 'MAD')), None)
    """
    return _money(unit, _SHARED)


def _money(unit: str, meanings: Mapping[str, T]) -> tuple[int, T] | None:
    """Return power of ten and meaning of a unit of money in words, else None."""
    if match := _EAST_ASIAN.match(unit):
        meaning = meanings.get(unit[match.end() :].strip())
        return (_east_asian(match), meaning) if meaning else None
    power, rest = scale_of(unit)
    words = rest.lower().replace("-", " ").replace("u.s.", "us").split()
    words = [_ELIDED.sub("", word) for word in words if word not in ("of", "de", "di")]
    if meaning := meanings.get("-".join(words)):
        return power, meaning
    parts = [part for word in words for part in _unglued(word)]
    scales = {**_POWERS, **_LETTERS}
    meaning = meanings.get("-".join(part for part in parts if part not in scales))
    return (power + sum(scales.get(part, 0) for part in parts), meaning) if meaning else None


def _unglued(word: str) -> tuple[str, ...]:
    """Return the parts of a word that is a currency with its scale, such as $bn; else the word."""
    if word in _CURRENCIES:
        return (word,)  # euros, which begins with a code
    if crowns := _CROWNS.fullmatch(word):
        return ("tsd" if crowns[1] == "t" else crowns[1], crowns[2])
    matches = (glued.groups() for pattern in _GLUED if (glued := pattern.fullmatch(word)))
    parts = next((parts for parts in matches if {*parts} & _CURRENCIES.keys()), (word,))
    return ("tsd", *parts[1:]) if parts[0] == "t" and len(parts) > 1 else parts  # TEUR


@lru_cache(maxsize=1024)
def usual_unit(unit: str) -> str:
    """Return a unit in the word that all sources are to have for it: percent, or persons.

    >>> [usual_unit(it) for it in ("%", "Per cent", "percentage points", "people", "per person")]
    ['percent', 'percent', 'percentage points', 'persons', 'per person']
    """
    if _PERCENT.fullmatch(unit):
        return "percent"
    return "persons" if _PERSONS.fullmatch(unit) else unit


def scale_in(name: str, unit: str) -> int:
    """Return the power of ten that the name of a series says of its numbers in a unit.

    >>> [scale_in(it, "people") for it in ("Population (thousands)", "Born, in million people")]
    [3, 6]
    >>> [scale_in(it, "people") for it in ("Deaths (per 1,000)", "Births (1,000 or more)")]
    [0, 0]
    """
    parts = (money_of(part) or scale_of(part.strip()) for part in PARTS.split(name))
    own = ("", usual_unit(unit))
    return next((power for power, rest in parts if power and usual_unit(rest) in own), 0)


def scale_hinted(head: str) -> int:
    """Return the power of ten that some word in the head of a column may say of its numbers.

    It is too unsure to be applied.

    >>> [scale_hinted(it) for it in ("Exports_USD_million", "trade_musd", "ValueInMillions")]
    [6, 6, 6]
    >>> [scale_hinted(it) for it in ("Value $B", "Value_kUSD", "USD m", "Exports (US$ m)")]
    [9, 3, 6, 6]
    >>> [scale_hinted(it) for it in ("Trade Value 1000USD", "value_usd_000", "value x1000")]
    [3, 3, 3]
    >>> [scale_hinted(it) for it in ("Exports (1 000 EUR)", "EUR 000 000", "Tax per 1 000 EUR")]
    [3, 6, 0]
    >>> [scale_hinted(it) for it in ("INR Lacs", "Rs. Cr.", "MSEK", "mkr", "tkr", "Mdr. kr")]
    [5, 7, 6, 6, 3, 9]
    >>> [scale_hinted(it) for it in ("USD_th", "exportsUSDmillion", "Triliun Rp", "triệu USD")]
    [3, 6, 12, 6]
    >>> [scale_hinted(it) for it in ("Deaths per million", "industry_value", "USD, 4th quarter")]
    [0, 0, 0]
    >>> [scale_hinted(it) for it in ("Tax per 1,000 USD", "Firms with 1000 jobs", "value_2000")]
    [0, 0, 0]
    """
    head = _ORDINAL.sub(" ", _MIL.sub("million", head))
    if power := _in_a_row(head):
        return power
    several = _WORDS.findall(_CAPITAL.sub(" ", _LINKING.sub("", head)))
    words = [it.lower().replace(" ", "") for it in several]  # 1 000
    before = ["", *words]
    for nth, word in enumerate(words):
        glued = f"{word[-3:]} {word[:-3]}" if len(word) > 3 else ""
        alike = (word, glued, f"{before[nth]} {word}", f"{before[nth]}{word}")
        each = (money_of(text) or shared_money_of(text) for text in alike)
        money = max((it[0] for it in each if it), default=0)
        own = 0 if word[0] == "1" else _power(word)  # 1000 may count anything but money
        if (power := own or money) and before[nth] not in _PER:
            return power
    return 0


def _in_a_row(head: str) -> int:
    """Return the power of ten that several words say together, or those of an East Asian head.

    >>> [*map(_in_a_row, ("100 million yuan", "USD (tens of thousands)", "miles de millones"))]
    [8, 4, 9]
    >>> [*map(_in_a_row, ("出口额（亿美元）", "万美元", "輸出（百万円）", "억 달러", "万象"))]
    [8, 4, 6, 8, 0]
    >>> [*map(_in_a_row, ("10亿美元", "10億ドル", "100万円", "2010亿美元", "thousand miles"))]
    [9, 9, 6, 8, 0]
    >>> [*map(_in_a_row, ("USD million", "per 100 million people", "Firms with 100 jobs"))]
    [0, 0, 0]
    """
    if match := _EAST_ASIAN.search(head):
        return _east_asian(match)
    powers, last = list[int](), ""
    for word in [*_IN_A_ROW.findall(head.lower()), ""]:
        digits = word.replace(" ", "")
        is_ten = bool(re.fullmatch(r"10+|10{0,2}(?:[,.]000)+", digits))
        own = digits.count("0") if is_ten else _POWERS.get(word) or _OF_OTHERS.get(word, 0)
        is_length = word == "miles" and bool(powers)  # thousand miles
        if own and not is_length and (powers or last not in _PER):
            powers.append(own)
        elif not (powers and word in ("of", "de")):
            if len(powers) > 1:
                return sum(powers)
            powers, last = [], word
    return 0


def _east_asian(match: re.Match[str]) -> int:
    """Return the power of ten that East Asian words say, with the zeros of 10 or 100 before."""
    return sum(_EAST_ASIAN_POWERS.get(it, 0) for it in match[0])


def in_full(value: Number, power: int) -> str | None:
    """Return a value times a power of ten as TOML has it; None if it would be too long.

    >>> in_full(Decimal("2.9"), 9), in_full(12, 6), in_full(Decimal("1.2345"), 3), in_full(1, 18)
    ('2_900_000_000', '12_000_000', '1234.5', None)
    """
    scaled = Decimal(value).scaleb(power)
    if abs(scaled) >= _LARGEST:
        return None
    whole = int(scaled)
    return f"{whole:_}" if whole == scaled else f"{scaled:f}"
