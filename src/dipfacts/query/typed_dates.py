"""Read dates as people type them: in words such as last-year, and bare among names of parties."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from dipfacts.errors import QuestionError
from dipfacts.text import plain

# Left uncompiled to keep the start quick: few look-ups have a date among the names.
_PART = r"(?P<y>\d{4})-?(?P<p>[hq])(?P<n>[1-4])|(?P<p2>[hq])(?P<n2>[1-4])-?(?P<y2>\d{4})"
_DECADE = r"(\d{3})0s"
_DIGITS = r"[\[/.]*\d{3}[\dx]([hqs]\d?|\W|$)"
_MONTHS = 12
_OPTIONS = {"since": "since", "until": "until", "in": "in_"}
_SPELLED = ("since", "until")  # "in" is a code of India
_BEFORE = ("last", "this", "next")


def _month(today: date, by: int) -> str:
    year, month = divmod(today.year * 12 + today.month - 1 + by, 12)
    return f"{year:04}-{month + 1:02}"


_IN_WORDS: dict[str, Callable[[date], str]] = {
    "today": str,
    "yesterday": lambda today: str(today - timedelta(days=1)),
    "tomorrow": lambda today: str(today + timedelta(days=1)),
    "last-month": lambda today: _month(today, -1),
    "this-month": lambda today: _month(today, 0),
    "next-month": lambda today: _month(today, 1),
    "last-year": lambda today: f"{today.year - 1:04}",
    "this-year": lambda today: f"{today.year:04}",
    "next-year": lambda today: f"{today.year + 1:04}",
}


def as_edtf(text: str, today: date | None = None) -> str:
    """Return the EDTF of a date in words, of a half or a quarter of a year; else the text.

    >>> as_edtf("2021-H1"), as_edtf("Q4-2021"), as_edtf("1990s"), as_edtf("2021-11")
    ('2021-01/2021-06', '2021-10/2021-12', '199X', '2021-11')
    >>> as_edtf("last-month", date(2026, 1, 5)), as_edtf("last year", date(2026, 1, 5))
    ('2025-12', '2025')
    """
    word = "-".join(text.casefold().split())
    if of_day := _IN_WORDS.get(word):
        return of_day(today or date.today())
    if match := re.fullmatch(_DECADE, word):
        return f"{match[1]}X"
    match = re.fullmatch(_PART, word)
    if match is None:
        return text
    year, part, nth = (match[key] or match[f"{key}2"] for key in "ypn")
    months = {"h": 6, "q": 3}[part]
    last = months * int(nth)
    return f"{year}-{last - months + 1:02}/{year}-{last:02}" if last <= _MONTHS else text


def is_date(word: str) -> bool:
    """Return whether a word among names is meant for a date, right or wrong.

    >>> [*filter(is_date, "2021 2021-H1 2021/2022 last-year 199X since-2020 G7".split())]
    ['2021', '2021-H1', '2021/2022', 'last-year', '199X']
    """
    text = word.casefold()
    if not any(map(str.isdigit, text)):
        return text in _IN_WORDS
    forms = (re.fullmatch(_PART, text), re.fullmatch(_DECADE, text), re.match(_DIGITS, text))
    return any(forms)


def separate_dates(words: Iterable[str]) -> tuple[list[str], dict[str, str]]:
    """Return the names among what was typed, and the dates by the option that each stands for.

    Raises QuestionError for two dates of one option.

    >>> separate_dates(["azerbaijan", "russia", "2021"]), separate_dates(["az", "last", "year"])
    ((['azerbaijan', 'russia'], {'in_': '2021'}), (['az'], {'in_': 'last-year'}))
    >>> separate_dates("az ru since-2020 until 2022".split())
    (['az', 'ru'], {'since': '2020', 'until': '2022'})
    """
    names, dates = list[str](), dict[str, str]()
    rest = list(words)
    while rest:
        word = rest.pop(0)
        option, dash, text = word.casefold().partition("-")
        if word == "in" and rest and is_date(rest[0]):
            message = f'"in {plain(rest[0])}" may be India, or the period alone'
            raise QuestionError(message, f"write india {plain(rest[0])}, or {plain(rest[0])}")
        if option in _OPTIONS and dash and is_date(text):
            _take(dates, _OPTIONS[option], word[len(option) + 1 :])
        elif option in (*_SPELLED, *_BEFORE) and not dash and rest:
            after = rest[0] if option in _SPELLED else f"{word}-{rest[0]}"
            if option in _SPELLED and rest[0].casefold() in _BEFORE and len(rest) > 1:
                rest[0:2] = ["-".join(rest[0:2])]
                after = rest[0]
            if is_date(after):
                _take(dates, _OPTIONS.get(option, "in_"), after)
                rest.pop(0)
            else:
                names.append(word)
        elif is_date(word):
            _take(dates, "in_", word)
        else:
            names.append(word)
    return names, dates


def _take(dates: dict[str, str], option: str, text: str) -> None:
    if option in dates and dates[option] != text:
        both = f"{plain(dates[option])} and {plain(text)}"
        raise QuestionError(f"{both} are two periods", "give one; a span of years is 2020/2022")
    dates[option] = text
