"""Split texts into the words that a search compares, folded as names are.

In a script without spaces between words, and in Korean, where endings are joined to them, each
letter is a word of its own: any run of letters is found, wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from dipfacts.text import fold

# What may be a word: letters and digits of ASCII, and whatever is not ASCII, to be looked at.
_RUN = re.compile(r"(?:[^\W_]|[^\x00-\x7f\s])+")

# Letters of scripts that do not part words, and of Korean.
_UNSPACED = re.compile(
    "["
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"  # Burmese and its neighbours
    "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff"  # Korean
    "\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf"  # Khmer, Tai Le, New Tai Lue, Tai Tham
    "\u3005-\u3007\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff\uff66-\uff9f"  # Japanese, Bopomofo
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Chinese characters
    "\ua000-\ua4cf"  # Yi
    "]"
)
_VOICED = "\uff9e\uff9f"  # marks of half-width kana, which Unicode calls letters

APOSTROPHES = "'\u2018\u2019`\u00b4"
"""Signs that part a word from an ending (Russia's) or stand within it (O'zbekiston)."""

_WITH_APOSTROPHE = re.compile(rf"[^\W_]+(?:[{APOSTROPHES}][^\W_]+)+")
_POSSESSIVE = re.compile(rf"[^{APOSTROPHES}]+[{APOSTROPHES}][sS]")


class Word(NamedTuple):
    """A word of a text: folded, and where it begins and ends there."""

    form: str
    start: int
    end: int


def composed(text: str) -> str:
    """Return the text with letters and their accents joined, which looks the same."""
    if text.isascii():
        return text
    from unicodedata import normalize  # needed too seldom to slow every start

    return normalize("NFC", text)


def words(text: str) -> Iterator[Word]:
    """Yield the words of a composed text in order.

    >>> [word.form for word in words("Łódź 2021年, rail-way")]
    ['lodz', '2021', '年', 'rail', 'way']
    """
    for match in _RUN.finditer(text):
        run, start = match[0], match.start()
        if run.isascii():
            yield Word(run.lower(), start, match.end())
        elif run.isalnum() and not _UNSPACED.search(run):
            if form := _fold(run):
                yield Word(form, start, match.end())
        else:
            yield from _parts(run, start)


def _parts(run: str, at: int) -> Iterator[Word]:
    """Yield the words of a run of letters that begins at a place; it may hold punctuation."""
    from unicodedata import category

    begin = nth = 0
    while nth <= len(run):
        char = run[nth : nth + 1]
        is_unspaced = bool(_UNSPACED.match(char))
        if is_unspaced or not (char.isalnum() or (char and category(char)[0] == "M")):
            if form := _fold(run[begin:nth]):
                yield Word(form, at + begin, at + nth)
            begin = nth + 1
        if is_unspaced:
            begin = nth
            nth += 1
            while nth < len(run) and (run[nth] in _VOICED or category(run[nth])[0] == "M"):
                nth += 1
            for letter in _fold(run[begin:nth]):
                yield Word(letter, at + begin, at + nth)
            begin = nth
        else:
            nth += 1


_fold = lru_cache(maxsize=65536)(fold)


def joined(text: str) -> Iterator[Word]:
    """Yield the words with an apostrophe within them as one; not those with an 's.

    >>> [word.form for word in joined("O'zbekiston and Russia's Sana’a")]
    ['ozbekiston', 'sanaa']
    """
    if not any(sign in text for sign in APOSTROPHES):
        return  # in a fraction of the time
    for match in _WITH_APOSTROPHE.finditer(text):
        if not _POSSESSIVE.fullmatch(match[0]) and (form := _fold(match[0])):
            yield Word(form, *match.span())


def indexed(text: str) -> str:
    """Return the words of a text for the index, which itself only parts and folds ASCII.

    Words with an apostrophe stand there apart, and at the end joined.
    """
    return text if text.isascii() and "'" not in text else _indexed(text)


@lru_cache(maxsize=4096)  # labels and publishers come again and again
def _indexed(text: str) -> str:
    text = composed(text)
    return " ".join(word.form for word in (*words(text), *joined(text)))
