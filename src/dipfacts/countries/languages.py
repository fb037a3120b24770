"""Languages, and the names of countries in each: cldr_languages.tsv, one language a line."""

from __future__ import annotations

import re
from functools import cache

from dipfacts.countries import tables

_SAME = {"nb": "no", "iw": "he", "in": "id", "tl": "fil"}  # other codes of the same languages


@cache
def _lines() -> dict[str, bytes]:
    """Return each language's line: its code, its English name, then the countries' names."""
    lines = tables.read("cldr_languages.tsv").split(b"\n")[1:-1]
    return {line[: line.index(b"\t")].decode(): line for line in lines}


def languages() -> dict[str, str]:
    """Return the English name of every language, by its code."""
    return {code: line.split(b"\t", 2)[1].decode() for code, line in _lines().items()}


@cache
def in_language(code: str) -> dict[str, str]:
    """Return the names of countries in a language, by ISO code; none in an unknown language."""
    line = _lines().get(code, b"").decode()
    return dict(pair.split("=", 1) for pair in line.split("\t")[2:])


def language(text: str) -> str | None:
    """Resolve a language as people write it to its code here; None if there is no such language.

    >>> language("DE"), language("de_AT.UTF-8"), language("zh-hant"), language("xx")
    ('de', 'de', 'zh-Hant', None)
    """
    parts = re.split(r"[-_]", text.split(".")[0].split("@")[0].strip())
    parts[0] = _SAME.get(parts[0].lower(), parts[0])
    scripts = [f"{parts[0].lower()}-{part.title()}" for part in parts[1:] if len(part) == 4]
    return next((code for code in [*scripts, parts[0].lower()] if code in _lines()), None)
