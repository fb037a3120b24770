"""Nouns of one thing and of several."""

from __future__ import annotations

import re

_NO_PLURAL = re.compile(r"(?:ss|us|sis|\b(?:\w?s|bps|gas|headquarters|means|news|series|species))$")
_IES = re.compile(r"\w\w(?<!\bmov)(?<!calor)ies$")
_ES = re.compile(r"(?:ss|x|ch|sh|\bgas|(?<!a)bus|virus)es$")


def plural(noun: str) -> str:
    """Return 'claims', 'parties'."""
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


def singular(name: str) -> str:
    """Return 'visitor' for 'visitors', 'country' for 'countries'; other words as they are.

    >>> [*map(singular, ("fishing vessels", "buses", "cases", "fish species", "kilocalories"))]
    ['fishing vessel', 'bus', 'case', 'fish species', 'kilocalorie']
    """
    if _NO_PLURAL.search(name):
        return name
    if _IES.search(name):
        return f"{name[:-3]}y"
    return name[:-2] if _ES.search(name) else name.removesuffix("s")
