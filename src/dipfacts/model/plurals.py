"""Nouns of one thing and of several."""

from __future__ import annotations

import re

# Patterns that are compiled when they are asked: most look-ups write no unit in the singular.
_NO_PLURAL = r"(?:ss|us|sis|\b(?:\w?s|bps|gas|headquarters|means|news|series|species))$"
_IES = r"\w\w(?<!\bmov)(?<!calor)ies$"
_ES = r"(?:ss|x|ch|sh|\bgas|(?<!a)bus|virus)es$"


def plural(noun: str) -> str:
    """Return 'claims', 'parties'."""
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


def singular(name: str) -> str:
    """Return 'visitor' for 'visitors', 'country' for 'countries'; other words as they are.

    >>> [*map(singular, ("fishing vessels", "buses", "cases", "fish species", "kilocalories"))]
    ['fishing vessel', 'bus', 'case', 'fish species', 'kilocalorie']
    """
    if re.search(_NO_PLURAL, name):
        return name
    if re.search(_IES, name):
        return f"{name[:-3]}y"
    return name[:-2] if re.search(_ES, name) else name.removesuffix("s")
