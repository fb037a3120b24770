"""Units as people write them: money in words, percent, persons, and their scales in heads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product

from dipfacts.model.units.currency_words import MONEY, OF_SEVERAL
from dipfacts.model.units.scales import (
    PER,
    POWERS_OF_MONEY,
    is_countable,
    leading_east_asian,
    power_of,
    scale_in_a_row,
    scale_of,
    thousands_named,
)
from dipfacts.record import T

# Patterns are texts, which `re` compiles as they are needed: most bases have codes alone for units.


def _currency_names() -> Iterator[tuple[str, str]]:
    """Yield the names of currencies with the codes that they mean."""
    for words, codes in OF_SEVERAL.items():
        for code, before in (it.split(":") for it in codes.split() if ":" in it):
            for name, word in product(before.split(","), words.split()):
                yield f"{name}-{word}", code
    for code, words in MONEY.items():
        yield from ((word, code) for word in words.split())


CURRENCIES = dict(_currency_names())
"""The codes of currencies by what they are called, with hyphens between words."""
OF_SHARED_WORDS = {
    word: tuple(code.partition(":")[0] for code in codes.split())
    for words, codes in OF_SEVERAL.items()
    for word in words.split()
    if word not in CURRENCIES
}
"""The codes that a word of several currencies may mean, such as dirhams."""
_SIGNS = "[$€₽₼£₺¥₹₩₸₴₾֏₪]"
_GLUED = (
    rf"""(?x)
        (us\$ | {_SIGNS} | [a-z]{{3}})
        ([a-z]+)                             # $bn, USDm
    """,
    rf"""(?x)
        ( k | t(?=eur|€) | tsd               # kUSD, TEUR
        | mm? | mn | mln | mio               # MEUR
        | mds? | mrd | bn? | tn              # Md€
        )
        (us\$ | {_SIGNS} | [a-z]{{3}})
    """,
)
_CROWNS = "(m|t|k|md)(kr)"
_ELIDED = r"^d['’](?=\w)"
_PERCENT = r"(?i)%|per\W?cent|pct\.?|percentage"
_PERSONS = r"(?i)(?:number of )?(?:people|persons?|inhabitants)"

PARTS = r"[();]|,(?!000)|\bin\b"
"""The signs between the parts of a series' name."""
_ORDINAL = r"(?i)\b\d+th\b"
_MIL = r"(?i)\bmil\."  # a million in Czech, Slovak and Romanian
_LINKING = r"""(?ix)
      \b d['’](?=\w)      # Mds d'euros
    | \b d[ei][ ]         # millones de USD
"""
_CAPITAL = r"""(?x)
      (?<=[a-z]) (?=[A-Z][a-z])                            # ValueInMillions
    | (?<=[A-Z])
      (?= (?: thousand | million | billion | mio | mln | bn ) s? \b )    # USDmillion
"""
_WORDS = rf"""(?x)
      (?<![\d.,/]) (?<!\d[ ]) (?<!per[ ])    # neither the end of a number nor a divisor
      (?: [x×]? 10{{0,2}} | ['’`] )?
      (?: [,. ]? 000 )+ (?!\d)               # 1000, 10 000, x1000, '000
    | [^\W\d_]+ \$?                          # million, US$
    | {_SIGNS} [^\W\d_]*                     # $bn
    | /
"""


@lru_cache(maxsize=1024)
def money_of(unit: str) -> tuple[int, str] | None:
    """Return power of ten and currency code of a unit that means money in words, else None.

    >>> money_of("billion US dollars"), money_of("$bn"), money_of("USD"), money_of("m of wire")
    ((9, 'USD'), (9, 'USD'), (0, 'USD'), None)
    >>> money_of("kUSD"), money_of("bn Pakistani rupees"), money_of("rupees")
    ((3, 'USD'), (9, 'PKR'), None)
    >>> money_of("Mds d'euros"), money_of("miles de millones de USD"), money_of("10亿美元")
    ((9, 'EUR'), (9, 'USD'), (9, 'USD'))
    >>> money_of("Bin ABD Doları"), money_of("MİLYON TL"), money_of("mii EUR")
    ((3, 'USD'), (6, 'TRY'), (3, 'EUR'))
    >>> money_of("TEUR"), money_of("mil. EUR"), money_of("US $"), money_of("milhões de reais")
    ((3, 'EUR'), (6, 'EUR'), (0, 'USD'), (6, 'BRL'))
    """
    return _money(unit, CURRENCIES)


@lru_cache(maxsize=1024)
def shared_money_of(unit: str) -> tuple[int, tuple[str, ...]] | None:
    """Return power of ten and the currencies that a unit may mean whose word several share.

    >>> shared_money_of("billion dirhams"), shared_money_of("Moroccan dirhams")
    ((9, ('AED', 'MAD')), None)
    """
    return _money(unit, OF_SHARED_WORDS)


def beside_mil(unit: str) -> str | None:
    """Return the unit beside a "mil" that may be a thousand or a million; None if there is none.

    It is a thousand in Spanish and Portuguese, and a million as it is cut short elsewhere.

    >>> [*map(beside_mil, ("mil euros", "US$ mil", "mil pesos", "mil hectares"))]
    ['EUR', 'USD', 'pesos', 'hectares']
    >>> [*map(beside_mil, ("mil", "mil toneladas", "mil. EUR", "mil gas", "10 mil"))]
    [None, None, None, None, None]
    """
    first, *others = unit.split()
    *before, last = unit.split()
    beside = others if first.lower() == "mil" else before if last.lower() == "mil" else []
    rest = " ".join(beside)
    if not rest or scale_of(unit)[0]:
        return None
    if money := money_of(rest):
        return None if money[0] else money[1]
    return rest if shared_money_of(rest) or is_countable(rest) else None


def _money(unit: str, meanings: Mapping[str, T]) -> tuple[int, T] | None:
    """Return power of ten and meaning of a unit of money in words, else None."""
    if east_asian := leading_east_asian(unit):
        power, rest = east_asian
        meaning = meanings.get(rest)
        return (power, meaning) if meaning else None
    power, rest = scale_of(unit.replace("İ", "I"))  # whose small letter is no i of others
    words = rest.lower().replace("-", " ").replace("u.s.", "us").split()
    words = [re.sub(_ELIDED, "", word) for word in words if word not in ("of", "de", "di")]
    if meaning := meanings.get("-".join(words)):
        return power, meaning
    parts = [part for word in words for part in _unglued(word)]
    meaning = meanings.get("-".join(part for part in parts if part not in POWERS_OF_MONEY))
    power += sum(POWERS_OF_MONEY.get(part, 0) for part in parts)
    return (power, meaning) if meaning else None


def _unglued(word: str) -> tuple[str, ...]:
    """Return the parts of a word that is a currency with its scale, such as $bn; else the word."""
    if word in CURRENCIES:
        return (word,)  # euros, which begins with a code
    if crowns := re.fullmatch(_CROWNS, word):
        return ("tsd" if crowns[1] == "t" else crowns[1], crowns[2])
    matches = (glued.groups() for pattern in _GLUED if (glued := re.fullmatch(pattern, word)))
    parts = next((parts for parts in matches if {*parts} & CURRENCIES.keys()), (word,))
    return ("tsd", *parts[1:]) if parts[0] == "t" and len(parts) > 1 else parts  # TEUR


@lru_cache(maxsize=1024)
def usual_unit(unit: str) -> str:
    """Return a unit in the word that all sources are to have for it: percent, or persons.

    >>> [usual_unit(it) for it in ("%", "Per cent", "percentage points", "people", "per person")]
    ['percent', 'percent', 'percentage points', 'persons', 'per person']
    """
    if re.fullmatch(_PERCENT, unit):
        return "percent"
    return "persons" if re.fullmatch(_PERSONS, unit) else unit


def scale_in(name: str, unit: str) -> int:
    """Return the power of ten that the name of a series says of its numbers in a unit.

    >>> [scale_in(it, "people") for it in ("Population (thousands)", "Born, in million people")]
    [3, 6]
    >>> [scale_in(it, "people") for it in ("Deaths (per 1,000)", "Births (1,000 or more)")]
    [0, 0]
    """
    parts = (money_of(part) or scale_of(part.strip()) for part in re.split(PARTS, name))
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
    >>> scale_hinted("Cost per mille (EUR)"), scale_hinted("Miles de dólares")
    (0, 3)
    """
    head = thousands_named(re.sub(_ORDINAL, " ", re.sub(_MIL, "million", head)))
    if power := scale_in_a_row(head):
        return power
    several = re.findall(_WORDS, re.sub(_CAPITAL, " ", re.sub(_LINKING, "", head)))
    words = [it.lower().replace(" ", "") for it in several]  # 1 000
    before = ["", "", *words]
    for nth, word in enumerate(words):
        glued = f"{word[-3:]} {word[:-3]}" if len(word) > 3 else ""
        first, last = before[nth : nth + 2]
        together = [f"{last} {word}", f"{last}{word}", f"{first} {last} {word}"]
        alike = word, glued, *([] if first in PER else together)  # per mille (EUR)
        each = (money_of(text) or shared_money_of(text) for text in alike)
        money = max((it[0] for it in each if it), default=0)
        own = 0 if word[0] == "1" else power_of(word)  # 1000 may count anything but money
        if (power := own or money) and last not in PER:
            return power
    return 0
