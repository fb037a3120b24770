"""The words beside a number in one cell or text: a scale, a bound, a currency."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from dipfacts.model.file_format.tables import Qualifier
from dipfacts.model.units.scales import scale_of
from dipfacts.model.units.unit_words import money_of
from dipfacts.record import Record

BOUNDS = {
    **{word: word for word in get_args(Qualifier)},
    **{"<": "less-than", ">": "more-than", "≤": "at-most", "≥": "at-least", "~": "about"},
    **{"<=": "at-most", ">=": "at-least", "≈": "about", "=": "exactly", "equal": "exactly"},
    **{"up-to": "at-most", "over": "more-than", "under": "less-than", "approximately": "about"},
    **{"ca": "about", "ca.": "about", "c.": "about", "circa": "about", "approx.": "about"},
    **{"around": "about", "roughly": "about", "nearly": "almost", "below": "less-than"},
}
"""The qualifiers that are meant by what is written beside numbers to say how exact they are."""
_BESIDE = re.compile(r"([^0-9]*)([0-9](?:[0-9.,_]*[0-9])?)([^0-9]*)")  # $5, 5 USD, 5*
_SIGN = re.compile(r"[<>≤≥~≈=]+")
_LETTERS = {"k": (3, "thousand"), "m": (6, "million"), "b": (9, "billion")}


class NumberInText(Record, frozen=True):
    """A number in words: its digits, the power of ten beside it, and the keys that say the rest.

    `letter` says what a letter may mean that is a scale, if it is no unit; `has_more` that more
    stands beside it than power and keys tell.
    """

    digits: str
    power: int
    keys: dict[str, str]
    letter: str
    has_more: bool


def taken_apart(text: str) -> NumberInText | None:
    """Return the parts of a text with one number in it; None for any other.

    >>> taken_apart("<$50 million")
    NumberInText(digits='50', power=6, keys={'qualifier': 'less-than', 'unit': 'USD'}, letter='', \
has_more=False)
    >>> about = taken_apart("about 1.5m")
    >>> about.power, about.keys, about.letter
    (6, {'qualifier': 'about'}, 'million')
    """
    match = _BESIDE.fullmatch(text.strip())
    if match is None:
        return None
    before, digits, after = (part.strip() for part in match.groups())
    keys = dict[str, str]()
    for word in _starts(before):
        if qualifier := BOUNDS.get("-".join(word.lower().split())):
            keys["qualifier"] = qualifier
            before = before[len(word) :].strip()
            break
    power, rest, letter = *scale_of(after), ""
    if money := money_of(f"{after} {before}".strip()):
        power, keys["unit"], rest, before = *money, "", ""
    elif not before and (meant := _LETTERS.get(after.lower())):
        (power, letter), rest = meant, ""
    return NumberInText(digits, power, keys, letter, bool(before or rest))


def _starts(text: str) -> Iterator[str]:
    """Yield the beginnings of a text that may be a bound, the longest first."""
    words = [match.end() for match in re.finditer(r"\S+", text)]
    yield from (text[:end] for end in reversed(words))
    if sign := _SIGN.match(text):
        yield sign[0]
