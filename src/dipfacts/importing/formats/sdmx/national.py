"""The currency of each country, as codes and words of units and indicators say it."""

from __future__ import annotations

import re

from dipfacts.countries.tender import currencies
from dipfacts.importing.money import BEFORE_EURO
from dipfacts.importing.own_tables.table.head_words import in_english
from dipfacts.model.units.unit_words import money_of

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
_FOR_EACH = re.compile(r"\b(?:je|pro|par|por|per|na)\b|/", re.I)
_NO_AMOUNT = re.compile(r"IX|INX|IDX|I[0-9]{2}|PT|PC|PCH|PCT")


def is_money(part: str) -> bool:
    """Return whether a part of a code is a currency, or that of each country."""
    return part in LOCAL or part in currencies() or part in BEFORE_EURO


def local_in_code(code: str) -> str:
    """Return the unit that the code of an indicator says to be in national currency; or nothing.

    >>> [local_in_code(it) for it in ("NGDP_XDC", "S121_L_MB_XDC_CBS", "XDC_USD", "USD_XDC")]
    ['{}', '{}', '{} per USD', 'USD per {}']
    >>> local_in_code("ENDA_XDC_USD_RATE")
    '{} per USD'
    >>> [local_in_code(it) for it in ("XDC_IX", "NGDP_XDC_PCH", "G24_USD", "GDP")]
    ['', '', '', '']
    """
    parts = code.split("_")
    local = next((part for part in parts if part in LOCAL_ANYWHERE), "")
    if not local or any(map(_NO_AMOUNT.fullmatch, parts)):
        return ""
    at = parts.index(local)
    under = parts[at + 1] if at + 1 < len(parts) and is_money(parts[at + 1]) else ""
    if at == 1 and is_money(parts[0]):
        return f"{parts[0]} per {{}}"
    return f"{{}} per {under}" if under else "{}"


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


def local_abroad(words: str) -> tuple[str, str] | tuple[()]:
    """Return the prices and the unit of words for national currency in another language.

    There are none in English, or of other words.

    >>> local_abroad("Jeweilige Preise,  Einheiten der Landeswährung")
    ('Jeweilige Preise', '{}')
    >>> local_abroad("Landeswährung je Einwohner")
    ('', '{} (Landeswährung je Einwohner)')
    >>> local_abroad("national currency"), local_abroad("Euro")
    ((), ())
    """
    if LOCAL_WORDS.search(words) or not LOCAL_WORDS.search(in_english(words)):
        return ()
    prices, _, unit = (" ".join(it.split()) for it in words.rpartition(","))
    return prices, f"{{}} ({unit})" if _FOR_EACH.search(unit) else "{}"
