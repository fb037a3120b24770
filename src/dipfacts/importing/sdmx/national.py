"""The currency of each country, as codes and words of units and indicators say it."""

from __future__ import annotations

import re

from dipfacts import countries
from dipfacts.importing.money import BEFORE_EURO
from dipfacts.model.units import money_of

LOCAL = ("XDC", "NAC", "LCU", "NCU", "DOM", "NC")
"""The codes of the currency of each country."""
LOCAL_ANYWHERE = LOCAL[:4]
"""Those that mean nothing else among other parts of a code."""
LOCAL_WORDS = re.compile(
    r"(?:\bstandard )?(?:\bunits? of )?(?:the )?\b(?:national|domestic|local) currenc(?:y|ies)\b"
    r"(?: units?\b)?|\b[LN]CUs?\b",
    re.I,
)
OF_PRICES = r"(?:current|constant)(?: [0-9]{4})?(?: prices)?(?: in)? "
_PART = re.compile(rf"(?:{OF_PRICES})?(?:{LOCAL_WORDS.pattern})( per .+)?", re.I)


def is_money(part: str) -> bool:
    """Return whether a part of a code is a currency, or that of each country."""
    return part in LOCAL or part in countries.currencies() or part in BEFORE_EURO


def local_at_end(code: str) -> str:
    """Return the unit that the end of a code says to be in national currency; else nothing.

    >>> [local_at_end(it) for it in ("NGDP_XDC", "ENDA_XDC_USD_RATE", "XDC_USD", "USD_XDC")]
    ['{}', '{} per USD', '{} per USD', 'USD per {}']
    >>> [local_at_end(it) for it in ("XDC_IX", "G24_USD", "GDP", "NGDP_XDC_PS")]
    ['', '', '', '']
    """
    parts = code.removesuffix("_RATE").split("_")
    ends = [part for part in parts[-2:] if is_money(part)]
    if not {*ends} & {*LOCAL_ANYWHERE} or parts[-1] not in ends:
        return ""
    of = ends if parts == ends or ends[0] in LOCAL_ANYWHERE else ends[1:]
    return " per ".join("{}" if part in LOCAL_ANYWHERE else part for part in of)


def local_in(label: str) -> str:
    """Return the unit that a part of a label says to be in national currency; else nothing.

    >>> local_in("Broad money, Domestic Currency"), local_in("GDP (current LCU)")
    ('{}', '{}')
    >>> local_in("Exchange rates, domestic currency per US dollar, period average")
    '{} per US dollar'
    >>> local_in("Loans, domestic currency, US dollars"), local_in("Debt in domestic currency")
    ('', '')
    """
    parts = [part.strip() for part in re.split(r"[(),]", label)]
    if any(map(money_of, parts)):
        return ""
    found = (it for it in map(_PART.fullmatch, parts) if it)
    return next((f"{{}}{it[1] or ''}" for it in found), "")
