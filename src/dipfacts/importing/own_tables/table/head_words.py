"""The heads of a table of one's own, and words in its cells in other languages than English.

What looks for words of English in a head or a cell finds those of German, French, Spanish,
Italian, Portuguese, Russian and Polish, too, if it is put into English first. The words are in
head_words.tsv beside this module.
"""

from __future__ import annotations

import os
import re
from functools import cache, lru_cache

from dipfacts.text import fold

YES = (
    *("yes", "y", "true", "t", "1", "x"),
    *"ja oui sí sì si sim да tak wahr vrai verdadero vero verdadeiro".split(),
)
NO = (
    *("no", "n", "false", "f", "0"),
    *"nein non não нет nie falsch faux falso".split(),
)
"""Cells that say yes or no, in small letters."""


@cache
def _words() -> dict[str, str]:
    """Return the English of each word or phrase, by how it is written."""
    path = os.path.join(os.path.dirname(__file__), "head_words.tsv")
    with open(path, encoding="utf-8") as stream:
        lines = [line.rstrip("\n").split("\t") for line in stream if not line.startswith("#")]
    return {word: english for english, words in lines for word in words.split(", ")}


@cache
def _english() -> dict[str, str]:
    """Return the English of each word or phrase, by its folded form."""
    return {fold(word): english for word, english in _words().items()}


@cache
def _pattern() -> re.Pattern[str]:
    """Return the pattern of a phrase, the longest first, or of any word."""
    phrases = sorted((it for it in _words() if " " in it), key=len, reverse=True)
    known = "|".join(it.replace(" ", "[ _-]") for it in phrases)
    return re.compile(rf"(?<![^\W\d_])(?:{known})(?![^\W\d_])|[^\W\d_]+")


@lru_cache(maxsize=4096)
def in_english(text: str) -> str:
    """Return a head or a cell in small letters, its known words of other languages in English.

    >>> in_english("Месяц"), in_english("Unité de mesure"), in_english("Trimestre_2")
    ('month', 'unit de mesure', 'quarter_2')
    >>> in_english("1. Quartal"), in_english("Vorläufiger Wert"), in_english("Monthly")
    ('1. quarter', 'provisional value', 'monthly')
    >>> in_english("En_vigueur"), in_english("Entrée en vigueur"), in_english("Nicht in Kraft")
    ('in force', 'entry in force', 'not in force')
    """
    known = _english()
    return _pattern().sub(lambda word: known.get(fold(word[0]), word[0]), text.lower())
