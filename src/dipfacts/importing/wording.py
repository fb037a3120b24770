"""Short words of notes and messages: names in a sentence, years, and options to type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dipfacts.model.display import and_more
from dipfacts.model.periods.calendar import MONTHS
from dipfacts.text import plain, short, typed_word

_NAMED = 8  # names that a sentence has; others are counted
_WIDEST = 80  # letters that are told of a head, or of a line


def quoted_names(names: Iterable[str]) -> str:
    """Return names in quotes and in words: "A", "B" and 3 more."""
    return first_of([f'"{plain(name)}"' for name in names])


def first_of(names: Sequence[str]) -> str:
    """Return the first names, and how many more there are."""
    return and_more(", ".join(names[:_NAMED]), len(names) - _NAMED)


def shortened(line: str) -> str:
    """Return a head, or a line above it, with its first letters alone."""
    return plain(short(line, _WIDEST))


def map_option(text: str) -> str:
    """Return the words to type for `--map` and a text such as `scope={product}`."""
    return f"--map {typed_word(text)}"


def period_of_months(first: int, length: int) -> str:
    """Return months in turn as a period; the first as it is counted from that of the year 0.

    >>> [period_of_months(2019 * 12 + nth, length) for nth, length in ((0, 12), (3, 12), (3, 1))]
    ['2019', '2019-04/2020-03', '2019-04']
    """
    begin, end = (f"{it // 12:04}-{it % 12 + 1:02}" for it in (first, first + length - 1))
    if length == len(MONTHS) and begin.endswith("-01"):
        return begin[:4]
    return begin if length == 1 else f"{begin}/{end}"


def years(periods: Iterable[str]) -> str:
    """Return the first and the last year of data, in words: "2010 to 2023"."""
    results = sorted({it[:4] for it in periods if re.match("[0-9]{4}(?![0-9])", it)})
    if not results:
        return "no year"
    return results[0] if results[0] == results[-1] else f"{results[0]} to {results[-1]}"
