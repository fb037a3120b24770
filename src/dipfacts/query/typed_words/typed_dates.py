"""Dates as people type them: in words such as last-year, and bare among names of parties."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from dipfacts.errors import QuestionError
from dipfacts.model.periods.calendar import MONTHS
from dipfacts.text import plain

# Left uncompiled to keep the start quick: few look-ups have a date among the names.
_PART = r"(?P<y>\d{4})-?(?P<p>[hq])(?P<n>[1-4])|(?P<p2>[hq])(?P<n2>[1-4])-?(?P<y2>\d{4})"
_DECADE = r"(\d{3})0s"
_DIGITS = r"[\[/.]*\d{3}[\dx]([hqs]\d?|\W|$)"
_OF_YEAR = r"[hq][1-4]"  # a half or a quarter
# As people write dates elsewhere: which is said of them, with what to write, as of an option.
_NAMES = [month.casefold() for month in MONTHS]
_NAME = f"(?:{'|'.join(_NAMES)})"
_ELSEWHERE = (
    rf"(?:\d{{1,2}}[./-])?\d{{1,2}}[./-]\d{{4}}|(?:\d{{1,2}}-)?{_NAME}-\d{{4}}"
    rf"|{_NAME}-\d{{1,2}},?-\d{{4}}"
)
_FISCAL = r"(?:fy|(?:fiscal|financial)-year)-?'?(?:\d\d)?\d\d(?:[-/]\d{2,4})?"
_BEGUN = f"(?:{'|'.join(name[:n] for name in _NAMES for n in range(3, len(name) + 1))})"
_SPAN_OF_MONTHS = rf"{_BEGUN}-(?:to-)?{_BEGUN},?-\d{{4}}"
_EAST_ASIAN = r"\d{4}-?[年년](?:-?\d{1,2}-?[月월](?:-?\d{1,2}-?[日일])?)?"
_JOINED = (_FISCAL, _SPAN_OF_MONTHS, _EAST_ASIAN)
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_ALONE = (
    rf"\d{{4}}-?{_SEASON}|{_SEASON}(?:-of)?-?\d{{4}}",
    r"\d{4}(?:0[1-9]|1[0-2])(?:[0-3]\d)?",
    rf"\d{{4}}m\d\d?|(?:\d\d?-)?{_BEGUN}\.?-\d{{4}}",
)
_LONGEST = 4  # words of a date
_OPTIONS = {"since": "since", "until": "until", "in": "in_"}
_SPELLED = ("since", "until")  # "in" is a code of India
ONLY_ONE = "give only one of them"
_BEFORE = ("last", "this", "next")
_PREPOSITIONS = ("after", "at", "before", "by", "from", "in", "through", "till", "to")
_OF_SPANS = ("through", "till", "to", "-", "–", "—")  # 2019 to 2021


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
    return f"{year}-{last - months + 1:02}/{year}-{last:02}" if last <= len(MONTHS) else text


def is_date(word: str) -> bool:
    """Return whether a word among names is meant for a date, right or wrong.

    >>> [*filter(is_date, "2021 2021-H1 2021/2022 last-year 199X since-2020 G7 5/2021".split())]
    ['2021', '2021-H1', '2021/2022', 'last-year', '199X', '5/2021']
    >>> [*filter(is_date, ["FY2021", "Jan-Mar 2021", "20210501", "2021年", "summer 2021"])]
    ['FY2021', 'Jan-Mar 2021', '20210501', '2021年', 'summer 2021']
    """
    text = "-".join(word.casefold().split())
    if not any(map(str.isdigit, text)):
        return text in _IN_WORDS
    forms = (_PART, _DECADE, f"{_DIGITS}.*", _ELSEWHERE, *_JOINED, *_ALONE)
    return any(re.fullmatch(form, text) for form in forms)


def separate_dates(words: Iterable[str]) -> tuple[list[str], dict[str, str]]:
    """Return the names among what was typed, and the dates by the option that each stands for.

    Raises QuestionError for two dates of one option.

    >>> separate_dates(["azerbaijan", "russia", "2021"]), separate_dates(["az", "last", "year"])
    ((['azerbaijan', 'russia'], {'in_': '2021'}), (['az'], {'in_': 'last-year'}))
    >>> separate_dates("az ru since-2020 until 2022".split())
    (['az', 'ru'], {'since': '2020', 'until': '2022'})
    """
    names, dates = list[str](), dict[str, str]()
    rest = _joined_dates(words)
    while rest:
        word = rest.pop(0)
        option, dash, text = word.casefold().partition("-")
        if word.casefold() in _PREPOSITIONS:
            _refuse_preposition(word, rest, names, dates)
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


def _refuse_preposition(
    word: str, rest: Sequence[str], names: Sequence[str], dates: Mapping[str, str]
) -> None:
    """Raise QuestionError where a word before a date says which it is; of a span that is told."""
    text, length = _date_at_first(rest)
    is_begun = word.casefold() in _OF_SPANS and "in_" in dates
    follows = rest[length].casefold() if length < len(rest) else ""
    if not text or is_begun or (follows in _OF_SPANS and _date_at_first(rest[length + 1 :])[0]):
        return
    from dipfacts.query.typed_words import words_before_dates  # lazy: only for a slip

    if refusal := words_before_dates.refusal(word, text, as_edtf(text), names):
        raise refusal


def _date_at_first(words: Sequence[str]) -> tuple[str, int]:
    """Return the date with which words begin, and of how many it is; "" and 0 without one."""
    length = 2 if words and words[0].casefold() in _BEFORE else 1
    text = "-".join(words[:length])
    return (text, length) if is_date(text) else ("", 0)


def _joined_dates(words: Iterable[str]) -> list[str]:
    """Return words with those of one date as one: q3 2021, 3 march 2021.

    May 2021 is not, as that may be a person's name.

    >>> _joined_dates("az q3 2021".split()), _joined_dates("ru 2021 H1".split())
    (['az', 'q3 2021'], ['ru', '2021 H1'])
    >>> _joined_dates(["az", "2021"])
    ['az', '2021']
    >>> _joined_dates("az FY 2021".split()), _joined_dates("ru Jan to Mar 2021".split())
    (['az', 'FY 2021'], ['ru', 'Jan to Mar 2021'])
    """
    rest, results = list(words), list[str]()
    while rest:
        lengths = range(min(_LONGEST, len(rest)), 1, -1)
        length = next((n for n in lengths if _is_one_date(rest[:n])), 1)
        results.append(" ".join(rest[:length]))
        rest = rest[length:]
    return results


def _is_one_date(words: list[str]) -> bool:
    """Return whether several words are one date, and none of them is without the others."""
    text = "-".join(words).casefold()
    if not any(map(str.isdigit, text)):
        return False
    first, *_, last = (any(map(str.isdigit, word)) for word in words)
    if not (first and last) and any(re.fullmatch(form, text) for form in _JOINED):
        return True
    if text.startswith("may-"):
        return False
    part = rf"\d{{4}}-{_OF_YEAR}|{_OF_YEAR}-\d{{4}}"
    return bool(re.fullmatch(part, text) or ("-" not in "".join(words) and _is_written(text)))


def _is_written(text: str) -> bool:
    return text.strip("-0123456789,") in _NAMES and bool(re.fullmatch(_ELSEWHERE, text))


def _take(dates: dict[str, str], option: str, text: str) -> None:
    if option in dates and dates[option] != text:
        both = f"{plain(dates[option])} and {plain(text)}"
        days = sorted(as_edtf(one) for one in (dates[option], text))
        is_span = option == "in_" and all(re.fullmatch(r"\d{4}(-\d\d){0,2}", day) for day in days)
        hint = f"give one; all from one to the other is {'/'.join(days)}" if is_span else ONLY_ONE
        raise QuestionError(f"{both} are two periods", hint)
    dates[option] = text
