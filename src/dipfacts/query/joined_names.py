"""Take apart the names of several parties that were typed as one: China-Russia, "Chad, Mali"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dipfacts.errors import QuestionError, UnknownNameError
from dipfacts.query.base import Base
from dipfacts.query.parties import is_known
from dipfacts.query.typed_dates import separate_dates
from dipfacts.query.typed_names import parties_of
from dipfacts.text import listed, plain

_SIGNS = "-,/&+;|–—→"  # that people type between names; the first one stands in names, too
_MOST = 16  # words that may be names


def apart(base: Base, words: Sequence[str]) -> list[str]:
    """Return words with the ids of parties for each that is the names of several, and its dates.

    Nothing where none is.
    """
    each = [_several(base, word) or [word] for word in words]
    return [one for some in each for one in some] if len(each) < sum(map(len, each)) else []


def explained(base: Base, words: Sequence[str], fault: UnknownNameError) -> UnknownNameError:
    """Return the error for an unknown name; of one that is the names of several, what these are."""
    several = _several(base, fault.name) if fault.name in words else []
    if not several:
        return fault
    names = listed((f'"{plain(name)}"' for name in several), "and")
    return UnknownNameError(fault.message, f"name each by itself: {names}", fault.name, fault.what)


def _several(base: Base, name: str) -> list[str]:
    """Return the ids of several parties whose names are typed as one, and the dates in it."""
    if is_known(base.index.all, name):
        return []
    for words in _divided(name):
        try:
            names, dates = separate_dates(words)
            ids = parties_of(base, names)
        except QuestionError:
            continue
        if len(ids) > 1:
            spans = (text if of == "in_" else f"{of}-{text}" for of, text in dates.items())
            return [*ids, *spans]
    return []


def _divided(name: str) -> Iterator[list[str]]:
    """Yield the words of a name, divided at blanks and signs, and then at hyphens as well."""
    for signs in dict.fromkeys((_SIGNS[1:], _SIGNS if "-" in name else _SIGNS[1:])):
        among = re.escape(signs)
        words = re.findall(rf"[{among}]|[^\s{among}]+", name)
        if 1 < len(words) <= _MOST:
            yield ["&" if word in signs else word for word in words]
