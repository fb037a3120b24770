"""Units of money, plain, in equal purchasing power, or for each person."""

from __future__ import annotations

import re
from functools import lru_cache

from dipfacts.countries.tender import currencies
from dipfacts.model.display import is_currency
from dipfacts.model.units.unit_words import money_of

BEFORE_EURO = ("ATS", "BEF", "DEM", "ECU", "ESP", "FIM", "FRF", "GRD", "IEP", "ITL", "LUF", "NLG",
               "PTE", "XEU")  # fmt: skip
"""The codes of currencies that the euro replaced."""

PER_HEAD = r"\bper (?:capita|head|person|inhabitant|resident|employee|worker|household)\b"
"""Words that say that each person, or the like, has a share of the number."""

_FOR_EACH = re.compile(
    rf"{PER_HEAD}|\bper (?:hundred |thousand |million |[0-9][0-9,]* )*"
    r"(?:inhabitants|persons|people|residents|employees|workers|households)\b",
    re.I,
)
_CODE = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)+", re.I)
_HEADS = re.compile(r"[HTM]*HAB|POP|PS|PER")
_THINGS = re.compile(
    r"[0-9]*(?:[KM]?T|[KM]?G|OZ|LB|K?M[23]?|HA|H?L|BBL|GAL|[KMGT]?WH|[KMGTP]?J|K?TOE|KGOE|TCE"
    r"|H|HR|HW|HOURS?|DAYS?|MIN|EMP|U|UNITS?|HEAD)"
)
"""Parts of codes for the things of which a price is."""
_PRICES = re.compile(r"(?:(?:constant|current) )?(?:[0-9]{4} )?(.+?)(?: \(.*\)| (?:in|at) .*|,.*)?")
_PURCHASING_POWER = re.compile(
    r"(?:(?:million|billion) )?(?:int(?:ernational|\.|l)?[- ]?(?:\$|dollars?)"
    r"|pps|purchasing power (?:standards?|parit(?:y|ies)))(?: \(.*\))?",
    re.I,
)


@lru_cache(maxsize=1024)
def is_per_head(unit: str) -> bool:
    """Return whether a unit is so much for each person, as a code or in words.

    >>> units = "cp_eur_hab", "USD per person", "deaths per million people", "kg per km2", "persons"
    >>> [is_per_head(it) for it in units]
    [True, True, True, False, False]
    """
    in_code = _CODE.fullmatch(unit) and any(map(_HEADS.fullmatch, unit.upper().split("_")[1:]))
    return bool(in_code or _FOR_EACH.search(unit))


@lru_cache(maxsize=1024)
def is_of_money(unit: str) -> bool:
    """Return whether a unit is money, also for each person; the price of a thing is none.

    >>> units = "EUR", "cp_eur_hab", "USD per person", "international-$ in 2021 prices", "usd_ppp"
    >>> [is_of_money(it) for it in (*units, "PPS per inhabitant", "euro per capita")]
    [True, True, True, True, True, True, True]
    >>> is_of_money("usd_abc"), is_of_money("all_causes"), is_of_money("usd_bbl")
    (True, False, False)
    >>> [is_of_money(it) for it in ("USD per barrel", "eur_t", "kg_hab", "PEN per US$", "tonnes")]
    [False, False, False, False, False]
    """
    if is_currency(unit):
        return True
    if _CODE.fullmatch(unit):
        parts = unit.upper().split("_")
        has_currency = any(it in currencies() or it in BEFORE_EURO for it in parts)
        is_counted = is_per_head(unit) or "PPP" in parts or _is_amount(*parts)
        return "PPS" in parts or (has_currency and is_counted)
    amount = " ".join(_FOR_EACH.sub("", unit).split())
    prices = _PRICES.fullmatch(amount)
    if not prices or re.search(r"\bper\b|/", amount):
        return False
    return bool(_PURCHASING_POWER.fullmatch(prices[1]) or money_of(prices[1]))


def _is_amount(first: str, *others: str) -> bool:
    """Return whether the parts of a code are a currency and no thing of which it is the price."""
    is_word = first in ("ALL", "TOP")
    is_money = not is_word and (first in currencies() or first in BEFORE_EURO)
    return is_money and not any(map(_THINGS.fullmatch, others))
