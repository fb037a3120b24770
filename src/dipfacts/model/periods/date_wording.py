"""Dates in words, put otherwise where the sentence around them needs that.

The words are those of `dates` that `Period.show` puts around a date.
"""

from __future__ import annotations

from dipfacts.model.periods.dates import DASH, END_UNKNOWN, FROM, SINCE, UNCERTAIN


def from_then(text: str) -> str:
    """Return dates of what no longer goes on, or has not begun: nothing of that is 'since'.

    >>> from_then("since 2001"), from_then("3 claims since 2001"), from_then("2001–2005")
    ('from 2001', '3 claims from 2001', '2001–2005')
    """
    return text.replace(SINCE, FROM, 1)


def to_come(text: str) -> str:
    """Return the dates of what is ahead so that nobody takes it for past.

    >>> to_come("20 Dec 2091"), to_come("5 Dec 2091 – 4 Mar 2092"), to_come("since 2091")
    ('from 20 Dec 2091', 'from 5 Dec 2091 to 4 Mar 2092', 'from 2091')
    """
    dates = text.removeprefix(SINCE).removeprefix(FROM)
    return FROM + dates.replace(DASH, "–").replace("–", " to ")


def on_a_day(text: str) -> str:
    """Return the date of a status that is reached on a day: nothing is signed since, or until.

    >>> on_a_day("since 3 Jul 2008"), on_a_day("from 16 Mar 1921, end unknown")
    ('3 Jul 2008', '16 Mar 1921')
    """
    return without_unknown_end(text).removeprefix(SINCE).removeprefix(FROM)


def without_unknown_end(text: str) -> str:
    """Return dates without the words on an end that is unknown, which is told beside them.

    >>> without_unknown_end("from 16 Mar 1921, end unknown")
    'from 16 Mar 1921'
    """
    return text.removesuffix(END_UNKNOWN)


def within_brackets(text: str) -> str:
    """Return a date as it stands in brackets, which has none of its own.

    >>> within_brackets("about 2021 (uncertain)")
    'about 2021, uncertain'
    """
    return text.replace(f" ({UNCERTAIN})", f", {UNCERTAIN}")
